from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import DatabaseError, OperationalError, connection

from sipks.people.scope import Actor, bind

from .database import as_owner


@register(Tags.security)
def site_url(app_configs: Any, **kwargs: Any) -> Sequence[CheckMessage]:
    """The address must be a whole one, and its host among the allowed."""
    host = settings.SITE_URL.split("://")[-1].split("/")[0].rsplit(":", 1)[0]
    if "://" not in settings.SITE_URL:
        return [Error("SIPKS_SITE_URL must begin with http:// or https://", id="sipks.E001")]
    if host not in settings.ALLOWED_HOSTS and "*" not in settings.ALLOWED_HOSTS:
        hint = f"Add {host} to SIPKS_ALLOWED_HOSTS."
        return [Error("SIPKS_SITE_URL names a host that is not allowed", hint, id="sipks.E002")]
    return []


@register(Tags.security, deploy=True)
def plain_http(app_configs: Any, **kwargs: Any) -> Sequence[CheckMessage]:
    """In service the pages must travel encrypted."""
    if settings.SECURE:
        return []
    hint = "Set SIPKS_SITE_URL to the https:// address that officers use."
    return [Warning("the pages are served without TLS", hint, id="sipks.W001")]


@register(Tags.database)
def app_role(
    app_configs: Any, databases: Sequence[str] | None = None, **kwargs: Any
) -> Sequence[CheckMessage]:
    """The role at work must not be able to bypass row security."""
    if not databases or as_owner():
        return []
    query = "select rolsuper or rolbypassrls from pg_roles where rolname = current_user"
    try:
        with connection.cursor() as cursor:
            cursor.execute(query)
            unsafe = cursor.fetchone()[0]
    except OperationalError as error:
        hint = "Is the server up, and SIPKS_DATABASE_URL right?"
        return [Error(f"the database does not answer: {error}", hint, id="sipks.E003")]
    if unsafe:
        hint = "Give SIPKS_DATABASE_URL an ordinary login; see docs/postgresql.md."
        return [Error("the app's database role bypasses row security", hint, id="sipks.E004")]
    return []


@register(Tags.database)
def row_security(
    app_configs: Any, databases: Sequence[str] | None = None, **kwargs: Any
) -> Sequence[CheckMessage]:
    """The database must know this copy's key, and the login must not be the owner of the tables."""
    if not databases or as_owner():
        return []
    try:
        with bind(Actor.program("check")), connection.cursor() as cursor:
            cursor.execute("select guard.is_service('intake'), current_user = session_user")
            known, own_login = cursor.fetchone()
    except DatabaseError:
        known, own_login = False, True
    if not known:
        hint = "Run `sipks migrate` with the same SIPKS_ROW_KEY as the web and worker processes."
        return [Error("row security does not know this copy's key", hint, id="sipks.E005")]
    if not own_login:
        hint = "Give migrations a login of their own in SIPKS_DATABASE_OWNER_URL."
        return [Warning("the app's login can become the owner again", hint, id="sipks.W002")]
    return []
