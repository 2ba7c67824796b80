"""`python -m tools.words`: bring the catalogue of English words up to date with the screens.

Collects every text that code and templates mark for translation, adds what is new to `django.po`
with an empty translation, drops what is gone, and says what waits to be translated. Needs no
gettext.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import polib
from django.conf import settings
from django.utils.translation.template import templatize

SOURCE = Path(__file__).resolve().parents[1] / "src"
CATALOGUE = SOURCE / "sipks/web/locale/en/LC_MESSAGES/django.po"
SINGLE = {"_", "gettext", "gettext_lazy", "gettext_noop"}
PLURAL = {"ngettext", "ngettext_lazy"}
STRING = r"""u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
MARKED = re.compile(rf"\b_\({STRING}\)|\bn?gettext\({STRING}(?:,\s*{STRING})?")
METADATA = {
    "Language": "en",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=utf-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}


def words() -> dict[str, str]:
    """Every text of the screens with its plural ("" where it has none), in order of the files."""
    found: dict[str, str] = {}
    for path in sorted(SOURCE.rglob("*")):
        if "tests" not in path.parts and "migrations" not in path.parts:
            found |= {one: many or found.get(one, "") for one, many in _of_file(path)}
    return found


def _of_file(path: Path) -> Iterator[tuple[str, str]]:
    if path.suffix == ".py":
        yield from _of_code(path.read_text())
    elif path.suffix in (".html", ".txt") and "templates" in path.parts:
        yield from _of_template(path.read_text())


def _of_code(code: str) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(code)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        said = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
        texts = [text for text in said if isinstance(text, str)]
        if name in SINGLE and texts:
            yield texts[0], ""
        elif name in PLURAL and len(texts) > 1:
            yield texts[0], texts[1]


def _of_template(html: str) -> Iterator[tuple[str, str]]:
    for match in MARKED.finditer(templatize(html)):
        quoted = [ast.literal_eval(part) for part in match.groups() if part]
        yield quoted[0], quoted[1] if len(quoted) > 1 else ""


def labels() -> dict[str, str]:
    """Texts that are marked where they are used, not where they are written."""
    from sipks.reading.taxonomy import CATEGORIES, FORMS

    return dict.fromkeys([*CATEGORIES.values(), *FORMS.values()], "")


def catalogue() -> polib.POFile:
    """The catalogue as it should stand: today's texts, with the translations there are."""
    known = {entry.msgid: entry for entry in polib.pofile(str(CATALOGUE))}
    fresh = polib.POFile(wrapwidth=100)
    fresh.metadata = METADATA
    for one, many in sorted((words() | labels()).items()):
        entry = known.get(one) or polib.POEntry(msgid=one)
        if bool(many) != bool(entry.msgid_plural):
            said = entry.msgstr or entry.msgstr_plural.get(0, "")
            entry = polib.POEntry(msgid=one, msgstr="" if many else said)
            entry.msgstr_plural = {0: said, 1: ""} if many else {}
        entry.msgid_plural = many
        fresh.append(entry)
    return fresh


def main() -> int:
    """Exit status 1 when something waits to be translated."""
    fresh = catalogue()
    fresh.save(str(CATALOGUE))
    waiting = fresh.untranslated_entries()
    for entry in waiting:
        print(entry.msgid)
    print(f"{len(fresh)} texts, {len(waiting)} to translate", file=sys.stderr)
    return int(bool(waiting))


if __name__ == "__main__":
    if not settings.configured:
        settings.configure()
    sys.exit(main())
