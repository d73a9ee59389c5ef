"""The coverage matrix as a workbook, SVG and GeoJSON, compared with the API."""

import json
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet._writer import ALL_TEMP_FILES

from exchange.outgoing.matrix import STYLES, MatrixRows, cell_text, svg_of, write_matrix
from exchange.outgoing.network import ExportFilters
from graph.vocabulary import Axis, CellStatus
from tests.asking import Asker
from tests.exchange.outgoing.exports import DAY, WITHIN, exported

SVG = "{http://www.w3.org/2000/svg}"
CELL = {
    "axis": "KNOWLEDGE",
    "status": "COVERED",
    "actorCount": 0,
    "fragile": False,
    "stale": False,
    "lapsedOn": None,
    "renewalPending": False,
}


async def test_contracts_are_points_with_the_status_of_each_axis(national: Asker) -> None:
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


async def test_the_matrix_reads_in_black_and_white(national: Asker, tmp_path: Path) -> None:
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
        assert [text.split(",")[0].split(" ", 1)[1] for text in cells] == [
            CellStatus(s).label_fr for s in statuses[code]
        ]
    drawn_matrix = (await exported(national, "matrix.svg", filters)).decode()
    root = ET.fromstring(drawn_matrix)  # noqa: S314 - our own file
    assert len(list(root.iter(f"{SVG}g"))) == 11 * 5
    assert "rien de connu" in drawn_matrix


def test_every_status_has_a_style_of_its_own() -> None:
    assert list(STYLES) == list(CellStatus)
    for name in ("sign", "colour", "meaning"):
        assert len({getattr(style, name) for style in STYLES.values()}) == len(CellStatus)


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        ({}, "● couvert"),
        ({"actorCount": 1, "fragile": True}, "● couvert, 1 acteur, fragile"),
        ({"status": "PARTIAL", "actorCount": 2, "stale": True}, "◐ partiel, 2 acteurs, ancien"),
        ({"status": "UNKNOWN", "lapsedOn": "2024-12-31"}, "? non renseigné, échu le 31/12/2024"),
        (
            {"status": "GAP", "lapsedOn": "2026-09-30", "renewalPending": True},
            "✕ rien de connu, renouvellement attendu",
        ),
    ],
)
def test_a_cell_reads_in_words(facts: Mapping[str, Any], text: str) -> None:
    assert cell_text({**CELL, **facts}) == text


def is_empty(folder: Path) -> bool:
    return not any(folder.iterdir())


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
        await write_matrix(run_query, ExportFilters(), MatrixRows(), tmp_path / "m.xlsx")
    assert set(ALL_TEMP_FILES) == before
    assert is_empty(tmp_path)


async def test_a_label_is_drawn_whatever_it_holds() -> None:
    label = "A & <B>\u0000 " + "é" * 80
    row = {"territory": {"label": label}, "cells": [CELL]}

    async def run_query(_text: str, _variables: Mapping[str, Any]) -> Mapping[str, Any]:
        page = {"asOf": DAY, "edges": [{"node": row}], "pageInfo": {"hasNextPage": False}}
        return {"coverage": page}

    root = ET.fromstring(await svg_of(run_query, ExportFilters(), MatrixRows()))  # noqa: S314 - our own file
    (group,) = root.iter(f"{SVG}g")
    visible = label.replace("\u0000", "")
    assert [child.tag for child in group] == [f"{SVG}title", f"{SVG}rect", f"{SVG}text"]
    assert group[0].text == f"{visible} – axe 1 : ● couvert"
    assert group[1].get("fill") == f"#{STYLES[CellStatus.COVERED].colour}"
    assert group[2].get("fill") == "#FFFFFF"
    texts = [element.text or "" for element in root.iter(f"{SVG}text")]
    (short,) = [text for text in texts if text.startswith("A & <B>")]
    assert short.endswith("é…")
    assert len(short) <= 56
