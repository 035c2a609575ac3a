"""Any gesture on any program: what it makes runs, and records the graph that was asked for, as told by a second,
independent account of what each gesture means."""

from __future__ import annotations

import re
from collections import Counter

from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from app.engine.graph import CONSTANT, LEAF, Graph
from app.engine.ops import OPS
from app.program.errors import ProgramError
from app.program.gestures import (
    AddLeaf,
    Apply,
    Connect,
    Delete,
    Gesture,
    GestureRefused,
    Rename,
    Replace,
    check,
    perform,
)
from app.program.sandbox import Sandbox
from tests.program.gesture_programs import programs

UNARY = ["tanh", "exp", "relu", "neg", "sigmoid", "leaky_relu"]
BINARY = ["add", "sub", "mul", "div", "pow"]


class Terms:
    """Every node as one term of ops and leaves' numbers, after a gesture; None for what is gone."""

    def __init__(self, graph: Graph, gesture: Gesture) -> None:
        self.graph, self.gesture = graph, gesture
        self.known: dict[int, str | None] = {}

    def inputs(self, node: int) -> list[int]:
        return [int(n) for n in self.graph.inputs[self.graph.start[node] : self.graph.start[node + 1]]]

    def given(self, wish: int | str) -> str | None:
        return f"{float(wish)!r}" if isinstance(wish, str) else self.term(wish)

    def term(self, node: int) -> str | None:
        if node not in self.known:
            self.known[node] = self._term(node)
        return self.known[node]

    def _term(self, node: int) -> str | None:
        op, gesture = self.graph.op[node], self.gesture
        if op == CONSTANT:
            return repr(float(self.graph.data[node]))
        inputs = self.inputs(node)
        match gesture:
            case Delete(node=deleted, users="delete") if deleted == node:
                return None
            case Delete(node=deleted) if deleted == node:
                return self.term(next(n for n in inputs if self.graph.op[n] != CONSTANT))
        if op == LEAF:
            return f"leaf {float(self.graph.data[node])!r}"
        parts = [self.term(n) for n in inputs]
        if OPS[op].constant:
            parts += [repr(float(self.graph.param[node]))] if len(parts) == 1 else []
        name = OPS[op].name
        match gesture:
            case Connect(node=changed, slot=slot, source=source) if changed == node:
                parts[slot] = self.given(source)
            case Replace(node=changed, op=new, more=more) if self.replaced(node, changed):
                name = new
                if new in UNARY:
                    nodes = [part for part, n in zip(parts, inputs, strict=False) if self.graph.op[n] != CONSTANT]
                    slope = [self.given(wish) for wish in more] or ["0.01"]
                    parts = [*nodes[:1], *(slope if new == "leaky_relu" else [])]
                else:
                    parts += [self.given(wish) for wish in more]
        return None if None in parts else f"{name}({', '.join(map(str, parts))})"

    def replaced(self, node: int, changed: int) -> bool:
        """All nodes of one place and op change together."""
        same_place = (self.graph.span[node] == self.graph.span[changed]).all()
        return bool(same_place and self.graph.op[node] == self.graph.op[changed])

    def all(self) -> Counter[str]:
        nodes = [node for node in range(len(self.graph.op)) if self.graph.op[node] != CONSTANT]
        match self.gesture:
            case Delete(node=deleted, users="delete"):  # with what sum adds up on its way to what is gone
                spans = {tuple(self.graph.span[node].tolist()) for node in nodes if self.term(node) is None}
                nodes = [node for node in nodes if tuple(self.graph.span[node].tolist()) not in spans]
            case Delete(node=deleted):
                nodes.remove(deleted)
        found = Counter(str(self.term(node)) for node in nodes)
        match self.gesture:
            case AddLeaf(number=number):
                found[f"leaf {float(number)!r}"] += 1
            case Apply(op=op, inputs=inputs):
                parts = [self.given(wish) for wish in inputs] + (["0.01"] if op == "leaky_relu" else [])
                found[f"{op}({', '.join(map(str, parts))})"] += 1
        return found


@st.composite
def gestures(draw: st.DrawFn, graph: Graph) -> Gesture:
    node = st.integers(0, max(0, len(graph.op) - 1))
    number = st.sampled_from(["3", "-0.25", "1e-3"])
    wish = st.one_of(node, node, number)
    match draw(st.sampled_from(["apply", "leaf", "rename", "inline", "delete", "replace", "connect", "connect"])):
        case "leaf":
            return AddLeaf(f"{draw(st.integers(100, 10_000))}")
        case "apply":
            if draw(st.booleans()):
                return Apply(draw(st.sampled_from(UNARY)), (draw(node),))
            return Apply(draw(st.sampled_from(BINARY)), (draw(node), draw(wish)))
        case "rename":
            return Rename(draw(node), draw(st.sampled_from(["p", "q", "r", "long_name"])))
        case "inline":
            return Rename(draw(node), "")
        case "delete":
            return Delete(draw(node), draw(st.sampled_from(["delete", "reconnect"])))
        case "replace":
            op = draw(st.sampled_from([*UNARY, *BINARY]))
            return Replace(draw(node), op, draw(st.sampled_from([(), (), (draw(wish),)])))
    return Connect(draw(node), draw(st.integers(0, 1)), draw(wish))


@settings(max_examples=100, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_gesture_on_any_program_gives_the_graph_that_it_asks_for(sandbox: Sandbox, data: st.DataObject) -> None:
    program = data.draw(programs(), label="program")
    for _ in range(3):
        try:
            recording = sandbox.record(program)
        except ProgramError:
            return  # a random program may overflow
        gesture = data.draw(gestures(recording.graph), label="gesture")
        try:
            built = perform(program, recording, gesture)
        except GestureRefused:
            continue
        note(f"{gesture} → {built.said}\n{built.program}")
        graph = sandbox.record(built.program).graph
        check(built, graph)
        nothing = AddLeaf("77777")
        assert Terms(graph, nothing).all() == Terms(recording.graph, gesture).all() + Counter(["leaf 77777.0"])
        assert not built.name or built.name in graph.label
        comments = re.findall(r"^#.*$" if isinstance(gesture, Delete | Rename) else r"#.*", program, re.MULTILINE)
        assert Counter(comments) <= Counter(re.findall(r"#.*", built.program))
        program = built.program
