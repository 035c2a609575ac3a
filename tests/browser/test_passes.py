"""The main job: type a program, and watch values flow forward and gradients flow back."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.learner import Learner

PROGRAM = """\
u = Value(1.5)
v = Value(-0.75)
total = 0
for k in [1.0, 2.0, 3.0]:
total = total + (k * u - v) ** 2
"""  # the editor indents the body of the loop by itself
NETWORK = """\
n = MLP(3, [4, 4, 1])
xs = [[2.0, 3.0, -1.0], [3.0, -1.0, 0.5], [0.5, 1.0, 1.0], [1.0, 1.0, -1.0]]
ys = [1.0, -1.0, -1.0, 1.0]
for k in range(2):
    ypred = [n(x) for x in xs]
    loss = sum((yout - ygt)**2 for ygt, yout in zip(ys, ypred))
    for p in n.parameters():
        p.grad = 0.0
    loss.backward()
    for p in n.parameters():
        p.data += -0.05 * p.grad
"""
SPOKEN = {"forward": "Forward", "zero_grad": "zero_grad", "backward": "Backward begins", "update": "Update"}


def test_the_first_page_shows_the_neuron_before_its_forward_pass(learner: Learner) -> None:
    assert learner.program.input_value().rstrip().endswith("n.tanh()")
    for leaf, data in {"x1": "2", "x2": "0", "w1": "−3", "w2": "1", "b": "6.8814"}.items():
        expect(learner.node(leaf)).to_have_accessible_name(f"{leaf}, parameter, data {data}, gradient not reached")
    expect(learner.node("o")).to_have_accessible_name("o, hyperbolic tangent, data not reached, gradient not reached")
    learner.expect_numbers_of_the_api()


def test_numbers_are_those_of_the_api_wherever_the_learner_stops(learner: Learner) -> None:
    learner.write(PROGRAM)
    expect(learner.program).to_have_value(PROGRAM.replace("\ntotal = total", "\n    total = total") + "    ")
    learner.expect_numbers_of_the_api()
    forward = learner.api()["timeline"]["segments"][0]["stop"]

    learner.page.get_by_role("combobox", name="Speed").select_option("8")
    learner.button("Play").click()
    learner.wait_for_cursor(forward + 3)
    learner.button("Pause").click()
    paused = learner.cursor
    assert forward < paused < learner.length
    learner.expect_numbers_of_the_api()
    learner.page.wait_for_timeout(200)
    learner.expect_cursor(paused)

    for back in range(1, paused - forward + 2):
        learner.button("One step back").click()
        learner.expect_cursor(paused - back)
        learner.expect_numbers_of_the_api()

    track = learner.scrubber.bounding_box()
    assert track is not None
    height = track["y"] + track["height"] / 2
    learner.page.mouse.move(track["x"] + track["width"] / 3, height)
    learner.page.mouse.down()
    learner.page.mouse.move(track["x"] + track["width"] / 2, height)
    learner.expect_numbers_of_the_api()
    learner.page.mouse.move(track["x"] + track["width"] - 1, height, steps=5)
    learner.page.mouse.up()
    learner.expect_cursor(learner.length)
    learner.expect_numbers_of_the_api()
    assert learner.api("values", at=learner.length)["grad"][-1] == 1.0


def test_a_pass_plays_to_its_end_and_stops(learner: Learner) -> None:
    learner.page.get_by_role("combobox", name="Speed").select_option("at once")
    learner.button("Play").click()
    learner.expect_cursor(learner.length)
    expect(learner.button("Play")).to_be_visible()
    expect(learner.node("w1")).to_have_accessible_name("w1, parameter, data −3, gradient 1")
    expect(learner.node("x1")).to_have_accessible_name("x1, parameter, data 2, gradient −1.5")
    expect(learner.node("o")).to_have_accessible_name("o, hyperbolic tangent, data 0.7071, gradient 1")


def test_the_step_panel_follows_the_cursor(learner: Learner) -> None:
    step = learner.page.get_by_role("tabpanel", name="Step")
    learner.page.keyboard.press("End")
    expect(step).to_contain_text("upstream")
    told = step.inner_text()
    learner.page.keyboard.press("ArrowLeft")
    expect(step).not_to_have_text(told)
    expect(step.locator("math").first).to_be_visible()


def test_backward_asked_for_again_adds_to_leaves_alone(learner: Learner) -> None:
    learner.page.keyboard.press("End")
    once = learner.api("values", at=learner.length)["grad"]
    names = [learner.api("graph")["strings"][index] for index in learner.api("graph")["op"]]
    length = learner.length
    learner.page.get_by_role("tab", name="Training").click()
    learner.page.get_by_role("group", name="Run a phase").get_by_role("button", name="backward").click()
    expect(learner.scrubber).not_to_have_attribute("aria-valuemax", str(length))
    learner.page.keyboard.press("End")
    learner.expect_numbers_of_the_api()
    twice = learner.api("values", at=learner.length)["grad"]
    assert twice == [grad * 2 if name == "leaf" else grad for name, grad in zip(names, once, strict=True)]


def test_an_update_moves_every_leaf_against_its_gradient(learner: Learner) -> None:
    learner.page.keyboard.press("End")
    learner.page.get_by_role("tab", name="Training").click()
    learner.page.get_by_label("as a number").fill("0.5")
    learner.page.get_by_label("as a number").press("Enter")
    learner.page.get_by_role("group", name="Run a phase").get_by_role("button", name="update").click()
    expect(learner.scrubber).to_have_attribute("aria-valuemax", "25")
    learner.wait_for_cursor(25)
    learner.expect_numbers_of_the_api()
    after = {"x1": "2.75", "w1": "−3.5", "x2": "−0.25", "w2": "1", "b": "6.6314"}
    for leaf, data in after.items():
        expect(learner.node(leaf)).to_have_accessible_name(re.compile(f"^{leaf}, .*, data {data}, "))
    expect(learner.node("o")).to_have_accessible_name(re.compile("data not reached, gradient not reached$"))


def test_a_step_of_the_lectures_network_is_walked(page: Page) -> None:
    """Four rows, 702 boxes: forward, backward and update of the program's own loop, told as it goes."""
    learner = Learner(page)
    learner.begin(NETWORK)
    graph = learner.api("graph")
    kinds = [graph["strings"][index] for index in graph["op"]]
    assert len(kinds) + sum(kind not in ("leaf", "constant") for kind in kinds) == 702
    learner.stage.focus()
    told = page.locator("#step").get_by_role("status")
    for phase in learner.api()["timeline"]["segments"]:
        page.keyboard.press("ArrowRight")
        learner.wait_for_cursor(phase["start"] + 1)  # a closed neuron takes its steps at once
        expect(told).to_contain_text(SPOKEN[phase["phase"]])
        learner.expect_numbers_of_the_api()
        if phase["stop"] > phase["start"] + 1:
            page.keyboard.press("Shift+ArrowRight")
        learner.expect_cursor(phase["stop"])
        learner.expect_numbers_of_the_api()
    assert learner.cursor == learner.length
