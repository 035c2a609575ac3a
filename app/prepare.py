"""`python -m app.prepare` does what else the first start would: it compiles the engine and assembles the prelude."""

from __future__ import annotations

from app.engine.machine import warm
from app.program.prelude import prelude

if __name__ == "__main__":
    warm()
    prelude()
