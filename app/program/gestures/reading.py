"""A program and what it recorded, read together: which expression made which node, and what a node is called where.

Only what is certain counts: an expression that runs exactly once, and a name whose value there is no doubt about."""

from __future__ import annotations

import ast
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from app.engine.graph import CONSTANT
from app.program.gestures.places import Places
from app.program.gestures.scopes import Comprehension, Function, Scopes
from app.program.recording import Recording
from app.program.rewrite.walk import every
from app.program.source import Span

MANY = Function | ast.ClassDef | ast.For | ast.AsyncFor | ast.While | Comprehension  # run any number of times
Maker = ast.expr | ast.AugAssign  # what makes nodes


@dataclass(frozen=True, slots=True, eq=False)
class Binding:
    """One place where a module-level variable is set; `value` is None where the text does not show to what."""

    name: ast.Name
    index: int  # of its top-level statement
    value: Maker | None


class Reading(Places):
    """Raises SyntaxError for a text that never ran."""

    def __init__(self, program: str, recording: Recording) -> None:
        super().__init__(program)
        self.graph = recording.graph
        self.scopes = Scopes(self.tree)
        by_span: dict[Span, list[int]] = {}
        for node, (op, span) in enumerate(zip(self.graph.op.tolist(), self.graph.span.tolist(), strict=True)):
            if op != CONSTANT and span[0]:
                by_span.setdefault(tuple(span), []).append(node)
        self.made: dict[ast.AST, list[int]] = {}  # by place, in the order they were made, without constants
        self.maker: dict[int, Maker] = {}
        for part in every(self.tree):
            if isinstance(part, ast.BinOp | ast.UnaryOp | ast.Call | ast.AugAssign):
                for node in by_span.get(self.span(part), []):
                    self.made.setdefault(part, []).append(node)
                    self.maker[node] = part

    def once(self, part: ast.AST) -> bool:
        """Whether something that has run has run once only: it stands in nothing that repeats."""
        return not any(isinstance(place, MANY) for place in (part, *self.around(part)))

    def expression(self, node: int) -> Maker | None:
        """The place that gives this node and runs once."""
        place = self.maker.get(node)
        return place if place is not None and self.once(place) and self.made[place][-1] == node else None

    @cached_property
    def bindings(self) -> dict[str, list[Binding]]:
        """By name, in the order of the text."""
        return {
            name: [
                Binding(use, self.index(use), self._set_to(use)) for use in uses if not isinstance(use.ctx, ast.Load)
            ]
            for name, uses in self.scopes.variables.items()
        }

    def _set_to(self, target: ast.Name) -> Maker | None:
        parent = self.parents[target]
        if not self.once(target):
            return None
        match parent:
            case ast.Assign(value=value) | ast.NamedExpr(value=value):
                return value
            case ast.AnnAssign():
                return parent.value
            case ast.AugAssign():
                return parent
            case ast.Tuple(elts=targets) | ast.List(elts=targets):
                values = getattr(getattr(self.parents[parent], "value", None), "elts", [])
                starred = any(isinstance(item, ast.Starred) for item in [*values, *targets])
                return values[targets.index(target)] if len(values) == len(targets) and not starred else None
        return None

    def definition(self, use: ast.Name) -> Binding | None:
        """The binding that a use of a variable reads, where that is certain."""
        known = self.bindings.get(use.id, []) if use in self.scopes.variables[use.id] else []
        if len(known) < 2:
            return known[0] if known else None
        earlier = [binding for binding in known if binding.index < self.index(use)] if self.once(use) else []
        return earlier[-1] if earlier else None

    def loads(self, name: str) -> list[ast.Name]:
        """All places that read a variable, whenever it was set."""
        return [use for use in self.scopes.variables[name] if isinstance(use.ctx, ast.Load)]

    def value(self, part: Maker) -> int | None:
        """The node that an expression gives, where that is certain."""
        if isinstance(part, ast.NamedExpr):
            return self.value(part.value)
        if isinstance(part, ast.Name):
            binding = self.definition(part)
            return self.held.get(binding) if binding else None
        return self.made[part][-1] if part in self.made and self.once(part) else None

    @cached_property
    def held(self) -> dict[Binding, int]:
        """The nodes that variables are set to, where that is certain; in the order of the program."""
        labelled = Counter(self.graph.label)
        self.__dict__["held"] = found = {}  # an alias looks up what stands before it
        for binding in sorted(
            (binding for known in self.bindings.values() for binding in known), key=lambda b: b.index
        ):
            name, node = binding.name.id, None
            if binding.value is not None:
                node = self.value(binding.value)
            if node is None and isinstance(binding.value, ast.Call) and labelled[name] == len(self.bindings[name]) == 1:
                node = self.graph.label.index(name)  # what a function gave
                node = node if self.expression(node) is None else None
            if node is not None:
                found[binding] = node
        return found

    @cached_property
    def variables(self) -> dict[int, list[Binding]]:
        """By node, the variables that hold it."""
        found: dict[int, list[Binding]] = {}
        for binding, node in self.held.items():
            found.setdefault(node, []).append(binding)
        return found

    def name_at(self, node: int, index: int) -> str | None:
        """What a node is called just before a top-level statement."""
        for binding in self.variables.get(node, []):
            known = [other for other in self.bindings[binding.name.id] if other.index < index]
            if known and known[-1] is binding:
                return binding.name.id
        return None

    def label_texts(self, node: int) -> list[ast.Constant]:
        """Where the program calls a node by a text: label="a" when it is made, or x.label = "a" later."""
        maker = self.maker.get(node)
        keywords = maker.keywords if isinstance(maker, ast.Call) else []
        given = [keyword.value for keyword in keywords if keyword.arg == "label"]
        given += [text for owner, text in self._labels if self.value(owner) == node]
        return [text for text in given if isinstance(text, ast.Constant) and isinstance(text.value, str)]

    @cached_property
    def _labels(self) -> list[tuple[ast.expr, ast.expr]]:
        found = []
        for part in every(self.tree):
            match part:
                case ast.Assign(targets=[ast.Attribute(value=owner, attr="label")], value=text):
                    found.append((owner, text))
        return found
