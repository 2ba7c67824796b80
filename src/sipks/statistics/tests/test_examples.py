"""Examples in the docstrings do what they say."""

from __future__ import annotations

import doctest
import pkgutil
from importlib import import_module

import pytest

import sipks.statistics

MODULES = [
    one.name
    for one in pkgutil.walk_packages(sipks.statistics.__path__, "sipks.statistics.")
    if ".tests" not in one.name and not one.name.endswith("conftest")
]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_hold(name: str) -> None:
    assert doctest.testmod(import_module(name)).failed == 0
