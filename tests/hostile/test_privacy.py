"""No answer to a visitor reveals the name of a trainer who did not agree to be listed.

The test covers the whole schema rather than a list of fields: every answer equals that on a graph without the names.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from changes.rows import GraphRows, NodeRow, Value
from graph.rights import EVERYTHING
from graph.text import fold
from schema.query import graphql_schema
from tests.api_session import TODAY, ApiSession
from tests.engines import as_many
from tests.hostile.questions import QueryWriter
from tests.oracle.networks import networks
from tests.proofs import TIMES

HIDDEN_NAME = "Cunégonde Mystère"
CONTACT = "cunegonde@exemple.invalid"
TEXTS = (HIDDEN_NAME, "cunegonde", "mystere 1", CONTACT, "Formateur·rice", "École", "a", "")
QUESTIONS = as_many(20, 10)


def with_secret_names(rows: GraphRows) -> GraphRows:
    """Give each unlisted trainer a name and a contact that occur nowhere else."""
    return _changed(rows, lambda place: {"name": f"{HIDDEN_NAME} {place}", "contact": CONTACT})


def without_names(rows: GraphRows) -> GraphRows:
    """Remove the names, contacts, audiences and seats of unlisted trainers."""
    found = _changed(rows, lambda _: {"name": "Formateur·rice", "contact": None, "audiences": None})
    hidden = {node.id for node in rows.nodes if _is_hidden(node)}
    found.edges = [edge for edge in found.edges if not (edge.type == "BASED_IN" and edge.start in hidden)]
    return found


def _is_hidden(node: NodeRow) -> bool:
    return node.kind == "Trainer" and not node.properties.get("publicListing")


def _changed(rows: GraphRows, facts: Callable[[int], dict[str, Value]]) -> GraphRows:
    nodes: list[NodeRow] = []
    for node in rows.nodes:
        withheld = facts(len(nodes)) if _is_hidden(node) else {}
        nodes.append(replace(node, properties={**node.properties, **withheld}))
    return GraphRows(nodes, rows.edges)


@settings(max_examples=TIMES * 8, phases=(Phase.explicit, Phase.generate))
@given(rows=networks(most_engagements=12), seed=st.integers(0, 2**32))
async def test_the_answer_equals_that_of_a_graph_without_the_names(
    scratch: ApiSession, rows: GraphRows, seed: int
) -> None:
    ids = [node.id for node in rows.nodes]
    days = [(TODAY + timedelta(days=30 * months)).isoformat() for months in range(-60, 12, 6)]
    writer = QueryWriter(graphql_schema(), Random(seed), TEXTS, ids, days)  # noqa: S311 - for tests
    questions = [writer.query() for _ in range(QUESTIONS)]
    with_names = await _answers(scratch, with_secret_names(rows), questions)
    without = await _answers(scratch, without_names(rows), questions)
    for question, one, other in zip(questions, with_names, without, strict=True):
        assert one == other, question
        assert "INTERNAL" not in one[1], question
        assert "cunegonde" not in fold(one[0]), question


async def _answers(session: ApiSession, rows: GraphRows, questions: list[str]) -> list[tuple[str, str]]:
    """Return the data and errors of each answer; only an error may repeat what the client sent."""
    await session.replace(rows)
    answers = [await session.ask(question) for question in questions]
    return [(json.dumps(answer.data, ensure_ascii=False), json.dumps(answer.errors)) for answer in answers]


def _two_trainers() -> GraphRows:
    rows = GraphRows()
    rows.node("AdministrativeTerritory", "country:FR", kind="COUNTRY", code="FR", name="France", fictional=True)
    rows.node("Action", "action:1", title="Permanence", status="ACTIVE", startsOn=date(2026, 1, 1), fictional=True)
    rows.edge("ON_AXIS", "action:1", "axis:4")
    rows.node("Source", "source:1", title="Bilan", kind="REPORT")
    rows.edge("STATED_BY", "action:1", "source:1", confirmedOn=date(2026, 6, 1))
    rows.edge("TARGETS", "action:1", "country:FR")
    for trainer, name, listed in (("trainer:1", "Zoé", True), ("trainer:2", "Abel", False)):
        rows.node("Trainer", trainer, name=name, publicListing=listed, fictional=True)
        rows.edge("ENGAGED_IN", trainer, "action:1", roles=["LEAD"])
    return rows


async def test_an_officer_sees_the_names_and_finds_by_them(scratch: ApiSession) -> None:
    await scratch.replace(_two_trainers())
    question = """
      { trainers(orderBy: [{name: ASC}]) { edges { node { id name label } } }
        byName: trainers(where: {name: {matches: "abel"}}) { totalCount }
        search(text: "abel") { totalCount }
        mobilised { edges { node { actor { id label } } } } }
    """
    officer = await scratch.data(question, viewer=EVERYTHING)
    anybody = await scratch.data(question)
    assert [edge["node"]["name"] for edge in officer["trainers"]["edges"]] == ["Abel", "Zoé"]
    assert [edge["node"]["name"] for edge in anybody["trainers"]["edges"]] == ["Formateur·rice", "Zoé"]
    assert (officer["byName"]["totalCount"], officer["search"]["totalCount"]) == (1, 1)
    assert (anybody["byName"]["totalCount"], anybody["search"]["totalCount"]) == (0, 0)
    assert [edge["node"]["actor"]["label"] for edge in officer["mobilised"]["edges"]] == ["Abel", "Zoé"]
    assert [edge["node"]["actor"]["label"] for edge in anybody["mobilised"]["edges"]] == ["Formateur·rice", "Zoé"]
