"""Classes that the sandbox lacks: inheritance, super(), decorated methods, classes within classes. A class takes over
what its bases define; `isinstance` of a base asks for all that inherit from it."""

from __future__ import annotations

import ast
import builtins

from app.program.errors import ProgramError
from app.program.refused import BASES
from app.program.rewrite.hooks import PREFIX, assign, call_hook, placed, run_hook, texts
from app.program.rewrite.members import given_to_self, members, name_of
from app.program.rewrite.own import OwnClasses
from app.program.source import Source

EMPTY_BASES = frozenset({"object", "ABC", "Protocol", "Generic"})
PLAIN_DECORATORS = frozenset({"abstractmethod", "override", "final", "total_ordering", "runtime_checkable"})
BUILT_IN = frozenset(name for name, thing in vars(builtins).items() if isinstance(thing, type)) - {"object"}


class Classes:
    """Gives every class of the program the members of its bases, and functions in place of decorated methods."""

    def __init__(self, classes: list[ast.ClassDef], source: Source, own: OwnClasses | None = None) -> None:
        self.source, self.own = source, own
        self.known = {node.name: node for node in classes}
        self.members = {name: members(node) for name, node in self.known.items()}
        self.bases = {name: self._bases(node) for name, node in self.known.items()}
        self.class_methods = {
            item.name
            for node in classes
            for item in node.body
            if isinstance(item, ast.FunctionDef) and any(name_of(each) == "classmethod" for each in item.decorator_list)
        }
        self.classes: list[ast.ClassDef] = []  # that the walk is in
        self.methods: list[ast.FunctionDef] = []

    def enter_ClassDef(self, node: ast.ClassDef) -> None:
        self.classes.append(node)

    def on_ClassDef(self, node: ast.ClassDef) -> list[ast.stmt]:
        self.classes.pop()
        plain = [base.value if isinstance(base, ast.Subscript) else base for base in node.bases]
        bases = [base for base in plain if self._is_real(base)]
        node.bases, node.keywords = [], []
        parts = [part for item in node.body for part in self._member(item)]
        outside = [part for part in parts if not isinstance(part, ast.FunctionDef | ast.Assign | ast.AnnAssign)]
        inside = [part for part in parts if part not in outside]
        inside += [
            assign(part.name, ast.Name(part.name, ast.Load()), part)
            for part in outside
            if isinstance(part, ast.ClassDef)
        ]
        node.body = inside or [placed(ast.Pass(), node)]
        return [*outside, node, *self._heritage(node, bases)]

    def enter_FunctionDef(self, node: ast.FunctionDef) -> None:
        self.methods.append(node)

    def on_FunctionDef(self, node: ast.FunctionDef) -> ast.stmt:
        self.methods.pop()
        return node

    def on_Call(self, node: ast.Call) -> ast.expr:
        match node:
            case ast.Call(ast.Attribute(ast.Call(ast.Name("super")), name)) if self.classes and self.methods:
                return self._super(node, name)
            case ast.Call(ast.Name("isinstance"), [thing, kind]) if name_of(kind).split(".")[-1] == "Parameter":
                return call_hook("is_parameter", thing, at=node)
            case ast.Call(ast.Name("isinstance"), [thing, kind]) if self.bases:
                node.args = [thing, self._widened(kind)]
        return node

    def _heritage(self, node: ast.ClassDef, bases: list[ast.expr]) -> list[ast.stmt]:
        """What is done with a class once it is made: it gets its bases' members and its class methods get the class."""
        this, own = ast.Name(node.name, ast.Load()), self.members[node.name] + self._inner(node.name)
        inherited = [name for base in bases for name in self._inherited(name_of(base))]
        after = self.own.after(node) if self.own else []
        if bases:
            pairs = [ast.Tuple([base, texts(self._inherited(name_of(base)))], ast.Load()) for base in bases]
            given: list[ast.expr] = [ast.List(list(pairs), ast.Load()), texts(own), texts(given_to_self(node))]
            after.append(run_hook("inherit", this, *given, at=node))
        if bound := [name for name in [*own, *inherited] if name in self.class_methods]:
            after.append(run_hook("bind", this, texts(bound), at=node))
        return after

    def _bases(self, node: ast.ClassDef) -> list[str]:
        """The names of a class's bases; only what stands above it counts as a class of the program."""
        names = [name_of(base) for base in node.bases]
        return [name for name in names if name not in self.known or self.known[name].lineno < node.lineno]

    def _super(self, node: ast.Call, method: str) -> ast.expr:
        for base in self.bases[self.classes[-1].name]:
            if owner := self._owner(base, method):
                this = self.methods[-1].args.args[:1]
                function = ast.Attribute(_path(owner), method, ast.Load())
                selves = [ast.Name(each.arg, ast.Load()) for each in this]
                return placed(ast.Call(function, [*selves, *node.args], node.keywords), node)
        return placed(ast.Constant(None), node)

    def _owner(self, base: str, method: str) -> str:
        """The class that `base` has `method` from; one that is not of this program is asked when it runs."""
        if base.split(".")[-1].split("[")[0] in EMPTY_BASES:
            return ""
        if base not in self.known or method in self.members[base]:
            return base
        return next((owner for each in self.bases[base] if (owner := self._owner(each, method))), "")

    def _inherited(self, base: str) -> list[str]:
        names = [*self.members.get(base, ()), *self._inner(base)]
        for each in self.bases.get(base, ()):
            names += [name for name in self._inherited(each) if name not in names]
        return names

    def _inner(self, name: str) -> list[str]:
        return self.own.inner.get(name, []) if self.own else []

    def _widened(self, kind: ast.expr) -> ast.expr:
        names = [name_of(each) for each in (kind.elts if isinstance(kind, ast.Tuple) else [kind])]
        more = [name for name in self.known if name not in names and self._descends(name, set(names))]
        if not more:
            return kind
        parts = kind.elts if isinstance(kind, ast.Tuple) else [kind]
        return placed(ast.Tuple([*parts, *(ast.Name(name, ast.Load()) for name in more)], ast.Load()), kind)

    def _descends(self, name: str, bases: set[str]) -> bool:
        return any(base in bases or self._descends(base, bases) for base in self.bases.get(name, ()) if base != name)

    def _is_real(self, base: ast.expr) -> bool:
        name = name_of(base).split(".")[-1]
        if name in EMPTY_BASES:
            return False
        if (name in BASES or name in BUILT_IN) and name not in self.known:
            raise ProgramError(
                f"A class cannot inherit from {name} here.",
                hint=BASES[name][1] if name in BASES else f"Use a class that holds a {name} instead.",
                code="unsupported",
                span=self.source.span(base),
            )
        return True

    def _member(self, item: ast.stmt) -> list[ast.stmt]:
        """A member of a class as the sandbox takes it."""
        match item:
            case ast.FunctionDef():
                return _undecorated(item)
            case ast.Assign([ast.Tuple(targets)], ast.Tuple(values)) if len(targets) == len(values):
                pairs = zip(targets, values, strict=True)
                return [placed(ast.Assign([target], value), item) for target, value in pairs]
            case ast.Assign([*targets], value) if all(isinstance(target, ast.Name) for target in targets):
                return [placed(ast.Assign([target], value), item) for target in targets]
            case ast.ClassDef() | ast.AnnAssign():
                return [item]
            case ast.Expr(ast.Call(ast.Name(name))) if name.startswith(PREFIX):
                return [item]
            case ast.Expr(ast.Constant()) | ast.Pass():
                return []
        raise ProgramError(
            "Inside a class there can only be methods and variables here.",
            hint="Move this line above or below the class.",
            code="unsupported",
            span=self.source.span(item),
        )


def _undecorated(method: ast.FunctionDef) -> list[ast.stmt]:
    """A method, and after it what its decorators make of it; properties are another pass's business."""
    parts: list[ast.stmt] = [method]
    kept: list[ast.expr] = []
    for decorator in reversed(method.decorator_list):
        name = name_of(decorator)
        last = name.split(".")[-1]
        if last == "property" or last in ("setter", "getter", "deleter"):
            kept.append(decorator)
        elif last not in PLAIN_DECORATORS:
            function = ast.Name(method.name, ast.Load())
            wrapped: ast.expr = ast.Call(decorator, [function], [])
            if name in ("staticmethod", "classmethod"):
                wrapped = call_hook(name, function, at=decorator)
            parts.append(placed(ast.Assign([ast.Name(method.name, ast.Store())], wrapped), method))
    method.decorator_list = kept
    return parts


def _path(name: str) -> ast.expr:
    first, *rest = name.split(".")
    path: ast.expr = ast.Name(first, ast.Load())
    for part in rest:
        path = ast.Attribute(path, part, ast.Load())
    return path
