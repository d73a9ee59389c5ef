"""Coverage: every fact of every cell, rows and their order, equal to the oracle's.

Rule: a cell is the same when asked for here, nested in a territory and through `mobilised`.
"""

from collections.abc import Mapping
from typing import Any

from hypothesis import example, settings
from hypothesis import given as drawn
from hypothesis import strategies as st

from changes.rows import GraphRows
from graph.rights import VISITOR
from graph.vocabulary import Audience, Axis, Criterion, Reach, Role, Theme, Word
from tests.api_session import ApiSession
from tests.engines import PROOF_ON_NEO4J
from tests.oracle.coverage import LIFTING
from tests.properties.asking import EXAMPLES, Ask, Inner, answer, answers, given, ids, nodes
from tests.properties.cells import COUNTS, Question, cells_of, counts_of, ordered, questions, summary_of
from tests.properties.corners import COMMUNE, CONTRACTS, EPT, FORCES, GRAND_PARIS, corner_rows
from tests.properties.differences import assert_same
from tests.properties.worlds import facts_for, ids_of, in_force, oracles, worlds

pytestmark = PROOF_ON_NEO4J


@st.composite
def cases(draw: st.DrawFn, least: int = 10, most: int = 16) -> tuple[GraphRows, list[Question]]:
    rows = draw(worlds())
    return rows, draw(st.lists(questions(rows), min_size=least, max_size=most))


@drawn(cases())
@example((corner_rows(), [Question(FORCES[2][0], [GRAND_PARIS, EPT, COMMUNE, CONTRACTS[2]])]))
@settings(max_examples=EXAMPLES)
async def test_rows_and_cells(scratch: ApiSession, case: tuple[GraphRows, list[Question]]) -> None:
    rows, questions_asked = case
    await scratch.replace(rows)
    oracle, facts = oracles(rows)[VISITOR], facts_for(rows, VISITOR)
    results = await answers(scratch, [question.ask(rows) for question in questions_asked])
    for question, got in zip(questions_asked, results, strict=True):
        cells = {row: question.cells(oracle, row) for row in question.row_ids(oracle, facts)}
        shown = {row: cells_of(question, cells[row]) for row in ordered(facts, cells, question.order)}
        expected = {
            "asOf": question.day.isoformat(),
            "totalCount": len(cells),
            "edges": [{"node": {"territory": {"id": row}, "cells": shown[row]}} for row in shown],
            "summary": [summary_of(axis, oracle, question, list(cells)) for axis in question.shown],
        }
        assert_same(got, expected, question)


MOBILISED = "{ totalCount edges { node { actor { id } engagements(first: 50) { edges { node { id } } } } } }"
CELL_REACHES = (LIFTING, (Reach.WIDER,), *((reach,) for reach in Reach))


@drawn(cases(1, 2))
@settings(max_examples=EXAMPLES)
async def test_a_cell_says_who_is_mobilised(scratch: ApiSession, case: tuple[GraphRows, list[Question]]) -> None:
    rows, questions_asked = case
    await scratch.replace(rows)
    for question in questions_asked:
        coverage = await answer(scratch, question.ask(rows))
        cells = [(row["territory"]["id"], cell) for row in nodes(coverage) for cell in row["cells"]]
        cells.sort(key=lambda pair: -pair[1]["engagementCount"])
        cells = cells[:8]
        filters = given(asOf=question.day, first=50, **question.narrowed)
        asks = [
            Ask("mobilised", {**filters, "axes": [cell["axis"]], "within": {"id": row}, "reaches": reach}, MOBILISED)
            for row, cell in cells
            for reach in CELL_REACHES
        ]
        results = iter(await answers(scratch, asks))
        for _, cell in cells:
            everybody, wider, *by_reach = (next(results) for _ in CELL_REACHES)
            assert everybody["totalCount"] == cell["actorCount"]
            assert wider["totalCount"] == cell["widerActorCount"]
            shown = {one["engagement"]["id"] for one in cell["evidence"]}
            uncarried = shown - _evidence(everybody)
            assert all(one.startswith("diagnostic:") for one in uncarried)
            assert not uncarried or (cell["axis"] == Axis.KNOWLEDGE and question.roles is None)
            assert _evidence(everybody) <= shown
            assert len(shown) == cell["engagementCount"]
            counts = {one["reach"]: one for one in cell["byReach"]}
            for reach, one in zip(Reach, by_reach, strict=True):
                counted = counts.get(reach, {"actorCount": 0, "engagementCount": 0})
                assert counted["actorCount"] == one["totalCount"]
                assert counted["engagementCount"] >= len(_evidence(one))


