"""Nodes: every stored value and every relation of every kind that has a list, as the rows state them.

Rule: both viewers; nested lists are filtered, ordered, counted and paged like lists at the root.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from changes.rows import EdgeRow, GraphRows, Value
from graph.model import SHAPE
from graph.shape import Kind, Property, Relation
from tests.api_session import ApiSession
from tests.engines import as_many
from tests.oracle import Oracle
from tests.oracle.counting import in_effect
from tests.oracle.drawn_filters import LISTED_KINDS, orderings, wheres
from tests.oracle.facts import Facts
from tests.oracle.filters import OrderBy, Where, stored
from tests.oracle.networks import days
from tests.oracle.stages import age, data_age, days_to_plan, diagnostic_age, need_stage, plan_stage, stage
from tests.properties.asking import EXAMPLES, Ask, answers, nodes
from tests.properties.facets import expected_facets, facet_selection
from tests.properties.worlds import facts_for, ids_of, oracles, related, worlds

PAGE_INFO = "pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"
NESTED = as_many(12, 3)
"""The nested lists that a test selects for one kind; fewer on Neo4j, which plans all of them for half a minute."""
KINDS = tuple(name for name in LISTED_KINDS if name not in {"Actor", "Engagement", "Territory"})


@dataclass(frozen=True)
class Nested:
    """The arguments of a nested list."""

    relation: Relation
    where: Where
    order: OrderBy
    size: int

    @property
    def target(self) -> Kind:
        """The content of the list."""
        return SHAPE.kinds[self.relation.target]

    def text(self, *, after: bool = False) -> str:
        """Return the field; its variables are those of `inner`, and `after` if it continues from a cursor."""
        name, goes_on = self.relation.name, ", after: $after" if after else ""
        carried = _carried(self.relation)
        return (
            f"{name}(where: ${name}_where, orderBy: ${name}_order, first: {self.size}{goes_on}) {{ totalCount "
            f"edges {{ cursor node {{ id }} {carried} }} {PAGE_INFO} {facet_selection(self.target)} }}"
        )

    @property
    def inner(self) -> dict[str, tuple[str, object]]:
        """The variables of the field."""
        name = self.relation.name
        return {
            f"{name}_where": (f"{self.relation.target}Where", self.where),
            f"{name}_order": (f"[{self.relation.target}Order!]", self.order),
        }


Case = tuple[GraphRows, date, list[tuple[str, list[Nested]]]]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    rows = draw(worlds())
    territories = tuple(ids_of(rows, "Territory"))
    asked = []
    for name in ["Territory", *draw(st.lists(st.sampled_from(KINDS), unique=True, min_size=4, max_size=6))]:
        paged = draw(st.permutations([relation for relation in SHAPE.kinds[name].relations if relation.paged]))
        nested = [
            Nested(
                relation,
                draw(st.just({}) | wheres(relation.target, 2, territories)),
                draw(orderings(relation.target)),
                draw(st.integers(1, 3)),
            )
            for relation in paged[:NESTED]
        ]
        asked.append((name, nested))
    return rows, draw(days()), asked


@drawn(cases())
@settings(max_examples=max(2, EXAMPLES // 2))
async def test_nodes_with_all_that_is_nested(scratch: ApiSession, case: Case) -> None:
    rows, day, asked = case
    await scratch.replace(rows)
    for viewer, oracle in oracles(rows).items():
        facts = facts_for(rows, viewer)
        results = await answers(scratch, [_ask(SHAPE.kinds[name], nested, day) for name, nested in asked], viewer)
        goes_on: list[tuple[Ask, Nested, list[Any]]] = []
        for (name, nested), got in zip(asked, results, strict=True):
            kind = SHAPE.kinds[name]
            assert [node["id"] for node in nodes(got)] == oracle.select(name, {}, [])
            for node in nodes(got):
                _check_values(facts, kind, node, day)
                for one in nested:
                    expected = _expected(oracle, facts, one, node["id"])
                    _check_page(node[one.relation.name], expected, one)
                    assert node[one.relation.name].get("facets", []) == expected_facets(
                        facts, one.target, [edge["node"]["id"] for edge in expected]
                    )
                    cursor = node[one.relation.name]["pageInfo"]["endCursor"]
                    goes_on.append((_next(kind, node["id"], one, cursor), one, expected[one.size :]))
        goes_on = [item for item in goes_on if item[2]][:48]
        for (_, one, rest), got in zip(
            goes_on, await answers(scratch, [ask for ask, _, _ in goes_on], viewer), strict=True
        ):
            _check_rest(got[one.relation.name], rest, one)


def _ask(kind: Kind, nested: list[Nested], day: date) -> Ask:
    values = [declared.field for declared in kind.properties]
    computed = [f"{name}(asOf: $day)" for name in _computed(kind)]
    short = [_short_text(relation) for relation in kind.relations if not relation.paged]
    fields = [*values, *computed, *short, *(one.text() for one in nested)]
    inner: dict[str, tuple[str, object]] = {name: typed for one in nested for name, typed in one.inner.items()}
    if computed:
        inner["day"] = ("Date!", day)
    return Ask(kind.plural, {"first": 50}, f"{{ edges {{ node {{ {' '.join(fields)} }} }} }}", inner)


def _carried(relation: Relation) -> str:
    """Return the selection of a relationship's facts."""
    return " ".join(f"{one.field} {{ id }}" if one.refers_to else one.field for one in relation.edge)


