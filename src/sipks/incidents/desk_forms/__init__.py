"""Each decision of the desk as a form: what is asked, and what is then done."""

from __future__ import annotations

from .base import DeskForm
from .judge import AsideForm, CategoryForm, VerifyForm
from .locate import PlaceForm, TimeForm
from .regroup import MergeForm, SplitForm

__all__ = ["FORMS", "DeskForm"]

FORMS: dict[str, type[DeskForm]] = {
    form.slug: form
    for form in (
        VerifyForm,
        AsideForm,
        PlaceForm,
        CategoryForm,
        TimeForm,
        MergeForm,
        SplitForm,
    )
}
"""Forms by the last part of their address, in the order of the page."""
