"""`python -m app.engine` compiles the engine, so that no start has to."""

from __future__ import annotations

from app.engine.warm import warm

if __name__ == "__main__":
    warm()
