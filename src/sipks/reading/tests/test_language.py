"""Small words tell the language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipks.reading.language import identify
from sipks.reading.normalise import prepare

SAMPLES = [
    ("jv", "Wong-wong padha demo nang alun-alun amarga rega beras saiki larang banget"),
    ("jv", "Aku ora ngerti opo sing kedadean nang omahe kowe wingi"),
    ("jv", "Piye kabare rek, ojo lali sesuk mangkat bareng"),
    ("su", "Urang teu nyaho naon anu kajadian di imah maneh kamari"),
    ("su", "Warga ngarasa teu adil sabab lahanna dicokot ku pausahaan"),
    ("su", "Kumaha atuh euy, macet pisan di dieu mah"),
    ("min", "Urang kampuang tu indak namuah tanahnyo diambiak dek perusahaan"),
    ("min", "Ambo alun tau apo nan tajadi di rumah uda kapatang"),
    ("min", "Baa kok rami bana urang di pasa kini ko"),
    ("ban", "Tiang ten uning napi sane mamargi ring umah ragane"),
    ("ban", "Anake ento liu pesan ane demo di kantor bupati jani"),
    ("ban", "Nyen ane ngae uyut dibi di desa?"),
    ("bug", "Maega tau lao ri kantoro'e nasaba masolang tanae"),
    ("bug", "Iyya degage uisseng aga engka ri bolana"),
    ("bug", "Narekko engka tau lao makkeda magi na maega tau"),
    ("bjn", "Buhannya kada mau tanahnya diambil perusahaan, rami banar di banua"),
    ("bjn", "Ulun kada tahu napa nang tajadi di rumah pian"),
    ("bjn", "Kayapa habar pian, lawas kada batamu"),
    ("ace", "Lon hana lontupeue peue nyang ka jeuet bak rumoh gata"),
    ("ace", "Ureueng gampong hana setuju tanoh awaknyan dicok le perusahaan"),
    ("ace", "Pakriban haba droeneuh, ka trep hana meurumpok"),
    ("mad", "Engkok ta' tao apa se la kadhaddhiyan e bengkona ba'na"),
    ("mad", "Oreng bannya' se demo e kantor bupati polana tanana ekala'"),
    ("mad", "Baramma kabharra taretan, la abit ta' atemmo"),
    ("btk", "Godang halak na ro tu kantor bupati ala tano nasida dibuat perusahaan"),
    ("btk", "Ahu dang huboto aha na masa di jabu muna nantoari"),
    ("btk", "Songon dia do barita muna, nunga leleng dang pajumpang"),
    ("en", "Police fired tear gas at protesters in Jakarta on Monday"),
    ("en", "I don't know what is happening there but people are angry"),
    ("ms", "Saya tak tahu apa yang berlaku dekat rumah awak semalam, polis pun datang"),
    ("ms", "Kenapa korang nak gaduh pasal kereta tu, tak boleh ke cakap elok"),
    ("pmy", "Sa tra tau dong pu masalah apa di sana, jang ko tanya sa lagi"),
    ("pmy", "Kitong orang Papua su capek deng dong pu janji"),
    ("abs", "Beta seng tau apa yang jadi di dong pung rumah"),
    ("abs", "Katong basudara jang bakalai lai, seng bae"),
    ("id", "Warga menolak penggusuran lahan di desa mereka"),
    ("id", "gue gak ngerti kenapa harga naik terus"),
    ("id", "Ratusan massa membakar kantor bupati"),
    ("id", "demo di depan dpr ricuh polisi tembak gas air mata"),
    ("id", "Kapolres: situasi aman terkendali"),
]


@pytest.mark.parametrize(("code", "text"), SAMPLES)
def test_language_of_a_sentence(code: str, text: str) -> None:
    assert identify(prepare(text)) == code


@pytest.mark.parametrize("text", ["", " ", "12345 67", "😀😀", "demo", "ไทย"])
def test_too_little_is_undetermined(text: str) -> None:
    assert identify(prepare(text)) == "und"


def test_english_phrase_in_an_indonesian_post_leaves_it_indonesian() -> None:
    text = "aku udah capek banget sama kerjaan, but life must go on ya kan, semangat aja deh"
    assert identify(prepare(text)) == "id"


@given(st.text(max_size=200))
def test_any_text_has_an_answer(text: str) -> None:
    assert identify(prepare(text)).isalpha()
