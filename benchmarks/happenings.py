"""Invented happenings in real places, each told several times: varied Indonesian texts with the
number of the happening that they tell of. Same seed, same texts."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sipks.places.shipped import Unit, current_units

START = datetime(2024, 1, 1, tzinfo=UTC)
STREETS = [
    word.replace("_", " ")
    for line in (
        "Cendrawasih Rajawali Sudirman Diponegoro Gajah_Mada Pattimura Ahmad_Yani Veteran Merdeka",
        "Pahlawan Kartini Hasanuddin Imam_Bonjol Teuku_Umar Antasari Mawar Melati Kenanga Anggrek",
        "Flamboyan Nusa_Indah Kamboja Garuda Merpati Elang Kutilang Manggis Rambutan Durian Mangga",
        "Pasar_Lama Pasar_Baru Pelabuhan Stasiun Terminal Industri Perintis Bypass Lingkar Poros",
        "Trans Simpang_Lima Tugu Alun-alun Masjid_Raya Pesantren Sekolah Stadion Bandara Kampus",
    )
    for word in line.split()
]
NAMES = [
    word
    for line in (
        "Harapan Bersatu Sejahtera Mandiri Abadi Lestari Makmur Sentosa Jaya Perkasa Nusantara",
        "Mulia Bahari Rimba Cakrawala Samudra Mentari Purnama Kencana Bhakti Wijaya Perdana Agung",
    )
    for word in line.split()
]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of happening: codes of the taxonomy, who against whom, why, with what outcome."""

    category: str
    form: str
    verbs: tuple[str, ...]
    parties: tuple[str, ...]
    reasons: tuple[str, ...]
    ends: tuple[str, ...]


