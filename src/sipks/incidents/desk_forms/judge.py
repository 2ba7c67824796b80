"""What an incident is worth, and what it was."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sipks.incidents.choices import CATEGORY_CHOICES, FORM_CHOICES, AsideReason, Credibility
from sipks.incidents.services import desk
from sipks.intake.models import Reliability

from .base import DeskForm


def _graded(prompt: str | Promise, choices: Iterable[tuple[Any, Any]]) -> Callable[[], list[Any]]:
    """Choices with their letter or number before the label, in the language of the page."""
    grades = list(choices)
    return lambda: [("", prompt), *((value, f"{value} – {label}") for value, label in grades)]


class VerifyForm(DeskForm):
    """It happened; the grade says how sure that is."""

    slug, key, icon = "verifikasi", "v", "circle-check"
    name, submit, done = _("Verifikasi"), _("Verifikasi"), _("Peristiwa terverifikasi.")
    service = desk.incident_verify

    grade_source = forms.ChoiceField(
        label=_("Keandalan sumber"),
        choices=_graded(_("Pilih A–F"), Reliability.choices),
    )
    grade_content = forms.TypedChoiceField(
        label=_("Kebenaran isi"),
        coerce=int,
        choices=_graded(_("Pilih 1–6"), Credibility.choices),
    )

    def proposal(self) -> dict[str, Any]:
        """The grade that it has, else none: it is the verifier's to give."""
        given = {
            "grade_source": self.incident.grade_source,
            "grade_content": self.incident.grade_content,
        }
        return super().proposal() | given


class AsideForm(DeskForm):
    """It does not belong here; the reason stays on record."""

    slug, key, icon = "sisihkan", "s", "ban"
    name, submit, done = _("Sisihkan"), _("Sisihkan"), _("Peristiwa dikesampingkan.")
    service = desk.incident_set_aside

    reason = forms.ChoiceField(
        label=_("Alasan"), choices=[("", _("Pilih satu")), *AsideReason.choices]
    )


def _grouped(choices: list[tuple[str, Any]]) -> list[Any]:
    """Categories with those of level 2 under those of level 1."""
    groups: dict[str, list[tuple[str, Any]]] = {}
    for code, label in choices:
        groups.setdefault(code[:3], []).append((code, f"{code} {label}"))
    labels = dict(choices)
    return [(labels[code], members) for code, members in groups.items()]


class CategoryForm(DeskForm):
    """What it was about, and what form it took."""

    slug, key, icon = "kategori", "c", "tag"
    name, submit, done = _("Kategori"), _("Tetapkan kategori"), _("Kategori ditetapkan.")
    service = desk.incident_category_set

    category = forms.ChoiceField(
        label=_("Kategori"),
        required=False,
        choices=lambda: [("", _("Tidak diketahui")), *_grouped(CATEGORY_CHOICES)],
    )
    form = forms.ChoiceField(
        label=_("Bentuk"), required=False, choices=[("", _("Tidak diketahui")), *FORM_CHOICES]
    )

    def proposal(self) -> dict[str, Any]:
        """What the program proposes."""
        given = {"category": self.incident.category, "form": self.incident.form}
        return super().proposal() | given
