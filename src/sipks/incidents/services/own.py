from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _

from sipks.incidents.choices import Credibility
from sipks.incidents.models import Incident, Signal
from sipks.people.scope import current_actor

from .decisions import all_signals
from .errors import NotAllowed


def own_report_check(incident: Incident, grade_source: str, grade_content: int) -> None:
    """Refuse that somebody calls his own report reliable: A–B or 1–2 on what nobody else tells.

    A report is one's own when one typed or mended it, brought in its file, or made the key that
    it came by. What a text says of its sender counts for nothing.
    """
    actor = current_actor()
    weak = grade_source > "B" and grade_content > Credibility.PROBABLE
    if actor.id is None or weak:
        return
    own = Q(item__upload__submitted_by=actor.id) | Q(item__brought_by=actor.id)
    with all_signals():
        originals = Signal.objects.filter(incident=incident, copy_of=None)
        mine = originals.filter(own)
        only_mine = mine.exists() and not originals.exclude(pk__in=mine.values("pk")).exists()
    if only_mine:
        raise NotAllowed(
            _(
                "Laporan ini masuk hanya lewat Anda (kiriman, perbaikan, berkas, atau kunci Anda):"
                " nilai A–B atau 1–2 harus dari verifikator lain."
            )
        )
