"""`python -m tools.supply`: what is wrong with the packages; exit status 1 when anything is.

`python -m tools.supply sbom FILE` writes them all down as CycloneDX.
"""

from __future__ import annotations

import sys
from itertools import chain
from pathlib import Path

from .advisories import node_advice, python_advice
from .bill import bill_write
from .packages import REQUIREMENTS, node_packages, python_packages
from .rules import faults


def audit() -> int:
    """Ask everything; 0 when nothing is wrong, as far as it could be asked."""
    packages = list(chain(*map(python_packages, REQUIREMENTS), node_packages()))
    wrong = sorted(set(faults(packages)))
    for one in (python_advice(REQUIREMENTS[-1]), node_advice()):
        wrong += one.weak
        for why in one.untold:
            print(f"warning: not all known weaknesses could be asked for: {why}", file=sys.stderr)
    for fault in wrong:
        print(fault, file=sys.stderr)
    if not wrong:
        kinds = len({(one.kind, one.name) for one in packages})
        print(f"• {kinds} packages: pinned by hash, licences allowed")
    return bool(wrong)


if __name__ == "__main__":
    if sys.argv[1:2] == ["sbom"]:
        bill_write(Path(sys.argv[2]))
    else:
        sys.exit(audit())
