from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import PurePath
from typing import BinaryIO

from sipks.intake.connectors.base import (
    HEAD_BYTES,
    MIB,
    Connector,
    FieldError,
    FileRefused,
    JsonValue,
    Options,
    Origin,
    Record,
    Row,
)
from sipks.intake.connectors.dates import plausible, read_rfc2822
from sipks.intake.connectors.eml.bodies import attachments, body_text
from sipks.intake.connectors.eml.headers import header, sender, sender_names
from sipks.intake.connectors.records import MAX_ID

_HEADER = re.compile(
    rb"^(?:from|received|return-path|delivered-to|mime-version|message-id|subject|date|to|x-[\w-]+|"
    rb"dkim-signature|arc-[\w-]+|content-type):",
    re.IGNORECASE,
)
_MAX_DEPTH = 3  # of mails forwarded in mails


class Eml(Connector):
    """A record a message: the mail itself and each mail that is attached to it."""

    kind = "eml"
    label = "Surel"
    extensions: tuple[str, ...] = (".eml",)

    def sniff(self, head: bytes, name: str) -> bool:
        """Whether it begins with the header lines of a mail."""
        lines = head[:4096].lstrip(b"\xef\xbb\xbf\r\n").splitlines()
        known = sum(bool(_HEADER.match(line)) for line in lines[:40])
        named = PurePath(name.lower()).suffix in self.extensions
        return bool(lines) and bool(_HEADER.match(lines[0])) and (known >= 2 or named)

    def parse(self, stream: BinaryIO, options: Options) -> Iterator[Record]:
        """The message and what was forwarded in it. Raises `FileRefused` when it is too large."""
        raw = stream.read(options.max_message_bytes + 1)
        if len(raw) > options.max_message_bytes:
            raise FileRefused(
                "message_too_large",
                f"Surel lebih dari {options.max_message_bytes / MIB:g} MiB. Simpan ulang tanpa"
                " lampiran, lalu kirim lagi.",
            )
        waiting = [raw]
        for depth in range(_MAX_DEPTH + 1):
            inner: list[bytes] = []
            for number, one in enumerate(waiting, start=1):
                record, forwarded = _read(one, depth, number, options)
                yield record
                inner += forwarded
            waiting = inner


def _read(raw: bytes, depth: int, number: int, options: Options) -> tuple[Record, list[bytes]]:
    """The record of one mail, and the mails that hang on it."""
    # Only the outermost mail can be found again in the file; of the others the head is kept.
    length = len(raw) if depth == 0 else min(len(raw), HEAD_BYTES)
    origin = Origin(raw, row=number, sheet=" ".join(["terusan"] * depth), length=length)
    try:
        message = message_from_bytes(raw, policy=default)
        forwarded = [one.as_bytes() for one in _attached(message)]
        return _record(message, origin, options), forwarded
    except Exception:  # noqa: BLE001 - the standard parser fails in many ways on hostile mail
        return origin.bad(
            "message_broken", "Surel rusak. Simpan ulang dari program surel, lalu kirim lagi."
        ), []


def _record(message: EmailMessage, origin: Origin, options: Options) -> Record:
    try:
        return _row(message, origin, options)
    except FieldError as error:
        return origin.bad(error.code, error.reason, error.column)


def _row(message: EmailMessage, origin: Origin, options: Options) -> Row:
    title = header(message, "Subject")
    text = body_text(message) or title
    if not text:
        raise FieldError("no_text", "Surel tidak punya isi dan perihal.", "text")
    fields: dict[str, JsonValue] = {}
    if files := attachments(message):
        fields["attachments"] = files
    sent = read_rfc2822(header(message, "Date"))
    return Row(
        raw=origin.raw,
        text=text,
        title=title if text != title else "",
        external_id=header(message, "Message-ID")[:MAX_ID],
        published_at=plausible(sent, options, "published_at") if sent else None,
        author=sender(message),
        names=sender_names(message),
        row=origin.row,
        sheet=origin.sheet,
        fields=fields,
    )


def _attached(part: EmailMessage) -> Iterator[EmailMessage]:
    """Mails that hang on this one, not those that hang on them."""
    for one in part.iter_parts():
        inner = one.get_payload(0) if one.get_content_type() == "message/rfc822" else None
        if isinstance(inner, EmailMessage):
            yield inner
        elif isinstance(one, EmailMessage) and one.is_multipart():
            yield from _attached(one)
