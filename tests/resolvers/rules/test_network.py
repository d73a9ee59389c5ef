"""The network of a day, what a limit leaves of it, and shortest paths, without a database."""

from datetime import date
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolvers.rules.network import Network, View, around, edges_among, network, path
from resolvers.rules.question import question_of
from resolvers.snapshot.model import Snapshot
from tests.resolvers.rules.small import (
    CARRYING,
    NEW,
    NOBODY,
    action,
    country,
    diagnostic,
    engagement,
    planned,
    snapshot_of,
)

DAY = date(2026, 1, 1)


def network_of(ties: dict[str, list[str]]) -> Network:
    """Return a network of engagements with their actors and territories."""
    neighbours: dict[str, list[str]] = {}
    for identifier, others in ties.items():
        neighbours[identifier] = others
        for other in others:
            neighbours.setdefault(other, []).append(identifier)
    snapshot = snapshot_of(
        actors=sorted({o for others in ties.values() for o in others} - NOBODY), engagements=sorted(ties)
    )
    places = snapshot.engagements.index
    return Network(snapshot, {identifier: places[identifier] for identifier in ties}, neighbours)


def day_network(snapshot: Snapshot, day: date = DAY, axes: tuple[int, ...] = (0, 1, 2, 3, 4)) -> Network:
    return network(snapshot, day, CARRYING, axes)


def ids(view: View) -> list[str]:
    return [node for node, _ in view.nodes]


@pytest.mark.parametrize("limit", range(1, 8))
def test_no_actor_is_shown_without_an_engagement_that_connects_it(limit: int) -> None:
    net = network_of({
        "action:1": ["institution:a", "institution:busy"],
        "action:2": ["institution:a", "institution:busy", "institution:c"],
        "action:3": ["institution:busy"],
    })  # fmt: skip
    view = around(net, ["institution:a"], depth=2, limit=limit)
    assert len(view.nodes) == min(limit, view.total)
    shown = set(ids(view))
    for node in shown - net.engagements.keys() - {"institution:a"}:
        assert shown & set(net.neighbours[node]), node


@pytest.mark.parametrize(("limit", "expected"), [(1, ["a"]), (2, ["a", "action:1"]), (3, ["a", "busy", "action:1"])])
def test_the_engagement_that_connects_an_actor_is_taken_before_it_whatever_its_rank(
    limit: int, expected: list[str]
) -> None:
    net = network_of({f"action:{n}": [f"institution:{c}", "institution:busy"] for n, c in enumerate("abc", 1)})
    view = around(net, ["institution:a"], depth=1, limit=limit)
    assert [node.removeprefix("institution:") for node in ids(view)] == expected


def test_without_a_limit_the_nearest_come_first_then_the_most_connected() -> None:
    net = network_of({"action:1": ["institution:a", "institution:b"], "action:2": ["institution:b", "institution:c"]})
    view = around(net, ["institution:a"], depth=2, limit=200)
    assert ids(view) == ["institution:a", "action:1", "institution:b", "action:2", "institution:c"]
    assert [distance for _, distance in view.nodes] == [0, 1, 1, 2, 2]


# --- which nodes -----------------------------------------------------------------------------------------------------


def test_the_network_holds_the_engagements_of_the_day_with_counted_actors_and_targets() -> None:
    roles = {"institution:a": ["LEAD"], "institution:b": ["FUNDER"], "trainer:1": ["TRAINER"]}
    snapshot = snapshot_of(
        territories=country(),
        engagements=[
            engagement("action:1", (1, 4), [NEW, "qpv:1"], roles),
            action(2, NEW, days=("2020-01-01", "2025-12-31")),
            engagement("action:3", targets=[NEW], actors={"institution:b": ["FUNDER"]}),
            action(4, "commune:9", axes=(2,)),
        ],
    )
    net = day_network(snapshot)
    assert sorted(net.engagements) == ["action:1", "action:4"]
    assert sorted(net.neighbours["action:1"]) == [NEW, "institution:a", "qpv:1", "trainer:1"]
    assert net.neighbours[NEW] == ["action:1"]
    assert "institution:b" not in net.neighbours
    assert [net.degree(node) for node in ("action:1", "institution:a", "axis:1", "axis:2", "axis:3")] == [4, 2, 1, 1, 0]
    assert sorted(day_network(snapshot, axes=(1,)).engagements) == ["action:4"]
    funders = network(snapshot, DAY, question_of({"roles": ["FUNDER"]}), (3,))
    assert sorted(funders.neighbours["action:3"]) == [NEW, "institution:b"]
    assert net is day_network(snapshot)


