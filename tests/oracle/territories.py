"""Which ground contains or touches which, how an engagement reaches it, and which grounds are rows (rules 4 and 6).

Rule: PART_OF is walked any number of times, OVERLAPS one step either way, SUCCEEDS from the newer contract to the
older ones.
"""

from datetime import date

from graph.vocabulary import Reach, TerritoryKind
from tests.oracle.counting import targets_of
from tests.oracle.facts import TERRITORIES, Facts, holds_on

COUNTRY = "country:FR"
NEAR = (
    TerritoryKind.EPCI,
    TerritoryKind.EPT,
    TerritoryKind.COMMUNE,
    TerritoryKind.CITY_CONTRACT,
    TerritoryKind.QPV,
)


def _walk(facts: Facts, relationship: str, start: str) -> set[str]:
    found: set[str] = set()
    waiting = [start]
    while waiting:
        for edge in facts.out(relationship, waiting.pop()):
            if edge.end not in found:
                found.add(edge.end)
                waiting.append(edge.end)
    return found


def ancestors(facts: Facts, territory: str) -> set[str]:
    """Return every territory that contains this one."""
    return _walk(facts, "PART_OF", territory)


def descendants(facts: Facts, territory: str) -> set[str]:
    """Return every territory inside this one."""
    return {other for other in facts.ids(TERRITORIES) if territory in ancestors(facts, other)}


def predecessors(facts: Facts, contract: str) -> set[str]:
    """Return the contracts of the generations before."""
    return _walk(facts, "SUCCEEDS", contract)


def overlapping(facts: Facts, territory: str) -> set[str]:
    """Return the territories that share ground with this one, neither containing the other."""
    there = {edge.end for edge in facts.out("OVERLAPS", territory)}
    return there | {edge.start for edge in facts.into("OVERLAPS", territory)}


def target_reach(facts: Facts, target: str, row: str) -> tuple[Reach, bool] | None:
    """Return how what targets one territory reaches a row, and whether as its predecessor; None when it does not."""
    if target == row:
        return Reach.DIRECT, False
    if row in ancestors(facts, target) or target in overlapping(facts, row):
        return Reach.PARTIAL, False
    if target in predecessors(facts, row):
        return Reach.PARTIAL, True
    if target in ancestors(facts, row):
        near = facts.value(target, "kind") in NEAR
        return (Reach.INHERITED if near else Reach.WIDER), False
    return None


def reach(facts: Facts, engagement: str, row: str) -> tuple[Reach, bool] | None:
    """Return the first reach that holds over all targets, and whether only a predecessor gives it; None when none."""
    found = [target_reach(facts, target, row) for target in targets_of(facts, engagement)]
    for kind in (Reach.DIRECT, Reach.PARTIAL, Reach.INHERITED, Reach.WIDER):
        for through_predecessor in (False, True):
            if (kind, through_predecessor) in found:
                return kind, through_predecessor
    return None


def in_force(facts: Facts, contract: str, day: date) -> bool:
    """Tell whether a city contract is in force on the day."""
    start, end = facts.day(contract, "startsOn"), facts.day(contract, "endsOn")
    return start is not None and start <= day and (end is None or day <= end)


def concerned(facts: Facts, territory: str, day: date) -> bool:
    """Tell whether a territory has, leads, lies in or is a contract in force on the day."""
    governing = {edge.start for edge in facts.into("GOVERNS", territory) if holds_on(edge, day)}
    for contract in facts.ids(["CityContract"]):
        if not in_force(facts, contract, day):
            continue
        if territory == contract or territory in overlapping(facts, contract):
            return True
        if territory in ancestors(facts, contract) or contract in ancestors(facts, territory):
            return True
        if any(edge.end in governing for edge in facts.out("LED_BY", contract)):
            return True
    return False


def coverage_rows(
    facts: Facts, kind: TerritoryKind | None, within: str | None, day: date, *, only_concerned: bool
) -> list[str]:
    """Return the rows of a kind (any when None) in or equal to a territory (the country when None), by code and id."""
    ground = within or COUNTRY
    rows = []
    for territory in facts.ids(TERRITORIES):
        stated = facts.value(territory, "kind")
        if kind is not None and stated != kind:
            continue
        if territory != ground and ground not in ancestors(facts, territory):
            continue
        if stated == TerritoryKind.CITY_CONTRACT and not in_force(facts, territory, day):
            continue
        if only_concerned and not concerned(facts, territory, day):
            continue
        rows.append(territory)
    return sorted(rows, key=lambda territory: (str(facts.value(territory, "code")), territory))
