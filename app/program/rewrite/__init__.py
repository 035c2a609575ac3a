"""From the learner's text to the text that the sandbox runs: a list of small passes over the syntax tree. A pass that
moves code keeps its places, so that every node and every error points into the learner's own lines."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from app.program.literals import Literal
from app.program.rewrite.hooks import call_hook
from app.program.rewrite.names import Names
from app.program.rewrite.properties import PropertyDefinitions, PropertyUses
from app.program.rewrite.sites import Sites
from app.program.source import NOWHERE, Source, Span


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A program as the sandbox runs it, and the way back to its own text."""

    source: Source
    tree: ast.Module
    code: str
    spans: list[Span]  # of each site
    literals: dict[int, Literal]  # of each site that makes a leaf of one number

    def span_of_frame(self, line: int, column: int, end_line: int, end_column: int) -> Span:
        """The place in the program of a place in `code`; columns count from 1 as the sandbox reports them."""
        best: tuple[int, Span] = (1 << 60, NOWHERE)
        for mine, node in _pairs(ast.parse(self.code), self.tree):
            if not hasattr(mine, "lineno") or not hasattr(node, "lineno"):
                continue
            start, end = (mine.lineno, mine.col_offset + 1), (mine.end_lineno, mine.end_col_offset + 1)
            if start <= (line, column) and (end_line, end_column) <= end:
                size = (end[0] - start[0]) * 100_000 + end[1] - start[1]
                best = min(best, (size, self.source.span(node)))
        return best[1]


def _pairs(left: ast.AST, right: ast.AST) -> list[tuple[ast.AST, ast.AST]]:
    found, todo = [], [(left, right)]
    while todo:
        pair = todo.pop()
        if type(pair[0]) is type(pair[1]):
            found.append(pair)
            todo += zip(ast.iter_child_nodes(pair[0]), ast.iter_child_nodes(pair[1]), strict=False)
    return found


def rewrite(program: str, properties: frozenset[str]) -> Rewritten:
    """`properties` are the attributes that are properties in the prelude. Raises SyntaxError."""
    source = Source(program)
    tree = ast.parse(program)
    sites, own = Sites(source), PropertyDefinitions()
    sites.visit(tree)
    Names().visit(tree)
    own.visit(tree)
    PropertyUses(properties | own.names).visit(tree)
    if tree.body and isinstance(last := tree.body[-1], ast.Expr):
        last.value = call_hook("last", last.value)
    ast.fix_missing_locations(tree)
    return Rewritten(source, tree, ast.unparse(tree), sites.spans, sites.literals)
