"""The permission table in the words of the screen."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .choices import Role
from .permissions import PERMISSIONS, Act, Reach

ACT_WORDS: dict[Act, Promise | str] = {
    Act.REPORT: _("mengirim laporan"),
    Act.READ: _("membaca"),
    Act.VERIFY: _("memverifikasi dan memutuskan"),
    Act.RAISE_RED: _("menaikkan ke merah"),
    Act.PROPOSE_GREEN: _("mengusulkan hijau"),
    Act.CONFIRM_GREEN: _("mengesahkan hijau"),
    Act.DECLARE: _("menetapkan status keadaan konflik"),
    Act.UNSEAL: _("membuka isian tersegel"),
    Act.EXPORT: _("mengekspor"),
    Act.SHARE: _("membagikan"),
    Act.SOURCES: _("mengelola sumber dan berkas"),
    Act.OFFICES: _("mengelola kantor dan petugas"),
    Act.AUDIT: _("membaca jejak"),
    Act.EXPLAIN: _("memeriksa akses"),
    Act.PRIVACY: _("mengelola pelindungan data"),
    Act.PRIVACY_READ: _("membaca pelindungan data"),
    Act.MODELS: _("melatih pembaca dan memilih versinya"),
}

REACH_WORDS: dict[Reach, Promise | str] = {
    Reach.NONE: _("tidak"),
    Reach.AREA: _("ya, di wilayahnya"),
    Reach.PROVISIONAL: _("ya, sementara sampai disahkan"),
    Reach.NEED: _("ya, bila tugas memerlukannya"),
    Reach.DRAFT: _("hanya menyiapkan"),
    Reach.OWN: _("hanya miliknya sendiri"),
    Reach.SHARED: _("hanya yang dibagikan kepadanya"),
    Reach.REQUEST: _("hanya yang dibagikan atas permintaan"),
    Reach.LOG: _("hanya jejaknya"),
}

REACH_MARKS: dict[Reach, Promise | str] = {
    Reach.NONE: "",
    Reach.AREA: "✔",
    Reach.PROVISIONAL: _("sementara"),
    Reach.NEED: _("bila perlu"),
    Reach.DRAFT: _("siapkan"),
    Reach.OWN: _("sendiri"),
    Reach.SHARED: _("dibagi"),
    Reach.REQUEST: _("diminta"),
    Reach.LOG: _("jejak"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One act with the mark of each role, in the order of the roles."""

    act: Promise | str
    marks: list[Promise | str]


def table() -> list[Row]:
    """The permission table as rows of marks."""
    return [
        Row(ACT_WORDS[act], [REACH_MARKS[cells[role]] for role in Role])
        for act, cells in PERMISSIONS.items()
    ]
