from __future__ import annotations

from sipks.incidents.learning.services.versions import version_in_use
from sipks.intake.models import ReaderModel

SHOWN = 20

__all__ = ["SHOWN", "version_in_use", "versions"]


def versions() -> list[ReaderModel]:
    """The newest versions, without their content."""
    return list(ReaderModel.objects.defer("content").order_by("-pk")[:SHOWN])
