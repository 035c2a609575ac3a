"""Training as JSON. What is drawn is float32, and null where it is not finite; what is compared has full digits."""

from __future__ import annotations

import numpy as np
import orjson
from numpy.typing import NDArray

from app.sessions.labs import LabRun
from app.sessions.runs import Run, Seen
from app.sessions.session import Session
from app.sessions.store import Stored
from app.training.binding import Bound
from app.training.choices import Training
from app.training.datasets import Table, held_out
from app.training.history import Curve
from app.training.layers import Bins
from app.training.optimizers import rates_of
from app.training.verdict import Verdict, verdict
from app.training.views import Answers
from app.web.numbers import Json, number
from app.web.wire import packed

Numbers = NDArray[np.float64]
DRAWN_POINTS = 512  # of a curve
NO_SAMPLES: Json = {"samples": None}


def written(content: Json) -> Json:
    """The same, each part as JSON that is written already."""
    return {name: orjson.Fragment(packed(part)) for name, part in content.items()}


def small(numbers: Numbers) -> NDArray[np.float32]:
    with np.errstate(over="ignore"):  # beyond float32 is not finite
        return np.ascontiguousarray(numbers, np.float32)


def training_json(session: Session, table: Table | None, bound: Bound | None, problem: Json | None) -> Json:
    """All that was chosen, and what it comes to with this program."""
    document, material = session.document, session.material
    epochs = material.recording.epochs
    taken = {node for nodes in bound.leaves for node in nodes} if bound else set()
    tape = material.tape
    names = table.columns if table else ()
    nodes = [leaves[0] if leaves else None for leaves in bound.leaves] if bound else [None] * len(names)
    judged = bound is not None and bound.judge.prediction >= 0
    return {
        "version": session.version,
        "learning_rate": document.learning_rate,
        "training": document.training.model_dump(),
        "columns": [{"name": name, "node": node} for name, node in zip(names, nodes, strict=True)],
        "target": names[bound.target] if bound and bound.target is not None else None,
        "prediction": (
            {"node": bound.prediction, "name": material.names[bound.prediction]}
            if bound and bound.prediction is not None
            else None
        ),
        "task": None if bound is None or bound.prediction is None else "classes" if judged else "numbers",
        "threshold": bound.judge.threshold if bound and judged else None,
        "examples": len(table.rows) if table else 0,
        "held_out": int(np.count_nonzero(bound.held)) if bound else 0,
        "parameters": sum(bool(tape.active[n]) and n not in taken for n in tape.trainable.tolist()),
        "program_losses": [number(loss) for loss in epochs.loss.tolist()] if epochs else None,
        "problem": problem,
    }


def data_json(table: Table | None, training: Training) -> Json:
    """All examples."""
    if table is None:
        return {"columns": [], "target": None, "rows": [], "held_out": []}
    target = training.target if training.target in table.columns else table.columns[-1]
    held = np.flatnonzero(held_out(len(table.rows), training.held_out, training.data.seed)).tolist()
    return {"columns": table.columns, "target": target, "rows": table.rows.tolist(), "held_out": held}


def run_json(stored: Stored, run: Run | None) -> Json:
    """How the run of a session stands."""
    if run is None:
        nothing = ("reason", "asked", "rate", "loss", "held_out_loss", "accuracy", "held_out_accuracy", "verdict")
        zeros: Json = {"run": "", "status": "none", "epoch": 0, "step": 0, "kept": [], "steps_per_second": 0.0}
        return zeros | dict.fromkeys(nothing) | {"version": stored.version}
    seen, document = run.seen, stored.document
    rows = seen.curve.rows
    last = rows[-1] if len(rows) else np.full(5, np.nan)
    rate = rates_of(document.training.schedule, document.learning_rate, np.array([seen.epoch]))[0]
    return {
        "run": run.id,
        "status": run.status,
        "reason": seen.failed or None,
        "epoch": seen.epoch,
        "step": seen.moment.steps,
        "asked": run.asked,
        "rate": float(rate),
        "loss": real(last[1]),
        "held_out_loss": real(last[2]),
        "accuracy": real(last[3]),
        "held_out_accuracy": real(last[4]),
        "verdict": seen.once("verdict", lambda: verdict_json(verdict(rows[:, 1], bool(seen.failed)))),
        "kept": seen.kept,
        "version": stored.version,
        "steps_per_second": round(run.steps_per_second, 1),
    }


def real(x: float) -> float | None:
    """x, or null where it is not finite."""
    return float(x) if np.isfinite(x) else None


