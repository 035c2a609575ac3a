"""Marks: before an operation or a call is done, the program says at which place of its text that happens."""

from __future__ import annotations

import ast

from app.program.literals import Literal, is_number
from app.program.rewrite.alone import LeavesAlone
from app.program.rewrite.hooks import call_hook, is_hook, run_hook
from app.program.source import NOWHERE, Source, Span

LEAF_MAKERS = frozenset({"Value", "tensor", "Tensor", "FloatTensor", "DoubleTensor", "scalar_tensor"})
SILENT = frozenset(
    {"range", "len", "zip", "enumerate", "isinstance", "list", "tuple", "dict", "set", "str", "int", "super", "type"}
)
STEP = 64  # a site and the code of an op share one number


class Sites(LeavesAlone):
    """Wraps the operand that is evaluated last, so that the mark is set when everything before it is done."""

    def __init__(self, source: Source, alone: frozenset[str] = frozenset()) -> None:
        super().__init__(alone)
        self.leaf_makers = LEAF_MAKERS | alone
        self.source = source
        self.spans: list[Span] = [NOWHERE]  # by site; site 0 is nowhere
        self.literals: dict[int, Literal] = {}  # by the site of a call that makes a leaf of one number

    def site(self, span: Span) -> int:
        self.spans.append(span)
        return STEP * (len(self.spans) - 1)

    def mark(self, operand: ast.expr, place: ast.AST) -> ast.expr:
        return call_hook("here", operand, self.site(self.source.span(place)))

    def on_BinOp(self, node: ast.BinOp) -> ast.expr:
        if self.alone:
            return node
        node.right = self.mark(node.right, node)
        return node

    def on_UnaryOp(self, node: ast.UnaryOp) -> ast.expr:
        if not (self.alone or isinstance(node.operand, ast.Constant) or isinstance(node.op, ast.Not)):
            node.operand = self.mark(node.operand, node)
        return node

    def on_AugAssign(self, node: ast.AugAssign) -> ast.stmt:
        if self.alone:
            return node
        node.value = self.mark(node.value, node)
        return node

    def on_Assign(self, node: ast.Assign) -> ast.stmt:
        if not self.alone and any(isinstance(target, ast.Attribute | ast.Subscript) for target in node.targets):
            node.value = self.mark(node.value, node)
        return node

    def on_Call(self, node: ast.Call) -> ast.expr:
        if self.alone or is_hook(node) or isinstance(node.func, ast.Name) and node.func.id in SILENT:
            return node
        number = self._only_number(node)
        if node.keywords:
            node.keywords[-1].value = self.mark(node.keywords[-1].value, node)
        elif node.args:
            match node.args[-1]:
                case ast.Starred() as starred:
                    starred.value = self.mark(starred.value, node)
                case last:
                    node.args[-1] = self.mark(last, node)
        elif isinstance(node.func, ast.Attribute):
            node.func.value = self.mark(node.func.value, node)
        else:
            node.func = self.mark(node.func, node)
        if number:
            self.literals[len(self.spans) - 1] = Literal(*self.source.span(number))
        return node

    def on_Expr(self, node: ast.Expr) -> ast.stmt | list[ast.stmt]:
        """What is read only to be printed is set aside: it cannot change the graph."""
        match node.value:
            case ast.Call(ast.Name("print")):
                return [run_hook("aside", 1, at=node), node, run_hook("aside", -1, at=node)]
        return node

    def on_While(self, node: ast.While) -> list[ast.stmt]:
        return [self._loop(node, node.test), node]

    def on_For(self, node: ast.For) -> list[ast.stmt]:
        return [self._loop(node, node.iter), node]

    def _loop(self, node: ast.stmt, head: ast.expr) -> ast.stmt:
        """A loop says where it begins, for it may never end."""
        span = self.source.span(node)[:2] + self.source.span(head)[2:]
        return run_hook("here", None, self.site(span), at=node)

    def _only_number(self, node: ast.Call) -> ast.expr | None:
        """The number as it is written in `Value(2.0)` or `torch.tensor([2.0])`."""
        match node:
            case ast.Call(ast.Name(name) | ast.Attribute(_, name), [first, *_]) if name in self.leaf_makers:
                while isinstance(first, ast.List) and len(first.elts) == 1:
                    first = first.elts[0]
                return first if is_number(first) else None
        return None
