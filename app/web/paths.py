"""The ways that lead from the output to a node: over HTTP, and as the Step panel lists them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import numpy as np
from fastapi import APIRouter, Query, Response

from app.engine.paths import UNCOUNTED, Path, Paths, paths
from app.notation.explanation import in_brackets
from app.sessions.edits import check_node
from app.sessions.session import Session
from app.sessions.timeline import check_cursor
from app.web import wire
from app.web.api import ERRORS
from app.web.numbers import Json, number
from app.web.schemas import At, NodeIndex, SessionId
from app.web.view import SessionView
from app.web.visit import Visit, VisitRoute

router = APIRouter(prefix="/api/sessions/{id}", route_class=VisitRoute, tags=["playing"], responses=ERRORS)
LISTED = 12  # ways in the panel
NAMED = 4  # nodes at each end of a long way
Most = Annotated[int, Query(ge=0, le=100, description="How many ways to list.", examples=[12])]


@router.get("/nodes/{node}/paths", response_model="lesson_answers.PathsShape")
async def read_paths(visit: Visit, id: SessionId, node: NodeIndex, at: At = None, most: Most = LISTED) -> Response:
    """All ways from the output to a node, each with the product of its local derivatives; the largest are listed."""
    session = await visit.bench.open(id, visit.owner)
    check_node(session.material, node)
    cursor = check_cursor(session.timeline, at)

    def found() -> Response:
        return wire.answer(paths_json(session, ways(session, node, cursor, most), cursor))

    return await visit.threads.run_sized(session.material.nodes, found)


def ways(session: Session, node: int, cursor: int, most: int) -> Paths:
    return paths(session.material.tape, node, session.state(cursor).data, most)


def paths_json(session: Session, found: Paths, cursor: int) -> Json:
    lines = [
        {
            "nodes": nodes_on(session, path),
            "edges": list(path.edges),
            "factors": [number(factor) for factor in path.factors],
            "product": number(path.product),
        }
        for path in found.largest
    ]
    gradient = number(found.gradient)
    return {
        "version": session.version,
        "cursor": cursor,
        "node": found.node,
        "count": found.count,
        "gradient": gradient,
        "paths": lines,
    }


def nodes_on(session: Session, path: Path) -> list[int]:
    graph = session.material.graph
    return [int(graph.root), *(int(graph.inputs[edge]) for edge in path.edges)]


@dataclass(frozen=True, slots=True)
class Way:
    """A line of the panel. A long way names its ends only: `left_out` nodes are between them, after the first NAMED."""

    path: Path
    names: Sequence[str]
    left_out: int


class Ways:
    """What the Step panel lists of the ways to a node at a cursor."""

    def __init__(self, view: SessionView, node: int) -> None:
        session, names, state = view.session, view.names, view.state
        self.node, self.name, self.root = node, names[node], names[view.recorded.root]
        self.derivative = f"∂{in_brackets(self.root)}/∂{in_brackets(self.name)}"
        self.gradient_name = f"{in_brackets(self.name)}.grad"
        self.reached = bool(state.has_data[view.recorded.root])  # else nothing is known of the local derivatives yet
        found = ways(session, node, view.cursor, LISTED if self.reached else 0)
        self.count, self.countless, self.gradient = found.count, found.count >= UNCOUNTED, found.gradient
        self.ways = [_way([names[n] for n in nodes_on(session, path)], path) for path in found.largest]
        self.rest = found.count - len(self.ways)
        with np.errstate(all="ignore"):
            self.rest_brings = found.gradient - float(np.sum([path.product for path in found.largest]))
        self.grad = float(state.grad[node]) if state.has_grad[node] else None
        self.requires_grad = bool(session.material.tape.requires[node])

    @property
    def differs(self) -> bool:
        """Whether what the node has is not what one whole pass brings."""
        return self.grad is not None and not bool(np.isclose(self.grad, self.gradient, rtol=1e-6, equal_nan=True))


def _way(names: Sequence[str], path: Path) -> Way:
    left_out = max(0, len(names) - 2 * NAMED)
    shown = names if not left_out else [*names[:NAMED], *names[-NAMED:]]
    return Way(path, shown, left_out)
