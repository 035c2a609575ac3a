"""@contextmanager, which the sandbox lacks as it lacks generators: what stands before the `yield` is done by the call,
what stands after it by a function that the end of the block calls. Done before anything else looks at the program."""

from __future__ import annotations

import ast

from app.program.rewrite.hooks import PREFIX, call_hook, placed
from app.program.rewrite.members import name_of
from app.program.rewrite.walk import every

LEAVE, FAILED = f"{PREFIX}leave_block", f"{PREFIX}failed"


def simplify_contexts(tree: ast.Module) -> None:
    """Changes the tree in place. A function that yields in any other way than these is left to the other passes."""
    for node in every(tree):
        if isinstance(node, ast.FunctionDef):
            marks = [each for each in node.decorator_list if name_of(each).split(".")[-1] == "contextmanager"]
            yields = [each for each in every(node) if isinstance(each, ast.Yield | ast.YieldFrom)]
            if marks and len(yields) == 1 and (body := _in_two(node)):
                node.decorator_list = [each for each in node.decorator_list if each not in marks]
                node.body = body


def _in_two(function: ast.FunctionDef) -> list[ast.stmt]:
    """The body of a function that begins the block, and gives what ends it."""
    for place, statement in enumerate(function.body):
        before, after = function.body[:place], function.body[place + 1 :]
        match statement:
            case ast.Expr(ast.Yield(value)):
                return _begin(function, before, value, _unless_failed(after, function))
            case ast.Try(body, [], [], last):
                for inner, each in enumerate(body):
                    match each:
                        case ast.Expr(ast.Yield(value)):
                            end = [*_unless_failed(body[inner + 1 :], function), *last]
                            end += _unless_failed(after, function)
                            return _begin(function, [*before, *body[:inner]], value, end)
    return []


def _begin(
    function: ast.FunctionDef, before: list[ast.stmt], value: ast.expr | None, end: list[ast.stmt]
) -> list[ast.stmt]:
    own = {each.arg for each in every(function.args) if isinstance(each, ast.arg)} | _stored(before)
    outside = [each for each in every(function) if isinstance(each, ast.Global | ast.Nonlocal)]
    shared = sorted(own & _stored(end) - {name for each in outside for name in each.names})
    body: list[ast.stmt] = [placed(ast.Nonlocal(shared), function)] if shared else []
    body += [*outside, *end, placed(ast.Pass(), function)]
    arguments = ast.arguments([], [ast.arg(FAILED)], None, [], [], None, [])
    leave = placed(ast.FunctionDef(LEAVE, arguments, body, [], None), function)
    given = call_hook("context", value or ast.Constant(None), ast.Name(LEAVE, ast.Load()), at=function)
    return [*before, leave, placed(ast.Return(given), function)]


def _unless_failed(statements: list[ast.stmt], at: ast.AST) -> list[ast.stmt]:
    test = ast.UnaryOp(ast.Not(), ast.Name(FAILED, ast.Load()))
    return [placed(ast.If(placed(test, at), statements, []), at)] if statements else []


def _stored(statements: list[ast.stmt]) -> set[str]:
    return {
        each.id
        for statement in statements
        for each in every(statement)
        if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)
    }
