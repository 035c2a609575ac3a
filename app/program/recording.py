"""What a program left behind: its graph, what it printed, and where in its text everything is."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from app.engine.graph import LEAF, Graph
from app.engine.words import Words
from app.notation.names import node_names
from app.program.columns import Columns
from app.program.epochs import Epochs
from app.program.errors import ProgramError
from app.program.limits import SandboxLimits
from app.program.literals import Literal
from app.program.ownership import Own, own_numbers
from app.program.prints import Print, prints
from app.program.rewrite import Rewritten
from app.program.rounds import Nodes, Pass, Round, longest_run


@dataclass(frozen=True, slots=True)
class Note:
    """Something quiet to tell the learner about a line: what was skipped, and why."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Recording:
    """A program that ran."""

    graph: Graph
    names: Words  # [N] what its nodes are called
    prints: tuple[Print, ...]
    notes: tuple[Note, ...]
    reads_data: bool  # the program itself looked at a number of a node, other than to print it
    literals: dict[int, Literal]  # leaf → the one number in the text that it was made from
    epochs: Epochs | None  # of a program that goes through its graph again and again
    lines: dict[str, int]  # phase → where the program calls backward, empties its gradients or updates
    own: Own | None  # of a program with a class of its own: what its objects held


def recording(report: dict[str, Any], program: Rewritten, limits: SandboxLimits) -> Recording:
    """The sandbox's report as a recording. Raises ProgramError where the graph is too large."""
    whole = Columns(report, program.spans)
    run = longest_run(whole.tape, whole.passes[:-1])
    if "stopped" in report and len(run) < 2:
        raise report["stopped"]
    kept = np.array(whole.tape.below(run[0].root, set())[0] if run else range(whole.nodes), np.int64)
    if len(kept) > limits.nodes:
        message, hint = f"The graph has more than {limits.nodes:,} nodes.", "Use fewer rounds, or less data."
        raise ProgramError(message, hint=hint, code="memory", span=program.spans[whole.site[kept[limits.nodes]]])
    story = whole.story(run, kept) if run else None
    epochs = story.epochs({node: place for place, node in enumerate(kept.tolist())}) if story else None
    root, data_only = run[0].root if run else whole.root(), story.data if story else []
    graph = whole.graph(kept, root, _varying(epochs), data_only, limits.name)
    if epochs:
        epochs = epochs.of(graph.op[epochs.nodes] == LEAF)
    _check_labels(graph, limits)
    label, names = Words.sharing(graph.label, node_names(graph))
    graph = replace(graph, label=label)
    return Recording(
        graph=graph,
        names=names,
        prints=tuple(prints(report, program.spans, run)),
        notes=tuple(_notes(report, program, run, len(kept))),
        reads_data=report["looked"],
        literals=_literals(graph, whole.site[kept], program),
        epochs=epochs,
        lines=_lines(report, program, whole.passes[:-1]),
        own=own_numbers(report, run, whole.passes[:-1], kept, graph, program.own),
    )


def _check_labels(graph: Graph, limits: SandboxLimits) -> None:
    """Raises ProgramError at the first node whose label is one too many."""
    words = Words.of(graph.label)
    size = np.cumsum([len(text.encode()) for text in words.table])
    if len(size) and size[-1] > limits.labels:
        message, hint = f"The labels take more than {limits.labels:,} bytes.", "Use shorter ones, or fewer."
        node = words.index(words.table[np.searchsorted(size, limits.labels, side="right")])
        raise ProgramError(message, hint=hint, code="memory", span=tuple(graph.span[node].tolist()))


def _lines(report: dict[str, Any], program: Rewritten, passes: list[Pass]) -> dict[str, int]:
    lines: dict[str, int] = {"backward": program.spans[passes[-1].site][0]} if passes else {}
    kinds = {"data": "update", "grad": "zero_grad"}
    return lines | {kinds[what]: program.spans[site][0] for what, _, _, site, _ in report["changes"]}


def _varying(epochs: Epochs | None) -> Nodes:
    """Leaves and constants of the graph that are not the same in all rounds."""
    if epochs is None:
        return np.zeros(0, np.int64)
    varies = ~np.isclose(epochs.data, epochs.data[0], rtol=0, atol=0, equal_nan=True)
    nodes: Nodes = epochs.nodes[varies.any(axis=0)]
    return nodes


def _notes(report: dict[str, Any], program: Rewritten, run: list[Round], nodes: int) -> Iterator[Note]:
    if "stopped" in report:
        line = program.spans[run[-1].passes[0].site][0]
        yield Note(line, f"{report['stopped'].message} The {len(run):,} rounds that it did are shown.")
    classes = [part for part in program.tree.body if isinstance(part, ast.ClassDef)]
    if classes and not nodes:
        said = "a class is followed when its objects keep data, grad and what they were made from, as Value does"
        yield Note(program.source.span(classes[0])[0], f"Nothing to draw came of {classes[0].name}: {said}.")
    for site, word in report["own"]["strange"] if report["own"] else ():
        yield Note(program.spans[site][0], f"What “{word}” computes is not known here: its result is shown as a leaf.")
    for line, module in program.idle:
        yield Note(line, f"Skipped: there is no module {module} here, and nothing uses it.")
    for line in program.drawn:
        yield Note(line, "Skipped: this line draws, and the page draws by itself.")
    if report["cut"]:
        last = report["printed"][-1][0] if report["printed"] else 0
        yield Note(program.spans[last][0], "What was printed after this is too much to keep.")


def _literals(graph: Graph, sites: Nodes, program: Rewritten) -> dict[int, Literal]:
    leaves = np.flatnonzero(graph.op == LEAF)
    made = np.bincount(sites[leaves], minlength=1)
    places = {int(leaf): int(sites[leaf]) for leaf in leaves if made[sites[leaf]] == 1}
    return {leaf: program.literals[site] for leaf, site in places.items() if site in program.literals}
