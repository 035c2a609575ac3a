"""A graph made by hand, node by node: for tests, benchmarks and whoever has no program."""

from __future__ import annotations

import numpy as np

from app.engine.graph import CONSTANT, LEAF, Graph
from app.engine.ops import OP_CODE


class GraphBuilder:
    """Each method adds a node and returns its index; inputs must be there before."""

    def __init__(self) -> None:
        self._op: list[int] = []
        self._start: list[int] = [0]
        self._inputs: list[int] = []
        self._param: list[float] = []
        self._data: list[float] = []
        self._requires_grad: list[bool] = []
        self._rounded: list[bool] = []
        self._label: list[str] = []

    def leaf(self, data: float, label: str = "", requires_grad: bool = True, rounded: bool = False) -> int:
        node = self._node(LEAF, (), float("nan"), label)
        self._data[node], self._requires_grad[node], self._rounded[node] = data, requires_grad, rounded
        return node

    def constant(self, data: float) -> int:
        node = self._node(CONSTANT, (), float("nan"), "")
        self._data[node] = data
        return node

    def op(self, name: str, *inputs: int, param: float = float("nan"), label: str = "") -> int:
        if not all(0 <= i < len(self._op) for i in inputs):
            raise ValueError(f"{name} of nodes {inputs}, but there are {len(self._op)} nodes")
        return self._node(OP_CODE[name], inputs, param, label)

    def graph(self, root: int | None = None, single: bool = False) -> Graph:
        """The graph so far; its root is the last node unless another is named, its precision float64 or float32."""
        nodes = len(self._op)
        return Graph(
            op=np.array(self._op, np.int16),
            start=np.array(self._start, np.int32),
            inputs=np.array(self._inputs, np.int32),
            param=np.array(self._param, np.float64),
            data=np.array(self._data, np.float64),
            requires_grad=np.array(self._requires_grad, np.bool_),
            single=np.full(nodes, single),
            rounded=np.array(self._rounded, np.bool_),
            span=np.zeros((nodes, 4), np.int32),
            label=tuple(self._label),
            group=np.zeros(nodes, np.int32),
            groups=("",),
            root=nodes - 1 if root is None else root,
        )

    def _node(self, op: int, inputs: tuple[int, ...], param: float, label: str) -> int:
        self._op.append(op)
        self._inputs.extend(inputs)
        self._start.append(len(self._inputs))
        self._param.append(param)
        self._data.append(0.0)
        self._requires_grad.append(False)
        self._rounded.append(False)
        self._label.append(label)
        return len(self._op) - 1
