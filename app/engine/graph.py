"""The recorded autograd graph: structure of arrays, nodes in creation order (which is topological order)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

LEAF = 0
CONSTANT = 1


@dataclass(frozen=True, slots=True, eq=False)
class Graph:
    """One expression graph of N nodes and E edges; a node is its index, an edge its position in `inputs`."""

    op: NDArray[np.int16]  # [N] code in the op table; 0 leaf, 1 constant
    start: NDArray[np.int32]  # [N + 1] node n's inputs are inputs[start[n]:start[n + 1]]
    inputs: NDArray[np.int32]  # [E] node ids, ordered, duplicates kept; always smaller than their node
    param: NDArray[np.float64]  # [N] exponent, slope …; nan where the op has none
    data: NDArray[np.float64]  # [N] what the program gave to leaves and constants; ignored for op nodes
    requires_grad: NDArray[np.bool_]  # [N] the leaf's own switch; False for constants; ignored for op nodes
    single: NDArray[np.bool_]  # [N] computes in float32 (else float64)
    rounded: NDArray[np.bool_]  # [N] a leaf whose number is rounded to float32 before anything else
    span: NDArray[np.int32]  # [N, 4] line, column, end line, end column in the program; zeros where unknown
    label: Sequence[str]  # [N] the name the program gave, "" for none
    group: NDArray[np.int32]  # [N] index into groups
    groups: tuple[str, ...]  # paths such as "model/layer 1/neuron 2"; groups[0] is ""
    root: int  # the node that backward starts from
