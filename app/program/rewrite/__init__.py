"""From the learner's text to the text that the sandbox runs: a list of small passes over the syntax tree. A pass that
moves code keeps its places, so that every node and every error points into the learner's own lines."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from app.program.accepted import DRAWINGS, MODULES
from app.program.errors import ProgramError
from app.program.limits import SandboxLimits
from app.program.literals import Literal
from app.program.parsing import check, parse
from app.program.rewrite import gaps
from app.program.rewrite.classes import Classes
from app.program.rewrite.columns import columns_made
from app.program.rewrite.contexts import simplify_contexts
from app.program.rewrite.drawings import Drawings
from app.program.rewrite.enums import simplify_enums
from app.program.rewrite.failures import simplify_failures
from app.program.rewrite.generators import Generators
from app.program.rewrite.groups import Groups
from app.program.rewrite.modules import Modules, forgotten_imports
from app.program.rewrite.names import Names
from app.program.rewrite.own import OwnClasses
from app.program.rewrite.own_signs import OwnClass, own_classes
from app.program.rewrite.properties import PropertyUses, define_properties
from app.program.rewrite.records import simplify_classes
from app.program.rewrite.scope import PYTHON, Scope, scope_of
from app.program.rewrite.sites import Sites
from app.program.rewrite.walk import Walk, layers
from app.program.source import NOWHERE, Source, Span

ARRAY_FACTS = frozenset({"T", "shape", "ndim", "dtype", "size"})
SCOPES = (
    *(ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef),
    *(ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp),
)
CAREFUL = frozenset({"__iadd__", "__isub__", "__imul__", "__itruediv__", "__bool__", "__len__"})


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A program as the sandbox runs it, and the way back to its own text."""

    source: Source
    tree: ast.Module
    code: str
    spans: list[Span]  # of each site
    literals: dict[int, Literal]  # of each site that makes a leaf of one number
    drawn: list[int]  # lines that were skipped because they draw
    idle: list[tuple[int, str]]  # lines that import a module which is not there, and which nothing uses
    scope: Scope
    loose: list[ast.Name]  # names that nothing defines
    own: list[OwnClass]  # classes that do what Value does

    def span_of(self, line: int, column: int, end_line: int, end_column: int) -> Span:
        """The place in the program of a place in `code`; columns count from 1 there, as the sandbox reports them."""
        best: tuple[int, int, Span] = (1 << 60, 0, NOWHERE)
        for mine, node in _pairs(parse(self.code), self.tree):
            if isinstance(mine, ast.expr | ast.stmt) and hasattr(node, "lineno"):
                start, end = (mine.lineno, mine.col_offset + 1), (mine.end_lineno or 0, (mine.end_col_offset or 0) + 1)
                if start <= (line, column) and (end_line, end_column) <= end:
                    best = min(best, (end[0] - start[0], end[1] - start[1], self.source.span(node)))
        return best[2]


