"""The content of an export: engagements that `mobilised` counts in a territory on a day, and those without actors.

The two CSV matrices, long and wide, give the shares of wide rows. Rule: any territory, in force or not, on days with
changes; the expected content is the oracle's.
"""

import csv
from collections.abc import Iterator
from datetime import date
from itertools import product
from typing import Any

import orjson
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from changes.rows import GraphRows
from exchange.outgoing.network import ExportFilters
from graph.rights import EVERYTHING
from graph.vocabulary import Axis, CellStatus, TerritoryKind
from tests.api_session import ApiSession
from tests.exchange.outgoing.exports import exported
from tests.oracle import Oracle
from tests.oracle.counting import counted_actors, in_effect
from tests.oracle.facts import Facts
from tests.oracle.mobilised import NEAR
from tests.oracle.spread import Spread
from tests.oracle.territories import attached
from tests.properties.asking import EXAMPLES, Ask, answers
from tests.properties.worlds import ids_of, moments, worlds

Case = tuple[GraphRows, list[tuple[str, date]]]
EVIDENCE = "{ edges { node { engagements(first: 100) { edges { node { id } } } } } }"


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Draw a network, and territories on days: contracts most often, on days in and out of force."""
    rows = draw(worlds())
    ids = ids_of(rows, "Territory")
    contracts = [identifier for identifier in ids if identifier.startswith("contract:")]
    territories = st.sampled_from(ids) | st.sampled_from(contracts or ids) | st.sampled_from(contracts or ids)
    return rows, draw(st.lists(st.tuples(territories, moments(rows)), min_size=6, max_size=10))


@drawn(cases())
@settings(max_examples=EXAMPLES)
async def test_an_export_in_effect_holds_what_mobilised_counts(scratch: ApiSession, case: Case) -> None:
    rows, asked = case
    await scratch.replace(rows)
    oracle, facts = Oracle(rows), Facts(rows)
    questions = [
        Ask(
            "mobilised",
            {"within": {"id": territory}, "asOf": day.isoformat(), "confirmed": None, "first": 100},
            EVIDENCE,
        )
        for territory, day in asked
    ]
    results = await answers(scratch, questions, EVERYTHING)
    for (territory, day), answer in zip(asked, results, strict=True):
        held = await _held(scratch, territory, day)
        reached = {
            e
            for e in ids_of(rows, "Engagement")
            if in_effect(facts, e, day) and (oracle.reach(e, territory, day) or (None,))[0] in NEAR
        }
        assert held == reached, (territory, day)
        counted = {x["node"]["id"] for one in answer["edges"] for x in one["node"]["engagements"]["edges"]}
        assert {one for one in held if counted_actors(facts, one, None)} == counted, (territory, day)


WIDE = (TerritoryKind.DEPARTEMENT, TerritoryKind.REGION, TerritoryKind.COUNTRY)
STATUSES = dict(zip(CellStatus, ("Covered", "Partial", "Inherited", "Gap", "ToConfirm", "Unknown"), strict=True))
Matrices = tuple[GraphRows, list[tuple[TerritoryKind, date]]]


@st.composite
def matrices(draw: st.DrawFn) -> Matrices:
    """Draw a network, and kinds of row on days: wide ones most often."""
    rows = draw(worlds())
    kinds = st.sampled_from((*WIDE, *WIDE, TerritoryKind.CITY_CONTRACT, TerritoryKind.QPV))
    return rows, draw(st.lists(st.tuples(kinds, moments(rows)), min_size=3, max_size=5))


@drawn(matrices())
@settings(max_examples=EXAMPLES)
async def test_both_matrices_have_each_share_and_the_areas_of_a_row(scratch: ApiSession, case: Matrices) -> None:
    rows, asked = case
    await scratch.replace(rows)
    oracle, facts = Oracle(rows, anonymous=True), Facts(rows, anonymous=True)
    for kind, day in asked:
        filters = ExportFilters(as_of=day.isoformat())
        long, wide = [
            list(csv.DictReader((await exported(scratch, name, filters, kind)).decode().splitlines()))
            for name in ("matrix.csv", "matrix.wide.csv")
        ]
        ids = oracle.coverage_rows(kind, None, day, in_city_contract=True)
        assert [(row["territoryId"], row["axis"]) for row in long] == list(product(ids, Axis))
        assert [row["territoryId"] for row in wide] == ids
        by_place = {row["territoryId"]: row for row in wide}
        for row in long:
            place, axis = row["territoryId"], Axis(row["axis"])
            found, spread = by_place[place], oracle.cell(place, axis, day)["spread"]
            for name, number in _shares(spread) if spread else ():
                assert row[name] == found[f"axis{axis.number}{name[0].upper()}{name[1:]}"]
                assert (float(row[name]) if row[name] else None) == number, (place, axis, name)
            assert (kind in WIDE) is (spread is not None) is bool(row["contractsGap"])
            assert _areas(row) == _areas(found) == _areas_of(facts, place)


def _shares(spread: Spread) -> Iterator[tuple[str, float | None]]:
    """Yield the columns of a spread: the number with each status, and its share among those with a known status."""
    yield "inhabitantsWithoutPopulation", spread["withoutPopulation"]
    for counted, counts in (
        ("contracts", spread["contracts"]),
        ("qpv", spread["qpv"]),
        ("inhabitants", spread["inhabitants"]),
    ):
        every = sum(counts.values())
        for status, name in STATUSES.items():
            yield f"{counted}{name}", counts[status]
            yield f"share{counted[0].upper()}{counted[1:]}{name}", counts[status] / every if every else None


def _areas(row: dict[str, str]) -> list[str]:
    return [row[name] for name in ("departementCode", "departement", "regionCode", "region")]


def _areas_of(facts: Facts, place: str) -> list[str]:
    """Return code and name of the département and of the région in which a territory is counted."""
    by_kind = {facts.value(one, "kind"): one for one in (place, *attached(facts, place))}
    there = [by_kind.get(kind) for kind in (TerritoryKind.DEPARTEMENT, TerritoryKind.REGION)]
    return [str(facts.value(one, name)) if one else "" for one in there for name in ("code", "name")]


async def _held(scratch: ApiSession, territory: str, day: date) -> set[str]:
    """Return the ids of the engagements of an export."""
    filters = ExportFilters(as_of=day.isoformat(), within={"id": territory}, in_effect=True)
    lines: list[dict[str, Any]] = [
        orjson.loads(line) for line in (await exported(scratch, "jsonl", filters, viewer=EVERYTHING)).splitlines()
    ]
    return {one["id"] for one in lines if "startsOn" in one}
