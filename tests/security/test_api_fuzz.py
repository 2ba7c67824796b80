"""The API against all that schemathesis thinks of: with a token, without, with the wrong one.

Examples are bounded and the same each time. Of another province's source nothing may come back.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextvars import Context
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.generation import GenerationMode

from sipks.api.urls import api
from sipks.intake.models import Item, SenderToken, Source, Verb
from sipks.intake.services.tokens import token_create, token_rotate
from sipks.intake.tests.intake_world import bring, lines, make_source
from sipks.people.scope import Actor
from sipks.places.models import Area

pytestmark = pytest.mark.django_db
APP = get_wsgi_application()
CANARY = "burungkenari"
EXAMPLES = 25
REFUSED = {(401, '{"detail": "Unauthorized"}')}
"""All is answered alike: not the least is told."""
OPERATIONS = [("POST", "/api/v1/bahan"), ("GET", "/api/v1/bahan/status"), ("GET", "/api/v1/kunci"),
              ("POST", "/api/v1/kunci/putar")]  # fmt: skip
MODES = [GenerationMode.POSITIVE, GenerationMode.NEGATIVE]
bounded = settings(
    max_examples=EXAMPLES, derandomize=True, database=None, deadline=None,
    phases=[Phase.generate], suppress_health_check=list(HealthCheck),
)  # fmt: skip


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
NAMES = st.sampled_from(
    ["id", "text", "title", "published_at", "source", "url", "lat", "lon", "author", "judul"]
)
LINES = st.lists(st.dictionaries(NAMES | st.text(), JSON, max_size=6), min_size=1, max_size=5)


@schemathesis.serializer("application/x-ndjson")
def as_lines(context: Any, value: Any) -> bytes:
    """The text itself, or a line of JSON."""
    return (value if isinstance(value, str) else json.dumps(value)).encode(errors="surrogatepass")


@dataclass(frozen=True)
class Kept:
    """What another province has, none of which may be told."""

    ids: tuple[str, ...]
    secret: str

    def leaks(self, text: str) -> list[str]:
        words = (*self.ids, self.secret, CANARY, "KUPANG")
        return [one for one in words if one.lower() in text.lower()]


@pytest.fixture
def own(areas: dict[str, Area], program: Actor) -> Source:
    return make_source(areas["73.71"], "MAKASSAR")


@pytest.fixture
def kept(areas: dict[str, Area], program: Actor) -> Kept:
    source = make_source(areas["53.71"], "KUPANG")
    bring(
        source, lines({"id": CANARY, "text": f"{CANARY} di Kupang"}, {"text": "", "title": CANARY})
    )
    token, secret = token_create(source=source, name=CANARY)
    ids = [str(pk) for pk in Item.objects.filter(source=source).values_list("pk", flat=True)]
    return Kept((*ids, str(source.pk), str(token.pk)), secret)


@pytest.fixture(autouse=True)
def _one_transaction() -> Iterator[None]:
    """A server gives its connection back after a request; that would end the test's transaction."""
    signals = (request_started, request_finished)
    for one in signals:
        one.disconnect(close_old_connections)
    yield
    for one in signals:
        one.connect(close_old_connections)


@pytest.fixture
def plenty(settings: Any) -> None:
    """Limits are tried elsewhere."""
    settings.TOKEN_PER_MINUTE = 10**9


@pytest.fixture(scope="module")
def schema() -> Any:
    """The description of the API as it stands."""
    return schemathesis.openapi.from_dict(api.get_openapi_schema())


def cases(schema: Any, mode: GenerationMode) -> Any:
    """Requests of every operation, as described or just not so."""
    found = [schema[path][verb] for verb, path in OPERATIONS]
    return st.one_of([one.as_strategy(generation_mode=mode) for one in found])


def ask(case: Any, secret: str | None) -> Any:
    """Ask with this token, whatever the request thinks of tokens."""

    def app(environ: dict[str, Any], start_response: Any) -> Any:
        environ.pop("HTTP_AUTHORIZATION", None)
        if secret is not None:
            environ["HTTP_AUTHORIZATION"] = f"Bearer {secret}"
        return APP(environ, start_response)

    case.headers = {"Accept-Encoding": "identity"}
    # As a server does: nobody is bound before the request comes.
    return Context().run(case.call, app=app, base_url="http://localhost/")


def test_the_operations_are_all(schema: Any) -> None:
    found = sorted((one.ok().method.upper(), one.ok().path) for one in schema.get_all_operations())
    assert found == sorted(OPERATIONS)


@pytest.mark.parametrize("mode", MODES)
def test_with_a_token(
    mode: GenerationMode, schema: Any, own: Source, kept: Kept, plenty: None
) -> None:
    met: set[int] = set()
    _, secret = token_create(source=own, name="uji", verbs=[one.value for one in Verb])
    state = {"secret": secret}

    @bounded
    @given(cases(schema, mode))
    def every(case: Any) -> None:
        answer = ask(case, state["secret"])
        met.add(answer.status_code)
        assert answer.status_code < 500
        assert answer.status_code not in (401, 403)
        assert kept.leaks(answer.text) == []
        conforms(case, answer)
        if "secret" in (told := told_of(answer)):
            state["secret"] = told["secret"]

    every()
    assert 200 in met


