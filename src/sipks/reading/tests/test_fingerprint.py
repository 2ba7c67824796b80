from __future__ import annotations

from sipks.reading import Reader, hamming, similarity

ARTICLE = " ".join(
    f"Warga desa {i} menyampaikan keberatan nomor {i * 7} kepada camat karena jalan rusak."
    for i in range(25)
)


def fingerprint(text: str) -> str:
    return Reader.default().read(text).fingerprint


def test_it_is_sixteen_hexadecimal_digits() -> None:
    assert len(fingerprint(ARTICLE)) == 16
    assert int(fingerprint(ARTICLE), 16) >= 0
    assert fingerprint("") == fingerprint("…!?") == "0" * 16


def test_a_forwarded_copy_has_the_same() -> None:
    text = "Bentrok antarwarga di Gowa, dua orang luka"
    copy = "RT @budi: BENTROK antarwarga di Gowa,  dua orang luka!!! https://t.co/abc"
    assert fingerprint(text) == fingerprint(copy)


def test_a_small_edit_of_a_long_text_stays_within_three_bits() -> None:
    edited = ARTICLE.replace("nomor 70", "nomor 71").replace("desa 3 ", "dusun 3 ")
    assert hamming(fingerprint(ARTICLE), fingerprint(edited)) <= 3


def test_other_texts_are_far() -> None:
    other = fingerprint("Harga cabai naik di pasar tradisional, pedagang mengeluh sepi pembeli")
    here = fingerprint("Bentrok antarwarga di Gowa, dua orang luka dan tiga rumah dibakar")
    assert hamming(here, other) > 15
    assert similarity(here, other) < 0.8


def test_the_order_of_words_counts() -> None:
    assert fingerprint("warga desa menyerang polisi") != fingerprint("polisi menyerang warga desa")


def test_it_is_the_same_in_every_process() -> None:
    assert fingerprint("Bentrok antarwarga di Gowa") == PINNED


# Stored fingerprints are compared with new ones, so the algorithm may not drift unnoticed.
PINNED = "d38808efc9afd352"
