"""What a request about training may say."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import Path, Query
from pydantic import Field, FiniteFloat

from app.training.choices import MOST_EXAMPLES, DataSet, Label, Optimizer, Schedule, Share
from app.training.lab import MOST_RATES
from app.training.model import Activation, Loss
from app.web.schemas import Body, Edit, LearningRate, Seed

MOST_EPOCHS = 10**9
MOST_AT_ONCE = 1_000  # epochs that a request waits for
MOST_LAB_EPOCHS = 10_000
Rate = Annotated[FiniteFloat, Field(ge=-1e6, le=1e6)]
Width = Annotated[int, Field(ge=1, le=64)]
SavedName = Annotated[str, Path(max_length=60, description="What it is called.", examples=["lr 0.05"])]
Grid = Annotated[int, Query(ge=2, le=128, description="Points along each side of a boundary.", examples=[32])]
Since = Annotated[int, Query(ge=-1, description="Only points of the curve after this epoch.", examples=[40])]
Stride = Annotated[int, Query(ge=0, description="Of the curve that `since` speaks of.", examples=[1])]
Pace = Annotated[int, Query(ge=1, le=120, description="Most pictures a second.", examples=[60])]
Samples = Annotated[bool, Query(description="Whether the layers over time are wanted, too.", examples=[False])]


class TrainingEdit(Edit):
    """Choices for training; what is missing stays."""

    data: DataSet | None = Field(None, description="Where the examples come from.")
    held_out: Share | None = Field(None, description="Share of the examples to look at only.", examples=[0.2])
    target: Label | None = Field(None, description="Column of the right answers; empty for the last.", examples=["y"])
    prediction: Label | None = Field(None, description="Label of the answer; empty: found.", examples=["o"])
    reduction: Literal["sum", "mean"] | None = Field(None, description="Of the losses of a batch.", examples=["mean"])
    batch: int | None = Field(None, ge=0, le=MOST_EXAMPLES, description="Examples in a batch; 0: all.", examples=[0])
    optimizer: Optimizer | None = Field(None, description="What a step does with a gradient.")
    schedule: Schedule | None = Field(None, description="The learning rate of each epoch.")
    zero_grad: bool | None = Field(None, description="Whether gradients are zeroed before each.", examples=[True])
    shown: Annotated[int, Field(ge=0, lt=MOST_EXAMPLES)] | Literal["mean"] | None = Field(
        None, description="Row of the example that the graph plays, or the mean of all.", examples=[0]
    )
    learning_rate: LearningRate | None = Field(None, description="The session's learning rate.", examples=[0.05])

    @property
    def changes(self) -> dict[str, Any]:
        """Those of the choices that were named."""
        named = self.model_fields_set - {"version", "learning_rate"}
        return {name: value for name in named if (value := getattr(self, name)) is not None}


class CsvText(Edit):
    """A table as the text of a CSV file."""

    text: str = Field(description="Names, then a line an example.", examples=["x,y\n0,1\n1,3\n"])


class Model(Edit):
    """A model and its loss, written as a program for the columns there are."""

    layers: Annotated[list[Width], Field(min_length=1, max_length=8)] = Field(
        description="Neurons of each layer; the last one has one, the answer.", examples=[[4, 4, 1]]
    )
    activation: Activation = Field("tanh", description="At the end of each neuron.", examples=["relu"])
    loss: Loss = Field("sum_of_squares", description="How far answers are off.", examples=["max_margin"])
    l2: FiniteFloat = Field(0.0, ge=0.0, le=1e3, description="So much of all squared parameters.", examples=[1e-4])
    seed: Seed | None = Field(None, description="Seed of the first numbers.", examples=[7])
    data: DataSet | None = Field(None, description="Other examples, chosen in the same go.")
    learning_rate: LearningRate | None = Field(None, description="The session's, if it is to change.", examples=[0.3])


class Go(Body):
    """How long a run is to go on."""

    epochs: int | None = Field(
        None, ge=1, le=MOST_EPOCHS, description="How many epochs; none: until it is paused.", examples=[20]
    )


class Steps(Body):
    """Epochs to wait for."""

    epochs: int = Field(1, ge=1, le=MOST_AT_ONCE, description="How many epochs.", examples=[1])


class Rewind(Body):
    """Where to go back to."""

    epoch: int = Field(ge=0, le=2**53, description="The last remembered one that is not later.", examples=[10])


class SaveAs(Body):
    """A run to compare with."""

    name: Annotated[str, Field(min_length=1, max_length=60)] = Field(
        description="What it is to be called.", examples=["lr 0.05"]
    )


class LabRates(Body):
    """Rates to try from the same start."""

    rates: Annotated[list[Rate], Field(min_length=1, max_length=MOST_RATES)] = Field(
        description="Up to six learning rates.", examples=[[0.001, 0.05, 1.5]]
    )
    epochs: int = Field(100, ge=1, le=MOST_LAB_EPOCHS, description="Epochs for each.", examples=[100])


class TakeRate(Edit):
    """One rate of the lab."""

    rate: Rate = Field(description="The one to go on with.", examples=[0.05])
