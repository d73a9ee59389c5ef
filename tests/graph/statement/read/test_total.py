"""The total of a list: the statement counts it only if the run has none cached for its values."""

from dataclasses import replace
from typing import Any

from graph.rights import EVERYTHING, VISITOR, Viewer
from graph.statement.core.run import Run, Slot
from graph.statement.core.totals import RunTotals, Totals
from graph.statement.core.writer import Planned
from graph.statement.read.total import total_column
from tests.graph.statement.runs import run_of, writer

COUNT = "COUNT { MATCH (n:Offer) WHERE n.days > $p0 }"


def planned() -> tuple[Planned, Any]:
    """Return a statement that counts the offers longer than a client's value, and the decoder of its total."""
    w = writer()
    w.parameter(Slot(0))
    text, decode = total_column(w, COUNT, ["p0"])
    assert decode is not None
    return w.statement([text]), decode


def run_on(totals: Totals, days: float, viewer: Viewer = EVERYTHING) -> Run:
    run = run_of(days, viewer=viewer, totals=RunTotals(totals, lambda version: version == 7))
    run.totals.version = 7
    return run


def test_a_total_is_counted_once_for_its_values() -> None:
    statement, decode = planned()
    totals = Totals()
    first = run_on(totals, 2.0)
    assert statement.bind(first).parameters == {"p0": 2.0, "p1": False}
    assert decode(31, first) == 31
    second = run_on(totals, 2.0)
    assert statement.bind(second).parameters == {"p0": 2.0, "p1": True}
    assert decode(None, second) == 31
    other = run_on(totals, 3.0)
    assert statement.bind(other).parameters == {"p0": 3.0, "p1": False}


def test_a_total_belongs_to_a_view_and_to_its_bound_territories() -> None:
    """Two viewers bound to different territories may share the text of a statement, but never a total."""
    statement, decode = planned()
    totals = Totals()
    here, there = (replace(EVERYTHING, territories=(place,)) for place in ("region:52", "region:53"))
    decode(31, run_on(totals, 2.0, here))
    for other in (there, EVERYTHING, VISITOR):
        assert statement.bind(run_on(totals, 2.0, other)).parameters["p1"] is False
    assert statement.bind(run_on(totals, 2.0, replace(here, name="Ada"))).parameters["p1"] is True


def test_the_text_is_the_same_with_a_known_total_and_without() -> None:
    statement, decode = planned()
    totals = Totals()
    run = run_on(totals, 2.0)
    before = statement.bind(run).text
    decode(0, run)
    assert statement.bind(run_on(totals, 2.0)).text == before
    assert before == f"RETURN [CASE WHEN $p1 THEN null ELSE {COUNT} END] AS answer"


def test_a_known_total_of_zero_is_not_counted_again() -> None:
    statement, decode = planned()
    totals = Totals()
    decode(0, run_on(totals, 2.0))
    run = run_on(totals, 2.0)
    assert statement.bind(run).parameters["p1"] is True
    assert decode(None, run) == 0
