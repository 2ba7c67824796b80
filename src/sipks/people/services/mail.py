"""Letters to people. Without a mail server nothing is sent, and the page shows the link instead."""

from __future__ import annotations

import structlog
from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from sipks.people.models import Invitation

log = structlog.get_logger("sipks.people")
NO_SERVER = ("django.core.mail.backends.dummy.EmailBackend",)


def mail_works() -> bool:
    """Whether this installation has a mail server."""
    return settings.EMAIL_BACKEND not in NO_SERVER


def invitation_link(secret: str) -> str:
    """The whole address of an invitation. The secret stands in the query, which is never logged."""
    return f"{settings.SITE_URL}{reverse('people:invitation')}?kunci={secret}"


def invitation_mail(*, invitation: Invitation, secret: str) -> bool:
    """Send the link; False when there is no server, no address, or the server refused."""
    if not invitation.email or not mail_works():
        return False
    context = {"invitation": invitation, "link": invitation_link(secret)}
    try:
        return bool(
            send_mail(
                _("Undangan ke SIPKS"),
                render_to_string("people/offices/invitation.txt", context),
                None,
                [invitation.email],
            )
        )
    except OSError as error:  # smtplib's errors are among these
        log.warning("mail not sent", reason=type(error).__name__)
        return False
