"""The Step panel in a forward pass: where a number comes from."""

from __future__ import annotations

from collections.abc import Iterator

from app.engine.graph import CONSTANT, LEAF
from app.engine.replay import ForwardStep
from app.notation.aloud import aloud
from app.notation.bystanders import why_none
from app.notation.explanation import Explanation, Formula, Scene, figure, formula
from app.notation.expression import Number, put_in
from app.notation.local import Operation
from app.notation.numbers import full, trimmed
from app.notation.parsing import parse
from app.notation.phrases import Phrase, phrase
from app.notation.reasons import because
from app.notation.spelling import spell
from app.notation.trouble import value_trouble


def explain_forward(scene: Scene, step: ForwardStep) -> Explanation:
    """One node gets its value."""
    if scene.graph.op[step.node] in (LEAF, CONSTANT):
        return _given(scene, step)
    operation = scene.operation(step.node)
    inputs = dict.fromkeys(operation.inputs.values())
    return Explanation(
        kind=step.kind,
        title=f"Forward through {operation.op.glyph}",
        sentence=value_trouble(scene, step.node, operation) or _sentence(scene, step, operation),
        formulas=tuple(_formulas(scene, step, operation)),
        rows=tuple(
            figure("{data}", float(scene.state.data[node]), "data", data=scene.piece(node, ".data"))
            for node in (*inputs, step.node)
            if scene.graph.op[node] != CONSTANT
        ),
        notes=tuple(_notes(scene, step.node)),
        nodes=(step.node, *inputs),
        spoken=f"Forward through {operation.op.title}: {scene.names[step.node]} is {trimmed(step.value)}.",
    )


def _given(scene: Scene, step: ForwardStep) -> Explanation:
    """A leaf or a constant: it has its number from the start."""
    node, value = scene.piece(step.node), trimmed(step.value)
    is_leaf = scene.graph.op[step.node] == LEAF
    text = f"{{node}} is a leaf: it holds *{value}*, and nothing has to be computed."
    if not is_leaf:
        text = "{node} is a constant: a bare number in the program, with a value and never a gradient."
    return Explanation(
        kind=step.kind,
        title="Forward: a leaf" if is_leaf else "Forward: a constant",
        sentence=phrase(text, node=node),
        formulas=(),
        rows=(figure("{data}", step.value, "data", data=scene.piece(step.node, ".data")),),
        notes=tuple(_notes(scene, step.node)) if is_leaf else (),
        nodes=(step.node,),
        spoken=f"Forward: {node.text} is {value}.",
    )


def _sentence(scene: Scene, step: ForwardStep, operation: Operation) -> Phrase:
    """ "o is the hyperbolic tangent of n, which makes 0.7071." """
    terms = {name: scene.piece(node) for name, node in operation.inputs.items()}
    held, decided = operation.branch(parse(operation.op.value))
    reason = "" if "(" in spell(held) else because(operation, decided)
    constant = {"k": operation.names["k"]} if isinstance(operation.names.get("k"), Number) else {}
    text = aloud(put_in(operation.call, constant))
    makes = f"which makes *{trimmed(step.value)}*{reason}"
    return phrase(f"{{node}} is {text}, {makes}.", node=scene.piece(step.node), **terms)


def _formulas(scene: Scene, step: ForwardStep, operation: Operation) -> Iterator[Formula]:
    named, node = operation.named(operation.call), scene.term(step.node)
    if scene.graph.label[step.node]:
        yield formula([("", node), ("=", named)])
    else:
        yield formula([("", named)])
    value = Number(step.value, "data")
    numbers = operation.numbered(operation.call) if operation.values else value
    yield formula([("=", value)] if spell(numbers) == spell(value) else [("=", numbers), ("=", value)])


def _notes(scene: Scene, node: int) -> Iterator[Phrase]:
    graph = scene.graph
    if graph.rounded[node] and graph.data[node] != scene.state.data[node]:
        yield phrase(
            "The program says {exact}; torch.Tensor rounds it to float32 first, which leaves {data}.",
            exact=full(float(graph.data[node])),
            data=full(float(scene.state.data[node])),
        )
    if not scene.replay.tape.requires[node] and (reason := why_none(scene, node)):
        yield reason
