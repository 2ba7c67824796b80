"""Every address of the project, and who gets what there. Written by hand: a new one needs a line.

An answer is a status, or `SIGN_IN` for being sent to the sign-in page. Where something is asked
for that is not one's to see, the answer is 404, as if it did not exist.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.urls.resolvers import URLResolver

from .world import SECRET, Kept

SIGN_IN = "sign in"
Answers = dict[str, int | str]

READERS = ("officer", "junior", "leader", "neighbour", "stranger", "province", "centre")
SENDERS = tuple(name for name in READERS if name != "leader")
ABOVE = ("officer", "leader", "province", "centre")
"""Who may read all that Kota Makassar has; `junior` only up to Terbatas."""
SIGNED_IN = (*READERS, "reporter", "admin")


def _answers(nobody: int | str, others: int, **some: Any) -> Answers:
    found: Answers = {"nobody": nobody, **dict.fromkeys(SIGNED_IN, others)}
    return found | some


def _only(who: tuple[str, ...]) -> Answers:
    return _answers(SIGN_IN, 403) | dict.fromkeys(who, 200)


EVERYBODY = _answers(200, 200)
NOBODY = _answers(404, 404)
OFFICERS = _answers(SIGN_IN, 200)
POST_ONLY = _answers(SIGN_IN, 405)
HOME = _answers(SIGN_IN, 302)
LISTS = _only(READERS)
SENDERS_FORM = _only(SENDERS)
RECORD = _only(READERS) | {"neighbour": 404, "stranger": 404}
# The file has been read: htmx is told to ask no more.
DONE_RECORD = RECORD | dict.fromkeys((*ABOVE, "junior"), 286)

GET: dict[str, Answers] = {
    "healthz": EVERYBODY,
    "readyz": EVERYBODY,
    "metrics": EVERYBODY,  # from this machine, see `test_metrics_stay_on_the_machine`
    "favicon": _answers(301, 301),
    "account_login": _answers(200, 302),
    "account_logout": _answers(SIGN_IN, 200),
    "account_inactive": EVERYBODY,
    "account_signup": _answers(200, 302),  # says that it is closed
    "account_reauthenticate": OFFICERS,
    "account_email": OFFICERS,  # a change asks for the password once more
    "account_email_verification_sent": EVERYBODY,
    "account_change_password": OFFICERS,
    "account_set_password": HOME,
    "account_reset_password": EVERYBODY,
    "account_confirm_login_code": _answers(SIGN_IN, 302),
    "account_confirm_email": EVERYBODY,
    "account_reset_password_from_key_done": EVERYBODY,
    "account_reset_password_from_key": EVERYBODY,
    "account_reset_password_done": EVERYBODY,
    "api:openapi-json": OFFICERS,
    "api:deliver": _answers(405, 405),
    "api:api-root": NOBODY,
    "home": HOME,
    "set_language": _answers(302, 302),
    "web:live": EVERYBODY,  # who may see nothing hears nothing, see `test_live.py` of web
    "web:theme": _answers(405, 405),
    "places:search": OFFICERS,
    "places:outlines": OFFICERS,
    "places:area": OFFICERS,
    "intake:item": RECORD,
    "intake:item_reading": RECORD,
    "intake:sources": LISTS,
    "intake:source_new": SENDERS_FORM,
    "intake:source": RECORD,
    "intake:token_new": POST_ONLY,
    "intake:token_revoke": POST_ONLY,
    "intake:upload_new": POST_ONLY,
    "intake:uploads": LISTS,
    "intake:upload": RECORD,
    "intake:upload_progress": DONE_RECORD,
    "intake:upload_replay": POST_ONLY,
    "intake:set_aside": LISTS,
    "intake:set_aside_replay": POST_ONLY,
    "intake:set_aside_drop": POST_ONLY,
    "intake:report": OFFICERS,  # everybody may report
    "intake:report_sent": OFFICERS,  # says its own number and nothing else
    "incidents:map": OFFICERS,  # counts what one may see: for a reporter, nothing
    "incidents:map_data": OFFICERS,
    "incidents:queue": LISTS,
    "incidents:queue_news": LISTS,
    "incidents:detail": RECORD,
    "incidents:decide": POST_ONLY,
}


def expected(name: str, level: str) -> Answers:
    """What each person gets at an address of a record of this level."""
    row = GET[name]
    return row | {"junior": 404} if level == SECRET and row in (RECORD, DONE_RECORD) else row


def address(name: str, kept: Kept) -> str:
    """The address for the records of one level."""
    return reverse(name, kwargs=_arguments(name, kept))


def _arguments(name: str, kept: Kept) -> dict[str, Any]:
    records = {
        "intake:item": kept.item, "intake:item_reading": kept.item, "intake:source": kept.source,
        "intake:token_new": kept.source, "intake:token_revoke": kept.source,
        "intake:upload_new": kept.source, "intake:upload": kept.upload,
        "intake:upload_progress": kept.upload, "intake:upload_replay": kept.upload,
        "intake:set_aside_replay": kept.aside, "intake:set_aside_drop": kept.aside,
        "intake:report_sent": kept.item, "incidents:detail": kept.incident,
        "incidents:decide": kept.incident,
    }  # fmt: skip
    others: dict[str, dict[str, Any]] = {
        "account_confirm_email": {"key": "MQ:tidak-ada"},
        "account_reset_password_from_key": {"uidb36": "1", "key": "tidak-ada"},
        "places:outlines": {"code": "73"},
        "places:area": {"code": "73.71"},
        "intake:token_revoke": {"token": kept.token.pk},
        "incidents:decide": {"verb": "kategori"},
    }
    key = {"pk": records[name].pk} if name in records else {}
    return key | others.get(name, {})


def names(resolver: URLResolver, within: str = "") -> Iterator[str]:
    """The names of all addresses below a resolver, with their namespaces."""
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from names(one, f"{within}{one.namespace}:" if one.namespace else within)
        else:
            yield f"{within}{one.name}"
