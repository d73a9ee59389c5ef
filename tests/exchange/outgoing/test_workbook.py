"""The workbook: the template in each format, a part of the graph, and counts withheld from a visitor."""

import csv
import io
import re
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from openpyxl import load_workbook

from changes.rows import GraphRows
from exchange.cells.text import WITHHELD
from exchange.files.reader import open_book
from exchange.incoming.workbook.lines import read_lines
from exchange.outgoing.network import ExportFilters
from exchange.outgoing.workbook import matching_ids, write_template, write_workbook
from exchange.sheets import MANAGEMENT_COLUMNS, SCHEMA_VERSION, SHEETS
from graph.rights import EVERYTHING, VISITOR
from graph.shape import Relation
from graph.vocabulary import CommitmentKind, InstitutionKind, Word
from tests.api_session import TODAY, ApiSession
from tests.exchange.outgoing.exports import exported
from tests.exchange.workbooks import errors, examine_file
from tests.graphs import small
from tests.oracle.networks import networks
from tests.proofs import TIMES
from usecases.export import Exporter


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("templates")
    for name in ("reseau.xlsx", "reseau.ods", "dossier"):
        write_template(folder / name)
    return folder


@pytest.mark.parametrize("name", ["reseau.xlsx", "reseau.ods", "dossier"])
def test_a_template_is_read_and_holds_nothing(templates: Path, name: str) -> None:
    book = open_book(templates / name)
    lines = read_lines(book)
    assert lines.lines == []
    (nothing,) = book.findings.entries
    assert "aucune ligne à lire" in nothing.message
    assert {sheet.name for sheet in SHEETS} <= {grid.name for grid in book.grids}
    for grid in (grid for grid in book.grids if grid.name in {sheet.name for sheet in SHEETS}):
        (sheet,) = [sheet for sheet in SHEETS if sheet.name == grid.name]
        ((_, heads),) = grid.rows
        assert list(heads) == [column.heading for column in (*sheet.columns, *MANAGEMENT_COLUMNS)]


def test_headings_have_notes_stay_in_sight_and_offer_words(templates: Path) -> None:
    book: Any = load_workbook(templates / "reseau.xlsx")
    assert book["_cinqaxes"].sheet_state == book["_listes"].sheet_state == "hidden"
    assert (book["_cinqaxes"]["A1"].value, book["_cinqaxes"]["B1"].value) == ("version", SCHEMA_VERSION)
    for sheet in SHEETS:
        page = book[sheet.name]
        assert page.freeze_panes == "A2"
        offered = {
            str(validation.sqref).split(":")[0].rstrip("0123456789")
            for validation in page.data_validations.dataValidation
        }
        for column, cell in zip(sheet.columns, page[1], strict=False):
            what = sheet.model_member(column)
            if (
                not isinstance(what, Relation)
                and isinstance(what.type, type)
                and not what.many
                and column.name != "axis"
            ):
                assert cell.column_letter in offered, (sheet.name, column.heading)
                assert all(word.label_fr in cell.comment.text for word in what.type if isinstance(word, Word))
        assert page.column_dimensions[page[1][-1].column_letter].hidden
    listed = {tuple(cell.value for cell in column if cell.value) for column in book["_listes"].columns}
    assert tuple(word.label_fr for word in InstitutionKind) in listed


def test_the_template_for_libreoffice_has_the_same_notes_lists_and_hidden_sheets(templates: Path) -> None:
    with zipfile.ZipFile(templates / "reseau.ods") as archive:
        content = archive.read("content.xml").decode()
        settings = archive.read("settings.xml").decode()
    assert all(f'"{word.label_fr}"' in content.replace("&quot;", '"') for word in CommitmentKind)
    assert content.count("<office:annotation>") > 100
    assert re.search(r'table:name="_cinqaxes"[^>]*table:style-name="masquee"', content)
    assert settings.count("VerticalSplitPosition") == len(SHEETS) + 1


@settings(max_examples=TIMES * 8)
@drawn(networks())
async def test_importing_a_partial_export_again_changes_nothing(scratch: ApiSession, rows: GraphRows) -> None:
    await scratch.replace(rows)
    source = Exporter(scratch.service, scratch.client, scratch.store).source(VISITOR, TODAY)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "reseau.xlsx"
        filters = ExportFilters(as_of=str(TODAY), axes=("KNOWLEDGE", "COMMUNICATION"))
        only = await matching_ids(source.run_query, filters)
        await write_workbook(scratch.client, path, VISITOR, only=only)
        examination = await examine_file(scratch, path)
    assert not examination.comparison.changes
    assert [error for error in errors(examination) if "aucune ligne à lire" not in error] == []


async def test_a_small_number_of_people_is_withheld_from_a_visitor(scratch: ApiSession, tmp_path: Path) -> None:
    rows = small()
    sessions = [node for node in rows.nodes if node.kind == "TrainingSession"]
    for count, node in enumerate(sessions[:6]):
        node.properties["trainedCount"] = count  # type: ignore[index]
    await scratch.replace(rows)
    query = "{ trainingSessions(first: 1000) { edges { node { id trainedCount trainedCountWithheld } } } }"
    for viewer, counts in ((VISITOR, [0, None, None, None, None, 5]), (EVERYTHING, [0, 1, 2, 3, 4, 5])):
        answer = await scratch.data(query, viewer=viewer)
        nodes = {edge["node"]["id"]: edge["node"] for edge in answer["trainingSessions"]["edges"]}
        assert [nodes[node.id]["trainedCount"] for node in sessions[:6]] == counts
        withheld = [nodes[node.id]["trainedCountWithheld"] for node in sessions[:6]]
        assert withheld == [False, True, True, True, True, False]
    text = (await exported(scratch, "csv", ExportFilters(as_of=str(TODAY)))).decode("utf-8-sig")
    lines = {row["Identifiant"]: row["Personnes formées"] for row in csv.DictReader(io.StringIO(text), delimiter=";")}
    assert [lines[node.id] for node in sessions[:6]] == ["0", *[WITHHELD] * 4, "5"]
    path = tmp_path / "reseau.xlsx"
    await write_workbook(scratch.client, path, VISITOR)
    book: Any = load_workbook(path)
    heads = [cell.value for cell in book["Sessions"][1]]
    column = heads.index("Personnes formées")
    cells = {row[0].value: row[column].value for row in book["Sessions"].iter_rows(min_row=2)}
    assert [cells[node.id] for node in sessions[:6]] == [0, *[WITHHELD] * 4, 5]
    assert not (await examine_file(scratch, path)).comparison.changes