KINDS = (
    Kind(
        "SOS-1",
        "bentrok_massa",
        ("bentrok", "terlibat bentrokan", "saling serang"),
        ("dua kelompok pemuda", "warga dua kampung", "pemuda dua dusun", "warga lorong dan gang"),
        (
            "ketersinggungan saat pesta miras",
            "saling ejek di media sosial",
            "senggolan sepeda motor",
            "perebutan lahan parkir",
            "dendam lama antarkampung",
        ),
        (
            "{n} rumah rusak dilempari batu",
            "{n} orang luka terkena busur panah",
            "{n} sepeda motor dibakar",
            "{n} pemuda diamankan bersama parang dan ketapel",
        ),
    ),
    Kind(
        "SOS-2",
        "bentrok_massa",
        ("tawuran", "terlibat tawuran", "saling lempar batu"),
        ("pelajar dua SMK", "siswa dua SMA", "geng motor pelajar", "suporter pelajar"),
        ("saling tantang di Instagram", "rebutan jalur pulang", "balas dendam pekan lalu"),
        (
            "{n} pelajar dibawa ke kantor polisi",
            "{n} celurit disita",
            "{n} siswa luka bacok dan dirawat",
        ),
    ),
    Kind(
        "EKO-1",
        "unjuk_rasa_damai",
        ("berunjuk rasa", "menggelar aksi damai", "mogok kerja"),
        ("{n} buruh pabrik garmen PT {name}", "pekerja pelabuhan", "karyawan PT {name}"),
        (
            "menuntut kenaikan upah minimum",
            "menolak pemutusan hubungan kerja sepihak",
            "menuntut tunjangan hari raya dibayar",
        ),
        (
            "massa bubar setelah ditemui direksi",
            "perwakilan berunding dengan dinas tenaga kerja",
            "lalu lintas dialihkan selama aksi",
        ),
    ),
    Kind(
        "SDA-1",
        "blokade",
        ("memblokade jalan kebun", "menduduki lahan", "memasang portal"),
        ("petani penggarap", "warga transmigran", "masyarakat adat"),
        (
            "sengketa HGU PT {name} seluas {n} hektare",
            "plasma PT {name} tak kunjung dibagikan",
            "tanah ulayat digusur PT {name}",
        ),
        ("{n} truk sawit tertahan", "panen perusahaan terhenti", "{n} petani dilaporkan"),
    ),
    Kind(
        "SDA-3",
        "perusakan_pembakaran",
        ("membakar kantor", "merusak alat berat", "menyerbu"),
        ("warga penolak tambang", "nelayan", "petambang rakyat"),
        (
            "pencemaran sungai oleh tambang nikel PT {name}",
            "izin tambang emas PT {name}",
            "debu hauling batu bara PT {name}",
        ),
        ("{n} ekskavator hangus", "pos satpam rata dengan tanah", "{n} orang ditangkap Brimob"),
    ),
    Kind(
        "POL-3",
        "unjuk_rasa_ricuh",
        ("mengamuk", "menyegel kantor desa", "memprotes hasil"),
        ("pendukung calon kepala desa nomor urut {n}", "massa calon kades petahana"),
        (
            "dugaan kecurangan pilkades selisih {n} suara",
            "surat suara rusak dihitung sah",
            "pemilih ganda dalam DPT",
        ),
        ("kotak suara dibakar", "kaca balai desa pecah", "penghitungan ulang dijanjikan bupati"),
    ),
    Kind(
        "AGM-1",
        "pernyataan_penolakan",
        ("menolak pembangunan", "menyegel", "memprotes"),
        ("warga perumahan {name}", "forum warga", "sejumlah tokoh lingkungan"),
        (
            "rumah ibadat di perumahan {name} belum berizin",
            "renovasi gereja {name}",
            "musala aliran {name}",
        ),
        (
            "mediasi digelar FKUB",
            "pemda meminta kegiatan dihentikan sementara",
            "{n} personel gabungan berjaga",
        ),
    ),
    Kind(
        "EKO-3",
        "penyerangan",
        ("mengeroyok", "mengadang", "merusak mobil"),
        ("sopir angkot", "pengemudi ojek pangkalan", "sopir taksi bandara"),
        ("menolak ojek daring beroperasi", "rebutan penumpang", "tarif taksi daring murah"),
        ("{n} kendaraan rusak", "seorang pengemudi dirawat", "kedua pihak sepakat zona jemput"),
    ),
)
FRAMES = (
    "{Party} {verb} di {spot}, {place}, {day}. Peristiwa dipicu {reason}. {End}. {tail}",
    "{PLACE} - {Party} {verb} di kawasan {spot} {day}. {End}. Diduga karena {reason}. {tail}",
    "{End} setelah {party} {verb} di {spot}, {place}. Penyebabnya {reason}, kata {officer}. {tail}",
    "{Officer} membenarkan {party} {verb} di {spot} {day}. Menurutnya {reason}. {End}. {tail}",
    "Kronologi {party} {verb} di {spot}, {place}: bermula dari {reason}, lalu {end}. {tail}",
)
POSTS = (
    "{party} {verb} di {spot} {place} gara2 {reason}, {end}",
    "info: {verb} di {spot}!! {party}, {end}. hati2 lewat {place}",
    "Pantauan warga {place}, {party} {verb} dekat {spot}. {end} #{tag}",
)
TAILS = (
    "Situasi kini berangsur kondusif.",
    "Polisi masih menyelidiki kasus ini.",
    "Aparat gabungan berjaga di lokasi.",
    "Warga diminta tidak terpancing isu.",
    "Camat setempat mengajak semua pihak menahan diri.",
    "Tokoh adat turun tangan mendamaikan.",
    "Belum ada keterangan resmi dari pemerintah daerah.",
    "Jalan sempat macet dua jam.",
)
OFFICERS = ("Kapolres", "Kapolsek", "Kabag Ops", "Camat", "Danramil", "Kepala Kesbangpol")


@dataclass(frozen=True, slots=True)
class Telling:
    """One text, what a reader should find in it, and the happening that it tells of."""

    event: int
    text: str
    place: str
    category: str
    form: str
    day: datetime
    dated: bool
    reported: datetime
    outlet: str
    copy: bool = False


