"""Every service that writes leaves an entry in the record, or says here why not.

Read from the sources: which function of a `services` module comes, itself or through what it
calls, to a write; and whether it comes to `entry_create` as well.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

import sipks

ROOT = Path(sipks.__file__).parent
RECORD = ("sipks.audit.services", "entry_create")
WRITES = frozenset(
    {"save", "create", "delete", "bulk_create", "bulk_update", "get_or_create",
     "update_or_create", "create_user"}
)  # fmt: skip
BULK = {("sipks.rows", "rows_write"), ("sipks.places.services.load", "areas_load")}

_STEP = "a step of services that record the whole"
_PROGRAM = "the program's own bookkeeping: nobody decides, nothing is lost"
UNRECORDED = {
    "incidents.learning.services.lessons.lessons_keep": _STEP,
    "incidents.services.decisions.incidents_save": _STEP,
    "incidents.services.moving.incidents_join": _STEP,
    "incidents.services.weigh.incidents_weigh": _PROGRAM,
    "incidents.services.weigh.incidents_write": _PROGRAM,
    "intake.services.asides.set_aside_create": "recorded as the delivery, file or report it is of",
    "intake.services.buckets.buckets_forget": _PROGRAM,
    "intake.services.items.items_scope_move": _PROGRAM,
    "intake.services.items.items_store": "recorded as the delivery, file or report it is of",
    "intake.services.readings.reading_fail": _PROGRAM,
    "intake.services.readings.readings_create": _PROGRAM,
    "people.services.officers.user_create": _STEP,
    "people.services.sealed.sealed_forget": "recorded by retention, which forgets the record",
    "people.services.sealed.sealed_handler_move": "recorded as the hand-over that it is of",
    "people.services.sealed.sealed_renew": "recorded as the rotation of keys that it is of",
    "people.services.sealed.sealed_scope_move": _PROGRAM,
    "people.services.sealed.sealed_write": "recorded as the report that it is of",
    "people.services.sealed.sealed_write_many": "recorded as the report that it is of",
    "people.services.sessions.session_end": "recorded by the page that ends it",
    "people.services.sessions.sessions_end": "recorded as the leaving or change that it is of",
    "places.services.load.areas_load": "recorded by whoever starts it: places know no record",
    "places.services.outlines.outlines_import": "recorded by its command; places know no record",
}


class Function(NamedTuple):
    """A function of the program: whether it writes by itself, and what it refers to."""

    writes: bool
    refers: frozenset[tuple[str, str]]


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(ROOT.rglob("*.py")):
        parts = path.relative_to(ROOT.parent).with_suffix("").parts
        if {"tests", "migrations"} & set(parts):
            continue
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        yield name, ast.parse(path.read_text())


def imports(name: str, package: bool, tree: ast.Module) -> dict[str, tuple[str, str]]:
    """What each imported name is, as module and name in it."""
    found: dict[str, tuple[str, str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            base = name.split(".")[: len(name.split(".")) - node.level + package]
            module = ".".join([*base, *([node.module] if node.module else [])])
            module = module if node.level else node.module or ""
            found |= {one.asname or one.name: (module, one.name) for one in node.names}
    return found


def is_write(node: ast.AST) -> bool:
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return False
    # `update` of a query names columns; that of a mapping or a digest is given a thing.
    return node.func.attr in WRITES or (
        node.func.attr == "update" and bool(node.keywords) and not node.args
    )


@cache
def program() -> tuple[dict[tuple[str, str], Function], dict[tuple[str, str], tuple[str, str]]]:
    """All functions by module and name, and what imported names lead to."""
    functions: dict[tuple[str, str], Function] = {}
    names: dict[tuple[str, str], tuple[str, str]] = {}
    for name, tree in modules():
        package = (ROOT.parent / name.replace(".", "/") / "__init__.py").exists()
        known = imports(name, package, tree)
        names |= {(name, one): target for one, target in known.items()}
        own = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
        for node in tree.body:
            if isinstance(node, ast.FunctionDef):
                functions[name, node.name] = function(name, node, own, known)
    return functions, names


def function(
    module: str, node: ast.FunctionDef, own: set[str], known: dict[str, tuple[str, str]]
) -> Function:
    said = {one.id for one in ast.walk(node) if isinstance(one, ast.Name)} - {node.name}
    inner = {
        one.asname or one.name: (step.module or "", one.name)
        for step in ast.walk(node)
        if isinstance(step, ast.ImportFrom) and not step.level
        for one in step.names
    }
    refers = {(module, one) for one in said & own}
    refers |= {known[one] for one in said & known.keys()} | set(inner.values())
    writes = (module, node.name) in BULK or any(map(is_write, ast.walk(node)))
    return Function(writes, frozenset(refers))


def reached(start: tuple[str, str]) -> set[tuple[str, str]]:
    """All functions to which one leads, itself included."""
    functions, names = program()
    seen, waiting = set(), [start]
    while waiting:
        one = waiting.pop()
        if one in seen:
            continue
        seen.add(one)
        if one in functions:
            waiting += functions[one].refers
        elif one in names:  # a package hands on what it imports
            waiting.append(names[one])
    return seen


def services() -> Iterator[tuple[str, str]]:
    functions, _ = program()
    for module, name in functions:
        if "services" in module.split(".") and not name.startswith("_"):
            yield module, name


def unrecorded() -> set[str]:
    """Public services that come to a write and not to the record."""
    functions, _ = program()
    found = set()
    for one in services():
        led = reached(one)
        if RECORD not in led and any(functions[to].writes for to in led & functions.keys()):
            found.add(".".join(one).removeprefix("sipks."))
    return found


def test_each_service_that_writes_is_recorded_or_explained() -> None:
    assert unrecorded() - UNRECORDED.keys() == set()


def test_nothing_is_explained_that_need_not_be() -> None:
    assert UNRECORDED.keys() - unrecorded() == set()


@pytest.mark.parametrize(
    "name",
    [
        "intake.services.sources.source_update",
        "incidents.services.desk.incident_verify",
        "people.services.officers.officer_create",
    ],
)
def test_services_that_are_known_to_write_are_seen(name: str) -> None:
    """Else the two above would hold for want of seeing anything."""
    module, _, function_name = f"sipks.{name}".rpartition(".")
    led = reached((module, function_name))

    assert RECORD in led
    assert any(program()[0][to].writes for to in led & program()[0].keys())
