"""From where: the address of a request, or the command and the login of who runs it."""

from __future__ import annotations

import getpass
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

LONGEST = 200
_origin: ContextVar[str] = ContextVar("origin", default="")


def current_origin() -> str:
    """What was bound, else an empty text."""
    return _origin.get()


@contextmanager
def bind_origin(origin: str) -> Iterator[None]:
    """Say for the block where what is done comes from."""
    token = _origin.set(origin[:LONGEST])
    try:
        yield
    finally:
        _origin.reset(token)


def command_origin(command: str) -> str:
    """The origin of a command: its name, and who runs it on which machine."""
    try:
        login = getpass.getuser()
    except (KeyError, OSError):  # a container's user need not have a name
        login = "?"
    return f"{command} · {login}@{socket.gethostname()}"
