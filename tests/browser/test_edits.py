"""Edits by hand: the program, its leaves, and the way back."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.learner import Learner


def test_a_wrong_program_says_where_and_keeps_the_last_good_graph(learner: Learner) -> None:
    nodes = learner.nodes.count()
    learner.program.press("ControlOrMeta+End")
    learner.program.press_sequentially("\np = o * unknown")
    error = learner.page.get_by_role("alert").filter(has_text="unknown")
    expect(error).to_be_visible()
    expect(learner.program).to_have_attribute("aria-invalid", "true")
    expect(learner.nodes).to_have_count(nodes)

    for _ in "unknown":
        learner.program.press("Backspace")
    learner.program.press_sequentially("b")
    expect(learner.node("p")).to_be_visible()
    expect(error).to_be_hidden()
    expect(learner.program).not_to_have_attribute("aria-invalid", "true")


HALF_AND_WHOLE = """async () => {
  const [send, sent, told] = [window.fetch, [], []];
  const type = key => document.execCommand('insertText', false, key);
  new MutationObserver(() => told.push(1)).observe(document.getElementById('editor-error'), {childList: true});
  const refused = new Promise(resolve => {
    window.fetch = async (url, request) => {
      if (url.endsWith('/program')) sent.push(JSON.parse(request.body).program.split('\\n').at(-1));
      const answer = await send(url, request);
      if (answer.status === 422) resolve();
      return answer;
    };
  });
  type('*');
  for (let turn = 0; turn < 50; turn++) await null; // nothing that waits for time gets its turn
  const atOnce = [...sent];
  await refused;
  type('2');
  type(' ');
  for (let turn = 0; turn < 50; turn++) await null;
  return {atOnce, meanwhile: sent.slice(1), told: told.length};
}"""


def test_the_first_key_runs_at_once_and_half_a_line_is_not_called_wrong_while_typing_goes_on(learner: Learner) -> None:
    learner.program.press("ControlOrMeta+End")
    learner.program.press_sequentially("p = o")
    learner.wait_until_saved()
    learner.page.wait_for_timeout(300)  # quiet
    seen = learner.page.evaluate(HALF_AND_WHOLE)
    assert seen == {"atOnce": ["p = o*"], "meanwhile": [], "told": 0}
    learner.wait_until_saved()
    expect(learner.node("p")).to_be_visible()
    expect(learner.page.locator("#editor-error")).to_be_empty()


def test_a_node_that_an_edit_did_not_touch_stays_where_it_is(learner: Learner) -> None:
    before = learner.node("x1").bounding_box()
    learner.program.press("ControlOrMeta+End")
    learner.program.press_sequentially("\np = o + 1")
    expect(learner.node("p")).to_be_visible()
    learner.page.wait_for_timeout(1000)
    after = learner.node("x1").bounding_box()
    assert before is not None
    assert after is not None
    assert abs(before["x"] - after["x"]) + abs(before["y"] - after["y"]) < 60


def test_a_number_typed_at_a_leaf_replays_and_stands_in_the_program(learner: Learner) -> None:
    learner.page.keyboard.press("End")
    learner.page.get_by_role("textbox", name="w1", exact=True).fill("-1.25")
    learner.page.get_by_role("textbox", name="w1", exact=True).press("Enter")
    expect(learner.node("w1")).to_have_accessible_name("w1, parameter, data −1.25, gradient 0.001251")
    assert "w1 = Value(-1.25)" in learner.program.input_value()
    learner.expect_numbers_of_the_api()


def test_a_slider_replays_as_it_moves(learner: Learner) -> None:
    learner.page.keyboard.press("End")
    slider = learner.page.get_by_role("slider", name="x1, slider")
    before = float(slider.input_value())
    for _ in range(5):
        slider.press("ArrowRight")
    data = float(slider.input_value())
    assert data > before
    expect(learner.program).to_have_value(re.compile(rf"^x1 = Value\({data}0*\)$", re.MULTILINE))
    learner.expect_numbers_of_the_api()
    assert learner.api("values", at=0)["data"][0] == data


def test_a_leaf_that_requires_no_gradient_gets_none(learner: Learner) -> None:
    length = learner.length
    learner.page.get_by_role("switch", name="x2 requires_grad").click()
    expect(learner.scrubber).not_to_have_attribute("aria-valuemax", str(length))
    learner.page.keyboard.press("End")
    expect(learner.node("x2")).to_have_accessible_name(re.compile("^x2, .*, data 0, gradient not reached$"))
    learner.expect_numbers_of_the_api()


def test_undo_and_redo_reach_every_edit(learner: Learner) -> None:
    programs = [learner.program.input_value()]
    for leaf, data in (("w1", "1.5"), ("x1", "2.5"), ("w1", "0.5")):
        number = learner.page.get_by_role("textbox", name=leaf, exact=True)
        number.fill(data)
        number.press("Enter")
        programs.append(re.sub(rf"{leaf} = Value\(.*\)", f"{leaf} = Value({data})", programs[-1]))
        expect(learner.program).to_have_value(programs[-1])
    for program in programs[-2::-1]:
        learner.button("Undo").click()
        expect(learner.program).to_have_value(program)
    expect(learner.button("Undo")).to_be_disabled()
    learner.stage.focus()
    for program in programs[1:]:
        learner.page.keyboard.press("Control+Shift+Z")
        expect(learner.program).to_have_value(program)
    learner.page.keyboard.press("Control+Z")
    expect(learner.program).to_have_value(programs[-2])
    learner.expect_numbers_of_the_api()
