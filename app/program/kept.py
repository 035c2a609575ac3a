"""What takes long to make from our own code, kept beside it from one start to the next, if that can be written to."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

ROOMS = "program", "engine"


def kept(name: str, make: Callable[[], Any]) -> Any:
    """What `make` gives, as JSON has it; made anew when a file of the rooms that it follows from has changed."""
    folder = Path(__file__).parent / "__pycache__"
    place = folder / f"{name}-{_fingerprint()}.json"
    with suppress(OSError, ValueError):
        return json.loads(place.read_text("utf-8"))
    text = json.dumps(make())
    with suppress(OSError):  # a read-only installation, a full disk
        folder.mkdir(exist_ok=True)
        whole = folder / f"{name}-{os.getpid()}.part"
        whole.write_text(text, "utf-8")
        for old in folder.glob(f"{name}-*.json"):
            old.unlink(missing_ok=True)
        whole.replace(place)
    return json.loads(text)


def _fingerprint() -> str:
    """Of the code of the rooms and of the Python that reads it."""
    digest = hashlib.sha256(sys.version.encode())
    for room in ROOMS:
        for file in sorted((Path(__file__).parent.parent / room).rglob("*.py")):
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]
