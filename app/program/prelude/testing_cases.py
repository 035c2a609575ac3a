"""unittest, as far as a cell that checks itself needs it: an assertion that fails stops the program at its line."""

from __future__ import annotations

from typing import Any

from app.program.prelude.builtin import write_line
from app.program.prelude.failures import found, is_failure
from app.program.prelude.modules import MODULES, Namespace

suites: list[tuple[Any, list[str]]] = []  # classes of tests, and their methods


class TestCase:
    _backlight_inherited: Any = None

    def setUp(self) -> None:
        pass

    def tearDown(self) -> None:
        pass

    def assertEqual(self, first: Any, second: Any, msg: Any = None) -> None:
        self._check(first == second, msg or f"{first} is not {second}")

    def assertNotEqual(self, first: Any, second: Any, msg: Any = None) -> None:
        self._check(first != second, msg or f"{first} is {second}")

    def assertAlmostEqual(
        self, first: Any, second: Any, places: int | None = None, msg: Any = None, delta: float | None = None
    ) -> None:
        gap = abs(first - second)
        close = gap <= delta if delta is not None else round(gap, 7 if places is None else places) == 0
        self._check(close, msg or f"{first} is not {second} within {delta or places or 7}")

    def assertTrue(self, expression: Any, msg: Any = None) -> None:
        self._check(bool(expression), msg or f"{expression} is not true")

    def assertFalse(self, expression: Any, msg: Any = None) -> None:
        self._check(not expression, msg or f"{expression} is not false")

    def assertIs(self, first: Any, second: Any, msg: Any = None) -> None:
        self._check(first is second, msg or f"{first} is not {second}")

    def assertIsNone(self, thing: Any, msg: Any = None) -> None:
        self._check(thing is None, msg or f"{thing} is not None")

    def assertIsNotNone(self, thing: Any, msg: Any = None) -> None:
        self._check(thing is not None, msg or "there is nothing")

    def assertIn(self, member: Any, container: Any, msg: Any = None) -> None:
        self._check(member in container, msg or f"{member} is not in {container}")

    def assertIsInstance(self, thing: Any, kind: Any, msg: Any = None) -> None:
        self._check(isinstance(thing, kind), msg or f"{thing} is of another type")

    def assertGreater(self, first: Any, second: Any, msg: Any = None) -> None:
        self._check(first > second, msg or f"{first} is not greater than {second}")

    def assertLess(self, first: Any, second: Any, msg: Any = None) -> None:
        self._check(first < second, msg or f"{first} is not less than {second}")

    def assertRaises(self, kind: Any) -> Raises:
        return Raises(kind)

    def _check(self, holds: bool, message: str) -> None:
        if not holds:
            raise AssertionError(message)


class Raises:
    """`with self.assertRaises(ValueError):`"""

    def __init__(self, kind: Any) -> None:
        self.kind = kind

    def __enter__(self) -> Raises:
        return self

    def __exit__(self, kind: Any, error: Any, trace: Any) -> bool:
        if error is None:
            raise AssertionError("nothing was raised")
        return is_failure(found(error), self.kind)


def note_suite(child: Any, own: list[str]) -> None:
    suites.append((child, [name for name in own if name.startswith("test")]))


TestCase._backlight_inherited = note_suite


def run_tests(*items: Any, **options: Any) -> None:
    count = 0
    for suite, names in suites:
        for name in names:
            case = suite()
            case.setUp()
            getattr(case, name)()
            case.tearDown()
            count += 1
    write_line(f"Ran {count} tests: OK")


MODULES["unittest"] = Namespace(TestCase=TestCase, main=run_tests)
