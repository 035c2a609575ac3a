"""What the process that reads programs hands over: a recording or what was wrong, as a parcel. Nothing of it is
believed: what is no recording is Damaged."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import numpy as np
from numpy.typing import DTypeLike

from app.engine.graph import Graph
from app.engine.tape import check
from app.engine.words import Words
from app.program.diagnosis import Mistake
from app.program.epochs import Epochs
from app.program.errors import ProgramError, UnknownNames
from app.program.literals import Literal
from app.program.ownership import Own
from app.program.parcel import Column, Damaged, Parcel, wrapped
from app.program.phases import KINDS, Phases
from app.program.prints import Print
from app.program.recording import Note, Recording

GRAPH: dict[str, DTypeLike] = {  # columns of a node's; `span` has four numbers
    "op": np.int16,
    "param": np.float64,
    "data": np.float64,
    "requires_grad": np.bool_,
    "single": np.bool_,
    "rounded": np.bool_,
    "group": np.int32,
}
ERROR = ("message", "hint", "code")
SPAN = ("line", "column", "end_line", "end_column")


def recording_wrapped(number: int, recording: Recording) -> bytes:
    """The answer to a question. Raises ValueError where it is too large."""
    graph, prints, epochs, own = recording.graph, recording.prints, recording.epochs, recording.own
    label, names = Words.sharing(graph.label, recording.names)
    columns = {name: getattr(graph, name) for name in (*GRAPH, "start", "inputs", "span")}
    columns |= {"label": label.place, "name": names.place}
    columns["print_line"] = np.array([line.line for line in prints], np.int32)
    columns["print_epoch"] = np.array([-1 if line.epoch is None else line.epoch for line in prints], np.int32)
    places = [
        (leaf, each.line, each.column, each.end_line, each.end_column) for leaf, each in recording.literals.items()
    ]
    columns["literals"] = np.array(places, np.int32).reshape(-1, 5)
    if epochs:
        phases = epochs.phases
        columns |= {"epoch_nodes": epochs.nodes, "epoch_data": epochs.data, "epoch_grad": epochs.grad}
        columns |= {"epoch_loss": epochs.loss, "epoch_lines": epochs.lines}
        columns |= {"phase_begin": phases.begin, "phase_kind": phases.kind, "phase_rate": phases.rate}
    if own:
        columns |= {"own_data": own.data, "own_grad": own.grad, "own_wrong": own.wrong}
    facts = {
        "number": number,
        "said": "recording",
        "root": graph.root,
        "groups": graph.groups,
        "texts": names.table,
        "prints": [line.text for line in prints],
        "notes": [[note.line, note.text] for note in recording.notes],
        "reads_data": recording.reads_data,
        "lines": recording.lines,
        "epochs": epochs is not None,
        "mistakes": [asdict(mistake) for mistake in own.mistakes] if own else None,
    }
    return wrapped(facts, columns)


def refusal_wrapped(number: int, error: ProgramError) -> bytes:
    """The answer where the program cannot be recorded."""
    facts = {"number": number, "said": "refusal"} | {name: getattr(error, name) for name in (*ERROR, *SPAN)}
    return wrapped(facts | {"names": error.names if isinstance(error, UnknownNames) else None}, {})


def fault_wrapped(number: int, trace: str) -> bytes:
    """The answer after a mistake of ours."""
    return wrapped({"number": number, "said": "fault", "trace": trace}, {})


def answer_in(parcel: Parcel) -> Recording | ProgramError | RuntimeError:
    """What one of the three has wrapped."""
    match parcel.fact("said", str):
        case "recording":
            return _recording(parcel)
        case "refusal":
            return _refusal(parcel)
        case "fault":
            return RuntimeError(parcel.fact("trace", str))
    raise Damaged("it says neither of the three")


def _refusal(parcel: Parcel) -> ProgramError:
    message, hint, code = (parcel.fact(name, str) for name in ERROR)
    line, column, end_line, end_column = (parcel.fact(name, int) for name in SPAN)
    span = line, column, end_line, end_column
    if parcel.facts.get("names") is not None:
        return UnknownNames(message, parcel.texts("names"), hint=hint, span=span)
    return ProgramError(message, hint=hint, code=code, span=span)


def _recording(parcel: Parcel) -> Recording:
    texts = parcel.texts("texts")
    graph = _graph(parcel, texts)
    nodes = len(graph.op)
    literals = _among(parcel.column("literals", np.int32, -1, 5), nodes, 0).tolist()
    return Recording(
        graph=graph,
        names=_words(parcel, "name", texts, nodes),
        prints=_prints(parcel),
        notes=tuple(Note(*_typed(note, int, str)) for note in parcel.fact("notes", list)),
        reads_data=parcel.fact("reads_data", bool),
        literals={leaf: Literal(*place) for leaf, *place in literals},
        epochs=_epochs(parcel, nodes) if parcel.fact("epochs", bool) else None,
        lines=dict(_typed(item, str, int) for item in parcel.fact("lines", dict).items()),
        own=_own(parcel, nodes) if parcel.facts.get("mistakes") is not None else None,
    )


def _graph(parcel: Parcel, texts: tuple[str, ...]) -> Graph:
    nodes = len(parcel.column("op", np.int16, -1))
    columns = {name: parcel.column(name, kind, nodes) for name, kind in GRAPH.items()}
    groups = parcel.texts("groups")
    _among(columns["group"], len(groups))
    graph = Graph(
        **columns,
        start=parcel.column("start", np.int32, nodes + 1),
        inputs=parcel.column("inputs", np.int32, -1),
        span=parcel.column("span", np.int32, nodes, 4),
        label=_words(parcel, "label", texts, nodes),
        groups=groups,
        root=parcel.fact("root", int),
    )
    check(graph)
    return graph


def _words(parcel: Parcel, name: str, texts: tuple[str, ...], nodes: int) -> Words:
    return Words(texts, _among(parcel.column(name, np.int32, nodes), len(texts)))


def _prints(parcel: Parcel) -> tuple[Print, ...]:
    texts = parcel.texts("prints")
    lines, epochs = (parcel.column(f"print_{what}", np.int32, len(texts)).tolist() for what in ("line", "epoch"))
    numbered = [None if epoch < 0 else epoch for epoch in epochs]
    return tuple(map(Print, lines, texts, numbered))


def _epochs(parcel: Parcel, nodes: int) -> Epochs:
    loss = parcel.column("epoch_loss", np.float64, -1)
    leaves = _among(parcel.column("epoch_nodes", np.int64, -1), nodes)
    rounds, shape = len(loss), (len(loss) + 1, len(leaves))
    kinds = _among(parcel.column("phase_kind", np.int8, -1), len(KINDS))
    begin = parcel.column("phase_begin", np.int32, rounds + 1)
    if not rounds or begin[0] != 0 or begin[-1] != len(kinds) or (np.diff(begin) < 0).any():
        raise Damaged("the phases are not those of the rounds")
    return Epochs(
        nodes=leaves,
        data=parcel.column("epoch_data", np.float64, *shape),
        grad=parcel.column("epoch_grad", np.float64, *shape),
        loss=loss,
        lines=parcel.column("epoch_lines", np.int32, rounds),
        phases=Phases(begin, kinds, parcel.column("phase_rate", np.float64, len(kinds))),
    )


def _own(parcel: Parcel, nodes: int) -> Own:
    data = parcel.column("own_data", np.float64, -1, nodes)
    shape = len(data), nodes
    mistakes = []
    for said in parcel.fact("mistakes", list):
        kind, message, hint, line = _typed(
            [said[name] for name in ("kind", "message", "hint", "line")], str, str, str, int
        )
        among = _among(np.array(_typed(said["nodes"], *[int] * len(said["nodes"])), np.int64), nodes)
        mistakes.append(Mistake(kind, message, hint, tuple(among.tolist()), line))
    grad, wrong = parcel.column("own_grad", np.float64, *shape), parcel.column("own_wrong", np.bool_, *shape)
    if not len(data):
        raise Damaged("the program's own numbers are of no round")
    return Own(data, grad, wrong, tuple(mistakes))


def _among(column: Column, most: int, part: int | None = None) -> Column:
    """The column, if it (or of its rows that part) says only numbers from 0 to below `most`."""
    numbers = column if part is None else column[:, part]
    if numbers.size and not 0 <= numbers.min() <= numbers.max() < most:
        raise Damaged(f"there is a number that is none of {most}")
    return column


def _typed(values: Any, *kinds: type) -> Any:
    """The values, if they are of these kinds."""
    if [type(value) for value in values] != list(kinds):
        raise Damaged("a fact is of another kind")
    return values
