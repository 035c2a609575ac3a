"""The JSON API of the learning-rate lab."""

from __future__ import annotations

from fastapi import APIRouter, Response

from app.sessions.errors import Refused
from app.web.api import ERRORS
from app.web.dependencies import LabsDep, OwnerDep, ThreadsDep, TrainingsDep, WorkbenchDep
from app.web.schemas import SessionId
from app.web.training_answers import LabShape, RunShape
from app.web.training_schemas import Grid, LabRates, TakeRate
from app.web.training_wire import drawn, lab_json, run_json

GRID = 16
router = APIRouter(prefix="/api/sessions/{id}/lab", tags=["training"], responses=ERRORS)


@router.post("", response_model=LabShape)
async def begin_lab(
    bench: WorkbenchDep, trainings: TrainingsDep, labs: LabsDep, owner: OwnerDep, id: SessionId, body: LabRates
) -> Response:
    """Tries up to six rates from where the session stands, beside each other."""
    await bench.owned(id, owner)
    await trainings.settle(id, None)
    lab = await labs.begin(await bench.open(id, owner), list(dict.fromkeys(body.rates)), body.epochs)
    return drawn(lab_json(lab, GRID))


@router.get("", response_model=LabShape)
async def read_lab(
    bench: WorkbenchDep, labs: LabsDep, threads: ThreadsDep, id: SessionId, grid: Grid = GRID
) -> Response:
    """How each rate does."""
    await bench.stored(id)
    lab = labs.of(id)
    return await threads.run(lambda: drawn(lab_json(lab, grid)))


@router.delete("", status_code=204)
async def drop_lab(bench: WorkbenchDep, labs: LabsDep, owner: OwnerDep, id: SessionId) -> None:
    """Ends the lab and forgets it."""
    await bench.owned(id, owner)
    labs.drop(id)


@router.post("/take", response_model=RunShape)
async def take_over(
    bench: WorkbenchDep, trainings: TrainingsDep, labs: LabsDep, owner: OwnerDep, id: SessionId, body: TakeRate
) -> Response:
    """Goes on with one rate: its parameters, its curve and its rate are the session's."""
    await bench.owned(id, owner)
    lab = labs.of(id)
    trainer = lab.lab.trainers.get(body.rate) if lab else None
    if lab is None or trainer is None:
        raise Refused("The lab has not tried this rate.", "Run the lab with it first.", field="rate")
    if lab.status == "running":
        raise Refused("The lab is not through yet.", "Wait until all rates are done.")
    run = await trainings.take_over(id, owner, trainer, lab.key, body.rate, body.version)
    labs.drop(id)
    return drawn(run_json(await bench.stored(id), run))