@dataclass(slots=True)
class Happening:
    """One happening with the words particular to it."""

    number: int
    kind: Kind
    unit: Unit
    day: datetime
    words: dict[str, str] = field(default_factory=dict)


def tellings(count: int, *, days: int = 365, seed: int = 7) -> list[Telling]:
    """At least `count` tellings, in the order in which they are reported over `days` days.

    Happenings crowd in some regencies, as in life (weights fall as 1/rank); a quarter are told
    once, most a few times, some very often. One in six tellings is a syndicated copy; places are
    told as exactly as the village or as vaguely as the province.
    """
    draw = random.Random(seed)
    districts = [unit for unit in current_units().values() if unit.level == "district"]
    draw.shuffle(districts)
    weights = [1 / (rank + 20) for rank in range(len(districts))]
    found: list[Telling] = []
    number = 0
    while len(found) < count:
        [unit] = draw.choices(districts, weights)
        happening = _happening(draw, number, unit, START + timedelta(days=draw.uniform(0, days)))
        found += _told(draw, happening)
        number += 1
    return sorted(found, key=lambda one: one.reported)


def _happening(draw: random.Random, number: int, unit: Unit, day: datetime) -> Happening:
    kind = draw.choice(KINDS)
    fill = {
        "n": str(draw.choice([2, 3, 4, 5, 7, 9, 12, 15, 20, 40, 60, 120, 300])),
        "name": f"{draw.choice(NAMES)} {draw.choice(NAMES)}",
    }
    words = {
        "party": draw.choice(kind.parties).format(**fill),
        "reason": draw.choice(kind.reasons).format(**fill),
        "spot": f"Jalan {draw.choice(STREETS)}",
        "officer": f"{draw.choice(OFFICERS)} {unit.name}",
        "tag": unit.name.replace(" ", ""),
    }
    words |= {f"end{n}": one.format(**fill) for n, one in enumerate(draw.sample(kind.ends, 2))}
    return Happening(number, kind, unit, day, words)


def _told(draw: random.Random, one: Happening) -> Iterator[Telling]:
    often = draw.choices([1, 3, 6, 15, 60], [25, 40, 22, 11, 2])[0]
    last: Telling | None = None
    for _ in range(draw.randint(max(1, often // 2), often)):
        reported = one.day + timedelta(hours=draw.expovariate(1 / 12))
        if last and draw.random() < 0.17:
            wire = f"{last.outlet}, {one.unit.name} - {last.text}"
            yield Telling(
                one.number,
                wire,
                last.place,
                last.category,
                last.form,
                last.day,
                last.dated,
                reported,
                f"portal-{draw.randrange(200)}",
                copy=True,
            )
            continue
        last = _telling(draw, one, reported)
        yield last


def _telling(draw: random.Random, one: Happening, reported: datetime) -> Telling:
    post = draw.random() < 0.35
    place = _place(draw, one.unit)
    shown = current_units()[place].name
    words = one.words | {
        "verb": draw.choice(one.kind.verbs),
        "end": one.words[draw.choice(["end0", "end1"])],
        "place": shown,
        "PLACE": shown.upper(),
        "day": f"{one.day:%d/%m}",
        "tail": draw.choice(TAILS),
    }
    words |= {
        name.capitalize(): words[name][:1].upper() + words[name][1:]
        for name in ("party", "end", "officer")
    }
    text = draw.choice(POSTS if post else FRAMES).format(**words)
    unsure = draw.random() < 0.08
    return Telling(
        one.number,
        text,
        place,
        "" if unsure else one.kind.category,
        "" if draw.random() < 0.08 else one.kind.form,
        one.day if not post else reported,
        not post,
        reported,
        f"akun-{draw.randrange(3000)}" if post else f"harian-{draw.randrange(300)}",
    )


def _place(draw: random.Random, unit: Unit) -> str:
    """Mostly the district, sometimes only the regency, rarely only the province."""
    length = draw.choices([8, 5, 2], [70, 26, 4])[0]
    return unit.code[:length]
