"""The page of an incident, whole or as the pane beside the queue."""

from __future__ import annotations

from typing import Any

from django.forms import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from sipks.incidents import selectors
from sipks.incidents.choices import Impact
from sipks.incidents.desk_forms import FORMS, DeskForm
from sipks.incidents.models import Incident
from sipks.intake.shown import figure_words
from sipks.people.services.sealed import sealed_of
from sipks.people.services.share_checks import may_share
from sipks.people.sharing import shares_of

from . import history
from .asked import asked_into, filters_of, list_query
from .candidates import candidates_of
from .paths import place_paths
from .tellings import items_told, teller, tellings_of, why


def in_pane(request: HttpRequest) -> bool:
    """Whether htmx asks for the incident into the pane beside the queue."""
    return asked_into(request, "pane")


def incident_page(
    request: HttpRequest, incident: Incident, wrong: DeskForm | None = None
) -> HttpResponse:
    """The page; `wrong` is a form that could not be carried out, with its errors."""
    pane = in_pane(request)
    decisions = selectors.incident_decisions(incident)
    told = tellings_of(incident)
    candidates = candidates_of(incident, request.GET.get("gabung", "").strip())
    areas = [one.area for one in (incident, *(c.incident for c in candidates)) if one.area]
    paths = place_paths([*(a.code for a in areas), *history.area_codes(decisions)])
    may = selectors.incident_may(incident) and incident.merged_into_id is None
    query = list_query(request).urlencode()
    context = {
        "incident": incident,
        "paths": paths,
        "pane": pane,
        "h": "h3" if pane else "h2",
        "may": may,
        "query": query,
        "forms": _forms(incident, wrong) if may else {},
        "shares": [one for one in shares_of(incident) if one.open],
        "by_share": selectors.incident_by_share(incident),
        "may_share": may_share(incident) and incident.merged_into_id is None,
        "wrong": wrong,
        "tellings": told,
        "conclusions": why(told),
        "hidden": selectors.incident_hidden_signals(incident),
        "sealed": sealed_of("item", items_told(told)),
        "figures": _figures(incident),
        "steps": history.steps(decisions, paths),
        "candidates": candidates,
        "wanted": request.GET.get("gabung", ""),
    }
    if pane:
        return render(request, "incidents/_pane.html", context)
    return render(request, "incidents/incident.html", context | _around(request, incident))


def _figures(incident: Incident) -> list[dict[str, Any]]:
    """Each kind of figure with its range, and what each source says, in words."""
    labels = dict(Impact.choices)
    return [
        {
            "label": labels[kind],
            "figures": figures,
            "least": max(fact.high or fact.low for fact, _ in figures.told),
            "told": [
                {
                    "signal": signal,
                    "teller": teller(signal),
                    "words": figure_words(model_to_dict(fact)),
                }
                for fact, signal in figures.told
            ],
        }
        for kind, figures in selectors.incident_facts(incident).items()
    ]


def _forms(incident: Incident, wrong: DeskForm | None) -> dict[str, DeskForm]:
    made = {slug: form(incident) for slug, form in FORMS.items()}
    return made | ({wrong.slug: wrong} if wrong else {})


def _around(request: HttpRequest, incident: Incident) -> dict[str, str]:
    """Addresses of the incidents before and behind in the list that one came from."""
    query = list_query(request).urlencode()
    before, behind = selectors.queue_neighbours(filters_of(request), incident)
    return {
        name: f"{reverse('incidents:detail', args=[pk])}?{query}" if pk else ""
        for name, pk in (("before", before), ("behind", behind))
    }
