"""What the commands of the statistics share: arguments, options, and errors in one line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any

import click

TABLE = click.argument("table", default="-", metavar="TABLE")
OUT = click.option(
    "--out", "-o", default="-", show_default=True, help="CSV or Parquet by suffix; - prints CSV."
)
PLOT = click.option("--plot", default="", metavar="FILE.svg", help="Draw what was found, as SVG.")
SEED = click.option(
    "--seed", default=1, show_default=True, help="Of all chance; the same again gives the same."
)
OPTIONS = click.option(
    "--option", "options", multiple=True, metavar="K=V", help="An option of the method, repeatable."
)


def plainly(command: Callable[..., None]) -> Callable[..., None]:
    """What is wrong with the input is said in one line, with exit status 1."""

    @wraps(command)
    def run(*args: Any, **given: Any) -> None:
        from .errors import BadInput

        try:
            command(*args, **given)
        except (BadInput, FileNotFoundError) as wrong:
            raise click.ClickException(str(wrong)) from wrong

    return run


def pairs(options: Iterable[str]) -> dict[str, Any]:
    """`b=4`, `trend=false`, `level=C3` as arguments: numbers, truth and words."""
    given = {}
    for one in options:
        name, equals, value = one.partition("=")
        if not equals or name.strip() == "panel":
            raise click.BadParameter(f"{one!r} is not K=V", param_hint="--option")
        given[name.strip()] = _value(value.strip())
    return given


def _value(text: str) -> Any:
    known = {"true": True, "false": False, "none": None, "null": None}
    if text.lower() in known:
        return known[text.lower()]
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text


def parents_of(path: str) -> Mapping[str, str]:
    """The area in which each unit lies, from a table with columns unit and parent."""
    from .errors import BadInput
    from .files import read_table

    table = read_table(path)
    for name in ("unit", "parent"):
        if name not in table.columns:
            raise BadInput(f"{path} has no column {name!r}, only {', '.join(table.columns)}")
    for row in table["unit"].is_duplicated().arg_true()[:1]:
        raise BadInput(f"row {row + 1} of {path}: unit {table['unit'][row]} has two parents")
    return dict(table.select("unit", "parent").iter_rows())
