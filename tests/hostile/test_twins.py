"""A visitor sees a trainer who did not agree to be listed only as a nameless twin, in every kind of query.

The twin has a random id and the employer in its label; seat, territories, dated qualifications and audiences stay
hidden. Each test fails if its rule is removed from `graph/rights.py` or the model.
"""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from changes.rows import GraphRows
from exchange.files.reader import open_book
from exchange.outgoing.formats import FORMATS
from exchange.outgoing.network import ExportFilters
from graph.rights import EVERYTHING, VISITOR
from graph.statement.core.writer import Statement
from graph.statement.maintain.facts import relationships_of
from tests.api_session import TODAY, ApiSession
from tests.exchange.workbooks import write
from tests.graphs import sound
from usecases.examine import examine
from usecases.export import Exporter

HIDDEN = "trainer:1"
ABOUT = """{ trainers { edges { node { id name label contact audiences basedIn { id }
  affiliations { startsOn node { id } } intervenesIn { totalCount edges { startsOn node { id } } }
  qualifications { totalCount edges { startsOn endsOn issuer node { id } } } } }
  facets(by: [AUDIENCES]) { values { count } } }
  institutions { edges { node { trainers { totalCount } } } }
  offers { edges { node { qualifiedTrainers { totalCount } } } } }"""
FILTERS = (
    "audiences: {includes: STAFF}",
    "basedIn: {}",
    "affiliations: {some: {}}",
    'intervenesIn: {some: {node: {id: {eq: "region:52"}}}}',
    "intervenesInCount: {gte: 1}",
    'qualifications: {some: {edge: {endsOn: {gte: "2026-01-01"}}}}',
    "qualifications: {single: {}}",
    "NOT: {qualifications: {none: {}}}",
    'NOT: {qualifications: {all: {node: {id: {eq: "offer:none"}}}}}',
)


def rows() -> GraphRows:
    found = sound()
    found.node("Offer", "offer:1", title="Écouter", kind="CATALOGUE", fictional=True)
    found.nodes = [node for node in found.nodes if node.id != HIDDEN]
    found.node("Trainer", HIDDEN, name="Abel Secret", publicListing=False, audiences=["STAFF"], fictional=True)
    found.edge("BASED_IN", HIDDEN, "region:52")
    days = {"startsOn": date(2025, 1, 1), "endsOn": date(2027, 1, 1)}
    found.edge("AFFILIATED_WITH", HIDDEN, "institution:1", kind="EMPLOYED", **days)
    found.edge("INTERVENES_IN", HIDDEN, "region:52", **days)
    found.edge("QUALIFIED_FOR", HIDDEN, "offer:1", issuer="CGET", **days)
    return found


async def test_an_officer_sees_the_person(scratch: ApiSession) -> None:
    await scratch.replace(rows())
    found = await scratch.data(ABOUT, viewer=EVERYTHING)
    (trainer,) = [edge["node"] for edge in found["trainers"]["edges"]]
    assert (trainer["name"], trainer["audiences"], trainer["basedIn"]) == (
        "Abel Secret",
        ["STAFF"],
        {"id": "region:52"},
    )
    assert trainer["qualifications"]["edges"][0]["endsOn"] == "2027-01-01"
    assert found["institutions"]["edges"][0]["node"]["trainers"]["totalCount"] == 1


async def test_a_visitor_sees_the_twin(scratch: ApiSession) -> None:
    await scratch.replace(rows())
    found = await scratch.data(ABOUT)
    nothing: dict[str, Any] = {"totalCount": 0, "edges": []}
    assert [edge["node"] for edge in found["trainers"]["edges"]] == [
        {
            "id": HIDDEN,
            "name": "Formateur·rice",
            "label": "Formateur·rice (Mairie)",
            "contact": None,
            "audiences": [],
            "basedIn": None,
            "affiliations": [],
            "intervenesIn": nothing,
            "qualifications": nothing,
        }
    ]
    assert found["trainers"]["facets"] == [{"values": []}]
    assert found["institutions"]["edges"] == [{"node": {"trainers": {"totalCount": 0}}}]
    assert found["offers"]["edges"] == [{"node": {"qualifiedTrainers": {"totalCount": 0}}}]


