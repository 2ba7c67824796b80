"""The whole on one machine, for real: processes, database, crash, end."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.request import urlopen

import psutil
import pytest

from sipks.config.crew import Crew
from sipks.config.up import free_port


def _until(what: Callable[[], object], seconds: float = 60.0) -> None:
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.2)


def _answers(port: int, path: str = "/readyz") -> bool:
    try:
        with urlopen(f"http://localhost:{port}{path}", timeout=5) as response:
            return bool(response.status == 200)
    except OSError:
        return False


def _alive(pid: int) -> bool:
    with suppress(psutil.Error):
        return str(psutil.Process(pid).status()) != psutil.STATUS_ZOMBIE
    return False


class Copy:
    """A copy of the program at work in a home folder of its own."""

    def __init__(self, home: Path, port: int) -> None:
        self.home, self.port = home, port
        kept = {k: v for k, v in os.environ.items() if not k.startswith("SIPKS_")}
        self.env = kept | {"SIPKS_HOME": str(home), "SIPKS_LOG_LEVEL": "CRITICAL"}
        command = [sys.executable, "-m", "sipks", "up", "--port", str(port)]
        self.process = subprocess.Popen(command, env=self.env)

    def parts(self, word: str) -> set[int]:
        """Ids of the living processes of this copy whose command holds `word`."""
        found = psutil.Process(self.process.pid).children(recursive=True)
        return {one.pid for one in found if _alive(one.pid) and word in " ".join(one.cmdline())}

    def end(self) -> None:
        self.process.send_signal(signal.SIGINT)
        self.process.wait(30)


@pytest.fixture
def start() -> Iterator[Callable[[str], Copy]]:
    copies: list[Copy] = []

    def make(name: str) -> Copy:
        copy = Copy(folder / name, free_port(18000 + os.getpid() % 1000))
        copies.append(copy)
        _until(lambda: _answers(copy.port), 120)
        return copy

    # Not pytest's folder, which only its owner may enter: started by root, the database runs as
    # another user.
    with TemporaryDirectory(ignore_cleanup_errors=True) as made:
        folder = Path(made)
        folder.chmod(0o755)
        yield make
        for copy in copies:
            if copy.process.poll() is None:
                copy.end()


def _add_officer(copy: Copy) -> int:
    """Exit status of making one account; a second time it is there already."""
    command = [sys.executable, "-m", "sipks", "officer", "add", "budi"]
    done = subprocess.run([*command, "--name", "Budi", "--area", "73"], env=copy.env, check=False)
    return done.returncode


def _postmaster(copy: Copy) -> int:
    return int((copy.home / "postgres" / "postmaster.pid").read_text().split()[0])


def test_one_machine_from_start_to_end(start: Callable[[str], Copy]) -> None:
    one = start("satu")
    assert _add_officer(one) == 0
    other = start("dua")
    assert one.port != other.port
    _survives_a_crash_of_the_database(one)
    _survives_a_crash_of_the_worker(one)
    assert _answers(other.port)
    pids = [one.process.pid, *(p.pid for p in psutil.Process(one.process.pid).children())]
    database = _postmaster(one)
    one.end()
    _until(lambda: not any(map(_alive, [*pids, database])), 20)
    assert _answers(other.port)
    again = start("satu")
    assert _answers(again.port)
    assert _add_officer(again) != 0


def _survives_a_crash_of_the_database(copy: Copy) -> None:
    before = _postmaster(copy)
    os.kill(before, signal.SIGKILL)
    _until(lambda: _postmaster(copy) != before)
    _until(lambda: _answers(copy.port))


def _survives_a_crash_of_the_worker(copy: Copy) -> None:
    _until(lambda: copy.parts("procrastinate"))
    before = copy.parts("procrastinate")
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    _until(lambda: copy.parts("procrastinate") - before)


def test_a_taken_port_is_passed_over() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert free_port(port) > port


def test_a_process_that_keeps_failing_is_started_ever_more_slowly() -> None:
    crew = Crew({"short": [sys.executable, "-c", "raise SystemExit(3)"]}, watch=lambda: None)
    starts = []
    now = 0.0
    while now < 40:
        before = crew.processes.get("short")
        crew.tick(now)
        if (after := crew.processes["short"]) is not before:
            starts.append(now)
            after.wait()
        now += 0.5
    gaps = [late - early for early, late in pairwise(starts)]
    assert gaps == sorted(gaps)
    assert gaps[-1] >= 8
