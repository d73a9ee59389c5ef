"""The declarations of the sheets agree with the model."""

import pytest

from exchange.sheets import MANAGEMENT_COLUMNS, SHEETS, Sheet
from graph.shape import Direction, Property, Relation
from graph.text import fold


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_every_column_is_in_the_model_and_every_heading_is_unique(sheet: Sheet) -> None:
    for column in sheet.columns:
        member = sheet.model_member(column)
        assert isinstance(member, Property | Relation)
        assert not column.euros or column.name.endswith("Euros")
    columns = (*sheet.columns, *MANAGEMENT_COLUMNS)
    headings = [fold(heading) for column in columns for heading in (column.heading, column.former) if heading]
    assert len(headings) == len(set(headings))
    assert sheet.by_heading().keys() == set(headings)
    names = {column.name for column in sheet.columns}
    assert set(sheet.identity) <= names
    assert sheet.implication is None or set(sheet.implication[:2]) <= names


@pytest.mark.parametrize("sheet", [sheet for sheet in SHEETS if sheet.relation_name], ids=lambda sheet: sheet.name)
def test_a_relation_sheet_starts_at_its_owner(sheet: Sheet) -> None:
    assert sheet.relation.direction is Direction.OUT
    assert sheet.columns[0].name == "owner"
    assert sheet.columns[1].name == sheet.relation_name


def test_a_name_the_model_does_not_know_is_refused() -> None:
    sheet = Sheet("Essai", "Offer", (), relation_name="absent")
    with pytest.raises(LookupError, match="Offer has no relation 'absent'"):
        _ = sheet.relation
