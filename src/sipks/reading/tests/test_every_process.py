"""A text is read alike in every process, to the last bit: nothing hangs on the order of hashes."""

from __future__ import annotations

import os
import subprocess
import sys

PRINT = """
from itertools import islice
from sipks.reading import Reader
from sipks.reading.learning.examples import field_examples
from sipks.reading.learning.models import Models
from sipks.reading.places import Gazetteer
from sipks.reading.sight import Sight

texts = [one.document for one in islice(field_examples(), 60)]
looked = [(one.words, one.marks) for one in Sight(Gazetteer.shipped())(texts)]
print(Models.shipped().scores(looked).tobytes().hex())
print([one.as_dict(evidence=True) for one in Reader.default().read_many(texts)])
"""


def printed(seed: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", PRINT],
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_hash_seeds_do_not_show() -> None:
    assert printed("1") == printed("2")
