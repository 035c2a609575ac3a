"""Marks: before an operation or a call is done, the program says at which place of its text that happens."""

from __future__ import annotations

import ast

from app.program.literals import Literal, is_number
from app.program.rewrite.hooks import call_hook
from app.program.source import NOWHERE, Source, Span

LEAF_MAKERS = frozenset({"Value", "tensor", "Tensor"})
SILENT = frozenset({"range", "len", "zip", "enumerate", "isinstance", "list", "tuple", "dict", "set", "str", "int"})


class Sites(ast.NodeTransformer):
    """Wraps the operand that is evaluated last, so that the mark is set when everything before it is done."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.spans: list[Span] = [NOWHERE]  # by site; site 0 is nowhere
        self.literals: dict[int, Literal] = {}  # by the site of a call that makes a leaf of one number

    def mark(self, operand: ast.expr, place: ast.expr | ast.stmt) -> ast.expr:
        self.spans.append(self.source.span(place))
        return call_hook("here", operand, len(self.spans) - 1)

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        self.generic_visit(node)
        node.right = self.mark(node.right, node)
        return node

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.expr:
        if isinstance(node.operand, ast.Constant):
            return node
        self.generic_visit(node)
        node.operand = self.mark(node.operand, node)
        return node

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        self.generic_visit(node)
        node.comparators[-1] = self.mark(node.comparators[-1], node)
        return node

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.stmt:
        self.generic_visit(node)
        node.value = self.mark(node.value, node)
        return node

    def visit_Call(self, node: ast.Call) -> ast.expr:
        number = self._number(node)
        self._mark_call(node)
        if number:
            self.literals[len(self.spans) - 1] = Literal(*self.source.span(number))
        return node

    def _mark_call(self, node: ast.Call) -> ast.expr:
        self.generic_visit(node)
        if isinstance(node.func, ast.Name) and node.func.id in SILENT:
            return node
        if node.keywords:
            node.keywords[-1].value = self.mark(node.keywords[-1].value, node)
        elif node.args:
            last = node.args[-1]
            if isinstance(last, ast.Starred):
                last.value = self.mark(last.value, node)
            else:
                node.args[-1] = self.mark(last, node)
        elif isinstance(node.func, ast.Attribute):
            node.func.value = self.mark(node.func.value, node)
        else:
            node.func = self.mark(node.func, node)
        return node

    @staticmethod
    def _number(node: ast.Call) -> ast.expr | None:
        match node:
            case ast.Call(ast.Name(name) | ast.Attribute(_, name), [first, *_]) if name in LEAF_MAKERS:
                while isinstance(first, ast.List) and len(first.elts) == 1:
                    first = first.elts[0]
                return first if is_number(first) else None
        return None
