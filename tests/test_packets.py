"""What is written in one turn of the event loop leaves together, and to those who read."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPResponse
from typing import Any

import pytest
import uvicorn

from app import packets
from app.packets import HttpProtocol, Joined


class Wire:
    """A transport that notes what it is asked to do."""

    def __init__(self) -> None:
        self.done: list[Any] = []
        self.closing = False

    def writelines(self, pieces: list[bytes]) -> None:
        self.done.append(b"".join(pieces))

    def close(self) -> None:
        self.closing = True
        self.done.append("closed")

    def is_closing(self) -> bool:
        return self.closing

    def get_extra_info(self, name: str) -> str:
        return name


async def turn() -> None:
    await asyncio.sleep(0)


def test_head_and_body_leave_together_when_the_turn_is_over() -> None:
    async def scene() -> list[Any]:
        joined = Joined(wire := Wire())  # type: ignore[arg-type]
        joined.write(b"head ")
        joined.write(b"body")
        assert wire.done == []
        await turn()
        joined.write(b"next")
        await turn()
        return wire.done

    assert asyncio.run(scene()) == [b"head body", b"next"]


def test_nothing_is_lost_when_the_connection_is_closed_in_the_same_turn() -> None:
    async def scene() -> list[Any]:
        joined = Joined(wire := Wire())  # type: ignore[arg-type]
        joined.write(b"last words")
        joined.close()
        await turn()
        return wire.done

    assert asyncio.run(scene()) == [b"last words", "closed"]


def test_nothing_is_written_to_a_connection_that_is_gone() -> None:
    async def scene() -> list[Any]:
        joined = Joined(wire := Wire())  # type: ignore[arg-type]
        joined.write(b"too late")
        wire.closing = True
        await turn()
        return wire.done

    assert asyncio.run(scene()) == []


def test_all_else_is_asked_of_the_transport_itself() -> None:
    assert Joined(Wire()).get_extra_info("peername") == "peername"  # type: ignore[arg-type]


class Pouring:
    """An application whose answer has no end."""

    def __init__(self) -> None:
        self.ended = threading.Event()
        self.sent = 0

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        gone = asyncio.ensure_future(receive_disconnect(receive))
        while not gone.done():
            await send({"type": "http.response.body", "body": bytes(65536), "more_body": True})
            self.sent += 65536
            await asyncio.sleep(0)
        self.ended.set()


async def receive_disconnect(receive: Any) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


@contextmanager
def served(app: Any) -> Iterator[socket.socket]:
    """A connection to a server of the application that has been asked and has not been listened to."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen()
    server = uvicorn.Server(uvicorn.Config(app, http=HttpProtocol, lifespan="off", log_config=None))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        with closing(socket.create_connection(listener.getsockname(), timeout=10)) as client:
            client.sendall(b"GET / HTTP/1.1\r\nhost: here\r\n\r\n")
            yield client
    finally:
        server.should_exit = True
        thread.join()
        listener.close()


def test_who_does_not_read_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packets, "STUCK_SECONDS", 0.2)
    with served(app := Pouring()):
        assert app.ended.wait(10)


def test_who_reads_slowly_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packets, "STUCK_SECONDS", 0.5)
    with served(app := Pouring()) as client:
        until = time.monotonic() + 2.0
        while time.monotonic() < until:
            assert client.recv(1 << 20)
            time.sleep(0.05)
        assert not app.ended.is_set()
    assert app.ended.wait(10)


class Telling:
    """An application whose answer goes on by the wire for as long as that has room, and ends as it began."""

    def __init__(self) -> None:
        self.taken: list[bytes] = []

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"begin ", "more_body": True})
        while scope["state"]["wire"].take(text := b"%d " % len(self.taken) * 10_000):
            self.taken.append(text)
            await asyncio.sleep(0)
        await send({"type": "http.response.body", "body": b"end"})


def test_what_a_wire_takes_is_part_of_the_answer_and_it_takes_nothing_for_which_there_is_no_room() -> None:
    with served(app := Telling()) as client:
        answer = HTTPResponse(client)
        answer.begin()
        assert answer.read() == b"".join([b"begin ", *app.taken, b"end"])
    assert len(app.taken) > 1
