"""What follows from documents and is in use. All of it can be made again, and is, after the caches were emptied."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from app.program.recording import Recording
from app.sessions.cache import Recent
from app.sessions.document import Document
from app.sessions.material import Batch, Material
from app.sessions.session import timeline_of
from app.sessions.store import Stored
from app.sessions.threads import Threads
from app.sessions.timeline import Timeline
from app.training.choices import DataSet
from app.training.datasets import Table, held_out, table_of

Columns = tuple[tuple[str, float], ...]  # names and numbers of the first example
Record = Callable[[str, int, dict[str, float]], Recording]  # program, seed and columns; raises ProgramError
RecordingKey = tuple[str, int, Columns]
Together = tuple[DataSet, float, str]  # examples that are played together: data, share held out, reduction
MaterialKey = tuple[RecordingKey, str, frozenset[tuple[int, bool]], tuple[int, ...], Columns, Together | None]
KEPT_TABLES = 64


class Library:
    """Keeps recordings, materials and timelines of at most `nodes` nodes each; what was used last stays."""

    def __init__(self, record: Record, runs: Threads, threads: Threads, nodes: int) -> None:
        """Programs run in the threads `runs`, so that they hold up nothing else."""
        self._record = record
        self._runs = runs
        self._threads = threads
        self._recordings: Recent[RecordingKey, Recording] = Recent(nodes)
        self._materials: Recent[MaterialKey, Material] = Recent(nodes)
        self._timelines: Recent[str, tuple[int, Timeline]] = Recent(nodes)  # of each session its last version
        self._tables: Recent[DataSet, Table] = Recent(KEPT_TABLES)

    async def timeline(self, stored: Stored) -> Timeline:
        """What a session plays. Raises ProgramError."""
        version, known = self._timelines.get(stored.id) or (0, None)
        if known is not None and version == stored.version:
            return known.at(stored.document.cursor)
        timeline = await self.described(stored.document)
        self.keep_timeline(stored, timeline)
        return timeline

    def keep_timeline(self, stored: Stored, timeline: Timeline) -> None:
        """Remembers what a version of a session plays, and all that has been computed of it."""
        self._timelines.put(stored.id, (stored.version, timeline), 100 + 4 * timeline.material.nodes)

    @property
    def live(self) -> int:
        """Sessions that are ready to be played."""
        return len(self._timelines)

    @property
    def evicted(self) -> int:
        """Sessions that were, and had to make room."""
        return self._timelines.evicted

    async def described(self, document: Document) -> Timeline:
        """What a document says is played. Raises ProgramError."""
        material = await self.material(document)
        return await self._threads.run_sized(material.work, lambda: timeline_of(document, material))

    async def material(self, document: Document) -> Material:
        """What the document's program, seed, switches and precision come to. Raises ProgramError."""
        known = self._materials.get(self._key(document))
        if known is not None:
            return known
        recording = await self.recording(document)
        made = await self._threads.run_sized(len(recording.graph.op), lambda: self.made(document, recording))
        self.keep(document, made)
        return made

    def made(self, document: Document, recording: Recording) -> Material:
        """The material of a recording."""
        return Material.of(document, recording, dict(self.example(document)), self._batch(document))

    async def recording(self, document: Document) -> Recording:
        """What the document's program, seed and columns leave behind. Raises ProgramError."""
        key = self._recording_key(document)
        known = self._recordings.get(key)
        if known is not None:
            return known
        made = await self._runs.run(lambda: self._record(key[0], key[1], dict(key[2])))
        self._recordings.put(key, made, _weight(made))
        return made

    def table(self, document: Document) -> Table | None:
        """The examples that a document speaks of."""
        data = document.training.data
        known = self._tables.get(data)
        if known is None and (known := table_of(data)) is not None:
            self._tables.put(data, known)
        return known

    def example(self, document: Document) -> Columns:
        """The one that the graph plays, by column; or the mean of all."""
        shown, batch = document.training.shown, self._batch(document)
        if batch:
            return tuple(zip(batch.table.columns, batch.table.rows.mean(axis=0).tolist(), strict=True))
        return self._example(document, 0 if shown == "mean" else shown)

    def _batch(self, document: Document) -> Batch | None:
        """All examples that are trained on, where their mean is shown."""
        training, table = document.training, self.table(document)
        if table is None or training.shown != "mean":
            return None
        held = held_out(len(table.rows), training.held_out, training.data.seed)
        return Batch(replace(table, rows=table.rows[~held]), training.reduction == "mean")

    def _example(self, document: Document, number: int) -> Columns:
        table = self.table(document)
        if table is None:
            return ()
        return tuple(zip(table.columns, table.rows[min(number, len(table.rows) - 1)].tolist(), strict=True))

    def keep(self, document: Document, material: Material) -> None:
        """Remembers a material that was made in another way, for the document that describes it."""
        weight = _weight(material.recording)
        self._recordings.put(self._recording_key(document), material.apart.recorded, weight)
        self._materials.put(self._key(document), material, weight)

    def clear(self) -> None:
        self._recordings.clear()
        self._materials.clear()
        self._timelines.clear()

    def _recording_key(self, document: Document) -> RecordingKey:
        return document.program, document.seed, self._example(document, 0)

    def _key(self, document: Document) -> MaterialKey:
        switches = frozenset(document.switches.items())
        training = document.training
        together = (training.data, training.held_out, training.reduction) if training.shown == "mean" else None
        example = () if together else self.example(document)
        return self._recording_key(document), document.precision, switches, document.opened, example, together


def _weight(recording: Recording) -> int:
    return 100 + len(recording.graph.op)  # the program's text and the rest count as much as some nodes
