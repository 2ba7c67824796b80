"""Everything on one machine: database, web and worker, started, watched and stopped together."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from types import FrameType

import click

from . import embedded
from .env import env, home

PATIENCE = 10.0


def free_port(wanted: int) -> int:
    """`wanted`, or the next free port above it, so that a second copy does not collide."""
    for port in range(wanted, wanted + 50):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise click.ClickException(f"Semua porta {wanted}–{wanted + 49} terpakai; pilih dengan --port.")


class Crew:
    """The processes at work. One that ends is started again, ever more slowly."""

    def __init__(self, commands: dict[str, list[str]]) -> None:
        self.commands = commands
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.wait = dict.fromkeys(commands, 1.0)
        self.due = dict.fromkeys(commands, 0.0)
        self.stopping = False

    def stop(self, signum: int = 0, frame: FrameType | None = None) -> None:
        """Ask for the end; `run` then winds up."""
        self.stopping = True

    def tick(self, now: float) -> None:
        """Start what is not running and is due."""
        for name, command in self.commands.items():
            process = self.processes.get(name)
            if process and process.poll() is None:
                continue
            if process and self.due[name] <= 0:
                click.echo(f"{name} berhenti ({process.returncode}); dimulai lagi", err=True)
                self.due[name] = now + self.wait[name]
                self.wait[name] = min(self.wait[name] * 2, 30.0)
            if now >= self.due[name]:
                self.due[name] = 0.0
                # A session of its own: Ctrl-C reaches the crew first, which ends them in order.
                self.processes[name] = subprocess.Popen(  # noqa: S603 - our own commands
                    command, start_new_session=True
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

    def run(self) -> None:
        """Work until told to stop, looking after the embedded database too."""
        signal.signal(signal.SIGINT, self.stop)
        signal.signal(signal.SIGTERM, self.stop)
        try:
            while not self.stopping:
                if not env.str("DATABASE_URL", ""):
                    embedded.keep_running()
                self.tick(time.monotonic())
                time.sleep(0.5)
        finally:
            self.end()
            if not env.str("DATABASE_URL", ""):
                embedded.stop()


def commands(host: str, port: int) -> dict[str, list[str]]:
    """The command of each process."""
    python = sys.executable
    return {
        "web": [python, "-m", "uvicorn", "sipks.config.asgi:application", "--host", host,
                "--port", str(port), "--no-access-log", "--timeout-graceful-shutdown", "3"],
        "worker": [python, "-m", "django", "procrastinate", "worker",
                   "--settings", "sipks.config.settings", "--concurrency", "2"],
    }


@click.command()
@click.option("--demo", is_flag=True, help="Bring in the practice material, marked LATIHAN.")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
def up(demo: bool, host: str, port: int) -> None:
    """Start everything on this machine; Ctrl-C stops it all."""
    port = free_port(port)
    os.environ.setdefault("SIPKS_SITE_URL", f"http://localhost:{port}")
    if demo:
        os.environ["SIPKS_DRILL"] = "1"
    from .prepare import ready

    click.echo(f"Data di {home()}")
    click.echo("Menyiapkan basis data dan wilayah …")
    ready()
    if demo:
        from .demo import demo_load

        demo_load()
    click.echo(f"\n  SIPKS siap: http://localhost:{port}\n  Ctrl-C untuk berhenti.\n")
    os.environ["SIPKS_DATABASE_WATCHED"] = "1"
    Crew(commands(host, port)).run()


@click.command()
def migrate() -> None:
    """Bring the database up to date, as the owner of the tables."""
    from .prepare import migrate as run

    run()
