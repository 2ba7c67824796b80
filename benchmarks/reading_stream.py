"""How much of everyday writing the reader would lay before the desk.

    python -m benchmarks.reading_stream --texts FOLDER

Every `*.jsonl` of the folder (fields `text`, maybe `title`) is read; printed are the numbers taken
for conflict and left unknown. Nearly nothing of everyday posts should be either.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from sipks.reading import Document, Reader


def main() -> None:
    """Print one row a file."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--texts", type=Path, required=True, help="folder of *.jsonl")
    asked = parser.parse_args()
    for path in sorted(asked.texts.glob("*.jsonl")):
        rows = map(json.loads, path.read_text("utf-8").splitlines())
        documents = [Document(text=one["text"], title=one.get("title")) for one in rows]
        told = [one.relevant for one in Reader.default().read_many(documents)]
        print(
            f"{path.name:32} {len(told):6} texts, conflict {told.count(True):5}, "
            f"unknown {told.count(None):5}"
        )


if __name__ == "__main__":
    main()
