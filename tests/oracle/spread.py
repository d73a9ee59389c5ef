"""The numbers of contracts, QPV and inhabitants by status: the spread of a wide row and the summary (section 6).

Rule: everything counts once, by its own status; a QPV with an unknown population is shown separately, never taken for
0.
"""

from collections.abc import Callable, Collection
from datetime import date
from typing import TypedDict

from graph.vocabulary import CellStatus
from tests.oracle.facts import Facts
from tests.oracle.territories import contracts_in_force, is_within, neighbourhoods

StatusCounts = dict[CellStatus, int]
"""A number for every status, 0 included."""
StatusOf = Callable[[str], CellStatus]
"""Returns the status of a territory that is not wide, for one question."""

Spread = TypedDict(  # noqa: UP013 - the keys are written as the API writes them
    "Spread",
    {"contracts": StatusCounts, "qpv": StatusCounts, "inhabitants": StatusCounts, "withoutPopulation": int},
)


def spread_of(facts: Facts, row: str, day: date, status_of: StatusOf) -> Spread:
    """Return the statuses of the contracts in force and of the QPV within a row."""
    contracts = [one for one in contracts_in_force(facts, day) if is_within(facts, one, row)]
    qpv = [one for one in neighbourhoods(facts, day) if is_within(facts, one, row)]
    return weigh(facts, contracts, qpv, status_of)


def spread_of_rows(facts: Facts, rows: Collection[str], day: date, status_of: StatusOf) -> Spread:
    """Return the statuses of what the rows represent, each contract and QPV once."""
    contracts = [one for one in contracts_in_force(facts, day) if any(is_within(facts, one, row) for row in rows)]
    qpv = [one for one in neighbourhoods(facts, day) if any(is_within(facts, one, row) for row in rows)]
    return weigh(facts, contracts, qpv, status_of)


def weigh(facts: Facts, contracts: Collection[str], qpv: Collection[str], status_of: StatusOf) -> Spread:
    """Count contracts, QPV and their inhabitants by status."""
    inhabitants = dict.fromkeys(CellStatus, 0)
    without_population = 0
    for one in qpv:
        population = facts.value(one, "population")
        if isinstance(population, int):
            inhabitants[status_of(one)] += population
        else:
            without_population += 1
    return {
        "contracts": count_statuses([status_of(one) for one in contracts]),
        "qpv": count_statuses([status_of(one) for one in qpv]),
        "inhabitants": inhabitants,
        "withoutPopulation": without_population,
    }


def count_statuses(statuses: Collection[CellStatus | None]) -> StatusCounts:
    """Count each status; rows without one count in none."""
    return {status: sum(one == status for one in statuses) for status in CellStatus}
