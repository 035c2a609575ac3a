"""What a route is given as `visit: Visit`: its request, with who asks and the rooms that the lifespan opened."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any, Generic, TypeVar

from fastapi import Request, Response
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
from app.web.late import LateRoute
from app.web.security import owner

T = TypeVar("T")


class Room(Generic[T]):
    """What stands in the app's state under the same name."""

    def __set_name__(self, holder: type, name: str) -> None:
        self._name = name

    def __get__(self, visit: Visit, holder: type) -> T:
        found: T = getattr(visit.app.state, self._name)
        return found


class Visit(Request):
    """A request. The router of a module that asks for one has `route_class=VisitRoute`."""

    settings, metrics = Room[Settings](), Room[Metrics]()
    templates, pages = Room[Jinja2Templates](), Room[Recent[tuple[object, ...], bytes]]()
    bench, store, run_store = Room[Workbench](), Room[SessionStore](), Room[RunStore]()
    library, threads = Room[Library](), Room[Threads]()
    trainings, labs, hub = Room[Trainings](), Room[Labs](), Room[Hub]()

    @property
    def owner(self) -> str:
        """The caller as the store knows them; a caller without a cookie is given one."""
        return owner(self)


class VisitRoute(LateRoute):
    """A route whose endpoint is given its request as a Visit. What is no part of the API is there for HEAD, too."""

    def make_ready(self, **declared: Any) -> None:
        super().make_ready(**declared)
        if self.methods == {"GET"} and not self.include_in_schema:
            self.methods.add("HEAD")

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        answer = super().get_route_handler()

        async def handle(request: Request) -> Response:
            return await answer(Visit(request.scope, request.receive))

        return handle
