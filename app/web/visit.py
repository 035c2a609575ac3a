"""What a route may ask for by `visit: VisitDep`: who asks, and the rooms of the house, as the lifespan opened them."""

from __future__ import annotations

from typing import Annotated, Generic, TypeVar

from fastapi import Depends, Request
from fastapi.templating import Jinja2Templates

from app.metrics import Metrics
from app.sessions.cache import Recent
from app.sessions.hub import Hub
from app.sessions.labs import Labs
from app.sessions.library import Library
from app.sessions.run_store import RunStore
from app.sessions.store import SessionStore
from app.sessions.threads import Threads
from app.sessions.trainings import Trainings
from app.sessions.workbench import Workbench
from app.settings import Settings
from app.web.security import owner

T = TypeVar("T")


class Room(Generic[T]):
    """What stands in the app's state under the same name."""

    def __set_name__(self, holder: type, name: str) -> None:
        self._name = name

    def __get__(self, visit: Visit, holder: type) -> T:
        found: T = getattr(visit.request.app.state, self._name)
        return found


class Visit:
    """One request."""

    settings, metrics = Room[Settings](), Room[Metrics]()
    templates, pages = Room[Jinja2Templates](), Room[Recent[tuple[object, ...], bytes]]()
    bench, store, run_store = Room[Workbench](), Room[SessionStore](), Room[RunStore]()
    library, threads = Room[Library](), Room[Threads]()
    trainings, labs, hub = Room[Trainings](), Room[Labs](), Room[Hub]()

    def __init__(self, request: Request) -> None:
        self.request = request

    @property
    def owner(self) -> str:
        """The caller as the store knows them; a caller without a cookie is given one."""
        return owner(self.request)


async def visit(request: Request) -> Visit:
    return Visit(request)


VisitDep = Annotated[Visit, Depends(visit)]
