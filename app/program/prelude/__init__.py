"""The Python that runs inside the sandbox, before and around the program: what `Value` is, and how it is noted down.

Each file here is a plain module to read and to type-check, but nobody imports it: `prelude()` joins them, with the ops
of the engine's table between them, into one function, so that no program can reach or change what is inside. To add a
name for programs, write it in one of the files and put it in PUBLIC."""

from __future__ import annotations

import ast
from functools import cache
from importlib.resources import files

from app.program.prelude.rows import FUNCTIONS, methods, rows
from app.program.rewrite.hooks import PREFIX
from app.program.rewrite.properties import define_properties
from app.program.rewrite.scope import scope_of

FILES = ("arithmetic", "operations", "tape", "value", "builtin", "modules", "hooks", "report")
PUBLIC = {  # what a program calls it → what it is called here
    "Value": "Value",
    "sum": "add_up",
    "print": "write_line",
    "max": "largest",
    "min": "smallest",
    "len": "length",
    "sorted": "ordered",
    "callable": "is_callable",
    "round": "shorten",
    "format": "spell",
} | {name: f"op_{name}" for name in FUNCTIONS if name != "abs"}
HOOKS = {
    name: name
    for name in (
        "here aside last named named_each read write compare shown remove inherit bind module missing "
        "start where report"
    ).split()
} | {"power": "whole_power", "shift": "whole_shift", "staticmethod": "StaticMethod", "classmethod": "ClassMethod"}


def prelude() -> str:
    """The text to run in a session once, before any program."""
    return _assembled()[0]


def properties() -> frozenset[str]:
    """The attributes of the prelude's objects that are properties."""
    return _assembled()[1]


@cache
def _assembled() -> tuple[str, frozenset[str]]:
    properties: set[str] = set()
    body: list[ast.stmt] = []
    for name in FILES:
        tree = _Bare().visit(ast.parse(files(__package__).joinpath(f"{name}.py").read_text("utf-8")))
        properties |= define_properties([node for node in tree.body if isinstance(node, ast.ClassDef)])
        body += tree.body
        if name == "operations":
            body += ast.parse("\n".join(rows())).body
        if name == "value":
            body += ast.parse("\n".join(methods())).body
    body += ast.parse(f"return {', '.join([*PUBLIC.values(), *HOOKS.values()])}").body
    python = sorted(name.id for name in scope_of(ast.Module(body, [])).loose(frozenset()))
    room = ast.parse(f"def _backlight({', '.join(f'{name}={name}' for name in python)}): pass")
    room.body[0].body = body  # type: ignore[attr-defined]
    outside = ", ".join([*PUBLIC, *(PREFIX + name for name in HOOKS)])
    return f"{ast.unparse(ast.fix_missing_locations(room))}\n{outside} = _backlight()\n", frozenset(properties)


class _Bare(ast.NodeTransformer):
    """A module without what only its readers need: imports of its neighbours, annotations, docstrings."""

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        return None

    def visit_If(self, node: ast.If) -> ast.If | None:
        self.generic_visit(node)
        return None if isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING" else node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.stmt:
        return ast.Assign([node.target], node.value or ast.Constant(None), lineno=node.lineno)

    def visit_arg(self, node: ast.arg) -> ast.arg:
        return ast.arg(node.arg)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        self.generic_visit(node)
        node.returns = None
        return node

    def visit_Expr(self, node: ast.Expr) -> ast.stmt:
        return ast.Pass() if isinstance(node.value, ast.Constant) else node
