"""The JSON API of runs: begin, pause, step, rewind, look, and keep curves to compare with."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Header, Query, Response

from app.engine.replay import State
from app.sessions.errors import Refused
from app.sessions.fitting import answers_of, bound_to, is_as_left, parameters_of
from app.sessions.runs import Run
from app.sessions.session import Session
from app.training.played import Played
from app.training.verdict import verdict
from app.web import wire
from app.web.api import ERRORS
from app.web.parameters import by_hand_json, parameters_json
from app.web.play import FRAME
from app.web.schemas import SessionId
from app.web.training_schemas import Go, Grid, Rewind, Samples, SaveAs, SavedName, Since, Steps, Stride
from app.web.training_wire import (
    answered_json,
    answers_json,
    curve_json,
    frame_json,
    losses_json,
    run_json,
    verdict_json,
)
from app.web.visit import Visit, VisitRoute

WITHOUT_END, ONE = Go(), Steps()
router = APIRouter(prefix="/api/sessions/{id}/run", route_class=VisitRoute, tags=["training"], responses=ERRORS)


@router.get("", response_model="training_answers.RunShape")
async def read_run(visit: Visit, id: SessionId) -> Response:
    """How the session's run stands."""
    session = await visit.bench.open(id, visit.owner)
    return wire.answer(run_json(session.stored, await visit.trainings.run_of(session)))


@router.post("", response_model="training_answers.RunShape")
async def begin_run(visit: Visit, id: SessionId, body: Go = WITHOUT_END) -> Response:
    """Begins a run, or lets the one there is go on."""
    run = await visit.trainings.begin(id, visit.owner, body.epochs)
    return wire.answer(run_json(await visit.bench.stored(id), run))


@router.post("/pause", response_model="training_answers.RunShape")
async def pause_run(visit: Visit, id: SessionId) -> Response:
    """Stops the run where it is; its numbers are the session's then."""
    run = await visit.trainings.pause(id, visit.owner)
    return wire.answer(run_json(await visit.bench.stored(id), run))


@router.post("/step", response_model="training_answers.RunShape")
async def step_run(visit: Visit, id: SessionId, body: Steps = ONE) -> Response:
    """Some epochs; answers when they are done."""
    run = await visit.trainings.step(id, visit.owner, body.epochs)
    return wire.answer(run_json(await visit.bench.stored(id), run))


@router.post("/rewind", response_model="training_answers.RunShape")
async def rewind_run(visit: Visit, id: SessionId, body: Rewind) -> Response:
    """To an epoch that is remembered: back, or forward again until the run goes on from there."""
    run = await visit.trainings.rewind(id, visit.owner, body.epoch)
    return wire.answer(run_json(await visit.bench.stored(id), run))


@router.get("/losses", response_model="training_answers.LossesShape")
async def read_losses(
    visit: Visit,
    id: SessionId,
    start: Annotated[int, Query(ge=0, description="The first epoch.", examples=[0])] = 0,
    stop: Annotated[int | None, Query(ge=0, description="One past the last.", examples=[50])] = None,
) -> Response:
    """The loss of every epoch that is remembered, in full digits."""
    _, run = await looked_at(visit, id)
    return wire.answer(losses_json(run.seen, start, stop))


@router.get("/frame", response_model="training_answers.FrameShape")
async def read_frame(
    visit: Visit, id: SessionId, since: Since = -1, stride: Stride = 0, grid: Grid = 32, samples: Samples = True
) -> Response:
    """All that the live views draw, as it is at this moment; without a run that goes on, with the session's numbers."""
    session = await visit.bench.open(id, visit.owner)
    run, table = await visit.trainings.run_of(session), visit.library.table(session.document)

    def work() -> Response:
        if run and not run.is_settled:
            answered = answered_json(run.answers, run.seen, grid)
        else:
            answered = answers_json(*answers_of(session.document, session.timeline, table), grid)
        return wire.answer(frame_json(session.stored, run, answered, since, stride, samples))

    return await visit.threads.run(work)


