"""What a text is about, as numbers that can be compared: its telling words, and the names in it.

A name is a word behind one that announces it ("Dusun Krajan", "PT Sawit", "SMK 2", "nomor urut 3").
Names tell happenings apart where the words for what happened are the same, and bring them together
where they differ. They are found without capitals, which field messages do not keep.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b
from typing import Final

MAX_TERMS: Final = 80
NAMED: Final = 1 << 31
_KIND: Final = 28  # the bits 28 to 30 of a name say of which kind it is
_HASH: Final = (1 << _KIND) - 1
KINDS: Final = range(0, 32, 4)  # where the count of each kind stands in `counted`
FULL: Final = 15
_SHORT: Final = 3  # letters of a cue that is shortened ("jl.", "dsn.")
_LEAST: Final = 4  # letters of a telling word
_WORD: Final = re.compile(r"[^\W\d_]+|\d{1,5}")
_COMMON_WORDS: Final = """
yang dengan untuk dari pada dalam akan telah sudah tidak juga bisa karena oleh atau para saat
setelah sebelum antara lebih hanya masih serta agar seperti mereka kami kita saya dapat harus
tersebut adalah kata katanya ujar ujarnya tutur mengatakan menurut hingga sampai sekitar bahwa
terjadi ketika kemudian namun tetapi sementara sejumlah beberapa orang warga pukul hari senin
selasa rabu kamis jumat sabtu minggu kemarin tadi malam pagi siang sore itulah lokasi kejadian
polisi petugas kabupaten kota kecamatan desa kelurahan provinsi banyak sedang lagi jadi biar
sama udah gitu nggak tanggal bulan tahun laporan mohon info sekarang atas akibat
"""
_COMMON: Final = frozenset(_COMMON_WORDS.split())
# What announces a name, one kind a line; of the last line only numbers are names.
_CUE_WORDS: Final = """
pt cv
smp mts sma smk pesantren ponpes universitas
jalan jl jln simpang jembatan
pasar terminal lapangan pelabuhan stasiun stadion masjid gereja vihara kelenteng
perumahan perum kompleks komplek blok griya
dusun dsn dukuh kampung kp lorong gang gg lingkungan banjar jorong
tani marga suku
rt rw urut negeri sman smkn smpn sdn
"""
_CUES: Final = {
    word: kind for kind, line in enumerate(_CUE_WORDS.split("\n")[1:-1]) for word in line.split()
}
_NUMBERED: Final = 7
# What stands behind such a word as often as a name does, and is none.
_NO_NAMES: Final = """
di ke dan ini itu sm vs dgn yg dlm utk dg krn org si sang tak tdk sdh ada pun tapi kalau ya ga gak
aku gue kita nya sih skrg sampe lagi terus sambil tanpa soal karena selain semua mana saja bagi
lain sebelah tetangga seberang lawan saling baku kedua satu dua tiga empat lima puluhan ratusan
kaki tol raya trans poros hauling lintas lingkar setapak nasional utama provinsi penghubung kebun
panen santai siur rusak putus licin sempit kecil besar masuk keluar menuju depan belakang samping
kiri kanan atas bawah damai buntu kayu gantung timbang rakyat murah induk grosir tradisional modern
terbang voli kerja kantor polres sekolah latihan parkir hijau panas makanan saham
halaman asal pemilik pendatang setempat asli hidup sosial rumah tempat kereta
petani nelayan buruh pelajar siswa mahasiswa jemaat umat korban pelaku aksi situasi pihak massa
anak pemuda ketua kepala camat lurah bupati gubernur minta bilang pakai pake bawa luka tewas
"""
_NO_NAME: Final = _COMMON.union(_NO_NAMES.split())
# A verb behind the word: "kampung dibakar"; but some names look like one.
_VERB: Final = re.compile(r"(?:di|ter|ber|mem|men|meng|meny)[a-z]{4,}")
_LIKE_VERBS: Final = frozenset(
    ["diponegoro", "dirgantara", "teratai", "terate", "mentari", "menteng", "beringin", "bersatu"]
)
# Words of texts that tell what came of a happening of days before.
_AFTER_WORDS: Final = """
pasca pascabentrok buntut menyusul usai update perkembangan lanjutan lanjut lanjutnya kedua
tersangka ditetapkan menetapkan ditahan menahan penahanan diperiksa memeriksa periksa riksa
damai berdamai perdamaian sepakat kesepakatan mediasi islah dipertemukan mempertemukan berakhir
"""


def terms(text: str, places: Iterable[str] = ()) -> list[int]:
    """Hashes (32 bits) of the names and of the telling words of a text, at most `MAX_TERMS`, in
    order of text. Words of `places` are left out: where it happened is compared by itself."""
    aside = {word for place in places for word in _WORD.findall(place.lower())}
    found: dict[int, None] = {}
    lower = text.lower()
    before, end = "", 0
    for match in _WORD.finditer(lower):
        word = match[0]
        if before in _CUES and _is_name(word, before, lower[end : match.start()]):
            found[NAMED | _CUES[before] << _KIND | _hash(word.lstrip("0") or word)] = None
        elif len(word) >= _LEAST and word.isalpha() and word not in _COMMON and word not in aside:
            found[_hash(word)] = None
        before, end = word, match.end()
    return list(found)[:MAX_TERMS]


def _is_name(word: str, cue: str, between: str) -> bool:
    """Whether a word behind a cue is a name; a full stop between belongs to a shortened cue."""
    if between != " " and not (len(cue) <= _SHORT and between in (".", ". ")):
        return False
    if word.isdigit():
        return True
    if _CUES[cue] == _NUMBERED or word in _CUES or word in _NO_NAME:
        return False
    return word in _LIKE_VERBS or not _VERB.fullmatch(word)


def counted(names: Iterable[int]) -> int:
    """How many names there are of each kind (`KINDS`), at most `FULL`, in one number."""
    found = 0
    for name in names:
        kind = 4 * (name >> _KIND & 7)
        if found >> kind & FULL < FULL:
            found += 1 << kind
    return found


def pack(hashes: Iterable[int]) -> bytes:
    """Terms as bytes, four each."""
    return array("I", hashes).tobytes()


def unpack(packed: bytes | memoryview) -> frozenset[int]:
    """Terms from bytes."""
    return frozenset(memoryview(packed).cast("I"))


@lru_cache(maxsize=200_000)
def _hash(word: str) -> int:
    return int.from_bytes(blake2b(_stem(word).encode(), digest_size=4).digest()) & _HASH


def _stem(word: str) -> str:
    """The first six letters behind a common prefix: enough to bring forms of a word together."""
    for prefix in ("meny", "meng", "mem", "men", "per", "ber", "ter", "peng", "pem", "pen", "di"):
        if word.startswith(prefix) and len(word) - len(prefix) >= _LEAST:
            return word[len(prefix) :][:6]
    return word[:6]


AFTER: Final = frozenset(map(_hash, _AFTER_WORDS.split()))
