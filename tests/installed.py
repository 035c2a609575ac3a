"""`python -m tests.installed PYTHON` asks the Backlight that is installed for another Python what a learner would: a
page with all its files, both passes, training steps, and that it ends when it is told to, having written nothing."""

from __future__ import annotations

import os
import re
import sys
import tempfile
from pathlib import Path
from urllib.request import urlopen

from benchmarks.client import Client, said
from tests.serving import Server

PROGRAM = "a = Value(2.0)\nb = Value(-3.0)\nloss = (a*b + 10.0).tanh()\n"
FILES = re.compile(rb'(?:src|href)="(/static/[^"]+)"')


class Installed(Server):
    """A server as the image runs it."""

    python, folder = sys.argv[1], Path("/")


def written(place: Path) -> dict[str, float]:
    return {str(file): file.stat().st_mtime for file in place.rglob("*")}


def main() -> None:
    place = Path(sys.argv[1]).parent.parent
    before = written(place)
    with tempfile.TemporaryDirectory() as folder, Installed(Path(folder, "data")) as server:
        learner = Client(server, PROGRAM)
        files = FILES.findall(learner.get(learner.address.replace("/api/sessions", "/s")))
        assert len(files) > 3, "a page without scripts and styles"
        for file in files:
            urlopen(server.url + os.fsdecode(file), timeout=10).close()
        for phase in ("forward", "backward"):
            learner.ask("POST", f"{learner.address}/{phase}", to="end")
        for _ in range(3):
            learner.step()
    assert written(place) == before, "something was written where the image can only be read"
    said("a page, both passes, steps, the end: as they should", f"{len(files)} files")


if __name__ == "__main__":
    main()
