"""Every address of the project with invented values in its places."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.urls import URLPattern, URLResolver, get_resolver, reverse

VALUES: dict[str, Any] = {
    "UUIDConverter": UUID("01900000-0000-7000-8000-000000000000"),
    "IntConverter": 1,
    "SlugConverter": "x",
    "StringConverter": "x",
    "PathConverter": "x",
}
BY_NAME = {"uidb36": "1", "key": "a-b", "provider_id": "x"}  # allauth's regular expressions


def addresses() -> dict[str, str]:
    """Name → path of every named pattern; and of every other by its route."""
    return dict(_walk(get_resolver(), "", {}))


def _walk(resolver: URLResolver, space: str, given: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for one in resolver.url_patterns:
        values = given | _values(one)
        if isinstance(one, URLResolver):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            yield from _walk(one, inner, values)
        elif one.name:
            yield space + one.name, reverse(space + one.name, kwargs=values)
        else:
            raise AssertionError(f"a pattern without a name: {one.pattern}")


def _values(pattern: URLPattern | URLResolver) -> dict[str, Any]:
    converters = getattr(pattern.pattern, "converters", {})
    found = {name: VALUES.get(type(one).__name__, "x") for name, one in converters.items()}
    named = pattern.pattern.regex.groupindex
    return {name: found.get(name, BY_NAME.get(name, "x")) for name in named}