def rewrite(
    program: str,
    names: frozenset[str],
    properties: frozenset[str],
    limits: SandboxLimits,
    columns: Mapping[str, float] | None = None,
) -> Rewritten:
    """`names` are what the prelude defines, `properties` those of its attributes; of the `columns`, those that the
    program uses and does not define become leaves. Raises SyntaxError, ProgramError."""
    source = Source(program)
    tree = parse(source.clean)
    kinds = check_depth(tree, source, limits)
    only_imports = all(isinstance(node, ast.Import | ast.ImportFrom) for node in tree.body)
    if ast.Yield in kinds:
        simplify_contexts(tree)
    if ast.ClassDef in kinds:
        simplify_enums(tree)
        simplify_failures(tree)
    if ast.ClassDef in kinds or "namedtuple" in program:
        simplify_classes(tree)
    scope = scope_of(tree)
    loose = scope.loose(names | PYTHON)
    unbound = {name.id for name in loose}
    drawings = Drawings(scope.skipped | (unbound & DRAWINGS))
    if drawings.names:
        drawings.drop(tree)
    tree.body[:0] = forgotten_imports(unbound - (columns or {}).keys())
    own = own_classes(scope.classes)
    alone = frozenset(each.name for each in own)
    arrays = ARRAY_FACTS if "numpy" in scope.modules or "np" in scope.used else frozenset()
    watched = frozenset(name for each in own for name in (each.number, each.gradient))
    inside = define_properties(scope.classes)
    sites, hooked = Sites(source, alone), OwnClasses(own, scope.classes)
    loose = columns_made(tree, loose, columns or {}, own, sites, "torch" in scope.modules or "torch" in scope.used)
    careful, modules = _needs_care(scope), Modules(scope.used, only_imports)
    Walk(
        modules,
        Groups(alone),
        hooked,
        Classes(scope.classes, source, hooked),
        gaps.Annotations(),
        Generators(source),
        gaps.Deletions(),
        gaps.Attributes(),
        gaps.Numbers(bool(arrays)),
        gaps.Formats(),
        gaps.FunctionNames(),
        sites,
        gaps.Comparisons(careful),
        gaps.Powers(),
        PropertyUses(properties | inside | watched, alone, inside | arrays),
        Names(alone),
        gaps.Changes(careful),
        *([gaps.Truth()] if careful else []),
    ).visit(tree)
    usual = {row.usual for row in MODULES.values()} | DRAWINGS
    return Rewritten(
        source=source,
        tree=tree,
        code=ast.unparse(tree),
        spans=sites.spans,
        literals=sites.literals,
        drawn=drawings.lines,
        idle=modules.idle,
        scope=scope,
        own=own,
        loose=[name for name in loose if name.id not in usual],
    )


def _needs_care(scope: Scope) -> bool:
    """Whether x += y may be done in place, or `if x` ask an object: with tensors, and with classes that say so."""
    methods = (item.name for node in scope.classes for item in node.body if isinstance(item, ast.FunctionDef))
    return "torch" in scope.modules or "torch" in scope.used or any(name in CAREFUL for name in methods)


def check_depth(tree: ast.Module, source: Source, limits: SandboxLimits) -> Collection[type[ast.AST]]:
    """Refuse a tree that is too deep to walk or too large to wait for; then one that means nothing to Python. Returns
    the kinds of its nodes."""
    kinds: Counter[type[ast.AST]] = Counter()
    for depth, layer in enumerate(layers(tree)):
        kinds.update(map(type, layer))
        refused = _too_much(depth, kinds, limits)
        if refused:
            place = next((node for node in layer if hasattr(node, "lineno")), None)
            message, hint, code = refused
            raise ProgramError(message, hint=hint, code=code, span=source.span(place) if place else (1, 0, 1, 0))
    check(tree)
    return kinds.keys()


def _too_much(depth: int, kinds: Counter[type[ast.AST]], limits: SandboxLimits) -> tuple[str, str, str] | None:
    if depth > limits.depth:
        return f"This is nested more than {limits.depth} deep.", "Take it apart: t = …, then use t.", "too_deep"
    if kinds.total() > limits.parts:
        message = f"The program has more than {limits.parts:,} parts."
        return message, "Use loops instead of writing it out.", "too_long"
    if sum(kinds[kind] for kind in SCOPES) > limits.scopes:
        message = f"The program has more than {limits.scopes} functions, classes and comprehensions."
        return message, "Write what they share only once.", "too_long"
    return None


def _pairs(left: ast.AST, right: ast.AST) -> list[tuple[ast.AST, ast.AST]]:
    """Two trees of the same shape, node by node."""
    found, todo = [], [(left, right)]
    while todo:
        pair = todo.pop()
        if type(pair[0]) is type(pair[1]):
            found.append(pair)
            todo += zip(ast.iter_child_nodes(pair[0]), ast.iter_child_nodes(pair[1]), strict=False)
    return found
