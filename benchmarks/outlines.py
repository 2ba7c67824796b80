"""How well points find their area: `python -m benchmarks.outlines [--points 10000] [--seed 1]`.

Village points (whose regency the Ministry's code tells) are looked up in the outlines alone. The
lines of Papua are themselves drawn from village points, so the figure is also given without it.
"""

from __future__ import annotations

import argparse
import platform
import random
import sys
import time
from collections import Counter, defaultdict

import numpy as np
import shapely

from sipks.places.atlas import Atlas
from sipks.places.shipped import Unit, current_units

PAPUA = ("91", "92", "93", "94", "95", "96")
NEAR = 0.009  # degrees, 1 km


def main() -> None:
    """Print the figures of one run."""
    options = _options()
    villages = [unit for unit in current_units().values() if unit.level == "village"]
    drawn = random.Random(options.seed).sample(villages, min(options.points, len(villages)))
    began = time.perf_counter()
    atlas = Atlas.shipped()
    loaded = time.perf_counter() - began
    where = np.array([(unit.lon, unit.lat) for unit in drawn])
    began = time.perf_counter()
    alone = atlas.inside(where)
    took = time.perf_counter() - began
    deep = atlas.find_many(where[:, 1], where[:, 0])
    _summary(drawn, alone, deep)
    _provinces(drawn, alone)
    _reasons(atlas, drawn, alone)
    print(f"\nstart {loaded:.2f} s; {len(drawn) / took:,.0f} points/s in the outlines, one core")
    print(
        f"Python {platform.python_version()}, shapely {shapely.__version__}, {platform.machine()}"
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--points", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args(sys.argv[1:])


def _summary(drawn: list[Unit], alone: list[str], deep: list[str]) -> None:
    print(f"{len(drawn):,} village points")
    pairs = list(zip(drawn, alone, strict=True))
    outside = [(unit, code) for unit, code in pairs if not unit.code.startswith(PAPUA)]
    _line("province, outlines alone", [u.code[:2] == c[:2] for u, c in pairs])
    _line("kab/kota, outlines alone", [u.code[:5] == c for u, c in pairs])
    _line("kab/kota, outlines alone, outside Papua", [u.code[:5] == c for u, c in outside])
    found = list(zip(drawn, deep, strict=True))
    _line(
        "kab/kota, with the nearest village off the outlines",
        [u.code[:5] == c[:5] for u, c in found],
    )


def _line(what: str, right: list[bool]) -> None:
    print(f"  {what:<54} {sum(right) / len(right):7.2%}")


def _provinces(drawn: list[Unit], alone: list[str]) -> None:
    tally: dict[str, Counter[str]] = defaultdict(Counter)
    for unit, code in zip(drawn, alone, strict=True):
        tally[unit.code[:2]][_verdict(unit, code)] += 1
    print("\nprovince                             points   right  wrong  outside")
    for code, count in sorted(tally.items(), key=lambda pair: _share(pair[1])):
        name = current_units()[code].name
        print(
            f"{code} {name:<32} {count.total():7} {_share(count):7.1%}"
            f" {count['wrong']:6} {count['outside']:8}"
        )


def _verdict(unit: Unit, code: str) -> str:
    return "right" if code == unit.code[:5] else "wrong" if code else "outside"


def _share(count: Counter[str]) -> float:
    return count["right"] / count.total()


def _reasons(atlas: Atlas, drawn: list[Unit], alone: list[str]) -> None:
    """Why the others are not right: how far each point lies from the outline of its own regency."""
    far: dict[str, list[float]] = defaultdict(list)
    pairs: Counter[tuple[str, str]] = Counter()
    for unit, code in zip(drawn, alone, strict=True):
        if code == unit.code[:5]:
            continue
        own = atlas.boundaries.regencies[unit.code[:5]]
        far[_verdict(unit, code)].append(own.distance(shapely.Point(unit.lon, unit.lat)))
        if code:
            pairs[(unit.code[:5], code)] += 1
    print()
    for verdict, distances in sorted(far.items()):
        near = sum(distance < NEAR for distance in distances)
        print(
            f"{verdict}: {len(distances)} points, median {np.median(distances) * 111:.1f} km off "
            f"their own outline, {near} within 1 km, farthest {max(distances) * 111:.0f} km"
        )
    units = current_units()
    print("most often taken for another:")
    for (own_code, other), count in pairs.most_common(8):
        print(f"  {count:3}  {units[own_code].name} -> {units[other].name}")


if __name__ == "__main__":
    main()
