"""Coverage: every fact of every cell, rows and their order, as the oracle works them out.

Rule: a cell asked for here, nested in a territory and through `mobilised` is one and the same cell.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from hypothesis import example, settings
from hypothesis import given as drawn
from hypothesis import strategies as st

from changes.rows import GraphRows
from graph.rights import Caller
from graph.vocabulary import Axis, CellStatus, Criterion, Reach, Role, TerritoryKind
from tests.asking import Asker
from tests.oracle import Oracle
from tests.oracle.coverage import LIFTING, Cell
from tests.oracle.facts import Facts, fold
from tests.oracle.networks import axes_asked, criteria_asked, roles_asked
from tests.properties.asking import EXAMPLES, Ask, Inner, answer, answers, given, ids, nodes
from tests.properties.corners import COMMUNE, CONTRACTS, EPT, FORCES, corner_rows
from tests.properties.worlds import facts_for, ids_of, in_force, moments, oracles, reference, some, worlds

COUNTS = """axis status actorCount engagementCount widerActorCount fragile stale lapsedOn renewalPending
  byReach { reach actorCount engagementCount }"""
SELECTION = f"""{{
  asOf totalCount
  edges {{ node {{ territory {{ id }} cells {{ {COUNTS} onlyActor {{ id }} lastActors {{ id }}
    evidence(first: 30) {{ engagement {{ id }} reach viaPredecessor }} }} }} }}
  summary {{ axis covered partial inherited gap unknown fragile stale lapsed }}
}}"""
EMPTY = (CellStatus.GAP, CellStatus.UNKNOWN)


@dataclass(frozen=True)
class Question:
    """What is asked; None is left out. `ids` are rows by name, else those of `kind` in `within`."""

    day: date
    ids: list[str] | None = None
    kind: TerritoryKind = TerritoryKind.CITY_CONTRACT
    within: str | None = None
    by_code: bool = False
    concerned: bool | None = None
    axes: Collection[Axis] | None = None
    roles: Collection[Role] | None = None
    criteria: Collection[Criterion] | None = None
    order: str | None = None

    def rows_asked(self, rows: GraphRows) -> dict[str, object]:
        """Return the argument `rows`."""
        if self.ids is not None:
            return given(ids=self.ids, concerned=self.concerned)
        within = self.within and reference(rows, self.within, self.day, by_code=self.by_code)
        return given(kind=self.kind, within=within, concerned=self.concerned)

    def ask(self, rows: GraphRows) -> Ask:
        """Return the root field."""
        arguments = given(asOf=self.day, axes=self.axes, roles=self.roles, criteria=self.criteria, orderBy=self.order)
        return Ask("coverage", {"rows": self.rows_asked(rows), "first": 50, **arguments}, SELECTION)

    def row_ids(self, oracle: Oracle, facts: Facts) -> list[str]:
        """Return the rows by code, then id."""
        if self.ids is None:
            return oracle.coverage_rows(self.kind, self.within, self.day, self.concerned is not False)
        return sorted(self.ids, key=lambda row: (str(facts.value(row, "code")), row))

    def cells(self, oracle: Oracle, row: str) -> list[Cell]:
        """Return the cells of a row, in the order of the axes asked about."""
        return [oracle.cell(row, axis, self.day, self.roles, self.criteria) for axis in self.shown]

    @property
    def shown(self) -> list[Axis]:
        """The axes asked about, in their order."""
        return [axis for axis in Axis if self.axes is None or axis in self.axes]


@st.composite
def questions(draw: st.DrawFn, rows: GraphRows) -> Question:
    """Draw a question; every third is about every row and axis."""
    day = draw(moments(rows))
    if draw(st.integers(0, 2)) == 0:
        order = draw(st.sampled_from(("NAME", "GAPS_DESC", "FRAGILE_DESC")))
        return Question(day, ids=in_force(rows, day), order=order)
    return Question(
        day,
        draw(st.none() | some(in_force(rows, day), 5)),
        draw(st.sampled_from((*TerritoryKind, *[TerritoryKind.CITY_CONTRACT] * 4))),
        draw(st.none() | st.sampled_from(ids_of(rows, "Territory"))),
        draw(st.booleans()),
        draw(st.sampled_from((None, True, False, False))),
        draw(axes_asked()),
        draw(roles_asked()),
        draw(st.none() | criteria_asked()),
        draw(st.sampled_from((None, "CODE", "NAME", "GAPS_DESC", "FRAGILE_DESC"))),
    )


@st.composite
def cases(draw: st.DrawFn, least: int = 10, most: int = 16) -> tuple[GraphRows, list[Question]]:
    rows = draw(worlds())
    return rows, draw(st.lists(questions(rows), min_size=least, max_size=most))


@drawn(cases())
@example((corner_rows(), [Question(FORCES[2][0], [EPT, COMMUNE, CONTRACTS[2]])]))
@settings(max_examples=EXAMPLES)
async def test_rows_and_cells(scratch: Asker, case: tuple[GraphRows, list[Question]]) -> None:
    rows, questions_asked = case
    await scratch.replace(rows)
    oracle, facts = oracles(rows)[Caller.ANONYMOUS], facts_for(rows, Caller.ANONYMOUS)
    found = await answers(scratch, [question.ask(rows) for question in questions_asked])
    for question, got in zip(questions_asked, found, strict=True):
        cells = {row: question.cells(oracle, row) for row in question.row_ids(oracle, facts)}
        shown = {row: _cells(oracle, question, row, cells[row]) for row in ordered(facts, cells, question.order)}
        assert got == {
            "asOf": question.day.isoformat(),
            "totalCount": len(cells),
            "edges": [{"node": {"territory": {"id": row}, "cells": shown[row]}} for row in shown],
            "summary": _summary(question.shown, cells),
        }, question


def ordered(facts: Facts, cells: Mapping[str, list[Cell]], order: str | None) -> list[str]:
    """Order rows that come by code, then id; sorting keeps that order among equals."""
    match order:
        case "NAME":
            return sorted(cells, key=lambda row: fold(str(facts.value(row, "name"))))
        case "GAPS_DESC":
            return sorted(cells, key=lambda row: -sum(cell["status"] in EMPTY for cell in cells[row]))
        case "FRAGILE_DESC":
            return sorted(cells, key=lambda row: -sum(cell["fragile"] for cell in cells[row]))
        case _:
            return list(cells)


def _counts(axis: Axis, cell: Cell) -> dict[str, Any]:
    lapsed = cell["lapsedOn"]
    plain = ("status", "actorCount", "engagementCount", "widerActorCount", "fragile", "stale", "renewalPending")
    return {name: cell[name] for name in plain} | {  # type: ignore[literal-required]
        "axis": axis,
        "lapsedOn": lapsed.isoformat() if lapsed else None,
        "byReach": [
            {"reach": reach, "actorCount": len(actors), "engagementCount": len(engagements)}
            for reach in Reach
            if reach in cell["byReach"]
            for actors, engagements in [cell["byReach"][reach]]
        ],
    }


def _cells(oracle: Oracle, question: Question, row: str, cells: list[Cell]) -> list[dict[str, Any]]:
    return [
        _counts(axis, cell)
        | {
            "onlyActor": {"id": cell["onlyActor"]} if cell["onlyActor"] else None,
            "lastActors": [{"id": actor} for actor in cell["lastActors"]],
            "evidence": [
                {"engagement": {"id": one}, "reach": reach, "viaPredecessor": oracle.reach(one, row) == (reach, True)}
                for reach in Reach
                for one in sorted(cell["byReach"].get(reach, (set(), set()))[1])
            ],
        }
        for axis, cell in zip(question.shown, cells, strict=True)
    ]


def _summary(axes: list[Axis], cells: Mapping[str, list[Cell]]) -> list[dict[str, Any]]:
    totals = []
    for place, axis in enumerate(axes):
        column = [row[place] for row in cells.values()]
        by_status = {status.lower(): sum(cell["status"] == status for cell in column) for status in CellStatus}
        totals.append(
            {"axis": axis, **by_status}
            | {
                "fragile": sum(cell["fragile"] for cell in column),
                "stale": sum(cell["stale"] for cell in column),
                "lapsed": sum(cell["lapsedOn"] is not None for cell in column),
            }
        )
    return totals


MOBILISED = "{ totalCount edges { node { actor { id } engagements(first: 50) { edges { node { id } } } } } }"
CELL_REACHES = (LIFTING, (Reach.WIDER,), *((reach,) for reach in Reach))


@drawn(cases(1, 2))
@settings(max_examples=EXAMPLES)
async def test_a_cell_says_who_is_mobilised(scratch: Asker, case: tuple[GraphRows, list[Question]]) -> None:
    rows, questions_asked = case
    await scratch.replace(rows)
    for question in questions_asked:
        coverage = await answer(scratch, question.ask(rows))
        cells = [(row["territory"]["id"], cell) for row in nodes(coverage) for cell in row["cells"]]
        cells.sort(key=lambda pair: -pair[1]["engagementCount"])
        cells = cells[:8]
        filters = given(asOf=question.day, roles=question.roles, criteria=question.criteria, first=50)
        asks = [
            Ask("mobilised", {**filters, "axes": [cell["axis"]], "within": {"id": row}, "reach": reach}, MOBILISED)
            for row, cell in cells
            for reach in CELL_REACHES
        ]
        found = iter(await answers(scratch, asks))
        for _, cell in cells:
            everybody, wider, *by_reach = (next(found) for _ in CELL_REACHES)
            assert everybody["totalCount"] == cell["actorCount"]
            assert len(_evidence(everybody)) == cell["engagementCount"]
            assert wider["totalCount"] == cell["widerActorCount"]
            assert [
                {"reach": reach, "actorCount": one["totalCount"], "engagementCount": len(_evidence(one))}
                for reach, one in zip(Reach, by_reach, strict=True)
                if one["totalCount"]
            ] == cell["byReach"]
            shown = {one["engagement"]["id"] for one in cell["evidence"]}
            assert shown == _evidence(everybody) | _evidence(wider)


def _evidence(mobilised: Mapping[str, Any]) -> set[str]:
    return {one for node in nodes(mobilised) for one in ids(node["engagements"])}


NESTED = f"""{{ edges {{ node {{ id concerned
  coverage(axes: $onAxes, roles: $asRoles, criteria: $onCriteria) {{ {COUNTS} }} }} }} }}"""
SOLE = """{ edges { node { id axes soleCells(rows: $lookAt, axes: $onAxes) { territory { id } axis } } } }"""


@drawn(cases(3, 5))
@settings(max_examples=EXAMPLES)
async def test_cells_nested_in_territories_and_actors(scratch: Asker, case: tuple[GraphRows, list[Question]]) -> None:
    rows, questions_asked = case
    await scratch.replace(rows)
    oracle, facts = oracles(rows)[Caller.ANONYMOUS], facts_for(rows, Caller.ANONYMOUS)
    for question in questions_asked:
        every: Mapping[str, object] = {"asOf": question.day, "first": 50}
        axes: Inner = {"onAxes": ("[Axis!]", question.shown)}
        filters: Inner = {
            "asRoles": ("[Role!]", question.roles or list(Role)),
            "onCriteria": ("[Criterion!]", question.criteria or list(Criterion)),
        }
        looked_at: Inner = {"lookAt": ("TerritoryRows!", question.rows_asked(rows))}
        asks = [
            Ask("territories", every, NESTED, {**axes, **filters}),
            Ask("actors", every, SOLE, {**axes, **looked_at}),
        ]
        territories, actors = await answers(scratch, asks)
        narrow = [question.roles or list(Role), question.criteria or list(Criterion)]
        assert nodes(territories) == [
            {
                "id": row,
                "concerned": oracle.concerned(row, question.day),
                "coverage": [_counts(a, oracle.cell(row, a, question.day, *narrow)) for a in question.shown],  # type: ignore[arg-type]
            }
            for row in ids_of(rows, "Territory")
        ]
        mobilised = {entry["actor"]: entry["axes"] for entry in oracle.mobilised(question.day)}
        row_ids = question.row_ids(oracle, facts)
        assert nodes(actors) == [
            {
                "id": actor,
                "axes": mobilised.get(actor, []),
                "soleCells": [
                    {"territory": {"id": row}, "axis": axis}
                    for row, axis in oracle.sole_cells(actor, row_ids, question.shown, question.day)
                ],
            }
            for actor in ids_of(rows, "Actor")
        ]


@drawn(cases(1, 1))
@settings(max_examples=max(2, EXAMPLES // 3))
async def test_a_contract_out_of_force_is_no_row(scratch: Asker, case: tuple[GraphRows, list[Question]]) -> None:
    rows, (question,) = case
    await scratch.replace(rows)
    out = sorted(set(ids_of(rows, "Territory")) - set(in_force(rows, question.day)))
    for contract in out:
        query = "query($rows: TerritoryRows!, $on: Date) { coverage(rows: $rows, asOf: $on) { totalCount } }"
        found = await scratch.ask(query, {"rows": {"ids": [contract]}, "on": question.day.isoformat()})
        assert found.data == {"coverage": None}
        assert found.codes == ["NOT_IN_FORCE"]
