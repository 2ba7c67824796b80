"""What must hold of every package, asked without a network."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .packages import Package

# May be linked with, and shipped beside, a program under EUPL-1.2; in the packages' own words.
ALLOWED = frozenset(
    """0BSD; Apache-2.0; Apache 2.0; Apache Software License; BSD; BSD License; BSD-2-Clause;
    BSD-3-Clause; CC0-1.0; ISC; LGPL-3.0-only; MIT; MIT License; MIT-0; MIT-CMU; MPL-2.0;
    Mozilla Public License 2.0 (MPL 2.0); OFL-1.1; PSF-2.0; Python Software Foundation License;
    Zlib""".replace("\n    ", " ").split("; ")
)  # fmt: skip
# Looked up by hand, where a package does not say it so that a program understands.
READ_BY_HAND = {"qrcode": "BSD-3-Clause", "axe-playwright-python": "MIT"}
_JOINED = re.compile(r"\s+(?:AND|OR)\s+")


def faults(packages: Iterable[Package]) -> Iterator[str]:
    """In a sentence each, what is wrong with packages."""
    for one in packages:
        if not one.hashes:
            yield f"{one.name} {one.version} has no hash: it could be another one tomorrow"
        if not allowed(one):
            yield f"{one.name} {one.version}: licence {one.licence!r} is not on the list"


def allowed(package: Package) -> bool:
    """Whether all parts of its licence are on the list; one that is not installed here passes."""
    said = READ_BY_HAND.get(package.name, package.licence)
    if not said or said in ALLOWED:
        return True
    return all(part.strip("() ") in ALLOWED or part in ALLOWED for part in _JOINED.split(said))
