"""What is written in one turn of the event loop leaves together."""

from __future__ import annotations

import asyncio
from typing import Any

from app.packets import Joined


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
