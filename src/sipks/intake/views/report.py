"""The web form: what an officer saw or heard, in a few answers."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods

from sipks.intake.connectors.base import FieldError
from sipks.intake.report_form import ReportForm
from sipks.intake.services.reports import report_create
from sipks.people.decorators import needs
from sipks.people.permissions import Act

_WHY = _("Mengirim laporan tidak termasuk peran Anda.")


@sensitive_variables()
@sensitive_post_parameters("informant", "informant_contact", "person")
@require_http_methods(["GET", "POST"])
@needs(Act.REPORT, _WHY)
def report(request: HttpRequest) -> HttpResponse:
    """Send a report."""
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = report_create(**form.as_report())
        except FieldError as error:
            form.add_error(None, error.reason)
        else:
            return redirect("intake:report_sent", made.pk)
    return render(request, "intake/report.html", {"form": form})


@require_GET
@needs(Act.REPORT, _WHY)
def report_sent(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What happens next. Says only the number: a reporter need not be able to read material."""
    return render(request, "intake/report_sent.html", {"pk": pk})
