"""GraphML and GEXF, compared with the API and read by networkx and ElementTree."""

import io
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from typing import Any

import networkx as nx
import pytest

from exchange.outgoing.graphs import GexfWriter, GraphMLWriter, GraphWriter, graph_of
from exchange.outgoing.network import ExportFilters
from graph.vocabulary import Axis
from tests.api_session import TODAY, ApiSession
from tests.exchange.outgoing.exports import WITHIN, exported
from tests.exchange.workbooks import SESSION


async def listed(session: ApiSession, where: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the engagements that the API lists."""
    query = """query($where: EngagementWhere) { engagements(where: $where, first: 200) { edges { node {
        id axes actors { edges { roles node { id label } } } territories { edges { node { id } } } } } } }"""
    answer = await session.data(query, {"where": where})
    return [edge["node"] for edge in answer["engagements"]["edges"]]


@pytest.mark.parametrize("name", ["graphml", "gexf"])
async def test_a_graph_has_the_engagements_of_the_api(national: ApiSession, name: str) -> None:
    text = await exported(national, name, ExportFilters(as_of=str(TODAY), within=WITHIN, axes=("VICTIM_SUPPORT",)))
    read = nx.read_graphml if name == "graphml" else _read_gexf
    graph: Any = read(io.BytesIO(text))
    here = {"OR": [{"within": WITHIN}, {"overlaps": WITHIN}]}
    engagements = await listed(
        national,
        {"axes": {"includes": "VICTIM_SUPPORT"}, "territories": {"some": {"node": here}}},
    )
    expected = {
        (actor["node"]["id"], engagement["id"]) for engagement in engagements for actor in engagement["actors"]["edges"]
    }
    expected |= {
        (engagement["id"], here["node"]["id"])
        for engagement in engagements
        for here in engagement["territories"]["edges"]
    }
    expected |= {
        (engagement["id"], f"axis:{Axis(axis).number}") for engagement in engagements for axis in engagement["axes"]
    }
    assert len(engagements) > 20
    assert set(graph.edges()) == expected
    for node, values in graph.nodes(data=True):
        assert values["label"]
        assert int(values["degree"]) == graph.degree(node)


def _read_gexf(file: io.BytesIO) -> Any:
    """Read GEXF 1.3 with a reader of 1.2, which is the same in the parts that we use."""
    return nx.read_gexf(io.BytesIO(file.read().replace(b"http://gexf.net/1.3", b"http://www.gexf.net/1.2draft")))


async def test_gexf_says_when_an_engagement_counts(national: ApiSession) -> None:
    root = ET.fromstring(await exported(national, "gexf", ExportFilters(as_of=str(TODAY))))  # noqa: S314 - our own file
    space = "{http://gexf.net/1.3}"
    node = next(n for n in root.iter(f"{space}node") if n.get("id") == SESSION)
    assert (node.get("start"), node.get("end")) == ("2015-11-16", "2016-11-17")


def engagement(number: int, label: str) -> Mapping[str, Any]:
    """Return an engagement as in the API's answers, on axis 1, with an actor and a territory."""
    actor = {"__typename": "Trainer", "id": "trainer:1", "label": "Formateur·rice"}
    return {
        "__typename": "Action",
        "id": f"action:{number}",
        "label": label,
        "startsOn": "2025-01-01",
        "endsOn": None,
        "countsFrom": "2025-01-01",
        "countsUntil": None,
        "status": "ACTIVE",
        "axes": ["KNOWLEDGE"],
        "actors": {"edges": [{"roles": ["LEAD", "TRAINER"], "node": actor}], "pageInfo": {"hasNextPage": False}},
        "territories": {
            "edges": [{"node": {"id": "commune:44109", "label": "Nantes (44)", "kind": "COMMUNE"}}],
            "pageInfo": {"hasNextPage": False},
        },
    }


async def _chunks(writer_type: type[GraphWriter], pages: list[list[Mapping[str, Any]]]) -> list[bytes]:
    """Return the chunks of a graph whose engagements arrive in these pages; the cursor is the next page's number."""

    async def run_query(_text: str, variables: Mapping[str, Any]) -> Mapping[str, Any]:
        number = int(variables["after"] or 0)
        page_info = {"hasNextPage": number + 1 < len(pages), "endCursor": str(number + 1)}
        return {"engagements": {"edges": [{"node": node} for node in pages[number]], "pageInfo": page_info}}

    return [chunk async for chunk in graph_of(run_query, ExportFilters(as_of=str(TODAY)), writer_type)]


HARD = 'a < b & "c"\u0000\u000b d'


@pytest.mark.parametrize("writer_type", [GraphMLWriter, GexfWriter])
async def test_a_graph_is_exported_page_by_page_with_degrees_and_without_control_characters(
    writer_type: type[GraphWriter],
) -> None:
    chunks = await _chunks(writer_type, [[engagement(1, HARD)], [engagement(2, "deux")], []])
    assert b"action:1" in chunks[1]
    assert b"action:1" not in chunks[2]
    assert b"action:2" in chunks[2]
    text = b"".join(chunks)
    read = nx.read_graphml if writer_type is GraphMLWriter else _read_gexf
    graph: Any = read(io.BytesIO(text))
    assert graph.nodes["action:1"]["label"] == 'a < b & "c" d'
    assert {node: int(values["degree"]) for node, values in graph.nodes(data=True)} == dict(graph.degree())
    assert graph.degree("trainer:1") == 2
    assert graph.edges["trainer:1", "action:2"]["roles"] == "LEAD, TRAINER"
    assert len({values["id"] for *_, values in graph.edges(data=True)}) == 6


@pytest.mark.parametrize("writer_type", [GraphMLWriter, GexfWriter])
async def test_a_graph_without_engagements_is_a_graph(writer_type: type[GraphWriter]) -> None:
    read = nx.read_graphml if writer_type is GraphMLWriter else _read_gexf
    assert len(read(io.BytesIO(b"".join(await _chunks(writer_type, [[]]))))) == 0
