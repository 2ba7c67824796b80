"""The pieces from which a model of hatred and abuse is learnt."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from sklearn.ensemble import ExtraTreesClassifier, HistGradientBoostingClassifier

from sipks.reading.learning.hate import ridge
from sipks.reading.learning.hate.clean import clean
from sipks.reading.learning.hate.cues import cue_features, cues
from sipks.reading.learning.hate.features import Features
from sipks.reading.learning.hate.kernels import Gallery
from sipks.reading.learning.hate.labels import coherent
from sipks.reading.learning.hate.model import Model
from sipks.reading.learning.hate.store import load, save
from sipks.reading.learning.hate.trees import boosted, forest
from sipks.reading.learning.hate.words import Words, skeleton
from sipks.reading.learning.measures import label_report
from sipks.reading.learning.table import Table, read_table

from .hate_tables import HEADER, rows, write

RNG = np.random.default_rng(1)


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Table:
    return read_table(write(tmp_path_factory.mktemp("tabel") / "latih.csv", rows()[::2]))


@pytest.fixture(scope="module")
def model(table: Table) -> Model:
    return Model.learn(table, lambda said: None)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (r"lucu \xf0\x9f\x98\x82", "lucu 😂"),
        (r"satu\n\ndua", "satu dua"),
        ("lucu ð\x9f\x98\x82", "lucu 😂"),
        ("jalan â€œbaruâ€\x9d", "jalan “baru”"),
        ("A &amp; B", "A & B"),
        (r"rusak \xf0\x9f", "rusak"),
    ],
)
def test_spelled_out_and_mistaken_bytes_become_what_was_meant(written: str, meant: str) -> None:
    assert clean(written) == meant


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("yg bodooooh", ["yang", "bodoh"]),
        ("4njing", ["anjing"]),
        ("rame2 teman2nya", ["rame", "~", "temannya", "~"]),
        ("orang-orang", ["orang", "~"]),
        ("#GantiLurah", ["#", "ganti", "lurah"]),
        ("#gantilurah", ["#", "ganti", "lurah"]),
        ("pukul 2017!!!", ["pukul", "0000", "!!"]),
        ("wkwkwkwk", ["haha"]),
    ],
)
def test_words_come_in_plain_spelling(written: str, plain: list[str]) -> None:
    known = Words.fit(["ganti lurah anjing bodoh"] * 5)
    assert known.split(written) == plain


def test_short_and_full_spelling_share_their_consonants() -> None:
    assert skeleton("goblok") == skeleton("goblog") == skeleton("gblk") == skeleton("gooobloook")
    assert skeleton("goblok") != skeleton("gelap")


def test_words_and_their_derivations_have_kinds() -> None:
    assert cues("bubarkan") == cues("bubar") == ("removal",)
    assert "removal>party" in cue_features(["bubarkan", "saja", "partai"])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_tables_are_read_in_many_layouts(tmp_path: Path, encoding: str, mark: str) -> None:
    lines = [
        mark.join(['"café,\nibu; ""x"""', "0", "1", "ya"]),
        "",
        mark.join(["", "", "", ""]),
        mark.join(["dua", "1", "0.0", ""]),
    ]
    header = mark.join(["teks", "abusive", "HS", "lain"])
    found = read_table(write(tmp_path / "t.csv", lines, header, encoding))
    assert found.texts == ['café,\nibu; "x"', "dua"]
    assert found.labels == ("HS", "Abusive")
    assert found.flags.tolist() == [[True, False], [False, True]]


def test_left_out_answers_are_those_of_a_fit_without_the_row() -> None:
    points = RNG.normal(size=(30, 4)).astype(np.float32)
    kernel = points @ points.T
    wanted = RNG.normal(size=(30, 2)).astype(np.float32)
    all_rows = ridge.fit(kernel.copy(), wanted, 0.7)
    rest = np.arange(30) != 5
    without = ridge.fit(kernel[np.ix_(rest, rest)], wanted[rest], 0.7)
    answer = ridge.answer(kernel[[5]][:, rest], without.dual)
    np.testing.assert_allclose(all_rows.without[[5]], answer, atol=1e-3)


