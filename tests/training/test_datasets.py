from __future__ import annotations

import numpy as np
import pytest

from app.training.choices import DataKind, DataSet
from app.training.datasets import Table, held_out, table_of

GENERATORS: tuple[DataKind, ...] = ("xor", "moons", "circles", "blobs", "spirals", "line", "sine")


def made(kind: DataKind, size: int = 200, noise: float = 0.0, seed: int = 3) -> Table:
    table = table_of(DataSet(kind=kind, size=size, noise=noise, seed=seed))
    assert table is not None
    return table


@pytest.mark.parametrize("kind", GENERATORS)
@pytest.mark.parametrize("size", [1, 2, 3, 7, 100])
def test_a_generator_makes_as_many_examples_as_it_is_asked_for(kind: DataKind, size: int) -> None:
    rows = made(kind, size, 0.1).rows
    assert len(rows) == size
    assert np.isfinite(rows).all()


@pytest.mark.parametrize("kind", GENERATORS)
def test_the_seed_decides_and_nothing_else(kind: DataKind) -> None:
    assert np.array_equal(made(kind, noise=0.2).rows, made(kind, noise=0.2).rows)
    assert not np.array_equal(made(kind, noise=0.2).rows, made(kind, noise=0.2, seed=4).rows)


@pytest.mark.parametrize("kind", ["xor", "moons", "circles", "blobs", "spirals"])
def test_two_classes_are_equally_many_and_numbered_as_wished(kind: DataKind) -> None:
    for negative in (-1, 0):
        table = table_of(DataSet(kind=kind, size=200, negative=negative))
        assert table is not None
        assert sorted(table.rows[:, 2].tolist()) == [negative] * 100 + [1] * 100


def test_moons_lie_on_two_half_circles() -> None:
    x, y, side = made("moons").rows.T
    outer = side < 0
    assert np.hypot(x[outer], y[outer]) == pytest.approx(1)
    assert np.hypot(x[~outer] - 1, y[~outer] - 0.5) == pytest.approx(1)
    assert y[outer].min() >= -1e-12
    assert y[~outer].max() <= 0.5 + 1e-12


def test_moons_are_those_of_scikit_learn_that_micrograd_shows() -> None:
    """The first rows of make_moons(n_samples=100, noise=0.1) after np.random.seed(1337)."""
    table = table_of(DataSet(kind="moons", size=100, noise=0.1, seed=1337))
    assert table is not None
    assert table.rows[0].tolist() == pytest.approx([1.12211461, 0.08147717, -1.0], abs=1e-8)
    assert table.rows[1].tolist() == pytest.approx([-0.81882941, 0.05879006, -1.0], abs=1e-8)


def test_circles_have_the_radii_1_and_four_fifths() -> None:
    x, y, side = made("circles").rows.T
    assert np.hypot(x, y) == pytest.approx(np.where(side < 0, 1.0, 0.8))


def test_no_line_parts_xor_but_the_product_of_signs_does() -> None:
    x, y, side = made("xor", noise=0.1).rows.T
    assert (np.sign(-x * y) == side).mean() == 1.0
    assert abs(np.corrcoef(x, side)[0, 1]) < 0.1


def test_the_arms_of_the_spirals_are_half_a_turn_apart() -> None:
    rows = made("spirals").rows
    assert rows[0::2, :2] == pytest.approx(-rows[1::2, :2])
    assert np.hypot(*rows[:, :2].T).max() == pytest.approx(1.0)


def test_lines_and_sines_are_what_they_are_called() -> None:
    x, y = made("line").rows.T
    assert y == pytest.approx(2 * x + 1)
    x, y = made("sine").rows.T
    assert y == pytest.approx(np.sin(np.pi * x))


@pytest.mark.parametrize("kind", ["line", "sine", "blobs", "moons"])
def test_noise_is_as_large_as_it_is_asked_to_be(kind: DataKind) -> None:
    difference = made(kind, 2000, 0.3).rows - made(kind, 2000, 0.0).rows
    assert difference[:, 1].std() == pytest.approx(0.3, rel=0.1)


def test_the_lecture_has_four_rows() -> None:
    table = made("lecture")
    assert table.columns == ("x1", "x2", "x3", "y")
    assert table.rows.tolist() == [[2, 3, -1, 1], [3, -1, 0.5, -1], [0.5, 1, 1, -1], [1, 1, -1, 1]]


def test_without_a_data_set_and_with_an_empty_table_there_is_none() -> None:
    assert table_of(DataSet()) is None
    assert table_of(DataSet(kind="table", columns=("x", "y"))) is None


def test_held_out_examples_are_a_share_drawn_by_the_seed_but_never_all() -> None:
    held = held_out(50, 0.2, 7)
    assert held.sum() == 10
    assert held.tolist() == held_out(50, 0.2, 7).tolist() != held_out(50, 0.2, 8).tolist()
    assert held_out(3, 0.99, 0).sum() == 2
    assert held_out(1, 0.9, 0).sum() == 0
