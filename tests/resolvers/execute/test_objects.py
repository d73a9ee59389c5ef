"""Objects of computed answers: the fields read from values, the nodes fetched, and the objects made of their rows."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import pytest

from graph.errors import ClientError, Code
from graph.statement.core.run import NullError
from graph.statement.core.selection import Field, Selection
from resolvers.execute.objects import LABELS, Maker, NodeFetcher, attributes, keys, object_maker, of_key, pending
from resolvers.execute.root import RootRun
from tests.resolvers.execute.runs import planning, run_of

ID, LABEL = Field("id", "id", {}, required=True), Field("label", "label", {}, required=True)
ACTOR = Selection({"Institution": (LABEL, ID), "Trainer": (LABEL,)})
CONTRACT = Selection({"AdministrativeTerritory": (ID,), "CityContract": (ID,)})
INSTITUTION, TRAINER = 0, 1
"""The values by which a row of an actor gives its kind."""


def read(maker: Maker, value: Any, run: RootRun) -> Any:
    assert maker.read
    return maker.read(value, run)


# --- nodes -----------------------------------------------------------------------------------------------------------


def test_ids_are_collected_by_the_selection_that_reads_them() -> None:
    fetcher, run = NodeFetcher(planning()), run_of()
    actors, contracts = fetcher.node(ACTOR), fetcher.node(CONTRACT)
    ids = ["institution:b", None, "trainer:1", "commune:1", "nonsense", "institution:b"]
    found = [read(actors, identifier, run) for identifier in ids]
    assert found == ["institution:b", None, "trainer:1", None, None, "institution:b"]
    read(contracts, "contract:2024:A", run)
    assert {place: list(ids) for place, ids in run.wanted.items()} == {
        0: ["institution:b", "trainer:1"],
        1: ["contract:2024:A"],
    }


def test_one_statement_fetches_the_nodes_of_all_selections_in_order() -> None:
    fetcher, run = NodeFetcher(planning()), run_of()
    for maker, identifier in ((fetcher.node(CONTRACT), "commune:1"), (fetcher.node(ACTOR), "trainer:1")):
        read(maker, identifier, run)
    read(fetcher.node(ACTOR), "institution:a", run)
    statement = fetcher.statement(run)
    assert statement
    assert statement.parameters == {"p0": ["commune:1"], "p1": ["institution:a", "trainer:1"]}
    assert statement.text.index(":Territory {id:") < statement.text.index(":Actor {id:")


def test_nothing_is_read_where_no_node_is_wanted_unless_the_version_is() -> None:
    assert NodeFetcher(planning()).statement(run_of()) is None
    statement = NodeFetcher(planning(reads_version=True)).statement(run_of())
    assert statement
    assert statement.text.startswith("WITH COLLECT { MATCH (g:Graph")


def test_the_statement_of_the_same_selections_is_planned_once() -> None:
    fetcher = NodeFetcher(planning())
    texts = []
    for identifier in ("institution:a", "institution:b"):
        run = run_of()
        read(fetcher.node(ACTOR), identifier, run)
        statement = fetcher.statement(run)
        assert statement
        texts.append(statement.text)
    assert texts[0] is texts[1]


def fetched(identifier: str, rows: list[Any], *, missing_allowed: bool = False) -> Any:
    """Return the object of an actor from the rows of the database."""
    fetcher, run = NodeFetcher(planning(), missing_allowed=missing_allowed), run_of()
    maker = fetcher.node(ACTOR)
    row = read(maker, identifier, run)
    fetcher.take([rows], run)
    return maker.decode(row, run)


def test_a_node_is_made_of_its_row_by_its_kind() -> None:
    rows = [["institution:a", [INSTITUTION, "A", "institution:a"]], ["trainer:1", [TRAINER, "T", "trainer:1"]]]
    assert fetched("institution:a", rows) == {"label": "A", "id": "institution:a"}
    assert fetched("trainer:1", rows) == {"label": "T"}


def test_a_node_that_is_not_there_is_not_found_or_null() -> None:
    with pytest.raises(ClientError, match="no node has the id 'trainer:1'") as caught:
        fetched("trainer:1", [])
    assert caught.value.code is Code.NOT_FOUND
    assert fetched("trainer:1", [], missing_allowed=True) is None


def test_no_id_is_null() -> None:
    fetcher = NodeFetcher(planning())
    maker = fetcher.node(ACTOR)
    assert read(maker, None, run_of()) is None
    assert maker.decode(None, run_of()) is None


def test_a_node_that_occurs_twice_is_one_object() -> None:
    fetcher, run = NodeFetcher(planning()), run_of()
    maker = fetcher.node(ACTOR)
    read(maker, "institution:a", run)
    fetcher.take([[["institution:a", [INSTITUTION, "A", "institution:a"]]]], run)
    assert maker.decode("institution:a", run) is maker.decode("institution:a", run)


def test_a_null_below_a_node_is_reported_wherever_the_node_occurs() -> None:
    diagnostic = Field("diagnostic", "diagnostic", {}, Selection({"Diagnostic": (LABEL,)}))
    fetcher, run = NodeFetcher(planning()), run_of()
    maker = fetcher.node(Selection({"Orientation": (diagnostic,)}))
    read(maker, "orientation:a", run)
    without_label = ["orientation:a", [[[None]]]]
    fetcher.take([[without_label]], run)
    assert [maker.decode("orientation:a", run) for _ in range(2)] == [{"diagnostic": None}] * 2
    assert [fault.path for fault in run.faults] == [["diagnostic", "label"]] * 2


def test_a_node_without_a_required_value_is_refused_wherever_it_occurs() -> None:
    fetcher, run = NodeFetcher(planning()), run_of()
    maker = fetcher.node(ACTOR)
    read(maker, "trainer:1", run)
    fetcher.take([[["trainer:1", [TRAINER, None, "x"]]]], run)
    for _ in range(2):
        with pytest.raises(NullError, match=r"Trainer\.label"):
            maker.decode("trainer:1", run)


# --- computed values -------------------------------------------------------------------------------------------------


class Evidence(NamedTuple):
    """A value whose fields are attributes."""

    reach: str
    actor_count: int


def answered(maker: Maker, fetcher: NodeFetcher, value: Any, run: RootRun, rows: Sequence[Any] = ()) -> Any:
    return pending(fetcher, maker, value, run).decode(list(rows))


def test_fields_are_read_by_the_getters_of_their_type_under_their_keys() -> None:
    fields = (Field("kind", "__typename", {}), Field("n", "count", {}), Field("of", "kind", {}))
    fetcher, run = NodeFetcher(planning()), run_of()
    maker = object_maker(Selection({"SearchCount": fields}), fetcher)
    run.getters = {"SearchCount": keys("kind", "count")}
    found = answered(maker, fetcher, {"kind": "OFFER", "count": 3}, run)
    assert found == {"kind": "SearchCount", "n": 3, "of": "OFFER"}
    assert list(found) == ["kind", "n", "of"]
    assert maker.decode(None, run) is None


def test_values_that_hold_their_fields_in_attributes_need_no_getters() -> None:
    counts = Selection({"ReachCount": (Field("a", "actorCount", {}), Field("reach", "reach", {}))})
    cell = Selection({"Cell": (Field("byReach", "byReach", {}, counts, many=True),)})
    held = {"ReachCount": {"actorCount", "reach"}}
    fetcher, run = NodeFetcher(planning()), run_of()
    maker = object_maker(cell, fetcher, attributes=held)
    run.getters = {"Cell": keys("byReach")}
    found = answered(maker, fetcher, {"byReach": [Evidence("DIRECT", 2), Evidence("WIDER", 1)]}, run)
    assert found == {"byReach": [{"a": 2, "reach": "DIRECT"}, {"a": 1, "reach": "WIDER"}]}


def test_nodes_in_a_computed_answer_are_fetched_and_put_in_their_places() -> None:
    edge = Selection({"Edge": (Field("actor", "actor", {}, ACTOR), Field("since", "since", {}))})
    page = Selection({"Page": (Field("edges", "edges", {}, edge, many=True), Field("total", "total", {}))})
    fetcher, run = NodeFetcher(planning()), run_of()
    maker = object_maker(page, fetcher)
    run.getters = {"Page": keys("edges", "total"), "Edge": keys("actor", "since")}
    edges = [
        {"actor": "trainer:1", "since": 1},
        {"actor": None, "since": 2},
        {"actor": "institution:a", "since": 3},
    ]
    started = pending(fetcher, maker, {"edges": edges, "total": 3}, run)
    assert started.statement
    assert started.statement.parameters == {"p0": ["institution:a", "trainer:1"]}
    rows = [["trainer:1", [TRAINER, "T", ""]], ["institution:a", [INSTITUTION, "A", "institution:a"]]]
    assert started.decode([rows]) == {
        "edges": [
            {"actor": {"label": "T"}, "since": 1},
            {"actor": None, "since": 2},
            {"actor": {"label": "A", "id": "institution:a"}, "since": 3},
        ],
        "total": 3,
    }


def test_a_label_is_that_of_the_node_of_an_id() -> None:
    shown = Selection({"NetworkNode": (Field("name", "label", {}, required=True),)})
    fetcher, run = NodeFetcher(planning()), run_of()
    maker = object_maker(shown, fetcher, labels={"NetworkNode": "label"})
    run.getters = {"NetworkNode": {"label": lambda node, _: node}}
    started = pending(fetcher, maker, "offer:1", run)
    assert list(run.wanted.values()) == [{"offer:1": None}]
    assert started.decode([[["offer:1", ["An offer"]]]]) == {"name": "An offer"}
    assert all(fields[0].name == "label" for fields in LABELS.fields.values())


def test_a_forbidden_null_nulls_the_nearest_nullable_parent() -> None:
    inner = Selection({"Inner": (Field("n", "n", {}, required=True),)})
    outer = Selection({"Outer": (Field("inner", "inner", {}, inner), Field("rest", "rest", {}))})
    fetcher, run = NodeFetcher(planning()), run_of()
    maker = object_maker(outer, fetcher)
    run.getters = {"Outer": keys("inner", "rest"), "Inner": keys("n")}
    assert answered(maker, fetcher, {"inner": {"n": None}, "rest": 1}, run) == {"inner": None, "rest": 1}
    assert [(str(fault), fault.path) for fault in run.faults] == [
        ("Cannot return null for non-nullable field Inner.n.", ["inner", "n"])
    ]


# --- getters ---------------------------------------------------------------------------------------------------------


def test_getters_read_keys_and_attributes() -> None:
    field = Field("any", "any", {})
    assert of_key("kind")({"kind": "OFFER"}, field) == "OFFER"
    assert {name: getter({"a": 1, "b": 2}, field) for name, getter in keys("a", "b").items()} == {"a": 1, "b": 2}
    found = attributes("actorCount", "reach")
    assert {name: getter(Evidence("DIRECT", 4), field) for name, getter in found.items()} == {
        "actorCount": 4,
        "reach": "DIRECT",
    }
