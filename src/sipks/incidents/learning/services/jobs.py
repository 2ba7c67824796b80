from __future__ import annotations

from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from sipks.incidents.learning.models import Lesson
from sipks.incidents.services.errors import DeskError

from .versions import governs_check

JOB: Final = "sipks.incidents.tasks.train_reader"
_LOCK: Final = "train_reader"


def training_defer() -> bool:
    """Have a new version trained; False where one is waiting already. See `governs_check`; raises
    `DeskError` where nobody has decided anything yet."""
    governs_check()
    if not Lesson.objects.filter(relevant__isnull=False).exists():
        raise DeskError(_("Belum ada keputusan meja yang dapat dipelajari."))
    try:
        with transaction.atomic():
            app.configure_task(JOB, lock=_LOCK, queueing_lock=_LOCK, queue="models").defer()
    except AlreadyEnqueued:
        return False
    return True
