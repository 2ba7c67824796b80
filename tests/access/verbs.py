"""Every verb that changes something: where it is sent, what is sent, and who may. By hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from .addresses import (
    AWAY,
    BESIDE,
    LEVELLED,
    OFFICES,
    PRIVACY,
    SENDERS,
    SIGN_IN,
    SIGNED_IN,
    VERIFIERS,
    Answers,
    address,
)
from .world import SECRET, Kept

SOON = (timezone.localdate() + timedelta(5)).isoformat()
DECREE = {"decree_number": "SK/9", "decree_date": "2024-01-02", "valid_to": SOON}
TEXT = "Warga berunjuk rasa di Mariso"


@dataclass(frozen=True)
class Verb:
    """An address, what is sent there, who may, and how it answers them (`done`). The others are
    refused; those who may elsewhere only are told that there is no such thing."""

    name: str
    sent: Callable[[Kept], dict[str, Any]]
    who: tuple[str, ...]
    done: int = 302
    verb: str = ""
    changes: bool = True

    @property
    def levelled(self) -> bool:
        """Whether it is about something that is secret to a level."""
        return self.name in LEVELLED or BESIDE.get(self.name) == "share"

    def url(self, kept: Kept) -> str:
        """The address for the records of a level."""
        if self.verb:
            return reverse(self.name, args=[kept.incident.pk, self.verb])
        return address(self.name, kept)

    def doers(self, level: str) -> list[str]:
        """Who may do it to records of a level of Makassar's."""
        here = [one for one in self.who if one not in AWAY]
        hidden = self.levelled and level == SECRET
        return [one for one in here if not hidden or one != "junior"]

    def refusals(self, level: str) -> Answers:
        """How everybody else is answered."""
        found: Answers = {"nobody": SIGN_IN, **dict.fromkeys(SIGNED_IN, 403)}
        found |= dict.fromkeys(self.who, 404)
        return {who: answer for who, answer in found.items() if who not in self.doers(level)}


def _decide(verb: str, **said: Any) -> Verb:
    def sent(kept: Kept) -> dict[str, Any]:
        given = {key: value(kept) if callable(value) else value for key, value in said.items()}
        return {"seen": kept.incident.version, "note": "", **given}

    return Verb("incidents:decide", sent, VERIFIERS, verb=verb)


def _step(matter: str, **said: Any) -> Verb:
    def sent(kept: Kept) -> dict[str, Any]:
        return {"version": kept.beside[matter].version, **said}

    return Verb(f"privacy:{matter}_step", sent, PRIVACY)


def a_file() -> SimpleUploadedFile:
    """A file of one report."""
    return SimpleUploadedFile("a.jsonl", f'{{"text": "{TEXT}"}}\n'.encode())


def _seats(kept: Kept) -> dict[str, Any]:
    seat = {"name": "Ketua", "agency": "Pemda", "post": "Wali Kota", "position": "ketua"}
    other = {
        "name": "Sekretaris",
        "agency": "Kesbangpol",
        "post": "Kaban",
        "position": "sekretaris",
    }
    form = {"anggota-TOTAL_FORMS": 2, "anggota-INITIAL_FORMS": 0}
    for at, one in enumerate((seat, other)):
        form |= {f"anggota-{at}-{key}": value for key, value in one.items()}  # type: ignore[misc]
    return form


MATERIAL = [
    Verb("intake:source", lambda kept: {
        "name": "Lain", "reliability": "A", "default_classification": 0, "active": "on"}, SENDERS),
    Verb("intake:token_new", lambda kept: {
        "name": "curian", "days": 90, "verbs": ["bahan:kirim"]}, SENDERS, done=200),
    Verb("intake:token_rotate", lambda kept: {"days": 90}, SENDERS, done=200),
    Verb("intake:token_revoke", lambda kept: {}, SENDERS),
    Verb("intake:upload_new", lambda kept: {"file": a_file()}, SENDERS),
    Verb("intake:upload_replay", lambda kept: {}, SENDERS),
    Verb("intake:set_aside_replay", lambda kept: {"text": TEXT}, SENDERS),
    Verb("intake:set_aside_drop", lambda kept: {}, SENDERS),
    _decide("verifikasi", grade_source="C", grade_content="3"),
    _decide("sisihkan", reason="unproven"),
    _decide("tempat", place="73.06"),
    _decide("kategori", category="AGM-1", form=""),
    _decide("waktu", day="2025-02-01", precision="day"),
    _decide("gabung", others=lambda kept: kept.twin.pk),
    _decide("pisah", signals=lambda kept: kept.signals[1].pk),
    _decide("batal", decision=lambda kept: kept.decision),
    Verb("incidents:share", lambda kept: {
        "area": "73.06", "until": SOON, "reason": "Perbatasan dua wilayah"}, VERIFIERS),
    Verb("people:share_end", lambda kept: {}, VERIFIERS),
    Verb("people:share_renew", lambda kept: {
        "baru-until": SOON, "baru-reason": "Masih perlu"}, VERIFIERS),
]  # fmt: skip

OFFICE = [
    Verb("people:office_edit", lambda kept: {"name": "Nama lain", "active": "on"}, OFFICES),
    Verb("people:invite", lambda kept: {
        "name": "Baru", "username": "baru", "roles": ["R1"], "clearance": 0, **DECREE},
        OFFICES, done=200),
    Verb("people:invitation_revoke", lambda kept: {}, OFFICES),
    Verb("people:renew", lambda kept: {
        "memberships": [str(kept.beside["membership"].pk)], **DECREE}, OFFICES),
    Verb("people:membership", lambda kept: {"roles": ["R1"], "clearance": 0, **DECREE}, OFFICES),
    Verb("people:membership_end", lambda kept: {"reason": "mutasi"}, OFFICES),
    Verb("people:hand_over", lambda kept: {
        "taker": kept.beside["hand_over"].to_user_id}, OFFICES),
    Verb("people:leave", lambda kept: {"reason": "mutasi"}, OFFICES),
    Verb("people:decree_new", lambda kept: {
        "number": "SK/10", "decreed_on": "2025-01-02", "year": 2025}, OFFICES),
    Verb("people:decree_members", _seats, OFFICES),
    Verb("people:decree_remove", lambda kept: {"reason": "salah catat"}, OFFICES),
]  # fmt: skip

PROTECTION = [
    _step("request", verb="identify", note="KTP"),
    _step("request", verb="withdraw", note="ditarik"),
    _step("breach", verb="note", note="dicatat"),
    Verb("privacy:request_search", lambda kept: {"name": "Nama Lengkap"}, PRIVACY, done=409,
        changes=False),  # nobody has proved yet who he is
]  # fmt: skip

VERBS = [*MATERIAL, *OFFICE, *PROTECTION]

ELSEWHERE = {
    "intake:sources", "intake:uploads", "intake:source_new", "intake:report", "set_language",
    "web:theme", "people:office_new", "people:sealed_open",
    "people:invitation", "privacy:request_new", "privacy:breach_new", "privacy:agreement_new",
    "privacy:retention_term", "second_factor_reset", "session_end", "other_sessions_end",
    "notices_seen", "incidents:reader_train", "incidents:reader_promote",
    "incidents:reader_rollback",
}  # fmt: skip
"""Further addresses that take something: lists into which one puts something of one's own, and
what one does with oneself; each has a test of its own."""
