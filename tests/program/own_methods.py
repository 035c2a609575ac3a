"""Right classes with methods of their own, or a backward of another kind."""

from __future__ import annotations

from tests.program.own_classes import CLOSURES, USE

RIGHT: dict[str, str] = {}
RIGHT["neg op own"] = (
    CLOSURES.replace(
        "    def __neg__(self): return self * -1\n",
        """    def __neg__(self):
        out = Value(-self.data, (self,), "neg")
        def _backward():
            self.grad -= out.grad
        out._backward = _backward
        return out
""",
    )
    + USE
)
RIGHT["sub op own"] = (
    CLOSURES.replace(
        "    def __sub__(self, other): return self + (-other)\n",
        """    def __sub__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data - other.data, (self, other), "-")
        def _backward():
            self.grad += out.grad
            other.grad += -out.grad
        out._backward = _backward
        return out
""",
    )
    + "a=Value(2.0);b=Value(5.0)\nc=(a-b)*(b-a)-a\nc.backward()\n"
)
RIGHT["div op own"] = (
    CLOSURES.replace(
        "    def __truediv__(self, other): return self * other ** -1\n",
        """    def __truediv__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data / other.data, (self, other), "/")
        def _backward():
            self.grad += out.grad / other.data
            other.grad += -self.data / other.data**2 * out.grad
        out._backward = _backward
        return out
""",
    )
    + "a=Value(2.0);b=Value(5.0)\nc=a/b + b/a\nc.backward()\n"
)
RIGHT["numpy data"] = "import numpy as np\n" + CLOSURES.replace("math.exp", "np.exp") + USE
RIGHT["float32-ish rounding"] = (
    CLOSURES.replace(
        "t = (math.exp(2 * self.data) - 1) / (math.exp(2 * self.data) + 1)", "t = round(math.tanh(self.data), 9)"
    )
    + USE
)

RIGHT["zero_grad method walking graph"] = (
    CLOSURES.replace(
        "    def backward(self):",
        "    def zero_grad(self):\n        self.grad = 0.0\n        for c in self._prev: c.zero_grad()\n"
        "    def backward(self):",
    )
    + "a=Value(2.0)\nb=a*a\nb.backward()\nb.zero_grad()\nb.backward()\n"
)
RIGHT["backward resets"] = (
    CLOSURES.replace(
        "        self.grad = 1.0\n", "        for node in order: node.grad = 0.0\n        self.grad = 1.0\n"
    )
    + USE
    + "g.backward()\n"
)
RIGHT["log sigmoid"] = (
    CLOSURES.replace(
        "    def __neg__",
        """    def log(self):
        out = Value(math.log(self.data), (self,), 'log')
        def _backward(): self.grad += out.grad / self.data
        out._backward = _backward
        return out
    def sigmoid(self):
        s = 1/(1+math.exp(-self.data))
        out = Value(s, (self,), 'sigmoid')
        def _backward(): self.grad += s*(1-s)*out.grad
        out._backward = _backward
        return out
    def __neg__""",
        1,
    )
    + "p=Value(0.3)\nl=-(p.sigmoid()).log()\nl.backward()\n"
)
RIGHT["sin cos"] = (
    CLOSURES.replace(
        "    def __neg__",
        """    def sin(self):
        out = Value(math.sin(self.data), (self,), 'sin')
        def _backward(): self.grad += math.cos(self.data)*out.grad
        out._backward = _backward
        return out
    def __neg__""",
        1,
    )
    + "p=Value(0.3)\nl=p.sin()*p\nl.backward()\n"
)
RIGHT["max op"] = (
    CLOSURES.replace(
        "    def __neg__",
        """    def maximum(self, other):
        out = Value(max(self.data, other.data), (self, other), 'max')
        def _backward():
            if self.data >= other.data: self.grad += out.grad
            else: other.grad += out.grad
        out._backward = _backward
        return out
    def __neg__""",
        1,
    )
    + "p=Value(0.3);q=Value(0.7)\nl=p.maximum(q)*p\nl.backward()\n"
)
RIGHT["pow by Value"] = (
    CLOSURES.replace(
        '        assert isinstance(k, (int, float))\n        out = Value(self.data ** k, (self,), f"**{k}")',
        '        k = k.data if isinstance(k, Value) else k\n        out = Value(self.data ** k, (self,), f"**{k}")',
    )
    + "p=Value(1.3)\nl=p**3+p**0.5+p**-2\nl.backward()\n"
)
