"""Files for the browser: small, kept for good under an address with a version, and never another file's."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

import vendor
from app.web.built import modules_of
from app.web.files import Files

ROOT = Path(__file__).resolve().parent.parent.parent
SCRIPT = "export const hello = 'hello';\n" * 50


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "js").mkdir()
    (tmp_path / "js" / "main.js").write_text(SCRIPT)
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


def test_a_script_is_sent_small(client: TestClient) -> None:
    answer = client.get("/static/js/main.js")
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert answer.text == SCRIPT
    assert int(answer.headers["content-length"]) < len(answer.content)
    plain = client.get("/static/js/main.js", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.content == answer.content


def test_pages_take_what_was_built_of_the_sources_until_one_of_them_is_another(files: Files, folder: Path) -> None:
    assert files.addresses().scripts.endswith("/js"), "nothing is built"
    (folder / "built").mkdir()
    (folder / "built" / "main.js").write_text('import{a}from"./part.js";a()')
    (folder / "built" / "part.js").write_text("export let a=1;import('./later.js')")
    made_from = {"js/main.js": hashlib.sha256(SCRIPT.encode()).hexdigest()}
    (folder / "built" / "made_from.json").write_text(json.dumps(made_from))
    built = files.addresses()
    assert (built.scripts, built.styles) == (f"{built.static}/built", f"{built.static}/built")
    assert built.modules == (f"{built.static}/built/part.js",)
    (folder / "js" / "main.js").write_text("import {a} from './one.js';\n")
    (folder / "js" / "one.js").write_text("export const a = 1;\n")
    edited = files.addresses()
    assert (edited.scripts, edited.styles) == (f"{edited.static}/js", f"{edited.static}/css")
    assert edited.modules == (f"{edited.static}/js/one.js",)


def test_the_page_imports_every_sheet() -> None:
    sheets = ROOT / "static" / "css"
    imported = re.findall(r'^@import "(.+)";$', (sheets / "page.css").read_text(), re.MULTILINE)
    assert sorted([*imported, "page.css"]) == sorted(path.name for path in sheets.glob("*.css"))


def test_only_an_address_with_the_version_is_kept_for_good(client: TestClient, files: Files) -> None:
    kept = client.get(f"{files.addresses().static}/js/main.js")
    assert "immutable" in kept.headers["cache-control"]
    assert kept.content == client.get("/static/js/main.js").content
    for address in ("/static/js/main.js", "/static/v/00000000/js/main.js"):
        assert "immutable" not in client.get(address).headers.get("cache-control", "")


def test_the_version_follows_the_files(client: TestClient, files: Files, folder: Path) -> None:
    before = files.addresses().static
    assert files.addresses().static == before
    (folder / "js" / "main.js").write_text("export {};\n")
    os.utime(folder / "js" / "main.js", ns=(1, 1))
    assert files.addresses().static != before
    assert client.get(f"{files.addresses().static}/js/main.js").text == "export {};\n"


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


def test_all_that_the_session_page_loads_is_small() -> None:
    """Scripts and styles, compressed one by one, libraries included."""
    vendor.vendor()
    built = ROOT / "static" / "built"
    main = built / "main.js"
    begins = [main, *modules_of(main), built / "page.css", ROOT / "static" / "vendor" / "htmx.js"]
    assert size(begins) < 100_000
    later = {*built.glob("*.js"), *built.glob("*.css")} - set(begins)
    assert size(later) < 50_000, "what comes when it is first wanted: training, building by hand"


def test_training_comes_when_it_is_first_wanted() -> None:
    scripts = ROOT / "static" / "js"
    modules = [path.relative_to(scripts).as_posix() for path in modules_of(scripts / "main.js")]
    assert {"scene/stage.js", "view/training_room.js"} <= set(modules)
    assert not [name for name in modules if name.startswith(("view/runs/", "chart/"))]


def size(files: Iterable[Path]) -> int:
    return sum(len(gzip.compress(file.read_bytes(), 9)) for file in files)
