"""An export that is imported again changes nothing.

Networks are drawn at random, and the national one is exported whole.
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
from tests.engines import as_many
from tests.oracle.networks import networks

EXAMPLES = as_many(5, 3)


async def examine_file(scratch: Asker, path: Path) -> Examination:
    return await examine(scratch.client, open_book(path), TODAY)


def findings(examination: Examination) -> list[str]:
    """Return the findings, but for titles that hold the name of a trainer: the drawn names are few."""
    return [text for text in map(str, examination.findings.entries) if "le nom d’une personne" not in text]


TEXTS = ("=1+1", "'=1+1", "@x", "-2", "+3", "deux\nlignes  et\u00a0des espaces", "1E10", "é ; (x) [y]")


@pytest.mark.parametrize("suffix", [".xlsx", ".ods", ""])
async def test_any_text_survives_and_is_never_run(scratch: Asker, tmp_path: Path, suffix: str) -> None:
    rows = GraphRows()
    for number, text in enumerate(TEXTS):
        rows.node("Source", f"source:essai-{number}", title=text, kind="PRESS", publisher=text)
    await scratch.replace(rows)
    path = tmp_path / f"reseau{suffix}"
    await write_workbook(scratch.client, path, Caller.OFFICER)
    examination = await examine_file(scratch, path)
    assert findings(examination) == []
    assert not examination.comparison.changes
    assert len(examination.comparison.unchanged_ids) == len(TEXTS)
    if suffix == ".xlsx":
        cells = [cell for row in load_workbook(path)["Sources"].iter_rows() for cell in row]
        assert all(cell.data_type != "f" for cell in cells)


@pytest.mark.parametrize("caller", list(Caller))
async def test_an_export_of_the_whole_country_changes_nothing(national: Asker, tmp_path: Path, caller: Caller) -> None:
    path = tmp_path / "pays.xlsx"
    await write_workbook(national.client, path, caller)
    examination = await examine(national.client, open_book(path), TODAY, caller=caller)
    assert findings(examination) == []
    assert not examination.comparison.changes


@pytest.mark.parametrize("suffix", [".xlsx", ".ods", ""])
@settings(max_examples=EXAMPLES)
@drawn(networks())
async def test_an_export_changes_nothing(scratch: Asker, suffix: str, rows: GraphRows) -> None:
    await scratch.replace(rows)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"reseau{suffix}"
        await write_workbook(scratch.client, path, Caller.OFFICER)
        examination = await examine_file(scratch, path)
    assert findings(examination) == []
    assert not examination.comparison.changes
    assert examination.unmentioned_ids == []
