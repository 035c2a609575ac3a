"""`python -m app.prepare` does what else the first start would: it compiles the engine and the templates, assembles the
prelude, and lets Python keep the bytecode of all that a start imports, where nobody has (images of Python come without
their own)."""

from __future__ import annotations

import app.program.process
import app.server  # noqa: F401
from app.engine.machine import warm
from app.main import folder
from app.program.prelude import prelude
from app.web.rendering import templates_in

if __name__ == "__main__":
    warm()
    prelude()
    templates = templates_in(folder("templates")).env
    for name in templates.list_templates():
        templates.get_template(name)
