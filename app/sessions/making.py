"""Where runs come from: begun on a session's numbers, or found in the store where one was left."""

from __future__ import annotations

import secrets

from app.sessions.document import Document
from app.sessions.errors import Refused
from app.sessions.fitting import key_of, trainer_of
from app.sessions.library import Library
from app.sessions.run_store import RunStore
from app.sessions.runs import Run, Runs
from app.sessions.session import Session
from app.sessions.store import Stored
from app.sessions.threads import Threads
from app.sessions.timeline import Timeline
from app.training.checkpoint import Unfit, pack, unpack
from app.training.trainer import Trainer


class Making:
    """Makes runs; may raise Refused where a session cannot be trained."""

    def __init__(self, library: Library, threads: Threads, store: RunStore, runs: Runs) -> None:
        self._library, self._threads, self._store, self._runs = library, threads, store, runs

    async def begun(self, session: Session, run: Run | None) -> Run:
        """A run that begins where the session stands, with the history of the one it goes on from."""
        document, key = session.document, key_of(session.document)
        trainer = await self._fresh(document, session.timeline)
        goes_on = run is not None and run.key == key
        if run and goes_on:
            now = trainer.moment
            try:
                unpack(pack(run.trainer), trainer)
                trainer.put(now)
                trainer.tune(document.training, document.learning_rate)
            except Unfit:
                goes_on = False
        id = run.id if run and goes_on and not run.is_rewound else new_id()
        return Run(session.id, session.stored.owner, id, key, trainer)

    async def loaded(self, stored: Stored, timeline: Timeline, go_on: bool = False) -> Run | None:
        """The run that a document speaks of, from the store; where it has gone further, rewound to the document's
        epoch, unless it is to `go_on`."""
        mark = stored.document.run
        kept = await self._store.load(stored.id, mark.id)
        if kept is None or kept.key != key_of(stored.document):
            return None
        try:
            trainer = await self._fresh(stored.document, timeline)
            unpack(kept.checkpoint, trainer)
        except (Refused, Unfit):
            return None
        run = Run(stored.id, stored.owner, mark.id, kept.key, trainer)
        run.is_rewound = trainer.epoch != mark.epoch and not go_on
        if run.is_rewound:
            trainer.rewind(mark.epoch)
        run.look_again()
        run.status = "paused" if run.is_rewound or kept.status in ("waiting", "running") else kept.status
        run.asked = kept.asked
        held = self._runs.of(stored.id)
        if held is None or held.is_settled:
            self._runs.hold(run)
        return run

    async def _fresh(self, document: Document, timeline: Timeline) -> Trainer:
        table = self._library.table(document)
        return await self._threads.run_sized(timeline.material.nodes, lambda: trainer_of(document, timeline, table))


def new_id() -> str:
    return secrets.token_urlsafe(9)
