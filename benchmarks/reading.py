"""Speed, start and memory of the reader on one core.

    python -m benchmarks.reading [--seconds 10] [--texts FOLDER]

Texts are the practice examples of the reader's tests, cut and joined to posts of about 25 and
articles of about 300 words. Where a folder of real texts is given with --texts (`*.jsonl` with a
field `text`), posts are made of those shorter than 80 words and articles of the others.
"""

from __future__ import annotations

import argparse
import json
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import version
from itertools import cycle, islice
from pathlib import Path

from sipks.reading import Reader
from sipks.reading.learning.examples import field_examples

POST_WORDS, ARTICLE_WORDS, LONG = 25, 300, 80
START = "import time; t = time.perf_counter(); from sipks.reading import Reader; Reader.default(); "
SHOW = "import resource as r; print(time.perf_counter() - t, r.getrusage(r.RUSAGE_SELF).ru_maxrss)"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=10.0, help="processor time a measurement")
    parser.add_argument("--texts", type=Path, help="folder of *.jsonl")
    asked = parser.parse_args()
    words = [text.split() for text in texts(asked.texts)]
    short = [one for one in words if len(one) < LONG] if asked.texts else words
    long = [one for one in words if len(one) >= LONG] if asked.texts else words
    start, peak = start_once()
    posts, post_rate = rate([" ".join(one) for one in cut(short, POST_WORDS)], asked.seconds)
    articles, rate_articles = rate(
        [" ".join(one) for one in cut(long, ARTICLE_WORDS)], asked.seconds
    )
    here = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    rows = [
        ("machine", f"{processor()}, {platform.system()} {platform.machine()}"),
        ("python, model", f"{platform.python_version()}, {Reader.default().model}"),
        ("numpy, ahocorasick-rs", f"{version('numpy')}, {version('ahocorasick-rs')}"),
        ("posts/s", f"{post_rate:,.0f}  ({posts} different posts of {POST_WORDS} words)"),
        ("articles/s", f"{rate_articles:,.0f}  ({articles} of {ARTICLE_WORDS} words)"),
        ("start", f"{start:.2f} s"),
        ("memory", f"{peak / 1024:.0f} MiB after start, {here / 1024:.0f} MiB at the peak"),
    ]
    for name, value in rows:
        print(f"{name:24} {value}")


def texts(folder: Path | None) -> Iterator[str]:
    """Texts of the folder's JSON lines, else the practice examples."""
    if folder is None:
        yield from (one.document.full_text for one in field_examples())
        return
    for file in sorted(folder.glob("*.jsonl")):
        for line in file.read_text("utf-8").splitlines():
            yield json.loads(line)["text"]


def cut(texts: Sequence[Sequence[str]], words: int) -> list[list[str]]:
    """Texts of exactly that many words, made of the given ones in order."""
    stream = [word for text in texts for word in [*text, "\n"]]
    return [stream[at : at + words] for at in range(0, len(stream) - words, words)]


def rate(items: list[str], seconds: float) -> tuple[int, float]:
    """Number of different items, and items a second of processor time."""
    read: Callable[[list[str]], object] = Reader.default().read_many
    read(items[:20])
    source, done = cycle(items), 0
    began = time.process_time()
    while time.process_time() - began < seconds:
        batch = list(islice(source, 200))
        read(batch)
        done += len(batch)
    return len(items), done / (time.process_time() - began)


def start_once() -> tuple[float, float]:
    """Seconds until a new process can read, and its memory then, in KiB."""
    command = [sys.executable, "-c", START + SHOW]
    seconds, peak = subprocess.check_output(command, text=True).split()
    return float(seconds), float(peak)


def processor() -> str:
    """Name of the processor."""
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((one.split(": ")[1] for one in lines if one.startswith("model name")), "?")


if __name__ == "__main__":
    main()
