from __future__ import annotations

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.db import transaction
from django.urls import reverse

from sipks.audit.services import entry_create
from sipks.people.models import User
from sipks.people.scope import SIGN_IN, Actor, bind, current_actor

from .sessions import sessions_end


@transaction.atomic
def password_link_create(*, user: User, reason: str) -> str:
    """The address at which somebody who forgot his password sets a new one, once and for as long
    as `PASSWORD_RESET_TIMEOUT`; for whoever looks after the machine, where no mail goes out. His
    sessions end, his second factor stays."""
    with bind(SIGN_IN):
        sessions_end(user)
        entry_create(
            actor=current_actor(),
            verb="password_link_create",
            subject="user",
            subject_id=user.pk,
            scope_code=Actor.of(user).home(),
            reason=reason,
        )
    key = default_token_generator.make_token(user)
    kept = {"uidb36": user_pk_to_url_str(user), "key": key}
    return f"{settings.SITE_URL}{reverse('account_reset_password_from_key', kwargs=kept)}"
