"""Shape: a part of an answer, described for OpenAPI. The answers are made in wire.py and training_wire.py."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Shape(BaseModel):
    """Made ready when somebody asks for the description, not at each start."""

    model_config = ConfigDict(defer_build=True)
