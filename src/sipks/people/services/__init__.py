from __future__ import annotations

from .officers import officer_create

__all__ = ["officer_create"]
