from __future__ import annotations

import re
from xml.parsers import expat

_REFERENCE = re.compile(r"([A-Z]{1,7})(\d{1,10})$")
_FILLED = frozenset({"v", "is", "f"})


class BadSheet(ValueError):
    """A sheet is not the XML that a spreadsheet program writes."""


class Corner:
    """The last row and column of a sheet that hold something, found while its XML streams by.

    A strict parser, for a lenient search could be led past a cell that the reader of spreadsheets
    then lays out memory for. Cells that only carry a style do not count.
    """

    def __init__(self) -> None:
        self.rows = self.columns = 0
        self._row = self._column = 0
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.StartDoctypeDeclHandler = self._refuse

    def feed(self, block: bytes, final: bool = False) -> None:
        """Take the next bytes of the sheet in. Raises `BadSheet`."""
        try:
            self._parser.Parse(block, final)
        except (expat.ExpatError, ValueError) as error:
            raise BadSheet(str(error)) from error

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name == "c":
            self._place(attributes.get("r", ""))
        elif name in _FILLED:
            self.rows, self.columns = max(self.rows, self._row), max(self.columns, self._column)
        elif name == "row":
            self._row, self._column = int(attributes.get("r", self._row + 1)), 0

    def _place(self, reference: str) -> None:
        if not reference:
            self._column += 1
            return
        found = _REFERENCE.match(reference.upper())
        if not found:
            raise BadSheet(reference)
        self._row, self._column = int(found.group(2)), 0
        for letter in found.group(1):
            self._column = self._column * 26 + ord(letter) - 64

    def _refuse(self, *_: object) -> None:
        raise BadSheet("a sheet has no document type")
