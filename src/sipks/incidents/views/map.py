from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from sipks.incidents.choropleth import COLOURS, WORDS, Class, class_of, edges, legend
from sipks.incidents.forms import OPEN_STATES, Filters, last_days
from sipks.incidents.selectors import Count, map_counts, map_points
from sipks.people.permissions import Act
from sipks.people.scope import COUNTRY, current_actor
from sipks.places.boundaries import Boundaries
from sipks.places.drawing import Drawing, drawing_of
from sipks.places.models import Area, Level
from sipks.places.selectors import area_ancestors, area_get, boundaries, outlines_attribution

from .map_points import badges, features

LIMIT = 500
LISTED = 12
DOTS = 300
# The class of an area that is drawn only so that one sees where one is.
CONTEXT = -3
NEIGHBOURS = "tetangga"
FIELDS = ("kategori", "bentuk", "sumber", "status", "dari", "sampai")
PARTS = ("trail", "legend", "periods", "table", "drawing")
PERIODS = (7, 30, 90, 365)


@dataclass(frozen=True, slots=True)
class Row:
    """A child of the unit shown, as map and table need it."""

    count: Count
    number: int

    @property
    def text(self) -> str:
        """The count in words, for the hint on the map."""
        if self.count.open:
            said = ngettext("%(n)d terbuka", "%(n)d terbuka", self.count.open) % {
                "n": self.count.open
            }
            return said + (
                _(", %(n)d berat") % {"n": self.count.severe} if self.count.severe else ""
            )
        return str(WORDS.get(self.number, ""))


class Period:
    """A shortcut: the last so many days."""

    def __init__(self, days: int, filters: Filters) -> None:
        self.days = days
        self.query = last_days(days, timezone.localdate())
        self.current = all(filters.data.get(name) == day for name, day in self.query.items())


class View:
    """What the map shows: one unit, its children with their counts, and incidents in it."""

    def __init__(self, request: HttpRequest) -> None:
        self.filters = Filters({"status": OPEN_STATES} | request.GET.dict())
        self.unit = _unit(self.filters.cleaned.area, given="wilayah" in request.GET)
        self.above = area_ancestors(self.unit)
        counts = map_counts(self.filters, self.unit.code)
        self.most = max((one.open for one in counts), default=0)
        self.bounds = edges(self.most)
        self.rows = [Row(one, class_of(one, self.bounds)) for one in counts]
        points = map_points(self.filters, self.unit.code, LIMIT + 1)
        self.cut = len(points) > LIMIT
        self.points = points[:LIMIT]

    @property
    def legend(self) -> list[Class]:
        """The classes that stand on the map."""
        if self.unit.level == Level.DISTRICT:
            return []  # its villages have no outlines that could be coloured
        return legend(self.bounds, self.most, {row.number for row in self.rows})

    @property
    def table(self) -> Sequence[Row]:
        """The children, most open first, silence last."""
        return sorted(self.rows, key=lambda row: (-row.count.open, -row.number, row.count.name))

    @cached_property
    def drawing(self) -> Drawing:
        """The outlines as the server draws them."""
        return drawing_of(self.drawn.code, boundaries=self._boundaries)

    @property
    def shapes(self) -> Iterator[dict[str, Any]]:
        """Each outline of the sheet with its class and its count in words."""
        rows = {row.count.code: row for row in self.rows}
        for shape in self.drawing.shapes:
            row = rows.get(shape.code)
            number, text = (row.number, row.text) if row else (CONTEXT, "")
            yield {"of": shape, "number": number, "text": text}

    @property
    def dots(self) -> Iterator[dict[str, Any]]:
        """The newest incidents as places on the drawing."""
        for point in self.points[:DOTS]:
            x, y = self.drawing.xy(point["lat"], point["lon"])
            yield {"x": str(x), "y": str(y), "state": point["state"]}

    @cached_property
    def drawn(self) -> Area:
        """Whose children are drawn: nothing is outlined below a district, so districts and
        villages are shown among the districts of their regency."""
        if self.unit.level in (Level.DISTRICT, Level.VILLAGE):
            return next(one for one in reversed(self.above) if one.level == Level.REGENCY)
        return self.unit

    @cached_property
    def _boundaries(self) -> Boundaries:
        return boundaries()

    @property
    def attribution(self) -> str:
        """Who drew the outlines that are shown."""
        codes = [shape.code for shape in self.drawing.shapes]
        return outlines_attribution(self._boundaries, codes)

    def _outlines(self, code: str) -> str:
        return f"{reverse('places:outlines', args=[code])}?v={self._boundaries.version}"

    def as_json(self) -> dict[str, Any]:
        """What the map in the browser draws."""
        unit = self.unit
        drawn = self.drawn
        return {
            "unit": {
                "code": unit.code,
                "name": unit.name,
                "level": unit.level,
                "lat": unit.lat,
                "lon": unit.lon,
            },
            "title": f"{_('Peta')} {unit.name}",
            "outlines": self._outlines(drawn.code),
            "focus": unit.code if drawn is not unit else "",
            "context": self._outlines(COUNTRY),
            "neighbours": self._outlines(NEIGHBOURS),
            "areas": {
                row.count.code: {"number": row.number, "text": row.text} for row in self.rows
            },
            "colours": COLOURS,
            "points": {
                "type": "FeatureCollection",
                "features": features(self.points),
            },
        }

    def context(self) -> dict[str, Any]:
        """What the templates show."""
        actor = current_actor()
        return {
            "view": self,
            "unit": self.unit,
            "above": self.above,
            "filters": self.filters,
            "newest": self.points[:LISTED],
            "limit": LIMIT,
            "attribution": self.attribution,
            "shown_filters": [self.filters[name] for name in FIELDS],
            "periods": [Period(days, self.filters) for days in PERIODS],
            "open": sum(row.count.open for row in self.rows),
            "opens_queue": actor.may(Act.READ) or bool(actor.shared),
        }


def _unit(code: str, *, given: bool) -> Area:
    """The unit asked for, else the actor's own; the nation when it does not exist."""
    wanted = code if given else current_actor().home() or COUNTRY
    try:
        return area_get(wanted)
    except Area.DoesNotExist:
        return area_get(COUNTRY)


@require_GET
def map_page(request: HttpRequest) -> HttpResponse:
    """The map of a unit with its table; all that it shows stands in the query string."""
    view = View(request)
    context = view.context() | {"data": view.as_json() | {"badges": badges()}}
    return render(request, "incidents/map.html", context)


@require_GET
def map_data(request: HttpRequest) -> JsonResponse:
    """The same for a map that is open already: `view` for the drawing, `parts` as HTML by id."""
    view = View(request)
    context = view.context()
    parts = {
        name: render_to_string(f"incidents/map/{name}.html", context, request) for name in PARTS
    }
    return JsonResponse({"view": view.as_json(), "parts": parts})
