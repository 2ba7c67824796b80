"""Invented identifiers of persons, in the spellings that people use, for tests of masking.

None of them can be somebody's: telephone numbers have four zeros after the first four digits, NIK
and KK have the district code 99, which no regency has, and addresses end in `.example`.
"""

from __future__ import annotations

from sipks.reading.tables import words

PHONES = (
    "081200001234", "0812-0000-1234", "0812 0000 1234", "0812.0000.1234", "0812_0000_1234",
    "0812 - 0000 - 1234", "0812–0000–1234", "0812 0000-1234", "(0812) 0000 1234",
    "+6281200001234", "+62 812 0000 1234", "+62-812-0000-1234", "(+62) 812 0000 1234",
    "+62(0)812 0000 1234", "6281200001234", "62 812 0000 1234", "0 8 1 2 0 0 0 0 1 2 3 4",
    "O812 OOOO 1234", "08l2 0000 1234", "０８１２００００１２３４",
    "0️⃣8️⃣1️⃣2️⃣0️⃣0️⃣0️⃣0️⃣1️⃣2️⃣3️⃣4️⃣", "0812\u200b0000\u200b1234", "0812\u00a00000\u00a01234",
    "nol delapan satu dua nol nol nol nol satu dua tiga empat", "0812000012", "0812 0000 12345",
    "(0411) 000123", "0411-000123", "0411 000 123", "021-00001234",
)  # fmt: skip
NATIONAL = (
    "7371990101900001", "7371 9901 0190 0001", "7371-9901-0190-0001", "737199-010190-0001",
    "737199 010190 0001", "73.71.99.010190.0001", "73 71 99 01 01 90 0001",
    "７３７１９９０１０１９００００１", "7371\u200b990101900001",
)  # fmt: skip
MAILS = (
    "ambo.contoh@surat.example", "ambo_c+lapor@kantor.contoh.example", "ambo(at)surat.example",
    "ambo [at] surat [dot] example", "ambo at surat dot example", "ambo @ surat.example",
)  # fmt: skip
PLATES = (
    "DD 1234 ZZ", "DD1234ZZ", "DD-1234-ZZ", "B 1234 ZZZ", "B1234ZZZ", "DD 1234 Z", "L 12 ZZ",
)  # fmt: skip
SPOKEN_PLATES = (
    "nopol dd 1234 zz", "no pol: b1234zzz", "berpelat dd 1234 zz", "motor dd 1234 zz",
    "mobil b 1234 zzz", "plat nomor dd1234zz",
)  # fmt: skip
HANDLES = (
    "@ambo_contoh98", "@ambo.contoh98", "＠ambo_contoh98", "x.com/ambo_contoh98",
    "https://twitter.com/ambo_contoh98/status/1", "instagram.com/ambo_contoh98",
    "https://www.tiktok.com/@ambo_contoh98/video/7", "facebook.com/ambo_contoh98",
    "facebook.com/profile.php?id=100000098765432", "t.me/ambo_contoh98", "wa.me/6281200001234",
    "https://api.whatsapp.com/send?phone=6281200001234", "youtube.com/@ambo_contoh98",
    "threads.net/@ambo_contoh98", "bsky.app/profile/ambo_contoh98", "ig: ambo_contoh98",
    "akun: ambo_contoh98", "fb = ambo_contoh98", "telegram: ambo_contoh98",
)  # fmt: skip
NAMED_NUMBERS = (
    "rek BCA 0000123456", "No. Rekening: 0000-01-000123-50-1", "norek 0000123456",
    "BRI 000001000123501", "NIP 19900101 202001 9 999", "NRP 90010199", "paspor X0000123",
    "NPWP 00.000.123.4-000.000", "BPJS 0000123456789", "NIK 73719901019000", "telp 000123",
)  # fmt: skip
HOMES = (
    "beralamat di Jl. Contoh No. 98 RT 097/RW 096", "tinggal di Jalan Contoh nomor 98",
    "lahir di Makassar, 01-09-1990", "TTL: Makassar/1 September 1990",
)  # fmt: skip
# What of the last three may stay readable: the word that names the kind, the street, the place.
PUBLIC_WORDS = words(
    """rek bca no rekening norek bri nip nrp paspor npwp bpjs nik telp nopol pol berpelat motor
    mobil plat nomor beralamat di jl contoh rt rw tinggal jalan lahir makassar ttl https http www
    twitter instagram tiktok facebook profile php id status 1 video 7 t wa me api whatsapp com send
    phone youtube threads net bsky app x ig akun fb telegram"""
)
EVERYTHING = (
    *PHONES, *NATIONAL, *MAILS, *PLATES, *SPOKEN_PLATES, *HANDLES, *NAMED_NUMBERS, *HOMES
)  # fmt: skip

# How each of the five registers would put it.
REGISTERS = {
    "news": "MAKASSAR - Seorang warga, {}, mengaku melihat bentrok dua kelompok pemuda di Mariso.",
    "social": "woi rusuh di mariso!! hub {} skrg jg 😡 #makassar",
    "citizen": "Lapor pak, ada keributan di Mariso Makassar. Kontak saya {}, mohon segera ditindak",
    "whatsapp": "Ijin ndan, info bentrok warga di Mariso. Sumber {}. Sitkon msh panas.",
    "laporan_informasi": (
        "I. FAKTA\n1. Telah terjadi bentrokan antarwarga di Kec. Mariso (ket. {}).\n"
        "2. Korban luka 2 orang.\nII. PENDAPAT PELAPOR\nPerlu antisipasi."
    ),
}


def words_of(identifier: str) -> list[str]:
    """The words and numbers of an identifier that nobody else may read."""
    pieces = "".join(char if char.isalnum() else " " for char in identifier).split()
    return [one for one in pieces if one.casefold() not in PUBLIC_WORDS and len(one) > 1]
