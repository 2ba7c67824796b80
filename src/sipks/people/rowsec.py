"""Row security: the rules of scope a second time, inside PostgreSQL.

Policies are made from the models after every migration, as the owner of the tables. Each model is
one of these: `Scoped`; with `scope_through`, the name of the foreign key whose row must be
visible; with `row_policy`, conditions of its own in SQL; among `OWNED`; or `WITHOUT_MATERIAL`. A
table that is none of these shows nothing to anybody.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models

from .choices import Role
from .permissions import BY_SHARE, Act, roles_for
from .scope import Scoped, bound_actor

GUARD = Path(__file__).parent / "sql" / "guard.sql"
LOOKUPS = Path("sql") / "lookups.sql"
VERBS = ("select", "insert", "update", "delete")
_BLOCK = 64

WITHOUT_MATERIAL_APPS = {
    "account": "short-lived keys of confirmation, not used; addresses are among OWNED",
    "auth": "Django's groups, not used",
    "contenttypes": "names of models",
    "places": "areas and outlines are public",
    "procrastinate": "jobs hold ids only",
    "sessions": "Django's table, not used",
    "socialaccount": "providers come from the settings; links to them are among OWNED",
}
WITHOUT_MATERIAL = {
    "people_user_groups": "Django's groups, not used",
    "people_user_user_permissions": "Django's permissions, not used",
}
# Tables of libraries: a row is for its user, and for the part of the program that signs in.
OWNED = {
    "account_emailaddress": "user_id",
    "mfa_authenticator": "user_id",
    "socialaccount_socialaccount": "user_id",
}
_PEOPLE = "(select guard.is_service('people'))"


def has_material(model: type[models.Model]) -> bool:
    """Whether row security guards the table of a model."""
    table, app = model._meta.db_table, model._meta.app_label
    if hasattr(model, "row_policy") or table in OWNED:
        return True
    return app not in WITHOUT_MATERIAL_APPS and table not in WITHOUT_MATERIAL


def pads(key: str) -> tuple[bytes, bytes]:
    """The inner and outer padded key of HMAC-SHA256 (RFC 2104, section 2)."""
    secret = key.encode()
    block = (sha256(secret).digest() if len(secret) > _BLOCK else secret).ljust(_BLOCK, b"\0")
    return bytes(one ^ 0x36 for one in block), bytes(one ^ 0x5C for one in block)


def claim() -> tuple[str, str] | None:
    """On whose behalf the program works now, as kind and subject; None when nobody is bound."""
    actor = bound_actor()
    if actor is None:
        return None
    return ("user", str(actor.id)) if actor.id else ("service", ",".join(sorted(actor.rooms)))


def signed(kind: str, subject: str, backend_pid: int) -> str:
    """The session value by which one backend, and no other, knows on whose behalf it works."""
    body = f"{backend_pid}|{kind}|{subject}"
    mac = hmac.new(settings.ROW_KEY.encode(), body.encode(), sha256).hexdigest()
    return f"{mac}|{body}"


def install(cursor: Any, role: str) -> None:
    """Make the guard and all policies anew. Runs as the owner of the tables."""
    text = GUARD.read_text().replace("{role}", role).replace("{zone}", settings.TIME_ZONE)
    cursor.execute(text)
    inner, outer = pads(settings.ROW_KEY)
    cursor.execute("delete from guard.key")
    cursor.execute("insert into guard.key (inner_pad, outer_pad) values (%s, %s)", [inner, outer])
    cursor.execute("delete from guard.permission")
    for act, roles in _permissions():
        for one in roles:
            cursor.execute("insert into guard.permission values (%s, %s)", [act, one])
    guarded = {model._meta.db_table: model for model in _guarded(cursor)}
    for model in guarded.values():
        for statement in statements(model):
            cursor.execute(statement)
    for config in apps.get_app_configs():
        if (path := Path(config.path) / LOOKUPS).is_file():
            cursor.execute(_filled(path.read_text(), guarded))
    cursor.execute("revoke execute on all functions in schema guard from public")
    cursor.execute(f"grant execute on all functions in schema guard to {role}")
    cursor.execute(f"revoke execute on function guard.claim(), guard.reach(text) from {role}")


def _permissions() -> Iterator[tuple[str, frozenset[Role]]]:
    """The acts over an area, and `receive`: what may be opened by sharing it by name."""
    for act in Act:
        yield act, roles_for(act)
    yield "receive", roles_for(Act.READ, BY_SHARE)


def _guarded(cursor: Any) -> list[type[models.Model]]:
    cursor.execute("select relname from pg_class where relnamespace = 'public'::regnamespace")
    made = {name for (name,) in cursor.fetchall()}
    every = apps.get_models(include_auto_created=True)
    return [one for one in every if has_material(one) and one._meta.db_table in made]


def _filled(text: str, guarded: dict[str, type[models.Model]]) -> str:
    """The text with the conditions of the tables that it names."""
    return re.sub(r"\{scope:(\w+)\}", lambda found: _condition(guarded[found[1]], _seen), text)


def statements(model: type[models.Model]) -> Iterator[str]:
    """The statements that guard the table of one model; running them again changes nothing."""
    table = model._meta.db_table
    yield f'alter table "{table}" enable row level security'
    for verb in VERBS:
        yield f'drop policy if exists scope_{verb} on "{table}"'
        if condition := conditions(model).get(verb):
            yield f'create policy scope_{verb} on "{table}" for {verb} {_clauses(verb, condition)}'


def conditions(model: type[models.Model]) -> dict[str, str]:
    """Verb → SQL condition over the columns of a model's table; a verb without one is refused."""
    if own := getattr(model, "row_policy", None):
        return dict(own)
    if owner := OWNED.get(model._meta.db_table):
        return dict.fromkeys(VERBS, f"{_PEOPLE} or {owner} = (select guard.who())")
    changed = _condition(model, _changed)
    seen = _condition(model, _seen)
    return {"select": seen} | dict.fromkeys(("insert", "update", "delete"), changed)


