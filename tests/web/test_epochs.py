"""A program that spells out its own training loop is played round by round, with the numbers that it had itself."""

from __future__ import annotations

import pytest

from tests.web.learner import Learner

LOOP = """\
w = Value(2.0)
b = Value(-1.0)
for k in range(5):
    loss = (w * 3.0 + b - 1.0)**2
    ZERO
    loss.backward()
    w.data -= 0.01 * w.grad
    b.data -= 0.01 * b.grad
    print(k, loss.data)
"""
ZEROING = LOOP.replace("ZERO", "w.grad = b.grad = 0.0")
FORGETFUL = LOOP.replace("    ZERO\n", "")


def by_hand(forget: bool) -> list[tuple[float, float, float, float, float]]:
    """w, b, their gradients before and the loss of each round, in plain Python."""
    w, b, dw, db, rounds = 2.0, -1.0, 0.0, 0.0, []
    for _ in range(5):
        off = w * 3.0 + b - 1.0
        rounds.append((w, b, dw, db, off**2))
        dw, db = (dw, db) if forget else (0.0, 0.0)
        dw, db = dw + 6.0 * off, db + 2.0 * off
        w, b = w - 0.01 * dw, b - 0.01 * db
    return rounds


def test_a_loop_begins_with_its_first_epoch_and_tells_the_loss_of_each(ann: Learner) -> None:
    session = ann.begin(ZEROING)
    opened = session.get()
    assert opened["epochs"]["epoch"] == 0
    assert opened["epochs"]["as_recorded"] is True
    assert opened["epochs"]["losses"] == pytest.approx([row[4] for row in by_hand(False)])
    kinds = [segment["phase"] for segment in opened["timeline"]["segments"]]
    assert kinds == ["forward", "zero_grad", "backward", "update"]
    assert opened["timeline"]["segments"][3]["learning_rate"] == 0.01
    assert session.seen(["w", "b"], "data", at=0) == [2.0, -1.0]


@pytest.mark.parametrize("forget", [False, True])
def test_every_epoch_is_played_with_the_numbers_of_the_program(ann: Learner, forget: bool) -> None:
    session = ann.begin(FORGETFUL if forget else ZEROING)
    rounds = by_hand(forget)
    for epoch in (1, 4, 2, 0):
        w, b, dw, db, loss = rounds[epoch]
        change = session.put("/epoch", epoch=epoch)
        assert change["epochs"]["epoch"] == epoch
        assert change["structure_changed"] is False
        assert session.seen(["w", "b"], "data", at=0) == pytest.approx([w, b])
        if epoch:
            assert session.seen(["w", "b"], "grad", at=0) == pytest.approx([dw, db])
        end = change["timeline"]["length"]
        forward = next(part["stop"] for part in change["timeline"]["segments"] if part["phase"] == "forward")
        assert session.values(forward)["data"][session.get("/graph")["root"]] == pytest.approx(loss)
        if epoch < 4:
            assert session.seen(["w", "b"], "data", at=end) == pytest.approx(rounds[epoch + 1][:2])
            assert session.seen(["w", "b"], "grad", at=end) == pytest.approx(rounds[epoch + 1][2:4])


def test_the_cursor_stays_in_its_place_from_epoch_to_epoch(ann: Learner) -> None:
    session = ann.begin(ZEROING)
    assert session.put("/epoch", epoch=3, cursor=7)["timeline"]["cursor"] == 7
    beyond = session.put("/epoch", epoch=3, cursor=9999)["timeline"]
    assert beyond["cursor"] == beyond["length"]


def test_there_is_no_epoch_beyond_the_last_and_none_without_a_loop(ann: Learner) -> None:
    assert ann.begin(ZEROING).put("/epoch", 422, epoch=5)["error"]["field"] == "epoch"
    plain = ann.begin("a = Value(2.0)\nb = a * a\n")
    assert plain.get()["epochs"] is None
    assert plain.put("/epoch", 422, epoch=0)["error"]["field"] == "epoch"


def test_walking_through_the_epochs_is_one_thing_to_undo(ann: Learner) -> None:
    session = ann.begin(ZEROING)
    for epoch in (1, 2, 3):
        session.put("/epoch", epoch=epoch)
    back = session.post("/undo")
    assert back["epochs"]["epoch"] == 0
    assert session.get()["can_undo"] is False


def test_another_learning_rate_in_the_text_gives_other_epochs_at_the_same_place(ann: Learner) -> None:
    session = ann.begin(ZEROING)
    session.put("/epoch", epoch=2, cursor=5)
    change = session.write(ZEROING.replace("0.01", "0.02"))
    assert change["epochs"]["epoch"] == 2
    assert change["timeline"]["cursor"] == 5
    assert change["timeline"]["segments"][3]["learning_rate"] == 0.02
    shorter = session.write(ZEROING.replace("range(5)", "range(2)"))
    assert (shorter["epochs"]["epoch"], len(shorter["epochs"]["losses"])) == (1, 2)


def test_a_slider_on_a_start_weight_runs_the_loop_anew(ann: Learner) -> None:
    session = ann.begin(ZEROING)
    session.put("/epoch", epoch=1)
    change = session.patch(session.node("w"), data=3.0)
    assert "w = Value(3.0)" in change["program"]
    assert change["epochs"]["losses"][0] == pytest.approx((3.0 * 3 - 1 - 1) ** 2)


def test_phases_of_ones_own_go_on_from_an_epoch(ann: Learner) -> None:
    session = ann.begin(ZEROING)
    session.put("/epoch", epoch=4)
    session.post("/forward")
    session.put("/cursor", cursor=session.get()["timeline"]["length"])
    session.post("/forward")
    opened = session.get()
    assert opened["epochs"]["epoch"] == 4
    assert opened["epochs"]["as_recorded"] is False


def test_what_is_printed_belongs_to_its_epoch(ann: Learner) -> None:
    prints = ann.begin("print('start')\n" + ZEROING + "print('end')\n").get()["prints"]
    assert [line["epoch"] for line in prints] == [None, 0, 1, 2, 3, 4, None]


def test_a_copy_and_an_import_keep_their_epoch(ann: Learner) -> None:
    session = ann.begin(ZEROING)
    session.put("/epoch", epoch=2, cursor=4)
    copy = session.post("/copy", 201)
    assert (copy["epochs"]["epoch"], copy["epochs"]["as_recorded"], copy["timeline"]["cursor"]) == (2, True, 4)
    taken = ann.ask("POST", "/api/sessions/import", 201, json=session.get("/export"))
    assert taken["epochs"] == copy["epochs"]
