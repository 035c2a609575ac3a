"""What went wrong in a backward pass that a program did with a class of its own: its numbers against the right ones,
and the likely mistake by its name. A class that is right is never accused: its numbers add up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from app.engine.graph import CONSTANT, LEAF, Graph
from app.engine.ops import OPS
from app.engine.order import depth_first
from app.engine.tape import Tape
from app.program.rewrite.own import OwnClass
from app.program.rounds import Nodes, Numbers

Marks = NDArray[np.bool_]
MOST_SHARES = 12  # that are tried in all combinations
CLOSE = 1e-6  # two numbers that differ by less of their size are the same


@dataclass(frozen=True, slots=True)
class Mistake:
    """A likely mistake. `kind` is one of value, seed, overwritten, lost_edge, not_zeroed, order, silent, chain,
    derivative, gradient."""

    kind: str
    message: str
    hint: str
    nodes: tuple[int, ...]  # whose numbers are wrong, the one that the message speaks of first
    line: int  # of the method to look at, 0 where it is not known


@dataclass(frozen=True, slots=True, eq=False)
class OwnPass:
    """What the objects held after a backward pass of the program's own, in the N nodes of a graph."""

    data: Numbers  # [N] not-a-number where there is no object
    grad: Numbers  # [N]
    before: Numbers  # [N] gradients of leaves before the pass, 0 where there were none
    stale: Numbers  # [N] gradients of all nodes before the pass
    words: dict[int, str]  # operation → the method that made it


