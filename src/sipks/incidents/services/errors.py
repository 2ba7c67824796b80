from __future__ import annotations


class DeskError(ValueError):
    """A decision that cannot be made as asked; the message is for the user, in his language."""


class NotAllowed(PermissionError):
    """The bound actor may not decide on this; the message is for the user, in his language."""
