"""Exceptions of the program's own, which the sandbox cannot raise: an object of theirs travels inside of one of
Python's, and `except` asks what travels there."""

from __future__ import annotations

import ast
import builtins

from app.program.rewrite.hooks import PREFIX, assign, call_hook, placed, texts
from app.program.rewrite.members import name_of
from app.program.rewrite.walk import Walk, every

ERRORS = {name for name, kind in vars(builtins).items() if isinstance(kind, type) and issubclass(kind, Exception)}


def simplify_failures(tree: ast.Module) -> None:
    """Changes the tree in place."""
    lines: dict[str, list[str]] = {}  # a class → it and all that it inherits from
    for node in sorted((each for each in every(tree) if isinstance(each, ast.ClassDef)), key=lambda each: each.lineno):
        base = name_of(node.bases[0]) if len(node.bases) == 1 else ""
        if base in ERRORS and base not in lines or base in lines:
            lines[node.name] = [node.name, *lines.get(base, [base])]
            _carry(node, base, lines)
    if lines:
        Walk(_Handling()).visit(tree)


def _carry(node: ast.ClassDef, base: str, lines: dict[str, list[str]]) -> None:
    """A class of errors as one of plain objects that know which error carries them."""
    node.body = [item for item in node.body if not isinstance(item, ast.Pass)]
    node.body.append(assign("_backlight_line", texts(lines[node.name]), node))
    if base not in lines:
        node.bases = [placed(ast.Name(f"{PREFIX}failure", ast.Load()), node)]
        node.body.append(assign("_backlight_base", placed(ast.Name(base, ast.Load()), node), node))


class _Handling:
    """raise and except, by way of two hooks."""

    def __init__(self) -> None:
        self.handlers = 0

    def on_Raise(self, node: ast.Raise) -> ast.Raise:
        if node.exc:
            node.exc, node.cause = call_hook("carried", node.exc), None
        return node

    def on_Try(self, node: ast.Try) -> ast.Try:
        if not node.handlers:
            return node
        self.handlers += 1
        error, found = f"{PREFIX}error_{self.handlers}", f"{PREFIX}found_{self.handlers}"
        rest: list[ast.stmt] = [placed(ast.Raise(None, None), node)]
        for handler in reversed(node.handlers):
            body = handler.body
            if handler.name:
                body = [assign(handler.name, ast.Name(found, ast.Load()), handler), *body]
            if handler.type is None:
                rest = body
            else:
                test = call_hook("is_failure", ast.Name(found, ast.Load()), handler.type, at=handler.type)
                rest = [placed(ast.If(test, body, rest), handler)]
        first = node.handlers[0]
        catch = assign(found, call_hook("found", ast.Name(error, ast.Load()), at=first), first)
        kind = placed(ast.Name("Exception", ast.Load()), first)
        node.handlers = [placed(ast.ExceptHandler(kind, error, [catch, *rest]), first)]
        return node
