"""Networks among the examples: each begins as a session whose program fits the data it comes with."""

from __future__ import annotations

import pytest

from app.sessions.networks import TITLES, NetworkName, network
from app.training.datasets import table_of
from tests.web.learner import SESSIONS, Learner


@pytest.mark.parametrize("name", TITLES)
def test_a_network_begins_with_its_data(ann: Learner, name: NetworkName) -> None:
    begun = ann.ask("POST", SESSIONS, 201, json={"example": name})
    document = network(name)
    assert begun["program"] == document.program
    assert begun["learning_rate"] == document.learning_rate
    graph = ann.ask("GET", f"{SESSIONS}/{begun['id']}/graph")
    labels = [graph["strings"][label] for label in graph["label"]]
    assert labels[graph["root"]] == "loss"
    table = table_of(document.training.data)
    assert table is not None
    for column in table.columns:
        assert graph["requires_grad"][labels.index(column)] == 0


def test_networks_are_offered_where_examples_are(ann: Learner) -> None:
    page = ann.ask("GET", "/sessions").decode()
    for name, title in TITLES.items():
        assert f"example={name}" in page
        assert network(name).title == title
        assert title in page
