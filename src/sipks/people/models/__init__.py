from __future__ import annotations

from .invitation import HandOver, Invitation
from .office import (
    GENERATED,
    Office,
    OfficeKind,
    SubTeam,
    TeamDecree,
    TeamMember,
    TeamPosition,
)
from .sealed import Opening, Sealed, SealedKind
from .session import AccountNotice, CacheRow, Session
from .share import Share, share_open_on
from .user import Membership, User, valid_on

__all__ = [
    "GENERATED",
    "AccountNotice",
    "CacheRow",
    "HandOver",
    "Invitation",
    "Membership",
    "Office",
    "OfficeKind",
    "Opening",
    "Sealed",
    "SealedKind",
    "Session",
    "Share",
    "SubTeam",
    "TeamDecree",
    "TeamMember",
    "TeamPosition",
    "User",
    "share_open_on",
    "valid_on",
]