class Diagnosis:
    """One pass held against what it should have been."""

    def __init__(self, graph: Graph, own: OwnPass, classes: list[OwnClass]) -> None:
        self.graph, self.own, self.classes = graph, own, classes
        self.tape = Tape(graph)
        leaves = {int(leaf): float(own.data[leaf]) for leaf in np.flatnonzero(graph.op == LEAF)}
        self.data = self.tape.data({leaf: number for leaf, number in leaves.items() if number == number})
        self.local = self.tape.forward(self.data)
        self.edge_node = np.repeat(np.arange(len(graph.op)), np.diff(graph.start))
        self.edge_input = np.array(graph.inputs, np.int64)

    def mistakes(self) -> tuple[Mistake, ...]:
        """At most one of values and one of gradients: the others mostly follow from them."""
        with np.errstate(all="ignore"):
            found = self._value() or self._seed()
            if found is None and len(self.bad):
                found = next(self._guesses())
        return (found,) if found else ()

    @cached_property
    def checked(self) -> Nodes:
        """Nodes whose gradient can be compared."""
        return np.flatnonzero(self.tape.active & ~np.isnan(self.own.grad) & (self.graph.op != CONSTANT))

    @cached_property
    def share(self) -> Numbers:
        """[E] what each edge should have brought, given the gradients that the program came to."""
        upstream = np.nan_to_num(self.own.grad[self.edge_node], nan=0.0, posinf=np.inf, neginf=-np.inf)
        shares = np.where(upstream == 0.0, 0.0, upstream * self.local)
        return np.where(np.isin(self.edge_node, self.checked), shares, 0.0)

    @cached_property
    def sums(self) -> Numbers:
        """[N] the gradients that follow from the program's own, one step further."""
        sums = self._gathered(self.share)
        sums[self.graph.root] += 1.0
        return sums

    @cached_property
    def bad(self) -> Nodes:
        """Nodes whose gradient does not follow from those of the nodes that use them."""
        wrong = ~(self._same(self.sums) | self._same(self.sums + self.own.before))
        return self.checked[wrong[self.checked]]

    def _gathered(self, shares: Numbers) -> Numbers:
        return np.bincount(self.edge_input, shares, len(self.graph.op)).astype(np.float64)

    def _same(self, other: Numbers) -> Marks:
        """[N] where the program's gradients are those of `other`, but for rounding."""
        size = self._gathered(abs(self.share)) + abs(other)
        close = abs(self.own.grad - other) <= CLOSE * size + 1e-12
        same: Marks = close | (self.own.grad == other) | ~np.isfinite(other)
        return same

    def _value(self) -> Mistake | None:
        off = abs(self.own.data - self.data) > CLOSE * (abs(self.data) + abs(self.own.data)) + 1e-12
        wrong = np.flatnonzero(off & np.isfinite(self.data) & self.tape.is_op)
        if not len(wrong):
            return None
        node = int(wrong[0])
        return Mistake(
            "value",
            f"{self._name(node)} is {self.own.data[node]:.6g}, but {self._title(node)} gives {self.data[node]:.6g}.",
            "Look at how the method computes its number.",
            tuple(wrong.tolist()),
            self._line(node),
        )

    def _seed(self) -> Mistake | None:
        root = self.graph.root
        if root not in self.checked or not np.isfinite(self.own.grad[root]):
            return None
        number = self.own.grad[root]
        if abs(number - 1.0) <= CLOSE or abs(number - 1.0 - self.own.stale[root]) <= CLOSE:
            return None
        return Mistake(
            "seed",
            f"The gradient of the result itself is {number:.6g}; it has to be 1, for a thing changes with itself.",
            "Set the result's gradient to 1 before anything is handed on.",
            (root,),
            self._line_of("backward"),
        )

    def _guesses(self) -> Iterator[Mistake]:
        """The likely mistake first; there is always one."""
        tries = (
            self._not_zeroed,
            self._lost_edge,
            self._overwritten,
            self._order,
            self._unvisited,
            self._operation,
        )
        yield from (guess for each in tries if (guess := each()))
        node = int(self.bad[-1])
        yield self._mistake(
            "gradient",
            f"The gradient of {self._name(node)} is {self.own.grad[node]:.6g}; from the nodes that use it follows "
            f"{self.sums[node]:.6g}.",
            "Look at what these nodes hand back to it.",
            node,
            self._line(self._users(node)[0]),
        )

    def _not_zeroed(self) -> Mistake | None:
        """Inner nodes went on from what an earlier pass had left in them."""
        stale = np.where(self.tape.is_op, self.own.stale, self.own.before)
        if not stale.any() or not (self._same(self.sums + stale) | self._same(self.sums))[self.checked].all():
            return None
        inner = [int(node) for node in self.bad if self.tape.is_op[node]] or [int(self.bad[-1])]
        return self._mistake(
            "not_zeroed",
            f"{self._name(inner[-1])} still had the gradient {self.own.stale[inner[-1]]:.6g} of an earlier backward.",
            "Set all gradients to 0 before the next backward, or compute the graph anew.",
            inner[-1],
            self._line_of("backward"),
        )

    def _lost_edge(self) -> Mistake | None:
        """Of two edges between the same two nodes only one counted: a set, or a dictionary, keeps one."""
        pairs = self.edge_node * len(self.graph.op) + self.edge_input
        _, first, counts = np.unique(pairs, return_index=True, return_counts=True)
        if not (counts > 1).any() or any(each.overwrites for each in self.classes):
            return None
        once = np.zeros(len(pairs))
        once[first] = self.share[first]
        twice = np.unique(self.edge_input[first[counts > 1]])
        if not np.isin(self.bad, twice).all():
            return None
        sums = self._gathered(once)
        sums[self.graph.root] += 1.0
        if not (self._same(sums) | self._same(sums + self.own.before))[self.bad].all():
            return None
        node = int(self.bad[-1])
        user = self._users(node)[0]
        return self._mistake(
            "lost_edge",
            f"{self._name(node)} goes into {self._name(user)} twice, but its gradient is {self.own.grad[node]:.6g}, as "
            f"if it went in once; it should be {self.sums[node]:.6g}.",
            "Keep the children in a tuple: a set keeps only one of two that are the same.",
            node,
            self._line_of("__init__"),
        )

    def _overwritten(self) -> Mistake | None:
        """The gradient of a node that is used several times is what came last, without what came before it."""
        lines = [line for each in self.classes for line in each.overwrites]
        if not lines or not all(self._is_part(int(node)) for node in self.bad):
            return None
        node = int(self.bad[-1])
        return self._mistake(
            "overwritten",
            f"{self._name(node)} is used {len(self._users(node))} times, but its gradient is {self.own.grad[node]:.6g},"
            f" as if some of them did not count; it should be {self.sums[node]:.6g}.",
            "Gradients add up: write += instead of = where they are handed on.",
            node,
            lines[0],
        )

    def _is_part(self, node: int) -> bool:
        """Whether the gradient of a node is the sum of some of the shares that it should have got."""
        shares = self.share[self.edge_input == node]
        sums = np.zeros(1)
        for share in shares[:MOST_SHARES]:
            sums = np.concatenate([sums, sums + share])
        size = CLOSE * abs(shares).sum() + 1e-12
        return len(shares) > 1 and bool((abs(sums - self.own.grad[node]) <= size).any())

    def _unvisited(self) -> Mistake | None:
        """Some nodes have a gradient and never handed it on."""
        idle = np.zeros(len(self.graph.op), np.bool_)
        for node in self.bad:
            lacking = self.sums[node] - self.own.grad[node]
            for user in set(self._users(int(node))):
                share = self.share[(self.edge_input == node) & (self.edge_node == user)].sum()
                if share and abs(share - lacking) <= CLOSE * (abs(share) + abs(self.own.grad[node])):
                    idle[user] = True
        sums = self._gathered(np.where(idle[self.edge_node], 0.0, self.share))
        sums[self.graph.root] += 1.0
        if not idle.any() or not (self._same(sums) | self._same(sums + self.own.before))[self.checked].all():
            return None
        user = int(np.flatnonzero(idle)[-1])
        node = next(int(each) for each in self.bad if user in self._users(int(each)))
        kin = (self.graph.op == self.graph.op[user]) & self.tape.active & (np.nan_to_num(self.own.grad) != 0.0)
        if idle[kin].all():
            message = f"The operation “{self._title(user)}” hands nothing back to {self._name(node)}."
            return self._mistake("silent", message, "Set out._backward in this method.", node, self._line(user))
        keeper = self._users(user)[0]
        return self._mistake(
            "lost_edge",
            f"{self._name(user)} has the gradient {self.own.grad[user]:.6g} and never handed it on: backward did not "
            f"come to it from {self._name(keeper)}.",
            "Keep all operands as children, in a tuple.",
            node,
            self._line(keeper),
        )

    def _order(self) -> Mistake | None:
        """The same sums, but some nodes handed their gradient on before they had all of it."""
        active = np.flatnonzero(self.tape.active)
        orders = {"depth": depth_first(self.tape), "breadth": _breadth_first(self.tape), "creation": active.tolist()}
        for order in orders.values():
            tape = Tape(self.graph, np.array(order))
            grad = tape.seeded(self.own.before)
            tape.backward(self.data, self.local, grad)
            if self._same(grad)[self.checked].all():
                node = int(self.bad[-1])
                return self._mistake(
                    "order",
                    f"{self._name(node)} has the gradient {self.own.grad[node]:.6g} instead of {self.sums[node]:.6g}: "
                    "a node that uses it handed its gradient on before it had all of it.",
                    "Visit the nodes in reversed topological order: each after all that use it.",
                    node,
                    self._line_of("backward"),
                )
        return None

    def _operation(self) -> Mistake | None:
        """One kind of operation hands back something else than its derivative times the gradient that arrives."""
        for op in dict.fromkeys(self.graph.op[self.edge_node[np.isin(self.edge_input, self.bad)]].tolist()):
            suspects = self.graph.op[self.edge_node] == op
            if not np.isin(self.bad, self.edge_input[suspects]).all():
                continue
            lone = [edge for edge in np.flatnonzero(suspects).tolist() if self._is_lone(edge, suspects)]
            if lone:
                return self._handed(lone)
        return None

    def _is_lone(self, edge: int, suspects: Marks) -> bool:
        """Whether what came over this edge can be told: its input is wrong, and no other suspect goes there."""
        node = self.edge_input[edge]
        return node in self.bad and int((suspects & (self.edge_input == node)).sum()) == 1

    def _handed(self, edges: list[int]) -> Mistake:
        """What the edges, all of one operation, handed back instead."""
        nodes, users = self.edge_input[edges], self.edge_node[edges]
        rest = self.sums[nodes] - self.share[edges]
        brought = self.own.grad[nodes] - rest
        upstream, local = self.own.grad[users], self.local[edges]
        node, user = int(nodes[-1]), int(users[-1])
        title, line = self._title(user), self._line(user)
        telling = abs(upstream - 1.0) > CLOSE
        if telling.any() and np.allclose(brought, local, rtol=CLOSE):
            message = (
                f"{self._name(node)} gets {brought[-1]:.6g} from “{title}”: its derivative, without the gradient "
                f"{upstream[-1]:.6g} that arrives there."
            )
            return self._mistake("chain", message, "The chain rule: multiply by out.grad.", node, line)
        factor = brought[-1] / upstream[-1]
        message = (
            f"“{title}” multiplies by {factor:.6g} on the way to {self._name(node)}; its derivative is {local[-1]:.6g}."
        )
        return self._mistake("derivative", message, "Look at the derivative in this method.", node, line)

    def _mistake(self, kind: str, message: str, hint: str, node: int, line: int) -> Mistake:
        right = self.tape.seeded(self.own.before)
        self.tape.backward(self.data, self.local, right)
        off = self.checked[~self._same(right)[self.checked]].tolist()
        return Mistake(kind, message, hint, (node, *(each for each in off if each != node)), line)

    def _users(self, node: int) -> list[int]:
        return [int(user) for user in self.edge_node[self.edge_input == node]] or [node]

    def _name(self, node: int) -> str:
        line = int(self.graph.span[node][0])
        return self.graph.label[node] or (f"the {self._title(node)} of line {line}" if line else self._title(node))

    def _title(self, node: int) -> str:
        return str(OPS[self.graph.op[node]].title)

    def _line(self, node: int) -> int:
        return self._line_of(self.own.words.get(node, ""))

    def _line_of(self, method: str) -> int:
        return next((each.methods[method] for each in self.classes if method in each.methods), 0)


def _breadth_first(tape: Tape) -> list[int]:
    """From the root layer by layer; a node seen before is left out."""
    order, seen = [int(tape.root)], {int(tape.root)}
    for node in order:
        for input in tape.inputs[tape.start[node] : tape.start[node + 1]].tolist():
            if input not in seen and tape.active[input]:
                seen.add(input)
                order.append(input)
    return order
