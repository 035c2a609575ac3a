"""A learner's hand: gestures on a program, with nodes named as the program names them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.engine.graph import Graph
from app.program.gestures import Built, Gesture, GestureRefused, check, perform
from app.program.sandbox import Sandbox


class Nodes:
    """`n["x1"]`: the node called x1, or made by the expression of that text."""

    def __init__(self, program: str, graph: Graph) -> None:
        self.program, self.graph = program, graph

    def __getitem__(self, name: str) -> int:
        if name in self.graph.label:
            return self.graph.label.index(name)
        lines = self.program.splitlines()
        for node, (line, column, _, end) in enumerate(self.graph.span.tolist()):
            if line and self.graph.op[node] != 1 and lines[line - 1][column:end] == name:
                return node
        raise KeyError(name)


Wish = Callable[[Nodes], Gesture]


@dataclass
class Hand:
    sandbox: Sandbox

    def build(self, program: str, wish: Wish) -> Built:
        """One gesture; what comes out runs, and records the graph that it asked for."""
        recording = self.sandbox.record(program)
        built = perform(program, recording, wish(Nodes(program, recording.graph)))
        check(built, self.sandbox.record(built.program).graph)
        return built

    def program(self, program: str, *wishes: Wish) -> str:
        """The program after some gestures."""
        for wish in wishes:
            program = self.build(program, wish).program
        return program

    def refusal(self, program: str, wish: Wish) -> str:
        """What a learner is told who asks for too much."""
        try:
            built = self.build(program, wish)
        except GestureRefused as refused:
            return f"{refused.message} {refused.hint}"
        raise AssertionError(f"it was done:\n{built.program}")

    def root(self, program: str) -> str:
        """The name of the node that backward starts from."""
        graph = self.sandbox.record(program).graph
        return graph.label[graph.root]
