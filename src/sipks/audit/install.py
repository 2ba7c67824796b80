"""The part of the record that the database itself keeps: triggers, functions and rights."""

from __future__ import annotations

from pathlib import Path
from typing import Any

SQL = Path(__file__).parent / "sql" / "chain.sql"
LOCK = 7_300_002  # any number of our own, for `pg_advisory_xact_lock`
FIRST, SECOND = "audit_first_turn", "audit_second_turn"

_STANDS = "select 1 from pg_trigger where tgname = %s"
# Only before the chain begins: later, an entry without a link is a thing to be found.
_BEGIN = """
do $$ declare e audit_entry; begin
  if not exists (select from audit_link) then
    for e in select * from audit_entry order by at, id loop
      perform audit_append(e);
    end loop;
  end if;
end $$
"""
_MAKE = """
create constraint trigger {name} after insert on {table}
deferrable initially deferred for each row execute function {name}()
"""


def install(cursor: Any, role: str) -> None:
    """Make the chain's functions anew, its trigger once, and leave `role` to add and to read.

    Runs as the owner of the tables, after each migration. Entries that are older than the chain
    become its first links.
    """
    cursor.execute(SQL.read_text().replace("{role}", role).replace("{lock}", str(LOCK)))
    for name, table in ((SECOND, "guard.audit_turn"), (FIRST, "audit_entry")):
        cursor.execute(_STANDS, [name])
        if not cursor.fetchone():
            cursor.execute(_BEGIN)
            cursor.execute(_MAKE.format(name=name, table=table))
        cursor.execute(f"alter table {table} enable always trigger {name}")
