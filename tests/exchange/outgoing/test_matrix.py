"""The coverage matrix as a workbook, SVG and GeoJSON, compared with the API."""

import csv
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet._writer import ALL_TEMP_FILES

from exchange.outgoing.formats import FORMATS
from exchange.outgoing.matrix import COLOURS, cell_text, write_matrix
from exchange.outgoing.matrix_svg import svg_of
from exchange.outgoing.network import ExportFilters
from graph.vocabulary import Axis, CellStatus
from tests.api_session import TODAY, ApiSession
from tests.exchange.outgoing.exports import DAY, WITHIN, exported

ROOT = Path(__file__).parents[3]
SVG = "{http://www.w3.org/2000/svg}"
CELL = {
    "axis": "KNOWLEDGE",
    "status": "COVERED",
    "actorCount": 0,
    "engagementCount": 1,
    "lastPast": None,
    "fragile": False,
    "assumed": False,
    "contradicted": False,
    "lapsedOn": None,
    "renewalPending": False,
    "survey": None,
    "expected": None,
    "spread": None,
}
NO_COUNTS = dict.fromkeys(("covered", "partial", "inherited", "gap", "toConfirm", "unknown"), 0)
SPREAD = {
    "contracts": {**NO_COUNTS, "covered": 1, "inherited": 1, "gap": 1, "toConfirm": 1, "unknown": 1},
    "inhabitants": {**NO_COUNTS, "covered": 2000, "partial": 1000, "unknown": 1000, "withoutPopulation": 1},
}
NOBODY = {
    "contracts": {**NO_COUNTS, "gap": 1},
    "inhabitants": {**NO_COUNTS, "gap": 1000, "withoutPopulation": 0},
}
NEARLY = {
    "contracts": {**NO_COUNTS, "unknown": 2},
    "inhabitants": {**NO_COUNTS, "partial": 999_999, "unknown": 1, "withoutPopulation": 0},
}
NOTHING = {"contracts": NO_COUNTS, "inhabitants": {**NO_COUNTS, "withoutPopulation": 0}}


async def test_contracts_are_points_with_the_status_of_each_axis(national: ApiSession) -> None:
    collection = json.loads(await exported(national, "geojson", ExportFilters(within=WITHIN, as_of=DAY)))
    answer = await national.data(
        """query { coverage(rows: {kind: CITY_CONTRACT, within: {id: "region:52"}}, asOf: "2026-11-25") {
             edges { node { territory { id } cells { status actorCount } } } } }"""
    )
    expected = {
        edge["node"]["territory"]["id"]: [(cell["status"], cell["actorCount"]) for cell in edge["node"]["cells"]]
        for edge in answer["coverage"]["edges"]
    }
    assert len(expected) == 11
    for feature in collection["features"]:
        longitude, latitude = feature["geometry"]["coordinates"]
        assert -3 < longitude < 1
        assert 46 < latitude < 49
        values = feature["properties"]
        assert [(values[f"axis{n}"], values[f"axis{n}Actors"]) for n in range(1, 6)] == expected.pop(values["id"])
    assert expected == {}


async def test_the_matrix_reads_in_black_and_white(national: ApiSession, tmp_path: Path) -> None:
    filters = ExportFilters(within=WITHIN, as_of=DAY)
    (tmp_path / "m.xlsx").write_bytes(await exported(national, "matrix.xlsx", filters))
    book: Any = load_workbook(tmp_path / "m.xlsx")
    title, heads, *rows = [[cell.value for cell in row] for row in book["Couverture"].iter_rows()]
    assert title[0] == "Couverture des axes au 25/11/2026"
    assert heads[2:] == [f"{axis.number}. {axis.label_fr}" for axis in Axis]
    features = json.loads(await exported(national, "geojson", filters))["features"]
    statuses = {f["properties"]["code"]: [f["properties"][f"axis{n}"] for n in range(1, 6)] for f in features}
    assert len(rows) == len(statuses) == 11
    for code, _, *cells in rows:
        for text, status in zip(cells, map(CellStatus, statuses[code]), strict=True):
            assert text.startswith(f"{status.sign} {status.label_fr}")
    drawn_matrix = (await exported(national, "matrix.svg", filters)).decode()
    root = ET.fromstring(drawn_matrix)  # noqa: S314 - our own file
    assert len(list(root.iter(f"{SVG}g"))) == 11 * 5
    assert "aucun acteur" in drawn_matrix


