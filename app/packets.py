"""How answers leave. In as few packets as they need: uvicorn writes the head of an answer and its body one after the
other, each would go off by itself, and both the server and whoever waits would be woken twice. And to readers only."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

if TYPE_CHECKING:
    from asyncio import BaseTransport, Transport

    from uvicorn.protocols.http.flow_control import FlowControl

STUCK_SECONDS = 5.0  # without a byte taken, though many wait


class Joined:
    """A transport that sends what is written in one turn of the event loop together, when the turn is over."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._waiting: list[bytes] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        if not self._waiting:
            asyncio.get_running_loop().call_soon(self.flush)
        self._waiting.append(data)

    def flush(self) -> None:
        waiting, self._waiting = self._waiting, []
        if waiting and not self._transport.is_closing():
            self._transport.writelines(waiting)

    def close(self) -> None:
        self.flush()
        self._transport.close()


class Wire:
    """A connection to which more of the body of an answer that has begun, and does not say how long it is, is written
    without waiting, past all that stands between."""

    def __init__(self, transport: Transport, flow: FlowControl) -> None:
        self._transport, self._flow = transport, flow

    def take(self, text: bytes) -> bool:
        """Whether there was room for it."""
        if self._flow.write_paused or self._transport.is_closing():
            return False
        self._transport.write(b"%x\r\n%b\r\n" % (len(text), text))
        return True


class HttpProtocol(HttpToolsProtocol):
    """uvicorn's own, over such a transport. Who reads slowly is waited for; who does not read at all is dropped. A
    request's state has the `wire` of its connection."""

    _look_again: asyncio.TimerHandle | None = None

    def connection_made(self, transport: BaseTransport) -> None:
        super().connection_made(cast("Transport", Joined(cast("Transport", transport))))
        self._wire = Wire(self.transport, self.flow)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self.scope["state"]["wire"] = self._wire

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_looking()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        super().pause_writing()
        self._look_after(self.transport.get_write_buffer_size())

    def resume_writing(self) -> None:
        self._stop_looking()
        super().resume_writing()

    def _look_after(self, waiting: int) -> None:
        self._stop_looking()
        self._look_again = self.loop.call_later(STUCK_SECONDS, self._look, waiting)

    def _look(self, before: int) -> None:
        waiting = self.transport.get_write_buffer_size()
        if waiting < before:
            self._look_after(waiting)
        else:
            self.transport.abort()

    def _stop_looking(self) -> None:
        if self._look_again is not None:
            self._look_again.cancel()
            self._look_again = None
