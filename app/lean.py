"""What FastAPI makes ready when it is imported, and this server needs late or never."""

from __future__ import annotations

import importlib
import sys

from pydantic import BaseModel


def import_fastapi() -> None:
    """For all that import it later. Its forty models of an API's description are built when somebody asks for one; and
    nothing is a model of pydantic 1, which it would import to find that out of each type."""
    sys.modules["pydantic.v1"] = None  # type: ignore[assignment]  # an import of it fails
    BaseModel.model_config["defer_build"] = True
    try:
        importlib.import_module("fastapi")
    finally:
        del BaseModel.model_config["defer_build"]
