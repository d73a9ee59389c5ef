"""Withheld numbers of people are determined again whenever a number, or what it counts, is written.

Rule: after each write the graph equals the oracle's result for the rows; at the end it equals a graph loaded from the
rows, and once everything is undone the initial one.
"""

from itertools import pairwise
from typing import NamedTuple

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from changes.changeset import Change, Changes, Facts
from changes.rows import EdgeKey, GraphRows
from changes.statements import writing_of
from graph.domain.counting import Durations
from graph.statement.core.writer import Statement
from tests.api_session import ApiSession
from tests.content import digest
from tests.engines import as_many
from tests.oracle.example import CLUB, LOIRE, act, loadable_rows
from tests.oracle.facts import Facts as Read
from tests.proofs import TIMES

SESSIONS = ("session:1", "session:2")
ENGAGEMENTS = (*SESSIONS, "commitment:1")
HEAD_COUNTS = tuple(f"headcount:{number}" for number in range(7))
NUMBERS = (None, 0, 1, 1, 3, 4, 5, 6, 12)
STORED = (
    Statement("MATCH (h:HeadCount) RETURN collect([h.id, h.publicCount, h.countWithheld])", {}),
    Statement("MATCH (s:TrainingSession) RETURN collect([s.id, s.publicTrainedCount, s.trainedCountWithheld])", {}),
)
Keys = tuple[str, str]


class Counted(NamedTuple):
    """A head count: its facts, and the engagement that reached the people."""

    facts: Facts
    engagement: str


class World(NamedTuple):
    """The numbers in a graph: people trained, by session, and head counts."""

    trained: dict[str, int | None]
    counted: dict[str, Counted]

    def rows(self) -> GraphRows:
        """Return all as rows."""
        rows = loadable_rows()
        for engagement in ENGAGEMENTS:
            kind: Facts = {"kind": "DROP_IN"} if engagement not in SESSIONS else {}
            own = kind | {"trainedCount": self.trained.get(engagement)}
            act(rows, engagement, (LOIRE,), {CLUB: ["LEAD"]}, stated=own)
        for identifier, one in self.counted.items():
            rows.node("HeadCount", identifier, **one.facts)
            rows.edge("COUNTED_IN", identifier, one.engagement)
        return rows

    def changes_to(self, other: "World") -> Changes:
        """Return the change set from this world to another."""
        changes = Changes()
        for session in SESSIONS:
            before, after = self.trained.get(session), other.trained.get(session)
            if before != after:
                changes.nodes["TrainingSession", session] = Change({"trainedCount": before}, {"trainedCount": after})
        for identifier in {*self.counted, *other.counted}:
            _change(changes, identifier, self.counted.get(identifier), other.counted.get(identifier))
        return changes


def _change(changes: Changes, identifier: str, before: Counted | None, after: Counted | None) -> None:
    if before == after:
        return
    if before and after:
        names = {*before.facts, *after.facts}
        differing = [name for name in names if before.facts.get(name) != after.facts.get(name)]
        sides = [{name: one.facts.get(name) for name in differing} for one in (before, after)]
        if differing:
            changes.nodes["HeadCount", identifier] = Change(*sides)
    else:
        changes.nodes["HeadCount", identifier] = Change(*(one.facts if one else None for one in (before, after)))
    ends = [one.engagement if one else None for one in (before, after)]
    for end in {end for end in ends if end and ends[0] != ends[1]}:
        key: EdgeKey = "COUNTED_IN", identifier, end
        changes.edges[key] = Change({} if end == ends[0] else None, {} if end == ends[1] else None)


@st.composite
def head_counts(draw: st.DrawFn) -> Counted:
    stated = {"kind": draw(st.sampled_from(("TRAINED", "TRAINED", "RECEIVED")))}
    words: list[Facts] = [{}, {"theme": "HEALTH"}, {"theme": "JUSTICE"}]
    words += [{"audience": word} for word in ("STAFF", "YOUTH", "EMPLOYER")]
    of_year: Facts = {"year": draw(st.sampled_from((2025, 2025, 2026)))}
    facts = stated | of_year | draw(st.sampled_from(words)) | {"count": draw(st.sampled_from(NUMBERS))}
    known: Facts = {name: value for name, value in facts.items() if value is not None}
    return Counted(known, draw(st.sampled_from(("session:1", *ENGAGEMENTS))))


