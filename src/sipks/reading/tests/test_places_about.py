"""The one area that a text is about: where it happened, as deep as the text says."""

from __future__ import annotations

import pytest

from sipks.reading.tests.place_finder import about

LEVELS = [
    (
        "Bentrok antarwarga pecah di Desa Wadas, Kecamatan Bener, Kabupaten Purworejo.",
        "33.06.16.2009",
    ),
    (
        "Warga Desa Kinipan, Kecamatan Batang Kawa, Lamandau, menolak perluasan kebun sawit.",
        "62.09.08.2002",
    ),
    (
        "Warga Kampung Rempang menolak digusur, aparat menembakkan gas air mata di Kecamatan Galang, Kota Batam.",
        "21.71.08",
    ),
    ("Kec. Sape, Kab. Bima: dua kelompok pemuda saling lempar batu.", "52.06.06"),
    ("Penembakan terjadi di Distrik Sugapa, Kabupaten Intan Jaya, Papua Tengah.", "94.07.01"),
    (
        "Rumah ibadah disegel warga di Kelurahan Gerem, Kecamatan Grogol, Kota Cilegon.",
        "36.72.06.1004",
    ),
    (
        "Tawuran antarpelajar di Kelurahan Manggarai, Tebet, Jakarta Selatan, Kamis malam.",
        "31.74.01.1007",
    ),
    ("Sengketa lahan di Nagari Air Bangis, Kabupaten Pasaman Barat, memanas.", "13.12"),
    ("Massa membakar kantor bupati di Kabupaten Pohuwato, Gorontalo.", "75.04"),
    ("Perang suku pecah di Distrik Kwamki Narama, Mimika, tiga orang tewas.", "94.04.13"),
    ("Pembakaran kios di Kecamatan Hitu, Maluku Tengah.", "81.01"),
    ("Bentrokan warga Desa Ori dan Kariuw di Pulau Haruku, Kabupaten Maluku Tengah.", "81.01.13"),
    ("Warga Kapanewon Depok, Sleman, mengusir penghuni kos.", "34.04.07"),
    ("Gampong Alue Dua, Kecamatan Nisam Antara, Aceh Utara, dijaga ketat polisi.", "11.08.27.2001"),
]
KINDS = [
    ("Kerusuhan pecah di Kabupaten Bandung, puluhan orang diamankan.", "32.04"),
    ("Kerusuhan pecah di Kota Bandung, puluhan orang diamankan.", "32.73"),
    ("Pemkab Malang menutup tambang pasir yang ditolak warga.", "35.07"),
    ("Pemkot Malang menertibkan pedagang, sempat ricuh.", "35.73"),
    (
        "Polresta Sorong Kota mengamankan lima pelaku pembakaran tempat hiburan di Kota Sorong.",
        "96.71",
    ),
    ("Bupati Serang menemui pengunjuk rasa.", "36.04"),
    ("Wali Kota Serang menemui pengunjuk rasa.", "36.73"),
    ("Bentrok di Cibinong, Bogor, dua orang terluka.", "32.01.01"),
    ("Tawuran pelajar di Lembang, Bandung Barat.", "32.17.01"),
    ("Polrestabes Medan menangkap dua belas pelaku tawuran di Belawan.", "12.71"),
    ("Ratusan sopir angkot mogok di Kota Kupang.", "53.71"),
]
SPEAKERS = [
    (
        "MAKASSAR, KOMPAS.com - Ratusan mahasiswa berunjuk rasa di depan kantor gubernur, Senin (3/2).",
        "73.71",
    ),
    (
        "Makassar (ANTARA) - Polisi menangkap pelaku perusakan kantor desa di Kabupaten Gowa.",
        "73.06",
    ),
    (
        "JAKARTA, KOMPAS.com - Kapolri mengatakan kerusuhan di Wamena, Papua Pegunungan, sudah terkendali.",
        "95.01",
    ),
    ("JAYAPURA - Dua warga ditembak di Kabupaten Nduga, kata Kabid Humas Polda Papua.", "95.08"),
    (
        "Kabid Humas Polda Sulsel menyebut bentrokan terjadi di Kecamatan Pallangga, Kabupaten Gowa.",
        "73.06.07",
    ),
    ("SURABAYA - Kapolda Jatim mendatangi lokasi perusakan pesantren di Sampang, Madura.", "35.27"),
    ("Pria asal Makassar dikeroyok massa di Manado, Sulawesi Utara.", "71.71"),
    ("Mahasiswa Papua diserang ormas di Surabaya.", "35.78"),
    ("Mahasiswa asal Papua berunjuk rasa di Yogyakarta.", "34"),
    ("Menko Polhukam di Jakarta menyesalkan bentrokan di Morowali Utara.", "72.12"),
    (
        "Ambon - Polisi menyebut situasi di Pelauw, Maluku Tengah, kondusif setelah bentrok.",
        "81.01.13.2009",
    ),
    ("Kapolres Bima membenarkan ada perang panah di Kecamatan Woha.", "52.06.03"),
    (
        "Jokowi meminta TNI menambah pasukan ke Papua setelah penembakan di Ilaga, Kabupaten Puncak.",
        "94.05.01",
    ),
]
ALIASES = [
    ("rusuh di timika malam ini, toko dibakar", "94.04"),
    ("demo di solo ricuh, polisi tembak gas air mata", "33.72"),
    ("bentrok ormas di jaksel dua orang luka", "31.74"),
    ("Petani Sulsel menolak impor beras.", "73"),
    ("Pembakaran masjid di Tolikara mengagetkan warga.", "95.04"),
    ("Kerusuhan Sampit 2001 dikenang warga.", "62.02"),
    ("Konflik di Meulaboh antara nelayan dan pemilik kapal pukat.", "11.05"),
    ("Ricuh demo buruh di Cikarang, polisi berjaga.", "32.16"),
    ("Warga DIY diminta tenang.", "34"),
    ("Aksi mahasiswa NTT menolak tambang.", "53"),
    ("Kerusuhan di Ujung Pandang tahun 1997.", "73.71"),
    ("Demo sopir truk di Purwokerto.", "33.02"),
    ("Massa rusak kantor KPU di Ende, Flores.", "53.08"),
    ("Warga Tanjungpinang memprotes relokasi.", "21.72"),
    ("Gunung Kidul: warga tolak pembangunan hotel.", "34.03"),
    ("Pengeroyokan suporter di Jogja.", "34"),
    ("Clashes broke out in North Maluku between villagers.", "82"),
    ("Two people were killed in Puncak regency, Central Papua.", "94.05"),
]
LOWER_CASE = [
    ("info dong, di jakarta selatan macet ada demo apa ya", "31.74"),
    ("polisi bubarkan massa di makassar", "73.71"),
    ("warga bekasi demo tolak pabrik", "32.75"),
    ("serem tawuran di manggarai jaksel tadi malam", "31.74.01.1007"),
    ("kasihan warga wadas purworejo diusir dari tanahnya", "33.06.16.2009"),
    ("lagi rusuh di kecamatan abepura jayapura jangan keluar rumah", "91.71.03"),
    ("kab. batang ricuh pilkades", "33.25"),
    ("ada pembacokan di kota metro lampung", "18.72"),
]
HASHTAGS = [
    ("#PilkadaJakarta makin panas saja", "31"),
    ("#savemorowali buruh melawan", "72.06"),
    ("Ayo turun ke jalan! #SurabayaMelawan", "35.78"),
    ("#PrayForPalu semoga cepat pulih", "72.71"),
]
COMMON_WORDS = [
    ("Kelompok bersenjata menyerang pos di Kota Batu.", "35.79"),
    ("Warga Kabupaten Buru bentrok soal tambang emas Gunung Botak.", "81.04"),
    ("Bentrok di Kabupaten Puncak menewaskan empat orang.", "94.05"),
    ("Demo di Padang berakhir ricuh, Sumatera Barat.", "13.71"),
    ("Kerusuhan di Medan meluas.", "12.71"),
    ("Ratusan buruh di Kudus mogok kerja.", "33.19"),
    ("Massa di Serang, Banten, membakar ban.", "36.73"),
    ("Polres Batang mengamankan tersangka provokator.", "33.25"),
    ("Buruh Kabupaten Tegal mogok.", "33.28"),
]
SEVERAL = [
    ("Setelah demo di Bandung dan Cimahi, buruh Jawa Barat mengancam mogok.", "32"),
    ("Bentrok warga Desa Lambu dan Desa Soro di Kecamatan Lambu, Kabupaten Bima.", "52.06.12"),
]
HEADLINES = [
    ("Bentrok Dua Kampung di Lampung Selatan, Satu Tewas", "18.01"),
    ("Warga Serang Polisi di Tolikara, Satu Anggota Terluka", "95.04"),
    ("Ricuh Pilkades di Pandeglang, Kotak Suara Dibakar", "36.01"),
    ("DEMO BURUH DI SIDOARJO RICUH", "35.15"),
    ("BENTROK ANTARWARGA DI POSO, 3 ORANG LUKA", "72.02"),
]
SILENT = [
    "Kelompok bersenjata serang pos polisi dan bakar kendaraan.",
    "Serang warga, lima orang ditangkap polisi.",
    "Batu dilempar ke arah polisi, tiga orang terluka.",
    "Kamu mau ke kota mana, Ibu?",
    "Negara harus hadir melindungi rakyat.",
    "Persib Bandung kalah dari Persija Jakarta dua gol.",
    "Puncak kerusuhan terjadi pukul sembilan malam.",
    "Jl. Sudirman macet total karena ada perbaikan.",
    "Jalan Raya Bogor rusak parah.",
    "Rendang Padang memang paling enak.",
    "Bank Papua membuka lowongan kerja.",
    "Koran Radar Bogor memuat iklan itu.",
    "Serangan Israel ke Gaza menewaskan dua puluh orang.",
    "Kerusuhan di Kuala Lumpur, Malaysia, dipicu kenaikan harga.",
    "Bentrokan antarsuku di Papua Nugini menewaskan 50 orang.",
    "Militer Myanmar membakar desa di Rakhine.",
    "Kekerasan di Timor Leste tahun 2006.",
    "Pemerintah Indonesia menolak resolusi itu.",
    "Seluruh rakyat Indonesia diminta menjaga persatuan.",
    "nasib malang menimpa bocah itu",
    "dia main gitar solo di panggung",
    "hakim ketok palu, terdakwa bebas",
    "Bima Arya menolak berkomentar.",
    "Pak Bambang menolak uang suap.",
    "Jakarta, CNN Indonesia -- Menteri Keuangan menaikkan tarif pajak.",
    "Menurut Metro TV, harga beras naik.",
    "Para pati TNI dimutasi pekan ini.",
    "Dari Sabang sampai Merauke kita satu bangsa.",
    "Saya setuju banget sama kalian, semangat ya kawan!",
    "jangan mau diadu domba, tetap damai saudara",
    "ibu kota negara akan dipindah",
    "baru tahu ternyata dia sudah lama pergi",
    "@kab_bogor mohon ditindaklanjuti",
    "cek https://contoh.id/bandung-ricuh sekarang",
    "Bahasa Bali sulit dipelajari.",
    "Kopi Aceh dan kopi Toraja punya rasa berbeda.",
    "orang jahat selalu menang di film",
    "Tangan panjang, maling motor dihajar.",
    "Selamat pagi semua, bahagia selalu.",
    "Merdeka! Merdeka! Merdeka!",
    "Agus, Budi, dan Bambang dilaporkan hilang.",
    "Gerakan Papua Merdeka dibahas di parlemen Belanda.",
    "medan perang modern memerlukan pesawat nirawak",
    "lumpur dan batu menutup sungai besar itu",
    "Ali, Amin, dan Umar tetap setia.",
    "kalau mau damai jangan bikin rusuh",
    "Mereka buru pelaku sampai malam.",
    "tolong kirim barang ke alamat saya",
]


