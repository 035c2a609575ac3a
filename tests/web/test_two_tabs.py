"""Two tabs of one learner, doing anything in any order: no 5xx, no lost edit, the same session in both."""

from __future__ import annotations

from typing import Any

from fastapi.testclient import TestClient
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests.web.learner import Learner, Session

PROGRAMS = (
    "a = Value(2.0)\nb = Value(-3.0)\nc = a*b\n",
    "a = Value(2.0)\nb = Value(5.0)\nc = a*b\n",
    "a = Value(1.0)\nc = a.tanh()\nb = Value(2.0)\nd = c*b + a\n",
    "b = Value(0.5)\nfor k in range(3):\n    b = (b + k).tanh()\n",
)
TABS = st.sampled_from([0, 1])


class TwoTabs(RuleBasedStateMachine):
    """The model: the version, the texts that undo and redo walk over, and the version each tab has seen last."""

    client: TestClient
    other: Session
    others: dict[str, Any]

    @initialize()
    def begin(self) -> None:
        self.session = Learner(self.client).begin(PROGRAMS[0])
        self.version = 1
        self.seen = [1, 1]
        self.past: list[str] = []
        self.present = PROGRAMS[0]
        self.future: list[str] = []
        self.stroke = (-1, -1)  # the leaf of the last drag, and the version it led to

    def ask(self, tab: int, method: str, path: str, refusals: tuple[int, ...] = (), **body: Any) -> dict[str, Any]:
        """A request of a tab that names the version it knows; empty when it was refused."""
        stale = self.seen[tab] != self.version
        self.session.learner.client.cookies.clear()
        self.session.learner.client.cookies.update(self.session.learner.cookies)
        address = f"/api/sessions/{self.session.id}{path}"
        answer = self.client.request(method, address, json=body | {"version": self.seen[tab]})
        if stale:
            assert answer.status_code in {409, *refusals}, answer.text
            self.seen[tab] = self.version  # the tab loads again
            return {}
        if answer.status_code in refusals:
            return {}
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def changed(self, tab: int, version: int, program: str | None = None) -> None:
        """After a change: by one version, and one more text to undo to."""
        assert version in {self.version, self.version + 1}
        if version > self.version:
            self.past = [*self.past, self.present][-50:]
            self.present, self.future = self.present if program is None else program, []
        self.version = self.seen[tab] = version

    @rule(tab=TABS, program=st.sampled_from(PROGRAMS))
    def edit(self, tab: int, program: str) -> None:
        if change := self.ask(tab, "PUT", "/program", program=program):
            assert change["program"] == program
            self.changed(tab, change["version"], program)

    @rule(tab=TABS, number=st.floats(-4, 4), node=st.integers(0, 1))
    def slide(self, tab: int, number: float, node: int) -> None:
        if change := self.ask(tab, "PATCH", f"/nodes/{node}", (422,), data=number):
            assert change["values"]["data"][node] == number
            if change["version"] == self.version:
                return
            if self.stroke == (node, self.version):  # one drag: undo takes all of it back
                self.present, self.version = change["program"], change["version"]
                self.seen[tab] = self.version
            else:
                self.changed(tab, change["version"], change["program"])
            self.stroke = (node, self.version)

    @rule(tab=TABS, node=st.integers(0, 1), on=st.booleans())
    def switch(self, tab: int, node: int, on: bool) -> None:
        if change := self.ask(tab, "PATCH", f"/nodes/{node}", (422,), requires_grad=on):
            self.changed(tab, change["version"])

    @rule(tab=TABS, path=st.sampled_from(["/forward", "/backward", "/zero-grad", "/update", "/step"]))
    def play(self, tab: int, path: str) -> None:
        if taken := self.ask(tab, "POST", path, (422,)):
            self.changed(tab, taken["version"])
            assert taken["timeline"]["cursor"] <= taken["timeline"]["length"]

    @rule(tab=TABS, share=st.floats(0, 1))
    def scrub(self, tab: int, share: float) -> None:
        length = self.session.get()["timeline"]["length"]
        self.ask(tab, "PUT", "/cursor", cursor=int(share * length))

    @rule(tab=TABS)
    def undo(self, tab: int) -> None:
        if change := self.ask(tab, "POST", "/undo", () if self.past else (409,)):
            self.future.append(self.present)
            self.present = self.past.pop()
            assert change["program"] == self.present
            self.version = self.seen[tab] = change["version"]

    @rule(tab=TABS)
    def redo(self, tab: int) -> None:
        if change := self.ask(tab, "POST", "/redo", () if self.future else (409,)):
            self.past.append(self.present)
            self.present = self.future.pop()
            assert change["program"] == self.present
            self.version = self.seen[tab] = change["version"]

    @rule(tab=TABS)
    def reload(self, tab: int) -> None:
        self.seen[tab] = self.session.get()["version"]

    @rule()
    def forget(self) -> None:
        self.client.app.state.library.clear()  # type: ignore[attr-defined]

    @invariant()
    def the_session_is_what_was_acknowledged(self) -> None:
        found = self.session.get()
        assert (found["version"], found["program"]) == (self.version, self.present)
        assert (found["can_undo"], found["can_redo"]) == (bool(self.past), bool(self.future))
        timeline, graph = found["timeline"], self.session.get("/graph")
        assert 0 <= timeline["cursor"] <= timeline["length"]
        assert len(self.session.values()["data"]) == graph["nodes"]
        assert self.other.get() == self.others


def test_two_tabs(client: TestClient) -> None:
    TwoTabs.client = client
    TwoTabs.other = Learner(client).begin("# somebody else's\nz = Value(1.0)\n")
    TwoTabs.others = TwoTabs.other.get()
    run_state_machine_as_test(
        TwoTabs,
        settings=settings(
            max_examples=10, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
