"""Somebody with a cookie of their own who asks the API."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import Any

from fastapi.testclient import TestClient

SESSIONS = "/api/sessions"


class Learner:
    def __init__(self, client: TestClient) -> None:
        self.client = client
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, path: str, expect: int = 200, **options: Any) -> Any:
        """The JSON of an answer, or its bytes; fails on any status but the expected."""
        self.client.cookies.clear()
        self.client.cookies.update(self.cookies)
        answer = self.client.request(method, path, **options)
        self.cookies = dict(self.client.cookies)
        assert answer.status_code == expect, (answer.status_code, answer.text[:500])
        if expect == 204:
            return None
        return answer.json() if "json" in answer.headers["content-type"] else answer.content

    def begin(self, program: str | None = None) -> Session:
        body = {} if program is None else {"program": program}
        return Session(self, self.ask("POST", SESSIONS, 201, json=body)["id"])

    def visit(self, session: Session) -> Session:
        """Another learner's session, seen by this one."""
        return Session(self, session.id)


class Session:
    """One session, as a learner uses it."""

    def __init__(self, learner: Learner, id: str) -> None:
        self.learner = learner
        self.id = id

    def ask(self, method: str, path: str = "", expect: int = 200, **body: Any) -> Any:
        options = {} if method == "GET" else {"json": body}
        return self.learner.ask(method, f"{SESSIONS}/{self.id}{path}", expect, **options)

    def get(self, path: str = "", expect: int = 200) -> Any:
        return self.ask("GET", path, expect)

    def post(self, path: str, expect: int = 200, **body: Any) -> Any:
        return self.ask("POST", path, expect, **body)

    def put(self, path: str, expect: int = 200, **body: Any) -> Any:
        return self.ask("PUT", path, expect, **body)

    def patch(self, node: int, expect: int = 200, **body: Any) -> Any:
        return self.ask("PATCH", f"/nodes/{node}", expect, **body)

    def write(self, program: str, expect: int = 200, **body: Any) -> Any:
        return self.put("/program", expect, program=program, **body)

    def node(self, label: str) -> int:
        """The node that the program calls so."""
        graph = self.get("/graph")
        labels = [graph["strings"][index] for index in graph["label"]]
        return labels.index(label)

    def values(self, at: int | None = None) -> dict[str, Any]:
        """Full digits."""
        query = "" if at is None else f"?at={at}"
        path = f"{SESSIONS}/{self.id}/values{query}"
        return dict(self.learner.ask("GET", path, headers={"accept": "application/json"}))

    def seen(self, labels: Sequence[str], column: str, at: int | None = None) -> list[Any]:
        """Data or grad of some nodes by their names."""
        numbers = self.values(at)[column]
        return [numbers[self.node(label)] for label in labels]

    def frame(self, at: int) -> tuple[int, int, list[float], list[float]]:
        """The binary frame: revision, cursor, data, grad."""
        content = self.get(f"/values?at={at}")
        revision, cursor, *numbers = struct.unpack(f"<II{(len(content) - 8) // 4}f", content)
        return revision, cursor, numbers[: len(numbers) // 2], numbers[len(numbers) // 2 :]