@router.get("/values", response_class=Response, response_model="answers.ValuesAt", responses=FRAME)
async def read_values(
    visit: Visit,
    id: SessionId,
    accept: Annotated[str, Header(description="application/json for full digits.", examples=["*/*"])] = "*/*",
) -> Response:
    """Data and gradients of all nodes with the run's present parameters, after forward and backward."""
    session, run = await looked_at(visit, id)
    revision, epoch = session.document.revision, run.seen.epoch

    def work() -> Response:
        state = state_of(session, run)
        if "application/json" in accept:
            return wire.answer({"revision": revision, "cursor": epoch, **wire.values_json(state)})
        frame = values_of(state, session, epoch)
        return Response(frame, headers=wire.UNKEPT, media_type="application/octet-stream")

    return await visit.threads.run(work)


@router.get("/parameters", response_model="training_answers.ParametersShape")
async def read_parameters(visit: Visit, id: SessionId) -> Response:
    """Every parameter with its gradient, its last update and what the optimizer keeps of it: as a run has them, or as
    the session stands at its cursor once somebody went on by hand."""
    session = await visit.bench.open(id, visit.owner)
    run = await visit.trainings.run_of(session)
    if run and (not run.is_settled or is_as_left(session.timeline, run.seen.moment, run.trainer.parameters.tolist())):
        return wire.answer(parameters_json(run, session.material.names))
    bound = bound_to(session.document, session.material, visit.library.table(session.document))
    return wire.answer(by_hand_json(session, parameters_of(bound, session.material)))


@router.post("/save", response_model="training_answers.SavedShape")
async def save_curve(visit: Visit, id: SessionId, body: SaveAs) -> Response:
    """Keeps the run's curve to compare others with."""
    await visit.bench.owned(id, visit.owner)
    session, run = await looked_at(visit, id)
    saved = {
        "name": body.name,
        "epochs": run.seen.epoch,
        "learning_rate": session.document.learning_rate,
        "optimizer": session.document.training.optimizer.kind,
        "verdict": verdict_json(verdict(run.seen.curve.rows[:, 1], bool(run.seen.failed))),
        "curve": curve_json(run.seen.curve),
    }
    text = wire.packed(saved)
    await visit.run_store.save_curve(id, body.name, text.decode(), visit.trainings.now())
    return Response(text, headers=wire.UNKEPT, media_type="application/json")


@router.get("/saved", response_model="training_answers.SavedShapes")
async def read_saved(visit: Visit, id: SessionId) -> Response:
    """The curves that were kept, oldest first."""
    await visit.bench.stored(id)
    kept = ",".join(await visit.run_store.curves(id))
    return Response(f"[{kept}]", headers=wire.UNKEPT, media_type="application/json")


@router.delete("/saved/{name:path}", status_code=204)  # a name may have a slash
async def drop_saved(visit: Visit, id: SessionId, name: SavedName) -> None:
    """Forgets a curve."""
    await visit.bench.owned(id, visit.owner)
    await visit.run_store.drop_curve(id, name)


async def looked_at(visit: Visit, id: str) -> tuple[Session, Run]:
    """A session and its run. Raises Refused without one."""
    session = await visit.bench.open(id, visit.owner)
    run = await visit.trainings.run_of(session)
    if run is None:
        raise Refused("There is no run yet.", "Begin one with POST run.")
    return session, run


def values_of(state: State, session: Session, epoch: int) -> bytes:
    """The Values frame of a run."""
    return wire.values_frame(state, session.document.revision, min(epoch, 2**32 - 1))


def state_of(session: Session, run: Run) -> State:
    """What all nodes hold."""
    seen, tape = run.seen, session.material.tape
    data, grad = played_of(session, run).values(seen.moment.numbers, seen.moment.gradients)
    return State(data, grad, tape.is_op | True, tape.active | (tape.requires & tape.is_leaf))


def played_of(session: Session, run: Run) -> Played:
    """The examples of it that are shown."""
    return run.played(session.timeline.replay.start, session.document.training)