@pytest.mark.parametrize("mode", MODES)
def test_with_the_ids_of_others(
    mode: GenerationMode, schema: Any, own: Source, kept: Kept, plenty: None
) -> None:
    """Whatever else is asked, with real ids and codes of another province in it."""
    _, secret = token_create(source=own, name="uji", verbs=[one.value for one in Verb])

    @bounded
    @given(schema["/api/v1/bahan/status"]["GET"].as_strategy(generation_mode=mode))
    def status(case: Any) -> None:
        case.query = {**(case.query or {}), "id": list(kept.ids)}
        answer = ask(case, secret)
        assert answer.status_code < 500
        if answer.status_code == 200:
            assert {one["status"] for one in told_of(answer)} == {"unknown"}

    @bounded
    @given(schema["/api/v1/bahan"]["POST"].as_strategy(generation_mode=mode))
    def deliver(case: Any) -> None:
        case.query = {"sumber": "KUPANG"}
        assert ask(case, secret).status_code in (400, 404, 413, 415)

    before = Item.objects.exclude(source=own).count()
    status()
    deliver()
    assert Item.objects.exclude(source=own).count() == before


def test_lines_of_any_shape(schema: Any, own: Source, kept: Kept, plenty: None) -> None:
    _, secret = token_create(source=own, name="uji")
    met: set[str] = set()

    @bounded
    @given(LINES)
    def every(said: list[Any]) -> None:
        case = schema["/api/v1/bahan"]["POST"].Case(media_type="application/x-ndjson")
        case.body = "\n".join(json.dumps(one) for one in said)
        answer = ask(case, secret)
        conforms(case, answer)
        assert answer.status_code == 200
        assert kept.leaks(answer.text) == []
        assert len(told_of(answer)["results"]) >= len(said)
        met.update(one["status"] for one in told_of(answer)["results"])

    every()
    assert met >= {"stored", "set_aside"}


def refused() -> Iterator[tuple[str, dict[str, Any]]]:
    past = timezone.now() - timedelta(minutes=1)
    yield "expired", {"expires_at": past}
    yield "revoked", {"revoked_at": past}
    yield "elsewhere", {"networks": ["203.0.113.0/24"]}


@pytest.mark.parametrize(("why", "change"), list(refused()), ids=lambda one: str(one)[:10])
def test_with_a_token_that_is_not_valid(
    why: str, change: dict[str, Any], schema: Any, own: Source, kept: Kept,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    _, secret = token_create(source=own, name="uji", verbs=[one.value for one in Verb])
    SenderToken.objects.filter(source=own).update(**change)
    before = Item.objects.count()
    assert answers(schema, secret, monkeypatch) == REFUSED
    assert Item.objects.count() == before


@pytest.mark.parametrize("secret", [None, "", "sipks_" + "a" * 43, "\x7f", "a b"])
def test_without_a_token(
    secret: str | None, schema: Any, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = Item.objects.count()
    assert answers(schema, secret, monkeypatch) == REFUSED
    assert Item.objects.count() == before


def answers(
    schema: Any, secret: str | None, monkeypatch: pytest.MonkeyPatch
) -> set[tuple[int, str]]:
    """The different answers to all that was asked with one token, with no limit to asking."""
    monkeypatch.setattr("sipks.intake.services.token_check.bucket_take", lambda *_: 0.0)
    told: set[tuple[int, str]] = set()

    @bounded
    @given(st.one_of(cases(schema, MODES[0]), cases(schema, MODES[1])))
    def every(case: Any) -> None:
        answer = ask(case, secret)
        told.add((answer.status_code, answer.text))
        conforms(case, answer)

    every()
    return told


def test_with_a_token_of_another_scope(schema: Any, own: Source, kept: Kept, plenty: None) -> None:
    """What a token was not made for is refused, whatever is asked."""
    for verb, may in (
        (Verb.SEND, ("POST", "/api/v1/bahan")),
        (Verb.STATUS, ("GET", "/api/v1/bahan/status")),
    ):
        _, secret = token_create(source=own, name=verb, verbs=[verb])
        met = statuses(schema, secret)
        open_to_all = ("GET", "/api/v1/kunci")
        assert {key for key, found in met.items() if found != {403}} == {may, open_to_all}
        assert met[open_to_all] == {200}


def statuses(schema: Any, secret: str) -> dict[tuple[str, str], set[int]]:
    """What each operation answered to all that was asked with one token."""
    met: dict[tuple[str, str], set[int]] = {}

    @bounded
    @given(cases(schema, GenerationMode.POSITIVE))
    def every(case: Any) -> None:
        answer = ask(case, secret)
        met.setdefault((case.method.upper(), case.operation.path), set()).add(answer.status_code)
        conforms(case, answer)

    every()
    return met


def test_the_secret_before_a_rotation_rotates_nothing(own: Source, schema: Any) -> None:
    token, old = token_create(source=own, name="uji", verbs=[Verb.ROTATE])
    token_rotate(token=token)
    case = schema["/api/v1/kunci/putar"]["POST"].Case()
    answer = ask(case, old)
    assert answer.status_code == 409
    conforms(case, answer)


def conforms(case: Any, answer: Any) -> None:
    """What was answered is what the description says may be answered."""
    checks = schemathesis.checks
    case.validate_response(
        answer,
        checks=[
            checks.not_a_server_error,
            *checks.CHECKS.get_by_names(
                ["status_code_conformance", "content_type_conformance",
                 "response_schema_conformance", "response_headers_conformance"]
            ),
        ],
    )  # fmt: skip


def told_of(answer: Any) -> Any:
    return answer.json() if "json" in str(answer.headers.get("content-type")) else {}
