"""What programs bring: mistakes, classes and loops of one's own, checks, code."""

from __future__ import annotations

from playwright.sync_api import expect

from docs.scenes.scene import begin, scene, steps, tab
from tests.browser.learner import Learner

OWN_CLASS = """\
class Value:
    def __init__(self, data, children=(), op=''):
        self.data, self.grad, self.children, self.op = data, 0.0, children, op
        self.backward_of = lambda: None
    def __add__(self, other):
        out = Value(self.data + other.data, (self, other), '+')
        def back():
            self.grad = out.grad
            other.grad = out.grad
        out.backward_of = back
        return out
    def __mul__(self, other):
        out = Value(self.data * other.data, (self, other), '*')
        def back():
            self.grad = other.data * out.grad
            other.grad = self.data * out.grad
        out.backward_of = back
        return out
    def backward(self):
        order, seen = [], set()
        def visit(node):
            if node not in seen:
                seen.add(node)
                for child in node.children:
                    visit(child)
                order.append(node)
        visit(self)
        self.grad = 1.0
        for node in reversed(order):
            node.backward_of()

a = Value(-2.0)
b = Value(3.0)
d = a*b
e = a + b
f = d*e
f.backward()
"""

LOOP = """\
# A line, fitted by its own loop
w = Value(0.5)
b = Value(0.0)
xs = [-1.0, 0.0, 1.0, 2.0]
ys = [-1.0, 1.0, 3.0, 5.0]
for k in range(20):
    loss = sum((w*x + b - y)**2 for x, y in zip(xs, ys))
    w.grad = b.grad = 0.0
    loss.backward()
    for p in [w, b]:
        p.data -= 0.05 * p.grad
    print(k, loss.data)
"""


@scene
def program_error(learner: Learner) -> None:
    begin(learner)
    learner.program.fill("x1 = Value(2.0)\nw1 = Value(-3.0)\nn = x1*w1 + c\no = n.tanh(\n")
    expect(learner.page.locator("#editor-error")).not_to_be_empty()


@scene
def unknown_names(learner: Learner) -> None:
    begin(learner)
    learner.program.fill("loss = (a*b + c - 3)**2\n")
    expect(learner.page.locator("#editor-error")).not_to_be_empty()


@scene
def own_class_wrong(learner: Learner) -> None:
    begin(learner, program=OWN_CLASS)
    learner.page.keyboard.press("End")


@scene
def own_loop(learner: Learner) -> None:
    begin(learner, program=LOOP)
    learner.stage.focus()
    learner.page.keyboard.press(".")
    expect(learner.page.locator("#epochs")).to_contain_text("epoch 2 of 20")
    steps(learner, 12)
    tab(learner, "Training")


@scene
def not_finite(learner: Learner) -> None:
    begin(learner, program="x = Value(0.0)\ny = x.log()\nz = y*0.0 + x.exp()\n")
    learner.page.keyboard.press("End")


@scene
def check(learner: Learner) -> None:
    begin(learner)
    learner.page.keyboard.press("End")
    tab(learner, "Check")
    expect(learner.page.locator(".check-card")).to_be_visible()


@scene
def code(learner: Learner) -> None:
    begin(learner)
    tab(learner, "Code")
    expect(learner.page.locator("#code .listing").first).to_be_visible()
