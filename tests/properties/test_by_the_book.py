"""Cells, spreads and mobilised actors of random small worlds equal the oracle's, without a database."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from changes.rows import GraphRows
from graph.vocabulary import Audience, Axis, OfferKind, Theme
from resolvers.rules.cell import StatusCounts
from resolvers.rules.coverage import Matrix
from resolvers.rules.coverage_sums import sole_cells
from resolvers.rules.discounts import discounted
from resolvers.rules.mobilisable import Wanted, access, mobilisable
from resolvers.rules.mobilised import Mobilisation, axes_of, mobilised
from resolvers.rules.question import Question, question_of
from resolvers.rules.training_offers import training_offers
from resolvers.snapshot.model import AXES
from tests.oracle import Oracle
from tests.proofs import TIMES
from tests.properties.from_rows import snapshot_of_rows
from tests.properties.worlds import moments, worlds

pytestmark = pytest.mark.slow
EXAMPLES = TIMES * 10
WANTED: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {
        "axes": st.none() | st.none() | st.sets(st.sampled_from(AXES), min_size=1, max_size=3),
        "themes": st.none() | st.none() | st.sets(st.sampled_from(Theme), min_size=1, max_size=4),
        "audiences": st.none() | st.none() | st.sets(st.sampled_from(Audience), min_size=1, max_size=3),
        "kinds": st.none() | st.none() | st.sets(st.sampled_from(OfferKind), min_size=1, max_size=2),
    }
)
FILTERS: st.SearchStrategy[dict[str, Any]] = st.sampled_from(
    [{}, {}, {}, {"roles": ["FUNDER", "LEAD"]}, {"criteria": ["ORIGIN"]}, {"themes": ["EMPLOYMENT"]}]
)


def cell_of(matrix: Matrix, row: int, axis: int) -> dict[str, Any]:
    """Return a cell of the product in the words of the oracle."""
    snapshot = matrix.snapshot
    actors, engagements, territories = snapshot.actors.ids, snapshot.engagements.ids, snapshot.territories.ids
    cell = matrix.complete(matrix.cell(row, axis))
    planned, last_past, next_end = matrix.expected(cell), matrix.last_past(cell), matrix.next_end(cell)
    survey = cell.finding and {
        "surveyed_on": date.fromordinal(cell.finding.survey.surveyed_on),
        "found": cell.finding.found,
        "territory": territories[cell.finding.territory],
        "source": cell.finding.survey.source,
    }
    return {
        "status": cell.status,
        "actorCount": cell.actor_count,
        "engagementCount": cell.engagement_count,
        "widerActorCount": cell.wider_actor_count,
        "fragile": cell.fragile,
        "onlyActor": actors[cell.bodies[0]] if cell.bodies else None,
        "assumed": cell.assumed,
        "contradicted": cell.contradicted,
        "survey": survey,
        "lapsedOn": date.fromisoformat(cell.lapsed_on) if cell.lapsed_on else None,
        "actors": [actors[a] for a in matrix.counted_actors(cell)],
        "lastActors": [actors[a] for a in matrix.last_actors(cell)],
        "renewalPending": cell.renewal_pending,
        "onlyPast": cell.only_past,
        "nextEnd": None if next_end is None else date.fromordinal(next_end),
        "lastPast": None if last_past is None else engagements[last_past],
        "expected": None if planned is None else engagements[planned],
        "evidence": [
            (engagements[e], reach, via, snapshot.engagements.is_past(e, matrix.ordinal))
            for e, reach, via in matrix.evidence(cell)
        ],
        "discounted": [
            (engagements[one.engagement], one.reach, one.via_succession, one.reason) for one in discounted(matrix, cell)
        ],
    }


def cell_expected(oracle: Oracle, row: str, axis: Axis, day: date, filters: dict[str, Any]) -> dict[str, Any]:
    """Return a cell of the oracle in plain values."""
    facts = dict(oracle.cell(row, axis, day, **filters))
    facts.pop("byReach"), facts.pop("spread")
    survey = facts["survey"]
    names = ("surveyed_on", "found", "territory", "source")
    facts["survey"] = survey and {name: getattr(survey, name) for name in names}
    for name in ("evidence", "discounted"):
        facts[name] = [tuple(one) for one in facts[name]]  # type: ignore[attr-defined]
    return facts


def mobilisation_facts(m: Mobilisation) -> tuple[date, bool, date | None, int]:
    """Return the facts of a mobilised actor: first day, only past evidence or not, next end, count of evidence."""
    next_end = None if m.next_end is None else date.fromordinal(m.next_end)
    return date.fromordinal(m.since), m.only_past, next_end, len(m.evidence)


@st.composite
def cases(draw: st.DrawFn) -> tuple[GraphRows, date, dict[str, Any], list[str]]:
    rows = draw(worlds())
    ids = sorted(node.id for node in rows.nodes if node.kind in {"AdministrativeTerritory", "CityContract"})
    return rows, draw(moments(rows)), draw(FILTERS), draw(st.lists(st.sampled_from(ids), min_size=6, max_size=6))


@settings(max_examples=EXAMPLES)
@given(cases())
def test_every_cell_is_what_the_rules_give(case: tuple[GraphRows, date, dict[str, Any], list[str]]) -> None:
    rows, day, filters, looked_at = case
    snapshot, oracle = snapshot_of_rows(rows), Oracle(rows)
    matrix = Matrix(snapshot, day, question_of(filters))
    for identifier in dict.fromkeys(looked_at):
        row = snapshot.territories.index[identifier]
        for place, axis in enumerate(AXES):
            expected = cell_expected(oracle, identifier, axis, day, filters)
            shown = cell_of(matrix, row, place)
            assert shown == expected, (identifier, axis, [k for k in shown if shown[k] != expected.get(k)])


@settings(max_examples=EXAMPLES)
@given(cases())
def test_a_spread_counts_each_contract_and_qpv_once(case: tuple[GraphRows, date, dict[str, Any], list[str]]) -> None:
    rows, day, filters, _ = case
    snapshot, oracle = snapshot_of_rows(rows), Oracle(rows)
    matrix = Matrix(snapshot, day, question_of(filters))
    for row in snapshot.territories.wide:
        cell = matrix.complete(matrix.cell(row, 3))
        spread = oracle.cell(snapshot.territories.ids[row], AXES[3], day, **filters)["spread"]
        assert cell.spread
        assert spread
        assert cell.spread.contracts == StatusCounts.of(spread["contracts"])
        assert cell.spread.qpv == StatusCounts.of(spread["qpv"])
        assert cell.spread.inhabitants == (*StatusCounts.of(spread["inhabitants"]), spread["withoutPopulation"])


@settings(max_examples=EXAMPLES)
@given(cases(), st.sampled_from([True, True, False, None]))
def test_mobilised_equals_the_cell(
    case: tuple[GraphRows, date, dict[str, Any], list[str]],
    confirmed: bool | None,  # noqa: FBT001
) -> None:
    rows, day, filters, looked_at = case
    snapshot, oracle = snapshot_of_rows(rows), Oracle(rows)
    question = question_of(filters)
    matrix = Matrix(snapshot, day, question)
    for identifier in looked_at[:3]:
        row = snapshot.territories.index[identifier]
        mobilisations = mobilised(snapshot, day, row, [3], question=question, confirmed=confirmed)
        expected = oracle.mobilised(day, [AXES[3]], identifier, confirmed=confirmed, **filters)
        assert {snapshot.actors.ids[m.actor]: mobilisation_facts(m) for m in mobilisations} == {
            entry["actor"]: (entry["since"], entry["only_past"], entry["next_end"], len(entry["evidence"]))
            for entry in expected
        }
        if confirmed:
            assert len(mobilisations) == matrix.cell(row, 3).actor_count


@settings(max_examples=EXAMPLES)
@given(cases())
def test_the_sole_cells_and_the_axes_of_an_actor(case: tuple[GraphRows, date, dict[str, Any], list[str]]) -> None:
    rows, day, _, looked_at = case
    snapshot, oracle = snapshot_of_rows(rows), Oracle(rows)
    ids = list(dict.fromkeys(looked_at))
    places = [snapshot.territories.index[identifier] for identifier in ids]
    cells = sole_cells(Matrix(snapshot, day, Question()), places, range(len(AXES)))
    for actor, identifier in enumerate(snapshot.actors.ids):
        expected = oracle.sole_cells(identifier, ids, None, day)
        assert [(territory, axis) for territory, axis, _ in cells.get(identifier, [])] == expected
        assert [AXES[i] for i in axes_of(snapshot, day, actor)] == oracle.axes_of_actor(identifier, day)


@settings(max_examples=EXAMPLES)
@given(cases(), WANTED)
def test_trainers_and_offers_are_what_the_rules_give(
    case: tuple[GraphRows, date, dict[str, Any], list[str]], wanted: dict[str, Any]
) -> None:
    rows, day, _, looked_at = case
    snapshot, oracle = snapshot_of_rows(rows), Oracle(rows)
    ids = snapshot.actors.ids
    for identifier in looked_at:
        row = snapshot.territories.index[identifier]
        offers = training_offers(snapshot, day, row, Wanted(**wanted))
        names = oracle.training_offers(identifier, day, **wanted)
        for part, without in ((offers.here, False), (offers.anywhere, True)):
            assert {o.offer: (o.makers, {ids[t] for t in o.trainers}) for o in part} == {
                o["offer"]: (o["offeredBy"], set(o["trainers"])) for o in names if o["withoutTerritory"] is without
            }
        trainers = mobilisable(snapshot, day, row, Wanted(**wanted))
        wanted_kinds = {**wanted, "offer_kinds": wanted["kinds"]}
        del wanted_kinds["kinds"]
        people = oracle.mobilisable(identifier, day, **wanted_kinds)
        for group, without in ((trainers.here, False), (trainers.anywhere, True)):
            assert {
                ids[t]: sorted((q.other, access(snapshot.offers[q.other])) for q in held) for t, held in group.items()
            } == {p["trainer"]: p["offers"] for p in people if p["withoutTerritory"] is without}
        busy = {ids[actor] for actor in trainers.busy}
        assert {p["trainer"]: p["mobilisedHere"] is not None for p in people} == {
            p["trainer"]: p["trainer"] in busy for p in people
        }
