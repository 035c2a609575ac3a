"""RunStore: where training runs and labs are kept, beside the documents; and what is compared with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

RunStatus = Literal["waiting", "running", "paused", "done", "diverged"]
GOING: frozenset[RunStatus] = frozenset({"waiting", "running"})


@dataclass(frozen=True, slots=True)
class KeptRun:
    """A run at its last checkpoint. `key` tells of what model it is; `asked` is the epoch it goes to, None for on and
    on; `epoch` how far it got."""

    session: str
    run: str
    key: str
    status: RunStatus
    asked: int | None
    epoch: int
    checkpoint: bytes


@dataclass(frozen=True, slots=True)
class KeptLab:
    """A lab at its last checkpoint. `about` tells of what model it is and what was chosen to train it."""

    session: str
    about: str
    is_going: bool
    epochs: int
    checkpoints: dict[float, bytes]  # of each rate, in their order


class RunStore(Protocol):
    """What belongs to a session goes with it. Each method may raise StoreUnavailable."""

    async def keep(self, run: KeptRun, now: float) -> bool:
        """In the place of what was kept of this run before. Says whether its session is still there."""
        ...

    async def load(self, session: str, run: str) -> KeptRun | None: ...

    async def going(self) -> list[tuple[str, str]]:
        """Session and run of those that were going when they were kept."""
        ...

    async def save_curve(self, session: str, name: str, text: str, now: float) -> None:
        """To be compared with, in the place of one of the same name; the oldest ones go."""
        ...

    async def curves(self, session: str) -> list[str]:
        """Oldest first."""
        ...

    async def drop_curve(self, session: str, name: str) -> None: ...

    async def keep_lab(self, lab: KeptLab) -> None:
        """In the place of the one that the session had before."""
        ...

    async def load_lab(self, session: str) -> KeptLab | None: ...

    async def labs_going(self) -> list[str]:
        """Sessions whose lab was going when it was kept."""
        ...

    async def drop_lab(self, session: str) -> None: ...
