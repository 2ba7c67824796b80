"""Coverage-guided fuzzing of the reader: bytes that find new paths are bent on and on.

    pip install --target FOLDER atheris      # no dependency of the project; Linux, Python 3.11+
    PYTHONPATH=FOLDER python -m tools.fuzz_reader WORK --seconds 3600 --keep-going

WORK holds the inputs found so far (`inputs`, begun with the practice examples) and what breaks
(`findings`: the input, and beside it what was wrong in words). A finding is an exception, a broken
promise of `sipks.reading.tests.promises`, or a reading that takes longer than a second of processor
time and one more for each million characters. Without --keep-going the first one ends the run; a
finding is read once more by `python -m tools.fuzz_reader WORK --again FILE`.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta, timezone
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

import click

HEADER: Final = 8
"""Bytes before the text: flags, how often the text is said, and the moment of publication."""
TITLED, DATED, ZONED, WRITTEN = 1, 2, 4, 8
OFTEN: Final = 224
"""A second byte from here up repeats the text: one input in eight, for long ones are slow."""
DEEP: Final = 20_000
"""Characters to which a text is repeated: the reader looks no deeper."""
LONGEST: Final = 4096
"""Bytes of an input."""
LONGEST_WORD: Final = 60
FREE: Final = 1.0
PER_CHARACTER: Final = 1e-6
TITLE_END: Final = "\x1f"


@dataclass(frozen=True)
class Asked:
    """What the bytes stand for: the fields of a document."""

    text: str
    title: str | None
    published_at: str | None


def asked(data: bytes) -> Asked:
    """The fields that an input stands for; any bytes stand for some."""
    header, said = data[:HEADER].ljust(HEADER, b"\0"), data[HEADER:]
    flags, times = header[0], header[1]
    text = said.decode("utf-8", "surrogateescape")
    title = None
    if flags & TITLED:
        title, _, text = text.partition(TITLE_END)
    if times >= OFTEN:
        text *= min((times - OFTEN + 1) ** 2, 1 + DEEP // max(1, len(text)))
    return Asked(text, title, _moment(flags, header[2:]) if flags & DATED else None)


def _moment(flags: int, told: bytes) -> str:
    """A moment between the years 1 and 9999, with or without offset, or any few characters."""
    if flags & WRITTEN:
        return told.decode("latin-1")
    seconds = int.from_bytes(told[:5], "big") % 315_537_897_600
    zone = timezone(timedelta(minutes=30 * (told[5] % 49 - 24))) if flags & ZONED else None
    return (datetime(1, 1, 1, tzinfo=zone) + timedelta(seconds=seconds)).isoformat()


class Trial:
    """Reads inputs and says what is wrong with a reading."""

    def __init__(self) -> None:
        from sipks.reading import Document, Reader
        from sipks.reading.tests.promises import broken

        self._document, self._broken, self._reader = Document, broken, Reader.default()

    def __call__(self, data: bytes) -> list[str]:
        """What is wrong, in words that are alike for findings of one cause."""
        one = asked(data)
        try:
            document = self._document(**asdict(one))
        except ValueError:
            return []  # no moment: refused before anything is read
        start = time.process_time()
        try:
            said = self._reader.read(document)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is the finding
            at = traceback.extract_tb(error.__traceback__)[-1]
            return [f"{type(error).__name__} in {Path(at.filename).name}:{at.name}"]
        taken = time.process_time() - start
        full = document.full_text
        slow = taken > FREE + PER_CHARACTER * len(full)
        return [*self._broken(said, full), *(["it is slow"] if slow else [])]


class Findings:
    """The folder of what was found; the first of a kind is kept."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def add(self, data: bytes, wrong: list[str]) -> None:
        """Keep an input under the name of what is wrong with it."""
        name = blake2b("\n".join(wrong).encode(), digest_size=6).hexdigest()
        if (self._folder / name).exists():
            return
        (self._folder / name).write_bytes(data)
        told = json.dumps({"wrong": wrong, **asdict(asked(data))}, indent=1)
        (self._folder / f"{name}.json").write_text(told)
        print("finding", name, *wrong, sep="\n  ", flush=True)


def seeds() -> Iterator[bytes]:
    """Inputs to begin with: the practice examples and the parts of huge texts."""
    from sipks.reading.learning.examples import field_examples
    from sipks.reading.tests.huge import NEWS, PARTS

    once, often, moment = bytes([DATED, 0]), bytes([DATED, 255]), b"\x0e\xdf\x12\x34\x56\x30"
    yield bytes([TITLED, 0]) + moment + f"Bentrok di Makassar{TITLE_END}{NEWS}".encode()
    yield from (often + moment + (NEWS + part).encode(errors="replace") for part in PARTS)
    texts = (one.document.text.encode() for one in field_examples())
    yield from (once + moment + text[: LONGEST - HEADER] for text in texts)


def dictionary() -> str:
    """The words of the lexicon as a dictionary of libFuzzer."""
    from sipks.reading.tests.huge import lexicon_words

    words = (f" {word} ".encode() for word in lexicon_words())
    quoted = ("".join(map(_quoted, word)) for word in words if len(word) <= LONGEST_WORD)
    return "".join(f'"{word}"\n' for word in quoted)


def _quoted(byte: int) -> str:
    return chr(byte) if chr(byte).isalnum() and byte < 128 else f"\\x{byte:02x}"


def _prepare(folder: Path) -> list[str]:
    """Make the folders, and say where they are in the arguments of libFuzzer."""
    inputs, words = folder / "inputs", folder / "words.dict"
    if not inputs.exists():
        inputs.mkdir(parents=True)
        for data in seeds():
            (inputs / blake2b(data, digest_size=8).hexdigest()).write_bytes(data)
    words.write_text(dictionary())
    return [f"-dict={words}", f"-artifact_prefix={folder}/", str(inputs)]


def _atheris() -> Any:
    try:
        return importlib.import_module("atheris")
    except ModuleNotFoundError:
        sys.exit("atheris is not installed; see the head of tools/fuzz_reader.py")


def _tester(trial: Trial, findings: Findings, *, keep_going: bool) -> Callable[[bytes], None]:
    def test(data: bytes) -> None:
        if wrong := trial(data):
            findings.add(data, wrong)
            if not keep_going:
                raise AssertionError(wrong)

    return test


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--seconds", default=600, show_default=True, help="How long to go on.")
@click.option("--keep-going", is_flag=True, help="Keep findings and go on.")
@click.option("--again", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def main(folder: Path, seconds: int, keep_going: bool, again: Path | None) -> None:
    """Fuzz the reader; exit status 0 when all that was read kept its promises."""
    if again:
        wrong = Trial()(again.read_bytes())
        print(*wrong or ["nothing is wrong"], sep="\n")
        sys.exit(bool(wrong))
    atheris = _atheris()
    with atheris.instrument_imports(include=["sipks.reading"], enable_loader_override=False):
        trial = Trial()
    test = _tester(trial, Findings(folder / "findings"), keep_going=keep_going)
    limits = [f"-max_total_time={seconds}", f"-max_len={LONGEST}", "-timeout=120"]
    atheris.Setup([sys.argv[0], *limits, "-print_final_stats=1", *_prepare(folder)], test)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
