"""Drafts: what a session will be after a change, made from what is stored, with whatever has to be run for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from app.engine.replay import Phase, Update
from app.program.errors import ProgramError
from app.program.gestures import Gesture, GestureRefused, check, perform
from app.program.literals import replace_literal
from app.program.recording import Recording
from app.sessions import training
from app.sessions.document import Document
from app.sessions.edits import EPOCH, Draft, carried, check_leaf, check_node, check_opening, redrafted
from app.sessions.errors import Refused
from app.sessions.library import Library
from app.sessions.material import Material
from app.sessions.opening import Apart, apart, recorded, same_place, still_open
from app.sessions.renumber import must_run, renumbered
from app.sessions.session import document_of, timeline_of
from app.sessions.store import Stored
from app.sessions.threads import Threads
from app.sessions.timeline import Timeline, To, fresh, take
from app.training.optimizers import update_of

T = TypeVar("T")
BY_LEAF = ("switches", "data", "grad")  # of a document


@dataclass(frozen=True, slots=True)
class Drafts:
    """All may raise ProgramError, NodeUnknown or Refused; then nothing has happened."""

    library: Library
    threads: Threads

    async def rewritten(self, stored: Stored, **changes: object) -> Draft:
        """With another program, seed, precision or learning rate."""
        old: Timeline | None
        try:
            old = await self.library.timeline(stored)
        except ProgramError:  # it ran when it was saved; whatever comes instead is welcome
            old = None
        return await self._redrafted(stored, stored.document.but(**changes), old)

    async def built(self, stored: Stored, gesture: Gesture) -> Draft:
        """With what a gesture makes of the program; the graph that this records is the one that was asked for."""
        document = stored.document
        recording = await self.library.recording(document)
        if document.opened:
            gesture = recorded(gesture, (await self.library.timeline(stored)).material.apart)
        built = await self.threads.run(lambda: perform(document.program, recording, gesture))
        try:
            made = await self.library.recording(document.but(program=built.program))
        except ProgramError as error:  # its place is in a text that the learner does not see
            raise GestureRefused(f"The program would not run any more: {error.message}", error.hint) from None
        await self.threads.run_sized(len(made.graph.op), lambda: check(built, made.graph))
        return replace(await self.rewritten(stored, program=built.program), built=built)

    async def leaf(self, stored: Stored, node: int, data: float | None, requires_grad: bool | None) -> Draft:
        """With another number for a leaf, written into the program where it stands there, and another switch."""
        old, document, moved = await self.library.timeline(stored), stored.document, None
        material, recording = old.material, old.material.recording
        check_leaf(material, node)
        if requires_grad is not None:
            document = document.but(switches={**document.switches, node: requires_grad})
        if data is None:
            return await self._redrafted(stored, document, old)
        if node in recording.literals and data != recording.graph.data[node]:
            if document.opened or must_run(recording, node):
                program = replace_literal(document.program, recording.literals[node], data)
                document = document.but(program=program)
            else:
                program, recording, moved = renumbered(document.program, recording, node, data)
                document = document.but(program=program)
                self.library.keep(document, self.library.made(document, recording))
        draft = await self._redrafted(stored, document, old, {node: data})
        return replace(draft, moved=moved, stroke="" if requires_grad is not None else f"data {node}")

    async def opened(self, stored: Stored, node: int, open: bool) -> Draft:
        """With an op taken apart, or put together again; the play goes on where it was."""
        old, document = await self.library.timeline(stored), stored.document
        material, parts = old.material, old.material.apart
        check_node(material, node)
        check_opening(document, material, node, open)
        recorded_node = int(parts.origin[node])
        opened = {*document.opened} ^ {recorded_node}
        document = document.but(opened=tuple(sorted(opened)), revision=stored.version + 1)
        recording = await self.library.recording(document)
        document = await self.threads.run_sized(material.nodes, lambda: with_leaves_placed(document, parts, recording))
        material = await self.library.material(document)
        return await self.threads.run_sized(material.work, lambda: played_on(document, old, material))

    async def advance(
        self, stored: Stored, phase: Phase | None, to: To, node: int | None, rate: float | None = None
    ) -> tuple[Draft, tuple[int, int]]:
        """With steps taken of a phase, and which; without a phase it is an update by the session's optimizer, at its
        learning rate or another."""
        timeline = await self.library.timeline(stored)
        if node is not None:
            check_node(timeline.material, node)
        asked = phase or update_in(stored.document, rate)
        taken = await self.threads.run_sized(timeline.material.work, lambda: take(timeline, asked, to, node))
        document = document_of(stored.document, taken.timeline)
        return Draft(document, taken.timeline), (taken.start, taken.stop)

    async def train(
        self, stored: Stored, count: int, learning_rate: float | None, zero_grad: bool
    ) -> tuple[Draft, list[float]]:
        """With whole training steps, and the loss of each."""
        timeline = await self.library.timeline(stored)
        update = update_in(stored.document, learning_rate)
        timeline, losses = await self.threads.run_sized(
            timeline.material.work * count, lambda: training.train(timeline, count, update, zero_grad)
        )
        return Draft(document_of(stored.document, timeline), timeline), losses

    async def at_epoch(self, stored: Stored, epoch: int, cursor: int) -> Draft:
        """With another epoch of the program's loop to play."""
        material = (await self.library.timeline(stored)).material
        epochs = len(material.recording.epochs or ())
        if epoch >= epochs:
            raise Refused(f"There is no epoch {epoch}: the program has {epochs}, counted from 0.", field="epoch")
        timeline = await self.threads.run_sized(material.work, lambda: fresh(material, epoch).at(cursor))
        return Draft(document_of(stored.document.but(epoch=epoch), timeline), timeline, stroke=EPOCH)

    async def _redrafted(
        self, stored: Stored, document: Document, old: Timeline | None, data: dict[int, float] | None = None
    ) -> Draft:
        """The play of `old` over the material of a new document."""
        recording = await self.library.recording(document)
        document = await self.threads.run_sized(
            len(recording.graph.op), lambda: with_choices_kept(document, old, recording)
        )
        material = await self.library.material(document)
        return await self.threads.run_sized(
            material.work, lambda: redrafted(document, old, material, stored.version + 1, data)
        )


