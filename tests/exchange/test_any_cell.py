"""Whatever a cell contains, its file is examined completely: faults are findings, never exceptions."""

import tempfile
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from exchange.cells.text import Raw, drop_control_characters
from exchange.cells.values import read_edge_value, read_value
from exchange.faults import CellError
from exchange.incoming.examination import Examination
from exchange.incoming.report import as_json, as_text, write_marked_copy
from exchange.sheets import SHEETS, Column, Sheet
from graph.shape import Property, Relation
from tests.api_session import TODAY, ApiSession
from tests.exchange.faults import CLEAN
from tests.exchange.test_faults import HEADINGS, other_line, whole_line
from tests.exchange.workbooks import Line, examine_file, write
from tests.proofs import TIMES
from usecases.effect import effect_of

NASTY: tuple[Any, ...] = (
    # Days
    "01/02/24", "mars 0000", "00/0000", "0000", "0000-2020", "T1 0000", "rentrée 0000", "31/12/9999", "01/12/9999",
    "12/9999", "9999", "1er trimestre 9999", "01/01/0001", "du 2020 au 2019", "jusqu’en 0000", "depuis " * 2_000,
    "du 2020 au " * 500, "en cours", "٠٠/٠٠/٢٠٢٦", date(1, 1, 1), datetime(9999, 12, 31),  # noqa: DTZ001 - as a spreadsheet has it
    time(10, 30), timedelta(days=3),
    # Numbers
    "1" * 40, "1" * 5_000, f"-{'9' * 30}", 1e300, -1e300, 1e22, 2**70, float("inf"), float("nan"), "nan", "1E99", "²",
    "٣", 26, -1, 1.5, "999999999999999999999 M€", "1.2.3", "k€", "€", "--", "0" * 14, "9" * 14, True, False,
    # Axes, words, lists and names
    "1 à 9", "5 à 1", "IV", "(effacer)", "idem", "nouveau", "supprimer", ";", " ; ; ", "()", "x (", "x ( + )", "x (,)",
    "x (01/02/24)", "x (mars 0000)", "[]", "x [institution:x]", "institution:", "commune:", "axis:9", "contract:",
    "a (b)" * 500, "a ; " * 3_000, "a, " * 3_000, "à" * 30_000, "a@" * 3_000, "= 1+1", "\u202e", "\ud7ff", "#REF!",
    "####", "2A004", "QN04401M", "44184 Nantes", "Paris 99e", "97", "\t\n",
)  # fmt: skip
"""Contents that a spreadsheet, another system or a prankster may leave in a cell."""
COLUMNS = [(sheet, column) for sheet in SHEETS for column in sheet.columns if column.name not in {"id", "owner"}]


@pytest.mark.parametrize(("sheet", "column"), COLUMNS, ids=lambda part: getattr(part, "heading", part.name))
def test_every_content_is_read_or_refused(sheet: Sheet, column: Column) -> None:
    member = sheet.model_member(column)
    stored = member if isinstance(member, Property) else next(iter(member.edge), None)
    for raw in NASTY:
        with suppress(CellError):
            if stored and isinstance(member, Relation):
                read_edge_value(stored, str(raw))
            elif stored:
                read_value(stored, raw, last=column.last, euros=column.euros)


CLEAN_TEXTS = [raw for line in CLEAN.values() for raw in line.values() if isinstance(raw, str) and raw]
TYPED = st.builds(
    lambda text, place, length, other: f"{text[: place % len(text)]}{other}{text[place % len(text) + length :]}",
    st.sampled_from(CLEAN_TEXTS),
    st.integers(0, 60),
    st.integers(0, 3),
    st.text("0123456789/.-;,()[]€ étaN'", max_size=3),
)
"""A value of a clean workbook with some characters removed and others inserted."""
CONTENTS: st.SearchStrategy[Any] = st.one_of(
    st.sampled_from(NASTY), TYPED, st.text(max_size=20), st.dates(), st.integers(), st.floats()
)


def _fitted(raw: Raw) -> Raw:
    """Return a value as a workbook can hold it."""
    if isinstance(raw, int) and not isinstance(raw, bool) and abs(raw) > 2**63:
        return float(raw)
    if isinstance(raw, date) and raw.year < 1900:
        return raw.isoformat()
    return drop_control_characters(raw)[:32_767] if isinstance(raw, str) else raw


async def _reported(session: ApiSession, path: Path, sheets: dict[str, list[Line]]) -> Examination:
    """Return the examination of a file after making every form of its report."""
    examination = await examine_file(session, write(path, sheets))
    assert list(as_text(examination))
    assert as_json(examination)
    write_marked_copy(path, examination.book, path.with_suffix(".marked.xlsx"))
    return examination


@settings(max_examples=TIMES)
@drawn(st.data())
async def test_a_workbook_with_any_cells_is_examined_to_its_end(national: ApiSession, data: st.DataObject) -> None:
    sheets: dict[str, list[Line]] = {name: [whole_line(name, clean)] for name, clean in CLEAN.items()}
    for name, lines in sheets.items():
        for place, heading in enumerate(HEADINGS[name]):
            lines.append({**other_line(name, place % 30), heading: _fitted(data.draw(CONTENTS))})
    with tempfile.TemporaryDirectory() as folder:
        examination = await _reported(national, Path(folder) / "a.xlsx", sheets)
        faulty = {(f.place.sheet, row) for f in examination.findings.errors for row in _rows(str(f.place.address))}
        without_aside = {
            name: [line for row, line in enumerate(lines, start=2) if (name, row) not in faulty]
            for name, lines in sheets.items()
        }
        rest = await _reported(national, Path(folder) / "b.xlsx", without_aside)
    if rest.comparison.changes and not rest.findings.errors:
        await effect_of(national.client, national.store, rest.comparison.changes, TODAY)


def _rows(address: str) -> set[int]:
    digits = "".join(sign for sign in address if sign.isdigit())
    return {int(digits)} if digits else set()
