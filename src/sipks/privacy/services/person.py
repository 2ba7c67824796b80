"""Who asks and in what words: sealed with the request, opened for the one who handles it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace

import orjson

from sipks.people.seal import SealError, seal, unseal
from sipks.privacy.models import SubjectRequest
from sipks.privacy.sealing import LABEL


@dataclass(frozen=True, slots=True)
class Person:
    """What is known of the applicant: no more than the answer needs."""

    applicant: str = ""
    contact: str = ""
    about: str = ""
    reply: str = ""


def person_seal(request: SubjectRequest, person: Person) -> None:
    """Put `person` into the request (not yet saved). Raises `SealError`."""
    request.person = seal(LABEL, orjson.dumps(asdict(person)), request.pk.bytes)


def person_of(request: SubjectRequest) -> Person | None:
    """The applicant; None where the keys do not open it. Empty once the term is over."""
    if not request.person:
        return Person()
    try:
        return Person(**orjson.loads(unseal(LABEL, bytes(request.person), request.pk.bytes)))
    except SealError:
        return None


def reply_seal(request: SubjectRequest, reply: str) -> bool:
    """Put the words of the reply beside the rest (not yet saved); false where the keys at hand do
    not open the rest, and nothing is put anywhere."""
    if (person := person_of(request)) is None:
        return False
    person_seal(request, replace(person, reply=reply))
    return True
