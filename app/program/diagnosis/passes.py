"""Mistakes that concern the whole pass. Each looks whether its own mistake, and nothing else, explains the numbers."""

from __future__ import annotations

import numpy as np

from app.engine.order import depth_first
from app.engine.tape import Tape
from app.program.diagnosis.comparison import CLOSE, Comparison
from app.program.diagnosis.mistake import Mistake

MOST_SHARES = 12  # that are tried in all combinations


def seed(held: Comparison) -> Mistake | None:
    root = held.graph.root
    if root not in held.checked or not np.isfinite(held.own.grad[root]):
        return None
    number = held.own.grad[root]
    if abs(number - 1.0) <= CLOSE or abs(number - 1.0 - held.own.stale[root]) <= CLOSE:
        return None
    return Mistake(
        "seed",
        f"The gradient of the result itself is {number:.6g}; it has to be 1: a thing grows as fast as itself.",
        "Set the result's gradient to 1 before anything is handed on.",
        (root,),
        held.line_of("backward"),
    )


def not_zeroed(held: Comparison) -> Mistake | None:
    """Inner nodes went on from what an earlier pass had left in them."""
    stale = np.where(held.tape.is_op, held.own.stale, held.own.before)
    if not stale.any() or not (held.same(held.sums + stale) | held.same(held.sums))[held.checked].all():
        return None
    inner = [int(node) for node in held.bad if held.tape.is_op[node]] or [int(held.bad[-1])]
    return held.mistake(
        "not_zeroed",
        f"{held.name(inner[-1])} still had the gradient {held.own.stale[inner[-1]]:.6g} of an earlier backward.",
        "Set all gradients to 0 before the next backward, or compute the graph anew.",
        inner[-1],
        held.line_of("backward"),
    )


def lost_edge(held: Comparison) -> Mistake | None:
    """Of two edges between the same two nodes only one counted: a set, or a dictionary, keeps one."""
    pairs = held.edge_node * len(held.graph.op) + held.edge_input
    _, first, counts = np.unique(pairs, return_index=True, return_counts=True)
    if not (counts > 1).any() or any(each.overwrites for each in held.classes):
        return None
    once = np.zeros(len(pairs))
    once[first] = held.share[first]
    twice = np.unique(held.edge_input[first[counts > 1]])
    if not np.isin(held.bad, twice).all():
        return None
    sums = held.gathered(once)
    sums[held.graph.root] += 1.0
    if not (held.same(sums) | held.same(sums + held.own.before))[held.bad].all():
        return None
    node = int(held.bad[-1])
    user = held.users(node)[0]
    return held.mistake(
        "lost_edge",
        f"{held.name(node)} goes into {held.name(user)} twice, but its gradient is {held.own.grad[node]:.6g}, as "
        f"if it went in once; it should be {held.sums[node]:.6g}.",
        "Keep the children in a tuple: a set keeps only one of two that are the same.",
        node,
        held.line_of("__init__"),
    )


def overwritten(held: Comparison) -> Mistake | None:
    """The gradient of a node that is used several times is what came last, without what came before it."""
    lines = [line for each in held.classes for line in each.overwrites]
    if not lines or not all(is_part(held, int(node)) for node in held.bad):
        return None
    node = int(held.bad[-1])
    return held.mistake(
        "overwritten",
        f"{held.name(node)} is used {len(held.users(node))} times, but its gradient is {held.own.grad[node]:.6g},"
        f" as if some of them did not count; it should be {held.sums[node]:.6g}.",
        "Gradients add up: write += instead of = where they are handed on.",
        node,
        _line_in_use(held, node, lines),
    )


def _line_in_use(held: Comparison, node: int, lines: list[int]) -> int:
    """Of some lines the first that stands in a method of an operation that uses the node, else the first of all."""
    begins = sorted(line for each in held.classes for line in each.methods.values())
    users = {held.line(user) for user in held.users(node)}
    return next((line for line in lines if max((b for b in begins if b <= line), default=0) in users), lines[0])


def is_part(held: Comparison, node: int) -> bool:
    """Whether the gradient of a node is the sum of some of the shares that it should have got."""
    shares = held.share[held.edge_input == node]
    sums = np.zeros(1)
    for share in shares[:MOST_SHARES]:
        sums = np.concatenate([sums, sums + share])
    size = CLOSE * abs(shares).sum() + 1e-12
    return len(shares) > 1 and bool((abs(sums - held.own.grad[node]) <= size).any())


def order(held: Comparison) -> Mistake | None:
    """The same sums, but some nodes handed their gradient on before they had all of it."""
    active = np.flatnonzero(held.tape.active)
    orders = {"depth": depth_first(held.tape), "breadth": breadth_first(held.tape), "creation": active.tolist()}
    for order in orders.values():
        tape = Tape(held.graph, np.array(order))
        grad = tape.seeded(held.own.before)
        tape.backward(held.data, held.local, grad)
        if held.same(grad)[held.checked].all():
            node = int(held.bad[-1])
            return held.mistake(
                "order",
                f"{held.name(node)} has the gradient {held.own.grad[node]:.6g} instead of {held.sums[node]:.6g}: "
                "a node that uses it handed its gradient on before it had all of it.",
                "Visit the nodes in reversed topological order: each after all that use it.",
                node,
                held.line_of("backward"),
            )
    return None


def breadth_first(tape: Tape) -> list[int]:
    """From the root layer by layer; a node seen before is left out."""
    order, seen = [int(tape.root)], {int(tape.root)}
    for node in order:
        for input in tape.inputs[tape.start[node] : tape.start[node + 1]].tolist():
            if input not in seen and tape.active[input]:
                seen.add(input)
                order.append(input)
    return order
