"""What is exported and imported again changes nothing, and what is imported can be taken back.

Rule: networks are drawn at random; a graph is compared as a whole, by its digest.
"""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from openpyxl import load_workbook

from changes.rows import GraphRows
from exchange.files.reader import open_book
from exchange.incoming.examination import Examination, examine
from exchange.outgoing.workbook import write_workbook
from graph.rights import Caller
from tests.asking import TODAY, Asker
from tests.oracle.networks import networks

EXAMPLES = 15


async def examined(scratch: Asker, path: Path) -> Examination:
    return await examine(scratch.client, open_book(path), TODAY)


def said(found: Examination) -> list[str]:
    """Return what is said of a file, but of titles that are called as trainers are: the names drawn are few."""
    return [text for text in map(str, found.findings.entries) if "le nom d'une personne" not in text]


TEXTS = ("=1+1", "'=1+1", "@x", "-2", "+3", "deux\nlignes  et\u00a0des espaces", "1E10", "é ; (x) [y]")


@pytest.mark.parametrize("suffix", [".xlsx", ".ods", ""])
async def test_any_text_survives_and_is_never_run(scratch: Asker, tmp_path: Path, suffix: str) -> None:
    rows = GraphRows()
    for number, text in enumerate(TEXTS):
        rows.node("Source", f"source:essai-{number}", title=text, kind="PRESS", publisher=text)
    await scratch.replace(rows)
    path = tmp_path / f"reseau{suffix}"
    await write_workbook(scratch.client, path, Caller.OFFICER)
    found = await examined(scratch, path)
    assert said(found) == []
    assert not found.comparison.changes
    assert len(found.comparison.unchanged_ids) == len(TEXTS)
    if suffix == ".xlsx":
        cells = [cell for row in load_workbook(path)["Sources"].iter_rows() for cell in row]
        assert all(cell.data_type != "f" for cell in cells)


@pytest.mark.parametrize("caller", list(Caller))
async def test_the_whole_country_comes_back_as_it_went(national: Asker, tmp_path: Path, caller: Caller) -> None:
    path = tmp_path / "pays.xlsx"
    await write_workbook(national.client, path, caller)
    found = await examine(national.client, open_book(path), TODAY, caller=caller)
    assert said(found) == []
    assert not found.comparison.changes


@pytest.mark.parametrize("suffix", [".xlsx", ".ods", ""])
@settings(max_examples=EXAMPLES)
@drawn(networks())
async def test_an_export_changes_nothing(scratch: Asker, suffix: str, rows: GraphRows) -> None:
    await scratch.replace(rows)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"reseau{suffix}"
        await write_workbook(scratch.client, path, Caller.OFFICER)
        found = await examined(scratch, path)
    assert said(found) == []
    assert not found.comparison.changes
    assert found.unmentioned_ids == []
