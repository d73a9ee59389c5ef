"""Planned root fields and their runs: the day, the arguments, and the version in the statement."""

from datetime import date
from typing import Any

import pytest

from graph.errors import ClientError
from graph.rights import View
from graph.statement.core.run import Deferred, Slot
from graph.statement.core.selection import Field
from graph.statement.read.order import write_cursor
from resolvers.execute.root import day_of
from tests.resolvers.execute.runs import TODAY, planning, run_of

EARLIER = date(2020, 2, 29)


def root(**arguments: Any) -> Field:
    return Field("key", "institutions", arguments)


def day(**arguments: Any) -> date:
    return run_of().day(day_of(root(**arguments)))


# --- the day ---------------------------------------------------------------------------------------------------------


def test_the_day_is_the_argument_else_that_of_the_cursor_else_today() -> None:
    cursor = write_cursor("list", ["a"], EARLIER)
    assert day() == TODAY
    assert day(asOf=None, after=None) == TODAY
    assert day(after=cursor) == day(before=cursor) == EARLIER
    assert day(asOf=date(2021, 1, 1), after=cursor) == date(2021, 1, 1)


@pytest.mark.parametrize("text", ["", "nonsense", "e30", "W10", "WyJsaXN0IiwxXQ"])
def test_a_text_that_is_no_cursor_leaves_today(text: str) -> None:
    assert day(after=text) == TODAY


def test_the_day_of_a_plan_is_known_when_it_runs() -> None:
    as_of, after = Slot(0), Slot(1)
    planned = day_of(root(asOf=as_of, after=after))
    assert run_of([EARLIER, "x"]).day(planned) == EARLIER
    assert run_of([None, write_cursor("list", ["a"], date(2022, 3, 4))]).day(planned) == date(2022, 3, 4)
    assert run_of([None, None]).day(planned) == TODAY
    assert run_of().day(EARLIER) == EARLIER


# --- a run -----------------------------------------------------------------------------------------------------------


def test_arguments_are_resolved_once_for_all_that_a_field_answers() -> None:
    calls: list[None] = []

    def work(_: Any) -> int:
        calls.append(None)
        return 7

    field = root(first=Deferred(work), where={"id": {"eq": Slot(0)}})
    run = run_of(["a"])
    found = run.arguments(field)
    assert found == {"first": 7, "where": {"id": {"eq": "a"}}}
    assert run.arguments(field) is found
    assert len(calls) == 1
    assert run_of(["b"]).arguments(field)["where"] == {"id": {"eq": "b"}}


def test_fields_that_look_alike_have_arguments_of_their_own() -> None:
    run = run_of(["a", "b"])
    first, second = root(id=Slot(0)), root(id=Slot(1))
    assert (run.arguments(first)["id"], run.arguments(second)["id"]) == ("a", "b")


def test_a_run_without_a_snapshot_fails_when_the_snapshot_is_read() -> None:
    with pytest.raises(RuntimeError, match="without a snapshot"):
        _ = run_of().queries.snapshot


def test_wanted_ids_are_kept_once_by_the_index_of_their_selection() -> None:
    run = run_of()
    run.wanted[1]["actor:b"] = None
    run.wanted[1]["actor:a"] = None
    run.wanted[1]["actor:b"] = None
    assert {place: list(ids) for place, ids in run.wanted.items()} == {1: ["actor:b", "actor:a"]}


# --- statements ------------------------------------------------------------------------------------------------------


def test_a_statement_reads_the_version_first_and_returns_it_last_where_it_is_needed() -> None:
    alone, beside = (planning(reads_version=reads) for reads in (False, True))
    assert alone.statement(alone.writer(), ["1", "2"]).text == "RETURN [1, 2] AS answer"
    text = beside.statement(beside.writer(), ["1", "2"]).text
    assert text.startswith("WITH COLLECT { MATCH (g:Graph {id: 'graph'}) RETURN [g.version, g.references] } AS first")
    assert text.endswith("[1, 2] AS rest RETURN rest + [first] AS answer")


def test_each_statement_gets_a_new_writer_of_its_view() -> None:
    plan = planning()
    first, second = plan.writer(), plan.writer()
    assert (first.view, first.typed) == (View.VISITOR, False)
    assert first.parameter("a") == second.parameter("b") == "$p0"


def test_a_statement_checks_its_values_before_it_is_sent() -> None:
    def refuse(_: Any) -> None:
        message = "first: 0 is out of range"
        raise ClientError(message)

    plan = planning()
    w = plan.writer()
    w.checked(Deferred(refuse))
    planned = plan.statement(w, [w.parameter(Slot(0))])
    with pytest.raises(ClientError, match="out of range"):
        planned.bind(run_of(["a"]))
    w.checks.clear()
    assert planned.bind(run_of(["a"])).parameters == {"p0": "a"}
