"""Endless streams would hold up a server that has been told to stop: they are ended first."""

from __future__ import annotations

import asyncio
import signal
import threading
from types import FrameType
from typing import Any
from weakref import WeakSet

from .live import Hub

SIGNALS = (signal.SIGINT, signal.SIGTERM)
_watched: WeakSet[Hub] = WeakSet()


def end_at_shutdown(hub: Hub) -> None:
    """When this process is told to stop, end the hub's streams and then do what it did before."""
    loop = asyncio.get_running_loop()
    if threading.current_thread() is not threading.main_thread() or hub in _watched:
        return
    _watched.add(hub)
    for number in SIGNALS:
        _chain(number, loop, hub)


def _chain(number: signal.Signals, loop: asyncio.AbstractEventLoop, hub: Hub) -> None:
    before: Any = signal.getsignal(number)

    def handle(signum: int, frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(hub.close)
        if callable(before):
            before(signum, frame)

    signal.signal(number, handle)
