"""A request of a data subject, from its receipt to the answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from sipks.audit.models import Entry
from sipks.people.models import User
from sipks.people.scope import Actor, bind
from sipks.places.models import Area
from sipks.privacy.choices import Channel, Outcome, RequestKind, RequestState, RequestVerb
from sipks.privacy.models import SubjectRequest
from sipks.privacy.retention.run import retention_run, service_actor
from sipks.privacy.rights import UNPROVEN, grounds
from sipks.privacy.sealing import ApplicantStore
from sipks.privacy.services.errors import StepRefused
from sipks.privacy.services.person import person_of
from sipks.privacy.services.requests import MOVES, moves, request_create, request_step

from .conftest import ASKS, MakeRequest


@pytest.fixture
def handling(dpo: User) -> Iterator[Actor]:
    with bind(Actor.of(dpo)) as actor:
        yield actor


def step(request: SubjectRequest, verb: RequestVerb, **said: Any) -> SubjectRequest:
    fresh = SubjectRequest.objects.select_related("area").get(pk=request.pk)
    return request_step(request=fresh, verb=verb, **({"version": fresh.version} | said))


def test_it_goes_from_receipt_to_answer(make_request: MakeRequest, handling: Actor) -> None:
    made = make_request()
    step(made, RequestVerb.IDENTIFY, note="KTP diperlihatkan di loket")
    step(made, RequestVerb.DECIDE, note="Ada tiga", outcome=Outcome.GRANTED, reply="Terlampir.")
    done = step(made, RequestVerb.ANSWER, note="Surat dikirim lewat pos")
    assert (done.state, done.outcome) == (RequestState.ANSWERED, Outcome.GRANTED)
    assert not done.open
    assert not done.late()
    told = [one.verb for one in done.steps.all()]
    assert told == ["receive", "identify", "decide", "answer"]
    person = person_of(done)
    assert person is not None
    assert (person.applicant, person.reply) == (ASKS.applicant, "Terlampir.")


def test_a_reply_that_cannot_be_sealed_is_refused_and_not_lost_unseen(
    make_request: MakeRequest, handling: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make_request()
    step(made, RequestVerb.IDENTIFY, note="KTP diperlihatkan di loket")
    monkeypatch.setattr("sipks.privacy.services.person.person_of", lambda request: None)
    with pytest.raises(StepRefused, match="kuncinya tidak ada"):
        step(made, RequestVerb.DECIDE, note="Ada", outcome=Outcome.GRANTED, reply="Terlampir.")
    assert SubjectRequest.objects.get(pk=made.pk).state == RequestState.IDENTIFIED


def test_the_clock_runs_from_receipt_and_lateness_stays(
    make_request: MakeRequest, handling: Actor
) -> None:
    made = make_request(ago=timedelta(hours=71, minutes=59))
    assert made.due_at == made.received_at + timedelta(hours=72)
    assert not made.late()
    late = make_request(ago=timedelta(hours=73))
    assert late.late()
    done = step(late, RequestVerb.WITHDRAW, note="Pemohon menarik permohonan")
    assert done.late()
    assert not done.open


def test_numbers_count_by_office_and_year(
    make_request: MakeRequest, handling: Actor, areas: dict[str, Area], far_dpo: User
) -> None:
    year = timezone.now().year
    assert [make_request().number for _ in range(2)] == [
        f"PDP/73.71/{year}/0001", f"PDP/73.71/{year}/0002",
    ]  # fmt: skip
    assert make_request(RequestKind.INFORMATION).number == f"KIP/73.71/{year}/0001"
    with bind(Actor.of(far_dpo)):
        other = request_create(
            area=areas["53.71"], kind=RequestKind.ACCESS, channel=Channel.DESK, person=ASKS,
            received_at=timezone.now(),
        )  # fmt: skip
    assert other.number == f"PDP/53.71/{year}/0001"


def test_who_asks_is_sealed_in_the_table(make_request: MakeRequest, handling: Actor) -> None:
    made = make_request()
    with connection.cursor() as cursor:
        cursor.execute("select row_to_json(r)::text from privacy_subjectrequest r")
        (row,) = cursor.fetchone()
    for word in (ASKS.applicant, ASKS.contact, ASKS.about):
        assert word not in row
        assert word.encode() not in bytes(made.person)


def test_what_was_sealed_for_another_request_does_not_open(
    make_request: MakeRequest, handling: Actor
) -> None:
    one, other = make_request(), make_request()
    other.person = one.person
    assert person_of(other) is None


def test_a_rotation_of_keys_reaches_the_applicants(
    make_request: MakeRequest, handling: Actor
) -> None:
    from sipks.people.seal import key_of
    from sipks.people.seal.ring import ring

    make_request()
    made = make_request()
    store = ApplicantStore()
    assert dict(store.counts()) == {ring().current.id: 2}
    assert store.renew(10) == 0
    assert key_of(bytes(made.person)) == ring().current.id


def test_the_record_and_the_steps_do_not_name_the_applicant(
    make_request: MakeRequest, handling: Actor
) -> None:
    made = make_request()
    step(made, RequestVerb.NOTE, note="Ditelepon ke 081200001234, NIK 7371990101900001")
    note = made.steps.get(verb="note").note
    assert "081200001234" not in note
    assert "7371990101900001" not in note
    entries = [str(one.detail) for one in Entry.objects.filter(subject="subject_request")]
    assert entries
    assert not any(ASKS.applicant in one or ASKS.contact in one for one in entries)


def test_identity_comes_before_the_decision(make_request: MakeRequest, handling: Actor) -> None:
    made = make_request()
    with pytest.raises(StepRefused, match="belum dibuktikan"):
        step(made, RequestVerb.DECIDE, note="Baik", outcome=Outcome.GRANTED)
    done = step(
        made, RequestVerb.DECIDE, note="Tiga kali diminta", outcome=Outcome.REFUSED,
        ground="unproven",
    )  # fmt: skip
    assert done.ground == UNPROVEN


def test_public_information_needs_no_proof_of_identity(
    make_request: MakeRequest, handling: Actor
) -> None:
    made = make_request(RequestKind.INFORMATION)
    assert step(made, RequestVerb.DECIDE, note="Terbuka", outcome=Outcome.GRANTED).outcome


@pytest.mark.parametrize("outcome", [Outcome.REFUSED, Outcome.PARTLY])
def test_a_refusal_names_its_legal_ground(
    make_request: MakeRequest, handling: Actor, outcome: Outcome
) -> None:
    made = make_request(RequestKind.ERASE)
    step(made, RequestVerb.IDENTIFY, note="KTP")
    with pytest.raises(StepRefused, match="dasar pengecualian"):
        step(made, RequestVerb.DECIDE, note="Tidak", outcome=outcome)
    done = step(made, RequestVerb.DECIDE, note="Penyidikan", outcome=outcome, ground="law")
    assert done.ground == "UU 27/2022 Pasal 15 ayat (1) huruf b: kepentingan proses penegakan hukum"
    assert done.steps.get(verb="decide").ground == done.ground


def test_grounds_follow_the_law_of_the_right() -> None:
    assert "Pasal 50" in grounds(RequestKind.ACCESS)["law"]
    assert "Pasal 50" in grounds(RequestKind.CORRECT)["law"]
    for kind in (RequestKind.STOP, RequestKind.LIMIT, RequestKind.ERASE, RequestKind.OBJECT):
        assert "Pasal 15" in grounds(kind)["law"]
    assert "unproven" not in grounds(RequestKind.INFORMATION)
    assert "Pasal 17" in grounds(RequestKind.INFORMATION)["informant"]


@pytest.mark.parametrize("verb", [RequestVerb.IDENTIFY, RequestVerb.NOTE])
def test_steps_say_how(make_request: MakeRequest, handling: Actor, verb: RequestVerb) -> None:
    made = make_request()
    with pytest.raises(StepRefused):
        step(made, verb, note="  ")


def test_only_public_information_can_be_extended_once(
    make_request: MakeRequest, handling: Actor
) -> None:
    with pytest.raises(StepRefused, match="tidak dapat diperpanjang"):
        step(make_request(), RequestVerb.EXTEND, note="Banyak")
    made = make_request(RequestKind.INFORMATION)
    with pytest.raises(StepRefused, match="alasan tertulis"):
        step(made, RequestVerb.EXTEND)
    later = step(made, RequestVerb.EXTEND, note="Perlu uji konsekuensi")
    assert later.due_at > made.due_at
    assert RequestVerb.EXTEND not in moves(later)
    with pytest.raises(StepRefused):
        step(made, RequestVerb.EXTEND, note="Lagi")


def test_two_at_once_are_noticed(make_request: MakeRequest, handling: Actor) -> None:
    made = make_request()
    step(made, RequestVerb.NOTE, note="satu")
    with pytest.raises(StepRefused, match="Orang lain"):
        step(made, RequestVerb.NOTE, note="dua", version=made.version)


@pytest.mark.parametrize("state", list(RequestState))
@pytest.mark.parametrize("verb", list(MOVES))
def test_steps_that_do_not_follow_are_refused(
    make_request: MakeRequest, handling: Actor, state: RequestState, verb: str
) -> None:
    made = make_request(RequestKind.INFORMATION)
    SubjectRequest.objects.filter(pk=made.pk).update(state=state)
    said = {"note": "x", "outcome": Outcome.GRANTED}
    if state in MOVES[verb][0]:
        done = step(made, RequestVerb(verb), **said)
        assert done.state == (MOVES[verb][1] or state)
    else:
        with pytest.raises(StepRefused):
            step(made, RequestVerb(verb), **said)


def test_what_is_closed_stays_closed() -> None:
    for verb, (states, leads) in MOVES.items():
        ended = {RequestState.ANSWERED, RequestState.WITHDRAWN} & set(states)
        assert not ended or (verb == RequestVerb.NOTE and leads is None)


def test_a_moment_to_come_is_no_receipt(make_request: MakeRequest) -> None:
    with pytest.raises(StepRefused, match="belum terjadi"):
        make_request(ago=-timedelta(hours=1))


def test_nobody_else_records_or_steps(
    make_request: MakeRequest, areas: dict[str, Area], officer: User, head: User, far_dpo: User
) -> None:
    made = make_request()
    for user in (officer, head, far_dpo):
        with bind(Actor.of(user)), pytest.raises(PermissionDenied):
            request_step(request=made, verb=RequestVerb.NOTE, version=1, note="x")
        with bind(Actor.of(user)), pytest.raises(PermissionDenied):
            request_create(
                area=areas["73.71"], kind=RequestKind.ACCESS, channel=Channel.DESK, person=ASKS,
                received_at=timezone.now(),
            )  # fmt: skip


def test_after_its_term_the_applicant_is_taken_out(make_request: MakeRequest, dpo: User) -> None:
    made = make_request()
    open_ = make_request()
    with bind(Actor.of(dpo)):
        step(made, RequestVerb.WITHDRAW, note="Ambo menarik permohonannya")
    with bind(service_actor()):
        SubjectRequest.objects.update(closed_at=timezone.now() - timedelta(days=731))
        SubjectRequest.objects.filter(pk=open_.pk).update(closed_at=None)
        assert retention_run(apply=True, kinds=["applicant"]).found[0]["done"] == 1
        kept = SubjectRequest.objects.get(pk=made.pk)
        assert (bytes(kept.person), kept.number) == (b"", made.number)
        assert {one.note for one in kept.steps.all()} == {""}
        assert person_of(SubjectRequest.objects.get(pk=open_.pk)) == ASKS
