"""Training, watched: data, a model, a run with its charts, the lab; on the stage, in the panels, by mouse and keys."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import APIResponse, Locator, Page, Route, expect

from app.notation.numbers import short
from tests.browser.conftest import Visit
from tests.browser.learner import CUT, PHONE, Learner


class Trainer(Learner):
    """A learner with a network."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.status = page.locator("#run-status")
        self.plane = page.get_by_role("application", name="The plane of the examples")

    def choose(self, data: str) -> None:
        self.page.get_by_label("data set").select_option(data)
        expect(self.page.get_by_label("columns")).not_to_be_empty()

    def start(self, example: str) -> None:
        self.begin(example=example)
        self.page.get_by_role("tab", name="Training").click()
        expect(self.button("Run")).to_be_enabled()

    def fill_in(self, data: str) -> None:
        """Choose data, and let the form write a model that suits it."""
        self.open()
        self.page.locator("label", has_text="Network").click()
        self.choose(data)
        self.button("Write the program").click()
        expect(self.program).to_have_value(re.compile(r"^model = MLP\("))

    def run(self, epochs: int) -> None:
        before = self.api("run")["epoch"]
        self.page.get_by_label("How many epochs").fill(str(epochs))
        self.page.get_by_role("button", name="epochs", exact=True).click()
        expect(self.status).to_contain_text(f"Done after {before + epochs} epochs")

    def fact(self, name: str) -> Locator:
        return self.page.locator(f'[data-fact="{name}"] dd')

    def unfold(self, name: str) -> None:
        self.page.locator("summary", has_text=name).click()


@pytest.fixture
def trainer(page: Page) -> Trainer:
    return Trainer(page)


def test_data_chosen_before_the_form_knows_what_there_is_counts(trainer: Trainer) -> None:
    held: list[Route] = []
    trainer.page.route("**/training", lambda route: held.append(route), times=1)
    trainer.open()
    trainer.page.locator("label", has_text="Network").click()
    trainer.page.get_by_label("data set").select_option("xor")
    while not held:
        trainer.page.wait_for_timeout(25)
    held[0].continue_()
    expect(trainer.page.get_by_label("columns")).to_have_text("x1, x2 → y")
    assert trainer.api("training")["training"]["data"]["kind"] == "xor"


def test_an_answer_from_before_a_choice_that_comes_after_it_changes_nothing(trainer: Trainer) -> None:
    held: list[tuple[Route, APIResponse]] = []
    trainer.page.route("**/training", lambda route: held.append((route, route.fetch())), times=1)
    trainer.open()
    trainer.page.locator("label", has_text="Network").click()
    while not held:
        trainer.page.wait_for_timeout(25)
    trainer.page.get_by_label("data set").select_option("xor")
    expect(trainer.page.get_by_label("columns")).to_have_text("x1, x2 → y")
    route, answer = held[0]
    with trainer.page.expect_response("**/training"):
        route.fulfill(response=answer)
    trainer.page.wait_for_timeout(100)
    expect(trainer.page.get_by_label("columns")).to_have_text("x1, x2 → y")
    expect(trainer.page.get_by_label("data set")).to_have_value("xor")


def test_data_a_model_and_twenty_epochs(trainer: Trainer) -> None:
    trainer.fill_in("lecture")
    expect(trainer.page.get_by_label("columns")).to_have_text("x1, x2, x3 → y")
    trainer.run(20)
    losses = trainer.api("run/losses")["train"]
    assert len(losses) >= 20
    assert losses[19] < losses[0]
    expect(trainer.button("epochs")).to_be_focused()
    run = trainer.api("run")
    expect(trainer.fact("loss")).to_have_text(short(run["loss"]))
    expect(trainer.page.locator(".labels")).to_contain_text("epoch 20 · sample 1 of 4")
    expect(trainer.page.locator(".labels")).to_contain_text(f"loss {short(run['loss'])}")
    trainer.expect_numbers_of_the_api()


def test_the_curve_is_read_by_keys_and_as_numbers(trainer: Trainer) -> None:
    trainer.start("lecture")
    trainer.run(5)
    losses = trainer.api("run/losses")["train"]
    chart = trainer.page.get_by_role("slider", name="Loss by epoch", exact=True)
    chart.focus()
    trainer.page.keyboard.press("Home")
    expect(chart).to_have_attribute("aria-valuetext", f"epoch 0 · loss {short(losses[0])}")
    trainer.page.keyboard.press("ArrowRight")
    expect(chart).to_have_attribute("aria-valuetext", f"epoch 1 · loss {short(losses[1])}")
    trainer.unfold("As numbers")
    expect(trainer.page.locator("#loss-table").get_by_role("cell", name=short(losses[0]), exact=True)).to_be_visible()


