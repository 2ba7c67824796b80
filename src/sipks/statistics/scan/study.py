"""The panel as a scan needs it: checked, in an order of its own, without empty units."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sipks.statistics.errors import BadInput
from sipks.statistics.panel import Panel

from .models import Bernoulli, Floats, Model, Permutation, Poisson

_MOST_PERSONS = 10**9  # what NumPy can shuffle


@dataclass(frozen=True)
class Study:
    """`cases` (N, T) under `model`; `chance` is the model for replicates, of whole cases."""

    units: tuple[str, ...]
    where: Floats
    cases: Floats
    model: Model
    chance: Model


def study_of(panel: Panel, model: str) -> Study:
    """The units that are not empty, by name, so that neither their order in the table nor empty
    ones change what is drawn. A unit is empty that has no population (permutation: no case)."""
    if panel.where is None:
        raise BadInput("a scan needs to know where units are: columns x and y, or lat and lon")
    cases = panel.counts.T
    if model == "permutation":
        _refuse(panel, cases != np.floor(cases), "cases of unit {} in {} are no whole number")
    people = _population(panel, model)
    full = np.flatnonzero((cases if people is None else people).sum(axis=1) > 0)
    if cases.sum() < 1:
        raise BadInput("there is not a single case in the table")
    kept = full[np.argsort(np.array(panel.units)[full], kind="stable")]
    names = tuple(panel.units[one] for one in kept)
    cases = np.ascontiguousarray(cases[kept])
    population = None if people is None else np.ascontiguousarray(people[kept])
    return Study(names, panel.where[kept], cases, *_models(model, cases, population))


def _models(model: str, cases: Floats, people: Floats | None) -> tuple[Model, Model]:
    total = float(cases.sum())
    if people is None:
        margins = np.outer(cases.sum(axis=1), cases.sum(axis=0)) / total
        shuffled = Permutation(margins, total)
        return shuffled, shuffled
    if model == "bernoulli":
        labels = Bernoulli(people, total)
        return labels, Bernoulli(people, labels.labels)
    share = people / people.sum()
    whole = max(1.0, float(np.round(total)))
    return Poisson(share * total, total), Poisson(share * whole, whole)


def _population(panel: Panel, model: str) -> Floats | None:
    if model == "permutation":
        return None
    if panel.population is None:
        raise BadInput(f"the {model} model needs a column population")
    people, cases = panel.population.T, panel.counts.T
    _refuse(panel, (people == 0) & (cases > 0), "unit {} has cases but no population in {}")
    if model == "bernoulli":
        _refuse(panel, people != np.floor(people), "population of unit {} in {} is not whole")
        _refuse(panel, cases > people, "unit {} has more cases than population in {}")
        if people.sum() >= _MOST_PERSONS or cases.sum() == people.sum():
            raise BadInput(
                "the bernoulli model needs controls, and fewer than a thousand million persons and"
                " periods: take the poisson model"
            )
    return people


def _refuse(panel: Panel, wrong: npt.NDArray[np.bool_], message: str) -> None:
    for unit, period in np.argwhere(wrong)[:1]:
        raise BadInput(message.format(panel.units[unit], panel.periods[period]))
