"""Addresses that the documents name are answered by a page."""

from __future__ import annotations

import re

import pytest
from django.urls import Resolver404, resolve

from .documents import documents, spans

PATH = re.compile(r"(?:(?:GET|POST) )?(/[a-z][\w/.-]*)")


def addresses() -> list[tuple[str, str]]:
    return [
        (name, found[1])
        for name, text in documents().items()
        for span in spans(text)
        if (found := PATH.fullmatch(span))
    ]


@pytest.mark.parametrize(("name", "address"), addresses())
def test_an_address_leads_somewhere(name: str, address: str) -> None:
    try:
        resolve(address)
    except Resolver404:
        pytest.fail(f"{name}: {address}")


def test_addresses_are_named() -> None:
    assert ("docs/api.md", "/api/v1/bahan") in addresses()
