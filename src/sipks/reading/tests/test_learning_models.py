"""Models: what is fitted is what is applied, and a file of models is data and nothing else."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest

from sipks.reading import Reader
from sipks.reading.learning.fit import Space, Text
from sipks.reading.learning.linear import Linear, Weights
from sipks.reading.learning.models import CATEGORY, HATE, HEADS, RELEVANT, STAGE, Models
from sipks.reading.learning.training import Lesson, train

TEXTS = [
    Text(["warga", "blokir", "jalan"], frozenset(["#block"])),
    Text(["warga", "blokir", "kantor"], frozenset(["#block"])),
    Text(["panen", "raya", "di", "desa"]),
    Text(["panen", "padi", "di", "desa", "desa"]),
    Text([]),
]


def toy() -> Models:
    """Models that learnt one thing: to block matters, to harvest does not."""
    blocks = [Text(["warga", word, "jalan"], frozenset(["#block"])) for word in "abcdefgh"]
    harvests = [Text(["panen", word, "desa"]) for word in "abcdefgh"]
    lessons = [Lesson(one, {RELEVANT: ("ya",), CATEGORY: ("SDA-1",)}) for one in blocks[:4]]
    lessons += [Lesson(one, {RELEVANT: ("ya",), CATEGORY: ("POL-3",)}) for one in blocks[4:]]
    lessons += [Lesson(one, {RELEVANT: ()}) for one in harvests]
    return Models(train(lessons), "mainan")


def test_a_model_applies_what_was_fitted() -> None:
    space = Space.of(TEXTS)
    rng = np.random.default_rng(7)
    weights = rng.normal(size=(len(space.features), 3)).astype(np.float32)
    bias = np.array([0.5, -1.0, 0.0], dtype=np.float32)
    linear = Linear(Weights(list(space.features), space.rarity.astype(np.float32), weights, bias))
    fitted = space.matrix(TEXTS) @ weights + bias
    applied = linear.scores([(one.words, one.marks) for one in TEXTS])
    assert np.allclose(applied, fitted, atol=1e-4)


def test_rows_of_words_are_kept_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sipks.reading.learning.linear._KEPT", 8)
    weights = np.ones((1, 1), dtype=np.float32)
    linear = Linear(Weights(["ada"], weights[0], weights, np.zeros(1, dtype=np.float32)))
    for number in range(20):
        assert linear.scores([([f"kata{number}", "ada"], ())])[0] == pytest.approx(1.0)
        assert linear.contributions(["ada", f"lain{number}"])[:, 0].tolist() == [1.0, 0.0]


def test_it_learns() -> None:
    models = toy()
    ps = models.probabilities(
        models.scores([(["warga", "z", "jalan"], ["#block"]), (["panen", "z", "desa"], [])]),
        RELEVANT,
    )
    assert ps[0, 0] > 0.5 > ps[1, 0]


def test_an_answer_that_no_lesson_gives_is_hardly_ever_said() -> None:
    models = toy()
    scores = models.scores([(["warga"], ["#block"])])
    ps = dict(zip(HEADS[CATEGORY], models.probabilities(scores, CATEGORY)[0], strict=True))
    assert ps["SDA-1"] + ps["POL-3"] > 0.9
    assert models.probabilities(scores, HATE).max() < 0.01
    assert models.probabilities(scores, STAGE).sum() == pytest.approx(1.0)


def test_bytes_hold_all_of_it(tmp_path: Path) -> None:
    models = toy()
    models.save(tmp_path / "model")
    again = Models.load(tmp_path / "model")
    given = [(["warga", "blokir", "jalan"], ["#block"]), ([], [])]
    assert again.version == "mainan"
    for head in HEADS:
        before, after = (one.probabilities(one.scores(given), head) for one in (models, again))
        assert np.allclose(before, after, atol=0.02)


@pytest.mark.parametrize("content", [b"", b"bukan model", b"PK\x03\x04"])
def test_something_else_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="model"):
        Models.from_bytes(content)


def test_nothing_pickled_is_opened() -> None:
    out = io.BytesIO()
    np.savez(out, about=np.array([{"a": 1}], dtype=object))
    with pytest.raises(ValueError, match="model"):
        Models.from_bytes(out.getvalue())


def test_another_taxonomy_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    content = toy().to_bytes()
    monkeypatch.setattr("sipks.reading.learning.models.HEADS", {**HEADS, STAGE: ("PG",)})
    with pytest.raises(ValueError, match="taksonomi"):
        Models.from_bytes(content)


def test_a_reader_reads_with_the_models_that_it_is_given() -> None:
    said = Reader(models=toy()).read("panen raya di desa")
    assert said.model.endswith("+mainan")
    assert said.relevant is not True
