"""What an answer about training says, described for OpenAPI; the answers are made in training_wire.py."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from app.sessions.run_store import RunStatus
from app.training.choices import Training
from app.training.verdict import Word
from app.web.answers import Change, Version
from app.web.numbers import Number
from app.web.shape import Shape

Drawn = Annotated[list[float | None], Field(description="float32; null where not finite.", examples=[[4.5, 3.9]])]
Exact = Annotated[list[Number], Field(description="In full digits.", examples=[[0.5, -1.25]])]


class ColumnShape(Shape):
    """A column of the data set."""

    name: str = Field(description="Its name.", examples=["x1"])
    node: int | None = Field(description="The leaf of that name; null where the program uses none.", examples=[3])


class PredictionShape(Shape):
    """The node that is the model's answer."""

    node: int = Field(description="Its index.", examples=[48])
    name: str = Field(description="What to show.", examples=["o"])


class ProblemShape(Shape):
    """What keeps training from beginning."""

    message: str = Field(description="A sentence.", examples=["The program uses none of the columns x1, x2, y."])
    hint: str | None = Field(description="What to do.", examples=["Write it with them: model([x1])."])


class TrainingShape(Shape):
    """What was chosen, and what it comes to."""

    version: Version
    learning_rate: float = Field(description="The session's.", examples=[0.05])
    training: Training = Field(description="The choices.")
    columns: list[ColumnShape] = Field(description="Of the data set, in order.")
    target: str | None = Field(description="The column of the right answers.", examples=["y"])
    prediction: PredictionShape | None = Field(description="The model's answer, where there is one.")
    task: Literal["classes", "numbers"] | None = Field(description="What answers are.", examples=["classes"])
    threshold: float | None = Field(description="Where one class ends and the other begins.", examples=[0.0])
    examples: int = Field(description="All of them.", examples=[100])
    held_out: int = Field(description="Those that are only looked at.", examples=[20])
    parameters: int = Field(description="Leaves that learn.", examples=[41])
    program_losses: list[Number] | None = Field(description="Of a program with its own loop.", examples=[[7.7, 7.3]])
    problem: ProblemShape | None = Field(description="Why training cannot begin.")


class TrainingChange(Change):
    """A change of the choices."""

    training: TrainingShape = Field(description="The choices afterwards.")
    said: str | None = Field(None, description="What was done.", examples=["Wrote model = MLP(2, [4, 4, 1])."])


class DataShape(Shape):
    """All examples."""

    columns: list[str] = Field(description="Names.", examples=[["x1", "x2", "y"]])
    target: str | None = Field(description="The column of the right answers.", examples=["y"])
    rows: list[list[float]] = Field(description="One an example.", examples=[[[0.5, 1.0, -1.0]]])
    held_out: list[int] = Field(description="Rows that are only looked at.", examples=[[3, 8]])


class VerdictShape(Shape):
    """How a rate does."""

    word: Word = Field(description="In one word.", examples=["learns"])
    said: str = Field(description="In a sentence.", examples=["The loss fell from 7.73 to 0.0132."])


class RunShape(Shape):
    """How a run stands."""

    run: str = Field(description="Its id; empty without one.", examples=["Zk3v9Q0aX1bC"])
    status: RunStatus | Literal["none"] = Field(description="What it is doing.", examples=["running"])
    reason: str | None = Field(description="Why it stopped by itself.", examples=[None])
    epoch: int = Field(description="Epochs done.", examples=[20])
    step: int = Field(description="Updates made.", examples=[20])
    asked: int | None = Field(description="The epoch it goes to; null: on and on.", examples=[50])
    rate: float | None = Field(description="The learning rate of the next epoch.", examples=[0.05])
    loss: float | None = Field(description="Of the last epoch.", examples=[0.055])
    held_out_loss: float | None = Field(description="Of the held-out examples.", examples=[None])
    accuracy: float | None = Field(description="Share of right answers, 0 to 1.", examples=[1.0])
    held_out_accuracy: float | None = Field(description="Of the held-out examples.", examples=[None])
    verdict: VerdictShape | None = Field(description="What the curve says about the rate.")
    kept: list[int] = Field(description="Epochs that can be gone to.", examples=[[0, 1, 2]])
    version: Version
    steps_per_second: float = Field(description="While it has its turn.", examples=[150000.0])


