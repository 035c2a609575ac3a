"""A gesture under way: the text edits so far, the graph that they shall come to, and what a node is called."""

from __future__ import annotations

import ast
from functools import cached_property

from app.engine.graph import CONSTANT, LEAF
from app.engine.ops import OP_CODE, OPS, Op
from app.program.gestures import wanted
from app.program.gestures.edits import Edits
from app.program.gestures.gesture import Built, GestureRefused, Input
from app.program.gestures.lines import put_at, put_before
from app.program.gestures.reading import MANY, Maker, Reading
from app.program.gestures.spelling import SIGN, WHOLE, Piece
from app.program.gestures.words import KNOWN, checked_name, checked_number, next_name

UNEVEN = ast.IfExp | ast.BoolOp | ast.NamedExpr  # nothing can be taken out of their order


class Editing:
    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.graph = reading.graph
        self.edits = Edits(reading.program)
        self._extracted: dict[int, str] = {}  # nodes that got a name on the way
        self._extractions: list[tuple[ast.expr, str]] = []
        self._opened: set[int] = set()  # top-level statements that something was taken out of
        self._puts: list[tuple[int, str]] = []
        self._taken = reading.scopes.taken | reading.scopes.declared | {*self.graph.label}

    @cached_property
    def rows(self) -> wanted.Rows:
        """The graph that all shall come to: made when it is known that something will change."""
        return wanted.rows_of(self.graph)

    def op(self, name: str) -> Op:
        """A row of the op table that computes something. Raises GestureRefused."""
        code = OP_CODE.get(name, LEAF)
        if code in (LEAF, CONSTANT):
            raise GestureRefused(f"There is no op called {name}.", "Pick one from the palette.")
        return OPS[code]

    def check(self, node: int) -> None:
        """Raises GestureRefused where the graph has no such node."""
        if not 0 <= node < len(self.graph.op):
            raise GestureRefused(f"There is no node {node}.", "Pick one on the stage.")

    def called(self, node: int) -> str:
        """A node in words: its name, else its text, else its op; a bare number as it is."""
        if self.graph.op[node] == CONSTANT:
            return f"{self.graph.data[node]:.6g}"
        place = self.reading.maker.get(node)
        text = self.reading.text(place) if place is not None else ""
        op = OPS[self.graph.op[node]]
        short = text if 0 < len(text) <= 40 and "\n" not in text else f"this {op.glyph or op.title}"
        return self._extracted.get(node) or self.graph.label[node] or short

    def name(self, wished: str | None) -> str:
        """A name that nothing in the program has: the wished one, else the next letter. Raises GestureRefused."""
        name = checked_name(wished) if wished else next_name(self._taken)
        if name in self._taken or name in KNOWN:
            uses = self.reading.scopes.variables.get(name)
            where = f" in line {self.reading.line(uses[0])}" if uses else ""
            raise GestureRefused(f"{name} is already taken{where}.", "Choose another name.")
        self._taken.add(name)
        return name

    def piece(self, given: Input, index: int) -> tuple[Piece, int | float]:
        """An input as text for a line before top-level statement `index`, and as a node or number of the graph."""
        if isinstance(given, int):
            self.check(given)
            if self.graph.op[given] != CONSTANT:
                return Piece(self.refer(given, index)), given
            given = f"{self.graph.data[given]:.17g}"
        text = checked_number(given)
        return Piece(text, SIGN if text[0] in "+-" else WHOLE), float(text)

    def refer(self, node: int, index: int) -> str:
        """What a node is called before top-level statement `index`; one without a name gets one."""
        return self._extracted.get(node) or self.reading.name_at(node, index) or self.extract(node)

    def extract(self, node: int, wished: str | None = None) -> str:
        """Gives a node a line of its own, `name = …`, before the statement that it stands in."""
        place = self.place(node)
        if isinstance(place, ast.AugAssign):
            raise self.refused(place, f"{self.called(node)} has another value by then")
        uneven = next((part for part in self.reading.around(place) if isinstance(part, UNEVEN)), None)
        if uneven is not None:
            raise self.refused(uneven, f"{self.called(node)} stands within a condition")
        name = self.give_name(node, wished)
        self._extractions.append((place, name))
        self._opened.add(self.reading.index(place))
        self.edits.replace(*self.reading.outer(place), name)
        return name

    def give_name(self, node: int, wished: str | None = None) -> str:
        """A name for a node that has none."""
        name = self._extracted[node] = self.name(wished)
        if not self.reading.label_texts(node):
            wanted.rename(self.rows, node, name)
        return name

    def line(self, place: ast.expr, name: str) -> str:
        """The line that gives a name to an expression, with what has been edited within."""
        text = self.edits.within(*self.reading.range(place))
        return f"{name} = ({text})" if "\n" in text else f"{name} = {text}"

    def put(self, index: int, line: str) -> None:
        """A line before top-level statement `index`."""
        self._puts.append((index, line))

    def built(self, said: str, name: str = "") -> Built:
        """All done. `name` is that of the node to look at."""
        for place, given in sorted(self._extractions, key=lambda each: self.reading.in_turn(each[0])):
            put_before(self.reading, self.edits, self.reading.statement(place), self.line(place, given))
        for index, line in self._puts:
            if index in self._opened:
                put_before(self.reading, self.edits, self.reading.tree.body[index], line)
            else:
                put_at(self.reading, self.edits, index, line)
        return Built(self.edits.made(), said, self.rows, name)

    def place(self, node: int) -> Maker:
        """The one expression that gives a node. Raises GestureRefused where it has none of its own."""
        place = self.reading.expression(node)
        if place is not None:
            return place
        maker = self.reading.maker.get(node)
        if maker is None:
            raise GestureRefused(
                f"{self.called(node)} has no place of its own in the program.", "Change the text instead."
            )
        around = (part for part in (maker, *self.reading.around(maker)) if isinstance(part, MANY))
        match repeated := next(around, None):
            case None:
                raise self.refused(maker, f"{self.called(node)} is one of several nodes of one expression")
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                raise self.refused(repeated, f"{self.called(node)} is made inside {name}, which may run many times")
            case _:
                raise self.refused(repeated, f"{self.called(node)} is made in a loop")

    def refused(self, part: ast.AST, why: str) -> GestureRefused:
        """A refusal because of something in the program."""
        line = self.reading.line(part)
        return GestureRefused(f"{why}.", f"Change line {line} of the program instead.", self.reading.span(part))
