"""What a learner chooses for training. It is part of the document of a session, so every field has a default."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat, model_validator

DataKind = Literal["none", "lecture", "xor", "moons", "circles", "blobs", "spirals", "line", "sine", "table"]
OptimizerKind = Literal["sgd", "momentum", "adam", "adamw"]
MOST_EXAMPLES = 10_000
MOST_NUMBERS = 20_000  # of a table that is kept in the document
MOST_COLUMNS = 32
NAME = r"^[^\W\d]\w*$"

Name = Annotated[str, Field(max_length=64, pattern=NAME)]
Label = Annotated[str, Field(max_length=64)]
Share = Annotated[FiniteFloat, Field(ge=0.0, lt=1.0)]


class Choice(BaseModel):
    """Frozen and strict, so that it can be compared and kept."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def with_named(self, other: Self) -> Self:
        """The same with what was named in the other."""
        return self.model_copy(update={name: getattr(other, name) for name in other.named})

    @property
    def named(self) -> set[str]:
        """Fields that were given a value."""
        return self.model_fields_set


class DataSet(Choice):
    """Examples from a generator, or a table of the learner's own."""

    kind: DataKind = Field("none", description="A generator, or the table below.", examples=["moons"])
    size: int = Field(100, ge=1, le=MOST_EXAMPLES, description="Examples that a generator makes.", examples=[100])
    noise: FiniteFloat = Field(0.1, ge=0.0, le=10.0, description="Standard deviation of its noise.", examples=[0.1])
    seed: int = Field(0, ge=0, lt=2**32, description="Of its random numbers, and of batches.", examples=[1337])
    negative: Literal[-1, 0] = Field(-1, description="Number of the first class; the other is 1.", examples=[-1])
    columns: Annotated[tuple[Name, ...], Field(max_length=MOST_COLUMNS)] = Field(
        (), description="Names of the table's columns.", examples=[["x", "y"]]
    )
    rows: Annotated[tuple[tuple[FiniteFloat, ...], ...], Field(max_length=MOST_EXAMPLES)] = Field(
        (), description="The table's examples.", examples=[[[0.0, 1.0], [1.0, 3.0]]]
    )

    @property
    def named(self) -> set[str]:
        table = {"columns", "rows"}  # of one another
        return self.model_fields_set | (table if self.model_fields_set & table else set())

    @model_validator(mode="after")
    def is_a_table(self) -> Self:
        if len(set(self.columns)) != len(self.columns):
            raise ValueError("two columns have the same name")
        for number, row in enumerate(self.rows, 1):
            if len(row) != len(self.columns):
                raise ValueError(f"row {number} has {len(row)} numbers, and there are {len(self.columns)} columns")
        if len(self.rows) * len(self.columns) > MOST_NUMBERS:
            raise ValueError(f"a table may hold {MOST_NUMBERS:,} numbers")
        return self


class Optimizer(Choice):
    """What a step does with a gradient; PyTorch's names and defaults, but for momentum."""

    kind: OptimizerKind = Field("sgd", description="Which one.", examples=["adam"])
    momentum: FiniteFloat = Field(0.9, ge=0.0, lt=1.0, description="Of momentum.", examples=[0.9])
    beta1: FiniteFloat = Field(0.9, ge=0.0, lt=1.0, description="Of Adam and AdamW.", examples=[0.9])
    beta2: FiniteFloat = Field(0.999, ge=0.0, lt=1.0, description="Of Adam and AdamW.", examples=[0.999])
    epsilon: FiniteFloat = Field(1e-8, gt=0.0, le=1.0, description="Of Adam and AdamW.", examples=[1e-8])
    weight_decay: FiniteFloat = Field(0.01, ge=0.0, le=1.0, description="Of AdamW.", examples=[0.01])


class Schedule(Choice):
    """The learning rate of each epoch, as a part of the session's."""

    kind: Literal["constant", "linear"] = Field("constant", description="It stays, or falls.", examples=["linear"])
    end: FiniteFloat = Field(0.1, ge=0.0, le=10.0, description="What is left of it in the end.", examples=[0.1])
    epochs: int = Field(100, ge=1, le=10**6, description="Epochs until then.", examples=[100])


class Training(Choice):
    """All choices. `shown` is the example that the graph plays."""

    data: DataSet = Field(DataSet(), description="Where the examples come from.")
    held_out: Share = Field(0.0, description="Share of the examples to look at only.", examples=[0.2])
    target: Label = Field("", description="Column of the right answers; else the last one.", examples=["y"])
    prediction: Label = Field("", description="Label of the answer's node; else it is found.", examples=["o"])
    reduction: Literal["sum", "mean"] = Field("sum", description="Of the losses of a batch.", examples=["mean"])
    batch: int = Field(0, ge=0, le=MOST_EXAMPLES, description="Examples in a batch; 0 for all.", examples=[0])
    optimizer: Optimizer = Field(Optimizer(), description="What a step does with a gradient.")
    schedule: Schedule = Field(Schedule(), description="How the learning rate goes on.")
    zero_grad: bool = Field(True, description="Whether gradients are zeroed before each backward.", examples=[True])
    shown: Annotated[int, Field(ge=0, lt=MOST_EXAMPLES)] | Literal["mean"] = Field(
        0, description="Row of the example that the graph plays; or the mean of all.", examples=[0]
    )

    def with_changes(self, changes: dict[str, Any]) -> Self:
        """The same with other fields; of one that has parts, those that were named in it."""
        parts = {name: value for name, value in changes.items() if isinstance(value, Choice)}
        merged = {name: getattr(self, name).with_named(value) for name, value in parts.items()}
        return self.model_copy(update=changes | merged)
