"""One field of a form as every page shows it: label, control, help, error."""

from __future__ import annotations

from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput, RadioSelect, Select

register = template.Library()


@register.inclusion_tag("intake/_field.html")
def field(bound: BoundField, cls: str = "mb-3", *, filters: bool = False) -> dict[str, Any]:
    """The field in the look of the house; Django ties help and errors to the control.

    In a form that asks for `filters` nobody needs to be told that a field may be empty.
    """
    widget = bound.field.widget
    checkbox = isinstance(widget, CheckboxInput)
    if checkbox or isinstance(widget, RadioSelect):
        look = "form-check-input"
    else:
        look = "form-select" if isinstance(widget, Select) else "form-control"
    wrong = " is-invalid" if bound.errors else ""
    return {
        "field": bound,
        "control": bound.as_widget(attrs={"class": look + wrong}),
        "checkbox": checkbox,
        "optional": not (bound.field.required or checkbox or filters),
        "cls": cls,
    }
