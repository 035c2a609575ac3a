"""`Value`, spelled as in micrograd: one number of the graph, with + − * / ** and, from the op table, all the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.program.prelude.gradients import below, grad_of, push, request_backward, set_data, set_grad, settle, wanting
from app.program.prelude.operations import CODES, LEAF, OPERATIONS, Operation
from app.program.prelude.tape import (
    code_of,
    compute,
    compute_one,
    constant,
    frozen,
    grads,
    inputs_of,
    labels,
    leaf,
    leaf_grads,
    look,
    made,
    now,
    numbers,
    params,
)

if TYPE_CHECKING:
    Operand = Any  # a Value or a number
    Result = Any  # a Value, or NotImplemented

ADD, SUB, MUL, DIV = OPERATIONS["add"], OPERATIONS["sub"], OPERATIONS["mul"], OPERATIONS["div"]
NEG, POW, ABS = OPERATIONS["neg"], OPERATIONS["pow"], OPERATIONS["abs"]


class Value:
    def __init__(
        self,
        data: float = 0.0,
        _children: object = (),
        _op: str = "",
        label: str = "",
        requires_grad: bool = True,
        _node: int = -1,
    ) -> None:
        self._node = _node if _node >= 0 else leaf(number(data), bool(requires_grad))
        if label:
            labels[self._node] = str(label)

    @property
    def data(self) -> float:
        look()
        return numbers[self._node]

    @data.setter
    def data(self, data: float) -> None:
        set_data(self._node, number(data))

    @property
    def grad(self) -> float:
        look()
        return grad_of(self._node) or 0.0

    @grad.setter
    def grad(self, grad: float | None) -> None:
        set_grad(self._node, number(grad or 0.0))

    @property
    def label(self) -> str:
        return labels.get(self._node, "")

    @label.setter
    def label(self, label: str) -> None:
        labels[self._node] = str(label)

    @property
    def requires_grad(self) -> bool:
        return self._node in wanting(below(self._node))

    @requires_grad.setter
    def requires_grad(self, wants: bool) -> None:
        if code_of(self._node):
            raise RuntimeError("requires_grad can only be changed on a leaf; this value was computed from others")
        if wants:
            frozen.discard(self._node)
        else:
            frozen.add(self._node)

    @property
    def _prev(self) -> set[Value]:
        return {Value(_node=node) for node in inputs_of(self._node)}

    @property
    def _op(self) -> str:
        """As micrograd and the lecture write it: **2, ReLU."""
        sign = CODES[code_of(self._node)].sign if code_of(self._node) in CODES else ""
        return f"{sign}{params[self._node]:g}" if sign == "**" and self._node in params else sign

    def _backward(self) -> None:
        """One step of the chain rule by hand, as in the lecture."""
        push_by_hand(self._node)

    def backward(self) -> None:
        request_backward(self._node)

    def zero_grad(self) -> None:
        set_grad(self._node, 0.0)

    def item(self) -> float:
        look()
        return numbers[self._node]

    def __add__(self, other: Operand) -> Result:
        return join(ADD, self, other)

    def __radd__(self, other: Operand) -> Result:
        return join(ADD, other, self)

    def __sub__(self, other: Operand) -> Result:
        return join(SUB, self, other)

    def __rsub__(self, other: Operand) -> Result:
        return join(SUB, other, self)

    def __mul__(self, other: Operand) -> Result:
        return join(MUL, self, other)

    def __rmul__(self, other: Operand) -> Result:
        return join(MUL, other, self)

    def __truediv__(self, other: Operand) -> Result:
        return join(DIV, self, other)

    def __rtruediv__(self, other: Operand) -> Result:
        return join(DIV, other, self)

    def __pow__(self, other: Operand) -> Result:
        return apply(POW, self, float(other)) if isinstance(other, (int, float)) else join(POW, self, other)

    def __rpow__(self, other: Operand) -> Result:
        return join(POW, other, self)

    def __neg__(self) -> Any:
        return apply(NEG, self)

    def __pos__(self) -> Value:
        return self

    def __abs__(self) -> Any:
        return apply(ABS, self)

    def __lt__(self, other: Operand) -> Any:
        return plain(self) < plain(other)

    def __le__(self, other: Operand) -> Any:
        return plain(self) <= plain(other)

    def __gt__(self, other: Operand) -> Any:
        return plain(self) > plain(other)

    def __ge__(self, other: Operand) -> Any:
        return plain(self) >= plain(other)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Value) and other._node == self._node

    def __hash__(self) -> int:
        return self._node

    def __float__(self) -> float:
        return float(plain(self))

    def __int__(self) -> int:
        return int(plain(self))

    def __repr__(self) -> str:
        grad = f", grad={grad_of(self._node) or 0.0}" if now.shows_grad else ""
        return f"Value(data={numbers[self._node]}{grad})"


def number(x: Any) -> float:
    """`x` as a float. Raises TypeError when it is not a number."""
    if isinstance(x, (int, float)):
        return float(x)
    raise TypeError(f"a Value holds one number, not {article(x)}")


def article(x: Any) -> str:
    return f"a {type(x).__name__}"


def plain(x: Any) -> Any:
    """The number of a value, which the program looks at; anything else as it is."""
    if isinstance(x, Value):
        look()
        return numbers[x._node]
    return x


def join(operation: Operation, x: Operand, y: Operand) -> Result:
    """`operation` of two operands, of which one is a value."""
    if type(x) is Value:
        i = x._node
    elif isinstance(x, (int, float)):
        i = constant(x)
    else:
        return NotImplemented
    if type(y) is Value:
        j = y._node
    elif isinstance(y, (int, float)):
        j = constant(y)
    else:
        return NotImplemented
    return Value(0.0, (), "", "", True, compute(operation, i, j))


def apply(operation: Operation, x: Operand, k: float | None = None) -> Any:
    """`operation` of one operand: of a value a value, of a plain number a number."""
    if isinstance(x, Value):
        return Value(_node=compute_one(operation, x._node, k))
    if isinstance(x, (int, float)):
        return operation.value(float(x), k, 0.0)
    raise TypeError(f"{operation.name} needs a number or a Value, not {article(x)}")


def push_by_hand(node: int) -> None:
    """One step of the chain rule on the gradients as they stand, for a program that walks the graph itself."""
    settle()
    inputs = inputs_of(node)
    wants = wanting(below(node))
    flow = {each: grad_of(each) or 0.0 for each in [node, *inputs] if each in wants}
    if inputs and node in flow:
        push(node, flow)
        for each in inputs:
            if each in flow:
                (leaf_grads if made[each] % 64 == LEAF else grads)[each] = flow[each]
