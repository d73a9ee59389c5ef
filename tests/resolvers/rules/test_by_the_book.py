"""Cells and mobilised actors of random small worlds are what the rules of `docs/model.md` give, worked out plainly."""

from collections.abc import Collection
from datetime import date
from typing import Any

from hypothesis import event, given, settings
from hypothesis import strategies as st

from graph.vocabulary import CellStatus, Reach
from resolvers.rules.coverage import Matrix, sole_cells, summaries
from resolvers.rules.mobilised import mobilised
from resolvers.rules.question import Question, question_of
from resolvers.snapshot.model import Snapshot, roles_of
from tests.resolvers.rules import plain
from tests.resolvers.rules.drawn import AXES, DAYS, FILTERS, GROUND, snapshot_of_world, worlds
from tests.resolvers.rules.plain import Filters, PlainCell, PlainMobilisation, World

EXAMPLES = 300
SOME_REACHES = st.one_of(
    st.just(frozenset({"DIRECT", "PARTIAL"})), st.frozensets(st.sampled_from(plain.REACHES), min_size=1)
)
SOME_AXES = st.sampled_from([(0,), (3,), (0, 3), tuple(AXES)])


def question(filters: Filters) -> Question:
    given_filters = {"roles": filters.roles, "criteria": filters.criteria}
    return question_of({name: words if words is None else sorted(words) for name, words in given_filters.items()})


def cell_shown(cells: Matrix, row: int, axis: int) -> PlainCell:
    """Return a cell of the product in the words of the plain rules."""
    snapshot = cells.snapshot
    actors, engagements = snapshot.actors.ids, snapshot.engagements.ids
    cell = cells.count_reaches(cells.cell(row, axis))
    assert cell.axis.number == axis + 1
    assert cell.fragile is (cell.only_actor is not None)
    return PlainCell(
        cell.status,
        cell.actor_count,
        cell.engagement_count,
        cell.wider_actor_count or 0,
        [(str(reach), people, found) for reach, people, found in cell.by_reach or ()],
        [(engagements[e], str(reach), via) for e, reach, via in cells.evidence(cell)],
        None if cell.only_actor is None else actors[cell.only_actor],
        cell.stale,
        date.fromisoformat(cell.lapsed_on) if cell.lapsed_on else None,
        [actors[a] for a in cells.last_actors(cell)],
        cell.renewal_pending,
    )


@settings(max_examples=EXAMPLES)
@given(worlds(), st.sampled_from(DAYS), FILTERS)
def test_every_cell_is_what_the_rules_give(world: World, day: date, filters: Filters) -> None:
    snapshot = snapshot_of_world(world)
    cells = Matrix(snapshot, day, question(filters))
    for identifier, row in snapshot.territories.index.items():
        for axis in AXES:
            expected = plain.cell(world, identifier, axis, day, filters)
            for seen in (expected.status, expected.lapsed_on and "lapsed", expected.only_actor and "fragile"):
                event(seen or "neither")
            assert cell_shown(cells, row, axis) == expected, (identifier, axis)


@given(worlds(), st.sampled_from(DAYS), FILTERS, SOME_AXES)
def test_summaries_and_sole_cells_are_those_of_the_cells(
    world: World, day: date, filters: Filters, axes: tuple[int, ...]
) -> None:
    snapshot = snapshot_of_world(world)
    cells = Matrix(snapshot, day, question(filters))
    index = snapshot.territories.index
    plainly = {(i, axis): plain.cell(world, i, axis, day, filters) for i in GROUND for axis in axes}
    totals = summaries([[cells.cell(index[i], axis) for axis in axes] for i in GROUND], axes)
    for axis, total in zip(axes, totals, strict=True):
        column = [plainly[i, axis] for i in GROUND]
        counted = {status.lower(): sum(cell.status == status for cell in column) for status in CellStatus}
        assert {name: total[name] for name in counted} == counted
        assert sum(counted.values()) == len(GROUND)
        assert total["fragile"] == sum(cell.only_actor is not None for cell in column)
        assert total["stale"] == sum(cell.stale for cell in column)
        assert total["lapsed"] == sum(cell.lapsed_on is not None for cell in column)
    sole = sole_cells(cells, [index[i] for i in GROUND], axes)
    assert sorted((row, axis, actor) for actor, found in sole.items() for row, axis, _ in found) == sorted(
        (i, str(cells.cell(index[i], axis).axis), cell.only_actor)
        for (i, axis), cell in plainly.items()
        if cell.only_actor
    )


def mobilised_shown(
    snapshot: Snapshot, row: str, axes: tuple[int, ...], reaches: Collection[str], day: date, filters: Filters
) -> dict[str, PlainMobilisation]:
    """Return the mobilised actors of the product in the words of the plain rules."""
    ids = snapshot.engagements.ids
    found = mobilised(snapshot, day, snapshot.territories.index[row], axes, reaches, question(filters))
    return {
        snapshot.actors.ids[m.actor]: PlainMobilisation(
            list(m.axes),
            date.fromordinal(m.since),
            {axis: date.fromordinal(since) for axis, since in m.since_by_axis.items()},
            [(ids[x.engagement], frozenset(roles_of(x.roles)), str(x.reach), x.via_predecessor) for x in m.evidence],
        )
        for m in found
    }


@settings(max_examples=EXAMPLES)
@given(worlds(), st.sampled_from(DAYS), FILTERS, SOME_AXES, SOME_REACHES)
def test_who_is_mobilised_is_what_the_rules_give(
    world: World, day: date, filters: Filters, axes: tuple[int, ...], reaches: frozenset[str]
) -> None:
    snapshot = snapshot_of_world(world)
    for row in GROUND:
        expected = plain.mobilised(world, row, axes, reaches, day, filters)
        event(f"{min(len(expected), 3)} actors")
        shown = mobilised_shown(snapshot, row, axes, reaches, day, filters)
        assert (list(shown), shown) == (list(expected), expected), row


@given(worlds(), st.sampled_from(DAYS), FILTERS, st.sampled_from((0, 3)))
def test_the_actors_of_a_cell_are_those_mobilised(world: World, day: date, filters: Filters, axis: int) -> None:
    snapshot = snapshot_of_world(world)
    asked: Question = question(filters)
    cells = Matrix(snapshot, day, asked)
    for row in range(len(GROUND)):
        counted = [Reach.DIRECT, Reach.PARTIAL, Reach.INHERITED]
        found: list[Any] = mobilised(snapshot, day, row, [axis], counted, asked)
        cell = cells.cell(row, axis)
        assert len(found) == cell.actor_count
        assert {x.engagement for m in found for x in m.evidence} == {
            e for e, reach, _ in cells.evidence(cell) if reach in counted
        }
