"""What a page asks for: the few files of static/built while they are what the sources are, else the sources themselves,
one by one. So an edit is seen at the next look, and a bundle (vendor.py) is never an old one."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

IMPORT = re.compile(r"""(?:^|;)(?:import|export)\b[^;"'(]*["'](\.[^"']+\.js)["']""", re.MULTILINE)


def is_built(static: Path) -> bool:
    """Whether static/built was made from the sources as they are."""
    made_from = static / "built" / "made_from.json"
    if not made_from.exists():
        return False
    sources: dict[str, str] = json.loads(made_from.read_text())
    return all(
        (static / name).exists() and hashlib.sha256((static / name).read_bytes()).hexdigest() == digest
        for name, digest in sources.items()
    )


def modules_of(script: Path) -> list[Path]:
    """The modules that a script imports, and they in turn: a browser that is told of all fetches them at once. What is
    imported later, when it is first wanted, is not among them."""
    script = script.resolve()
    found, waiting = {script}, [script]
    while waiting:
        module = waiting.pop()
        named = {(module.parent / name).resolve() for name in IMPORT.findall(module.read_text())}
        imported = {path for path in named if path.exists()}
        waiting.extend(imported - found)
        found |= imported
    return sorted(found - {script})
