"""A model in a folder: numbers and JSON, nothing that could run when it is opened."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final
from zipfile import BadZipFile

import numpy as np
from scipy import sparse

from sipks.reading.learning.hate.features import Features, Rows
from sipks.reading.learning.hate.kernels import Gallery
from sipks.reading.learning.hate.model import Model
from sipks.reading.learning.hate.stack import Stack
from sipks.reading.learning.hate.trees import Trees
from sipks.reading.learning.hate.views import VIEWS
from sipks.reading.learning.hate.words import Words

FORMAT: Final = 1
_JSON: Final = "model.json"
_NUMBERS: Final = "model.npz"
_SPARSE: Final = ("data", "indices", "indptr", "shape")


def save(model: Model, folder: Path) -> None:
    """Store `model` in `folder`, which is made when it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    said = {
        "format": FORMAT,
        "task": "hate",
        "labels": model.labels,
        "members": len(model.duals),
        "words": dict(model.features.words.counts),
    }
    (folder / _JSON).write_text(json.dumps(said, ensure_ascii=False), "utf-8")
    np.savez(folder / _NUMBERS, **dict(_numbers(model)))


def load(folder: Path) -> Model:
    """The model stored in `folder`; ValueError where there is none that this version can use."""
    try:
        said = json.loads((folder / _JSON).read_text("utf-8"))
        if (said["format"], said["task"]) != (FORMAT, "hate"):
            raise ValueError(f"format {said['format']}, tugas {said['task']}")
        with np.load(folder / _NUMBERS, allow_pickle=False) as kept:
            return _model(said, dict(kept))
    except (OSError, KeyError, TypeError, IndexError, ValueError, BadZipFile) as problem:
        raise ValueError(f"{folder}: bukan model “hate” yang dapat dibaca ({problem})") from problem


def _numbers(model: Model) -> Iterator[tuple[str, Any]]:
    features, rows = model.features, model.gallery.rows
    yield from (("least", model.least), ("start", model.stack.start))
    yield from (("centre", features.centre), ("spread", features.spread), ("scaled", rows.scaled))
    for name in VIEWS:
        held = np.flatnonzero(features.rarity[name])
        yield f"rare/{name}/at", held.astype(np.int32)
        yield f"rare/{name}/value", features.rarity[name][held]
        for part in _SPARSE:
            yield f"view/{name}/{part}", getattr(rows.views[name], part)
    yield from ((f"dual/{at}", dual) for at, dual in enumerate(model.duals))
    for kind in ("forest", "boosted"):
        for name, array in getattr(model.stack, kind).arrays().items():
            yield f"{kind}/{name}", array


def _model(said: Mapping[str, Any], kept: Mapping[str, Any]) -> Model:
    rarity, views = {}, {}
    for name in VIEWS:
        data, indices, indptr, shape = (kept[f"view/{name}/{part}"] for part in _SPARSE)
        views[name] = sparse.csr_matrix((data, indices, indptr), tuple(map(int, shape)))
        views[name].check_format(full_check=True)
        rarity[name] = np.zeros(views[name].shape[1], np.float32)
        rarity[name][kept[f"rare/{name}/at"]] = kept[f"rare/{name}/value"]
    words = Words({str(word): int(count) for word, count in said["words"].items()})
    features = Features(words, rarity, kept["centre"], kept["spread"])
    # What the marks of the learnt posts were before scaling is not needed to compare with them.
    gallery = Gallery(Rows(views, kept["scaled"], kept["scaled"]))
    forest, boosted = (Trees.of(_under(kind, kept)) for kind in ("forest", "boosted"))
    trees = Stack(forest, boosted, kept["start"])
    duals = [kept[f"dual/{at}"] for at in range(int(said["members"]))]
    labels = [str(label) for label in said["labels"]]
    return Model(labels, features, gallery, duals, trees, kept["least"])


def _under(kind: str, kept: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name.removeprefix(f"{kind}/"): array
        for name, array in kept.items()
        if name.startswith(f"{kind}/")
    }
