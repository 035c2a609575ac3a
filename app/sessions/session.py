"""A session opened: the stored document with all that follows from it, and the way back to a document."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from app.engine.replay import Backward, Forward, Phase, Start, State, Update, ZeroGrad
from app.engine.steps import PLAIN, Moments
from app.program.gestures import Built
from app.sessions.document import Document, Keepsake, PhaseRow
from app.sessions.material import Material
from app.sessions.renumber import TextMoved
from app.sessions.store import Stored
from app.sessions.timeline import Timeline
from app.training.optimizers import CODES, KINDS, optimizer_of, rule_of

ROWS: dict[type[Phase], PhaseRow] = {
    Forward: PhaseRow(kind="forward"),
    Backward: PhaseRow(kind="backward"),
    ZeroGrad: PhaseRow(kind="zero_grad"),
}
NOTHING = Keepsake()


@dataclass(frozen=True, slots=True, eq=False)
class Session:
    """What one learner sees of a session."""

    stored: Stored
    mine: bool  # the learner may change it
    timeline: Timeline

    @property
    def id(self) -> str:
        return self.stored.id

    @property
    def version(self) -> int:
        return self.stored.version

    @property
    def document(self) -> Document:
        return self.stored.document

    @property
    def material(self) -> Material:
        return self.timeline.material

    def state(self, cursor: int | None = None) -> State:
        """What is seen at a cursor, else at the session's. Raises IndexError beyond the timeline."""
        return self.timeline.replay.state(self.timeline.cursor if cursor is None else cursor)


@dataclass(frozen=True, slots=True, eq=False)
class Changed:
    """A session after a change. `redrawn`: the graph, or a place in the program, is not what it was before."""

    session: Session
    structure_changed: bool = False
    redrawn: bool = False
    moved: TextMoved | None = None  # a slider says by this alone which places in the program changed
    built: Built | None = None  # what a gesture did


@dataclass(frozen=True, slots=True, eq=False)
class Advanced:
    """A session after the steps start … stop - 1 of its timeline were taken."""

    session: Session
    start: int
    stop: int


def timeline_of(document: Document, material: Material) -> Timeline:
    """The timeline that a document describes."""
    kept = document.moments
    moments = Moments(CODES[kept.kind], kept.age, kept.first, kept.second)
    start = Start(document.data, document.grad, document.has_values, moments)
    replay = material.replay(start, tuple(phase_of(row) for row in document.phases))
    return Timeline(material, replay, min(document.cursor, replay.length), document.folded)


def document_of(document: Document, timeline: Timeline) -> Document:
    """The document with another timeline, and the program that it plays."""
    start = timeline.replay.start
    return document.but(
        program=timeline.material.program,
        data=start.data,
        grad=start.grad,
        has_values=start.has_values,
        moments=keepsake(start.moments),
        phases=tuple([ROWS.get(type(phase)) or update_row(phase) for phase in timeline.replay.phases]),
        cursor=timeline.cursor,
        folded=timeline.folded,
    )


def keepsake(moments: Moments) -> Keepsake:
    """What an optimizer keeps, as it is stored."""
    if not moments.age:
        return NOTHING
    return Keepsake(kind=KINDS[moments.kind], age=moments.age, first=dict(moments.first), second=dict(moments.second))


def phase_of(row: PhaseRow) -> Phase:
    match row.kind:
        case "forward":
            return Forward()
        case "backward":
            return Backward()
        case "zero_grad":
            return ZeroGrad()
        case "update":
            return Update(row.learning_rate, rule_of(row.optimizer) if row.optimizer else PLAIN)


@lru_cache(1024)
def update_row(update: Update) -> PhaseRow:
    optimizer = None if update.rule == PLAIN else optimizer_of(update.rule)
    return PhaseRow.model_construct(kind="update", learning_rate=update.learning_rate, optimizer=optimizer)
