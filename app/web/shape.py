"""Shape: a part of an answer, described for OpenAPI, and the shape of every refusal. Who gives an answer does not need
it: a route names it, as `answers.Session`, and it is loaded when somebody asks for the description."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class Shape(BaseModel):
    """Its own part is described with the whole that it belongs to, not before."""

    model_config = ConfigDict(defer_build=True)


class Problem(Shape):
    """What was wrong."""

    code: str = Field(description="A word for programs.", examples=["unknown_names"])
    message: str = Field(description="A sentence for people.", examples=["c is not defined."])
    hint: str | None = Field(description="What to do about it.", examples=["Write c = Value(1.0) above line 3."])
    line: int | None = Field(description="Line in the program, from 1.", examples=[3])
    column: int | None = Field(description="Column in the line, from 0.", examples=[8])
    end_line: int | None = Field(description="Line where the place ends.", examples=[3])
    end_column: int | None = Field(description="Column where the place ends.", examples=[9])
    field: str | None = Field(description="The part of the request that it is about.", examples=[None])
    names: list[str] | None = Field(None, description="Unknown names that could become leaves.", examples=[["c"]])


class Error(Shape):
    """Every answer of 400 and above."""

    error: Problem = Field(description="The one thing that was wrong first.")
