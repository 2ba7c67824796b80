"""The page of the reader: how well it reads by the measure of the desk, and its versions."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from sipks.incidents.services.errors import DeskError
from sipks.incidents.views.paths import place_paths
from sipks.people.decorators import needs
from sipks.people.permissions import Act
from sipks.people.refusals import Refused
from sipks.people.scope import COUNTRY
from sipks.places.fields import AreaField

from .chart import dots, line
from .forms import PromoteForm, ReasonForm
from .selectors.quality import A_MONTH, quality_report
from .selectors.versions import version_in_use, versions
from .services.jobs import training_defer
from .services.versions import governs, model_promote, model_rollback
from .shown import kind_labels, version_rows

_READERS = _("Mutu pembaca hanya untuk petugas yang menelaah peristiwa.")
_GOVERNS = _("Versi pembaca berlaku bagi seluruh Indonesia dan ditetapkan oleh analis pusat.")
View = Callable[[HttpRequest], HttpResponse]


def _governing(view: View) -> View:
    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        if not governs():
            raise Refused(Act.MODELS, _GOVERNS)
        return view(request)

    return guarded


@require_GET
@needs(Act.READ, _READERS)
def reader(request: HttpRequest) -> HttpResponse:
    """Precision, recall, calibration and drift in an area, and the versions."""
    return _page(request)


@require_POST
@_governing
def reader_train(request: HttpRequest) -> HttpResponse:
    """Have a new version trained in the background."""
    try:
        deferred = training_defer()
    except DeskError as error:
        messages.error(request, str(error))
        return redirect("incidents:reader")
    if deferred:
        said = gettext("Versi baru sedang dilatih; muat ulang beberapa menit lagi.")
        messages.success(request, said)
    else:
        messages.info(request, gettext("Sebuah versi sudah menunggu dilatih."))
    return redirect("incidents:reader")


@require_POST
@_governing
def reader_promote(request: HttpRequest) -> HttpResponse:
    """Put a candidate to work."""
    form = PromoteForm(request.POST)
    if not form.is_valid():
        return _unsaid(request)
    given = form.cleaned_data
    return _answer(
        request,
        lambda: model_promote(pk=given["version"], reason=given["reason"]).version,
        gettext("Versi %s kini dipakai."),
    )


@require_POST
@_governing
def reader_rollback(request: HttpRequest) -> HttpResponse:
    """Go back to the version before."""
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _unsaid(request)
    reason = form.cleaned_data["reason"]
    return _answer(request, lambda: model_rollback(reason=reason), gettext("Kembali ke versi %s."))


def _unsaid(request: HttpRequest) -> HttpResponse:
    messages.error(request, gettext("Tuliskan alasannya."))
    return redirect("incidents:reader")


def _answer(request: HttpRequest, act: Callable[[], str], said: str) -> HttpResponse:
    try:
        messages.success(request, said % act())
    except DeskError as error:
        messages.error(request, str(error))
    return redirect("incidents:reader")


def _page(request: HttpRequest) -> HttpResponse:
    area = _area(request.GET.get("wilayah", ""))
    report = quality_report(area)
    drawn = dots(report.bins)
    context: dict[str, Any] = {
        "report": report,
        "most": A_MONTH,
        "dots": drawn,
        "line": line(drawn),
        "kinds": kind_labels(),
        "area": area,
        "area_shown": "" if area == COUNTRY else f"{area} · {place_paths([area])[area]}",
        "versions": version_rows(versions()),
        "used": version_in_use(),
        "may": governs(),
    }
    return render(request, "incidents/learning/reader.html", context)


def _area(text: str) -> str:
    try:
        found = AreaField(required=False).clean(text)
    except ValidationError:
        return COUNTRY
    return found.code if found else COUNTRY