def test_flat_trees_answer_like_those_they_come_from() -> None:
    points = RNG.normal(size=(400, 6)).astype(np.float32)
    truth = np.stack([points[:, 0] > 0, points[:, 1] * points[:, 2] > 0], 1)
    grown = ExtraTreesClassifier(20, min_samples_leaf=5, random_state=0).fit(points, truth)
    wanted = np.stack([p[:, 1] for p in grown.predict_proba(points)], 1)
    np.testing.assert_allclose(forest(grown).total(points), wanted, atol=1e-5)

    boosters = [
        HistGradientBoostingClassifier(max_iter=20, random_state=0).fit(points, column)
        for column in truth.T
    ]
    trees, start = boosted(boosters)
    odds = np.stack([one.decision_function(points) for one in boosters], 1)
    np.testing.assert_allclose(trees.total(points) + start, odds, atol=1e-4)


def test_a_post_is_most_like_itself(table: Table) -> None:
    _, rows_ = Features.fit(table.texts)
    for kernel in Gallery(rows_).kernels(rows_):
        np.testing.assert_allclose(np.diagonal(kernel), 1, atol=1e-4)
        np.testing.assert_allclose(kernel, kernel.T, atol=1e-4)
        assert kernel.max() < 1.001


def test_parts_of_hatred_come_with_hatred_and_at_least_one_of_each_set() -> None:
    labels = ("HS", "Abusive", "HS_Individual", "HS_Group")
    ratio = np.array([[0.9, 1.2, 1.5, 0.2], [1.1, 0.2, 0.5, 0.8]], np.float32)
    assert coherent(labels, ratio).tolist() == [
        [False, True, False, False],
        [True, False, False, True],
    ]


def test_the_figures_are_the_usual_ones() -> None:
    truth = np.array([[1, 0], [1, 0], [0, 1], [0, 1]], dtype=bool)
    said = np.array([[1, 0], [0, 0], [0, 1], [1, 1]], dtype=bool)
    report = label_report(("a", "b"), truth, said)
    assert report["labels"]["a"] == {"precision": 0.5, "recall": 0.5, "f1": 0.5, "support": 2}
    assert report["macro_f1"] == 0.75
    assert report["exact"] == 0.5


def test_a_stored_model_answers_as_before(model: Model, tmp_path: Path) -> None:
    texts = ["dasar goblok penjaga warung", "selamat pagi semua", "", "x" * 50_000, "\x00 \ud83d"]
    save(model, tmp_path)
    assert {path.suffix for path in tmp_path.iterdir()} == {".json", ".npz"}
    np.testing.assert_array_equal(load(tmp_path).p(texts), model.p(texts))
    assert model.say([]).shape == (0, len(HEADER.split(",")) - 1)


def test_answers_do_not_depend_on_the_company(model: Model, table: Table) -> None:
    alone = np.concatenate([model.p([text]) for text in table.texts[:5]])
    np.testing.assert_allclose(alone, model.p(table.texts)[:5], atol=1e-4)


def test_a_stored_object_that_could_run_is_refused(model: Model, tmp_path: Path) -> None:
    save(model, tmp_path)
    with np.load(tmp_path / "model.npz") as kept:
        arrays = dict(kept)
    np.savez(tmp_path / "model.npz", **{**arrays, "least": np.array([print], dtype=object)})
    with pytest.raises(ValueError, match="bukan model"):
        load(tmp_path)


@pytest.mark.parametrize("damage", [{"format": 99}, {"task": "form"}, {"members": 50}])
def test_a_model_of_another_make_is_refused(
    model: Model, tmp_path: Path, damage: dict[str, object]
) -> None:
    save(model, tmp_path)
    said = json.loads((tmp_path / "model.json").read_text())
    (tmp_path / "model.json").write_text(json.dumps({**said, **damage}))
    with pytest.raises(ValueError, match="bukan model"):
        load(tmp_path)


def test_labels_too_rare_to_learn_are_named_and_left_out(table: Table) -> None:
    rare = table.flags.copy()
    rare[:, 2] = False
    told: list[str] = []
    learnt = Model.learn(Table(table.texts, table.labels, rare), told.append)
    assert learnt.labels == ("HS", "Abusive")
    assert any("HS_Individual dilewati" in said for said in told)
