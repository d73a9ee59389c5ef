"""Pages: joined together they are the list, forwards and backwards, even during concurrent writes.

Rule: nodes present throughout are seen once, in order, whatever is added or removed between the pages.
"""

from datetime import date

from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from changes.rows import GraphRows
from graph.rights import Viewer
from tests.api_session import VIEWERS, ApiSession
from tests.oracle.networks import days
from tests.properties.asking import EXAMPLES, Ask, answer, nodes
from tests.properties.cells import ORDERS
from tests.properties.listings import nested, of_coverage, of_mobilisable, of_mobilised, of_nodes
from tests.properties.others import Others
from tests.properties.pages import Listing, Walk, step, to_the_end, whole
from tests.properties.worlds import ids_of, without, worlds

Case = tuple[GraphRows, list[Listing], list[int]]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    rows, day = draw(worlds()), draw(days())
    listing = st.one_of(
        of_nodes(),
        of_nodes(),
        nested(rows),
        nested(rows),
        of_mobilised(rows, day, ("name", "since", "engagementCount")),
        of_mobilisable(rows, day),
        of_coverage(day, ORDERS),
    )
    listings = draw(st.lists(listing, min_size=12, max_size=20))
    return rows, listings, [draw(st.integers(1, 4)) for _ in listings]


@drawn(cases(), st.sampled_from(VIEWERS))
@settings(max_examples=EXAMPLES)
async def test_pages_make_the_list(scratch: ApiSession, case: Case, viewer: Viewer) -> None:
    rows, listings, sizes = case
    await scratch.replace(rows)
    expected = await whole(scratch, listings, viewer)
    forwards = [Walk(listing, size) for listing, size in zip(listings, sizes, strict=True)]
    backwards = [Walk(walk.listing, walk.size, backwards=True) for walk in forwards if not walk.listing.forward_only]
    await to_the_end(scratch, [*forwards, *backwards], viewer)
    lists = dict(zip(map(id, listings), expected, strict=True))
    for walk in [*forwards, *backwards]:
        assert walk.seen == lists[id(walk.listing)], walk


EVIDENCE = """{ edges { node { actor { id } engagements(first: $some, after: $from) {
  totalCount edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage } } } } }"""


@drawn(worlds(), days(), st.integers(1, 2))
@settings(max_examples=max(2, EXAMPLES // 3))
async def test_evidence_goes_on_after_a_cursor(scratch: ApiSession, rows: GraphRows, day: date, size: int) -> None:
    await scratch.replace(rows)
    ask = Ask("mobilised", {"asOf": day, "first": 50, "confirmed": None}, EVIDENCE)
    every = nodes(await answer(scratch, _from(ask, 50, None)))
    for cursor, start in [
        (edge["cursor"], edge["node"]["id"]) for one in every for edge in one["engagements"]["edges"]
    ][:6]:
        later = nodes(await answer(scratch, _from(ask, size, cursor)))
        for one, all_of_it in zip(later, every, strict=True):
            ids = [edge["node"]["id"] for edge in all_of_it["engagements"]["edges"]]
            rest = [identifier for identifier in ids if identifier > start]
            assert [edge["node"]["id"] for edge in one["engagements"]["edges"]] == rest[:size]
            assert one["engagements"]["totalCount"] == len(ids)
            assert one["engagements"]["pageInfo"] == {"hasNextPage": len(rest) > size, "hasPreviousPage": True}


def _from(ask: Ask, size: int, cursor: str | None) -> Ask:
    return Ask(ask.root, ask.arguments, ask.selection, {"some": ("Int", size), "from": ("String", cursor)})


Disturbed = tuple[GraphRows, set[str], list[str], list[Walk]]


@st.composite
def disturbances(draw: st.DrawFn) -> Disturbed:
    """Draw rows, the nodes absent at first, those added or removed between the pages, and the walks."""
    rows, day = draw(worlds()), draw(days())
    coming = [*ids_of(rows, "Engagement"), *ids_of(rows, "Engagement"), *ids_of(rows, "Actor")]
    absent = draw(st.sets(st.sampled_from(coming), max_size=len(coming) // 3))
    there = without(rows, absent)
    listing = st.one_of(
        of_nodes(),
        of_nodes(),
        nested(there),
        nested(there),
        of_mobilised(there, day, ("name",)),
        of_mobilisable(there, day),
        of_coverage(day, ("code", "name")),
    )
    listings = draw(st.lists(listing, min_size=8, max_size=12))
    walks = [
        Walk(one, draw(st.integers(1, 3)), backwards=not one.forward_only and draw(st.booleans())) for one in listings
    ]
    holding = {walk.listing.node[1] for walk in walks if walk.listing.node}
    flips = draw(st.lists(st.sampled_from([one for one in coming if one not in holding] or coming[:1]), max_size=20))
    return rows, absent, [one for one in flips if one not in holding], walks


@drawn(disturbances(), st.sampled_from(VIEWERS))
@settings(max_examples=EXAMPLES)
async def test_pages_while_others_write(scratch: ApiSession, case: Disturbed, viewer: Viewer) -> None:
    rows, absent, flips, walks = case
    await scratch.replace(without(rows, absent))
    others = Others(scratch.client, rows, absent)
    throughout = await whole(scratch, [walk.listing for walk in walks], viewer)
    comings = iter(flips)
    while going := [walk for walk in walks if not walk.done]:
        await step(scratch, going, viewer)
        for identifier in [one for one, _ in zip(comings, range(2), strict=False)]:
            await others.flip(identifier)
        now = await whole(scratch, [walk.listing for walk in going], viewer)
        for walk, ids in zip(going, now, strict=True):
            place = walks.index(walk)
            if not walk.done:
                throughout[place] = [one for one in throughout[place] if one in ids]
    for walk, steady in zip(walks, throughout, strict=True):
        assert len(set(walk.seen)) == len(walk.seen), walk
        assert [one for one in walk.seen if one in steady] == steady, walk
