"""The law of requests: the article of each right, and the grounds on which one may be refused."""

from __future__ import annotations

from typing import Final

from .choices import RequestKind

RIGHTS: Final[dict[str, str]] = {
    RequestKind.ACCESS: "UU 27/2022 Pasal 7 dan Pasal 32",
    RequestKind.CORRECT: "UU 27/2022 Pasal 6 dan Pasal 30",
    RequestKind.STOP: "UU 27/2022 Pasal 9 dan Pasal 40",
    RequestKind.LIMIT: "UU 27/2022 Pasal 11 dan Pasal 41",
    RequestKind.ERASE: "UU 27/2022 Pasal 8 dan Pasal 43",
    RequestKind.OBJECT: "UU 27/2022 Pasal 10",
    RequestKind.INFORMATION: "UU 14/2008 Pasal 4 dan Pasal 22",
}

_OF_RIGHTS = "UU 27/2022 Pasal 15 ayat (1) huruf"
_OF_DUTIES = "UU 27/2022 Pasal 50 ayat (1) huruf"
_OF_INFORMATION = "UU 14/2008 Pasal 17 huruf"
_THIRD = "UU 27/2022 Pasal 33 huruf b: akan mengungkap data pribadi milik orang lain"
_HARM = "UU 27/2022 Pasal 33 huruf a: membahayakan keamanan atau kesehatan pemohon atau orang lain"


def _interests(article: str) -> dict[str, str]:
    return {
        "defence": f"{article} a: kepentingan pertahanan dan keamanan nasional",
        "law": f"{article} b: kepentingan proses penegakan hukum",
        "state": f"{article} c: kepentingan umum dalam rangka penyelenggaraan negara",
    }


# Access and correction are duties of the office (Pasal 50); the other rights are narrowed by
# Pasal 15. Both hold only where a law is being carried out, which the reason must say.
_DUTY: Final = _interests(_OF_DUTIES) | {"third": _THIRD, "harm": _HARM}
_RIGHT: Final = _interests(_OF_RIGHTS) | {
    "science": f"{_OF_RIGHTS} e: kepentingan statistik dan penelitian ilmiah"
}
_PUBLIC: Final = {
    "law": f"{_OF_INFORMATION} a: menghambat proses penegakan hukum",
    "informant": f"{_OF_INFORMATION} a angka 2: identitas informan, pelapor, saksi, atau korban",
    "defence": f"{_OF_INFORMATION} c: membahayakan pertahanan dan keamanan negara",
    "private": f"{_OF_INFORMATION} h: mengungkap rahasia pribadi",
    "letters": f"{_OF_INFORMATION} i: memorandum atau surat yang menurut sifatnya dirahasiakan",
}
UNPROVEN: Final = "Identitas pemohon tidak dapat dibuktikan"


def grounds(kind: str) -> dict[str, str]:
    """Grounds for refusing a request of this kind, by key, with the legal text."""
    if kind == RequestKind.INFORMATION:
        return _PUBLIC
    own = _DUTY if kind in (RequestKind.ACCESS, RequestKind.CORRECT) else _RIGHT
    return own | {"unproven": UNPROVEN}