def test_files_have_the_colours_of_the_console_on_white() -> None:
    theme = (Path(__file__).parents[3] / "web/src/theme.css").read_text("utf-8")
    for status, colour in COLOURS.items():
        token = status.value.lower().replace("_", "-")
        for name, expected in ((token, colour.background), (f"{token}-ink", colour.text)):
            assert re.search(rf"--{name}: light-dark\(#{expected.lower()},", theme), name


def test_every_status_has_a_distinct_colour_sign_and_meaning() -> None:
    assert list(COLOURS) == list(CellStatus)
    assert len({colour.background for colour in COLOURS.values()}) == len(CellStatus)
    for name in ("sign", "meaning_fr", "label_fr"):
        assert len({getattr(status, name) for status in CellStatus} - {""}) == len(CellStatus)


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        ({}, "● couvert"),
        ({"actorCount": 1, "fragile": True}, "● couvert, 1 acteur, fragile"),
        ({"status": "PARTIAL", "actorCount": 2, "contradicted": True}, "◐ partiel, 2 acteurs, contredit par un relevé"),
        (
            {"lastPast": {"__typename": "TrainingSession", "startsOn": "2026-03-09", "endsOn": "2026-03-10"}},
            "● couvert, par une formation du 10/03/2026",
        ),
        (
            {
                "engagementCount": 3,
                "lastPast": {
                    "__typename": "Diagnostic",
                    "startsOn": "2026-01-01",
                    "endsOn": None,
                    "deliveredOn": "2026-03-01",
                },
            },
            "● couvert, par 3 mobilisations passées, la dernière du 01/03/2026",
        ),
        ({"assumed": True}, "● couvert, périmètre ou succession supposés"),
        ({"status": "TO_CONFIRM"}, "↻ à reconfirmer"),
        (
            {"status": "UNKNOWN", "expected": {"startsOn": "2027-01-04"}},
            "? non renseigné, prévu à partir du 04/01/2027",
        ),
        (
            {"status": None, "spread": SPREAD},
            (
                "5 contrats : 1 sur place, 1 par le territoire qui les contient"
                " · habitants des QPV : 50 % sur place, 25 % en partie · 1 QPV de population inconnue"
            ),
        ),
        ({"status": None, "spread": NOTHING}, "aucun contrat en vigueur"),
        ({"status": None, "spread": NOBODY}, "1 contrat : aucun acteur confirmé · habitants des QPV : 0 %"),
        (
            {"status": None, "spread": NEARLY},
            "2 contrats : aucun acteur confirmé · habitants des QPV : plus de 99 % en partie",
        ),
        ({"status": "UNKNOWN", "lapsedOn": "2024-12-31"}, "? non renseigné, échu le 31/12/2024"),
        (
            {"status": "GAP", "lapsedOn": "2026-09-30", "renewalPending": True, "survey": {"surveyedOn": "2026-02-01"}},
            "✕ aucun acteur (relevé du 01/02/2026), renouvellement attendu",
        ),
    ],
)
def test_a_cell_reads_in_words(facts: Mapping[str, Any], text: str) -> None:
    assert cell_text({**CELL, **facts}) == text


def is_empty(folder: Path) -> bool:
    return not any(folder.iterdir())