def test_the_network_holds_engagements_in_effect_confirmed_or_not_and_commissioners_of_diagnostics() -> None:
    snapshot = snapshot_of(
        territories=country(),
        engagements=[
            action(1, NEW, confirmed=None),
            diagnostic(1, NEW, None, b="COMMISSIONER", c="FUNDER"),
            diagnostic(2, NEW, "2025-06-01", c="FUNDER"),
            planned(2, NEW, "2025-12-01"),
        ],
    )
    net = day_network(snapshot)
    assert sorted(net.engagements) == ["action:1", "diagnostic:1"]
    assert sorted(net.neighbours["diagnostic:1"]) == [NEW, "institution:b"]


@pytest.mark.parametrize(("name", "word"), [("criteria", "AGE"), ("themes", "HOUSING"), ("audiences", "STAFF")])
def test_the_network_holds_the_engagements_that_pass_the_filters(name: str, word: str) -> None:
    words: dict[str, Any] = {name: [word]}
    stated = engagement("action:1", targets=[NEW], actors={"institution:a": ["LEAD"]}, **words)
    snapshot = snapshot_of(territories=country(), engagements=[stated, action(2, NEW)])
    assert sorted(day_network(snapshot).engagements) == ["action:1", "action:2"]
    assert sorted(network(snapshot, DAY, question_of({name: [word]}), (3,)).engagements) == ["action:1"]


def around_country(*centres: str, depth: int = 1) -> dict[str, int]:
    snapshot = snapshot_of(
        territories=country(),
        engagements=[
            action(1, NEW),
            action(2, "qpv:1", "institution:b", axes=(1,)),
            action(3, "commune:9", "institution:b"),
        ],
    )
    return dict(around(day_network(snapshot), centres, depth, 100).nodes)


def test_a_walk_from_a_territory_starts_from_all_it_contains() -> None:
    first = {"action:1": 1, "action:2": 1, "institution:a": 1, "institution:b": 1, NEW: 1, "qpv:1": 1}
    assert around_country("epci:1") == {"epci:1": 0} | first
    assert around_country("epci:1", depth=2) == {"epci:1": 0, "action:3": 2, "commune:9": 2} | first
    assert around_country("commune:2") == {"commune:2": 0}


def test_an_engagement_or_an_axis_may_be_the_centre() -> None:
    assert around_country("action:1") == {"action:1": 0, "institution:a": 1, NEW: 1}
    assert around_country("axis:1") == {"axis:1": 0, "action:2": 1, "institution:b": 1, "qpv:1": 1}
    assert around_country("axis:5") == {"axis:5": 0}
    assert around_country("action:1", "action:3")["commune:9"] == 1


def test_edges_are_those_between_the_nodes_shown_axes_included() -> None:
    snapshot = snapshot_of(territories=country(), engagements=[action(1, NEW, axes=(1, 4)), action(2, NEW)])
    net = day_network(snapshot)
    assert edges_among(net, ["action:1", "institution:a", NEW, "axis:1", "axis:2"]) == [
        ("action:1", "axis:1", "ON_AXIS"),
        ("action:1", NEW, "TARGETS"),
        ("institution:a", "action:1", "ENGAGED_IN"),
    ]
    assert edges_among(net, [NEW, "institution:a"]) == []


# --- paths -----------------------------------------------------------------------------------------------------------


def test_the_shortest_path_is_taken_and_of_several_the_least_by_ids() -> None:
    net = network_of({
        "action:1": ["institution:a", "institution:m"],
        "action:2": ["institution:a", "institution:k"],
        "action:3": ["institution:k", "institution:z"],
        "action:0": ["institution:m", "institution:z"],
        "action:9": ["institution:b", "institution:z"],
    })  # fmt: skip
    assert path(net, "institution:a", "institution:z", 10) == [
        "institution:a", "action:1", "institution:m", "action:0", "institution:z",
    ]  # fmt: skip
    assert path(net, "institution:z", "institution:a", 10) == [
        "institution:z", "action:0", "institution:m", "action:1", "institution:a",
    ]  # fmt: skip
    assert path(net, "institution:a", "institution:a", 10) == ["institution:a"]
    assert path(net, "action:1", "institution:m", 1) == ["action:1", "institution:m"]


