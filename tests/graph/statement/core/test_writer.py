"""The writer of a statement: numbered parameters, checks before sending, values as the client sees them."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import ClientError
from graph.model import SHAPE
from graph.rights import View
from graph.shape import Property, Scalar
from graph.statement.core.run import Deferred, Slot
from graph.statement.core.writer import in_order
from graph.vocabulary import Axis
from tests.graph.statement.runs import run_of, writer


@given(st.lists(st.one_of(st.text(), st.integers(), st.none(), st.lists(st.integers()))))
def test_every_value_is_a_parameter_of_its_own(values: list[Any]) -> None:
    w = writer()
    references = [w.parameter(value) for value in values]
    statement = w.statement(references).bind(run_of())
    assert references == [f"${name}" for name in statement.parameters]
    assert list(statement.parameters.values()) == values
    assert re.findall(r"\$(\w+)", statement.text) == list(statement.parameters)


def test_a_statement_of_a_run_has_the_values_of_its_client() -> None:
    w = writer()
    w.parameter([Slot(1), {"x": Slot(0)}])
    planned = w.statement(["$p0"])
    assert planned.bind(run_of("a", "b")).parameters == {"p0": ["b", {"x": "a"}]}
    assert planned.bind(run_of("c", "d")).parameters == {"p0": ["d", {"x": "c"}]}


def test_a_check_fails_before_the_statement_is_bound_even_if_its_value_is_not_used() -> None:
    def refuse(_values: Any) -> None:
        message = "first: out of range"
        raise ClientError(message)

    w = writer()
    w.checked(Deferred(refuse))
    assert w.checked("a plain value") == "a plain value"
    with pytest.raises(ClientError, match="out of range"):
        w.statement([]).bind(run_of())


def test_a_value_that_must_be_read_first_is_answered_last() -> None:
    assert writer().statement(["1", "2"]).text == "RETURN [1, 2] AS answer"
    text = writer().statement(["1", "2"], first="VERSION").text
    assert text == "WITH VERSION AS first WITH first, [1, 2] AS rest RETURN rest + [first] AS answer"


def test_no_name_of_a_variable_comes_twice() -> None:
    w = writer()
    names = [w.variable(stem) for stem in "nnrn"]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("kind", "name", "text"),
    [
        ("Source", "retrievedOn", "toString(n.retrievedOn)"),
        ("Offer", "themes", "coalesce(n.themes, [])"),
        ("Offer", "days", "n.days"),
        ("Action", "axes", "[(n)-[:ON_AXIS]->(x1) | x1.value]"),
    ],
)
def test_a_value_is_written_as_json_has_it(kind: str, name: str, text: str) -> None:
    stored = SHAPE.kinds[kind].property(name)
    assert stored is not None
    assert writer(View.VISITOR).output("n", stored)[0] == text


@given(st.lists(st.sampled_from(list(Axis)), unique=True))
def test_words_come_in_the_order_of_their_vocabulary(axes: list[Axis]) -> None:
    decode = in_order(Property("axes", Axis, "", many=True))
    assert decode([str(axis) for axis in axes], run_of()) == [str(axis) for axis in Axis if axis in axes]


def test_a_key_is_compared_and_the_value_is_shown() -> None:
    stored = Property("title", Scalar.TEXT, "", required=True)
    w = writer()
    assert (w.value("n", stored, key=True), w.value("n", stored), w.output("n", stored)) == (
        "n.titleKey",
        "n.title",
        ("n.title", None),
    )
