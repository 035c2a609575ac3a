"""From a session to a run of training, and back to a session. Pure: nothing is saved, nothing goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from app.engine.replay import Backward, Forward, Start, Update, UpdateStep
from app.engine.steps import Moments
from app.sessions.document import Document
from app.sessions.errors import Refused
from app.sessions.material import Material
from app.sessions.timeline import Timeline, own
from app.training.binding import Bound, bind
from app.training.choices import Training
from app.training.datasets import Table
from app.training.lab import Lab
from app.training.optimizers import CODES
from app.training.trainer import Moment, TooLarge, Trainer
from app.training.views import Answers

Numbers = NDArray[np.float64]


def key_of(document: Document) -> str:
    """Tells whether a run is of this model: the same structure, made from the same random numbers."""
    return f"{document.revision} {document.seed} {document.precision}"


def bound_to(document: Document, material: Material, table: Table | None) -> Bound | None:
    """The graph with its examples; None where it is trained as it stands. Raises Refused where they do not fit."""
    if not material.nodes or not material.tape.is_op[material.tape.root]:
        hint = "“Write the program”, under Model, makes one. Or compute it in the program: loss = (o - y)**2."
        raise Refused("There is no loss yet.", hint, field="program")
    if table is None:
        bound = None
    else:
        bound = bind(material.graph, table, document.training)
        if not bound.is_used:
            names = ", ".join(table.columns)
            said = "The program uses none of the columns" if len(table.columns) > 1 else "The program does not use"
            raise Refused(f"{said} {names}.", f"Write it with them: model([{table.columns[0]}]).", field="program")
    taken = {node for nodes in bound.leaves for node in nodes} if bound else set()
    tape = material.tape
    if not any(tape.active[node] and node not in taken for node in tape.trainable.tolist()):
        said = "There is nothing to train: no leaf that the loss depends on requires a gradient."
        raise Refused(said, "Switch requires_grad on.", field="program")
    return bound


def start_of(timeline: Timeline) -> Start:
    """The numbers of the leaves, as the timeline has them at its cursor."""
    return timeline.replay.fold(timeline.begun)


def answers_of(document: Document, timeline: Timeline, table: Table | None) -> tuple[Answers | None, Numbers]:
    """What the model of a session answers as it stands, and with which numbers of its parameters [P]. Raises Refused
    where the examples do not fit."""
    bound, tape = bound_to(document, timeline.material, table), timeline.material.tape
    if bound is None:
        return None, np.zeros(0)
    parameters = parameters_of(bound, timeline.material)
    return Answers(tape, bound, parameters), tape.data(start_of(timeline).data)[parameters]


def parameters_of(bound: Bound | None, material: Material) -> NDArray[np.int64]:
    """[P] the leaves that learn."""
    columns = {node for nodes in bound.leaves for node in nodes} if bound else set()
    return np.array([leaf for leaf in material.tape.trainable.tolist() if leaf not in columns], np.int64)


def trainer_of(document: Document, timeline: Timeline, table: Table | None) -> Trainer:
    """A run that begins where the session stands. Raises Refused."""
    bound = bound_to(document, timeline.material, table)
    arguments = timeline.material.tape, start_of(timeline), bound, document.training
    try:
        return Trainer(*arguments, document.learning_rate)
    except TooLarge as error:
        raise too_large(error) from None


def lab_of(document: Document, timeline: Timeline, table: Table | None, rates: Sequence[float], epochs: int) -> Lab:
    """A lab whose rates all begin where the session stands. Raises Refused."""
    bound = bound_to(document, timeline.material, table)
    try:
        return Lab(timeline.material.tape, start_of(timeline), bound, document.training, rates, epochs)
    except TooLarge as error:
        raise too_large(error) from None


def too_large(error: TooLarge) -> Refused:
    if error.width < 1:
        return Refused("The model is too large for so many examples that are held out.", "Hold fewer out.", "held_out")
    hint = f"A batch of {error.width} would do."
    return Refused("The model is too large to play so many examples at once.", hint, field="batch")


def is_as_left(timeline: Timeline, moment: Moment, parameters: Sequence[int]) -> bool:
    """Whether nobody has gone on by hand from where a run has left a session."""
    data = timeline.replay.start.data
    numbers = zip(parameters, moment.numbers.tolist(), strict=True)
    return len(timeline.replay.segments) == 2 and all(data.get(node) == number for node, number in numbers)


def updates_by_hand(timeline: Timeline) -> dict[int, float]:
    """What the last update that was made by hand, as far as it is taken, has added to each leaf."""
    for segment in reversed(timeline.replay.segments):
        if isinstance(segment.phase, Update) and segment.start < timeline.cursor:
            steps = timeline.replay.steps(segment.start, min(segment.stop, timeline.cursor))
            return {step.node: step.after - step.before for step in steps if isinstance(step, UpdateStep)}
    return {}


def after_run(timeline: Timeline, moment: Moment, parameters: Sequence[int], training: Training) -> Timeline:
    """The timeline with the numbers of a run: after forward and backward. Where zero_grad is forgotten, before the
    backward, with the gradients that have accumulated."""
    material, zero_grad, optimizer = timeline.material, training.zero_grad, training.optimizer.kind
    data = dict(timeline.replay.start.data) | dict(zip(parameters, moment.numbers.tolist(), strict=True))
    grad = {} if zero_grad else dict(zip(parameters, moment.gradients.tolist(), strict=True))
    kept = [dict(zip(parameters, numbers.tolist(), strict=True)) for numbers in (moment.first, moment.second)]
    moments = Moments(CODES[optimizer], moment.age, *kept) if optimizer != "sgd" else Moments()
    replay = material.replay(own(material, Start(data, grad, moments=moments)), (Forward(), Backward()))
    cursor = replay.length if zero_grad else replay.segments[0].stop
    return replace(timeline, replay=replay, cursor=cursor, folded=0)
