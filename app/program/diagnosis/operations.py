"""Mistakes of one operation: what it computes, and what it hands back."""

from __future__ import annotations

import numpy as np

from app.program.diagnosis.comparison import CLOSE, Comparison, Marks
from app.program.diagnosis.mistake import Mistake


def value(held: Comparison) -> Mistake | None:
    wrong = np.flatnonzero(held.wrong_data)
    if not len(wrong):
        return None
    node = int(wrong[0])
    return Mistake(
        "value",
        f"{held.name(node)} is {held.own.data[node]:.6g}, but {held.title(node)} gives {held.data[node]:.6g}.",
        "Look at how the method computes its number.",
        tuple(wrong.tolist()),
        held.line(node),
    )


def unvisited(held: Comparison) -> Mistake | None:
    """Some nodes have a gradient and never handed it on."""
    idle = np.zeros(len(held.graph.op), np.bool_)
    for node in held.bad:
        lacking = held.sums[node] - held.own.grad[node]
        for user in set(held.users(int(node))):
            share = held.share[(held.edge_input == node) & (held.edge_node == user)].sum()
            if share and abs(share - lacking) <= CLOSE * (abs(share) + abs(held.own.grad[node])):
                idle[user] = True
    sums = held.gathered(np.where(idle[held.edge_node], 0.0, held.share))
    sums[held.graph.root] += 1.0
    if not idle.any() or not (held.same(sums) | held.same(sums + held.own.before))[held.checked].all():
        return None
    user = int(np.flatnonzero(idle)[-1])
    node = next(int(each) for each in held.bad if user in held.users(int(each)))
    kin = (held.graph.op == held.graph.op[user]) & held.tape.active & (np.nan_to_num(held.own.grad) != 0.0)
    if idle[kin].all():
        message = f"The operation “{held.title(user)}” hands nothing back to {held.name(node)}."
        return held.mistake("silent", message, "Set out._backward in this method.", node, held.line(user))
    keeper = held.users(user)[0]
    return held.mistake(
        "lost_edge",
        f"{held.name(user)} has the gradient {held.own.grad[user]:.6g} and never handed it on: backward did not "
        f"come to it from {held.name(keeper)}.",
        "Keep all operands as children, in a tuple.",
        node,
        held.line(keeper),
    )


def unlinked(held: Comparison) -> Mistake | None:
    """The same, where the text itself shows that a method does not say how to go back."""
    words = {held.own.words.get(user, "") for node in held.bad for user in held.users(int(node))}
    return unvisited(held) if any(words & each.unlinked for each in held.classes) else None


def operation(held: Comparison) -> Mistake | None:
    """One kind of operation hands back something else than its derivative times the gradient that arrives."""
    for suspects in _suspects(held):
        lone = [edge for edge in np.flatnonzero(suspects).tolist() if is_lone(held, edge, suspects)]
        if lone:
            return handed(held, lone)
    return None


def unchained(held: Comparison) -> Mistake | None:
    """One kind of operation hands back its derivative alone, and nothing else is wrong."""
    for suspects in _suspects(held):
        upstream = held.own.grad[held.edge_node]
        sums = held.gathered(np.where(suspects, held.local, held.share))
        sums[held.graph.root] += 1.0
        fits = held.same(sums) | held.same(sums + held.own.before)
        telling = np.flatnonzero(suspects & np.isin(held.edge_input, held.bad) & (abs(upstream - 1.0) > CLOSE))
        if len(telling) and fits[held.checked].all():
            edge = telling[-1]
            node, user = int(held.edge_input[edge]), int(held.edge_node[edge])
            return without_chain(held, node, user, held.local[edge], upstream[edge])
    return None


def _suspects(held: Comparison) -> list[Marks]:
    """[E] the edges of each kind of operation that all wrong nodes have in common; first those of kinds that are
    nowhere right."""
    into_bad = np.isin(held.edge_input, held.bad)
    kinds = dict.fromkeys(held.graph.op[held.edge_node[into_bad]].tolist())
    marks = [held.graph.op[held.edge_node] == op for op in kinds]
    right = ~into_bad & np.isin(held.edge_input, held.checked) & (held.share != 0.0)
    shared = [each for each in marks if np.isin(held.bad, held.edge_input[each]).all()]
    return sorted(shared, key=lambda each: bool((each & right).any()))


def is_lone(held: Comparison, edge: int, suspects: Marks) -> bool:
    """Whether what came over this edge can be told: its input is wrong, and no other suspect goes there."""
    node = held.edge_input[edge]
    return node in held.bad and int((suspects & (held.edge_input == node)).sum()) == 1


def handed(held: Comparison, edges: list[int]) -> Mistake:
    """What the edges, all of one operation, handed back instead."""
    nodes, users = held.edge_input[edges], held.edge_node[edges]
    rest = held.sums[nodes] - held.share[edges]
    brought = held.own.grad[nodes] - rest
    upstream, local = held.own.grad[users], held.local[edges]
    node, user = int(nodes[-1]), int(users[-1])
    title, line = held.title(user), held.line(user)
    telling = abs(upstream - 1.0) > CLOSE
    if telling.any() and np.allclose(brought, local, rtol=CLOSE):
        return without_chain(held, node, user, brought[-1], upstream[-1])
    factor = brought[-1] / upstream[-1]
    message = (
        f"“{title}” multiplies by {factor:.6g} on the way to {held.name(node)}; its derivative is {local[-1]:.6g}."
    )
    return held.mistake("derivative", message, "Look at the derivative in this method.", node, line)


def without_chain(held: Comparison, node: int, user: int, brought: float, upstream: float) -> Mistake:
    message = (
        f"{held.name(node)} gets {brought:.6g} from “{held.title(user)}”: its derivative, without the gradient "
        f"{upstream:.6g} that arrives there."
    )
    return held.mistake("chain", message, "The chain rule: multiply by out.grad.", node, held.line(user))
