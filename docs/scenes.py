"""Every screen of the product that a designer should see; a new one is a function that leads a learner there.

A scene begins on an empty tab; its name becomes the name of the picture."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from app.sessions.examples import ExampleName
from app.sessions.networks import NetworkName
from tests.browser.learner import Learner

Scene = Callable[[Learner], None]
SCENES: list[Scene] = []

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


def scene(show: Scene) -> Scene:
    SCENES.append(show)
    return show


def begin(learner: Learner, example: ExampleName | NetworkName = "neuron", program: str | None = None) -> None:
    """A session of its own, in which the tour is not offered."""
    learner.page.add_init_script("localStorage.setItem('backlight tour', 'yes')")
    learner.begin(program, example)


def steps(learner: Learner, count: int) -> None:
    learner.stage.focus()
    for _ in range(count):
        learner.page.keyboard.press("ArrowRight")
    learner.expect_cursor(count)


def tab(learner: Learner, name: str) -> None:
    learner.page.get_by_role("tab", name=name).click()


def train(learner: Learner, data: NetworkName, epochs: int) -> None:
    begin(learner, data)
    tab(learner, "Training")
    learner.page.get_by_label("How many epochs").fill(str(epochs))
    learner.page.get_by_role("button", name="epochs", exact=True).click()
    expect(learner.page.locator("#run-status")).to_contain_text("Done after")


@scene
def first_visit(learner: Learner) -> None:
    learner.open()


@scene
def tour(learner: Learner) -> None:
    learner.open()
    learner.button("Take the tour").click()
    learner.button("Next").click()


@scene
def empty(learner: Learner) -> None:
    begin(learner, program="")
    expect(learner.page.locator(".welcome-example canvas.still")).to_have_count(6)


@scene
def neuron_start(learner: Learner) -> None:
    begin(learner)


@scene
def neuron_forward(learner: Learner) -> None:
    begin(learner)
    steps(learner, 6)


@scene
def neuron_seed(learner: Learner) -> None:
    begin(learner)
    steps(learner, 11)


@scene
def neuron_backward(learner: Learner) -> None:
    begin(learner)
    steps(learner, 19)


@scene
def neuron_update(learner: Learner) -> None:
    begin(learner)
    learner.page.keyboard.press("End")
    learner.button("Update").or_(learner.page.locator("[data-do=run]")).first.click()
    learner.wait_for_cursor(22)
    learner.page.keyboard.press("End")


@scene
def node_chosen(learner: Learner) -> None:
    begin(learner)
    learner.page.keyboard.press("End")
    learner.node("x1*w1").focus()
    learner.page.keyboard.press("Enter")


@scene
def node_menu(learner: Learner) -> None:
    node_chosen(learner)
    learner.button("Edit").click()
    expect(learner.page.get_by_role("menu", name="Edit the node")).to_be_visible()


@scene
def palette(learner: Learner) -> None:
    begin(learner)
    learner.stage.focus()
    learner.page.keyboard.press("a")
    expect(learner.page.get_by_role("option").first).to_be_visible()


@scene
def question(learner: Learner) -> None:
    palette(learner)
    learner.page.get_by_role("option").filter(has_text="multiply").first.click()
    expect(learner.page.get_by_role("form", name="Build")).to_be_visible()


@scene
def tanh_apart(learner: Learner) -> None:
    begin(learner)
    learner.button("Show the whole graph").click()
    learner.node("o").focus()
    learner.page.keyboard.press("o")
    expect(learner.node("exp(2*n)")).to_be_visible()
    steps(learner, 22)


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


@scene
def training_begins(learner: Learner) -> None:
    begin(learner, "moons")
    tab(learner, "Training")


@scene
def training_run(learner: Learner) -> None:
    begin(learner, "moons")
    tab(learner, "Training")
    learner.button("Run").click()
    expect(learner.page.locator("[data-fact=epoch] dd")).to_have_text(re.compile(r"\d{2,}"))


@scene
def training_step(learner: Learner) -> None:
    train(learner, "lecture", 20)
    tab(learner, "Step")
    learner.stage.focus()
    learner.page.keyboard.press("End")


@scene
def curves(learner: Learner) -> None:
    train(learner, "spirals", 30)
    for name in ("As numbers", "Compare runs", "Layers", "Parameters"):
        learner.page.locator("summary", has_text=name).click()
    learner.page.locator("#loss-title").scroll_into_view_if_needed()


@scene
def lab(learner: Learner) -> None:
    train(learner, "lecture", 20)
    learner.page.get_by_label("rates").fill("0.001, 0.05, 1.2")
    learner.button("Try them all").click()
    expect(learner.page.locator("#lab-status")).to_contain_text("1.2 ")
    learner.page.locator("#lab-verdicts").scroll_into_view_if_needed()


@scene
def fitted_line(learner: Learner) -> None:
    train(learner, "sine", 100)


@scene
def table(learner: Learner) -> None:
    begin(learner, "moons")
    learner.button("Edit table").click()
    expect(learner.page.get_by_role("dialog", name="Own table")).to_be_visible()


@scene
def examples(learner: Learner) -> None:
    begin(learner)
    learner.button("Examples").click()


@scene
def export(learner: Learner) -> None:
    begin(learner)
    learner.button("Export").click()


@scene
def keys(learner: Learner) -> None:
    begin(learner)
    learner.button("Keyboard keys").click()


@scene
def somebody_elses(learner: Learner) -> None:
    begin(learner)
    address = learner.page.url
    learner.page.context.clear_cookies()
    learner.page.goto(address)
    expect(learner.nodes.first).to_be_visible()


@scene
def sessions(learner: Learner) -> None:
    learner.open()
    for example in ("tanh-by-hand", "lecture", "moons"):
        learner.page.request.post("/api/sessions", data={"example": example})
    learner.page.goto("/sessions")


@scene
def python(learner: Learner) -> None:
    learner.page.goto("/python")


@scene
def not_found(learner: Learner) -> None:
    learner.page.goto("/s/nowhere")
