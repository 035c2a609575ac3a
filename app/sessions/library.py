"""The materials in use. They follow from documents: each can be made again, and is, after the cache was emptied."""

from __future__ import annotations

from collections.abc import Callable

from app.program.recording import Recording
from app.sessions.cache import Recent
from app.sessions.document import Document
from app.sessions.material import Material
from app.sessions.threads import Threads

Record = Callable[[str, int], Recording]  # program and seed; raises ProgramError
RecordingKey = tuple[str, int]
MaterialKey = tuple[str, int, str, frozenset[tuple[int, bool]]]


class Library:
    """Keeps recordings and materials of at most `nodes` nodes each; what was used last stays."""

    def __init__(self, record: Record, threads: Threads, nodes: int) -> None:
        self._record = record
        self._threads = threads
        self._recordings: Recent[RecordingKey, Recording] = Recent(nodes)
        self._materials: Recent[MaterialKey, Material] = Recent(nodes)

    async def material(self, document: Document) -> Material:
        """What the document's program, seed, switches and precision come to. Raises ProgramError."""
        known = self._materials.get(_key(document))
        if known is not None:
            return known
        recording = await self.recording(document.program, document.seed)
        made = await self._threads.run_sized(
            len(recording.graph.op),
            lambda: Material.of(document, recording),
        )
        self.keep(document, made)
        return made

    async def recording(self, program: str, seed: int) -> Recording:
        """What the program leaves behind. Raises ProgramError."""
        known = self._recordings.get((program, seed))
        if known is not None:
            return known
        made = await self._threads.run(lambda: self._record(program, seed))
        self._recordings.put((program, seed), made, _weight(made))
        return made

    def keep(self, document: Document, material: Material) -> None:
        """Remembers a material that was made in another way, for the document that describes it."""
        weight = _weight(material.recording)
        self._recordings.put((document.program, document.seed), material.recording, weight)
        self._materials.put(_key(document), material, weight)

    def clear(self) -> None:
        self._recordings.clear()
        self._materials.clear()


def _key(document: Document) -> MaterialKey:
    return document.program, document.seed, document.precision, frozenset(document.switches.items())


def _weight(recording: Recording) -> int:
    return 100 + len(recording.graph.op)  # the program's text and the rest count as much as some nodes
