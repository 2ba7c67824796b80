from __future__ import annotations

from .user import Membership, User

__all__ = ["Membership", "User"]
