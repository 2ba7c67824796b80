"""Sealing: what only a few may read is stored encrypted, under keys that the database never sees.

`seal` and `unseal` are all that others need; a room that keeps sealed values tells `register` how
to renew them, so that `sipks seal rotate` reaches them too.
"""

from __future__ import annotations

from .box import LABELS, key_of, seal, unseal
from .errors import KeyMissing, KeysUnusable, SealBroken, SealError
from .holders import Holder, holders, register

__all__ = [
    "LABELS",
    "Holder",
    "KeyMissing",
    "KeysUnusable",
    "SealBroken",
    "SealError",
    "holders",
    "key_of",
    "register",
    "seal",
    "unseal",
]
