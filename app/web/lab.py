"""The JSON API of the learning-rate lab."""

from __future__ import annotations

from fastapi import APIRouter, Response

from app.sessions.errors import Refused
from app.web import wire
from app.web.api import ERRORS
from app.web.schemas import SessionId
from app.web.training_schemas import Grid, LabRates, TakeRate
from app.web.training_wire import lab_json, run_json
from app.web.visit import Visit, VisitRoute

GRID = 16
router = APIRouter(prefix="/api/sessions/{id}/lab", route_class=VisitRoute, tags=["training"], responses=ERRORS)


@router.post("", response_model="training_answers.LabShape")
async def begin_lab(visit: Visit, id: SessionId, body: LabRates) -> Response:
    """Tries up to six rates from where the session stands, beside each other."""
    await visit.bench.owned(id, visit.owner)
    await visit.trainings.settle(id, None)
    lab = await visit.labs.begin(await visit.bench.stored(id), list(dict.fromkeys(body.rates)), body.epochs)
    return wire.answer(lab_json(lab, GRID))


@router.get("", response_model="training_answers.LabShape")
async def read_lab(visit: Visit, id: SessionId, grid: Grid = GRID) -> Response:
    """How each rate does."""
    lab = await visit.labs.of(await visit.bench.stored(id))
    return await visit.threads.run(lambda: wire.answer(lab_json(lab, grid)))


@router.delete("", status_code=204)
async def drop_lab(visit: Visit, id: SessionId) -> None:
    """Ends the lab and forgets it."""
    await visit.bench.owned(id, visit.owner)
    await visit.labs.drop(id)


@router.post("/take", response_model="training_answers.RunShape")
async def take_over(visit: Visit, id: SessionId, body: TakeRate) -> Response:
    """Goes on with one rate: its parameters, its curve and its rate are the session's. The lab stays."""
    lab = await visit.labs.of(await visit.bench.owned(id, visit.owner))
    trainer = lab.lab.trainers.get(body.rate) if lab else None
    if lab is None or trainer is None:
        raise Refused("The lab has not tried this rate.", "Run the lab with it first.", field="rate")
    if lab.status == "running":
        raise Refused("The lab is not through yet.", "Wait until all rates are done.")
    run = await visit.trainings.take_over(id, visit.owner, trainer, lab.key, body.rate, body.version)
    stored = await visit.bench.stored(id)
    await visit.labs.renew(stored)
    return wire.answer(run_json(stored, run))
