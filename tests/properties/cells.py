"""Questions about coverage and their answers: the selection, and the same facts from the oracle.

Rule: the selection names every field of a cell, of the spread and of the summary.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from hypothesis import strategies as st

from changes.rows import GraphRows
from graph.vocabulary import Audience, Axis, CellStatus, Criterion, Reach, Role, TerritoryKind, Theme
from tests.oracle import Oracle
from tests.oracle.coverage import Cell
from tests.oracle.facts import Facts, fold
from tests.oracle.networks import audiences_asked, axes_asked, criteria_asked, roles_asked, themes_asked
from tests.oracle.spread import Spread, StatusCounts
from tests.oracle.surveys import Survey
from tests.properties.asking import Ask, given
from tests.properties.worlds import ids_of, in_force, moments, reference, some

BY_STATUS = "covered partial inherited gap toConfirm unknown"
WEIGHTS = f"""contracts {{ {BY_STATUS} }} qpv {{ {BY_STATUS} }} inhabitants {{ {BY_STATUS} withoutPopulation }}"""
COUNTS = f"""axis status actorCount engagementCount widerActorCount fragile assumed contradicted lapsedOn renewalPending
  onlyPast   byReach {{ reach actorCount engagementCount }} spread {{ {WEIGHTS} }}"""
SELECTION = f"""{{
  asOf totalCount
  edges {{ node {{ territory {{ id }} cells {{ {COUNTS} onlyActor {{ id }} nextEnd lastPast {{ id }} expected {{ id }}
    actors(first: 50) {{ id }} lastActors {{ id }}
    survey {{ surveyedOn found territory {{ id }} source {{ id }} }}
    evidence(first: 30) {{ engagement {{ id }} reach viaSuccession past }}
    discountedCount discounted(first: 30) {{ engagement {{ id }} reach viaSuccession reason }} }} }} }}
  summary {{ axis rows {{ {BY_STATUS} }} {WEIGHTS} fragileCount contradictedCount lapsedCount }}
}}"""
FEWEST_KNOWN = (CellStatus.GAP, CellStatus.TO_CONFIRM, CellStatus.UNKNOWN)
"""The statuses that an order by gaps counts, one after the other."""
ORDERS = ("code", "name", "gaps", "fragile")
Ordering = list[dict[str, str]]


@dataclass(frozen=True)
class Question:
    """The arguments of a question; None is left out. The rows are `ids`, or else those of `kind` in `within`."""

    day: date
    ids: list[str] | None = None
    kind: TerritoryKind = TerritoryKind.CITY_CONTRACT
    within: str | None = None
    by_code: bool = False
    in_contracts: bool | None = None
    axes: Collection[Axis] | None = None
    roles: Collection[Role] | None = None
    criteria: Collection[Criterion] | None = None
    themes: Collection[Theme] | None = None
    audiences: Collection[Audience] | None = None
    order: Ordering | None = None

    def rows_asked(self, rows: GraphRows) -> dict[str, object]:
        """Return the argument `rows`."""
        if self.ids is not None:
            return given(ids=self.ids)
        within = self.within and reference(rows, self.within, self.day, by_code=self.by_code)
        return given(kind=self.kind, within=within, onlyInCityContract=self.in_contracts)

    def ask(self, rows: GraphRows) -> Ask:
        """Return the root field."""
        arguments = given(asOf=self.day, axes=self.axes, orderBy=self.order, **self.narrowed)
        return Ask("coverage", {"rows": self.rows_asked(rows), "first": 50, **arguments}, SELECTION)

    @property
    def narrowed(self) -> dict[str, Any]:
        """The filters on engagements, for the API and for the oracle."""
        return {
            "roles": self.roles,
            "criteria": self.criteria,
            "themes": self.themes,
            "audiences": self.audiences,
        }

    def row_ids(self, oracle: Oracle, facts: Facts) -> list[str]:
        """Return the rows by code, then id."""
        if self.ids is None:
            return oracle.coverage_rows(self.kind, self.within, self.day, in_city_contract=self.in_contracts is True)
        return sorted(self.ids, key=lambda row: (str(facts.value(row, "code")), row))

    def cells(self, oracle: Oracle, row: str) -> list[Cell]:
        """Return the cells of a row, in the order of the axes asked about."""
        return [oracle.cell(row, axis, self.day, **self.narrowed) for axis in self.shown]

    @property
    def shown(self) -> list[Axis]:
        """The axes asked about, in their order."""
        return [axis for axis in Axis if self.axes is None or axis in self.axes]


@st.composite
def questions(draw: st.DrawFn, rows: GraphRows) -> Question:
    """Draw a question; every third is about every row and axis."""
    day = draw(moments(rows))
    if draw(st.integers(0, 2)) == 0:
        order = draw(orders(ORDERS[1:]))
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
        draw(themes_asked()),
        draw(audiences_asked()),
        draw(st.none() | orders(ORDERS)),
    )


@st.composite
def orders(draw: st.DrawFn, fields: Sequence[str]) -> Ordering:
    """Draw an ordering by one or two fields, each in one direction."""
    chosen = draw(st.lists(st.sampled_from(fields), min_size=1, max_size=2, unique=True))
    return [{field: draw(st.sampled_from(("ASC", "DESC")))} for field in chosen]


def ordered(facts: Facts, cells: Mapping[str, list[Cell]], order: Ordering | None) -> list[str]:
    """Order rows that are sorted by code, then id; sorting keeps that order among equals."""
    keys: dict[str, Callable[[str], Any]] = {
        "code": lambda row: facts.value(row, "code"),
        "name": lambda row: fold(str(facts.value(row, "name"))),
        "gaps": lambda row: [statuses(cells[row]).count(status) for status in FEWEST_KNOWN],
        "fragile": lambda row: sum(cell["fragile"] for cell in cells[row]),
    }
    rows = list(cells)
    for ((field, direction),) in (criterion.items() for criterion in reversed(order or [])):
        rows.sort(key=keys[field], reverse=direction == "DESC")
    return rows


def statuses(cells: Iterable[Cell]) -> list[CellStatus | None]:
    """Return the statuses of cells."""
    return [cell["status"] for cell in cells]


def counts_of(axis: Axis, cell: Cell) -> dict[str, Any]:
    spread, lapsed = cell["spread"], cell["lapsedOn"]
    plain = ("status", "actorCount", "engagementCount", "widerActorCount", "fragile", "assumed", "contradicted")
    return {name: cell[name] for name in (*plain, "renewalPending", "onlyPast")} | {  # type: ignore[literal-required]
        "axis": axis,
        "lapsedOn": lapsed.isoformat() if lapsed else None,
        "byReach": [
            {"reach": reach, "actorCount": len(actors), "engagementCount": len(engagements)}
            for reach in Reach
            if reach in cell["byReach"]
            for actors, engagements in [cell["byReach"][reach]]
        ],
        "spread": _weights(spread) if spread else None,
    }


def _weights(spread: Spread) -> dict[str, Any]:
    return {
        "contracts": _by_status(spread["contracts"]),
        "qpv": _by_status(spread["qpv"]),
        "inhabitants": _by_status(spread["inhabitants"]) | {"withoutPopulation": spread["withoutPopulation"]},
    }


def _by_status(counts: StatusCounts) -> dict[str, int]:
    names = dict(zip(CellStatus, BY_STATUS.split(), strict=True))
    return {names[status]: count for status, count in counts.items()}


def cells_of(question: Question, cells: list[Cell]) -> list[dict[str, Any]]:
    return [
        counts_of(axis, cell)
        | {
            "onlyActor": _node(cell["onlyActor"]),
            "actors": [{"id": actor} for actor in cell["actors"]],
            "lastActors": [{"id": actor} for actor in cell["lastActors"]],
            "nextEnd": cell["nextEnd"].isoformat() if cell["nextEnd"] else None,
            "lastPast": _node(cell["lastPast"]),
            "expected": _node(cell["expected"]),
            "survey": _survey(cell["survey"]),
            "evidence": [
                {
                    "engagement": {"id": one.engagement},
                    "reach": one.reach,
                    "viaSuccession": one.via_succession,
                    "past": one.past,
                }
                for one in cell["evidence"]
            ],
            "discountedCount": len(cell["discounted"]),
            "discounted": [
                {
                    "engagement": {"id": one.engagement},
                    "reach": one.reach,
                    "viaSuccession": one.via_succession,
                    "reason": one.reason,
                }
                for one in cell["discounted"]
            ],
        }
        for axis, cell in zip(question.shown, cells, strict=True)
    ]


def _node(identifier: str | None) -> dict[str, str] | None:
    return {"id": identifier} if identifier else None


def _survey(survey: Survey | None) -> dict[str, Any] | None:
    if survey is None:
        return None
    return {
        "surveyedOn": survey.surveyed_on.isoformat(),
        "found": survey.found,
        "territory": _node(survey.territory),
        "source": _node(survey.source),
    }


def summary_of(axis: Axis, oracle: Oracle, question: Question, rows: list[str]) -> dict[str, Any]:
    total = oracle.summary(rows, axis, question.day, **question.narrowed)
    return {
        "axis": axis,
        "rows": _by_status(total["rows"]),
        **_weights(total["spread"]),
        "fragileCount": total["fragile"],
        "contradictedCount": total["contradicted"],
        "lapsedCount": total["lapsed"],
    }
