"""What a route may ask for, by annotation: `settings: SettingsDep`, `templates: TemplatesDep`, `owner: OwnerDep` …"""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request
from fastapi.templating import Jinja2Templates

from app.metrics import Metrics
from app.sessions.hub import Hub
from app.sessions.labs import Labs
from app.sessions.library import Library
from app.sessions.run_store import RunStore
from app.sessions.store import SessionStore
from app.sessions.threads import Threads
from app.sessions.trainings import Trainings
from app.sessions.workbench import Workbench
from app.settings import Settings
from app.web.security import OwnerDep

__all__ = ["MetricsDep", "OwnerDep", "SettingsDep", "StoreDep", "TemplatesDep", "ThreadsDep", "WorkbenchDep"]


async def settings(request: Request) -> Settings:
    found = request.app.state.settings
    assert isinstance(found, Settings)
    return found


async def templates(request: Request) -> Jinja2Templates:
    found = request.app.state.templates
    assert isinstance(found, Jinja2Templates)
    return found


async def workbench(request: Request) -> Workbench:
    found = request.app.state.workbench
    assert isinstance(found, Workbench)
    return found


async def store(request: Request) -> SessionStore:
    found: SessionStore = request.app.state.store
    return found


async def metrics(request: Request) -> Metrics:
    found = request.app.state.metrics
    assert isinstance(found, Metrics)
    return found


async def threads(request: Request) -> Threads:
    found = request.app.state.threads
    assert isinstance(found, Threads)
    return found


async def library(request: Request) -> Library:
    found = request.app.state.library
    assert isinstance(found, Library)
    return found


async def trainings(request: Request) -> Trainings:
    found = request.app.state.trainings
    assert isinstance(found, Trainings)
    return found


async def labs(request: Request) -> Labs:
    found = request.app.state.labs
    assert isinstance(found, Labs)
    return found


async def hub(request: Request) -> Hub:
    found = request.app.state.hub
    assert isinstance(found, Hub)
    return found


async def run_store(request: Request) -> RunStore:
    found: RunStore = request.app.state.run_store
    return found


HubDep = Annotated[Hub, Depends(hub)]
LabsDep = Annotated[Labs, Depends(labs)]
LibraryDep = Annotated[Library, Depends(library)]
RunStoreDep = Annotated[RunStore, Depends(run_store)]
TrainingsDep = Annotated[Trainings, Depends(trainings)]
SettingsDep = Annotated[Settings, Depends(settings)]
TemplatesDep = Annotated[Jinja2Templates, Depends(templates)]
WorkbenchDep = Annotated[Workbench, Depends(workbench)]
StoreDep = Annotated[SessionStore, Depends(store)]
MetricsDep = Annotated[Metrics, Depends(metrics)]
ThreadsDep = Annotated[Threads, Depends(threads)]
