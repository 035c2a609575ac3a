"""Whether the server lives, whether it can work, and what it counts: for machines that look after it."""

from __future__ import annotations

from fastapi import APIRouter, Response

from app.web.visit import Visit, VisitRoute

router = APIRouter(route_class=VisitRoute, include_in_schema=False)


@router.get("/healthz")
async def lives() -> dict[str, str]:
    """Answers as long as the process does."""
    return {"status": "ok"}


@router.get("/readyz")
async def can_work(visit: Visit) -> dict[str, str]:
    """503 while the store does not answer."""
    await visit.store.ping()
    return {"status": "ok"}


@router.get("/metrics")
async def counts(visit: Visit) -> Response:
    """For Prometheus."""
    return Response(visit.metrics.text(), media_type="text/plain; version=0.0.4")
