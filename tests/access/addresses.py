"""Every address of the project, and who gets what there. Written by hand: a new one needs a line.

An answer is a status, or `SIGN_IN` for being sent to the sign-in page. Where something is asked
for that is not one's to see, the answer is 404, as if it did not exist; where one's role does not
do such things anywhere, it is 403.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.urls.resolvers import URLResolver

from .world import SECRET, Kept

SIGN_IN = "sign in"
Answers = dict[str, int | str]

ABOVE = ("officer", "operator", "head", "leader", "member", "auditor", "province", "centre")
"""Who may read all that Kota Makassar has; `junior` only up to Terbatas."""
AWAY = ("neighbour", "stranger", "outsider")
"""Who read elsewhere: in the next regency, in another province, and there in every role."""
READERS = (*ABOVE, "junior", *AWAY)
WITHOUT = ("reporter", "council", "guest", "ppid", "admin")
"""Who read nothing of their area; `guest` has one incident of each level shared with him."""
SIGNED_IN = (*READERS, *WITHOUT)

VERIFIERS = ("officer", "junior", "head", "province", "centre", *AWAY)
SENDERS = (*VERIFIERS, "operator")
REPORTERS = (*SENDERS, "member", "reporter")
OFFICES = ("head", "admin", "outsider")
AUDITORS = ("auditor", "outsider")
EXPLAINERS = ("auditor", "admin", "outsider")
PRIVACY = ("ppid", "outsider")
PRIVACY_READERS = (*PRIVACY, "head", "auditor")


def _answers(nobody: int | str, others: int, **some: Any) -> Answers:
    found: Answers = {"nobody": nobody, **dict.fromkeys(SIGNED_IN, others)}
    return found | some


def _only(who: tuple[str, ...], else_: int = 403, answer: int = 200) -> Answers:
    return _answers(SIGN_IN, else_) | dict.fromkeys(who, answer)


def _record(who: tuple[str, ...], answer: int = 200, else_: int = 403) -> Answers:
    """A page of something of Makassar's: for those of `who` who are not away."""
    return _only(who, else_, answer) | {one: 404 for one in AWAY if one in who}


EVERYBODY = _answers(200, 200)
NOBODY = _answers(404, 404)
OFFICERS = _answers(SIGN_IN, 200)
POST_ONLY = _answers(SIGN_IN, 405)
AWAY_FROM_HERE = _answers(SIGN_IN, 302)
NOT_SET_UP = _answers(SIGN_IN, 404)
LISTS = _only(READERS)
READ = _record(READERS)
SENT_READ = _record(SENDERS)
# The file has been read: htmx is told to ask no more.
DONE_READ = _record(READERS, 286)
WITH_SHARED: Answers = {"guest": 200}
MANAGED = _record(OFFICES)
TEAM = _answers(SIGN_IN, 404) | dict.fromkeys((*ABOVE, "junior", "admin"), 200)
PRIVACY_PAGE = _record(PRIVACY_READERS)
PRIVACY_WORK = _record(PRIVACY)

