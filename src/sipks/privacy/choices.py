from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class RequestKind(models.TextChoices):
    """What a person may ask; the law of each stands in `rights.RIGHTS`."""

    ACCESS = "access", _("Akses dan salinan data")
    CORRECT = "correct", _("Pembetulan data")
    STOP = "stop", _("Penghentian pemrosesan")
    LIMIT = "limit", _("Penundaan atau pembatasan pemrosesan")
    ERASE = "erase", _("Penghapusan data")
    OBJECT = "object", _("Keberatan atas putusan otomatis")
    INFORMATION = "information", _("Informasi publik")


class Channel(models.TextChoices):
    """The way a request came."""

    LETTER = "letter", _("Surat")
    MAIL = "mail", _("Surel")
    DESK = "desk", _("Datang sendiri")
    PHONE = "phone", _("Telepon")


class RequestState(models.TextChoices):
    """Where a request stands."""

    RECEIVED = "received", _("Diterima")
    IDENTIFIED = "identified", _("Identitas terbukti")
    DECIDED = "decided", _("Diputuskan")
    ANSWERED = "answered", _("Dijawab")
    WITHDRAWN = "withdrawn", _("Ditarik kembali")

    @classmethod
    def owing(cls) -> tuple[RequestState, ...]:
        """States in which the clock runs."""
        return (cls.RECEIVED, cls.IDENTIFIED, cls.DECIDED)


class Outcome(models.TextChoices):
    """How a request was decided."""

    GRANTED = "granted", _("Dikabulkan")
    PARTLY = "partly", _("Dikabulkan sebagian")
    REFUSED = "refused", _("Ditolak")
    NOTHING = "nothing", _("Tidak ada data")


class RequestVerb(models.TextChoices):
    """Steps in a request."""

    RECEIVE = "receive", _("Terima")
    IDENTIFY = "identify", _("Nyatakan identitas terbukti")
    SEARCH = "search", _("Cari data")
    EXTEND = "extend", _("Perpanjang 7 hari kerja")
    DECIDE = "decide", _("Putuskan")
    ANSWER = "answer", _("Catat jawaban terkirim")
    WITHDRAW = "withdraw", _("Catat ditarik kembali")
    NOTE = "note", _("Tambah catatan")


class BreachState(models.TextChoices):
    """Where a breach stands."""

    KNOWN = "known", _("Diketahui")
    CONTAINED = "contained", _("Tertahan")
    CLOSED = "closed", _("Selesai")
    FALSE = "false", _("Bukan kegagalan")

    @classmethod
    def owing(cls) -> tuple[BreachState, ...]:
        """States in which notices may be owed."""
        return (cls.KNOWN, cls.CONTAINED)


class BreachVerb(models.TextChoices):
    """Steps in a breach."""

    OPEN = "open", _("Catat")
    CONTAIN = "contain", _("Nyatakan tertahan")
    TELL_SUBJECTS = "tell_subjects", _("Catat pemberitahuan kepada subjek")
    TELL_AGENCY = "tell_agency", _("Catat pemberitahuan kepada lembaga")
    AMEND = "amend", _("Lengkapi uraian")
    CLOSE = "close", _("Tutup")
    DISMISS = "dismiss", _("Nyatakan bukan kegagalan")
    NOTE = "note", _("Tambah catatan")


class DataKind(models.TextChoices):
    """Kinds of personal data, as UU 27/2022 Pasal 4 sets them apart."""

    NAME = "name", _("Nama dan kontak")
    NUMBER = "number", _("NIK, KK, atau nomor identitas lain")
    ACCOUNT = "account", _("Akun petugas dan sandi")
    INFORMANT = "informant", _("Identitas informan, pelapor, saksi, atau korban")
    RELIGION = "religion", _("Agama, suku, atau asal")
    HEALTH = "health", _("Kesehatan (spesifik)")
    CHILD = "child", _("Anak (spesifik)")
    CRIME = "crime", _("Catatan kejahatan (spesifik)")
    TEXT = "text", _("Teks laporan yang menyebut orang")

    @classmethod
    def specific(cls) -> tuple[DataKind, ...]:
        """Those of Pasal 4 ayat (2)."""
        return (cls.HEALTH, cls.CHILD, cls.CRIME)


class Partnership(models.TextChoices):
    """What a partner is with regard to shared data."""

    JOINT = "joint", _("Pengendali bersama (Pasal 18)")
    PROCESSOR = "processor", _("Prosesor (Pasal 51)")
    RECIPIENT = "recipient", _("Penerima data")
