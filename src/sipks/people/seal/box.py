"""Sealing and opening: AES-256-GCM with associated data (NIST SP 800-38D).

A sealed value is `version (1) ‖ key id (8) ‖ nonce (12) ‖ ciphertext and tag`. What it was sealed
for (`label` and `aad`) is authenticated with it: moved to another row it does not open.
"""

from __future__ import annotations

import secrets
from typing import Final

from cryptography.exceptions import InvalidTag

from .errors import SealBroken
from .ring import ID_BYTES, ring

VERSION: Final = b"\x01"
NONCE_BYTES: Final = 12
HEAD_BYTES: Final = 1 + ID_BYTES + NONCE_BYTES
# One derived key a use, so that a value of one use never opens as one of another.
LABELS: Final = frozenset({"sealed", "mfa", "session", "upload", "privacy"})


def seal(label: str, plaintext: bytes, aad: bytes = b"") -> bytes:
    """`plaintext` sealed for one use (`LABELS`) and one place (`aad`: whatever names the row).

    Raises `KeysUnusable`. At most 2³² values should be sealed under one key (random nonces).
    """
    key = ring().current
    nonce = secrets.token_bytes(NONCE_BYTES)
    head = VERSION + bytes.fromhex(key.id) + nonce
    return head + key.cipher(_known(label)).encrypt(nonce, plaintext, aad)


def unseal(label: str, token: bytes, aad: bytes = b"") -> bytes:
    """What `seal` was given. Raises `KeyMissing`, `SealBroken` or `KeysUnusable`."""
    key = ring().get(key_of(token))
    nonce, ciphertext = token[1 + ID_BYTES : HEAD_BYTES], token[HEAD_BYTES:]
    try:
        return key.cipher(_known(label)).decrypt(nonce, ciphertext, aad)
    except InvalidTag:
        raise SealBroken from None


def key_of(token: bytes) -> str:
    """The id of the key that a value was sealed under. Raises `SealBroken`."""
    if len(token) < HEAD_BYTES + 16 or token[:1] != VERSION:
        raise SealBroken
    return token[1 : 1 + ID_BYTES].hex()


def _known(label: str) -> str:
    if label not in LABELS:
        raise ValueError(f"no use of seals is called {label}")
    return label
