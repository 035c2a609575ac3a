"""What goes from the text when nodes go: statements, elements of lists, and all that spoke of them."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from app.engine.graph import CONSTANT, LEAF
from app.program.gestures.editing import Editing
from app.program.gestures.ending import end_of, retarget
from app.program.gestures.lines import put_before, remove

Elements = ast.List | ast.Tuple | ast.Set


class Cuts:
    """Collects from `take`, then edits in `make`. What the statements hold of nodes that stay gets lines of its own."""

    def __init__(self, editing: Editing, gone: set[int]) -> None:
        self._editing = editing
        self._reading = editing.reading
        self._gone = gone
        self._todo: list[ast.AST] = []
        self._seen: set[ast.AST] = set()
        self.statements: set[ast.stmt] = set()
        self._elements: dict[Elements, set[ast.expr]] = {}

    def take(self, part: ast.AST) -> None:
        """A part of the program goes, and with it what cannot stand without it. Raises GestureRefused."""
        self._todo.append(part)
        while self._todo:
            self._take_with_what_is_around(self._todo.pop())

    def _take_with_what_is_around(self, part: ast.AST) -> None:
        while part not in self._seen:
            self._seen.add(part)
            if isinstance(part, ast.stmt):
                return self._take_statement(part)
            parent = self._reading.parents[part]
            if isinstance(parent, Elements) and isinstance(part, ast.expr):
                return self._take_element(parent, part)
            part = parent

    def _take_element(self, elements: Elements, part: ast.expr) -> None:
        self._elements.setdefault(elements, set()).add(part)
        match self._reading.parents[elements]:
            case ast.Assign(targets=[ast.List(elts=targets) | ast.Tuple(elts=targets)]) as statement:
                if len(targets) == len(elements.elts):
                    target = targets[elements.elts.index(part)]
                    self._elements.setdefault(statement.targets[0], set()).add(target)  # type: ignore[arg-type]
                    self._take_uses(target)
                    if len(self._elements[elements]) == len(targets):
                        self.statements.add(statement)

    def _take_statement(self, statement: ast.stmt) -> None:
        if not self._reading.once(statement):
            raise self._editing.refused(statement, "What is computed from it is also used where it may run many times")
        match statement:
            case ast.Expr() | ast.Assert() | ast.Delete():
                pass
            case ast.Assign(targets=targets):
                for target in targets:
                    self._take_uses(target)
            case ast.AugAssign(target=target) | ast.AnnAssign(target=target):
                self._take_uses(target)
            case _:
                raise self._editing.refused(statement, "What is computed from it is also used here")
        self.statements.add(statement)

    def _take_uses(self, target: ast.expr) -> None:
        for name in ast.walk(target):
            if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store):
                binding = next(known for known in self._reading.bindings[name.id] if known.name is name)
                for use in self._reading.loads(name.id):
                    found = self._reading.definition(use)
                    if found is None:
                        raise self._editing.refused(
                            use, f"{name.id} has several values, and it is not certain which is used here"
                        )
                    if found is binding:
                        self._todo.append(use)

    def make(self) -> None:
        editing, reading = self._editing, self._reading
        instead: dict[ast.stmt, list[str]] = {}
        ends = {statement: end for statement in self.statements if (end := end_of(reading, statement)) is not None}
        for statement in sorted(self.statements, key=reading.range):
            lines = [editing.line(place, editing.give_name(node)) for node, place in self._staying(statement)]
            if statement in ends:
                for line in lines:
                    put_before(reading, editing.edits, statement, line)
            elif lines:
                instead[statement] = lines
        for elements, parts in self._elements.items():
            if reading.statement(elements) not in self.statements:
                self._cut_elements(elements, parts)
        heir = self._heir()
        for statement, end in ends.items():
            if heir is not None and reading.value(end) == reading.graph.root:
                index = reading.index(statement)
                retarget(reading, editing.edits, index, editing.refer(heir, index))
                self.statements.remove(statement)
        remove(reading, editing.edits, self.statements, instead)

    def _staying(self, what: ast.AST) -> Iterator[tuple[int, ast.expr]]:
        """Nodes without a name, made in a part that goes, that are not among those that go."""
        todo = [what]
        while todo:
            part = todo.pop()
            nodes = self._reading.made.get(part, [])
            if nodes and nodes[-1] not in self._gone and isinstance(part, ast.expr):
                yield nodes[-1], part
            else:
                todo += [*ast.iter_child_nodes(part)][::-1]

    def _heir(self) -> int | None:
        """Of what stays, the last node that something which goes was made from; rather an op than a leaf."""
        ops = self._editing.graph.op
        inputs = {n for node in self._gone for n in self._editing.rows[node].inputs if ops[n] != CONSTANT}
        return max(inputs - self._gone, key=lambda node: (ops[node] != LEAF, node), default=None)

    def _cut_elements(self, elements: Elements, parts: set[ast.expr]) -> None:
        outer = self._reading.outer
        kept = [part for part in elements.elts if part not in parts]
        for index, part in enumerate(elements.elts):
            if part not in parts:
                continue
            for node, place in self._staying(part):
                line = self._editing.line(place, self._editing.give_name(node))
                put_before(self._reading, self._editing.edits, self._reading.statement(elements), line)
            start, stop = outer(part)
            if any(outer(other)[0] > start for other in kept):
                stop = outer(elements.elts[index + 1])[0]
            elif kept:
                start = outer(kept[-1])[1]
            self._editing.edits.replace(start, stop, "")
