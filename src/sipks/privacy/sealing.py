"""The applicants of requests as a store of sealed values, so that a rotation of keys reaches it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from sipks.people.scope import Actor, bind
from sipks.people.seal import SealError, key_of, seal, unseal
from sipks.people.seal.ring import ring

LABEL = "privacy"


class ApplicantStore:
    """Who asked, in `SubjectRequest.person`."""

    name = "pemohon pelindungan data"

    def __init__(self) -> None:
        self._broken: set[UUID] = set()

    def counts(self) -> Mapping[str, int]:
        """Requests by the key that their applicant is sealed under."""
        from .models import SubjectRequest

        with bind(Actor.program("seal", "privacy")):
            rows = SubjectRequest.objects.exclude(person=b"").values_list("person", flat=True)
            return Counter(key_of(bytes(one)) for one in rows)

    @transaction.atomic
    def renew(self, limit: int) -> int:
        """Seal some applicants anew that are not under the current key."""
        from .models import SubjectRequest

        current, done = ring().current.id, 0
        with bind(Actor.program("seal", "privacy")):
            rows = SubjectRequest.objects.exclude(person=b"").exclude(pk__in=self._broken)
            for row in rows.order_by("pk").select_for_update(of=("self",)):
                if key_of(bytes(row.person)) == current:
                    continue
                try:
                    plain = unseal(LABEL, bytes(row.person), row.pk.bytes)
                except SealError:
                    self._broken.add(row.pk)
                    continue
                row.person = seal(LABEL, plain, row.pk.bytes)
                row.save(update_fields=["person"])
                if (done := done + 1) >= limit:
                    break
        return done