@pytest.mark.parametrize(("text", "code"), LEVELS)
def test_words_for_levels_lead_to_the_deepest_area(text: str, code: str) -> None:
    assert about(text) == code


@pytest.mark.parametrize(("text", "code"), KINDS)
def test_kabupaten_and_kota_of_one_name_are_told_apart(text: str, code: str) -> None:
    assert about(text) == code


@pytest.mark.parametrize(("text", "code"), SPEAKERS)
def test_the_event_counts_not_who_speaks_or_comes_from_where(text: str, code: str) -> None:
    assert about(text) == code


@pytest.mark.parametrize(("text", "code"), ALIASES)
def test_other_names_are_known(text: str, code: str) -> None:
    assert about(text) == code


@pytest.mark.parametrize(("text", "code"), LOWER_CASE)
def test_posts_without_capitals_are_read(text: str, code: str) -> None:
    assert about(text) == code


@pytest.mark.parametrize(("text", "code"), HASHTAGS)
def test_names_joined_into_hashtags_are_found(text: str, code: str) -> None:
    assert about(text) == code


@pytest.mark.parametrize(("text", "code"), COMMON_WORDS)
def test_ordinary_words_count_beside_a_cue(text: str, code: str) -> None:
    assert about(text) == code


@pytest.mark.parametrize(("text", "code"), SEVERAL)
def test_several_places_meet_in_the_area_above(text: str, code: str) -> None:
    assert about(text) == code


@pytest.mark.parametrize(("text", "code"), HEADLINES)
def test_headlines_and_capitals_are_read(text: str, code: str) -> None:
    assert about(text) == code


@pytest.mark.parametrize("text", SILENT)
def test_text_without_a_place_has_none(text: str) -> None:
    assert about(text) is None
