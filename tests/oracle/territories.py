"""Containment, overlap and equality of territories, the reach of engagements to them, and the rows of coverage.

Section 5, and rules 6 to 9 and 20 to 22. Rule: PART_OF and ATTACHED_TO are walked any number of times, OVERLAPS and
SAME_GROUND one step either way, SUCCEEDS any number of times, all steps backwards or all forwards.
"""

from collections.abc import Collection
from datetime import date

from changes.rows import EdgeRow
from graph.vocabulary import Perimeter, Reach, SuccessionBasis, TerritoryKind
from tests.oracle.counting import targets_of
from tests.oracle.facts import TERRITORIES, Facts, holds_on

COUNTRY = "country:FR"
WIDE = (TerritoryKind.DEPARTEMENT, TerritoryKind.REGION, TerritoryKind.COUNTRY)
QPV_FROM = date(2024, 1, 1)


def ancestors(facts: Facts, territory: str) -> frozenset[str]:
    """Return every territory that contains this one."""
    return facts.walk("PART_OF", territory)


def descendants(facts: Facts, territory: str) -> set[str]:
    """Return every territory inside this one."""
    return {other for other in facts.ids(TERRITORIES) if territory in ancestors(facts, other)}


def _either_way(facts: Facts, relationship: str, territory: str) -> set[str]:
    there = {edge.end for edge in facts.out(relationship, territory)}
    return there | {edge.start for edge in facts.into(relationship, territory)}


def overlapping(facts: Facts, territory: str) -> set[str]:
    """Return the territories that share ground with this one, neither containing the other."""
    return _either_way(facts, "OVERLAPS", territory)


def same_ground(facts: Facts, territory: str) -> set[str]:
    """Return the territories with the same communes as this one, in one step."""
    return _either_way(facts, "SAME_GROUND", territory)


def attached(facts: Facts, territory: str) -> frozenset[str]:
    """Return the département, région and country in which this territory is counted."""
    return facts.walk("ATTACHED_TO", territory)


def is_within(facts: Facts, territory: str, outer: str) -> bool:
    """Return whether a territory is `outer` or in it: attached to a département, région or country, or part of it."""
    if territory == outer:
        return True
    if facts.value(outer, "kind") in WIDE:
        return outer in attached(facts, territory)
    return outer in ancestors(facts, territory)


def wide(facts: Facts, territory: str) -> bool:
    """Return whether a territory is of a wide kind: département, région, country, or an EPCI that holds EPT."""
    kind = facts.value(territory, "kind")
    inside = [facts.value(edge.start, "kind") for edge in facts.into("PART_OF", territory)]
    return kind in WIDE or (kind == TerritoryKind.EPCI and TerritoryKind.EPT in inside)


def wider(facts: Facts, territory: str) -> bool:
    """Return whether a target counts as wide: the narrowest kind of its ground decides."""
    return wide(facts, territory) and all(wide(facts, same) for same in same_ground(facts, territory))


def lead_territories(facts: Facts, contract: str) -> set[str]:
    """Return the territories that the leads of a contract govern, whatever the days; none unless it is a contract."""
    leads = [edge.end for edge in facts.out("LED_BY", contract)]
    return {edge.end for lead in leads for edge in facts.out("GOVERNS", lead)}


def _walk_succession(facts: Facts, contract: str, *, backwards: bool, without: Collection[SuccessionBasis]) -> set[str]:
    contracts: set[str] = set()
    waiting = [contract]
    while waiting:
        current = waiting.pop()
        edges = facts.out("SUCCEEDS", current) if backwards else facts.into("SUCCEEDS", current)
        for other in [_other_end(edge, current) for edge in edges if edge.properties.get("basis") not in without]:
            if other not in contracts:
                contracts.add(other)
                waiting.append(other)
    return contracts


def _other_end(edge: EdgeRow, end: str) -> str:
    return edge.start if edge.end == end else edge.end


def succession(facts: Facts, contract: str, without: Collection[SuccessionBasis] = ()) -> set[str]:
    """Return the contracts before and after this one, without steps that rest on the given assumptions."""
    before = _walk_succession(facts, contract, backwards=True, without=without)
    return before | _walk_succession(facts, contract, backwards=False, without=without)


def _succeeds(facts: Facts, target: str, row: str, without: Collection[SuccessionBasis] = ()) -> bool:
    """Return whether a target is, or is in, a contract before or after the row."""
    return bool(({target} | ancestors(facts, target)) & succession(facts, row, without))


def _is_shared(facts: Facts, target: str, row: str, day: date) -> bool:
    """Return whether a target EPCI or EPT holds several contracts in force, and does not lead one that the row is in.

    A row is in a contract if it is the contract, has its ground, or lies in it.
    """
    if facts.value(target, "kind") not in {TerritoryKind.EPCI, TerritoryKind.EPT}:
        return False
    there = [contract for contract in contracts_in_force(facts, day) if target in ancestors(facts, contract)]
    of_row = {row} | same_ground(facts, row) | ancestors(facts, row)
    return len(there) > 1 and any(
        target not in same_ground(facts, contract) | lead_territories(facts, contract)
        for contract in there
        if contract in of_row
    )


