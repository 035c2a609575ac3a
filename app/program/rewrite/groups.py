"""Groups: every method says whose it is, every function that it was called, so that the graph can be folded by them."""

from __future__ import annotations

import ast
import re

from app.program.rewrite.hooks import PREFIX, assign, call_hook, placed, run_hook

OUTER = f"{PREFIX}outer"


class Groups:
    """The body of a function between enter() and leave()."""

    def __init__(self, left_alone: frozenset[str] = frozenset()) -> None:
        self.left_alone = left_alone  # classes whose methods are operations
        self.classes: list[str] = [""]  # around the walk: a class's name, or "" for a function

    def enter_ClassDef(self, node: ast.ClassDef) -> None:
        self.classes.append(node.name)

    def on_ClassDef(self, node: ast.ClassDef) -> ast.stmt:
        self.classes.pop()
        return node

    def enter_FunctionDef(self, node: ast.FunctionDef) -> None:
        self.classes.append("")

    def on_FunctionDef(self, node: ast.FunctionDef) -> ast.stmt:
        self.classes.pop()
        owner = self.classes[-1]
        if any(name in self.left_alone for name in self.classes) or node.decorator_list and owner:
            return node
        if owner and (not node.args.args or node.name.startswith("__") and node.name not in ("__call__", "__init__")):
            return node
        who = ast.Name(node.args.args[0].arg, ast.Load()) if owner else ast.Constant(None)
        begin = assign(OUTER, call_hook("enter", who, _words(owner) if owner else node.name, at=node), node)
        end = run_hook("leave", ast.Name(OUTER, ast.Load()), at=node)
        node.body = [begin, placed(ast.Try(node.body, [], [], [end]), node)]
        return node


def _words(name: str) -> str:
    """A class's name as words: LinearLayer is a linear layer."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name).strip("_").lower()
