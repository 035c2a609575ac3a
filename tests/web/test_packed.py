"""What is short goes as it is; what is long, or does not say how long it is, goes packed to whoever can unpack it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi import Request, Response
from fastapi.responses import StreamingResponse
from fastapi.testclient import TestClient
from starlette.applications import Starlette
from starlette.routing import Route

from app.web.packed import SHORT, Packed


async def whole(request: Request) -> Response:
    return Response(b"a" * int(request.query_params["bytes"]), media_type="text/plain")


async def stream(request: Request) -> Response:
    def pieces() -> Iterator[bytes]:
        yield from [b"a" * 5_000] * 2

    return StreamingResponse(pieces(), media_type=request.query_params["kind"])


@pytest.fixture(scope="module")
def client() -> TestClient:
    app = Starlette(routes=[Route("/whole", whole), Route("/stream", stream)])
    app.add_middleware(Packed)
    return TestClient(app)


@pytest.mark.parametrize("accepts", ["gzip, br", "identity"])
@pytest.mark.parametrize("count", [0, 1, SHORT - 1, SHORT, 50_000])
def test_an_answer_is_packed_from_a_certain_length_on(client: TestClient, count: int, accepts: str) -> None:
    answer = client.get(f"/whole?bytes={count}", headers={"accept-encoding": accepts})
    assert answer.content == b"a" * count
    packed = count >= SHORT and "gzip" in accepts
    assert answer.headers.get("content-encoding") == ("gzip" if packed else None)
    assert answer.headers.get("vary") == ("Accept-Encoding" if count >= SHORT else None)
    assert (int(answer.headers["content-length"]) < count) == packed


@pytest.mark.parametrize(("kind", "packed"), [("text/plain", True), ("text/event-stream", False)])
def test_a_stream_is_packed_unless_it_tells_of_events(client: TestClient, kind: str, packed: bool) -> None:
    answer = client.get(f"/stream?kind={kind}", headers={"accept-encoding": "gzip"})
    assert answer.content == b"a" * 10_000
    assert ("content-encoding" in answer.headers) == packed