def _evidence(mobilised: Mapping[str, Any]) -> set[str]:
    return {one for node in nodes(mobilised) for one in ids(node["engagements"])}


NESTED = f"""{{ edges {{ node {{ id inCityContract(asOf: $day)
  coverage(axes: $onAxes, roles: $asRoles, criteria: $onCriteria, themes: $onThemes, audiences: $forAudiences,
    asOf: $day) {{ {COUNTS} }} }} }} }}"""
EVERY_WORD: Mapping[str, type[Word]] = {
    "roles": Role,
    "criteria": Criterion,
    "themes": Theme,
    "audiences": Audience,
}
SOLE = """{ edges { node { id mobilisedAxes(asOf: $day)
  soleCells(rows: $lookAt, axes: $onAxes, asOf: $day) { territory { id } axis } } } }"""


@drawn(cases(3, 5))
@settings(max_examples=EXAMPLES)
async def test_cells_nested_in_territories_and_actors(
    scratch: ApiSession, case: tuple[GraphRows, list[Question]]
) -> None:
    rows, questions_asked = case
    await scratch.replace(rows)
    oracle, facts = oracles(rows)[VISITOR], facts_for(rows, VISITOR)
    for question in questions_asked:
        every: Mapping[str, object] = {"first": 50}
        axes: Inner = {"onAxes": ("[Axis!]", question.shown), "day": ("Date!", question.day)}
        narrow = {name: words or list(EVERY_WORD[name]) for name, words in question.narrowed.items()}
        filters: Inner = {
            "asRoles": ("[Role!]", narrow["roles"]),
            "onCriteria": ("[Criterion!]", narrow["criteria"]),
            "onThemes": ("[Theme!]", narrow["themes"]),
            "forAudiences": ("[Audience!]", narrow["audiences"]),
        }
        looked_at: Inner = {"lookAt": ("TerritoryRows!", question.rows_asked(rows))}
        asks = [
            Ask("territories", every, NESTED, {**axes, **filters}),
            Ask("actors", every, SOLE, {**axes, **looked_at}),
        ]
        territories, actors = await answers(scratch, asks)
        assert nodes(territories) == [
            {
                "id": row,
                "inCityContract": oracle.in_city_contract(row, question.day),
                "coverage": [
                    counts_of(a, oracle.cell(row, a, question.day, **narrow))
                    for a in question.shown
                    if oracle.in_force(row, question.day)
                ],
            }
            for row in ids_of(rows, "Territory")
        ]
        row_ids = question.row_ids(oracle, facts)
        assert nodes(actors) == [
            {
                "id": actor,
                "mobilisedAxes": oracle.axes_of_actor(actor, question.day),
                "soleCells": [
                    {"territory": {"id": row}, "axis": axis}
                    for row, axis in oracle.sole_cells(actor, row_ids, question.shown, question.day)
                ],
            }
            for actor in ids_of(rows, "Actor")
        ]


@drawn(cases(1, 1))
@settings(max_examples=max(2, EXAMPLES // 3))
async def test_a_territory_out_of_force_is_no_row(scratch: ApiSession, case: tuple[GraphRows, list[Question]]) -> None:
    rows, (question,) = case
    await scratch.replace(rows)
    out = sorted(set(ids_of(rows, "Territory")) - set(in_force(rows, question.day)))
    query = "query($rows: TerritoryRows!, $on: Date) { coverage(rows: $rows, asOf: $on) { totalCount } }"
    for asked in [*([one] for one in out), [*in_force(rows, question.day)[:2], *out]] if out else []:
        refused = await scratch.ask(query, {"rows": {"ids": asked}, "on": question.day.isoformat()})
        assert refused.data == {"coverage": None}
        assert refused.codes == ["NOT_IN_FORCE"]
        assert all(one in refused.errors[0]["message"] for one in asked if one in out)
