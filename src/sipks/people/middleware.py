from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import nullcontext
from inspect import iscoroutinefunction
from typing import Any

from asgiref.sync import sync_to_async
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_cache_control
from django.utils.decorators import sync_and_async_middleware

from .models import User
from .scope import SIGN_IN, Actor, bind

ACCOUNTS = "/akun/"
Handler = Callable[[HttpRequest], Any]


def _actor(request: HttpRequest) -> Actor | None:
    """The actor for a signed-in user; None for a stranger, so that scoped models raise. Where he
    signs in, the part of the program that may look at accounts works for him."""
    if not isinstance(request.user, User) or not request.user.is_authenticated:
        return SIGN_IN if request.path_info.startswith(ACCOUNTS) else None
    actor = Actor.of(request.user)
    request.actor = actor  # type: ignore[attr-defined]
    return actor


def _unkept(response: HttpResponseBase, actor: Actor | None) -> HttpResponseBase:
    # Officers share machines: what one has seen is not for the next one's "back".
    if actor and actor.id and not response.has_header("Cache-Control"):
        patch_cache_control(response, private=True, no_store=True)
    return response


@sync_and_async_middleware
def bind_actor(get_response: Handler) -> Handler:
    """Bind the signed-in user as the actor for the whole request."""
    if iscoroutinefunction(get_response):
        handler: Callable[[HttpRequest], Awaitable[HttpResponseBase]] = get_response

        async def async_middleware(request: HttpRequest) -> HttpResponseBase:
            actor = await sync_to_async(_actor)(request)
            with bind(actor) if actor else nullcontext():
                return _unkept(await handler(request), actor)

        return async_middleware

    def middleware(request: HttpRequest) -> HttpResponseBase:
        actor = _actor(request)
        with bind(actor) if actor else nullcontext():
            response: HttpResponseBase = get_response(request)
            return _unkept(response, actor)

    return middleware


class SignInRequired(LoginRequiredMiddleware):
    """Every page asks for a sign-in, save those that say otherwise; the API has its tokens."""

    def process_view(
        self, request: HttpRequest, view_func: Any, view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        if request.resolver_match and "api" in request.resolver_match.namespaces:
            return None
        response: HttpResponseBase | None = super().process_view(
            request, view_func, view_args, view_kwargs
        )
        return response
