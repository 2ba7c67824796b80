"""A failure of protection, from knowledge to both notices."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from sipks.audit.models import Entry
from sipks.people.models import User
from sipks.people.scope import Actor, bind
from sipks.privacy.choices import BreachState, BreachVerb
from sipks.privacy.models import Breach
from sipks.privacy.services.breaches import MOVES, breach_step, moves
from sipks.privacy.services.errors import StepRefused

MakeBreach = Callable[..., Breach]


@pytest.fixture
def handling(dpo: User) -> Iterator[Actor]:
    with bind(Actor.of(dpo)) as actor:
        yield actor


def step(breach: Breach, verb: BreachVerb, **said: Any) -> Breach:
    fresh = Breach.objects.get(pk=breach.pk)
    taken: dict[str, Any] = {"version": fresh.version, "note": "Dilakukan"} | said
    return breach_step(breach=fresh, verb=verb, **taken)


def test_it_goes_from_knowledge_to_its_end(make_breach: MakeBreach, handling: Actor) -> None:
    made = make_breach()
    assert made.due_at == made.known_at + timedelta(hours=72)
    step(made, BreachVerb.CONTAIN)
    step(made, BreachVerb.TELL_AGENCY)
    still = step(made, BreachVerb.AMEND, amended={"subjects": 12, "measures": "Sandi diganti"})
    assert still.open
    told = step(made, BreachVerb.TELL_SUBJECTS)
    assert not told.open
    done = step(made, BreachVerb.CLOSE)
    assert (done.state, done.subjects, done.measures) == (BreachState.CLOSED, 12, "Sandi diganti")
    assert not done.late()
    verbs = [one.verb for one in done.steps.all()]
    assert verbs == ["open", "contain", "tell_agency", "amend", "tell_subjects", "close"]


def test_unknown_is_not_zero(make_breach: MakeBreach, handling: Actor) -> None:
    assert make_breach().subjects is None
    assert make_breach(subjects=0).subjects == 0


def test_it_is_late_when_one_notice_is_late(make_breach: MakeBreach, handling: Actor) -> None:
    made = make_breach(ago=timedelta(hours=73))
    assert made.late()
    step(made, BreachVerb.CONTAIN)
    step(made, BreachVerb.TELL_AGENCY)
    done = step(made, BreachVerb.TELL_SUBJECTS)
    assert done.late()
    assert not make_breach(ago=timedelta(hours=71)).late()


def test_it_is_not_closed_without_both_notices_or_a_ground(
    make_breach: MakeBreach, handling: Actor
) -> None:
    made = make_breach()
    step(made, BreachVerb.CONTAIN)
    step(made, BreachVerb.TELL_AGENCY)
    with pytest.raises(StepRefused, match="Pemberitahuan belum lengkap"):
        step(made, BreachVerb.CLOSE)
    done = step(made, BreachVerb.CLOSE, ground="UU 27/2022 Pasal 50 ayat (1) huruf b")
    assert done.steps.get(verb="close").ground == "UU 27/2022 Pasal 50 ayat (1) huruf b"


def test_each_step_says_why(make_breach: MakeBreach, handling: Actor) -> None:
    made = make_breach()
    for verb in moves(made):
        with pytest.raises(StepRefused):
            step(made, verb, note=" ")


def test_a_notice_is_offered_once(make_breach: MakeBreach, handling: Actor) -> None:
    made = step(make_breach(), BreachVerb.TELL_AGENCY)
    assert BreachVerb.TELL_AGENCY not in moves(made)


@pytest.mark.parametrize("state", list(BreachState))
@pytest.mark.parametrize("verb", list(MOVES))
def test_steps_that_do_not_follow_are_refused(
    make_breach: MakeBreach, handling: Actor, state: BreachState, verb: str
) -> None:
    made = make_breach()
    Breach.objects.filter(pk=made.pk).update(state=state)
    if state in MOVES[verb][0]:
        done = step(made, BreachVerb(verb), ground="UU")
        assert done.state == (MOVES[verb][1] or state)
    else:
        with pytest.raises(StepRefused):
            step(made, BreachVerb(verb), ground="UU")


def test_identifiers_in_it_are_masked(make_breach: MakeBreach, handling: Actor) -> None:
    made = make_breach(what="Berkas dengan NIK 7371990101900001", title="HP 081200001234 hilang")
    assert "7371990101900001" not in made.what
    assert "081200001234" not in made.title


def test_it_is_in_the_record(make_breach: MakeBreach, handling: Actor) -> None:
    step(make_breach(), BreachVerb.CONTAIN)
    verbs = set(Entry.objects.filter(subject="breach").values_list("verb", flat=True))
    # An officer for data protection reads of the record what he did himself.
    assert verbs == {"privacy_breach_open", "privacy_breach_contain"}


def test_nobody_else_steps(
    make_breach: MakeBreach, officer: User, head: User, far_dpo: User
) -> None:
    made = make_breach()
    for user in (officer, head, far_dpo):
        with bind(Actor.of(user)), pytest.raises(PermissionDenied):
            breach_step(breach=made, verb=BreachVerb.CONTAIN, version=1, note="x")
