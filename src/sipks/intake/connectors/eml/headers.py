"""Headers of an e-mail, however badly they are written."""

from __future__ import annotations

from email.message import EmailMessage
from email.utils import parseaddr

from sipks.intake.connectors.cleaning import clean_text

_SENDERS = ("From", "Sender", "Reply-To", "Return-Path", "X-Sender", "X-Original-From")


def header(message: EmailMessage, name: str) -> str:
    """A header on one line, decoded; "" when it is absent or beyond repair."""
    try:
        value = str(message.get(name, ""))
    except Exception:  # noqa: BLE001 - the standard parser fails in many ways on hostile headers
        value = _as_written(message, name)
    return " ".join(clean_text(value).split())


def sender(message: EmailMessage) -> str:
    """The address of who wrote it, in lower case; the name where there is no address."""
    name, address = parseaddr(header(message, "From"))
    return (address or name).strip().lower()


def sender_names(message: EmailMessage) -> tuple[str, ...]:
    """Every form in which the headers name the sender, as written too."""
    names: set[str] = set()
    for key in _SENDERS:
        name, address = parseaddr(header(message, key))
        names |= {name, address, name.strip("'\"")}
        if key == "From":
            written = _as_written(message, key)
            names |= {part.strip() for part in written.replace("<", "\n").split("\n")}
    return tuple(sorted((name for name in names if len(name) > 2), key=len, reverse=True))


def _as_written(message: EmailMessage, name: str) -> str:
    values = [value for key, value in message.raw_items() if key.lower() == name.lower()]
    return "\n".join(str(value) for value in values).replace("\r", "")