def target_reach(facts: Facts, target: str, row: str, day: date | None = None) -> tuple[Reach, bool] | None:
    """Return how an engagement on one territory reaches a row, and whether by succession; None if it does not.

    A succession reaches a contract only on days it is in force; without a day, on any.
    """
    if target == row or target in same_ground(facts, row) or target in lead_territories(facts, row):
        return Reach.DIRECT, False
    contains, touches = target in ancestors(facts, row), target in overlapping(facts, row)
    if row in ancestors(facts, target) or (touches and not wider(facts, target)):
        return Reach.PARTIAL, False
    if (day is None or in_force(facts, row, day)) and _succeeds(facts, target, row):
        return Reach.PARTIAL, True
    if contains and not wider(facts, target) and not (day and _is_shared(facts, target, row, day)):
        return Reach.INHERITED, False
    if contains or touches:
        return Reach.WIDER, False
    return None


def reach(facts: Facts, engagement: str, row: str, day: date | None = None) -> tuple[Reach, bool] | None:
    """Return the first reach that any target gives, if one does, and whether only a succession gives it."""
    reaches = [target_reach(facts, target, row, day) for target in targets_of(facts, engagement)]
    for kind in Reach:
        for by_succession in (False, True):
            if (kind, by_succession) in reaches:
                return kind, by_succession
    return None


def reaches_by_assumption(facts: Facts, engagement: str, row: str, day: date) -> bool:
    """Return whether every target that gives the reach rests on an assumed perimeter or a succession by location."""
    decided = reach(facts, engagement, row, day)
    giving = {
        target: by_succession
        for target in targets_of(facts, engagement)
        for kind, by_succession in [target_reach(facts, target, row, day) or (None, False)]
        if decided and kind == decided[0]
    }
    return bool(giving) and all(
        decided is not None and _is_assumption(facts, target, row, decided[0], by_succession=by_succession)
        for target, by_succession in giving.items()
    )


def _is_assumption(facts: Facts, target: str, row: str, kind: Reach, *, by_succession: bool) -> bool:
    if by_succession:
        return not _succeeds(facts, target, row, without=[SuccessionBasis.LOCATION])
    return kind in {Reach.PARTIAL, Reach.INHERITED} and (is_assumed(facts, row) or is_assumed(facts, target))


def is_assumed(facts: Facts, territory: str) -> bool:
    """Return whether a territory is a contract whose perimeter is assumed."""
    return facts.value(territory, "perimeter") == Perimeter.ASSUMED


def in_force(facts: Facts, territory: str, day: date) -> bool:
    """Return whether a territory may be a row on the day: a contract within its dates, a QPV from 2024."""
    if facts.value(territory, "kind") == TerritoryKind.QPV:
        return day >= QPV_FROM
    start, end = facts.day(territory, "startsOn"), facts.day(territory, "endsOn")
    return (start is None or start <= day) and (end is None or day <= end)


def contracts_in_force(facts: Facts, day: date) -> list[str]:
    """Return the city contracts in force on the day."""
    return [contract for contract in facts.ids(["CityContract"]) if in_force(facts, contract, day)]


def neighbourhoods(facts: Facts, day: date) -> list[str]:
    """Return the QPV that exist on the day."""
    every = facts.ids(["AdministrativeTerritory"])
    return [one for one in every if facts.value(one, "kind") == TerritoryKind.QPV and in_force(facts, one, day)]


def in_city_contract(facts: Facts, territory: str, day: date) -> bool:
    """Return whether a territory has, leads, is in or is a contract in force on the day, or is a QPV of that day."""
    if territory in neighbourhoods(facts, day):
        return True
    governing = {edge.start for edge in facts.into("GOVERNS", territory) if holds_on(edge, day)}
    for contract in contracts_in_force(facts, day):
        if territory == contract or territory in overlapping(facts, contract):
            return True
        if territory in ancestors(facts, contract) or contract in ancestors(facts, territory):
            return True
        if any(edge.end in governing for edge in facts.out("LED_BY", contract)):
            return True
    return False


def coverage_rows(
    facts: Facts, kind: TerritoryKind | None, within: str | None, day: date, *, only_in_city_contract: bool
) -> list[str]:
    """Return the rows of a kind (any when None) in or equal to a territory (the country when None), by code and id."""
    rows = [
        territory
        for territory in facts.ids(TERRITORIES)
        if (kind is None or facts.value(territory, "kind") == kind)
        and is_within(facts, territory, within or COUNTRY)
        and in_force(facts, territory, day)
        and (in_city_contract(facts, territory, day) or not only_in_city_contract)
    ]
    return sorted(rows, key=lambda territory: (str(facts.value(territory, "code")), territory))
