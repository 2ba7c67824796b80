"""What the record's codes are called on the screen, and which subjects have a history of their own.

A room that adds a verb or a subject names it here; a code without a name is shown as it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Label = Promise | str


@dataclass(frozen=True, slots=True)
class Subject:
    """What an entry is about. `history`: who may read the record may read what befell it."""

    label: Label
    history: bool = False


SUBJECTS: dict[str, Subject] = {
    "incident": Subject(_("Peristiwa"), history=True),
    "item": Subject(_("Bahan"), history=True),
    "source": Subject(_("Sumber"), history=True),
    "upload": Subject(_("Berkas"), history=True),
    "set_aside": Subject(_("Baris dikesampingkan"), history=True),
    "area": Subject(_("Wilayah"), history=True),
    "user": Subject(_("Pengguna")),
    "membership": Subject(_("Keanggotaan")),
    "office": Subject(_("Kantor")),
    "team": Subject(_("Tim Terpadu")),
    "invitation": Subject(_("Undangan")),
    "token": Subject(_("Kunci API")),
    "share": Subject(_("Berbagi")),
    "sealed": Subject(_("Isian tersegel")),
    "session": Subject(_("Sesi masuk")),
    "settings": Subject(_("Pengaturan")),
    "page": Subject(_("Halaman")),
    "record": Subject(_("Jejak")),
    "privacy": Subject(_("Pelindungan data pribadi")),
    "subject_request": Subject(_("Permohonan pelindungan data")),
    "breach": Subject(_("Kegagalan pelindungan data")),
    "agreement": Subject(_("Perjanjian dengan mitra")),
    "retention": Subject(_("Masa simpan")),
    "reader_model": Subject(_("Versi pembaca")),
}

VERBS: dict[str, Label] = {
    "sign_in": _("masuk"),
    "sign_in_failed": _("gagal masuk"),
    "sign_out": _("keluar"),
    "provider_link": _("menautkan akun penyedia identitas"),
    "second_factor_rename": _("mengganti nama kunci sandi"),
    "second_factor_add": _("memasang faktor kedua"),
    "second_factor_remove": _("melepas faktor kedua"),
    "second_factor_reset": _("menghapus faktor kedua orang lain"),
    "recovery_codes_renew": _("membuat kode cadangan baru"),
    "password_change": _("mengganti kata sandi"),
    "password_link_create": _("membuat tautan untuk kata sandi baru"),
    "password_reset": _("mengganti kata sandi lewat tautan"),
    "session_end": _("mengeluarkan perangkat lain"),
    "refused": _("ditolak membuka atau mengubah"),
    "sealed_opened": _("membuka isian tersegel"),
    "export": _("mengekspor"),
    "setting_changed": _("pengaturan berubah"),
    "reader_model_create": _("melatih versi pembaca"),
    "reader_model_promote": _("memakai versi pembaca"),
    "reader_model_rollback": _("kembali ke versi pembaca sebelumnya"),
    "record_search": _("membaca jejak"),
    "privacy_request_receive": _("menerima permohonan pelindungan data"),
    "privacy_request_identify": _("menyatakan identitas pemohon terbukti"),
    "privacy_request_search": _("mencari data pemohon"),
    "privacy_request_extend": _("memperpanjang tenggat permohonan"),
    "privacy_request_decide": _("memutuskan permohonan"),
    "privacy_request_answer": _("mencatat jawaban permohonan terkirim"),
    "privacy_request_withdraw": _("mencatat permohonan ditarik kembali"),
    "privacy_request_note": _("menambah catatan pada permohonan"),
    "privacy_breach_open": _("mencatat kegagalan pelindungan"),
    "privacy_breach_contain": _("menyatakan kegagalan tertahan"),
    "privacy_breach_tell_subjects": _("memberitahukan kegagalan kepada subjek"),
    "privacy_breach_tell_agency": _("memberitahukan kegagalan kepada lembaga"),
    "privacy_breach_amend": _("melengkapi uraian kegagalan"),
    "privacy_breach_close": _("menutup kegagalan"),
    "privacy_breach_dismiss": _("menyatakan bukan kegagalan"),
    "privacy_breach_note": _("menambah catatan pada kegagalan"),
    "agreement_create": _("mencatat perjanjian dengan mitra"),
    "retention_strip": _("menghapus isi pada akhir masa simpan"),
    "retention_delete": _("menghapus baris pada akhir masa simpan"),
    "report_create": _("menulis laporan"),
    "source_create": _("membuat sumber"),
    "source_update": _("mengubah sumber"),
    "token_create": _("membuat kunci API"),
    "token_revoke": _("mencabut kunci API"),
    "delivery_take_in": _("mengirim bahan lewat API"),
    "upload_create": _("mengunggah berkas"),
    "upload_done": _("selesai membaca berkas"),
    "upload_refuse": _("menolak berkas"),
    "set_aside_replay": _("membaca ulang baris"),
    "set_aside_drop": _("mengabaikan baris"),
    "areas_load": _("memuat daftar wilayah"),
    "outlines_import": _("memuat garis batas"),
    "incidents_join": _("menggabungkan peristiwa yang sama"),
    "upload_rerun": _("memproses ulang berkas"),
    "token_rotate": _("memutar kunci API"),
    "decision_undo": _("membatalkan keputusan"),
    "officer_create": _("membuat akun"),
    "officer_leave": _("mengakhiri akses petugas"),
    "offices_load": _("memuat daftar kantor"),
    "office_create": _("menambah kantor"),
    "office_update": _("mengubah kantor"),
    "membership_create": _("memberi keanggotaan"),
    "membership_change": _("mengubah keanggotaan"),
    "membership_renew": _("memperpanjang keanggotaan"),
    "membership_end": _("mengakhiri keanggotaan"),
    "invitation_create": _("membuat undangan"),
    "invitation_accept": _("menerima undangan"),
    "invitation_revoke": _("mencabut undangan"),
    "invitation_hand_over": _("menyerahkan undangan"),
    "token_hand_over": _("menyerahkan kunci API"),
    "work_hand_over": _("menyerahkan pekerjaan"),
    "decree_create": _("mencatat SK Tim Terpadu"),
    "decree_remove": _("menarik SK Tim Terpadu"),
    "decree_members_set": _("mengubah susunan Tim Terpadu"),
    "share_create": _("membagikan"),
    "share_renew": _("memperpanjang pembagian"),
    "share_end": _("mengakhiri pembagian"),
    "access_explain": _("memeriksa akses seseorang"),
}

# About what somebody read or was kept from: for auditors, not part of a record's own history.
NO_HISTORY = frozenset(
    {"refused", "sealed_opened", "sealed_written", "export", "record_search", "sign_in",
     "sign_in_failed", "sign_out", "share_create", "share_renew", "share_end"}
)  # fmt: skip


def verb_label(verb: str) -> Label:
    """What a verb is called."""
    return VERBS.get(verb, verb.replace("_", " "))


def subject_label(subject: str) -> Label:
    """What a subject is called."""
    return SUBJECTS[subject].label if subject in SUBJECTS else subject.replace("_", " ")


def has_history(verb: str, subject: str) -> bool:
    """Whether an entry belongs to the history of its record."""
    return verb not in NO_HISTORY and subject in SUBJECTS and SUBJECTS[subject].history


FIELDS: dict[str, Label] = {
    "state": _("Status"),
    "aside_reason": _("Alasan dikesampingkan"),
    "reason": _("Alasan"),
    "refusal": _("Alasan ditolak"),
    "grade": _("Nilai"),
    "grade_source": _("Nilai sumber"),
    "grade_content": _("Nilai isi"),
    "title": _("Judul"),
    "category": _("Kategori"),
    "form": _("Bentuk"),
    "severity": _("Keparahan"),
    "happened_from": _("Mulai"),
    "happened_to": _("Selesai"),
    "from": _("Mulai"),
    "to": _("Selesai"),
    "precision": _("Ketelitian waktu"),
    "area": _("Wilayah"),
    "area_id": _("Nomor wilayah"),
    "scope_code": _("Kode wilayah"),
    "lat": _("Lintang"),
    "lon": _("Bujur"),
    "point": _("Titik"),
    "settled": _("Diputuskan petugas"),
    "kept": _("Ditetapkan petugas"),
    "merged": _("Yang digabung"),
    "merged_into_id": _("Digabung ke"),
    "incident": _("Peristiwa"),
    "signals": _("Pemberitaan"),
    "others": _("Peristiwa lain"),
    "decision": _("Nomor keputusan"),
    "undone": _("Keputusan yang dibatalkan"),
    "name": _("Nama"),
    "code": _("Kode"),
    "kind": _("Jenis"),
    "source": _("Sumber"),
    "reliability": _("Keandalan"),
    "default_classification": _("Klasifikasi bahan"),
    "classification": _("Klasifikasi"),
    "active": _("Aktif"),
    "drill": _("LATIHAN"),
    "size": _("Ukuran (bita)"),
    "bytes": _("Ukuran (bita)"),
    "sha256": _("Sidik berkas"),
    "stored": _("Tersimpan"),
    "known": _("Sudah ada"),
    "bad": _("Dikesampingkan"),
    "set_aside": _("Dikesampingkan"),
    "mended": _("Diperbaiki petugas"),
    "item": _("Bahan"),
    "upload": _("Berkas"),
    "brought_by": _("Kunci dibuat oleh"),
    "roles": _("Peran"),
    "clearance": _("Kewenangan klasifikasi"),
    "office": _("Kantor"),
    "until": _("Sampai"),
    "valid_from": _("Berlaku dari"),
    "valid_to": _("Berlaku sampai"),
    "verbs": _("Boleh untuk"),
    "networks": _("Jaringan"),
    "also": _("Sumber lain"),
    "route": _("Halaman"),
    "method": _("Cara"),
    "status": _("Jawaban"),
    "left_out": _("Tidak dicatat satu per satu"),
    "asked": _("Yang dicari"),
    "after_entry": _("Lanjutan setelah"),
    "joined": _("Yang digabung"),
    "count": _("Banyaknya"),
    "file": _("Berkas"),
    "scheme": _("Bentuk berkas"),
    "levels": _("Banyaknya tiap tingkat"),
    "attribution": _("Penerbit"),
    "changed": _("Yang berubah"),
    "settings": _("Pengaturan"),
    "who": _("Petugas"),
    "verb": _("Tindakan"),
    "subject": _("Perihal"),
    "record": _("Nomor catatan"),
    "first": _("Dari tanggal"),
    "last": _("Sampai tanggal"),
    "text": _("Kata"),
}

_values: dict[str, dict[str, Label]] = {}


def field_label(key: str) -> Label:
    """What a value of an entry is called."""
    return FIELDS.get(key, key.replace("_", " "))


def values_name(key: str, choices: Iterable[tuple[Any, Label]]) -> None:
    """Give the codes of a value their names: a room does so for its own when it starts."""
    _values.setdefault(key, {}).update({str(code): label for code, label in choices})


def verbs_name(prefix: str, choices: Iterable[tuple[Any, Label]]) -> None:
    """Give verbs their names: `prefix` and a code of the room's own."""
    VERBS.update({f"{prefix}{code}": label for code, label in choices})


def value_label(key: str, code: str) -> Label:
    """What a code is called; itself, when nobody has named it."""
    return _values.get(key, {}).get(code, code)