@pytest.mark.parametrize("where", FILTERS)
async def test_filters_see_the_twin_only(scratch: ApiSession, where: str) -> None:
    await scratch.replace(rows())
    query = f"{{ trainers(where: {{{where}}}) {{ totalCount }} }}"
    assert (await scratch.data(query, viewer=EVERYTHING))["trainers"]["totalCount"] == 1
    assert (await scratch.data(query))["trainers"]["totalCount"] == 0


async def test_unlisted_trainers_who_could_be_mobilised_are_shown_without_days(scratch: ApiSession) -> None:
    await scratch.replace(rows())
    query = """{ mobilisable(within: {id: "country:FR"}, asOf: "2025-06-01") { edges { node {
      trainer { label } offers { access startsOn endsOn issuer } } } } }"""
    (edge,) = (await scratch.data(query))["mobilisable"]["edges"]
    assert edge["node"] == {
        "trainer": {"label": "Formateur·rice (Mairie)"},
        "offers": [{"access": "OPEN", "startsOn": None, "endsOn": None, "issuer": None}],
    }
    (seen,) = (await scratch.data(query, viewer=EVERYTHING))["mobilisable"]["edges"]
    period = {"startsOn": "2025-01-01", "endsOn": "2027-01-01"}
    assert seen["node"]["offers"] == [{"access": "OPEN", **period, "issuer": "CGET"}]


@pytest.fixture
async def without_public(scratch: ApiSession) -> ApiSession:
    """A graph from which another tool removed the public values."""
    await scratch.replace(rows())
    names = ("publicLabel", "publicName", "publicNameKey", "publicLabelKey")
    removed = ", ".join(f"n.{name}" for name in names)
    await scratch.client.write([Statement(f"MATCH (n:Actor) REMOVE {removed}", {})])
    return scratch


async def test_a_missing_public_label_reveals_no_name(without_public: ApiSession) -> None:
    found = await without_public.client.read(relationships_of("Engagement", ["action:1"], VISITOR))
    labels = {label for joins in found for *_, label in joins}
    assert "Formateur·rice" in labels
    assert not any("Abel" in str(label) for label in labels)


async def test_a_missing_public_label_empties_no_answer(without_public: ApiSession) -> None:
    query = '{ network(around: ["action:1"]) { nodes { key label } } actors { edges { node { label name } } } }'
    found = await without_public.data(query)
    assert {node["key"]: node["label"] for node in found["network"]["nodes"]}[HIDDEN] == "Formateur·rice"
    assert [edge["node"]["label"] for edge in found["actors"]["edges"]] == ["Mairie (démonstration)", "Formateur·rice"]


@pytest.mark.parametrize("name", ["csv", "jsonl", "graphml", "gexf", "geojson", "xlsx"])
async def test_a_missing_public_label_stops_no_export(without_public: ApiSession, name: str) -> None:
    session = without_public
    source = Exporter(session.service, session.client, session.store).source(VISITOR, TODAY)
    made = b"".join([chunk async for chunk in FORMATS[name].stream(source, ExportFilters(as_of=str(TODAY)))])
    assert made
    assert b"Abel" not in made


async def test_the_name_of_all_twins_in_a_workbook_reveals_no_ids(scratch: ApiSession, tmp_path: Path) -> None:
    await scratch.replace(rows())
    line = {"Formateur": "Formateur·rice", "Offre": "Écouter"}
    book = open_book(write(tmp_path / "qualifications.xlsx", {"Qualifications": [line]}))
    found = await examine(scratch.client, book, TODAY, viewer=VISITOR)
    text = " ".join(str(finding) for finding in found.findings.entries)
    assert "ne désigne rien de connu" in text
    assert HIDDEN not in text
