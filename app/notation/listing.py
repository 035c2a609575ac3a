"""Graph → lines of Python, a variable for each named node; how an op is spelled is up to the library's own file."""

from __future__ import annotations

import keyword
import re
from collections.abc import Callable, Iterable
from math import isfinite

import numpy as np

from app.engine.graph import CONSTANT, LEAF, Graph
from app.engine.ops import ANY, Op
from app.notation.spelling import ATOM, SIGN
from app.notation.template import Code, Template

WIDEST = 60  # characters of an operation that is written where it is used

Spell = Callable[[int, list[Code]], Code]  # a node and its inputs → its expression


def assignments(graph: Graph, spell: Spell, reserved: Iterable[str]) -> tuple[list[str], list[str]]:
    """The lines, and [N] what each node is called in them; `reserved` names are not given to nodes.

    A node has a variable when its program named it, and when it is a leaf, the root, or used other than once. Takes
    time proportional to nodes and edges.
    """
    uses = np.bincount(graph.inputs, minlength=len(graph.op)).tolist()
    start, inputs, labels = graph.start.tolist(), graph.inputs.tolist(), list(graph.label)
    taken = {*reserved, *keyword.kwlist, ""}
    turns: dict[str, int] = {}
    lines: list[str] = []
    codes: list[Code] = []
    for node, op in enumerate(graph.op.tolist()):
        code = spell(node, [codes[i] for i in inputs[start[node] : start[node + 1]]])
        is_part = op != LEAF and not labels[node] and uses[node] == 1 and node != graph.root
        if op != CONSTANT and not (is_part and len(code.text) <= WIDEST):
            variable = _variable(labels[node], taken, turns)
            lines.append(f"{variable} = {code.text}")
            code = Code(variable)
        codes.append(code)
    return lines, [code.text for code in codes]


def operation(op: Op, shape: Template, inputs: list[Code], constant: float) -> Code:
    """An op spelled after a text of its row; `constant` is its exponent, slope …"""
    parts = {"xs": Code(f"[{', '.join(code.text for code in inputs)}]")} if op.arity == ANY else {}
    parts |= dict(zip(("x", "k" if op.constant else "y"), inputs, strict=False))
    return shape.filled({"k": number(constant)} | parts)


def number(value: float) -> Code:
    """A float as Python reads it."""
    text = repr(value) if isfinite(value) else f'float("{value}")'
    return Code(text, SIGN if text.startswith("-") else ATOM)


def _variable(label: str, taken: set[str], turns: dict[str, int]) -> str:
    """An identifier after the label; one that is taken gets a number: n, n_2, n_3. Without a label v1, v2 …"""
    stem = re.sub(r"\W+", "_", label, flags=re.ASCII).strip("_")
    stem = f"v{stem}" if stem[:1].isdigit() else stem
    name = stem
    while name in taken:
        turns[stem] = turns.get(stem, 0 if stem == "" else 1) + 1
        name = f"{stem}_{turns[stem]}" if stem else f"v{turns[stem]}"
    taken.add(name)
    return name
