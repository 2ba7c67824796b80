"""Practice material of our own: invented events told as news, posts, reports and chats."""

from __future__ import annotations

from sipks.data.latihan.writing import write

__all__ = ["write"]
