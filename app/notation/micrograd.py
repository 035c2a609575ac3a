"""A graph as a micrograd program; ops that micrograd has no word for are defined above it, from the op table."""

from __future__ import annotations

import ast
import builtins
import math
from collections.abc import Iterator

from app.engine.graph import CONSTANT, LEAF, Graph
from app.engine.ops import OP_CODE, OPS, Op
from app.engine.parsing import parse_expression
from app.engine.tape import Tape
from app.notation.listing import assignments, number, operation
from app.notation.template import Code, template

DEEPEST = 900  # nodes; micrograd's backward recurses


def micrograd(graph: Graph) -> str:
    """The program; it prints the root and the gradients of the leaves that learn.

    It computes in float64 and, as all plain Python, stops with an error where PyTorch goes on with an infinity.
    """
    tape = Tape(graph)
    ops, start, inputs_of = graph.op.tolist(), graph.start.tolist(), graph.inputs.tolist()
    data, params = graph.data.tolist(), tape.param.tolist()
    defined: dict[tuple[str, bool], list[str]] = {}

    def spell(node: int, inputs: list[Code]) -> Code:
        op = OPS[ops[node]]
        if ops[node] == CONSTANT:
            return number(data[node])
        if ops[node] == LEAF:
            return Code(f"Value({number(data[node]).text})")
        both = bool(op.constant) and len(inputs) == 2
        shape = template(_spelling(op, both))
        if (not op.micrograd or both or "." in op.micrograd) and (op.name, both) not in defined:
            defined[op.name, both] = list(_definition(op, both))
        constant = [ops[i] == CONSTANT for i in inputs_of[start[node] : start[node + 1]]]
        if all(constant) or not shape.is_infix:
            inputs = [Code(f"Value({code.text})") if c else code for code, c in zip(inputs, constant, strict=True)]
        return operation(op, shape, inputs, params[node])

    reserved = ("Value", "math", "sys", "sum", *map(_function, OPS))
    lines, names = assignments(graph, spell, reserved)
    head = ["import math"] if defined else []
    head += ["import sys"] if len(lines) > DEEPEST else []
    head += ["", "from micrograd.engine import Value"] if head else ["from micrograd.engine import Value"]
    head += ["", f"sys.setrecursionlimit({10 * len(graph.op)})"] if len(lines) > DEEPEST else []
    for definition in defined.values():
        head += ["", "", *definition]
    root = names[tape.root]
    tail = [f"{root}.backward()", f'print("{root}", {root}.data)']
    tail += [f'print("{names[n]}.grad", {names[n]}.grad)' for n in tape.trainable if tape.active[n]]
    gap = ["", ""] if defined else [""]
    return "\n".join([*head, *gap, *lines, "", *tail, ""])


def _function(op: Op) -> str:
    """What our own definition of an op is called: no name of Python's own is covered."""
    return f"{op.name}_" if hasattr(builtins, op.name) else op.name


def _spelling(op: Op, both: bool) -> str:
    if op.micrograd and not both:
        return op.micrograd
    arguments = "x, y" if op.arity == 2 and not op.constant else "x, k" if op.constant else "x"
    return f"{_function(op)}({arguments})"


def _definition(op: Op, both: bool) -> Iterator[str]:
    """The op as a function of Values, in the manner of micrograd's own methods."""
    names = ["x", "k"] if op.constant else ["x", "y"][: op.arity]
    values = {name: f"{name}.data" for name in (names if both or not op.constant else ["x"])}
    name = _function(op)
    yield f"def {name}({', '.join(names)}):"
    children = ", ".join(values) + ("," if len(values) == 1 else "")
    yield f'    out = Value({_plain(op.value, values)}, ({children}), "{op.name}")'
    yield ""
    yield "    def _backward():"
    for slot, argument in enumerate(values):
        local = _plain(op.derivative[slot], values | {"out": "out.data"})
        closed = op.closed[slot] if op.closed else ""
        indent = "        "
        if closed:
            yield f"{indent}if not ({_plain(closed, values)}):"
            indent += "    "
        yield f"{indent}{argument}.grad += {f'({local})' if ' ' in local else local} * out.grad"
    yield ""
    yield "    out._backward = _backward"
    yield "    return out"
    if op.micrograd and not both:
        yield ""
        yield ""
        yield f'if not hasattr(Value, "{op.name}"):'
        yield f"    Value.{op.name} = {name}"


def _plain(text: str, values: dict[str, str]) -> str:
    """A text of the op table in plain Python: numbers of Values, functions of the math module, other rows put in."""

    class Plain(ast.NodeTransformer):
        def visit_Name(self, node: ast.Name) -> ast.expr:
            return parse_expression(values.get(node.id, "math.pi" if node.id == "pi" else node.id))

        def visit_Call(self, node: ast.Call) -> ast.expr:
            arguments = [self.visit(argument) for argument in node.args]
            name = node.func.id if isinstance(node.func, ast.Name) else ""
            if name in OP_CODE and name not in dir(math) and not hasattr(builtins, name):
                return parse_expression(_plain(OPS[OP_CODE[name]].value, {"x": ast.unparse(arguments[0])}))
            return ast.Call(parse_expression(name if hasattr(builtins, name) else f"math.{name}"), arguments, [])

    return ast.unparse(Plain().visit(parse_expression(text)))
