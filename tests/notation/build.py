"""A graph written down node by node, for the tests of this room."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from app.engine.graph import CONSTANT, LEAF, Graph
from app.engine.ops import OP_CODE


@dataclass
class Builder:
    nodes: list[tuple[int, tuple[int, ...], float, float, bool, str]] = field(default_factory=list)

    def leaf(self, data: float, label: str = "", requires_grad: bool = True) -> int:
        return self._add(LEAF, (), math.nan, data, requires_grad, label)

    def constant(self, data: float) -> int:
        return self._add(CONSTANT, (), math.nan, data, False, "")

    def op(self, name: str, *inputs: int, param: float = math.nan, label: str = "") -> int:
        return self._add(OP_CODE[name], inputs, param, math.nan, True, label)

    def _add(self, *node: object) -> int:
        self.nodes.append(node)  # type: ignore[arg-type]
        return len(self.nodes) - 1

    def graph(self, root: int | None = None) -> Graph:
        count = len(self.nodes)
        op, inputs, param, data, requires_grad, label = zip(*self.nodes, strict=True)
        return Graph(
            op=np.array(op, np.int16),
            start=np.cumsum([0, *map(len, inputs)]).astype(np.int32),
            inputs=np.array([i for some in inputs for i in some], np.int32),
            param=np.array(param, np.float64),
            data=np.array(data, np.float64),
            requires_grad=np.array(requires_grad, np.bool_),
            single=np.zeros(count, np.bool_),
            rounded=np.zeros(count, np.bool_),
            span=np.zeros((count, 4), np.int32),
            label=label,
            group=np.zeros(count, np.int32),
            groups=("",),
            root=count - 1 if root is None else root,
        )
