"""What leaves for other tools, held against the API and against readers of others' making.

Rule: asked over the whole country and the demonstration, of a real service over HTTP where an address is meant.
"""

import csv
import io
import json
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import given as drawn
from hypothesis import settings
from openpyxl import load_workbook

from changes.rows import GraphRows
from exchange.outgoing.formats import FORMATS
from exchange.outgoing.matrix import MatrixRows
from exchange.outgoing.network import Filters
from exchange.outgoing.workbook import only_matching, write_graph
from graph.rights import Caller
from graph.vocabulary import Axis, CellStatus
from seed import demo
from server.exports import Exporter, filters_of
from tests.asking import Asker
from tests.exchange.files import errors, examined
from tests.exchange.test_apply import SESSION
from tests.graphs import small
from tests.oracle.networks import networks

DAY = "2026-11-25"
WITHIN = {"id": "region:52"}


async def exported(asker: Asker, name: str, filters: Filters, caller: Caller = Caller.ANONYMOUS) -> bytes:
    """Return an export as one text."""
    source = Exporter(asker.service, asker.client, asker.store, caller).source
    return b"".join([chunk async for chunk in FORMATS[name].made(source, filters, MatrixRows())])


async def listed(asker: Asker, where: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return what the API lists."""
    query = """query($where: EngagementWhere) { engagements(where: $where, first: 200) { edges { node {
        id axes actors { edges { roles node { id label } } } territories { edges { node { id } } } } } } }"""
    found = await asker.data(query, {"where": where})
    return [edge["node"] for edge in found["engagements"]["edges"]]


@pytest.mark.parametrize("name", ["graphml", "gexf"])
async def test_a_graph_is_what_the_api_lists(national: Asker, name: str) -> None:
    text = await exported(national, name, Filters(within=WITHIN, axes=("VICTIM_SUPPORT",)))
    read = nx.read_graphml if name == "graphml" else _read_gexf
    graph: Any = read(io.BytesIO(text))
    ground = {"OR": [{"within": WITHIN}, {"overlaps": WITHIN}]}
    engagements = await listed(
        national,
        {"axes": {"includes": "VICTIM_SUPPORT"}, "territories": {"some": {"node": ground}}},
    )
    expected = {(actor["node"]["id"], one["id"]) for one in engagements for actor in one["actors"]["edges"]}
    expected |= {(one["id"], ground["node"]["id"]) for one in engagements for ground in one["territories"]["edges"]}
    expected |= {(one["id"], f"axis:{Axis(axis).number}") for one in engagements for axis in one["axes"]}
    assert len(engagements) > 20
    assert set(graph.edges()) == expected
    for node, values in graph.nodes(data=True):
        assert values["label"]
        assert int(values["degree"]) == graph.degree(node)


def _read_gexf(file: io.BytesIO) -> Any:
    """Read GEXF 1.3 by a reader of 1.2: what we use of both is the same."""
    return nx.read_gexf(io.BytesIO(file.read().replace(b"http://gexf.net/1.3", b"http://www.gexf.net/1.2draft")))


async def test_gexf_says_when_an_engagement_counts(national: Asker) -> None:
    root = ET.fromstring(await exported(national, "gexf", Filters()))  # noqa: S314 - our own file
    space = "{http://gexf.net/1.3}"
    node = next(n for n in root.iter(f"{space}node") if n.get("id") == SESSION)
    assert (node.get("start"), node.get("end")) == ("2015-11-16", "2016-11-17")


async def test_lines_are_what_the_api_lists(national: Asker) -> None:
    filters = Filters(within={"id": "departement:44"}, as_of="2020-01-01", in_effect=True)
    lines = [json.loads(line) for line in (await exported(national, "jsonl", filters)).splitlines()]
    rows = list(
        csv.DictReader(io.StringIO((await exported(national, "csv", filters)).decode("utf-8-sig")), delimiter=";")
    )
    assert len(lines) > 5
    assert all(line["inEffect"] for line in lines)
    assert {row["Identifiant"] for row in rows} == {line["id"] for line in lines}
    assert len(rows) == sum(len(line["actors"]) for line in lines)
    starts = {line["id"]: line["startsOn"] for line in lines}
    assert all(row["Début"] == starts[row["Identifiant"]] <= "2020-01-01" for row in rows)


async def test_contracts_are_points_with_what_is_known_of_each_axis(national: Asker) -> None:
    found = json.loads(await exported(national, "geojson", Filters(within=WITHIN, as_of=DAY)))
    answer = await national.data(
        """query { coverage(rows: {kind: CITY_CONTRACT, within: {id: "region:52"}}, asOf: "2026-11-25") {
             edges { node { territory { id } cells { status actorCount } } } } }"""
    )
    expected = {
        edge["node"]["territory"]["id"]: [(cell["status"], cell["actorCount"]) for cell in edge["node"]["cells"]]
        for edge in answer["coverage"]["edges"]
    }
    assert len(expected) == 11
    for feature in found["features"]:
        longitude, latitude = feature["geometry"]["coordinates"]
        assert -3 < longitude < 1
        assert 46 < latitude < 49
        values = feature["properties"]
        assert [(values[f"axis{n}"], values[f"axis{n}Actors"]) for n in range(1, 6)] == expected.pop(values["id"])
    assert expected == {}


async def test_the_matrix_reads_in_black_and_white(national: Asker, tmp_path: Path) -> None:
    filters = Filters(within=WITHIN, as_of=DAY)
    (tmp_path / "m.xlsx").write_bytes(await exported(national, "matrix.xlsx", filters))
    book: Any = load_workbook(tmp_path / "m.xlsx")
    title, heads, *rows = [[cell.value for cell in row] for row in book["Couverture"].iter_rows()]
    assert title[0] == "Couverture des axes au 25/11/2026"
    assert heads[2:] == [f"{axis.number}. {axis.label_fr}" for axis in Axis]
    features = json.loads(await exported(national, "geojson", filters))["features"]
    statuses = {f["properties"]["code"]: [f["properties"][f"axis{n}"] for n in range(1, 6)] for f in features}
    assert len(rows) == len(statuses) == 11
    for code, _, *cells in rows:
        assert [text.split(",")[0].split(" ", 1)[1] for text in cells] == [
            CellStatus(s).label_fr for s in statuses[code]
        ]
    drawn_matrix = (await exported(national, "matrix.svg", filters)).decode()
    root = ET.fromstring(drawn_matrix)  # noqa: S314 - our own file
    assert len(list(root.iter("{http://www.w3.org/2000/svg}g"))) == 11 * 5
    assert "rien de connu" in drawn_matrix


@pytest.mark.parametrize("name", FORMATS)
async def test_no_name_of_a_person_leaves_without_their_consent(national: Asker, tmp_path: Path, name: str) -> None:
    content = await exported(national, name, Filters())
    if name.endswith("xlsx"):
        (tmp_path / "a.xlsx").write_bytes(content)
        book: Any = load_workbook(tmp_path / "a.xlsx")
        text = "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
    else:
        text = content.decode()
    hidden = [node for node in demo.rows().nodes if node.kind == "Trainer" and not node.properties["publicListing"]]
    assert len(hidden) > 5
    for node in hidden:
        assert str(node.properties["name"]) not in text
        assert str(node.properties.get("contact")) not in text


@settings(max_examples=8)
@drawn(networks())
async def test_a_part_that_is_exported_changes_nothing(scratch: Asker, rows: GraphRows) -> None:
    await scratch.replace(rows)
    source = Exporter(scratch.service, scratch.client, scratch.store, Caller.ANONYMOUS).source
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "reseau.xlsx"
        only = await only_matching(source.ask, Filters(axes=("KNOWLEDGE", "COMMUNICATION")))
        await write_graph(scratch.client, path, Caller.ANONYMOUS, only=only)
        found = await examined(scratch, path)
    assert not found.comparison.changes
    assert [error for error in errors(found) if "aucune ligne à lire" not in error] == []


async def test_a_small_number_of_people_is_kept_from_an_anonymous_caller(scratch: Asker, tmp_path: Path) -> None:
    rows = small()
    sessions = [node for node in rows.nodes if node.kind == "TrainingSession"]
    for count, node in enumerate(sessions[:6]):
        node.properties["peopleTrained"] = count  # type: ignore[index]
    await scratch.replace(rows)
    query = "{ trainingSessions(first: 1000) { edges { node { id peopleTrained fewTrained } } } }"
    for caller, shown in ((Caller.ANONYMOUS, [0, None, None, None, None, 5]), (Caller.OFFICER, [0, 1, 2, 3, 4, 5])):
        answer = await scratch.data(query, caller=caller)
        found = {edge["node"]["id"]: edge["node"] for edge in answer["trainingSessions"]["edges"]}
        assert [found[node.id]["peopleTrained"] for node in sessions[:6]] == shown
        assert [found[node.id]["fewTrained"] for node in sessions[:6]] == [None, True, True, True, True, None]
    text = (await exported(scratch, "csv", Filters())).decode("utf-8-sig")
    lines = {row["Identifiant"]: row["Personnes formées"] for row in csv.DictReader(io.StringIO(text), delimiter=";")}
    assert [lines[node.id] for node in sessions[:6]] == ["0", "< 5", "< 5", "< 5", "< 5", "5"]
    path = tmp_path / "reseau.xlsx"
    await write_graph(scratch.client, path, Caller.ANONYMOUS)
    book: Any = load_workbook(path)
    heads = [cell.value for cell in book["Sessions"][1]]
    column = heads.index("Personnes formées")
    cells = {row[0].value: row[column].value for row in book["Sessions"].iter_rows(min_row=2)}
    assert [cells[node.id] for node in sessions[:6]] == [0, "< 5", "< 5", "< 5", "< 5", 5]
    assert not (await examined(scratch, path)).comparison.changes


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"axes": "9"}, "axes"),
        ({"within": "44"}, "departement:44"),
        ({"asOf": "demain"}, "YYYY-MM-DD"),
        ({"rows": "VILLE"}, "CITY_CONTRACT"),
        ({"where": "[1]"}, "object"),
        ({"where": "{"}, "JSON"),
        ({"inEffect": "oui"}, "true nor false"),
        ({"zone": "x"}, "unknown parameter"),
    ],
)
def test_a_wrong_parameter_is_named(given: dict[str, str], said: str) -> None:
    with pytest.raises(Exception, match=said):
        filters_of(given)


def test_days_and_axes_are_read() -> None:
    filters, rows = filters_of({"axes": "1,4", "asOf": DAY, "within": "departement:44", "inEffect": "true"})
    assert filters == Filters({"id": "departement:44"}, ("KNOWLEDGE", "VICTIM_SUPPORT"), str(date(2026, 11, 25)), True)  # noqa: FBT003
    assert rows == MatrixRows("CITY_CONTRACT")
