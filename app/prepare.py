"""`python -m app.prepare` does what else the first start would: it compiles the engine, assembles the prelude, and lets
Python keep the bytecode of all that a start imports, where nobody has (images of Python come without their own)."""

from __future__ import annotations

import app.program.process
import app.server  # noqa: F401
from app.engine.machine import warm
from app.program.prelude import prelude

if __name__ == "__main__":
    warm()
    prelude()