def test_no_path_is_longer_than_the_most_hops() -> None:
    net = network_of({"action:1": ["institution:a", "institution:b"], "action:2": ["institution:b", "institution:c"]})
    assert path(net, "institution:a", "institution:c", 3) is None
    assert len(path(net, "institution:a", "institution:c", 4) or []) == 5


def test_there_is_no_path_to_an_unconnected_node() -> None:
    net = network_of({"action:1": ["institution:a"], "action:2": ["institution:c"]})
    assert path(net, "institution:a", "institution:c", 20) is None
    assert path(net, "institution:a", "institution:nobody", 20) is None


def test_a_territory_at_an_end_includes_all_that_is_in_it() -> None:
    snapshot = snapshot_of(
        territories=country(),
        engagements=[
            action(1, "qpv:1"),
            action(2, "commune:9", "institution:a", "institution:b"),
            action(3, "commune:2"),
        ],
    )
    net = day_network(snapshot)
    assert path(net, "epci:1", "departement:49", 10) == [
        "commune:2",
        "action:3",
        "institution:a",
        "action:2",
        "commune:9",
    ]
    assert path(net, "institution:b", NEW, 10) == ["institution:b", "action:2", "institution:a", "action:1", "qpv:1"]
    assert path(net, "region:52", "commune:9", 10) == ["commune:9"]
    assert path(net, "commune:1", "commune:2", 10) == ["qpv:1", "action:1", "institution:a", "action:3", "commune:2"]


def test_containment_overlaps_axes_and_employers_are_no_hops() -> None:
    snapshot = snapshot_of(territories=country(), engagements=[action(1, NEW), action(2, "commune:1", "institution:b")])
    assert path(day_network(snapshot), "institution:a", "institution:b", 20) is None


TIES = st.dictionaries(
    st.sampled_from([f"action:{n}" for n in range(6)]),
    st.lists(st.sampled_from([f"institution:{c}" for c in "abcde"]), min_size=1, max_size=3, unique=True),
    min_size=1,
)


@given(TIES, st.data(), st.integers(1, 8))
def test_a_path_is_the_least_of_all_shortest_paths(ties: dict[str, list[str]], data: st.DataObject, most: int) -> None:
    graph: nx.Graph[str] = nx.Graph([(identifier, other) for identifier, others in ties.items() for other in others])
    start, end = (data.draw(st.sampled_from(sorted(graph))) for _ in range(2))
    every = list(nx.all_shortest_paths(graph, start, end)) if nx.has_path(graph, start, end) else []
    assert path(network_of(ties), start, end, most) == min((p for p in every if len(p) <= most + 1), default=None)


ENGAGED = st.tuples(
    st.lists(st.sampled_from(["qpv:1", "commune:1", "commune:2", "commune:9"]), min_size=1, max_size=2, unique=True),
    st.lists(st.sampled_from([f"institution:{c}" for c in "abcd"]), min_size=1, max_size=2, unique=True),
)
CENTRES = ["region:52", "epci:1", "departement:49", "qpv:1", "institution:a", "action:0", "axis:4", "axis:5"]


@given(
    st.lists(ENGAGED, min_size=1, max_size=6),
    st.lists(st.sampled_from(CENTRES), min_size=1, max_size=2, unique=True),
    st.integers(1, 3),
    st.integers(1, 12),
)
def test_a_limit_leaves_nothing_without_an_edge(
    engaged: list[tuple[list[str], list[str]]], centres: list[str], depth: int, limit: int
) -> None:
    """A territory as centre has no edge to what it contains: an engagement there is shown with one neighbour."""
    engagements = [
        engagement(f"action:{n}", (4 + n % 2,), targets, {actor: ["LEAD"] for actor in actors})
        for n, (targets, actors) in enumerate(engaged)
    ]
    net = day_network(snapshot_of(territories=country(), engagements=engagements))
    view = around(net, centres, depth, limit)
    tied = {end for source, target, _ in view.edges for end in (source, target)}
    assert set(ids(view)) - {*centres} <= tied
    assert len(view.nodes) <= max(limit, len(centres))
    if view.total > len(view.nodes):
        assert len(view.nodes) >= max(limit - 1, len(centres))
