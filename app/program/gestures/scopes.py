"""Which names of a program are its own variables, at module level, and which belong to a function, class or loop of its
own; by Python's rules, found without running anything."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator

Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


class Scopes(ast.NodeVisitor):
    """After a visit: `variables`, the places of each module-level name in the order of the text, and `taken`, every
    name that stands anywhere."""

    def __init__(self, tree: ast.Module) -> None:
        self.variables: defaultdict[str, list[ast.Name]] = defaultdict(list)
        self.taken: set[str] = set()
        self.imported: set[str] = set()
        self.declared: set[str] = set()  # by `global`, whose names have no places of their own
        self._around: list[tuple[bool, set[str]]] = []  # whether it is a class, and what it binds; from the outside
        self.visit(tree)

    def visit_Name(self, node: ast.Name) -> None:
        self.taken.add(node.id)
        inner = len(self._around) - 1
        hides = (names for level, (is_class, names) in enumerate(self._around) if not is_class or level == inner)
        if not any(node.id in names for names in hides):
            self.variables[node.id].append(node)

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        self.taken.add(node.name)
        self._each([*node.decorator_list, *_defaults(node), *_annotations(node)])
        self._within(False, _bound_by_function(node), node.body)

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self._each(_defaults(node))
        self._within(False, _bound_by_function(node), [node.body])

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self.taken.add(node.name)
        self._each([*node.decorator_list, *node.bases, *node.keywords])
        self._within(True, _bound(node.body), node.body)

    def visit_ListComp(self, node: Comprehension) -> None:
        first, *others = node.generators
        self.visit(first.iter)  # the one part that belongs to the scope around
        targets = {name for generator in node.generators for name in _targets(generator.target)}
        results = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
        self._within(False, targets, [first.target, *first.ifs, *others, *results])

    visit_SetComp = visit_DictComp = visit_GeneratorExp = visit_ListComp

    def visit_Global(self, node: ast.Global) -> None:
        self.declared.update(node.names)

    def visit_arg(self, node: ast.arg) -> None:
        self.taken.add(node.arg)

    def visit_alias(self, node: ast.alias) -> None:
        self.taken.add(_imported(node))
        self.imported.add(_imported(node))

    def _within(self, is_class: bool, names: set[str], parts: list[ast.AST] | list[ast.stmt] | list[ast.expr]) -> None:
        self.taken |= names
        self._around.append((is_class, names))
        self._each(parts)
        self._around.pop()

    def _each(self, nodes: list[ast.AST] | list[ast.stmt] | list[ast.expr]) -> None:
        for node in nodes:
            self.visit(node)


def _bound_by_function(node: Function) -> set[str]:
    given = node.args
    names = {arg.arg for arg in [*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg] if arg}
    return names | _bound([ast.Expr(node.body)] if isinstance(node, ast.Lambda) else node.body)


def _bound(body: list[ast.stmt]) -> set[str]:
    """The names that these statements bind in their own scope."""
    names: set[str] = set()
    elsewhere: set[str] = set()
    for part in _own(body):
        match part:
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
                names.add(name)
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                names.add(name)
            case ast.alias():
                names.add(_imported(part))
            case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                names.add(name)
            case ast.Global(names=declared) | ast.Nonlocal(names=declared):
                elsewhere.update(declared)
    return names - elsewhere


def _own(body: list[ast.stmt]) -> Iterator[ast.AST]:
    """All parts but those of functions and classes within; of comprehensions only what `:=` binds."""
    todo: list[tuple[ast.AST, bool]] = [(statement, False) for statement in body]
    while todo:
        part, inside = todo.pop()
        if isinstance(part, Comprehension):
            inside = True
        elif isinstance(part, ast.NamedExpr):
            yield part.target
            todo.append((part.value, inside))
            continue
        elif not inside:
            yield part
        if not isinstance(part, Function | ast.ClassDef):
            todo += [(child, inside) for child in ast.iter_child_nodes(part)]


def _targets(target: ast.expr) -> set[str]:
    return {part.id for part in ast.walk(target) if isinstance(part, ast.Name)}


def _defaults(node: Function) -> list[ast.expr]:
    return [*node.args.defaults, *(default for default in node.args.kw_defaults if default)]


def _annotations(node: ast.FunctionDef | ast.AsyncFunctionDef) -> list[ast.expr]:
    args = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    return [part for part in [*(arg.annotation for arg in args), node.returns] if part]


def _imported(alias: ast.alias) -> str:
    return alias.asname or alias.name.split(".")[0]
