from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from types import FrameType

import click

PATIENCE = 10.0
_SLOWEST = 30.0


class Crew:
    """Processes at work together. One that ends is started again, ever more slowly.

    `watch` is called twice a second while they work.
    """

    def __init__(self, commands: Mapping[str, Sequence[str]], watch: Callable[[], None]) -> None:
        self.commands = commands
        self.watch = watch
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.wait = dict.fromkeys(commands, 1.0)
        self.due = dict.fromkeys(commands, 0.0)
        self.stopping = False

    def stop(self, signum: int = 0, frame: FrameType | None = None) -> None:
        """Ask for the end; `run` then winds up."""
        self.stopping = True

    def tick(self, now: float) -> None:
        """Start what is not running and is due at `now` (seconds of a monotonic clock)."""
        for name, command in self.commands.items():
            process = self.processes.get(name)
            if process and process.poll() is None:
                continue
            if process and not self.due[name]:
                click.echo(f"{name} berhenti ({process.returncode}); dimulai lagi", err=True)
                self.due[name] = now + self.wait[name]
                self.wait[name] = min(self.wait[name] * 2, _SLOWEST)
            if now >= self.due[name]:
                self.due[name] = 0.0
                # A session of its own: Ctrl-C reaches the crew first, which ends them in order.
                self.processes[name] = subprocess.Popen(  # noqa: S603 - our own commands
                    list(command), start_new_session=True, stdout=subprocess.DEVNULL
                )

    def end(self) -> None:
        """Stop all, politely and then firmly."""
        for process in self.processes.values():
            process.terminate()
        deadline = time.monotonic() + PATIENCE
        for process in self.processes.values():
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def run(self) -> None:
        """Work until told to stop by SIGINT, SIGTERM or `stop`."""
        signal.signal(signal.SIGINT, self.stop)
        signal.signal(signal.SIGTERM, self.stop)
        try:
            while not self.stopping:
                self.watch()
                self.tick(time.monotonic())
                time.sleep(0.5)
        finally:
            self.end()