def test_a_run_goes_on_without_its_tab_and_is_paused_by_space(trainer: Trainer) -> None:
    trainer.start("lecture")
    trainer.button("Run").click()
    expect(trainer.status).to_have_text("Runs until you pause it.")
    address = trainer.page.url
    before = trainer.api("run")["epoch"]
    trainer.page.goto("/sessions")
    trainer.page.wait_for_timeout(300)
    trainer.page.goto(address)
    expect(trainer.status).to_have_text("Runs until you pause it.")
    assert trainer.api("run")["epoch"] > before
    trainer.stage.focus()
    trainer.page.keyboard.press("Space")
    expect(trainer.status).to_contain_text(re.compile(r"^Paused after \d+ epochs"))
    paused = trainer.api("run")
    expect(trainer.page.locator(".labels")).to_contain_text(f"epoch {paused['epoch']} ·")
    trainer.expect_numbers_of_the_api()
    trainer.page.keyboard.press("Home")
    trainer.page.keyboard.press("ArrowRight")
    trainer.expect_cursor(1)
    trainer.expect_numbers_of_the_api()


def test_while_it_runs_the_stage_shows_its_numbers(trainer: Trainer) -> None:
    trainer.start("lecture")
    loss = trainer.node("loss")
    before = loss.get_attribute("aria-label")
    trainer.button("Run").click()
    expect(loss).not_to_have_attribute("aria-label", before or "")
    expect(loss).not_to_have_accessible_name(re.compile("not reached"))
    trainer.page.get_by_role("button", name="Pause", exact=True).first.click()
    expect(trainer.status).to_contain_text("Paused after")


def test_a_page_out_of_sight_asks_for_no_pictures(trainer: Trainer) -> None:
    trainer.start("lecture")
    trainer.page.evaluate("Object.defineProperty(document, 'hidden', {get: () => true, configurable: true})")
    asked: list[str] = []
    trainer.page.on("request", lambda request: asked.append(request.url))
    trainer.button("Run").click()
    expect(trainer.status).to_have_text("Runs until you pause it.")
    trainer.page.wait_for_timeout(500)
    assert [url for url in asked if "run/frame" in url or "run/picture" in url] == []
    with trainer.page.expect_request(lambda request: "run/pictures" in request.url):
        trainer.page.evaluate("delete document.hidden; document.dispatchEvent(new Event('visibilitychange'))")


def test_rewind_goes_back_and_forward_again_and_undo_comes_back(trainer: Trainer) -> None:
    trainer.start("lecture")
    trainer.run(10)
    trainer.page.get_by_label("rewind to").focus()
    trainer.page.keyboard.press("Home")
    expect(trainer.fact("epoch")).to_have_text("0")
    trainer.expect_numbers_of_the_api()
    for _ in range(4):
        trainer.page.keyboard.press("ArrowRight")
    expect(trainer.fact("epoch")).to_have_text("4")
    trainer.expect_numbers_of_the_api()
    trainer.button("Undo").click()
    expect(trainer.fact("epoch")).to_have_text("3")
    trainer.expect_numbers_of_the_api()


def test_the_lab_names_each_rate_and_one_is_taken_over(trainer: Trainer) -> None:
    trainer.start("lecture")
    trainer.page.get_by_label("rates").fill("0.05, 0.001")
    trainer.button("Try them all").click()
    expect(trainer.page.locator("#lab-status")).to_have_text("0.001 crawls, 0.05 learns.")
    trainer.button("Take over 0.001").click()
    expect(trainer.page.get_by_label("learning rate as a number")).to_have_value("0.001")
    expect(trainer.fact("epoch")).to_have_text("100")
    assert trainer.api()["learning_rate"] == 0.001
    trainer.page.get_by_label("rates").fill("0.1, none")
    trainer.button("Try them all").click()
    expect(trainer.page.get_by_label("rates")).to_have_attribute("aria-invalid", "true")


def test_points_are_drawn_by_mouse_and_by_keys_and_taken_away(trainer: Trainer) -> None:
    trainer.fill_in("circles")
    place = trainer.plane.bounding_box()
    assert place is not None
    trainer.page.locator("#plane-tools label").nth(2).click()
    trainer.page.mouse.click(place["x"] + 20, place["y"] + 20)
    expect(trainer.page.get_by_label("data set")).to_have_value("table")
    rows = trainer.api("training/data")["rows"]
    assert len(rows) == 101
    assert rows[-1][2] == 1
    trainer.plane.focus()
    trainer.page.keyboard.press("ArrowUp")
    trainer.page.keyboard.press("1")
    expect(trainer.page.locator("#shown-of")).to_have_text("of 102")
    assert trainer.api("training/data")["rows"][-1][2] == 0
    trainer.page.keyboard.press("Delete")
    expect(trainer.page.locator("#shown-of")).to_have_text("of 101")
    for _ in range(3):
        trainer.button("Undo").click()
    expect(trainer.page.get_by_label("data set")).to_have_value("circles")


