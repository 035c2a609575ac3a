"""What the rooms hold, as plain columns and records for JSON. A number that JSON has no word for becomes a string."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import orjson
from fastapi import Response

from app.engine.averaging import Averaging
from app.engine.graph import CONSTANT
from app.engine.learning import SGD
from app.engine.ops import OPS
from app.engine.replay import (
    BackwardStep,
    ForwardStep,
    SeedStep,
    State,
    Step,
    Update,
    UpdateStep,
    ZeroGradStep,
)
from app.engine.words import Words
from app.sessions.session import Changed, Session
from app.sessions.store import Summary
from app.sessions.timeline import Timeline
from app.training.optimizers import KINDS
from app.web.findings import found_json
from app.web.numbers import Json, column, number

UNKEPT = {"cache-control": "no-store"}
STEPS_AT_ONCE = 2_000
NOT_REACHED = np.array([0x7FC00001], "<u4").view("<f4")[0]


class Answer(Response):
    """JSON that nobody on the way keeps."""

    def init_headers(self, headers: Mapping[str, str] | None = None) -> None:
        length = (b"content-length", b"%d" % len(self.body))
        self.raw_headers = [length, (b"content-type", b"application/json"), (b"cache-control", b"no-store")]


def answer(content: object, status: int = 200) -> Response:
    return Answer(packed(content), status)


def packed(content: object) -> bytes:
    """JSON, of columns of numpy too."""
    return orjson.dumps(content, option=orjson.OPT_SERIALIZE_NUMPY)


def values_json(state: State) -> Json:
    return {"data": column(state.data, state.has_data), "grad": column(state.grad, state.has_grad)}


def values_frame(state: State, revision: int, cursor: int) -> bytes:
    """The binary frame of ARCHITECTURE.md."""
    with np.errstate(over="ignore"):  # beyond float32 is infinite
        data, grad = state.data.astype("<f4"), state.grad.astype("<f4")
    data[~state.has_data] = grad[~state.has_grad] = NOT_REACHED
    return np.array([revision, cursor], "<u4").tobytes() + data.tobytes() + grad.tobytes()


def timeline_json(timeline: Timeline) -> Json:
    replay, segments = timeline.replay, []
    for phase, start, stop in zip(replay.phases, replay.stops, replay.stops[1:], strict=False):
        line: Json = {"phase": phase.kind, "start": start, "stop": stop}
        if isinstance(phase, Update):
            line["learning_rate"] = phase.learning_rate
            if phase.rule.kind != SGD:
                line["optimizer"] = KINDS[phase.rule.kind]
        segments.append(line)
    told: Json = {"cursor": timeline.cursor, "length": replay.length, "folded": timeline.folded, "segments": segments}
    if isinstance(replay, Averaging):
        examples = replay.examples
        told["together"] = {"examples": examples.count, "reduction": "mean" if examples.mean else "sum"}
    return told


def steps_json(steps: Iterable[Step]) -> list[Json]:
    return [step_json(step) for step in steps]


def step_json(step: Step) -> Json:
    """The step as the table in ARCHITECTURE.md has it."""
    record: Json = {"kind": step.kind, "node": step.node} if not isinstance(step, ZeroGradStep) else {"kind": step.kind}
    match step:
        case ForwardStep(_, value):
            record["value"] = number(value)
        case SeedStep(_, total):
            record["total"] = number(total)
        case BackwardStep():
            record |= {"input": step.input, "slot": step.slot, "upstream": number(step.upstream)}
            record |= {"local": number(step.local), "contribution": number(step.contribution)}
            record["total"] = number(step.total)
        case ZeroGradStep(nodes):
            record["nodes"] = nodes
        case UpdateStep():
            record |= {"before": number(step.before), "grad": number(step.grad), "after": number(step.after)}
            state = {"first": step.first, "second": step.second}
            record |= {name: number(kept) for name, kept in state.items() if kept is not None}
    return record


def graph_json(session: Session) -> Json:
    """The graph as columns, laid out in ARCHITECTURE.md."""
    material, document = session.material, session.document
    graph = material.graph
    present = [(code, OPS[code]) for code in np.unique(graph.op).tolist()]
    label, name = Words.sharing(graph.label, material.names)
    op_string = np.zeros(len(OPS), np.int32)
    op_string[[code for code, _ in present]] = np.arange(len(present)) + len(label.table)  # they follow the others
    line, first, end_line, last = np.ascontiguousarray(graph.span.T)
    return {
        "revision": document.revision,
        "nodes": material.nodes,
        "root": int(graph.root),
        "precision": document.precision,
        "op": op_string[graph.op],
        "label": label.place,
        "name": name.place,
        "start": graph.start,
        "inputs": graph.inputs,
        "param": column(graph.param, ~np.isnan(graph.param)),
        "requires_grad": material.tape.requires.view(np.uint8),
        "line": line,
        "column": first,
        "end_line": end_line,
        "end_column": last,
        "group": graph.group,
        "groups": list(graph.groups),
        "opened": material.apart.groups,
        "ops": {
            op.name: {"glyph": op.glyph, "title": op.title, "opens": bool(op.made_of)}
            for code, op in present
            if code > CONSTANT
        },
        "strings": [*label.table, *(op.name for _, op in present)],
    }


def session_json(session: Session) -> Json:
    stored, document = session.stored, session.document
    return {
        "id": session.id,
        "version": session.version,
        "mine": session.mine,
        "title": document.title,
        "program": document.program,
        "seed": document.seed,
        "precision": document.precision,
        "learning_rate": document.learning_rate,
        "timeline": timeline_json(session.timeline),
        **found_json(session),
        "can_undo": stored.can_undo,
        "can_redo": stored.can_redo,
    }


def opened_json(session: Session) -> Json | None:
    """All that a page begins with, so that it need not ask; None where that is much, which is pulled instead."""
    replay = session.timeline.replay
    if replay.length > STEPS_AT_ONCE:
        return None
    return session_json(session) | {
        "graph": graph_json(session),
        "values": values_json(session.state(0)),
        "steps": steps_json(replay.steps()),
    }


def line_json(line: Summary) -> Json:
    return {
        "id": line.id,
        "title": line.title,
        "version": line.version,
        "created": line.created,
        "changed": line.changed,
    }


def change_json(changed: Changed) -> Json:
    """All that a page needs after a change; small enough steps come with it."""
    session, document = changed.session, changed.session.document
    replay, moved = session.timeline.replay, changed.moved
    return {
        "version": session.version,
        "program": document.program,
        "seed": document.seed,
        "precision": document.precision,
        "learning_rate": document.learning_rate,
        "structure_changed": changed.structure_changed,
        "graph": graph_json(session) if changed.redrawn else None,
        "moved": {"line": moved.line, "column": moved.column, "by": moved.by} if moved else None,
        "timeline": timeline_json(session.timeline),
        "steps": steps_json(replay.steps()) if replay.length <= STEPS_AT_ONCE else None,
        "values": values_json(session.state(0)),
        **found_json(session),
        "can_undo": session.stored.can_undo,
        "can_redo": session.stored.can_redo,
    }


def built_json(changed: Changed) -> Json:
    """A change that a gesture made, in a sentence, and the node to look at now."""
    assert changed.built is not None
    labels, name = changed.session.material.graph.label, changed.built.name
    return change_json(changed) | {"said": changed.built.said, "node": labels.index(name) if name else None}


def range_json(session: Session, start: int, stop: int) -> Json:
    """The steps start … stop - 1, or as many of them as go into one answer and the address of the rest."""
    last = min(stop, start + STEPS_AT_ONCE)
    address = f"/api/sessions/{session.id}/steps?start={last}&stop={stop}" if last < stop else None
    steps = steps_json(session.timeline.replay.steps(start, last))
    return {"version": session.version, "start": start, "stop": last, "steps": steps, "next": address}


def node_json(session: Session, node: int, cursor: int) -> Json:
    """One node at a cursor."""
    graph, state = session.material.graph, session.state(cursor)
    (uses,) = np.nonzero(graph.inputs == node)
    return {
        "version": session.version,
        "cursor": cursor,
        "node": node,
        "op": OPS[graph.op[node]].name,
        "label": graph.label[node],
        "name": session.material.names[node],
        "data": number(float(state.data[node])) if state.has_data[node] else None,
        "grad": number(float(state.grad[node])) if state.has_grad[node] else None,
        "requires_grad": bool(session.material.tape.requires[node]),
        "inputs": graph.inputs[graph.start[node] : graph.start[node + 1]].tolist(),
        "outputs": (np.searchsorted(graph.start, uses, side="right") - 1).tolist(),
    }
