"""The snapshot after writes: the patched one equals one read from scratch.

Rule: two snapshot stores, one that follows the graph from write to write, one that never saw it before.
"""

from collections.abc import Sequence
from dataclasses import fields

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from changes.rows import GraphRows
from graph.access import Access
from graph.catalogue import CATALOGUE
from graph.client import Client
from graph.domain.counting import Durations
from graph.statement.core.writer import Statement
from graph.statement.maintain.version import ANYTHING, CHANGED_IDS_LIMIT
from resolvers.snapshot.model import Snapshot
from resolvers.snapshot.store import SnapshotStore
from tests.api_session import ApiSession
from tests.oracle.example import CLUB, LEADING, MAYOR, NEW, OLD, TOWN, act, example_rows
from tests.properties.asking import EXAMPLES
from tests.properties.others import Others
from tests.properties.worlds import ids_of, without, worlds
from tests.questions.golden import RecordingClient

BASES = ("Engagement", "Engagement", "Actor", "Offer", "Source", "Survey")
WRITES_RECORDED = 50


def differing(one: Snapshot, other: Snapshot) -> list[str]:
    """Return the parts in which two snapshots differ."""
    parts = (part.name for part in fields(Snapshot) if part.name != "caches_by_thread")  # cached results
    return [name for name in parts if getattr(one, name) != getattr(other, name)]


async def fresh(client: Client) -> Snapshot:
    """Return the snapshot of a new store."""
    return await SnapshotStore(client, Durations()).current()


Case = tuple[GraphRows, set[str], list[tuple[list[str], bool]]]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Draw rows, the nodes absent at first, and those added or removed by each write, with or without recorded ids."""
    rows = draw(worlds())
    coming = [identifier for base in BASES for identifier in ids_of(rows, base)]
    absent = draw(st.sets(st.sampled_from(coming), max_size=len(coming) // 2))
    some = st.lists(st.sampled_from(coming), min_size=1, max_size=4, unique=True)
    flips = draw(st.lists(st.tuples(some, st.booleans()), max_size=8))
    return rows, absent, flips


@drawn(cases())
@settings(max_examples=EXAMPLES)
async def test_a_patched_snapshot_equals_one_read_anew(scratch: ApiSession, case: Case) -> None:
    rows, absent, flips = case
    await scratch.replace(without(rows, absent))
    others = Others(scratch.client, rows, absent)
    store = SnapshotStore(scratch.client, Durations())
    await store.current()
    for identifiers, noted in flips:
        await others.flip(*identifiers)
        if not noted:
            await scratch.client.write([ANYTHING])
        assert differing(await store.current(), await fresh(scratch.client)) == []


ACTION = "action:1"
PARTS = ("territories", "actors", "engagements")
BY_ANOTHER_TOOL = {
    "nothing": ("RETURN 1", ()),
    "the name of a territory": (f"MATCH (t:Territory {{id: '{TOWN}'}}) SET t.nameKey = 'ville nouvelle'", PARTS),
    "the name of an actor": (f"MATCH (a:Actor {{id: '{MAYOR}'}}) SET a.nameKey = 'maire'", ("actors",)),
    "the kind of an actor": (f"MATCH (a:Actor {{id: '{MAYOR}'}}) SET a.kind = 'STATE'", ("actors",)),
    "an end": (f"MATCH (e:Engagement {{id: '{ACTION}'}}) SET e.countsUntil = date('2026-01-01')", ("engagements",)),
    "an actor gone": (f"MATCH (a:Actor {{id: '{MAYOR}'}}) DETACH DELETE a", ("actors", "engagements")),
}


def two_actions() -> GraphRows:
    """Return the example with two actions, without contracts."""
    rows = without(example_rows(), {OLD, NEW})
    act(rows, ACTION, (TOWN,), LEADING)
    act(rows, "action:2", (TOWN,), {CLUB: ["LEAD"]})
    return rows


@pytest.mark.parametrize("what", BY_ANOTHER_TOOL)
async def test_parts_read_again_without_a_change_are_shared(scratch: ApiSession, what: str) -> None:
    """Everything is read after an unspecified write; the unchanged parts of the previous snapshot are shared."""
    text, changed = BY_ANOTHER_TOOL[what]
    await scratch.replace(two_actions())
    store = SnapshotStore(scratch.client, Durations())
    before = await store.current()
    await scratch.client.write([Statement(text, {}), ANYTHING])
    after = await store.current()
    assert differing(after, await fresh(scratch.client)) == []
    assert tuple(part for part in PARTS if getattr(after, part) is not getattr(before, part)) == changed
    same = {key.rest[0] for key in before.texts if after.texts[key] is before.texts[key]}
    assert same >= ({"ENGAGEMENT", "CITY_CONTRACT", "TRAINER"} if changed != PARTS else set())
    assert store.reads == {"whole": 2, "changes": 0}


async def test_a_write_that_changes_nothing_in_the_snapshot_shares_all_of_it(scratch: ApiSession) -> None:
    """An officer who corrects a note or a link changes the version, but columns and texts are not rebuilt."""
    await scratch.replace(two_actions())
    store = SnapshotStore(scratch.client, Durations())
    before = await store.current()
    corrected = f"MATCH (e:Engagement {{id: '{ACTION}'}}) SET e.description = 'corrected'"
    await scratch.client.write([Statement(corrected, {}, [ACTION])])
    after = await store.current()
    assert differing(after, await fresh(scratch.client)) == []
    assert store.reads["changes"] == 1
    assert after.engagements is before.engagements
    assert all(after.texts[key] is before.texts[key] for key in before.texts)


def write(changed: Sequence[str]) -> Statement:
    """Return a write that changes nothing but records these ids as changed."""
    return Statement("RETURN 1", {}, changed)


PATCHED = {"version", "changes", "snapshot_actors"}
NETWORK = {"version", "changes", "snapshot_ids", "snapshot_actors", "snapshot_others"}
ALL = NETWORK - {"changes"} | {"snapshot_territory_ids", "snapshot_territories"}
WRITES = {
    "no write": ([], {"version"}),
    "a write": ([[write([MAYOR])]], PATCHED),
    "a write that changes nothing": ([[write([])]], {"version", "changes"}),
    "as many writes as are recorded": ([[write([MAYOR])]] * WRITES_RECORDED, PATCHED),
    "one more": ([[write([MAYOR])]] * (WRITES_RECORDED + 1), NETWORK),
    "a write of as many ids as are recorded": (
        [[write([MAYOR, *(f"action:{n}" for n in range(1, CHANGED_IDS_LIMIT))])]],
        PATCHED,
    ),
    "a write of more ids": ([[write([f"action:{n}" for n in range(CHANGED_IDS_LIMIT + 1)])]], NETWORK),
    "a write of a territory": ([[write([TOWN])]], ALL),
    "a write that may change anything": ([[write([MAYOR])], [ANYTHING]], ALL),
}


@pytest.mark.parametrize("case", WRITES)
async def test_no_more_is_read_than_changed(scratch: ApiSession, scratch_access: Access, case: str) -> None:
    writes, read = WRITES[case]
    await scratch.replace(without(example_rows(), {OLD, NEW}))
    async with RecordingClient(scratch_access) as client:
        store = SnapshotStore(client, Durations())
        await store.current()
        for statements in writes:
            await scratch.client.write(statements)
        client.sent.clear()
        assert differing(await store.current(), await fresh(scratch.client)) == []
        texts = {statement.text for sent in client.sent.values() for statement in sent}
    assert {name for name, fixed in CATALOGUE.items() if fixed.text in texts} - {"snapshot_engagements"} == read