GET: dict[str, Answers] = {
    "healthz": EVERYBODY,
    "readyz": EVERYBODY,
    "metrics": EVERYBODY,  # from this machine, see `test_metrics_stay_on_the_machine`
    "favicon": _answers(301, 301),
    "home": AWAY_FROM_HERE,
    "set_language": _answers(302, 302),
    "web:live": EVERYBODY,  # who may see nothing hears nothing, see `test_live.py` of web
    "web:theme": _answers(405, 405),
    # Signing in, and what one has for it.
    "account_login": _answers(200, 302),
    "account_logout": OFFICERS,
    "account_inactive": EVERYBODY,
    "account_signup": _answers(200, 302),  # says that it is closed
    "account_reauthenticate": OFFICERS,
    "account_change_password": OFFICERS,
    "account_set_password": AWAY_FROM_HERE,
    "account_reset_password": EVERYBODY,
    "account_reset_password_from_key": EVERYBODY,
    "account_reset_password_from_key_done": EVERYBODY,
    "account_reset_password_done": EVERYBODY,
    "mfa_login_webauthn": AWAY_FROM_HERE,
    "mfa_authenticate": AWAY_FROM_HERE,
    "mfa_index": OFFICERS,
    "mfa_reauthenticate": AWAY_FROM_HERE,  # they have no factor of which to show the proof
    "mfa_reauthenticate_webauthn": AWAY_FROM_HERE,
    "mfa_activate_totp": AWAY_FROM_HERE,  # asks for the password once more
    "mfa_deactivate_totp": NOT_SET_UP,
    "mfa_list_webauthn": OFFICERS,
    "mfa_add_webauthn": AWAY_FROM_HERE,
    "mfa_remove_webauthn": AWAY_FROM_HERE,
    "mfa_edit_webauthn": AWAY_FROM_HERE,
    "mfa_view_recovery_codes": NOT_SET_UP,
    "mfa_generate_recovery_codes": AWAY_FROM_HERE,
    "mfa_download_recovery_codes": NOT_SET_UP,
    "second_factor_begin": OFFICERS,
    "second_factor_reset": _record(OFFICES, 302, else_=404),
    "session_end": POST_ONLY,
    "other_sessions_end": POST_ONLY,
    "notices_seen": POST_ONLY,
    "openid_connect_login": NOBODY,  # no provider is configured here
    "openid_connect_callback": NOBODY,
    "socialaccount_login_cancelled": EVERYBODY,
    "socialaccount_login_error": _answers(401, 401),
    # The API: its operations stand in `operations.py`; a session opens none of them.
    "api:openapi-json": OFFICERS,
    "api:api-root": NOBODY,
    "api:deliver": _answers(405, 405),
    "api:rotate": _answers(405, 405),
    "api:status": _answers(401, 401),
    "api:key": _answers(401, 401),
    # Areas are public.
    "places:search": OFFICERS,
    "places:outlines": OFFICERS,
    "places:area": OFFICERS,
    # Material.
    "intake:item": READ,
    "intake:item_reading": READ,
    "intake:sources": LISTS,
    "intake:source_new": _only(SENDERS),
    "intake:source": READ,
    "intake:token_new": POST_ONLY,
    "intake:token_rotate": POST_ONLY,
    "intake:token_revoke": POST_ONLY,
    "intake:upload_new": POST_ONLY,
    "intake:uploads": LISTS,
    "intake:upload": READ,
    "intake:upload_file": SENT_READ,
    "intake:upload_progress": DONE_READ,
    "intake:upload_replay": POST_ONLY,
    "intake:set_aside": LISTS,
    "intake:set_aside_replay": POST_ONLY,
    "intake:set_aside_drop": POST_ONLY,
    "intake:report": _only(REPORTERS),
    "intake:report_sent": _only(REPORTERS),  # says its own number and nothing else
    "incidents:map": OFFICERS,  # counts what one may see: for a reporter, nothing
    "incidents:map_data": OFFICERS,
    "incidents:queue": LISTS | WITH_SHARED,
    "incidents:queue_news": LISTS | WITH_SHARED,
    "incidents:detail": READ | WITH_SHARED,
    "incidents:share": _record(VERIFIERS),
    "incidents:decide": POST_ONLY,
    "incidents:reader": LISTS,  # figures of what one may see, see `test_page.py` of learning
    "incidents:reader_train": POST_ONLY,
    "incidents:reader_promote": POST_ONLY,
    "incidents:reader_rollback": POST_ONLY,
    # Offices, people, teams.
    "people:offices": OFFICERS,
    "people:office": OFFICERS,  # its name and area; its people are for those of MANAGED
    "people:office_new": _only(OFFICES),
    "people:office_edit": MANAGED,
    "people:invite": MANAGED,
    "people:renew": MANAGED,
    "people:invitation": _answers(410, 410),  # a link without a secret is used up
    "people:invitation_revoke": POST_ONLY,
    "people:membership": MANAGED,
    "people:membership_end": POST_ONLY,
    "people:person": _record(OFFICES, else_=404),
    "people:hand_over": MANAGED,
    "people:leave": MANAGED,
    "people:hand_over_record": _record((*OFFICES, "junior"), else_=404),  # who took it over
    "people:teams": _only((*READERS, "admin")),
    "people:team": TEAM,
    "people:decree": TEAM,
    "people:decree_file": _answers(SIGN_IN, 404),  # this one has no file
    "people:decree_new": MANAGED,
    "people:decree_members": MANAGED,
    "people:decree_remove": POST_ONLY,
    # Sharing, secrets, explaining.
    "people:share_end": POST_ONLY,
    "people:share_renew": POST_ONLY,
    "people:access": _only(EXPLAINERS),
    "people:sealed_open": _answers(SIGN_IN, 404, officer=200, head=200),
    "people:sealed_openings": OFFICERS,  # one's own, and those that one looks after
    # The record of what was done.
    "people:record": _only(AUDITORS),
    "people:record_history": _record(READERS, else_=404) | WITH_SHARED,
    # Data protection.
    "privacy:home": _only(PRIVACY_READERS),
    "privacy:requests": _only(PRIVACY_READERS),
    "privacy:request_new": _only(PRIVACY),
    "privacy:request": PRIVACY_PAGE,
    "privacy:request_step": POST_ONLY,
    "privacy:request_search": POST_ONLY,
    "privacy:request_letter": PRIVACY_WORK,
    "privacy:breaches": _only(PRIVACY_READERS),
    "privacy:breach_new": _only(PRIVACY),
    "privacy:breach": PRIVACY_PAGE,
    "privacy:breach_step": POST_ONLY,
    "privacy:breach_letter": PRIVACY_WORK,
    "privacy:retention": _only(PRIVACY_READERS),
    "privacy:retention_term": POST_ONLY,
    "privacy:agreements": _only(PRIVACY_READERS),
    "privacy:agreement_new": _only(PRIVACY),
}


