"""Pairs of actors who count together, with their engagements and territories (rule 35)."""

from collections.abc import Collection
from datetime import date
from itertools import combinations
from typing import NamedTuple

from graph.vocabulary import Axis
from tests.oracle.counting import (
    NO_FILTERS,
    Filters,
    confirmed,
    counted_actors,
    counted_engagements,
    in_effect,
    targets_of,
)
from tests.oracle.facts import Facts
from tests.oracle.territories import COUNTRY, is_within


class Partnership(NamedTuple):
    """Two actors, and the engagements and territories in which they are together, by id."""

    actors: tuple[str, str]
    engagements: list[str]
    territories: list[str]


def partnerships(
    facts: Facts,
    day: date,
    axes: Collection[Axis] | None = None,
    within: str | None = None,
    filters: Filters = NO_FILTERS,
    least: int = 1,
) -> list[Partnership]:
    """Return the pairs of actors: most territories first, then most engagements, then by id."""
    now = [one for one in counted_engagements(facts, axes, filters) if in_effect(facts, one, day)]
    there = {
        one: [target for target in targets_of(facts, one) if is_within(facts, target, within or COUNTRY)]
        for one in now
        if confirmed(facts, one, day)
    }
    pairs = []
    for pair in combinations(sorted(facts.ids(["Institution", "Trainer"])), 2):
        common = [
            one
            for one, targets in there.items()
            if targets and {*pair} <= counted_actors(facts, one, filters.roles).keys()
        ]
        territories = sorted({target for one in common for target in there[one]})
        if common and len(territories) >= least:
            pairs.append(Partnership(pair, sorted(common), territories))
    return sorted(pairs, key=lambda one: (-len(one.territories), -len(one.engagements), one.actors))
