"""What could not be used: why, where it stands in its file, and trying it again."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from sipks.intake import selectors
from sipks.intake.forms import AsideFilter
from sipks.intake.models import SetAside
from sipks.intake.services.set_aside import set_aside_drop as drop
from sipks.intake.services.set_aside import set_aside_replay as replay
from sipks.people.decorators import needs
from sipks.people.permissions import Act
from sipks.people.views.paging import Fetch, newest_first
from sipks.reading.masking import mask

from .sources import SENDERS_ONLY, may_send, refuse_outsider

SIZE = 25
_EXCERPT = 600
_MOST_CELLS = 40
_MENDABLE = 4_000  # bytes; a longer record is mended in its file


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a row, under its heading; `wrong` when it is the one that was refused."""

    heading: str
    value: str
    wrong: bool

    @property
    def masked(self) -> str:
        """The value as it may stand in a list."""
        return mask(self.value)


@dataclass(frozen=True, slots=True)
class Shown:
    """A row as the list shows it; for who may mend it also its cells, else its whole text."""

    aside: SetAside
    excerpt: str
    may_send: bool
    cells: list[Cell] = field(default_factory=list)
    text: str = ""


@require_GET
@needs(Act.READ, SENDERS_ONLY)
def set_aside(request: HttpRequest) -> HttpResponse:
    """Rows that were set aside; those that still wait, unless another state is asked for."""
    asked = request.GET.copy()
    asked.setdefault("keadaan", SetAside.State.OPEN)
    form = AsideFilter(asked)
    form.is_valid()
    page = newest_first(request, _fetch(form), SIZE)
    context = {
        "page": page,
        "shown": [_shown(one) for one in page.rows],
        "form": form,
        "upload": form.cleaned_data.get("berkas"),
    }
    return render(request, "intake/set_aside.html", context)


@require_POST
@needs(Act.SOURCES, SENDERS_ONLY)
def set_aside_replay(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Try a row again: as it is, or as mended in its cells or in the text area."""
    found = _get(pk)
    text, values = request.POST.get("text") or None, _mended(request, found)
    outcome = replay(set_aside=found, text=text, values=values)
    if outcome.state == SetAside.State.REPLAYED:
        messages.success(request, gettext("Baris ini sekarang menjadi bahan."))
    else:
        messages.error(request, gettext("Masih tidak dapat dipakai: %s") % outcome.reason)
    return _back(request)


@require_POST
@needs(Act.SOURCES, SENDERS_ONLY)
def set_aside_drop(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Leave a row for good; it stays in the record."""
    drop(set_aside=_get(pk))
    messages.success(request, gettext("Baris diabaikan; tetap tersimpan."))
    return _back(request)


def _fetch(form: AsideFilter) -> Fetch[SetAside]:
    said = form.cleaned_data
    state = said.get("keadaan") or SetAside.State.OPEN
    return lambda after, size: selectors.set_aside(
        after, size, source=said.get("sumber"), state=state, upload=said.get("berkas")
    )


def _shown(one: SetAside) -> Shown:
    raw = bytes(one.raw)
    text = raw[: _MENDABLE + 1].decode("utf-8", "replace").replace("\0", "␀")
    shown = Shown(one, mask(text[:_EXCERPT]), may_send(one))
    if not shown.may_send:
        return shown
    if cells := _cells(one):
        return replace(shown, cells=cells)
    whole = len(raw) <= _MENDABLE and one.length <= len(raw)
    return replace(shown, text=text if whole else "")


def _cells(one: SetAside) -> list[Cell]:
    """Cells that a person can mend, the one that was found missing among them; lists and objects
    within a record stay as they came."""
    if not one.values:
        return []
    missing = {one.column: None} if one.column and one.column not in one.values else {}
    return [
        Cell(heading, "" if value is None else str(value), heading == one.column)
        for heading, value in (missing | one.values).items()
        if not isinstance(value, list | dict)
    ][:_MOST_CELLS]


def _mended(request: HttpRequest, one: SetAside) -> dict[str, Any] | None:
    """The cells that were changed, by heading; None when nothing was mended."""
    sent = zip(request.POST.getlist("kepala"), request.POST.getlist("isi"), strict=False)
    before = {cell.heading: cell.value for cell in _cells(one)}
    changed = {heading: value for heading, value in sent if before.get(heading, value) != value}
    return changed or None


def _get(pk: UUID) -> SetAside:
    try:
        found = selectors.set_aside_get(pk)
    except SetAside.DoesNotExist as error:
        raise Http404 from error
    refuse_outsider(found)
    return found


def _back(request: HttpRequest) -> HttpResponse:
    """To the list as it was filtered."""
    wanted = request.POST.get("kembali", "")
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        return redirect(wanted)
    return redirect("intake:set_aside")
