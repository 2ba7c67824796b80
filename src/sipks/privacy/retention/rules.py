"""The one declaration of how long each kind of thing is kept, from when, why, and what happens
then. `works.WORKS` says how each is found and done. A `RetentionTerm` changes the days of one.

What a person decided on, and what an open incident refers to, is never removed by the program:
for such kinds the most that happens is a proposal to a person.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

YEAR: Final = 365
_PDP: Final = "UU 27/2022 Pasal 16 ayat (2) huruf g, Pasal 43, dan Pasal 44"
_ARCHIVES: Final = "UU 43/2009 dan PP 28/2012 (jadwal retensi arsip)"
_AUDIT: Final = "PP 71/2019 Pasal 22"
_SECRETS: Final = "UU 14/2008 Pasal 17 huruf a; UU 17/2011 Pasal 25"
_LAW_SAYS_NO_TERM: Final = "jangka waktu usulan, ditetapkan kantor"


class Action(models.TextChoices):
    """What happens when the term is over."""

    DELETE = "delete", _("Baris dihapus")
    STRIP = "strip", _("Isi dihapus, catatan bahwa pernah ada tetap")
    PROPOSE = "propose", _("Diusulkan untuk ditinjau; program tidak menghapus")


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind: what it is, how many days after which moment, on what ground, what happens.

    A term may not be set below `floor` days. `always` marks what is cleared away every night
    because it serves no purpose any more, whatever the setting for retention says.
    """

    kind: str
    what: str | Promise
    since: str | Promise
    days: int
    basis: str
    action: Action
    floor: int = 1
    always: bool = False

    @property
    def acts(self) -> bool:
        """Whether the program itself removes anything."""
        return self.action != Action.PROPOSE


RULES: Final[tuple[Rule, ...]] = (
    Rule(
        "post_irrelevant",
        _("Teks berita dan unggahan publik yang tidak menyangkut konflik, dengan hasil bacanya"),
        _("sejak diterima"),
        90,
        f"{_PDP}; {_LAW_SAYS_NO_TERM}",
        Action.STRIP,
        floor=30,
    ),
    Rule(
        "report_irrelevant",
        _("Teks laporan warga, kantor, dan mitra yang tidak menyangkut konflik"),
        _("sejak diterima"),
        YEAR,
        f"{_PDP}; {_LAW_SAYS_NO_TERM}",
        Action.STRIP,
        floor=90,
    ),
    Rule(
        "upload_file",
        _("Berkas asli yang diunggah; di dalamnya nama akun masih seperti saat datang"),
        _("sejak selesai dibaca"),
        180,
        f"{_PDP}; {_LAW_SAYS_NO_TERM}",
        Action.STRIP,
        floor=30,
    ),
    Rule(
        "aside_done",
        _("Isi baris yang dikesampingkan dan sudah dipakai atau diabaikan"),
        _("sejak dikesampingkan"),
        90,
        f"{_PDP}; {_LAW_SAYS_NO_TERM}",
        Action.STRIP,
        floor=30,
    ),
    Rule(
        "aside_open",
        _("Baris yang dikesampingkan dan belum diputuskan siapa pun"),
        _("sejak dikesampingkan"),
        YEAR,
        f"{_PDP}; {_LAW_SAYS_NO_TERM}",
        Action.PROPOSE,
    ),
    Rule(
        "delivery",
        _("Jawaban kepada pengirim lewat API, untuk permintaan yang diulang"),
        _("sejak dijawab"),
        30,
        f"{_PDP}; janji kepada pengirim di docs/api.md",
        Action.DELETE,
        floor=30,
        always=True,
    ),
    Rule(
        "session",
        _("Sesi masuk yang sudah habis, dengan perangkatnya"),
        _("sejak habis"),
        1,
        _PDP,
        Action.DELETE,
        always=True,
    ),
    Rule(
        "notice",
        _("Pemberitahuan kepada petugas tentang akunnya, yang sudah dibaca"),
        _("sejak dibaca"),
        90,
        f"{_PDP}; {_LAW_SAYS_NO_TERM}",
        Action.DELETE,
    ),
    Rule(
        "invitation",
        _("Undangan akun yang sudah dipakai, dicabut, atau lewat waktu"),
        _("sejak berakhir"),
        90,
        f"{_PDP}; {_LAW_SAYS_NO_TERM}",
        Action.DELETE,
    ),
    Rule(
        "share",
        _("Pembagian catatan kepada kantor atau petugas lain yang sudah berakhir"),
        _("sejak berakhir"),
        2 * YEAR,
        f"{_PDP}; {_LAW_SAYS_NO_TERM}; jejaknya tetap di catatan audit",
        Action.DELETE,
        floor=90,
    ),
    Rule(
        "token",
        _("Kunci pengirim yang dicabut atau lewat waktu"),
        _("sejak berakhir"),
        YEAR,
        f"{_PDP}; {_LAW_SAYS_NO_TERM}; jejaknya tetap di catatan audit",
        Action.DELETE,
        floor=90,
    ),
    Rule(
        "applicant",
        _("Nama, kontak, dan isi permohonan pelindungan data yang sudah selesai"),
        _("sejak dijawab atau ditarik kembali"),
        2 * YEAR,
        f"{_PDP}; {_LAW_SAYS_NO_TERM}",
        Action.STRIP,
        floor=YEAR,
    ),
    Rule(
        "incident",
        _("Peristiwa yang sudah diputuskan, dengan sinyal dan bahannya"),
        _("sejak kabar terakhir"),
        5 * YEAR,
        f"{_ARCHIVES}; {_LAW_SAYS_NO_TERM}",
        Action.PROPOSE,
        floor=2 * YEAR,
    ),
    Rule(
        "sealed",
        _("Isian tersegel (identitas informan, SARA, kesehatan, anak): tinjau tiap 5 tahun"),
        _("sejak disegel"),
        5 * YEAR,
        f"{_SECRETS}; PP 61/2010 Pasal 5",
        Action.PROPOSE,
    ),
    Rule(
        "sealed_term",
        _("Isian tersegel yang masa rahasianya 25 tahun sudah lewat"),
        _("sejak disegel"),
        25 * YEAR + 6,
        _SECRETS,
        Action.PROPOSE,
        floor=25 * YEAR + 6,
    ),
    Rule(
        "account",
        _("Akun petugas yang tidak aktif lagi"),
        _("sejak terakhir masuk"),
        5 * YEAR,
        f"{_PDP}; {_ARCHIVES}",
        Action.PROPOSE,
        floor=YEAR,
    ),
    Rule(
        "team",
        _("SK Tim Terpadu yang sudah berakhir, dengan nama anggotanya"),
        _("sejak SK berakhir"),
        5 * YEAR,
        _ARCHIVES,
        Action.PROPOSE,
        floor=YEAR,
    ),
    Rule(
        "audit",
        _("Catatan audit"),
        _("sejak dicatat"),
        5 * YEAR,
        f"{_AUDIT}; {_ARCHIVES}",
        Action.PROPOSE,
        floor=5 * YEAR,
    ),
)
BY_KIND: Final = {rule.kind: rule for rule in RULES}
