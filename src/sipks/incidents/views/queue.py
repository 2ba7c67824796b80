"""The queue: what waits for a decision, worked through by keyboard."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from sipks.incidents.choices import State
from sipks.incidents.forms import ANY_STATE, OPEN_STATES, Filters
from sipks.incidents.selectors import queue_counts, queue_page
from sipks.incidents.selectors.narrow import incidents_asked
from sipks.people.decorators import needs
from sipks.people.permissions import Act
from sipks.people.scope import COUNTRY

from .asked import asked_into, filters_of, first_status, list_query
from .paths import place_paths

READERS_ONLY = _("Daftar peristiwa hanya untuk petugas yang memverifikasi atau menelaah.")
_MOST_NEWS = 200
_TABS = [
    (State.NEW.value, _("Baru")),
    (State.VERIFIED.value, _("Terverifikasi")),
    (OPEN_STATES, _("Terbuka")),
    (State.SET_ASIDE.value, _("Dikesampingkan")),
    (ANY_STATE, _("Semua")),
]


@require_GET
@needs(Act.READ, READERS_ONLY, shared=True)
def queue(request: HttpRequest) -> HttpResponse:
    """The list; asked for by htmx, the rows alone, with the counts of the tabs, or those."""
    filters = filters_of(request)
    if asked_into(request, "tabs"):
        return render(request, "incidents/_tabs.html", {"tabs": _tabs(request, filters)})
    page = queue_page(filters, request.GET.get("setelah"))
    query = list_query(request)
    context = {
        "incidents": page.items,
        "paths": place_paths([one.area.code for one in page.items if one.area]),
        "query": query.urlencode(),
        "first": f"{request.path}?{query.urlencode()}" if request.GET.get("setelah") else "",
        "next": _next(request, page.next_cursor),
    }
    if asked_into(request, "queue"):
        context["tabs"] = _tabs(request, filters)
        return render(request, "incidents/_fresh.html", context)
    area = filters.cleaned.area
    extra = {
        "filters": filters,
        "narrowed": filters.narrowed - bool(filters.cleaned.text) + (area != COUNTRY),
        "tabs": _tabs(request, filters),
        "area_shown": "" if area == COUNTRY else f"{area} · {place_paths([area])[area]}",
    }
    return render(request, "incidents/queue.html", context | extra)


@require_GET
@never_cache
@needs(Act.READ, READERS_ONLY, shared=True)
def queue_news(request: HttpRequest) -> JsonResponse:
    """Of the incidents `?id=…&id=…`, how many belong into the list as it is filtered, in words."""
    ids = [pk for pk in map(_uuid, request.GET.getlist("id")[:_MOST_NEWS]) if pk]
    found = incidents_asked(filters_of(request).cleaned).filter(pk__in=ids).count()
    said = (
        ngettext("%d peristiwa baru atau berubah", "%d peristiwa baru atau berubah", found) % found
    )
    return JsonResponse({"count": found, "text": said})


def _tabs(request: HttpRequest, filters: Filters) -> list[dict[str, object]]:
    counts = queue_counts(filters)
    counts[ANY_STATE] = sum(counts[state] for state in State.values)
    chosen = request.GET.get("status") or first_status()
    query = list_query(request)
    tabs = []
    for value, label in _TABS:
        query["status"] = value
        tabs.append(
            {
                "label": label,
                "count": counts[value],
                "current": value == chosen,
                "url": f"{request.path}?{query.urlencode()}",
            }
        )
    return tabs


def _next(request: HttpRequest, cursor: str | None) -> str:
    if cursor is None:
        return ""
    query = list_query(request)
    query["setelah"] = cursor
    return f"{request.path}?{query.urlencode()}"


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
