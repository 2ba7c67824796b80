"""Secrets of second factors at rest: sealed like all else that only few may read, and renewed by
`sipks seal rotate`."""

from __future__ import annotations

import base64

from sipks.people.seal import seal, unseal


def sealed(text: str) -> str:
    """`text` as it may stand in the database."""
    return base64.urlsafe_b64encode(seal("mfa", text.encode())).decode()


def unsealed(stored: str) -> str:
    """What `sealed` was given. Raises `SealError` when its key is missing or it was changed."""
    return unseal("mfa", base64.urlsafe_b64decode(stored)).decode()
