"""Programs to begin with. The first is what a new session holds; a program's first line is its title."""

from __future__ import annotations

from typing import Literal

ExampleName = Literal["neuron", "expression", "twice", "tanh-by-hand", "fit-a-line", "network"]

EXAMPLES: dict[ExampleName, str] = {
    "neuron": """\
# A neuron, from the lecture
x1 = Value(2.0)
x2 = Value(0.0)
w1 = Value(-3.0)
w2 = Value(1.0)
b = Value(6.8813735870195432)
n = x1*w1 + x2*w2 + b
o = n.tanh()
""",
    "expression": """\
# Four leaves and the chain rule
a = Value(2.0)
b = Value(-3.0)
c = Value(10.0)
f = Value(-2.0)
d = a*b + c
L = d*f
""",
    "twice": """\
# A value used twice: gradients add up
a = Value(-2.0)
b = Value(3.0)
d = a*b
e = a + b
f = d*e
""",
    "tanh-by-hand": """\
# The same neuron, tanh taken apart
x1 = Value(2.0)
x2 = Value(0.0)
w1 = Value(-3.0)
w2 = Value(1.0)
b = Value(6.8813735870195432)
n = x1*w1 + x2*w2 + b
e = (2*n).exp()
o = (e - 1) / (e + 1)
""",
    "fit-a-line": """\
# Fit a line: press update and watch the loss
w = Value(0.5)
b = Value(0.0)
xs = [-1.0, 0.0, 1.0, 2.0]
ys = [-1.0, 1.0, 3.0, 5.0]
loss = sum((w*x + b - y)**2 for x, y in zip(xs, ys))
""",
    "network": """\
# Two hidden neurons and one output
def neuron(weights, bias, inputs):
    return (sum(w*x for w, x in zip(weights, inputs)) + bias).tanh()

x = [Value(1.0), Value(-2.0)]
h1 = neuron([Value(0.5), Value(-0.3)], Value(0.1), x)
h2 = neuron([Value(-0.7), Value(0.2)], Value(0.0), x)
y = neuron([Value(1.2), Value(0.8)], Value(-0.1), [h1, h2])
loss = (y - 1.0)**2
""",
}
