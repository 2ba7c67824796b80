"""What columns and keys are called, by offices, newspapers and other programs."""

from __future__ import annotations

import re
from functools import lru_cache
from types import MappingProxyType

# The standard names: the keys of `Row` and of `Row.fields`. The first group are attributes of the
# row. A narrative column is part of the text where no column is the text itself.
ATTRIBUTES = ("external_id", "text", "title", "published_at", "author", "url")
NARRATIVE = MappingProxyType(
    {
        "background": "Latar belakang",
        "facts": "Fakta",
        "chronology": "Uraian kejadian",
        "threat": "Ancaman",
        "challenge": "Tantangan",
        "obstacle": "Hambatan",
        "disturbance": "Gangguan",
    }
)

# A table has one of these, or there is nothing in it to read.
TELLING = frozenset({"text", "title", "category", *NARRATIVE})

_SPELLINGS = {
    "external_id": "id, id_str, external id, id eksternal, id laporan, nomor laporan, no laporan,"
    " kode laporan, nomor tiket, no tiket, kode tiket, guid, uuid, tweet id, message id, post id,"
    " event id, event id cnty, data id",
    "text": "text, teks, full text, content, isi, isi laporan, isi berita, isi pesan, isi aduan,"
    " body, tweet, cuitan, pesan, message, caption, narasi, konten, laporan, aduan,"
    " text display, text original, desc",
    "title": "title, judul, judul laporan, judul berita, headline, subject, perihal, topik, hal",
    "published_at": "published_at, published, publish date, pubdate, created_at, date, datetime,"
    " date time, timestamp, tanggal, tgl, tanggal terbit, tanggal publikasi, tanggal laporan,"
    " tgl laporan, tanggal lapor, tanggal posting, tanggal berita, waktu, waktu lapor,"
    " hari tanggal, created time, create time",
    "happened_at": "happened_at, event date, tanggal kejadian, tgl kejadian, waktu kejadian,"
    " tanggal peristiwa, hari tanggal kejadian, tanggal dan waktu kejadian",
    "time": "time, jam, pukul, jam kejadian, pukul kejadian",
    "author": "author, user, username, user name, screen name, handle, account, akun, nama akun,"
    " penulis, pengirim, sender, reporter, from,"
    " owner username, author name, author display name, channel title, account name",
    # Identities and what is specific to a person: sealed at the door, see `sealing`.
    "informant": "informant, informan, pelapor, nama pelapor, nama informan, identitas pelapor,"
    " identitas informan, nama lengkap pelapor, narasumber, nama narasumber, informant name,"
    " name of informant, complainant, nama pengadu, pengadu",
    "informant_contact": "informant contact, kontak pelapor, kontak informan, hp pelapor,"
    " no hp pelapor, nomor hp pelapor, telepon pelapor, telp pelapor, no telp pelapor,"
    " nomor telepon pelapor, wa pelapor, no wa pelapor, nomor wa pelapor, whatsapp pelapor,"
    " email pelapor, alamat pelapor, nik pelapor, hp informan, no hp informan, telepon informan,"
    " alamat informan, nik informan, informant phone, informant email,"
    # Of nobody named: a complaint's columns for reaching whoever complains.
    " hp, no hp, nomor hp, telepon, telp, no telp, no telepon, nomor telepon, no wa, nomor wa,"
    " whatsapp, email, e mail, kontak, nik, no ktp, nomor ktp, phone, phone number",
    "victim_identity": "victim identity, identitas korban, nama korban, nik korban, alamat korban,"
    " identitas saksi, nama saksi, nik saksi, alamat saksi, victim name, witness name",
    "child_identity": "child identity, identitas anak, nama anak, nik anak, nama orang tua anak,"
    " sekolah anak, child name",
    "health_data": "health data, data kesehatan, data kesehatan korban, kondisi kesehatan,"
    " kondisi kesehatan korban, riwayat kesehatan, riwayat penyakit, rekam medis, diagnosis,"
    " diagnosa, hasil visum, disabilitas korban",
    "sara_identity": "sara identity, agama korban, agama pelaku, agama pelapor, agama saksi,"
    " suku korban, suku pelaku, suku pelapor, suku saksi, etnis korban, etnis pelaku, ras korban,"
    " ras pelaku, victim religion, victim ethnicity",
    "url": "url, link, tautan, permalink, href, alamat web, tweet url, permalink url, post url",
    "lat": "lat, latitude, lintang, garis lintang, y",
    "lon": "lon, lng, long, longitude, bujur, garis bujur, x",
    "point": "coordinates, koordinat, titik koordinat, lat lon, lat long, latlong, geo, titik",
    "source": "source, sumber, media, nama media, outlet, portal, sumber berita",
    "province": "province, provinsi, prov, admin1",
    "regency": "regency, kabupaten, kota, kabupaten kota, kab kota, kab, kabkota, city, admin2",
    "district": "district, kecamatan, kec, distrik, kapanewon, kemantren, admin3",
    "village": "village, desa, kelurahan, desa kelurahan, kelurahan desa, kel, nagari, gampong",
    "place": "place, location, lokasi, lokasi kejadian, tempat, tempat kejadian, tkp, alamat,"
    " address, wilayah, wilayah kejadian",
    "category": "category, kategori, kategori laporan, kategori konflik, jenis, jenis konflik,"
    " jenis kejadian, jenis laporan, department, bidang, type, tipe, event type",
    "background": "background, latar belakang, pendahuluan, latar belakang masalah",
    "facts": "fakta, facts, fakta fakta",
    "chronology": "uraian kejadian, uraian, kronologi, kronologis, kronologi kejadian, deskripsi,"
    " description, uraian singkat, ringkasan, summary, potensi konflik, keterangan kejadian, notes",
    "threat": "ancaman, threat",
    "challenge": "tantangan, challenge",
    "obstacle": "hambatan, obstacle",
    "disturbance": "gangguan, disturbance",
    "action": "tindakan, handling step, handling, langkah penanganan, penanganan, tindak lanjut,"
    " upaya penanganan, penyelesaian, upaya yang dilakukan",
    "recommendation": "rekomendasi, recommendation, saran, saran tindak",
    "prediction": "prediksi, prediksi dampak, analisa, analisis, perkiraan",
    "likelihood": "kemungkinan, likelihood",
    "impact": "dampak, impact",
    "status": "status, status penanganan",
    # The running number of a table: it changes from file to file and says nothing of the report.
    "number": "no, no urut, nomor urut, nr, #",
}
_STANDARD = {
    spelling.strip().replace("_", " "): name
    for name, spellings in _SPELLINGS.items()
    for spelling in spellings.split(",")
}
_STANDARD |= {name.replace("_", " "): name for name in _SPELLINGS}
_APART = re.compile(r"[\W_]+")
_CAMEL = re.compile("(?<=[a-z])(?=[A-Z])")


@lru_cache(4096)
def standard(heading: str) -> str:
    """The standard name of a column or key; "" when it is not known.

    Case, punctuation and underscores do not matter: `Tgl. Kejadian` is `tgl kejadian`,
    `publishedAt` is `published at`.
    """
    words = _CAMEL.sub(" ", heading[:80])
    return _STANDARD.get(_APART.sub(" ", words).strip().casefold(), "")


def examples() -> str:
    """Headings that are understood, for messages to the user."""
    return "Judul, Isi (atau Fakta, Uraian Kejadian), Tanggal, Kecamatan, Kelurahan, URL, ID"
