from __future__ import annotations


class SealError(Exception):
    """Something sealed cannot be made or opened. The message never quotes a value or a key."""


class KeysUnusable(SealError):
    """The keys that are configured cannot be read or are no keys."""


class KeyMissing(SealError):
    """A value was sealed under a key that is not in the ring."""

    def __init__(self, key_id: str) -> None:
        super().__init__(f"the key {key_id} is not among the keys of this installation")
        self.key_id = key_id


class SealBroken(SealError):
    """A sealed value was changed, or stands where it was not sealed for."""

    def __init__(self) -> None:
        super().__init__("the sealed value does not open here")
