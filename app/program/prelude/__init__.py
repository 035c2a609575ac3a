"""The Python that runs inside the sandbox, before and around the program: what `Value` is and how it is noted.

Each file here is a plain module to read and to type-check, but nobody imports it: `prelude()` joins them, with the ops
of the engine's table between them, into one function whose names no program can reach or change."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from app.engine.ops import ANY, OPS, Op
from app.program.rewrite.hooks import PREFIX
from app.program.rewrite.properties import PropertyDefinitions

FILES = ("arithmetic", "operations", "tape", "value", "builtin", "hooks")
_ROWS = {op.name: op for op in OPS}
HOOKS = ("here", "named", "named_each", "last", "read", "write", "columns")
FUNCTIONS = tuple(op.name for op in OPS if op.arity == 1 and op.name.isidentifier() and op.call.startswith(op.name))
PUBLIC = {"Value": "Value", "sum": "add_up", "print": "write_line"} | {
    name: f"op_{name}" for name in FUNCTIONS if name != "abs"
}


def prelude() -> str:
    """The text to run in the sandbox once, before any program."""
    return _assembled()[0]


def properties() -> frozenset[str]:
    """The attributes of its objects that are properties."""
    return _assembled()[1]


@cache
def _assembled() -> tuple[str, frozenset[str]]:
    properties = PropertyDefinitions()
    body: list[ast.stmt] = []
    for name in FILES:
        tree = ast.parse(files(__package__).joinpath(f"{name}.py").read_text("utf-8"))
        body += properties.visit(_Bare().visit(tree)).body
        if name == "operations":
            body += ast.parse("\n".join(_rows())).body
        if name == "value":
            body += ast.parse("\n".join(_functions())).body
    body += ast.parse(f"return {', '.join([*PUBLIC.values(), *HOOKS])}").body
    main = ast.parse("def _backlight(): pass").body[0]
    assert isinstance(main, ast.FunctionDef)
    main.body = body
    outside = ", ".join([*PUBLIC, *(PREFIX + name for name in HOOKS)])
    text = ast.unparse(ast.fix_missing_locations(ast.Module([main], [])))
    return f"{text}\n{outside} = _backlight()\n", frozenset(properties.names)


def _rows() -> Iterator[str]:
    for code, op in enumerate(OPS):
        if op.arity > 0:
            yield (
                f"OPERATIONS[{op.name!r}] = Operation({code}, {_rule(op, op.value)}, "
                f"{_rules(op, op.derivative)}, {_rules(op, op.closed)})"
            )
        elif op.arity == ANY:
            yield f"OPERATIONS[{op.name!r}] = Operation({code}, None, (lambda x, y, out: 1.0,), ())"


def _rules(op: Op, texts: tuple[str, ...]) -> str:
    return "(" + "".join(f"{_rule(op, text)}, " for text in texts) + ")"


def _rule(op: Op, text: str) -> str:
    body = ast.unparse(_Arithmetic().visit(ast.parse(text, mode="eval"))) if text else "False"
    return f"lambda x, {'k' if op.constant else 'y'}, out: {body}"


def _functions() -> Iterator[str]:
    for op in OPS:
        if op.name in FUNCTIONS:
            default = f", {op.constant}={op.default!r}" if op.constant else ""
            constant = f", {op.constant}" if op.constant else ""
            yield f"def op_{op.name}(x{default}): return unary({op.name!r}, x{constant})"
            yield f"Value.{op.name} = op_{op.name}"


class _Arithmetic(ast.NodeTransformer):
    """A text of the op table in the functions of arithmetic.py: divide(), power(), rows called by name put in."""

    def visit_Constant(self, node: ast.Constant) -> ast.expr:
        return ast.Constant(float(node.value))

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        self.generic_visit(node)
        match node:
            case ast.BinOp(ast.Constant(1), ast.Sub(), ast.Call(ast.Name("power"), [x, ast.Constant(2)])):
                return _call("one_minus_square", x)
            case ast.BinOp(x, ast.Div(), y):
                return _call("divide", x, y)
            case ast.BinOp(x, ast.Pow(), k):
                return _call("power", x, k)
        return node

    def visit_Call(self, node: ast.Call) -> ast.expr:
        self.generic_visit(node)
        row = _ROWS.get(node.func.id) if isinstance(node.func, ast.Name) else None
        if row is None or row.value.startswith(row.name):
            return node
        return _Arithmetic().visit(_Put(node.args[0]).visit(ast.parse(row.value, mode="eval").body))  # type: ignore[no-any-return]


def _call(name: str, *arguments: ast.expr) -> ast.Call:
    return ast.Call(ast.Name(name), list(arguments), [])


class _Put(ast.NodeTransformer):
    """x replaced by an expression."""

    def __init__(self, x: ast.expr) -> None:
        self.x = x

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return self.x if node.id == "x" else node


class _Bare(ast.NodeTransformer):
    """A module without what only its readers need: imports of its neighbours, annotations, docstrings."""

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        return None

    def visit_If(self, node: ast.If) -> ast.If | None:
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
