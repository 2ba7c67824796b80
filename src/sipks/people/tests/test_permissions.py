"""The permission table against the one of the procedure, which stands here as it is written."""

from __future__ import annotations

import pytest

from sipks.people.choices import Role
from sipks.people.permissions import BY_SHARE, PERMISSIONS, Act, Reach, roles_for

PROCEDURE = """
|                        | R1 | R2 | R3 | R4 | R5 | R6 | R7 | R8 | R9 | R10 | R11 | R12 | R13 |
| send report            | ✔ | ✔ | ✔ | ✔ | | ✔ | ✔ | ✔ | | ✔ | | | |
| verify/grade           | | | ✔ | ✔ | | | ✔ prov | ✔ nas | | | | | |
| raise to merah         | | ✔ prov. | ✔ | ✔ | ✔ | ✔ prov. | ✔ | ✔ | | | | | |
| propose hijau          | | | p | p | | | | | | | | | |
| confirm hijau          | | | | | | | c (kab) | c (prov) | | | | | |
| declare                | | | | draft | ✔ | | draft | draft | recorded by R8 | | | | |
| see informant identity | own | | by need, logged | ✔ logged | | | | | | | | | ✔ log only |
| see cases              | own | unit | unit+below | unit+below | unit+below | \
shared cases, Timdu area | province | nation | nation | shared fields | one SKK | \
by request | all, read |
| export                 | | unit | unit | unit | unit | | prov | nas | nas | own | SKK file | \
redacted | log |
"""
ACTS = {
    "send report": Act.REPORT,
    "verify/grade": Act.VERIFY,
    "raise to merah": Act.RAISE_RED,
    "propose hijau": Act.PROPOSE_GREEN,
    "confirm hijau": Act.CONFIRM_GREEN,
    "declare": Act.DECLARE,
    "see informant identity": Act.UNSEAL,
    "see cases": Act.READ,
    "export": Act.EXPORT,
}
# How wide an area is stands with the membership: an office's, a province's, the nation's.
MEANS = {
    Reach.NONE: {"", "recorded by R8"},
    Reach.AREA: {
        "✔", "✔ prov", "✔ nas", "✔ logged", "p", "c (kab)", "c (prov)", "unit", "unit+below",
        "prov", "province", "nas", "nation", "shared cases, Timdu area", "all, read",
    },
    Reach.PROVISIONAL: {"✔ prov."},
    Reach.NEED: {"by need, logged"},
    Reach.DRAFT: {"draft"},
    Reach.OWN: {"own"},
    Reach.SHARED: {"shared fields", "one SKK", "SKK file"},
    Reach.REQUEST: {"by request", "redacted"},
    Reach.LOG: {"✔ log only", "log"},
}  # fmt: skip
REACH_OF = {words: reach for reach, all_words in MEANS.items() for words in all_words}


def rows() -> dict[str, list[str]]:
    lines = [line.strip("|").split("|") for line in PROCEDURE.splitlines() if line]
    return {cells[0].strip(): [cell.strip() for cell in cells[1:]] for cells in lines}


@pytest.mark.parametrize("name", ACTS)
def test_each_row_says_what_the_procedure_says(name: str) -> None:
    table = rows()
    said = {Role(role): REACH_OF[cell] for role, cell in zip(table[""], table[name], strict=True)}
    declared = dict(PERMISSIONS[ACTS[name]])
    assert declared.pop(Role.ADMINISTRATOR) is Reach.NONE
    assert declared == said


def test_every_act_speaks_of_every_role() -> None:
    assert set(PERMISSIONS) == set(Act)
    assert all(set(cells) == set(Role) for cells in PERMISSIONS.values())


def test_the_administrator_has_accounts_and_no_content() -> None:
    held = {act for act in Act if PERMISSIONS[act][Role.ADMINISTRATOR] is not Reach.NONE}
    assert held == {Act.OFFICES, Act.EXPLAIN}
    assert Role.ADMINISTRATOR not in roles_for(Act.READ, BY_SHARE)


def test_the_auditor_reads_and_writes_nothing() -> None:
    held = {act for act in Act if PERMISSIONS[act][Role.AUDITOR] in {Reach.AREA, Reach.PROVISIONAL}}
    assert held == {Act.READ, Act.AUDIT, Act.EXPLAIN, Act.PRIVACY_READ}


def test_who_only_prepares_or_reads_the_log_is_not_among_those_who_do_it() -> None:
    assert roles_for(Act.DECLARE) == {Role.REGION_HEAD}
    assert roles_for(Act.UNSEAL) == {Role.VERIFIER, Role.HEAD}
    assert Role.REPORTER not in roles_for(Act.READ)


def test_by_name_a_record_can_be_shared_with_those_who_see_only_that() -> None:
    more = roles_for(Act.READ, BY_SHARE) - roles_for(Act.READ)
    assert more == {Role.PARTNER, Role.PARLIAMENT, Role.INFORMATION_OFFICER}
