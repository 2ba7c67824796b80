"""Where the name of a group ends: at what ties it to a place, a firm, a side or a trade.

"warga" + "Desa Sukamaju", "nelayan" + "jaring", "pemuda" + "kampung sebelah". Capital letters are
only followed behind such a tie, so that the name of a person is never taken in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from sipks.reading.concepts import Hit
from sipks.reading.normalise import Prepared
from sipks.reading.tables import words

_DOTTED: Final = "ds dsn kp kel kec kab no pt cv rt rw"
_TIES: Final = """desa dusun kampung kelurahan kecamatan distrik nagari gampong negeri banjar jorong
    kabupaten kota rt rw pt cv paslon calon nomor partai suku marga asal dari sma smk smkn
    sman ormas perguruan"""
_SIDES: Final = """sebelah subalah sabalah tetangga lawan lain luar lokal asing hulu hilir seberang
    atas bawah setempat sini sana lama lamo baru adat besar kampung desa dusun gunung pantai muda
    pesaing saingan saingannya tandingan tamu perempuan bersenjata bertopeng bermotor berseragam
    bercadar bayaran asli daerah kabupaten provinsi kota pulau suku kubu caleg calon paslon"""
_TRADES: Final = words(
    """nelayan petani pedagang penjual sopir buruh pekerja karyawan tukang pemilik pengelola
    pengusaha penjaga pengurus kelompok rombongan tim koperasi pengepul peternak jemaat jamaah
    pengikut padepokan petugas para sekelompok segerombolan kawanan komplotan penambang"""
)
_NO_TRADE: Final = """yang yg dan dengan dgn untuk untk oleh atau atas agar karena krn gara saat
    sempat sudah sdh udah udh tidak tdk gak ga tak akan mau bakal masih juga lagi itu ini tersebut
    ke ka di dari asal pada dalam usai setelah sebelum sampai sampe hingga luka tewas kena kritis
    saling adu baku rusak datang pulang mogok demo minta protes bakar lempar serang usir pukul tutup
    blokir lalu kemudian ketika waktu kepada tanpa jadi bisa harus ramai rame lari tuntut tolak
    naik turun bawa pakai sama cuma langsung bilang kata antara serta ikut kembali orang ada satu
    dua tiga hanya malah semua sekitar bagi per vs versus salah masuk keluar turut
    hangus hancur roboh bubar tiba mundur marah rugi lah belum takut tetap akhirnya semula resah
    nekat panik selamat hilang cedera gugur setuju sepakat damai geruduk rampas hadang cekcok
    korban pihak saksi pelaku tersangka terduga tokoh pejabat"""


def _any(listed: str) -> str:
    return "|".join(listed.split())


_TIED: Final = re.compile(
    rf"(?:(?: (?:{_any(_SIDES)})\b){{1,3}})?"
    rf"(?:(?: (?i:(?:{_any(_DOTTED)})\.|{_any(_TIES)}|{_any(_DOTTED)})){{1,3}}"
    r"(?: (?:(?!Di[a-z]{4})[A-Z][\w'-]*|\d{1,3}\b)){1,3}"
    rf"| (?:asal|dari)(?: (?:{_any(_SIDES)})\b){{1,3}}"
    r"| [A-Z]{2,6}\b)"
    rf"|(?: (?:{_any(_SIDES)})\b){{1,3}}"
)
_WORD: Final = rf" (?!(?:{_any(_NO_TRADE)})\b|(?:me|di|ber|ter)[a-z]{{3}})[a-z]{{3,}}\b"
_TRADE: Final = re.compile(_WORD)
_FIRMS: Final = frozenset(["pt", "cv"])
_FIRM: Final = re.compile(rf"\.?(?:(?: (?!Di[a-z]{{4}})[A-Z][\w'-]*){{1,3}}|{_WORD})")
_FIRST: Final = words(_SIDES) | words(_TIES) | words(_DOTTED)
_DOUBTFUL: Final = frozenset(["pkl", "ibu", "bapak", "bapa", "mama", "anak"])
_REACH: Final = 52
_GAP: Final = 24
_BETWEEN: Final = re.compile(
    r" (?:(?:dari|asal|milik|salah|satu|dua|tiga|empat|lima|kedua|sebuah|seorang|para) ){0,3}"
)


class Name(NamedTuple):
    """A group at `raw[hits[0].start:end]`, and the words of its clause behind it.

    `tied` where more than the bare word names it.
    """

    hits: tuple[Hit, ...]
    end: int
    tied: bool
    after: list[str]


def names(text: Prepared, hits: Sequence[Hit]) -> Iterator[Name]:
    """Groups in order; words for a group that run on make one name: "massa" + "ormas"."""
    held: Name | None = None
    for hit in hits:
        head = text.key[hit.start + 1 : hit.end + 1]
        if head in _DOUBTFUL and _is_none(text, hit, head):
            continue
        if held is None:
            held = _name(text, hit, head)
        elif hit.start - held.end >= _GAP:
            yield held
            held = _name(text, hit, head)
        elif hit.start >= held.end:
            found = _name(text, hit, head)
            if _BETWEEN.fullmatch(text.raw, held.end, hit.start):
                held = Name((*held.hits, hit), found.end, True, found.after)
            else:
                yield held
                held = found
    if held:
        yield held


def _is_none(text: Prepared, hit: Hit, head: str) -> bool:
    """Whether "pkl" is short for "pukul", or "anak" is one child and not "anak2"."""
    if head == "pkl":
        return text.raw[hit.end + 1 : hit.end + 2].isdigit()
    return not text.raw.startswith("2", hit.end)


def _name(text: Prepared, hit: Hit, head: str) -> Name:
    raw, end, after = text.raw, hit.end, _after(text, hit)
    first = after[0] if after else ""
    if doubled := raw.startswith("2", end):
        end += 1
    found = None
    if head in _FIRMS:
        found = _FIRM.match(raw, end)
    elif first in _FIRST or (raw[end + 1 : end + 2].isupper() and raw[end - 1].islower()):
        found = _TIED.match(raw, end)
    if found is None and head in _TRADES:
        found = _TRADE.match(raw, end)
    if found:
        end = found.end()
        after = after[len(text.key[hit.end + 1 : end + 1].split()) :]
    return Name((hit,), end, doubled or found is not None, after)


def _after(text: Prepared, hit: Hit) -> list[str]:
    """Words behind a group, to the end of its clause."""
    starts, begin, sentence = text.sentence_starts, hit.end, hit.sentence + 1
    high = begin + _REACH
    if sentence < len(starts):
        high = min(high, starts[sentence])
    comma = text.raw.find(",", begin, high)
    return text.key[begin + 1 : (high if comma < 0 else comma) + 1].split()
