"""The server as `sipks up` starts it, spoken to by hand."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from sipks.config.up import WEB_OPTIONS, commands, free_port

GET = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n"


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    chosen = free_port(8900)
    command = commands("127.0.0.1", chosen)["web"]
    env = os.environ | {"SIPKS_LOG_LEVEL": "CRITICAL", "SIPKS_DATABASE_WATCHED": "1"}
    process = subprocess.Popen(command, env=env, cwd=os.getcwd())
    try:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", chosen), 1).close()
                break
            except OSError:
                time.sleep(0.2)
        yield chosen
    finally:
        process.terminate()
        process.wait(20)


def say(port: int, sent: bytes, *, more: bytes = b"") -> bytes:
    """What the server answers until it closes, or has been silent for two seconds."""
    heard = b""
    with socket.create_connection(("127.0.0.1", port), 10) as line:
        line.settimeout(2)
        try:
            line.sendall(sent)
            if more:
                line.sendall(more)
            while part := line.recv(65536):
                heard += part
        except OSError:
            pass
    return heard


def statuses(heard: bytes) -> list[int]:
    """The statuses of all answers in what was heard."""
    return [int(line.split()[1]) for line in heard.split(b"\r\n") if line.startswith(b"HTTP/1.1 ")]


def test_it_answers_and_does_not_say_what_it_is(port: int) -> None:
    heard = say(port, GET + b"Connection: close\r\n\r\n")
    assert statuses(heard) == [200]
    head = heard.lower()
    assert b"\r\nserver:" not in head
    assert b"uvicorn" not in head
    assert b"\r\nx-frame-options: deny" in head


@pytest.mark.parametrize(
    "head",
    [
        b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
        b"Content-Length: -1\r\n\r\n",
        b"Content-Length: 1e3\r\n\r\n",
        b"Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
        b"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
        b"Transfer-Encoding: chunked\r\n\r\nXYZ\r\n\r\n",
        b"Host: jahat.example\r\n\r\n",
        b"X: a\rY: b\r\n\r\n",
        b"X\0: a\r\n\r\n",
    ],
)
def test_what_two_servers_might_read_differently_is_refused(port: int, head: bytes) -> None:
    """Else a request could hide in the body of another."""
    heard = say(port, b"POST /healthz HTTP/1.1\r\nHost: localhost\r\n" + head)
    assert set(statuses(heard)) <= {400}, heard[:200]


@pytest.mark.parametrize(
    "sent",
    [
        b"GET /healthz HTTP/1.1\r\n\r\n",
        b"GET /heal thz HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc",
    ],
)
def test_what_is_no_request_is_refused(port: int, sent: bytes) -> None:
    assert set(statuses(say(port, sent))) <= {400}


def test_a_hidden_request_is_not_answered(port: int) -> None:
    hidden = b"GET /readyz HTTP/1.1\r\nHost: localhost\r\n\r\n"
    both = (
        b"POST /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
        + str(len(hidden) + 5).encode()
        + b"\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n"
        + hidden
    )
    assert len(statuses(say(port, both))) <= 1


def test_a_head_without_end_is_cut_off(port: int) -> None:
    heard = say(port, GET + b"X: " + b"a" * 200_000)
    assert set(statuses(heard)) <= {400, 431}
    heard = say(port, GET + b"".join(b"X-%d: a\r\n" % n for n in range(20_000)))
    assert set(statuses(heard)) <= {400, 431}


def test_a_body_without_end_is_cut_off(port: int) -> None:
    head = b"POST /akun/login/ HTTP/1.1\r\nHost: localhost\r\n"
    huge = head + b"Content-Length: 99999999999\r\n\r\n"
    assert statuses(say(port, huge, more=b"a" * 1000)) == [413]


def test_no_web_sockets(port: int) -> None:
    asked = GET + b"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
    heard = say(port, asked + b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
    assert 101 not in statuses(heard)


def test_what_is_no_utf_8_or_leads_upwards(port: int) -> None:
    for path in (
        b"/%ff%fe",
        b"/static/../../etc/passwd",
        b"/static/%2e%2e/%2e%2e/etc/passwd",
        b"/static/..%5c..%5cetc/passwd",
        b"//etc/passwd",
        b"/static//etc/passwd",
    ):
        heard = say(
            port, b"GET " + path + b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        )
        assert set(statuses(heard)) <= {301, 302, 400, 404}, path
        assert b"root:" not in heard


def test_the_options_are_known_to_the_server() -> None:
    command = [sys.executable, "-m", "uvicorn", *WEB_OPTIONS, "--help"]
    assert subprocess.run(command, check=False, capture_output=True).returncode == 0
