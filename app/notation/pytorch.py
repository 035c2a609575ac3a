"""A graph as a PyTorch program: it computes the same values and the same gradients."""

from __future__ import annotations

from app.engine.graph import CONSTANT, LEAF, Graph
from app.engine.ops import OPS
from app.engine.tape import Tape
from app.notation.listing import assignments, number, operation
from app.notation.template import Code, template


def pytorch(graph: Graph) -> str:
    """The program; it prints the root and the gradient of every leaf that has one."""
    tape = Tape(graph)
    ops, start, inputs_of = graph.op.tolist(), graph.start.tolist(), graph.inputs.tolist()
    data, params = graph.data.tolist(), tape.param.tolist()
    is_double = not graph.single.all()

    def spell(node: int, inputs: list[Code]) -> Code:
        op = OPS[ops[node]]
        if ops[node] == CONSTANT:
            return number(data[node])
        if ops[node] == LEAF:
            return _leaf(graph, node, is_double)
        shape = template(op.torch)
        constant = [ops[i] == CONSTANT for i in inputs_of[start[node] : start[node + 1]]]
        if all(constant) or not shape.is_infix:  # functions take tensors only
            inputs = [
                Code(f"torch.tensor({code.text})") if c else code for code, c in zip(inputs, constant, strict=True)
            ]
        return operation(op, shape, inputs, params[node])

    lines, names = assignments(graph, spell, ("torch", "F"))
    head = ["import torch"]
    if any("F." in line for line in lines):
        head.append("import torch.nn.functional as F")
    if is_double:
        head += ["", "torch.set_default_dtype(torch.float64)"]
    root = names[tape.root]
    tail = [f"{root}.backward()"] if tape.active[tape.root] else []
    tail += [f'print("{root}", {root}.item())']
    tail += [f'print("{names[n]}.grad", {names[n]}.grad.item())' for n in tape.trainable if tape.active[n]]
    return "\n".join([*head, "", *lines, "", *tail, ""])


def _leaf(graph: Graph, node: int, is_double: bool) -> Code:
    value, switch = number(float(graph.data[node])).text, bool(graph.requires_grad[node])
    if graph.rounded[node] and not graph.single[node]:
        return Code(f"torch.tensor({value}, dtype=torch.float32).double()" + (".requires_grad_()" if switch else ""))
    kind = ", dtype=torch.float32" if graph.single[node] and is_double else ""
    return Code(f"torch.tensor({value}{kind}{', requires_grad=True' if switch else ''})")
