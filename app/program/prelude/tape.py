"""The tape: every number and every operation of the program as columns, in the order they were made."""

from __future__ import annotations

from app.program.prelude.operations import CONSTANT, LEAF, OPERATIONS


class Tape:
    """A row for each node. What the program does to a node later is an event between two rows."""

    def __init__(self) -> None:
        self.op: list[int] = []  # code in the op table
        self.start: list[int] = [0]  # node n's inputs are inputs[start[n]:start[n + 1]]
        self.inputs: list[int] = []
        self.data: list[float] = []
        self.needs: list[bool] = []  # whether it requires a gradient
        self.site: list[int] = []  # the place in the program that made it
        self.param: dict[int, float] = {}  # exponent, slope … of the few that have one
        self.label: dict[int, str] = {}  # what the program called it
        self.variable: dict[int, str] = {}  # the first variable it was put in
        self.grad: dict[int, float] = {}
        self.events: list[tuple[str, int, int, float]] = []  # what, nodes made before it, node, number
        self.printed: list[tuple[int, str]] = []  # site, text
        self.here = 0  # the site that is being run
        self.last = -1  # the node that the program's last line gave
        self.looked = False  # whether the program read a number otherwise than to print it

    def leaf(self, data: float, needs: bool) -> int:
        return self.row(LEAF, (), data, needs)

    def constant(self, data: float) -> int:
        return self.row(CONSTANT, (), data, False)

    def apply(self, name: str, inputs: tuple[int, ...], param: float | None = None) -> int:
        """A node that computes `name` of one or two inputs."""
        operation = OPERATIONS[name]
        x = inputs[0]
        if len(inputs) == 2:
            y = inputs[1]
            value = operation.value(self.data[x], self.data[y], 0.0)
            return self.row(operation.code, inputs, value, self.needs[x] or self.needs[y])
        node = self.row(operation.code, inputs, operation.value(self.data[x], param, 0.0), self.needs[x])
        if param is not None:
            self.param[node] = param
        return node

    def row(self, code: int, inputs: tuple[int, ...], data: float, needs: bool) -> int:
        self.op.append(code)
        if inputs:
            self.inputs.extend(inputs)
        self.start.append(len(self.inputs))
        self.data.append(data)
        self.needs.append(needs)
        self.site.append(self.here)
        return len(self.op) - 1

    def inputs_of(self, node: int) -> list[int]:
        return self.inputs[self.start[node] : self.start[node + 1]]

    def event(self, what: str, node: int, number: float = 0.0) -> None:
        self.events.append((what, len(self.op), node, number))

    def backward(self, root: int) -> None:
        """Add the gradient of `root` to each leaf below it; inner nodes start anew, as in PyTorch."""
        self.event("backward", root)
        below = {root}
        todo = [root]
        while todo:
            for node in self.inputs_of(todo.pop()):
                if self.needs[node] and node not in below:
                    below.add(node)
                    todo.append(node)
        for node in below:
            if self.op[node] != LEAF:
                self.grad[node] = 0.0
        self.grad[root] = self.grad.get(root, 0.0) + 1.0
        for node in sorted(below, reverse=True):
            self.push(node)

    def push(self, node: int) -> None:
        """Hand the gradient of a node on to its inputs: upstream times local, added to what they have."""
        inputs = self.inputs_of(node)
        if not inputs:
            return
        operation = CODES[self.op[node]]
        upstream = self.grad[node]
        x = self.data[inputs[0]]
        y = self.data[inputs[1]] if len(inputs) == 2 else self.param.get(node)
        out = self.data[node]
        for slot, input in enumerate(inputs):
            if self.needs[input]:
                closed = slot < len(operation.closed) and operation.closed[slot](x, y, out)
                amount = 0.0 if closed else upstream * operation.slopes[slot](x, y, out)
                self.grad[input] = self.grad.get(input, 0.0) + amount


CODES = {operation.code: operation for operation in OPERATIONS.values()}
tape = Tape()
