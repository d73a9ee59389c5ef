"""Statements planned without a database: one shape gives one text, and no value is ever in it.

Requests go the whole way from their text to the statement; the client records it and answers nothing.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    get_named_type,
)
from hypothesis import given
from hypothesis import strategies as st

from graph.model import SHAPE
from graph.rights import Viewer
from graph.statement.core.writer import Statement
from graph.statement.read.order import Key, signature, write_cursor
from schema.query import graphql_schema
from tests.api_session import VIEWERS
from tests.resolvers.unanswering import MARK, ONE, OTHER, planned

GRAPHQL = graphql_schema()
LISTS = {kind.plural: kind for kind in SHAPE.kinds.values() if kind.plural}
DEPTH = 3
Pair = tuple[Any, Any]


def names_used(statement: Statement) -> set[str]:
    return set(re.findall(r"\$(\w+)", statement.text))


# --- filters drawn from the schema: a pair of values of one shape ----------------------------------------------------

TEXTS = st.text(max_size=6).map(lambda text: MARK + text)
LEAVES: Mapping[str, st.SearchStrategy[Any]] = {
    "String": TEXTS,
    "ID": TEXTS,
    "Int": st.integers(0, 2**31 - 1),
    "Float": st.floats(0, 1e9),
    "Date": st.dates(date(1990, 1, 1), date(2060, 1, 1)).map(str),
}
TERRITORY_INPUTS = {"TerritoryRef", "TerritoryOnDay"}
"""The inputs that name a territory: their text goes to the snapshot, never into a statement."""
REFERENCES = st.sampled_from(
    [{"id": f"commune:{ONE}"}, {"id": "country:FR"}, {"code": {"kind": "COMMUNE", "code": OTHER}}],
)


def leaf(kind: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(sorted(kind.values)) if isinstance(kind, GraphQLEnumType) else LEAVES[kind.name]


@st.composite
def pairs(draw: st.DrawFn, kind: GraphQLInputType, depth: int) -> Pair:
    """Draw two values for one place of a filter, of the same shape."""
    if isinstance(kind, GraphQLNonNull):
        return draw(pairs(kind.of_type, depth))
    if isinstance(kind, GraphQLList):
        return draw(several(kind, depth))
    if isinstance(kind, GraphQLInputObjectType):
        return draw(objects(kind, depth))
    if get_named_type(kind).name == "Boolean":
        wanted = draw(st.booleans())
        return wanted, wanted
    return draw(leaf(kind)), draw(leaf(kind))


@st.composite
def several(draw: st.DrawFn, kind: GraphQLList[Any], depth: int) -> Pair:
    """Draw two lists: of filters, pair by pair; or of values, where both lists have none, one, or at least two."""
    inner = get_named_type(kind)
    if isinstance(inner, GraphQLInputObjectType):
        drawn = draw(st.lists(pairs(inner, depth), max_size=2))
        return [first for first, _ in drawn], [second for _, second in drawn]
    least, most = draw(st.sampled_from([(0, 0), (1, 1), (2, 4)]))
    if isinstance(inner, GraphQLEnumType):
        most = min(most, len(inner.values))
    lists = st.lists(leaf(inner), min_size=least, max_size=most, unique=True)
    return draw(lists), draw(lists)


@st.composite
def objects(draw: st.DrawFn, kind: GraphQLInputObjectType, depth: int) -> Pair:
    """Draw two input objects with the same fields."""
    if kind.name == "TerritoryRef":
        return draw(REFERENCES), draw(REFERENCES)
    if kind.name == "TerritoryOnDay":
        day = get_named_type(kind.fields["day"].type)
        one, other = draw(pairs(day, depth))
        return {"territory": draw(REFERENCES), "day": one}, {"territory": draw(REFERENCES), "day": other}
    known = {
        name: field.type
        for name, field in kind.fields.items()
        if depth > 0 or not get_named_type(field.type).name.endswith(("Where", "Quantifier"))
    }
    if not known:
        return {}, {}
    names = draw(st.lists(st.sampled_from(sorted(known)), max_size=3, unique=True))
    drawn = {name: draw(pairs(known[name], depth - 1)) for name in names}
    return {name: pair[0] for name, pair in drawn.items()}, {name: pair[1] for name, pair in drawn.items()}


SIZES = st.integers(1, 100)


@given(st.data(), st.sampled_from(sorted(LISTS)), st.sampled_from(VIEWERS))
def test_a_filter_of_one_shape_is_one_text_whatever_its_values(
    data: st.DataObject, plural: str, viewer: Viewer
) -> None:
    name = LISTS[plural].name
    where = GRAPHQL.get_type(f"{name}Where")
    assert isinstance(where, GraphQLInputObjectType)
    query = (
        f"query($where: {name}Where, $first: Int) {{ {plural}(where: $where, first: $first) "
        "{ totalCount edges { cursor node { __typename id label } } } }"
    )
    asked = data.draw(pairs(where, DEPTH))
    one, other = (planned(query, {"where": side, "first": data.draw(SIZES)}, viewer) for side in asked)
    assert one.text == other.text
    for statement in (one, other):
        assert MARK not in statement.text
        assert names_used(statement) <= statement.parameters.keys()


def conditions(kind: GraphQLInputObjectType, depth: int) -> Iterator[dict[str, Any]]:
    """Yield a filter for every place where a filter takes a text, in relations and on their edges as well."""
    for name, field in kind.fields.items():
        named = get_named_type(field.type)
        inner: list[Any] = []
        if named.name in {"String", "ID"}:
            inner = [[ONE, OTHER]] if isinstance(field.type, GraphQLList) else [ONE]
        elif isinstance(named, GraphQLInputObjectType) and depth and name not in {"all", "none", "single", "AND", "OR"}:
            inner = list(conditions(named, depth - 1)) if named.name not in TERRITORY_INPUTS else []
        yield from ({name: value} for value in inner)


@pytest.mark.parametrize("plural", LISTS)
def test_no_text_of_any_filter_is_ever_in_a_statement(plural: str) -> None:
    name = LISTS[plural].name
    where = GRAPHQL.get_type(f"{name}Where")
    assert isinstance(where, GraphQLInputObjectType)
    every = list(conditions(where, 5))
    query = f"query($where: {name}Where) {{ {plural}(where: $where) {{ totalCount }} }}"
    for start in range(0, len(every), 100):
        asked = every[start : start + 100]
        statement = planned(query, {"where": {"OR": asked}})
        assert MARK not in statement.text
        assert len(statement.parameters) == len(asked)


# --- every other argument that takes a text --------------------------------------------------------------------------

SHOWN = "{ nodes { key label node { id } } }"
ARGUMENTS = {
    "node.id": ("query($v: ID!) { node(id: $v) { id label } }", "institution:{}"),
    "nodes.ids": ("query($v: [ID!]!) { nodes(ids: $v) { id label } }", ["institution:{}"]),
    "territory.ref.id": ("query($v: TerritoryRef!) { territory(ref: $v) { id } }", {"id": "commune:{}"}),
    "territory.ref.code": (
        'query($v: TerritoryRef!) { territory(ref: $v) { id inCityContract(asOf: "today") } }',
        {"code": {"kind": "COMMUNE", "code": "{}"}},
    ),
    "search.text": ("query($v: String!) { search(text: $v) { totalCount hits { node { id } } } }", "{} {}"),
    "mobilised.within": (
        "query($v: TerritoryRef!) { mobilised(within: $v) { edges { node { actor { label } } } } }",
        {"id": "commune:{}"},
    ),
    "coverage.rows.ids": (
        "query($v: [ID!]!) { coverage(rows: {ids: $v}) { edges { node { territory { label } } } } }",
        ["commune:{}"],
    ),
    "network.around": (f"query($v: [ID!]!) {{ network(around: $v) {SHOWN} }}", ["institution:{}"]),
    "path.from": (f"query($v: ID!) {{ path(from: $v, to: $v) {SHOWN} }}", "institution:{}"),
    "soleCells.rows": (
        'query($v: TerritoryRows!) { actors { edges { node { soleCells(rows: $v, asOf: "today") { axis } } } } }',
        {"ids": ["commune:{}"]},
    ),
    "after": (
        "query($v: String!) { institutions(orderBy: [{name: ASC}], after: $v) { edges { node { id } } } }",
        "cursor {}",
    ),
}


def filled(value: Any, mark: str) -> Any:
    """Return a value in which the mark replaces each `{}`."""
    if isinstance(value, dict):
        return {key: filled(item, mark) for key, item in value.items()}
    if isinstance(value, list):
        return [filled(item, mark) for item in value]
    if value == "cursor {}":
        kind = SHAPE.kinds["Institution"]
        criteria = [Key(stored) for name in ("name", "id") if (stored := kind.property(name))]
        return write_cursor(signature("institutions", criteria), [mark, f"institution:{mark}"])
    return value.format(mark, mark) if isinstance(value, str) else value


@pytest.mark.parametrize("argument", ARGUMENTS)
def test_an_argument_is_found_in_the_parameters_and_never_in_the_text(argument: str) -> None:
    query, value = ARGUMENTS[argument]
    one, other = (planned(query, {"v": filled(value, mark)}) for mark in (ONE, OTHER))
    assert one.text == other.text
    assert MARK not in one.text
    assert ONE in repr(one.parameters)
    assert ONE not in repr(other.parameters)


def test_more_ids_are_the_same_text() -> None:
    query = "query($ids: [ID!]!) { nodes(ids: $ids) { label } }"
    one, three = (planned(query, {"ids": [f"offer:{n}" for n in range(size)]}) for size in (1, 3))
    assert one.text == three.text


def test_one_value_is_an_equality_and_several_are_a_list() -> None:
    query = "query($codes: [String!]!) { territories(where: {code: {in: $codes}}) { totalCount } }"
    texts = [planned(query, {"codes": codes}).text for codes in (["44"], ["44", "44"], ["44", "49"], ["1", "2", "3"])]
    assert texts[0] == texts[1]
    assert texts[2] == texts[3]
    assert ".code = $p0" in texts[0]
    assert ".code IN $p0" in texts[2]


@pytest.mark.parametrize(("directive", "shown"), [("@skip", [True, False]), ("@include", [False, True])])
def test_fields_left_out_of_a_question_are_left_out_of_its_statement(directive: str, shown: Sequence[bool]) -> None:
    query = f"query($if: Boolean!) {{ offers {{ edges {{ node {{ id days {directive}(if: $if) }} }} }} }}"
    without, with_days = (planned(query, {"if": value}).text for value in shown)
    assert ".days" not in without
    assert ".days" in with_days