def expected(name: str, level: str) -> Answers:
    """What each person gets at an address of a record of this level."""
    row = GET[name]
    hidden = level == SECRET and name in LEVELLED and row["junior"] in (200, 286)
    return row | {"junior": 404} if hidden else row


def address(name: str, kept: Kept) -> str:
    """The address for the records of one level."""
    return reverse(name, kwargs=_arguments(name, kept))


OF_KEPT = {
    "intake:item": "item", "intake:item_reading": "item", "intake:source": "source",
    "intake:token_new": "source", "intake:token_revoke": "source", "intake:token_rotate": "source",
    "intake:upload_new": "source", "intake:upload": "upload", "intake:upload_file": "upload",
    "intake:upload_progress": "upload", "intake:upload_replay": "upload",
    "intake:set_aside_replay": "aside", "intake:set_aside_drop": "aside",
    "intake:report_sent": "item", "incidents:detail": "incident", "incidents:share": "incident",
    "incidents:decide": "incident", "people:record_history": "incident",
}  # fmt: skip
"""Address → whose key it takes: something of a level's material."""
LEVELLED = {
    name: part for name, part in OF_KEPT.items() if name != "intake:report_sent"
}  # fmt: skip
BESIDE = {
    "second_factor_reset": "colleague", "people:office": "office", "people:office_edit": "office",
    "people:invite": "office", "people:renew": "office", "people:invitation_revoke": "invitation",
    "people:membership": "membership", "people:membership_end": "membership",
    "people:person": "colleague", "people:hand_over": "colleague", "people:leave": "colleague",
    "people:hand_over_record": "hand_over", "people:team": "team", "people:decree_new": "team",
    "people:decree": "decree", "people:decree_members": "decree",
    "people:decree_file": "decree", "people:decree_remove": "decree",
    "people:share_end": "share", "people:share_renew": "share", "people:sealed_open": "sealed",
    "privacy:request": "request", "privacy:request_step": "request",
    "privacy:request_search": "request", "privacy:request_letter": "request",
    "privacy:breach": "breach", "privacy:breach_step": "breach", "privacy:breach_letter": "breach",
}  # fmt: skip
"""Address → whose key it takes: something that stands beside it."""


def _arguments(name: str, kept: Kept) -> dict[str, Any]:
    others: dict[str, dict[str, Any]] = {
        "account_reset_password_from_key": {"uidb36": "1", "key": "tidak-ada"},
        "mfa_remove_webauthn": {"pk": 1},
        "mfa_edit_webauthn": {"pk": 1},
        "session_end": {"column": "tidak-ada"},
        "openid_connect_login": {"provider_id": "tidak-ada"},
        "openid_connect_callback": {"provider_id": "tidak-ada"},
        "places:outlines": {"code": "73"},
        "places:area": {"code": "73.71"},
        "intake:token_revoke": {"token": kept.token.pk},
        "intake:token_rotate": {"token": kept.token.pk},
        "incidents:decide": {"verb": "kategori"},
        "privacy:breach_letter": {"to": "lembaga"},
        "people:record_history": {"subject": "incident"},
    }
    found = others.get(name, {})
    if name in OF_KEPT:
        found = found | {"pk": getattr(kept, OF_KEPT[name]).pk}
    if name in BESIDE:
        found = found | {"pk": kept.beside[BESIDE[name]].pk}
    return found


def names(resolver: URLResolver, within: str = "") -> Iterator[str]:
    """The names of all addresses below a resolver, with their namespaces."""
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from names(one, f"{within}{one.namespace}:" if one.namespace else within)
        else:
            yield f"{within}{one.name}"