def verdict_json(found: Verdict | None) -> Json | None:
    return {"word": found.word, "said": found.said} if found else None


def curve_json(curve: Curve, since: int = -1, stride: int = 0) -> Json:
    """At most 512 points; only those after `since`, if the reader's stride is still the right one."""
    rows = curve.rows
    step = curve.stride
    last = int(rows[-1, 0]) if len(rows) else 0
    while last // step >= DRAWN_POINTS:
        step *= 2
    if stride == step:
        rows = rows[np.searchsorted(rows[:, 0], since, side="right") :]
    rows = rows[rows[:, 0] % step == 0]
    columns = [
        None if np.isnan(curve.rows[:, c]).all() else small(rows[:, c])  # the same for all parts of a curve
        for c in range(2, rows.shape[1])
    ]
    names = ("held_out", "accuracy", "held_out_accuracy")
    first: Json = {"stride": step, "epochs": rows[:, 0].astype(np.int64), "train": small(rows[:, 1])}
    return first | dict(zip(names, columns, strict=True))


def answers_json(answers: Answers | None, numbers: Numbers, grid: int) -> Json:
    """What the model answers, wherever that can be drawn."""
    plane = answers.over_the_plane(numbers, grid) if answers else None
    line = answers.along_the_line(numbers) if answers else None
    return {
        "boundary": plane
        and {
            "columns": plane.columns,
            "x": plane.x,
            "y": plane.y,
            "size": len(plane.values),
            "values": small(plane.values.ravel()),
            "threshold": plane.threshold,
        },
        "fitted": line and {"column": line.column, "x": small(line.x), "y": small(line.y)},
    }


def answered_json(answers: Answers | None, seen: Seen, grid: int) -> Json:
    """What the model of a run answers at one moment."""
    return seen.once(("answers", grid), lambda: written(answers_json(answers, seen.moment.numbers, grid)))


def frame_json(stored: Stored, run: Run | None, answered: Json, since: int, stride: int, samples: bool) -> Json:
    """All that the live views draw, of one moment. `answered`: what the model answers at it."""
    seen = run.seen if run else None
    return {
        "run": run_json(stored, run),
        "curve": curve_json(seen.curve if seen else Curve(), since, stride),
        **answered,
        "steepest": real(float(np.abs(seen.moment.gradients).max())) if seen else None,
        "layers": run.trainer.layers.names if run else [],
        **(seen.once("samples", lambda: written({"samples": samples_json(seen)})) if samples and seen else NO_SAMPLES),
    }


def samples_json(seen: Seen) -> Json:
    """Layers over time."""
    each = seen.samples.values()
    return {
        "epochs": list(seen.samples),
        "weights": [[bins_json(bins) for bins in sample.weights] for sample in each],
        "gradients": [[bins_json(bins) for bins in sample.gradients] for sample in each],
        "ratio": [[real(ratio) for ratio in sample.ratio] for sample in each],
    }


def bins_json(bins: Bins) -> Json:
    return {"low": bins.low, "high": bins.high, "counts": bins.counts}


def losses_json(seen: Seen, start: int, stop: int | None) -> Json:
    """Full digits, of the epochs start … stop - 1 that are remembered."""
    rows = seen.curve.rows
    rows = rows[(rows[:, 0] >= start) & (rows[:, 0] < (np.inf if stop is None else stop))]
    held = None if np.isnan(rows[:, 2]).all() else rows[:, 2].tolist()
    return {"epochs": rows[:, 0].astype(int).tolist(), "train": rows[:, 1].tolist(), "held_out": held}


def lab_json(lab: LabRun | None, grid: int) -> Json:
    """All rates of a lab, side by side."""
    if lab is None:
        return {"status": "none", "epochs": 0, "rates": []}
    rates = []
    for rate, seen in lab.seen.items():
        is_over = bool(seen.failed) or seen.epoch >= lab.lab.epochs
        others = [other.curve.rows for each, other in lab.seen.items() if each != rate and not other.failed]
        ends = [float(rows[-1, 1]) for rows in others if len(rows)] if lab.status == "done" else []
        rates.append(
            {
                "rate": rate,
                "status": "diverged" if seen.failed else "done" if is_over else "running",
                "reason": seen.failed or None,
                "epoch": seen.epoch,
                "curve": curve_json(seen.curve),
                "verdict": verdict_json(verdict(seen.curve.rows[:, 1], bool(seen.failed), min(ends, default=None))),
                **answers_json(lab.answers, seen.moment.numbers, grid),
            }
        )
    return {"status": lab.status, "epochs": lab.lab.epochs, "rates": rates}
