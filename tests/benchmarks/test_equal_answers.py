"""The comparison's proof on a small network: the service, the minimal server and the peers give equal answers.

Each clause with which a statement follows the counting rules is also removed once: the proof must notice it.
"""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from neo4j import Driver, GraphDatabase

from benchmarks.databases import Prepared
from benchmarks.network import DAY, Network
from benchmarks.peers import equality, floor, rules
from benchmarks.peers.equality import FLOOR, difference
from benchmarks.peers.node import CACHE
from benchmarks.peers.proof import FirstAnswer, first_answers, problems
from benchmarks.peers.questions import PLACES, Question, questions
from benchmarks.peers.rounds import wait
from benchmarks.peers.servers import Server, peers, service
from changes.load import load
from changes.rows import GraphRows
from graph.access import Access
from graph.client import Client
from graph.domain.counting import Durations
from graph.vocabulary import Axis
from tests.engines import EMBEDDED, ENGINE, empty
from tests.graphs import official

SIZE = 0.04
"""The size of the synthetic network: 800 engagements in five départements."""
MODEL = "flat"
"""The model of the network for @neo4j/graphql: with `interfaces`, planning the same queries takes ten times as long."""
COUNTING = {"mobilised", "coverage"}
"""The queries whose answers follow the counting rules."""


def references() -> GraphRows:
    """Return the rows of the places in the queries, with the territories that overlap or contain them."""
    edges, kept = official().edges_of(("PART_OF", "OVERLAPS")), set(PLACES)
    while more := {edge.start for edge in edges if edge.type == "PART_OF" and edge.end in kept} - kept:
        kept |= more
    kept |= {one for edge in edges for one in (edge.start, edge.end) if PLACES.keys() & {edge.start, edge.end}}
    while more := {edge.end for edge in edges if edge.type == "PART_OF" and edge.start in kept} - kept:
        kept |= more
    leading = official().edges_of(("LED_BY", "GOVERNS"))
    kept |= {edge.end for edge in leading if edge.type == "LED_BY" and edge.start in kept}
    rows = GraphRows([node for node in official().nodes if node.id in kept])
    rows.edges = [edge for edge in official().edges if edge.start in kept and edge.end in kept]
    return rows


def network(places: GraphRows) -> GraphRows:
    """Return a synthetic network on some territories, with engagements in Grand Paris, which overlaps a département."""
    rows = Network(places, SIZE).rows
    held = {edge.end for edge in places.edges_of(["PART_OF"]) if edge.start.startswith("ept:")}
    (grand_paris,) = (one for one in held if one.startswith("epci:"))
    start = DAY - timedelta(days=30)
    rows.node("Action", "action:grand-paris", title="Campagne", status="ACTIVE", startsOn=start, fictional=True)
    rows.edge("ENGAGED_IN", "institution:banc-00000", "action:grand-paris", roles=["LEAD"])
    rows.edge("ON_AXIS", "action:grand-paris", "axis:3")
    rows.edge("TARGETS", "action:grand-paris", grand_paris)
    rows.edge("STATED_BY", "action:grand-paris", "source:banc-00000", confirmedOn=start)
    return rows


async def _fill(access: Access) -> None:
    rows = references()
    async with Client(access, timeout_seconds=120.0) as client:
        await empty(client)
        await load(client, "references", rows, Durations(), lambda *_: None)
        await load(client, "benchmark", network(rows), Durations(), lambda *_: None)


@pytest.fixture(scope="module")
def database(scratch_access: Access, tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    assert ENGINE != EMBEDDED, "the peers need a Neo4j: CINQAXES_TEST_ENGINE=5.26.30"
    asyncio.run(_fill(scratch_access))
    settings = {"CINQAXES_NEO4J_URI": scratch_access.uri, "CINQAXES_NEO4J_PASSWORD": scratch_access.password}
    return Prepared(tmp_path_factory.mktemp("peers"), settings, scratch_access, None)


@pytest.fixture(scope="module")
def servers(database: Prepared, scratch_access: Access) -> Iterator[list[Server]]:
    others_of = peers(scratch_access, CACHE, database.folder, [MODEL])
    with service(database, {}) as (running, ours), others_of as others:
        wait(running)
        yield [ours, *others]


@pytest.fixture(scope="module")
def driver(scratch_access: Access) -> Iterator[Driver]:
    with GraphDatabase.driver(scratch_access.uri, auth=(scratch_access.user, scratch_access.password)) as opened:
        yield opened


@pytest.fixture(scope="module")
def asked(servers: list[Server]) -> list[list[FirstAnswer]]:
    """The answers of every server to every query, with all its values."""
    return first_answers(questions(), servers)


def test_all_servers_answer_every_question_alike(asked: list[list[FirstAnswer]]) -> None:
    assert problems(asked) == []
    ways = {every[0].question.name: len(every) for every in asked}
    assert ways == {question.name: 3 + len(question.neo4j) for question in questions()}


@pytest.fixture(scope="module")
def right(servers: list[Server]) -> list[tuple[Question, Any]]:
    """The answers of the service to the queries that follow counting rules, the first of them on all axes."""
    mobilised, coverage = (question for question in questions() if question.name in COUNTING)
    more = [{"place": place, "axis": axis} for place in PLACES for axis in Axis]
    every = first_answers([replace(mobilised, others=more), coverage], servers[:1])
    return [(one.question, one.common()) for (one,) in every]


def _is_noticed(driver: Driver, right: list[tuple[Question, Any]], clause: str, instead: str) -> bool:
    """Return whether an answer changes if a clause of the minimal server's statements is replaced."""
    for case, expected in right:
        route = floor.FLOOR_ROUTES[case.name]
        if clause in route.statement:
            parameters = {**case.variables, "day": date.fromisoformat(case.variables["day"])}
            (record,), _, _ = driver.execute_query(route.statement.replace(clause, instead), parameters)
            answer = FLOOR[case.name](route.shape(record[0]), case.variables)
            if difference({"ours": expected, "floor": answer}):
                return True
    return False


def test_the_unchanged_floor_gives_the_expected_answers(driver: Driver, right: list[tuple[Question, Any]]) -> None:
    assert not any(_is_noticed(driver, right, clause, clause) for clause, _ in rules.CLAUSES.values())


@pytest.mark.parametrize("name", rules.CLAUSES)
def test_a_clause_left_out_of_a_statement_is_noticed(
    driver: Driver, right: list[tuple[Question, Any]], name: str
) -> None:
    assert _is_noticed(driver, right, *rules.CLAUSES[name])


@pytest.mark.parametrize(
    ("rule", "instead"), [("is_confirmed", lambda *_: True), ("roles_that_count", lambda _, roles: sorted(roles))]
)
def test_a_rule_left_out_of_the_client_of_a_peer_is_noticed(
    asked: list[list[FirstAnswer]], monkeypatch: pytest.MonkeyPatch, rule: str, instead: Callable[..., Any]
) -> None:
    monkeypatch.setattr(equality, rule, instead)
    differing = {line.split()[0] for line in problems(asked)}
    assert differing
    assert differing <= COUNTING
