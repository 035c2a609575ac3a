"""The Python that runs inside of the sandbox, run by Python itself, against the engine and the op table."""

from __future__ import annotations

import ast
import math
from collections import Counter
from importlib.resources import files
from typing import Any

import numpy as np
import pytest

from app.engine.ops import ANY, OPS
from app.program.prelude import FILES, HOOKS, PUBLIC, prelude


@pytest.fixture
def inside() -> dict[str, Any]:
    """The names of the prelude, as a program has them."""
    names: dict[str, Any] = {}
    exec(compile(prelude(), "prelude", "exec", dont_inherit=True), names)
    return names


def top_names(name: str) -> list[str]:
    tree = ast.parse(files("app.program.prelude").joinpath(f"{name}.py").read_text("utf-8"))
    found = []
    for node in tree.body:
        match node:
            case ast.FunctionDef(name) | ast.ClassDef(name):
                found.append(name)
            case ast.Assign(targets):
                found += [each.id for target in targets for each in ast.walk(target) if isinstance(each, ast.Name)]
            case ast.AnnAssign(ast.Name(name)):
                found.append(name)
    return found


def test_no_two_files_use_one_name() -> None:
    """They are joined into one: the later would silently take the place of the earlier."""
    counts = Counter(name for file in FILES for name in set(top_names(file)) - {"MODULES", "torch"})
    assert [name for name, count in counts.items() if count > 1] == []


def test_every_hook_and_public_name_is_there() -> None:
    names = {name for file in FILES for name in top_names(file)}
    operations = {f"op_{op.name}" for op in OPS}
    assert (set(HOOKS.values()) | set(PUBLIC.values())) - names - operations == set()


@pytest.mark.parametrize("op", [op for op in OPS if op.arity not in (0, ANY)], ids=lambda op: op.name)
def test_every_row_of_the_table_can_be_called(inside: dict[str, Any], op: Any) -> None:
    x, y = inside["Value"](0.5), inside["Value"](0.75)
    call = (
        op.call.replace("leaky_relu(x, k)", "leaky_relu(x, 0.1)")
        .replace("elu(x, k)", "elu(x, 2.0)")
        .replace("** k", "** 3")
    )
    result = eval(call, inside | {"x": x, "y": y})
    assert math.isfinite(result._get_data())
    result.backward()
    assert math.isfinite(x._get_grad())


def test_functions_of_plain_numbers_give_plain_numbers(inside: dict[str, Any]) -> None:
    assert inside["tanh"](0.5) == pytest.approx(math.tanh(0.5))
    assert inside["sum"]([1, 2]) == 3
    assert inside["max"](1, 2) == 2
    assert inside["max"]([3, 1], key=lambda x: -x) == 1
    assert inside["len"]([1]) == 1
    assert inside["sorted"]([3, 1]) == [1, 3]


SPECIAL = [
    0.0,
    -0.0,
    1.0,
    -1.0,
    0.1,
    1 / 3,
    1e-45,
    1.4e-45,
    7e-46,
    1e-38,
    1.17549435e-38,
    3.4028235e38,
    3.4028236e38,
    1e300,
]
SPECIAL += [16777217.0, 16777219.0, 33554434.0 + 2, 2.0**-149, 2.0**-150, 2.0**-150 * 1.0001, math.inf, -math.inf]


@pytest.mark.parametrize("number", SPECIAL + np.random.default_rng(1).normal(size=50).tolist())
def test_rounding_to_float32_is_numpys(number: float) -> None:
    names: dict[str, Any] = {}
    source = files("app.program.prelude").joinpath("arithmetic.py").read_text("utf-8")
    exec(compile(source, "arithmetic", "exec"), names)
    with np.errstate(over="ignore"):
        assert repr(names["single"](number)) == repr(float(np.float32(number)))


@pytest.mark.parametrize("x", [0.0, -0.0, 1.0, -1.0, 2.5, -3.0, 1e308, -1e308, math.inf, -math.inf, math.nan])
def test_arithmetic_runs_to_infinity_as_numpys(x: float) -> None:
    names: dict[str, Any] = {}
    exec(
        compile(files("app.program.prelude").joinpath("arithmetic.py").read_text("utf-8"), "arithmetic", "exec"), names
    )
    with np.errstate(all="ignore"):
        for name, same in [("exp", np.exp), ("log", np.log), ("sqrt", np.sqrt), ("sin", np.sin), ("expm1", np.expm1)]:
            assert names[name](x) == pytest.approx(float(same(np.float64(x))), rel=1e-15, nan_ok=True)
        for y in [0.0, -0.0, 2.0, -1.5, math.inf, 0.5, -1.0, 3.0]:
            assert names["divide"](x, y) == pytest.approx(float(np.float64(x) / np.float64(y)), rel=1e-15, nan_ok=True)
            assert names["power"](x, y) == pytest.approx(float(np.power(np.float64(x), y)), rel=1e-14, nan_ok=True)
