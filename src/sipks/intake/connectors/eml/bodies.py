"""The words of an e-mail, and what hangs on it."""

from __future__ import annotations

from email.message import EmailMessage, MIMEPart
from hashlib import sha256
from html.parser import HTMLParser

from charset_normalizer import from_bytes

from sipks.intake.connectors.base import JsonValue
from sipks.intake.connectors.charset import detect
from sipks.intake.connectors.cleaning import clean_text

_BREAKS = frozenset(
    [
        "p",
        "div",
        "br",
        "tr",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "table",
        "ul",
        "ol",
        "hr",
    ]
)
_HIDDEN = frozenset({"script", "style", "head", "title", "template"})


def body_text(message: EmailMessage) -> str:
    """The plain body, else the HTML body as text; "" when there is neither."""
    part = message.get_body(("plain",))
    if part is not None and (text := _decoded(part).strip()):
        return clean_text(text)
    part = message.get_body(("html",))
    return clean_text(html_text(_decoded(part))).strip() if part is not None else ""


def attachments(message: EmailMessage) -> list[JsonValue]:
    """Name, type, size and SHA-256 of each attached file; none is opened."""
    found: list[JsonValue] = []
    for part in message.iter_attachments():
        if part.get_content_type() == "message/rfc822":
            continue
        payload = part.get_payload(decode=True)
        content = payload if isinstance(payload, bytes) else b""
        found.append(
            {
                "name": clean_text(str(part.get_filename() or ""))[:200],
                "type": part.get_content_type(),
                "size": len(content),
                "sha256": sha256(content).hexdigest(),
            }
        )
    return found


def html_text(html: str) -> str:
    """The text that a reader of an HTML page sees, a line a block."""
    reader = _Words()
    reader.feed(html)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.words).split("\n"))
    return "\n".join(line for line in lines if line)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden += tag in _HIDDEN
        if tag in _BREAKS:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.hidden = max(0, self.hidden - (tag in _HIDDEN))
        if tag in _BREAKS:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.words.append(" ".join(data.split("\n")))


def _decoded(part: MIMEPart) -> str:
    """The text of a part in the charset that it really has, whatever it says."""
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    declared = part.get_content_charset() or "utf-8"
    for name in (declared, "utf-8"):
        try:
            return payload.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    best = from_bytes(payload).best()
    return str(best) if best else detect(payload).decode(payload)[0]
