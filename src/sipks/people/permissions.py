"""Who may do what: the one table that pages, API, database rules and tests all ask.

A cell says how far a role carries an act. It is always narrowed further by the membership that
the role stands in: its area, its clearance and its days.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import Final

from .choices import Role


class Act(StrEnum):
    """What somebody may want to do."""

    REPORT = "report"
    READ = "read"
    VERIFY = "verify"
    RAISE_RED = "raise_red"
    PROPOSE_GREEN = "propose_green"
    CONFIRM_GREEN = "confirm_green"
    DECLARE = "declare"
    UNSEAL = "unseal"
    EXPORT = "export"
    SHARE = "share"
    SOURCES = "sources"
    OFFICES = "offices"
    AUDIT = "audit"
    EXPLAIN = "explain"
    PRIVACY = "privacy"
    PRIVACY_READ = "privacy_read"
    MODELS = "models"


class Reach(StrEnum):
    """How far a role carries an act."""

    NONE = "-"
    AREA = "area"
    """In the membership's area and all below it."""
    PROVISIONAL = "prov"
    """There too, at once; somebody else confirms it afterwards."""
    NEED = "need"
    """There too, where the duty needs it."""
    DRAFT = "draft"
    """Prepares it there; somebody else does it."""
    OWN = "own"
    """What one brought in oneself."""
    SHARED = "shared"
    """What was shared with one by name, until its last day."""
    REQUEST = "request"
    """The same, shared in answer to a request."""
    LOG = "log"
    """That it was done, from the record; not the thing itself."""


# R1 reporter · R2 operator · R3 verifier · R4 head (Kaban) · R5 head of the region
# R6 member of the integrated team · R7 analyst of a province · R8 analyst of the centre
# R9 leaders of the centre · R10 partner · R11 parliament · R12 information and data protection
# officer · R13 auditor · R14 administrator (accounts and offices, never content)
#
# The first rows are those of the procedure's own table, the others are what it does not name.
_TABLE = """
              R1    R2    R3    R4    R5    R6    R7    R8    R9    R10    R11    R12     R13   R14
report        area  area  area  area  -     area  area  area  -     area   -      -       -     -
verify        -     -     area  area  -     -     area  area  -     -      -      -       -     -
raise_red     -     prov  area  area  area  prov  area  area  -     -      -      -       -     -
propose_green -     -     area  area  -     -     -     -     -     -      -      -       -     -
confirm_green -     -     -     -     -     -     area  area  -     -      -      -       -     -
declare       -     -     -     draft area  -     draft draft -     -      -      -       -     -
unseal        own   -     need  area  -     -     -     -     -     -      -      -       log   -
read          own   area  area  area  area  area  area  area  area  shared shared request area  -
export        -     area  area  area  area  -     area  area  area  own    shared request log   -

share         -     -     area  area  -     -     area  area  -     -      -      -       -     -
sources       -     area  area  area  -     -     area  area  -     -      -      -       -     -
offices       -     -     -     area  -     -     -     -     -     -      -      -       -     area
audit         -     -     -     -     -     -     -     -     -     -      -      -       area  -
explain       -     -     -     -     -     -     -     -     -     -      -      -       area  area
privacy       -     -     -     -     -     -     -     -     -     -      -      area    -     -
privacy_read  -     -     -     area  -     -     -     -     -     -      -      area    area  -
models        -     -     -     -     -     -     -     area  -     -      -      -       -     -
"""


def _read(table: str) -> dict[Act, dict[Role, Reach]]:
    head, *rows = (line.split() for line in table.splitlines() if line)
    roles = [Role(cell) for cell in head]
    return {Act(act): dict(zip(roles, map(Reach, cells), strict=True)) for act, *cells in rows}


PERMISSIONS: Final = _read(_TABLE)

WITHIN_AREA: Final = frozenset({Reach.AREA, Reach.PROVISIONAL, Reach.NEED})
"""The reaches that carry an act to all records of the membership's area."""
BY_SHARE: Final = WITHIN_AREA | {Reach.SHARED, Reach.REQUEST}
"""The reaches to which a record can be opened by sharing it with the person by name."""


def reach(act: Act, role: Role | str) -> Reach:
    """How far `role` carries `act`."""
    return PERMISSIONS[act][Role(role)]


@cache
def roles_for(act: Act, reaches: frozenset[Reach] = WITHIN_AREA) -> frozenset[Role]:
    """The roles that carry `act` as far as one of `reaches`; by default over an area."""
    return frozenset(role for role in Role if reach(act, role) in reaches)
