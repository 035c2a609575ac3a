"""What the Step panel says of one step, as data: templates/panels/step.html renders it, the API may send it as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.engine.graph import Graph
from app.engine.replay import Replay, Segment, State
from app.notation.expression import Expression, flat
from app.notation.layout import INLINE, ROOM, Parts, lines
from app.notation.local import Operation, operation, term
from app.notation.mathml import Math
from app.notation.numbers import full, short
from app.notation.parsing import parse
from app.notation.phrases import Phrase, Piece, phrase
from app.notation.spelling import ATOM, precedence, spell


@dataclass(frozen=True, slots=True)
class Formula:
    """Lines of MathML that fit the panel, and the same in one line of text."""

    lines: tuple[Math, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of figures under the formulas; `value` has four significant digits, `exact` all of them."""

    label: Phrase
    formula: Formula | None = None
    sign: str = ""  # "+=" where the value is added
    value: str = ""
    exact: str = ""
    kind: str = ""  # "data" or "gradient"


@dataclass(frozen=True, slots=True)
class Explanation:
    kind: str  # of the step: "forward", "seed", "backward", "zero_grad", "update"; "start" before the first
    title: str
    sentence: Phrase
    formulas: tuple[Formula, ...]  # with symbols, then with the numbers put in
    rows: tuple[Row, ...]
    notes: tuple[Phrase, ...]  # what else should be known, a sentence each
    nodes: tuple[int, ...]  # those that take part, the op first
    spoken: str  # for a screen reader, short


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """A graph at a cursor, with the words that its explanations are made of."""

    graph: Graph
    names: Sequence[str]
    replay: Replay
    cursor: int
    segment: Segment
    state: State

    def piece(self, node: int, attribute: str = "") -> Piece:
        """The node's name as a link, or its name with `.data` or `.grad`."""
        name = self.names[node]
        return Piece(in_brackets(name) + attribute if attribute else name, node)

    def term(self, node: int) -> Expression:
        return term(self.graph, self.names, node)

    def inputs(self, node: int) -> list[int]:
        inputs: list[int] = self.graph.inputs[self.graph.start[node] : self.graph.start[node + 1]].tolist()
        return inputs

    def operation(self, node: int) -> Operation:
        known = all(self.state.has_data[[node, *self.inputs(node)]])
        return operation(self.graph, self.names, self.state.data if known else None, node)

    def place(self, node: int) -> Piece:
        """The node and where the program made it."""
        line = int(self.graph.span[node, 0])
        return Piece(f"{self.names[node]} (line {line})" if line else self.names[node], node)


def in_brackets(name: str) -> str:
    """A name as something can be said of it: in brackets where it is an expression of several terms."""
    return f"({name})" if precedence(parse(name)) < ATOM else name


def formula(parts: Parts, room: float = ROOM) -> Formula:
    texts = (f"{joint} {spell(expression)}" for joint, expression in parts)
    return Formula(lines(parts, room), " ".join(texts).strip())


def figure(
    template: str, value: float | None, kind: str = "", sign: str = "", parts: Parts = (), **terms: Piece | str
) -> Row:
    """A row; its label is a template for `phrase`."""
    inline = formula([(joint, flat(part)) for joint, part in parts], INLINE) if parts else None
    return Row(phrase(template, **terms), inline, sign, short(value), full(value), kind)
