"""Versions and figures in the words of the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sipks.intake.models import ReaderModel, ReaderState, SourceKind

from .comparing import FIXED, RECENT, why_not

_SETS: dict[str, Promise | str] = {
    FIXED: _("Contoh tetap"),
    RECENT: _("Keputusan terbaru"),
}
_FIGURES: dict[str, Promise | str] = {
    "f1": _("Konflik atau bukan (F1)"),
    "precision": _("Presisi"),
    "recall": _("Cakupan"),
    "group": _("Kelompok kategori"),
    "category": _("Kategori"),
    "form": _("Bentuk"),
    "relevance_error": _("Galat peluang"),
}


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure of the new version beside that of the old one, in percent; None: not measured."""

    label: Promise | str
    new: float | None
    old: float | None


@dataclass(frozen=True, slots=True)
class Measured:
    """One set of texts with its figures."""

    label: Promise | str
    texts: int
    figures: list[Compared]


@dataclass(frozen=True, slots=True)
class Version:
    """A version with its figures; `why_not` says why it cannot be put to work."""

    model: ReaderModel
    measured: list[Measured]
    why_not: str

    @property
    def candidate(self) -> bool:
        """Whether it waits to be put to work."""
        return self.model.state == ReaderState.CANDIDATE

    @property
    def active(self) -> bool:
        """Whether it is at work."""
        return self.model.state == ReaderState.ACTIVE


def version_rows(models: Sequence[ReaderModel]) -> list[Version]:
    """Versions as they are listed."""
    return [Version(one, _measured(one), why_not(one.figures)) for one in models]


def kind_labels() -> dict[str, Promise | str]:
    """Kinds of sources by their code."""
    return dict(SourceKind.choices)


def _measured(model: ReaderModel) -> list[Measured]:
    return [
        Measured(
            label,
            int(found["new"].get("texts") or 0),
            [
                Compared(words, _percent(found["new"].get(key)), _percent(found["old"].get(key)))
                for key, words in _FIGURES.items()
            ],
        )
        for name, label in _SETS.items()
        if (found := model.figures.get(name))
    ]


def _percent(value: float | None) -> float | None:
    return None if value is None else 100 * value
