"""Who sees the rows of tables with rules of their own: the rules once more, as one would say them.

And the tables that hold no material, with the reason: whatever is not named here needs a policy.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sipks.people.permissions import Act
from sipks.people.scope import Actor

Rule = Callable[[Any, Actor], bool]


def _entry(row: Any, actor: Actor) -> bool:
    """Auditors of the area; what one did oneself, save what was refused; what happened to oneself,
    save what was asked about one; and the history of records that one reads."""
    if actor.may(Act.AUDIT, row.scope_code, row.classification):
        return True
    if row.history and actor.may(Act.READ, row.scope_code, row.classification):
        return True
    mine = row.actor_id == actor.id and row.verb != "refused"
    about = row.subject == "user" and row.subject_id == str(actor.id)
    return bool(mine or (about and row.verb != "access_explain"))


def _offices(row: Any, actor: Actor) -> bool:
    return actor.may(Act.OFFICES, row.scope_code)


def _hand_over(row: Any, actor: Actor) -> bool:
    return _offices(row, actor) or actor.id in (row.from_user_id, row.to_user_id)


def _decree(row: Any, actor: Actor) -> bool:
    """Who is in a team is known to those who read in its area."""
    return _offices(row, actor) or actor.may(Act.READ, row.scope_code)


def _sealed(row: Any, actor: Actor) -> bool:
    """Those who may unseal in the area; whoever wrote it; and the informant's handler."""
    codes, level = {row.scope_code, row.owner_code}, row.classification
    if any(actor.may(Act.UNSEAL, code, level) for code in codes):
        return True
    if row.created_by == actor.id and actor.may(Act.REPORT, row.owner_code):
        return True
    return row.handler_id == actor.id and actor.may(Act.REPORT, row.owner_code, level)


def _opening(row: Any, actor: Actor) -> bool:
    """Auditors of the area, whoever opened it, and the informant's handler."""
    codes = {row.scope_code, row.owner_code}
    audited = any(actor.may(Act.AUDIT, code, row.classification) for code in codes)
    return audited or actor.id in (row.opened_by, row.handler_id)


def _privacy(row: Any, actor: Actor) -> bool:
    return any(
        actor.may(act, row.scope_code, row.classification)
        for act in (Act.PRIVACY, Act.PRIVACY_READ)
    )


def _reader_model(row: Any, actor: Actor) -> bool:
    """Whoever reads anywhere may know by which version he is served."""
    return actor.may(Act.READ)


def _own(row: Any, actor: Actor) -> bool:
    return bool(row.user_id == actor.id)


def _share(row: Any, actor: Actor) -> bool:
    """With whom something is shared is known to the one, and to who reads on either side."""
    codes = [row.scope_code, *([row.area_code] if row.area_code else [])]
    return _own(row, actor) or any(actor.may(Act.READ, code, row.classification) for code in codes)


def _all(row: Any, actor: Actor) -> bool:
    return True


def _none(row: Any, actor: Actor) -> bool:
    return False


OWN_RULES: dict[str, Rule] = {
    "account.emailaddress": _own,
    "mfa.authenticator": _own,
    "socialaccount.socialaccount": _own,
    "people.user": _all,
    "people.membership": _all,
    "people.office": _all,
    "people.session": _own,
    "people.accountnotice": _own,
    "people.cacherow": _none,
    "intake.bucket": _none,
    "intake.readermodel": _reader_model,
    "people.share": _share,
    "audit.entry": _entry,
    "audit.link": _none,
    "people.invitation": _offices,
    "people.handover": _hand_over,
    "people.teamdecree": _decree,
    "people.sealed": _sealed,
    "people.opening": _opening,
    "privacy.agreement": _privacy,
    "privacy.breach": _privacy,
    "privacy.subjectrequest": _privacy,
    "privacy.retentionterm": _all,
    "privacy.retentionrun": _all,
}

THROUGH = {
    "people.teammember": "decree",
    "privacy.breachstep": "breach",
    "privacy.requeststep": "request",
}
"""Tables whose rows are seen by whoever sees the row that they point to."""

OPEN_TO_READ = {
    "people_user": "who is an officer is known to all officers; of the password only a slow hash",
    "people_membership": "what an actor is made of",
    "people_office": "names of offices, known to all officers",
}
"""Tables whose rows all may read; only parts of the program write them."""

WITHOUT_MATERIAL = {
    "django_migrations": "which migrations ran",
    "django_content_type": "names of models",
    "django_session": "not used: sessions are people_session",
    "auth_group": "not used",
    "auth_group_permissions": "not used",
    "auth_permission": "not used",
    "people_user_groups": "not used",
    "people_user_user_permissions": "not used",
    "places_area": "areas, public",
    "places_outline": "outlines of areas, public",
    "account_emailconfirmation": "not used",
    "socialaccount_socialapp": "not used: providers come from the settings",
    "socialaccount_socialtoken": "not used: tokens of providers are not kept",
    "procrastinate_jobs": "jobs name rows by their keys and hold no more",
    "procrastinate_events": "when jobs ran",
    "procrastinate_periodic_defers": "when jobs ran",
    "procrastinate_workers": "which workers live",
}