def _short_text(relation: Relation) -> str:
    carried = _carried(relation)
    return f"{relation.name} {{ node {{ id }} {carried} }}" if carried else f"{relation.name} {{ id }}"


def _next(kind: Kind, identifier: str, one: Nested, cursor: str | None) -> Ask:
    selection = f"{{ ... on {kind.name} {{ {one.text(after=True)} }} }}"
    return Ask("node", {"id": identifier}, selection, {**one.inner, "after": ("String", cursor)})


def _check_values(facts: Facts, kind: Kind, node: Mapping[str, Any], day: date) -> None:
    identifier = node["id"]
    for declared in kind.properties:
        if declared.name != "label" or kind.base == "Engagement":
            assert node[declared.field] == _shown(declared, stored(facts, kind, identifier, declared))
    for name, work_out in _computed(kind).items():
        assert node[name] == work_out(facts, identifier, day), name
    for relation in kind.relations:
        if relation.paged:
            continue
        ends = related(facts, relation, identifier)
        links = [_linked(relation, other, ends[other]) for other in sorted(ends)]
        shown = links if relation.edge else [link["node"] for link in links]
        assert node[relation.name] == ((shown[0] if shown else None) if relation.single else shown), relation.name


def _computed(kind: Kind) -> dict[str, Callable[[Facts, str, date], object]]:
    """Return the fields of a kind that the oracle computes from the node and the day."""
    fields: dict[str, Callable[[Facts, str, date], object]] = {}
    if kind.base == "Engagement":
        fields["inEffect"] = in_effect
    if kind.name == "TerritorialPlan":
        fields["stage"] = stage
    if kind.name == "Diagnostic":
        fields |= {"ageMonths": age, "dataAgeMonths": data_age, "daysToPlan": days_to_plan}
    if kind.name == "TrainingNeed":
        fields["needStage"] = need_stage
    if kind.name == "CityContract":
        fields |= {"planStage": plan_stage, "diagnosticAgeMonths": diagnostic_age}
    return fields


def _shown(declared: Property, value: Value) -> object:
    if declared.many:
        return value or []
    if declared.refers_to:
        return {"id": value} if value else None
    return value.isoformat() if isinstance(value, date) else value


def _linked(relation: Relation, other: str, edge: EdgeRow | None) -> dict[str, Any]:
    carried = edge.properties if edge else {}
    return {"node": {"id": other}} | {one.field: _shown(one, carried.get(one.name)) for one in relation.edge}


def _expected(oracle: Oracle, facts: Facts, one: Nested, node: str) -> list[dict[str, Any]]:
    ends = related(facts, one.relation, node)
    ordered = oracle.select(one.relation.target, one.where, one.order)
    return [_linked(one.relation, other, ends[other]) for other in ordered if other in ends]


def _check_page(got: Mapping[str, Any], expected: list[dict[str, Any]], one: Nested) -> None:
    assert got["totalCount"] == len(expected), one
    assert not got["pageInfo"]["hasPreviousPage"]
    _check_edges(got, expected, one)


def _check_rest(got: Mapping[str, Any], rest: list[dict[str, Any]], one: Nested) -> None:
    assert got["pageInfo"]["hasPreviousPage"]
    _check_edges(got, rest, one)


def _check_edges(got: Mapping[str, Any], expected: list[dict[str, Any]], one: Nested) -> None:
    cursors = [edge["cursor"] for edge in got["edges"]]
    shown = [{name: value for name, value in edge.items() if name != "cursor"} for edge in got["edges"]]
    assert shown == expected[: one.size], one
    info = got["pageInfo"]
    assert info["hasNextPage"] == (len(expected) > one.size)
    assert (info["startCursor"], info["endCursor"]) == ((cursors[0], cursors[-1]) if cursors else (None, None))
