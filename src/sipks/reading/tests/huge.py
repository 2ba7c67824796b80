"""Texts of a megabyte, each made to cost a reader more than its length."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from functools import cache
from importlib import resources
from itertools import cycle, islice
from string import ascii_letters, digits
from typing import Final

from sipks.reading.tables import expand, table

LENGTH: Final = 1_000_000

PARTS: Final = (
    "a", "1", "1 ", "@", "@a", "a.", "bentrok ", "(", "12-", "é\u200b", "a/", "\n", "-", "(((",
    "dua puluh ", "Desa ", "di di ", "1.", "1.000 ", "tgl 1/", "tgl 1 ", "\u0301", "a\u0301",
    "﷽", "👩\u200d👧\u200d", "kec. ", "@x ", "tidak ", "antar ", "vs ", "4nj1n9", "“‘", '"\'',
    "08", "0812 ", "+62", "nik ", "rek 1", "B 1 ", "a@", "a @ b ", "a at ", "a [at] b ",
    "x.com/", "ig:", "ig: a", "alamat ", "rumah no 1 ", "nol ", "delapan ", "mobil ", "plat a",
    "a dot ", "“a ‘", "senin ", "1 januari ", "2 hari lalu ", "1/2 ", "2025-", "sampai ",
    "jam ", "21.30 ", "pukul ", "warga ", "warga Desa A ", "polisi ", "oleh polisi ", "A ",
    "AB ", "kota ", "Makassar ", "#a ", "satu tewas ", "tewas ", "korban ", "dan ", "kata ",
    "senin kata ", "rumah dirusak ", "rame2 ", "#", "<a", "<a>", ",", ". ", "!", "https://",
    "http://a.", "\u202e", "tiga ratus ribu ", "\t", "İ", "ß", "𝕭", "７", "\x00", "\ud800", " ",
    "_", "a_", "al-", "d'", "kayak Makassar ", "a-a ",
)  # fmt: skip
"""Said over and over."""

NEWS: Final = """MAKASSAR - Bentrokan antarwarga pecah di Kelurahan Tallo, Kecamatan Tallo, Kota
Makassar, Senin (3/2/2025) sekitar pukul 21.30 Wita. Dua orang tewas, 12 luka-luka dan tiga rumah
dibakar. "Situasi sudah kondusif," kata Kapolrestabes. Polisi (aparat) menduga pemicunya adalah
sengketa lahan yang sudah berlangsung sejak 2019; warga Desa Sukamaju mengungsi ke masjid.\n"""

CONTACT: Final = """Hubungi warga @ contoh . com atau warga (at) contoh dot com, ig: warga_contoh,
x.com/warga_contoh, telp 0812-0000-1234, nol delapan satu dua nol nol nol, rek 1234567890. Alamat:
Jl. Mawar no. 12 RT 02/RW 05; tempat tanggal lahir: Makassar, 1 Januari 1999; nopol DD 1234 AB.\n"""
"""What makes masking look for all that it knows."""


def repeated(part: str) -> str:
    """`part` again and again, `LENGTH` characters long."""
    return (part * (LENGTH // len(part) + 1))[:LENGTH]


def _word_of(alphabet: str) -> str:
    return "".join(random.Random(7).choices(alphabet, k=LENGTH))


def _of_random(words: list[str]) -> str:
    return " ".join(random.Random(7).choices(words, k=LENGTH // 2))[:LENGTH]


def _quotes() -> str:
    """Quotations in quotations: all open, then all close."""
    return "(“‘" * (LENGTH // 6 + 1) + "’”)" * (LENGTH // 6 + 1)


def _places() -> str:
    """Different mentions of places, with words that belong to them."""
    names = ["Makassar", "Tallo", "Papua", "Sukamaju", "Bandung", "Sleman", "Poso", "Ambon", "Aru"]
    cues = ["di", "Desa", "Kec.", "Kab", "Kota", "warga", "ke", "dari"]
    # Nine names and eight words: every word meets every name.
    said = (f"{cue} {name} " for cue, name in zip(cycle(cues), cycle(names), strict=False))
    return "".join(islice(said, LENGTH // 8))[:LENGTH]


@cache
def lexicon_words() -> list[str]:
    """The words of all tables of the lexicon, sorted."""
    folder = resources.files("sipks.reading") / "lexicon"
    names = (one.name.removesuffix(".tsv") for one in folder.iterdir())
    return sorted({word for name in names for word in _words_of(name)})


def _words_of(name: str) -> Iterator[str]:
    for row in table(name, 1):
        for pattern in ";".join(row).split(";"):
            for phrase in expand(pattern):
                yield from phrase.split()


OTHERS: Final[dict[str, Callable[[], str]]] = {
    "a long word": lambda: _word_of("abcdefghijklmnopqrstuvwxyz"),
    "a long hashtag": lambda: "#" + _word_of("abcdefghijklmnopqrstuvwxyz"),
    "a word in disguise": lambda: _word_of("4nj1n90bangs47"),
    "letters of base 64": lambda: _word_of(ascii_letters + digits + "+/"),
    "digits and gaps": lambda: _word_of(digits + " .-"),
    "signs": lambda: _word_of("@#._-/:()[]{}<>=+*'\"!?,; \n"),
    "letters of all scripts": lambda: _word_of("".join(map(chr, range(0x20, 0xD800)))),
    "quotations in quotations": _quotes,
    "news": lambda: repeated(NEWS),
    "addresses": lambda: repeated(CONTACT),
    "addresses in news": lambda: repeated(CONTACT + NEWS),
    "news on one line": lambda: repeated(NEWS.replace("\n", " ").replace(".", "")),
    "words of the lexicon": lambda: _of_random(lexicon_words()),
    "places": _places,
}
"""Made otherwise, by name."""