class CurveShape(Shape):
    """Losses by epoch."""

    stride: int = Field(description="Every so many epochs there is a point.", examples=[1])
    epochs: list[int] = Field(description="From 0.", examples=[[0, 1, 2]])
    train: Drawn
    held_out: Drawn | None = Field(description="Of the held-out examples.", examples=[None])
    accuracy: Drawn | None = Field(description="Share of right answers.", examples=[None])
    held_out_accuracy: Drawn | None = Field(description="Of the held-out examples.", examples=[None])


class LossesShape(Shape):
    """Losses in full digits."""

    epochs: list[int] = Field(description="From 0.", examples=[[0, 1]])
    train: list[float] = Field(description="The loss of each, before its updates.", examples=[[7.73, 7.25]])
    held_out: list[float] | None = Field(description="Of the held-out examples.", examples=[None])


class BoundaryShape(Shape):
    """The answer on a grid of two inputs."""

    columns: list[str] = Field(description="The two.", examples=[["x1", "x2"]])
    x: list[float] = Field(description="From, to.", examples=[[-1.5, 2.5]])
    y: list[float] = Field(description="From, to.", examples=[[-1.0, 1.5]])
    size: int = Field(description="Points along each side.", examples=[32])
    values: Drawn
    threshold: float | None = Field(description="Where one class ends.", examples=[0.0])


class FittedShape(Shape):
    """The answer along one input."""

    column: str = Field(description="The input.", examples=["x"])
    x: Drawn
    y: Drawn


class BinsShape(Shape):
    """A small histogram."""

    low: float = Field(description="The lowest number.", examples=[-1.0])
    high: float = Field(description="The highest number.", examples=[1.0])
    counts: list[int] = Field(description="In 16 equal parts.", examples=[[1, 4, 2]])


class SamplesShape(Shape):
    """Layers over time: one entry an epoch, one a layer in it."""

    epochs: list[int] = Field(description="When.", examples=[[1, 2, 4]])
    weights: list[list[BinsShape]] = Field(description="The parameters.", examples=[[]])
    gradients: list[list[BinsShape]] = Field(description="Their gradients.", examples=[[]])
    ratio: list[list[float | None]] = Field(description="Spread of the update by that.", examples=[[[0.001]]])


class FrameShape(Shape):
    """All that the live views draw."""

    run: RunShape = Field(description="How it stands.")
    curve: CurveShape = Field(description="Losses; only new points, where asked so.")
    boundary: BoundaryShape | None = Field(description="With two inputs.")
    fitted: FittedShape | None = Field(description="With one input.")
    steepest: float | None = Field(description="The largest gradient of a parameter, in size.", examples=[1.25])
    layers: list[str] = Field(description="Names.", examples=[["model/layer 1", "model/layer 2"]])
    samples: SamplesShape | None = Field(description="Histograms and ratios; null where they were not asked for.")


class ParametersShape(Shape):
    """Columns of one entry a parameter."""

    node: list[int] = Field(description="Nodes.", examples=[[0, 1]])
    name: list[str] = Field(description="What to show.", examples=[["w[0]", "b"]])
    data: Exact
    grad: Exact
    update: Exact
    state: dict[str, Exact] = Field(description="What the optimizer keeps.", examples=[{"velocity": [0.1, 0.0]}])


class SavedShape(Shape):
    """A curve that was kept."""

    name: str = Field(description="As the learner called it.", examples=["lr 0.05"])
    epochs: int = Field(description="How many.", examples=[50])
    learning_rate: float = Field(description="The rate.", examples=[0.05])
    optimizer: str = Field(description="Which one.", examples=["sgd"])
    verdict: VerdictShape | None = Field(description="What the curve says.")
    curve: CurveShape = Field(description="Its losses.")


SavedShapes = list[SavedShape]


class RateShape(Shape):
    """One rate of a lab."""

    rate: float = Field(description="The learning rate.", examples=[0.05])
    status: Literal["running", "done", "diverged"] = Field(description="What it is doing.", examples=["done"])
    reason: str | None = Field(description="Why it stopped.", examples=[None])
    epoch: int = Field(description="Epochs done.", examples=[100])
    curve: CurveShape = Field(description="Its losses.")
    verdict: VerdictShape | None = Field(description="How it does, beside the others.")
    boundary: BoundaryShape | None = Field(description="With two inputs.")
    fitted: FittedShape | None = Field(description="With one input.")


class LabShape(Shape):
    """Rates from the same start."""

    status: Literal["none", "running", "done"] = Field(description="What it is doing.", examples=["done"])
    epochs: int = Field(description="For each rate.", examples=[100])
    rates: list[RateShape] = Field(description="In the order they were named.")
