"""What the threat model names as proof is there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
NAMED = re.compile(r"`([\w/]+/(?:test_\w+\.py|tests|supply|access))`")


def test_every_proof_exists() -> None:
    named = set(NAMED.findall((ROOT / "THREAT_MODEL.md").read_text()))
    assert len(named) > 30
    missing = [
        one for one in named if not any((ROOT / at / one).exists() for at in ("", "src/sipks"))
    ]
    assert missing == []
