"""`Value`, spelled as in micrograd: one number of the graph, with + − * / ** and, from the op table, all the rest."""

from __future__ import annotations

from app.program.prelude.operations import OPERATIONS
from app.program.prelude.tape import tape


class Value:
    def __init__(self, data=None, _children=(), _op="", label="", requires_grad=True, _node=None):
        self._node = tape.leaf(number(data), bool(requires_grad)) if _node is None else _node
        if label:
            tape.label[self._node] = str(label)

    @property
    def data(self):
        return tape.data[self._node]

    @data.setter
    def data(self, data):
        tape.event("data", self._node, number(data))
        tape.data[self._node] = number(data)

    @property
    def grad(self):
        return tape.grad.get(self._node, 0.0)

    @grad.setter
    def grad(self, grad):
        tape.event("grad", self._node, number(grad or 0.0))
        tape.grad[self._node] = number(grad or 0.0)

    @property
    def label(self):
        return tape.label.get(self._node, "")

    @label.setter
    def label(self, label):
        tape.label[self._node] = str(label)

    @property
    def requires_grad(self):
        return tape.needs[self._node]

    @requires_grad.setter
    def requires_grad(self, needs):
        tape.needs[self._node] = bool(needs)

    def backward(self):
        tape.backward(self._node)

    def item(self):
        return tape.data[self._node]

    def __add__(self, other):
        return binary("add", self, other)

    def __radd__(self, other):
        return binary("add", other, self)

    def __sub__(self, other):
        return binary("sub", self, other)

    def __rsub__(self, other):
        return binary("sub", other, self)

    def __mul__(self, other):
        return binary("mul", self, other)

    def __rmul__(self, other):
        return binary("mul", other, self)

    def __truediv__(self, other):
        return binary("div", self, other)

    def __rtruediv__(self, other):
        return binary("div", other, self)

    def __pow__(self, other):
        return unary("pow", self, float(other)) if is_number(other) else binary("pow", self, other)

    def __rpow__(self, other):
        return binary("pow", other, self)

    def __neg__(self):
        return unary("neg", self)

    def __pos__(self):
        return self

    def __abs__(self):
        return unary("abs", self)

    def __float__(self):
        tape.looked = True
        return tape.data[self._node]

    def __repr__(self):
        return f"Value(data={tape.data[self._node]})"


def is_number(x):
    return isinstance(x, (int, float))


def number(x):
    """`x` as a float. Raises TypeError when it is not a number."""
    if not is_number(x):
        raise TypeError(f"Value needs a number, not {type(x).__name__}")
    return float(x)


def node_of(x):
    """The node of a value; a bare number becomes a constant of its own each time it is used."""
    return x._node if isinstance(x, Value) else tape.constant(float(x))


def unary(name, x, param=None):
    """`name` of a value as a node, of a plain number as a number."""
    if isinstance(x, Value):
        return Value(_node=tape.apply(name, (x._node,), param))
    if is_number(x):
        return OPERATIONS[name].value(float(x), param, 0.0)
    raise TypeError(f"{name} needs a number or a Value, not {type(x).__name__}")


def binary(name, x, y):
    if (isinstance(x, Value) or is_number(x)) and (isinstance(y, Value) or is_number(y)):
        return Value(_node=tape.apply(name, (node_of(x), node_of(y))))
    return NotImplemented
