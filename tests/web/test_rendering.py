"""Templates are compiled once, and anew when they change; where nothing can be kept, they are compiled all the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import Environment

from app.web.rendering import templates_in


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text("{{ 2 * 21 }}")
    return tmp_path


def rendered(folder: Path, kept: Path) -> str:
    return templates_in(folder / "templates", kept).env.get_template("page.html").render()


def test_a_template_is_not_compiled_again_at_the_next_start(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert rendered(folder, folder / "kept") == "42"
    monkeypatch.setattr(Environment, "_generate", None)
    assert rendered(folder, folder / "kept") == "42"


def test_a_template_that_changed_is_compiled_anew(folder: Path) -> None:
    rendered(folder, folder / "kept")
    (folder / "templates" / "page.html").write_text("{{ 2 * 22 }}")
    assert rendered(folder, folder / "kept") == "44"


def test_a_page_is_rendered_where_nothing_can_be_kept(folder: Path) -> None:
    assert rendered(folder, folder / "nowhere" / "kept") == "42"
