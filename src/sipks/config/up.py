"""Everything on one machine: database, web and worker, started, watched and stopped together."""

from __future__ import annotations

import os
import socket
import subprocess
import sys

import click

from . import embedded
from .crew import Crew
from .env import env, home

# The parser that bounds the head of a request and refuses what two servers might read differently;
# nothing says which server it is; no web sockets; an idle connection is let go.
WEB_OPTIONS = (
    *("--log-level", "warning"),
    *("--lifespan", "off"),
    *("--http", "h11"),
    *("--h11-max-incomplete-event-size", "65536"),
    *("--ws", "none"),
    "--no-server-header",
    *("--timeout-keep-alive", "10"),
    *("--timeout-graceful-shutdown", "3"),
)


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


def commands(host: str, port: int) -> dict[str, list[str]]:
    """The command of each process."""
    python = sys.executable
    web = [python, "-m", "uvicorn", "sipks.config.asgi:application", *WEB_OPTIONS]
    worker = [python, "-m", "django", "procrastinate", "worker"]
    connections = env.int("MAX_CONNECTIONS", 2000)
    return {
        "web": [
            *web,
            *("--host", host, "--port", str(port)),
            *("--limit-concurrency", str(connections)),
        ],
        "worker": [*worker, "--concurrency", "2"],
    }


class Watch:
    """Keeps the embedded database alive and says, once, when the pages answer."""

    def __init__(self, port: int, message: str) -> None:
        self.port = port
        self.message = message

    def __call__(self) -> None:
        if not env.str("DATABASE_URL", ""):
            self._keep_database()
        if self.message and self._answers():
            click.echo(self.message)
            self.message = ""

    def _keep_database(self) -> None:
        try:
            embedded.keep_running()
        except (OSError, subprocess.SubprocessError) as error:
            click.echo(f"basis data belum dapat dijalankan lagi: {error}", err=True)

    def _answers(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=0.2).close()
        except OSError:
            return False
        return True


@click.command()
@click.option("--demo", is_flag=True, help="Bring in the practice material, marked LATIHAN.")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
def up(demo: bool, host: str, port: int) -> None:
    """Start everything on this machine; Ctrl-C stops it all."""
    port = free_port(port)
    address = env.str("SITE_URL", f"http://localhost:{port}")
    os.environ["SIPKS_SITE_URL"] = address
    if sys.stderr.isatty():
        os.environ.setdefault("SIPKS_LOG_LEVEL", "WARNING")
    if demo:
        os.environ["SIPKS_DRILL"] = "1"
        # A newcomer is to stand on the map within a minute; the sign-in page says so.
        os.environ.setdefault("SIPKS_SECOND_FACTOR", "0")
    from .prepare import ready, settings_record

    click.echo(f"• data di {home()}")
    click.echo("• basis data dan wilayah")
    try:
        ready()
        settings_record()
        message = f"\n  SIPKS siap: {address}"
        if demo:
            from .demo import demo_load

            click.echo("• bahan latihan")
            message += f"\n  {demo_load()}"
        os.environ["SIPKS_DATABASE_WATCHED"] = "1"
        Crew(commands(host, port), Watch(port, f"{message}\n  Ctrl-C untuk berhenti.\n")).run()
    finally:
        if not env.str("DATABASE_URL", ""):
            embedded.stop()