def test_the_shown_example_is_stepped_through(trainer: Trainer) -> None:
    trainer.start("lecture")
    trainer.button("Next example").click()
    expect(trainer.node("x1")).to_have_accessible_name(re.compile("data 3,"))
    expect(trainer.page.locator(".labels")).to_contain_text("sample 2 of 4")
    trainer.page.keyboard.press("End")
    trainer.expect_numbers_of_the_api()


def test_the_mean_of_the_batch_is_stepped_through_and_moved_by_the_chosen_optimizer(trainer: Trainer) -> None:
    trainer.start("lecture")
    trainer.page.get_by_label("mean of batch").check()
    expect(trainer.page.locator(".labels")).to_contain_text("mean of 4")
    trainer.page.get_by_label("optimizer").select_option("adam")
    trainer.stage.focus()
    trainer.page.keyboard.press("End")
    trainer.expect_numbers_of_the_api()
    trainer.page.locator("#training").get_by_role("button", name="update", exact=True).click()
    trainer.button("Pause").click()
    trainer.page.keyboard.press("End")
    trainer.page.get_by_role("tab", name="Step", exact=True).click()
    expect(trainer.page.locator("#step")).to_contain_text("mean m of the gradients now")
    trainer.expect_numbers_of_the_api()


def test_a_wrong_cell_of_a_csv_is_named_and_a_right_one_is_taken(trainer: Trainer) -> None:
    trainer.start("xor")

    def upload(text: str) -> None:
        file: Any = {"name": "points.csv", "mimeType": "text/csv", "buffer": text.encode()}
        trainer.page.get_by_label("Upload CSV").set_input_files(file)

    upload("x1,x2,y\n1,2,1\n3,four,-1\n")
    expect(trainer.page.locator("#data-problem")).to_contain_text("line 3, column x2")
    upload("x1,x2,y\n1,2,1\n3,4,-1\n")
    expect(trainer.page.locator("#shown-of")).to_have_text("of 2")
    expect(trainer.page.locator("#data-problem")).to_be_hidden()


def test_a_table_is_pasted_and_its_wrong_cell_is_shown(trainer: Trainer) -> None:
    trainer.start("xor")
    trainer.button("Edit table").click()
    first = trainer.page.get_by_label("Row 1, x1")
    first.focus()
    first.evaluate(
        """cell => { const data = new DataTransfer(); data.setData('text', 'x1\\tx2\\ty\\n1\\t2\\t1\\n3\\tx\\t-1');
        cell.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true})); }"""
    )
    trainer.button("Use this table").click()
    wrong = trainer.page.get_by_label("Row 2, x2")
    expect(wrong).to_have_attribute("aria-invalid", "true")
    expect(wrong).to_be_focused()
    wrong.fill("4,5")
    trainer.button("Use this table").click()
    expect(trainer.page.get_by_role("dialog", name="Own table")).to_be_hidden()
    assert trainer.api("training/data")["rows"] == [[1, 2, 1], [3, 4.5, -1]]


def test_forgetting_zero_grad_is_pointed_at(trainer: Trainer) -> None:
    trainer.start("lecture")
    trainer.run(2)
    trainer.page.get_by_label("forget zero_grad").check()
    expect(trainer.page.locator("#forget-note")).to_contain_text("stay and add up")
    trainer.run(3)
    expect(trainer.page.locator("#forget-note")).to_contain_text("Largest gradient")
    assert trainer.api("training")["training"]["zero_grad"] is False


def test_layers_parameters_and_saved_runs_are_told(trainer: Trainer) -> None:
    trainer.fill_in("moons")
    trainer.page.get_by_label("optimizer").select_option("adam")
    trainer.run(3)
    trainer.unfold("Layers")
    expect(trainer.page.locator(".layer")).to_have_count(3)
    expect(trainer.page.locator(".layer").first).to_contain_text("update : data")
    trainer.unfold("Parameters")
    table = trainer.page.locator("#parameters")
    expect(table.get_by_role("columnheader", name="second")).to_be_visible()
    table.get_by_role("button", name="Show all 337").click()
    expect(table.get_by_role("row")).to_have_count(338)
    trainer.unfold("Compare runs")
    trainer.page.get_by_label("Name for this run").fill("first")
    trainer.button("Save run").click()
    expect(trainer.page.get_by_label("first", exact=True)).to_be_checked()
    expect(trainer.page.locator("#loss-legend")).to_contain_text("first")


def test_a_phone_trains_without_scrolling_sideways(visit: Visit) -> None:
    trainer = Trainer(visit(**PHONE))
    trainer.fill_in("moons")
    trainer.run(3)
    assert trainer.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert trainer.page.evaluate(CUT) == []


def test_nothing_of_a_network_is_cut_at_any_width(trainer: Trainer) -> None:
    trainer.start("xor")
    trainer.run(3)
    cut = {}
    for width in (1920, 1440, 1280, 1024, 800, 360):
        trainer.page.set_viewport_size({"width": width, "height": 800})
        cut[width] = trainer.page.evaluate(CUT)
    assert {width: elements for width, elements in cut.items() if elements} == {}
