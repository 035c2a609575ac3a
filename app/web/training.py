"""The JSON API of what is chosen for training: examples, loss, optimizer, and a model written by a form."""

from __future__ import annotations

from fastapi import APIRouter, Response

from app.sessions.errors import Refused, TableWrong
from app.sessions.fitting import bound_to
from app.sessions.session import Changed, Session
from app.training import model
from app.training.binding import Bound
from app.training.csv import CsvError, read_csv
from app.web import wire
from app.web.api import ERRORS
from app.web.numbers import Json
from app.web.schemas import SessionId
from app.web.training_schemas import CsvText, Model, TrainingEdit
from app.web.training_wire import data_json, training_json
from app.web.visit import Visit, VisitRoute

router = APIRouter(prefix="/api/sessions/{id}/training", route_class=VisitRoute, tags=["training"], responses=ERRORS)


@router.get("", response_model="training_answers.TrainingShape")
async def read_training(visit: Visit, id: SessionId) -> Response:
    """What was chosen, and what it comes to with the program."""
    return wire.answer(await described(visit, await visit.bench.open(id, visit.owner)))


@router.get("/data", response_model="training_answers.DataShape")
async def read_data(visit: Visit, id: SessionId) -> Response:
    """All examples."""
    document = (await visit.bench.stored(id)).document
    return wire.answer(data_json(visit.library.table(document), document.training))


@router.put("", response_model="training_answers.TrainingChange")
async def write_training(visit: Visit, id: SessionId, body: TrainingEdit) -> Response:
    """Chooses; what is not named stays. Under a run that goes on, only rates, schedule, optimizer and zero_grad change
    without a pause."""
    changed = await visit.trainings.choose(id, visit.owner, body.changes, body.learning_rate, body.version)
    return await changed_answer(visit, changed)


@router.put("/csv", response_model="training_answers.TrainingChange")
async def write_csv(visit: Visit, id: SessionId, body: CsvText) -> Response:
    """Takes the text of a CSV file as the examples; where a cell is wrong, its line and column are named."""
    try:
        data = await visit.threads.run(lambda: read_csv(body.text))
    except CsvError as error:
        raise TableWrong(error.message, error.hint, error.column or None, error.line) from None
    changed = await visit.trainings.choose(id, visit.owner, {"data": data}, None, body.version)
    return await changed_answer(visit, changed)


@router.post("/model", response_model="training_answers.TrainingChange")
async def write_model(visit: Visit, id: SessionId, body: Model) -> Response:
    """Writes a model and its loss as the program, for the columns there are, or those of other data."""
    document = (await visit.bench.stored(id)).document
    if body.data is not None:
        chosen = document.training.model_copy(update={"data": body.data, "target": "", "shown": 0})
        document = document.model_copy(update={"training": chosen})
    table = visit.library.table(document)
    if table is None or len(table.columns) < 2:
        raise Refused("There are no columns for a model to work on.", "Choose a data set first.", field="data")
    if body.layers[-1] != 1:
        raise Refused("The last layer has one neuron, the answer.", "End the layers with 1.", field="layers")
    target = document.training.target if document.training.target in table.columns else table.columns[-1]
    suited = model.Suited.to(table, target)
    program = model.lines(table.columns, target, body.layers, body.activation, body.loss, body.l2, suited)
    training = model.choices(document.training, body.loss)
    others = {"seed": body.seed, "learning_rate": body.learning_rate}
    changed = await visit.trainings.write(id, visit.owner, program, training, others, body.version)
    return await changed_answer(visit, changed, said=f"Wrote {program.splitlines()[0]}.")


async def fitted(visit: Visit, session: Session) -> tuple[Bound | None, Refused | None]:
    """The examples with the graph, or what keeps them from fitting."""
    document, material, table = session.document, session.material, visit.library.table(session.document)
    try:
        return await visit.threads.run_sized(material.nodes, lambda: bound_to(document, material, table)), None
    except Refused as refused:
        return None, refused


async def described(visit: Visit, session: Session) -> Json:
    bound, refused = await fitted(visit, session)
    problem: Json | None = {"message": refused.message, "hint": refused.hint} if refused else None
    return training_json(session, visit.library.table(session.document), bound, problem)


async def changed_answer(visit: Visit, changed: Changed, **more: object) -> Response:
    """A change, with the choices as they are now."""
    training = await described(visit, changed.session)
    nodes = changed.session.material.work
    return await visit.threads.run_sized(
        nodes, lambda: wire.answer(wire.change_json(changed) | {"training": training} | more)
    )
