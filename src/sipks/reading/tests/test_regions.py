"""Quarrel told in languages of the regions, beside everyday talk with the same words."""

from __future__ import annotations

import pytest

from sipks.reading import Reader

TOLD = """
Wong rong deso podo tawur nang Grobogan mergo rebutan banyu sawah, ono sing dibacok
Omahe pak kades diobong warga nang Rembang, jare ora trimo asil pilkades
Bocah SMK padha tukaran nganggo clurit neng prapatan Solo wengi mau
Barudak dua kampung silih serang di Garut, hiji urang dikadek tepi ka tatu
Maling motor dikoroyok urang kampung di Sumedang, motorna diduruk
Cakak banyak urang duo nagari di Agam, bateh tanah ulayat, rumah dibaka
Anak nagari maampang jalan ka tambang di Solok Selatan, indak satuju
Sigajang dua kampung di Bone gara gara tanah, ritunu bolae
Dong baku serang di Sentani, honai su tabakar, dua orang kena panah
Masyarakat palang kantor bupati Yahukimo, tra terima hasil seleksi
Kitong tolak tambang emas di Nabire, tanah adat kitong pu
Katong dua negeri su baku hantam lai di Hitu Ambon, rumah ancor samua
Oto oto dapa lempar batu di Manado, bakalae antar kampung lantaran mabo
Roma na klebun eobbhar massa e Sampang polana pilkades
Meupake dua gampong di Aceh Utara, rumoh ditot, peulisi ka teuka
Krama banjar di Karangasem nundung anak muda, kasepekang ulian tanah
Bekelahi warga dua desa di Kapuas gara gara lahan plasma, mandau keluar
""".strip().splitlines()
EVERYDAY = """
Kucingku gelut karo kirik tangga
Aku padu karo bojoku mau esuk, saiki wis apikan
Timku dibantai 5-0 wingi, isin rek
Awak cakak jo laki awak, panek mamasak
Ngobong sampah nang mburi omah, kebule tekan ngarep
Torang baku lawan pulang skolah, lomba lari
Baku dapa nanti sore di pantai Losari e
Dalan ditutup amarga ana wong mantu nang Klaten
""".strip().splitlines()


@pytest.mark.parametrize("text", TOLD)
def test_quarrel_is_heard_in_languages_of_the_regions(text: str) -> None:
    assert Reader.default().read(text).relevant is True


@pytest.mark.parametrize("text", EVERYDAY)
def test_everyday_talk_is_no_quarrel(text: str) -> None:
    assert not Reader.default().read(text).relevant