def with_choices_kept(document: Document, old: Timeline | None, recording: Recording) -> Document:
    """The document of another recording: ops stay open, and switches go with the labels of their leaves."""
    if document.opened:
        before = old.material.apart.recorded.graph if old else None
        document = document.but(opened=still_open(document.opened, before, recording.graph) if before else ())
    if not document.switches or old is None:
        return document.but(switches={})
    graph = apart(recording, document.opened).recording.graph
    switches = carried(document.switches, old.material.graph, graph)
    return document.but(switches={leaf: on for leaf, on in switches.items() if on != graph.requires_grad[leaf]})


def with_leaves_placed(document: Document, parts: Apart, recording: Recording) -> Document:
    """The document of other opened ops: what is known of leaves stands where they stand now."""
    place = apart(recording, document.opened).node[parts.origin].tolist()
    moved: dict[str, Any] = {name: placed(getattr(document, name), place) for name in BY_LEAF}
    kept = document.moments
    moments = {"first": placed(kept.first, place), "second": placed(kept.second, place)}
    return document.but(**moved, moments=kept.model_copy(update=moments))


def played_on(document: Document, old: Timeline, material: Material) -> Draft:
    """The document's play from the place on where the old one stands."""
    timeline = timeline_of(document.but(cursor=0), material)
    cursor = same_place(old.replay, old.material.apart, timeline.replay, material.apart, old.cursor)
    return Draft(document.but(cursor=cursor), timeline.at(cursor), structure_changed=True)


def update_in(document: Document, rate: float | None) -> Update:
    """The update of a session's optimizer, at a rate or, without one, at that of the epoch it stands in."""
    chosen = update_of(document.training, document.learning_rate, document.run.epoch)
    return chosen if rate is None else replace(chosen, learning_rate=rate)


def placed(numbers: Mapping[int, T], place: Sequence[int]) -> dict[int, T]:
    """What is known of leaves that stand elsewhere now."""
    return {place[leaf]: number for leaf, number in numbers.items()}