def _clauses(verb: str, condition: str) -> str:
    if verb == "insert":
        return f"with check ({condition})"
    both = f" with check ({condition})" if verb == "update" else ""
    return f"using ({condition}){both}"


def _condition(model: type[models.Model], own: Callable[[type[Scoped]], str]) -> str:
    """Services of the room, and users by the model's own columns or those of the row above it."""
    room = f"(select guard.is_service('{model._meta.app_label}'))"
    return f"{room} or {_by_row(model, own)}"


def _by_row(model: Any, own: Callable[[type[Scoped]], str]) -> str:
    if issubclass(model, Scoped):
        return f"({own(model)})"
    if not (through := getattr(model, "scope_through", None)):
        return "false"
    field = model._meta.get_field(through)
    above = field.remote_field.model
    table = above._meta.db_table
    # The row above is read under its own row security.
    further = f" and {_by_row(above, own)}" if own is _changed else ""
    return (
        f'exists (select 1 from "{table}"'  # noqa: S608 - our own names
        f' where "{table}"."{above._meta.pk.column}" = "{model._meta.db_table}"."{field.column}"'
        f"{further})"
    )


def _seen(model: type[Scoped]) -> str:
    # In this order: most actors read by one membership, which costs three comparisons a row.
    ways = [
        f"{field} >= (select guard.lo()) and {field} < (select guard.hi())"
        f" and classification <= (select guard.clearance())"
        f" or (select guard.many()) and guard.may('read', {field}, classification)"
        for field in model.scope_fields
    ]
    if through := model.share_through:
        field: Any = model._meta.get_field(through)
        column = field.column
        shared = f"guard.shared({column}, classification)"
        ways.append(f"(select guard.has_shares()) and {shared}")
    return " or ".join(ways)


def _changed(model: type[Scoped]) -> str:
    return " or ".join(f"guard.may_change({one}, classification)" for one in model.scope_fields)
