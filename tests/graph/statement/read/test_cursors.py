"""Cursors: they are read back as written, for their list, order and day only."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from graph.errors import ClientError
from graph.model import SHAPE
from graph.statement.read.order import cursor_day, keys, read_cursor, signature, write_cursor
from tests.graph.statement.runs import TODAY

ENGAGEMENT = SHAPE.kinds["Engagement"]
BY_ID = keys(ENGAGEMENT, None)
BY_END_AND_TITLE = keys(ENGAGEMENT, [{"endsOn": "DESC"}, {"title": "ASC"}])
LIST = signature("engagements", BY_END_AND_TITLE)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.lists(st.one_of(st.none(), st.booleans(), st.integers(-(2**53), 2**53), TEXTS), min_size=1, max_size=4)


@given(TEXTS, st.one_of(st.none(), st.dates()), VALUES)
def test_a_cursor_is_read_as_it_was_written(of: str, day: date | None, values: list[Any]) -> None:
    text = write_cursor(of, values, day)
    assert text.isascii()
    assert read_cursor(text, "after", of, day) == values
    assert cursor_day(text) == day


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(1, 400), VALUES)
def test_a_cursor_of_another_list_order_or_day_is_refused(day: date, later: int, values: list[Any]) -> None:
    text = write_cursor(LIST, values, day)
    for other in (signature("actors", BY_END_AND_TITLE), signature("engagements", BY_ID)):
        with pytest.raises(ClientError, match="not a cursor of this list in this order"):
            read_cursor(text, "after", other, day)
    with pytest.raises(ClientError, match=f"this cursor is for asOf {day}"):
        read_cursor(text, "after", LIST, day + timedelta(later))


@given(st.dates(), VALUES)
def test_a_cursor_with_a_day_and_one_without_are_not_of_one_list(day: date, values: list[Any]) -> None:
    for one, other in ((day, None), (None, day)):
        with pytest.raises(ClientError, match="not a cursor of this list in this order"):
            read_cursor(write_cursor(LIST, values, one), "after", LIST, other)


@given(st.text())
@example("bnVsbA")
@example("W10")
@example("WzEsMiwzXQ")
def test_any_other_text_is_no_cursor(text: str) -> None:
    with pytest.raises(ClientError, match=r"^engagements\.after: not a cursor"):
        read_cursor(text, "engagements.after", LIST, TODAY)
    assert cursor_day(text) is None
