"""What a route may ask for, by annotation: `settings: SettingsDep`, `templates: TemplatesDep`, `owner: OwnerDep` …"""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request
from fastapi.templating import Jinja2Templates

from app.metrics import Metrics
from app.sessions.store import SessionStore
from app.sessions.threads import Threads
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


SettingsDep = Annotated[Settings, Depends(settings)]
TemplatesDep = Annotated[Jinja2Templates, Depends(templates)]
WorkbenchDep = Annotated[Workbench, Depends(workbench)]
StoreDep = Annotated[SessionStore, Depends(store)]
MetricsDep = Annotated[Metrics, Depends(metrics)]
ThreadsDep = Annotated[Threads, Depends(threads)]