@st.composite
def worlds(draw: st.DrawFn, before: World | None = None) -> World:
    """Draw numbers; given a previous world, one number changes, or a head count is added, removed or changed."""
    if before is None:
        trained = {session: draw(st.sampled_from(NUMBERS)) for session in SESSIONS}
        return World(trained, draw(st.dictionaries(st.sampled_from(HEAD_COUNTS), head_counts(), min_size=3)))
    identifier = draw(st.sampled_from(HEAD_COUNTS))
    there = before.counted.get(identifier)
    number = draw(st.sampled_from(NUMBERS))
    match draw(st.sampled_from(("number", "number", "number", "trained", "other", "deleted_ids"))):
        case "trained":
            return World({**before.trained, draw(st.sampled_from(SESSIONS)): number}, before.counted)
        case "deleted_ids":
            return World(before.trained, {one: c for one, c in before.counted.items() if one != identifier})
        case "number" if there:
            facts = {name: value for name, value in there.facts.items() if name != "count"}
            known: Facts = {} if number is None else {"count": number}
            return World(before.trained, {**before.counted, identifier: Counted(facts | known, there.engagement)})
        case _:
            return World(before.trained, {**before.counted, identifier: draw(head_counts())})


def is_valid(world: World) -> bool:
    """Return whether no two head counts are of the same people."""
    people = [sorted({**one.facts, "count": one.engagement}.items()) for one in world.counted.values()]
    return all(one not in people[place + 1 :] for place, one in enumerate(people))


@st.composite
def histories(draw: st.DrawFn) -> list[World]:
    history = [draw(worlds().filter(is_valid))]
    for _ in range(draw(st.integers(3, 6))):
        history.append(draw(worlds(history[-1]).filter(is_valid)))
    return history


async def stored(graph: ApiSession) -> dict[str, tuple[int | None, bool]]:
    """Return the numbers of people in the graph for a visitor, and whether they are withheld."""
    rows: list[tuple[str, int | None, bool | None]] = []
    for statement in STORED:
        rows += await graph.client.read(statement)
    return {identifier: (number, bool(hidden)) for identifier, number, hidden in rows}


def expected(world: World) -> dict[str, tuple[object, bool]]:
    """Return the same, computed from the rows."""
    facts = Read(world.rows(), anonymous=True)
    names = dict.fromkeys(SESSIONS, "trainedCount") | dict.fromkeys(world.counted, "count")
    return {one: (facts.value(one, name), one in facts.withheld) for one, name in names.items()}


@drawn(histories())
@settings(max_examples=TIMES * as_many(8, 3))
async def test_withheld_numbers_are_determined_again_by_each_write(scratch: ApiSession, history: list[World]) -> None:
    await scratch.replace(history[0].rows())
    assert await stored(scratch) == expected(history[0])
    start, done = await digest(scratch.client), list[Changes]()
    for before, after in pairwise(history):
        writing = await writing_of(scratch.client, before.changes_to(after), Durations())
        await scratch.client.write(writing.statements)
        done.append(writing.changes)
        assert await stored(scratch) == expected(after), (before, after)
    patched = await digest(scratch.client)
    for changes in reversed(done):
        await scratch.client.write((await writing_of(scratch.client, changes.inverse, Durations())).statements)
    assert await digest(scratch.client) == start
    await scratch.replace(history[-1].rows())
    assert await digest(scratch.client) == patched


@pytest.mark.parametrize("deleted_ids", [("session:1",), ("session:1", "headcount:0")], ids=["alone", "with a part"])
async def test_head_counts_of_a_deleted_engagement_are_withheld_separately(
    scratch: ApiSession, deleted_ids: tuple[str, ...]
) -> None:
    """A number of 10 becomes visible once nothing states any more that it is part of another one."""
    parts: list[tuple[str, Facts]] = [("headcount:0", {"audience": "STAFF", "count": 3})]
    parts.append(("headcount:1", {"audience": "YOUTH", "count": 10}))
    world = World({"session:1": 13}, {one: Counted({"kind": "TRAINED", **facts}, "session:1") for one, facts in parts})
    await scratch.replace(world.rows())
    assert (await stored(scratch))["headcount:1"] == (None, True)
    rows = world.rows()
    changes = Changes()
    for node in rows.nodes:
        if node.id in deleted_ids:
            changes.nodes[node.kind, node.id] = Change(dict(node.properties), None)
    for edge in rows.edges:
        if {edge.start, edge.end} & {*deleted_ids}:
            changes.edges[edge.type, edge.start, edge.end] = Change(dict(edge.properties), None)
    await scratch.client.write((await writing_of(scratch.client, changes, Durations())).statements)
    numbers = await stored(scratch)
    assert numbers["headcount:1"] == (10, False)
    assert numbers.get("headcount:0") == (None if "headcount:0" in deleted_ids else (None, True))
