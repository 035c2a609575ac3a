"""Files for the browser: small, kept for good under an address with a version, and never another file's."""

from __future__ import annotations

import gzip
import os
import re
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.web.files import Files, without_comments
from app.web.rendering import modules_in

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "js").mkdir()
    (tmp_path / "js" / "main.js").write_text("/** Says hello. */\nexport const hello = '/* not a comment */';\n" * 50)
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    return tmp_path


@pytest.fixture
def files(folder: Path) -> Files:
    return Files(folder, seconds=0.0)


@pytest.fixture
def client(files: Files) -> TestClient:
    app = FastAPI()
    app.mount("/static", files)
    return TestClient(app)


def test_a_script_is_sent_small_and_without_comments(client: TestClient) -> None:
    answer = client.get("/static/js/main.js")
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert answer.text == "export const hello = '/* not a comment */';\n" * 50
    assert int(answer.headers["content-length"]) < len(answer.content)
    plain = client.get("/static/js/main.js", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.content == answer.content


def test_a_sheet_comes_with_those_that_it_imports(client: TestClient, folder: Path) -> None:
    page, first = folder / "page.css", folder / "first.css"
    page.write_text('@import "first.css";\n@import "second.css";\n')
    first.write_text("a {\n  color: red;\n}\n")
    (folder / "second.css").write_text("b {\n  color: red;\n}\n")
    assert client.get("/static/page.css").text == "a {\n  color: red;\n}\nb {\n  color: red;\n}\n"
    first.write_text("i {\n}\n")
    os.utime(first, ns=(2**62, 2**62))
    assert client.get("/static/page.css").text.startswith("i {")


def test_the_page_imports_every_sheet() -> None:
    sheets = ROOT / "static" / "css"
    imported = re.findall(r'^@import "(.+)";$', (sheets / "page.css").read_text(), re.MULTILINE)
    assert sorted([*imported, "page.css"]) == sorted(path.name for path in sheets.glob("*.css"))


def test_only_an_address_with_the_version_is_kept_for_good(client: TestClient, files: Files) -> None:
    kept = client.get(f"{files.address()}/js/main.js")
    assert "immutable" in kept.headers["cache-control"]
    assert kept.content == client.get("/static/js/main.js").content
    for address in ("/static/js/main.js", "/static/v/00000000/js/main.js"):
        assert "immutable" not in client.get(address).headers.get("cache-control", "")


def test_the_version_follows_the_files(client: TestClient, files: Files, folder: Path) -> None:
    before = files.address()
    assert files.address() == before
    (folder / "js" / "main.js").write_text("export {};\n")
    os.utime(folder / "js" / "main.js", ns=(1, 1))
    assert files.address() != before
    assert client.get(f"{files.address()}/js/main.js").text == "export {};\n"


def test_what_a_browser_has_is_not_sent_again(client: TestClient) -> None:
    etag = client.get("/static/js/main.js").headers["etag"]
    answer = client.get("/static/js/main.js", headers={"if-none-match": etag})
    assert (answer.status_code, answer.content) == (304, b"")


def test_a_picture_is_sent_as_it_is(client: TestClient) -> None:
    answer = client.get("/static/picture.png")
    assert (answer.headers["content-type"], answer.content) == ("image/png", b"\x89PNG")
    assert "content-encoding" not in answer.headers


@pytest.mark.parametrize(
    "path", ["/static/v", "/static/v/", "/static/v/1", "/static/v/1/../../x", "/static/v/1//etc/passwd"]
)
def test_there_is_nothing_else(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_code_stays_when_its_comments_go() -> None:
    text = "/* one */\nlet a = 1; /* two */\n  /**\n   * three\n   */\n/** four */ (b);\n/** five */\n"
    assert without_comments(text) == "let a = 1; /* two */\n/** four */ (b);\n"


def test_no_text_in_our_code_looks_like_a_comment() -> None:
    for path in (ROOT / "static" / "js").rglob("*.js"):
        quoted = re.findall(r"`[^`]*`", without_comments(path.read_text()))
        assert not any(re.search(r"^[ \t]*/\*", text, re.MULTILINE) for text in quoted), path


def test_all_that_the_session_page_loads_is_small() -> None:
    """Scripts and styles, compressed one by one, libraries included; together they would be a third less."""
    begins, later = sizes()
    assert begins < 150_000
    assert later < 60_000, "what comes when it is first wanted: training, the worker of large layouts"


def test_the_page_names_all_the_modules_that_it_begins_with() -> None:
    modules = modules_in(ROOT / "static" / "js")
    assert "js/scene/stage.js" in modules
    assert "js/view/training_room.js" in modules
    assert not [name for name in modules if name.startswith(("js/view/runs/", "js/chart/"))]
    assert all((ROOT / "static" / name).is_file() for name in modules)


def sizes() -> tuple[int, int]:
    """Bytes that come with the session page, and of all the rest."""
    static = ROOT / "static"
    files = {path.relative_to(static).as_posix(): path for kind in ("js", "css") for path in static.rglob(f"*.{kind}")}
    of = {name: len(gzip.compress(without_comments(path.read_text()).encode(), 9)) for name, path in files.items()}
    styles = {name for name in of if name.endswith(".css")}
    begins = {"js/main.js", "vendor/htmx.js", *modules_in(static / "js"), *styles}
    return sum(of[name] for name in begins), sum(size for name, size in of.items() if name not in begins)
