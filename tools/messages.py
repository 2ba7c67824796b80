"""`python -m tools.messages`: compile the translations (`*.po` → `*.mo`), without gettext."""

from __future__ import annotations

from pathlib import Path

import polib

LOCALE = Path(__file__).resolve().parents[1] / "src" / "sipks" / "web" / "locale"


def main() -> None:
    """Write beside each catalogue its compiled form, when it is older than the source."""
    for source in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            polib.pofile(str(source)).save_as_mofile(str(target))


if __name__ == "__main__":
    main()
