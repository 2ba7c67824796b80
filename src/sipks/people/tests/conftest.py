from __future__ import annotations

from .office_world import admin, colleague, head, office_of, work_for

__all__ = ["admin", "colleague", "head", "office_of", "work_for"]