async def test_the_drawing_of_wide_territories_shows_each_share(national: ApiSession) -> None:
    drawn = await exported(national, "matrix.svg", ExportFilters(within=WITHIN, as_of=DAY), "DEPARTEMENT")
    answer = await national.data(
        """query { coverage(rows: {kind: DEPARTEMENT, within: {id: "region:52"}}, asOf: "2026-11-25") { edges { node {
             cells { spread { contracts { covered partial inherited gap toConfirm unknown } } } } } } }"""
    )
    cells = [cell["spread"]["contracts"] for edge in answer["coverage"]["edges"] for cell in edge["node"]["cells"]]
    signs = {"covered": "●", "partial": "◐", "inherited": "○"}
    expected = [
        " ".join([*(f"{sign} {one[name]}" for name, sign in signs.items() if one[name]), f"/ {sum(one.values())}"])
        for one in cells
    ]
    groups = list(ET.fromstring(drawn).iter(f"{SVG}g"))  # noqa: S314 - our own file
    assert [group[2].text for group in groups] == expected
    assert len({text.split("/")[0] for text in expected}) > 2, "the shares are all alike"


async def test_a_matrix_that_fails_leaves_no_temporary_file(tmp_path: Path) -> None:
    row = {"territory": {"code": "X", "label": "Ici"}, "cells": [CELL]}

    async def run_query(_text: str, variables: Mapping[str, Any]) -> Mapping[str, Any]:
        if variables["after"]:
            raise ConnectionError
        return {
            "coverage": {"asOf": DAY, "edges": [{"node": row}], "pageInfo": {"hasNextPage": True, "endCursor": "1"}}
        }

    before = set(ALL_TEMP_FILES)
    with pytest.raises(ConnectionError):
        await write_matrix(run_query, ExportFilters(as_of=str(TODAY)), tmp_path / "m.xlsx")
    assert set(ALL_TEMP_FILES) == before
    assert is_empty(tmp_path)


async def test_a_label_is_drawn_whatever_it_holds() -> None:
    label = "A & <B>\u0000 " + "é" * 80
    row = {"territory": {"label": label}, "cells": [CELL]}

    async def run_query(_text: str, _variables: Mapping[str, Any]) -> Mapping[str, Any]:
        page = {"asOf": DAY, "edges": [{"node": row}], "pageInfo": {"hasNextPage": False}}
        return {"coverage": page}

    root = ET.fromstring(await anext(svg_of(run_query, ExportFilters(as_of=str(TODAY)))))  # noqa: S314 - our own file
    (group,) = root.iter(f"{SVG}g")
    visible = label.replace("\u0000", "")
    assert [child.tag for child in group] == [f"{SVG}title", f"{SVG}rect", f"{SVG}text"]
    assert group[0].text == f"{visible} – axe 1 : ● couvert"
    assert group[1].get("fill") == f"#{COLOURS[CellStatus.COVERED].background}"
    assert group[2].get("fill") == "#FFFFFF"
    texts = [element.text or "" for element in root.iter(f"{SVG}text")]
    (short,) = [text for text in texts if text.startswith("A & <B>")]
    assert short.endswith("é…")
    assert len(short) <= 56


async def test_a_matrix_has_only_territories_in_a_city_contract(national: ApiSession) -> None:
    answer = await national.data(
        """query { all: coverage(rows: {kind: COMMUNE, within: {id: "departement:44"}}, asOf: "2026-11-25") {
               totalCount }
             held: coverage(asOf: "2026-11-25", first: 1000,
               rows: {kind: COMMUNE, within: {id: "departement:44"}, onlyInCityContract: true}) {
               edges { node { territory { code } } } } }"""
    )
    held = {edge["node"]["territory"]["code"] for edge in answer["held"]["edges"]}
    assert 0 < len(held) < answer["all"]["totalCount"]
    filters = ExportFilters(within={"id": "departement:44"}, as_of=DAY)
    lines = csv.DictReader((await exported(national, "matrix.csv", filters, rows="COMMUNE")).decode().splitlines())
    assert {line["code"] for line in lines} == held


def test_descriptions_of_the_matrix_say_that_it_has_only_territories_in_a_city_contract() -> None:
    offered = [form.french for name, form in FORMATS.items() if name.startswith("matrix")]
    assert all("des territoires en contrat de ville" in french for french in offered)
    guides = {
        "classeur": "n’ont que les territoires en contrat de ville",
        "workbook": "only territories in a city contract",
    }
    for name, sentence in guides.items():
        text = (ROOT / f"docs/{name}.md").read_text(encoding="utf-8")
        assert sentence in " ".join(text.split()), name
