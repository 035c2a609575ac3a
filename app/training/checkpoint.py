"""A run as bytes, to be kept in a store and gone on with: a line of JSON, then the numbers as they are in memory."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

from app.training.history import Curve, Kept
from app.training.layers import Bins, Sample
from app.training.trainer import MOST_SAMPLES, Moment, Trainer

Numbers = NDArray[np.float64]
ARRAYS = ("numbers", "gradients", "changes", "first", "second")


class Unfit(Exception):
    """A checkpoint of other parameters, or of another release."""


def pack(trainer: Trainer) -> bytes:
    """All that a trainer of the same graph, examples and choices needs to go on."""
    now, kept = trainer.moment, trainer.kept
    moments = [now, *kept.items.values()]
    facts = {
        "format": 1,
        "parameters": trainer.parameters.tolist(),
        "failed": trainer.failed,
        "optimizer": trainer.training.optimizer.kind,
        "curve_stride": trainer.curve.stride,
        "epochs": [moment.steps // trainer.epoch_steps for moment in moments],
        "ages": [moment.age for moment in moments],
        "steps_more": now.steps % trainer.epoch_steps,
        "epoch_steps": trainer.epoch_steps,
        "kept": list(kept.items),
        "kept_stride": kept.stride,
        "samples": trainer.samples.items,
        "samples_stride": trainer.samples.stride,
    }
    arrays = {"curve": trainer.curve.rows, "partial": trainer.partial}
    for name in ARRAYS:
        arrays[name] = np.array([getattr(moment, name) for moment in moments])
    return _written(facts, arrays)


def unpack(content: bytes, trainer: Trainer) -> None:
    """Puts a fresh trainer where the packed one was. Raises Unfit."""
    try:
        facts, arrays = _read(content)
        if facts["format"] != 1 or facts["parameters"] != trainer.parameters.tolist():
            raise Unfit
        per, same = trainer.epoch_steps, trainer.epoch_steps == facts["epoch_steps"]
        if facts["optimizer"] != trainer.training.optimizer.kind:  # another one begins with nothing
            arrays["first"][:], arrays["second"][:] = 0.0, 0.0
            facts["ages"] = [0] * len(facts["epochs"])
        steps = [epoch * per for epoch in facts["epochs"]]
        steps[0] += facts["steps_more"] if same else 0  # with other batches, an epoch that was under way begins anew
        ages = facts.get("ages", steps)  # a release without them counted all steps
        now, *moments = [Moment(*row) for row in zip(steps, ages, *(arrays[name] for name in ARRAYS), strict=True)]
        kept = Kept(trainer.kept.most, facts["kept_stride"], dict(zip(facts["kept"], moments, strict=True)))
        samples = {int(epoch): _sample(each) for epoch, each in facts["samples"].items()}
        curve = Curve(arrays["curve"], facts["curve_stride"])
        partial = arrays["partial"] if same else None
        trainer.go_back(now, curve, Kept(MOST_SAMPLES, facts["samples_stride"], samples), kept, partial)
        trainer.failed = facts["failed"]
    except (KeyError, ValueError, TypeError) as error:
        raise Unfit from error


def _sample(fields: dict[str, Any]) -> Sample:
    def bins(name: str) -> tuple[Bins, ...]:
        return tuple(Bins(each["low"], each["high"], tuple(each["counts"])) for each in fields[name])

    ratio = tuple(float("nan") if each is None else each for each in fields["ratio"])
    return Sample(bins("weights"), bins("gradients"), ratio)


def _written(facts: Mapping[str, Any], arrays: Mapping[str, Numbers]) -> bytes:
    """What is not finite in the line is null. Quickly, for the run waits, and pages that are asked for meanwhile do."""
    shapes = {name: array.shape for name, array in arrays.items()}
    head = orjson.dumps({**facts, "shapes": shapes}, option=orjson.OPT_NON_STR_KEYS)
    return b"\n".join([head, b"".join(array.astype("<f8").tobytes() for array in arrays.values())])


def _read(content: bytes) -> tuple[dict[str, Any], dict[str, Numbers]]:
    head, _, body = content.partition(b"\n")
    facts, arrays, begin = json.loads(head), {}, 0
    for name, shape in facts["shapes"].items():
        size = 8 * int(np.prod(shape))
        arrays[name] = np.frombuffer(body[begin : begin + size], "<f8").reshape(shape).astype(float)
        begin += size
    return facts, arrays
