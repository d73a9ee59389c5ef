"""Partnerships: pairs of actors who count together in engagements, with the territories that these target."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from itertools import combinations
from typing import NamedTuple

from graph.calendar import months_after
from resolvers.rules.question import Question
from resolvers.snapshot.model import Snapshot


class Partnership(NamedTuple):
    """Two actors by index, that of the lesser id first, with the engagements and territories in which they are."""

    actors: tuple[int, int]
    engagements: list[int]
    territories: list[int]


def partnerships(
    snapshot: Snapshot, day: date, place: int, axes: Collection[int], question: Question, least: int
) -> list[Partnership]:
    """Return the pairs who count together on one of the axes, on confirmed evidence, in enough territories of a place.

    Args:
        snapshot: The network.
        day: The day on which the engagements are in effect.
        place: The territory in which their targets lie, or which they are.
        axes: The places of the axes.
        question: What decides which engagements and actors count.
        least: The number of distinct targets in which a pair has to be.
    """
    every, ordinal, wanted = snapshot.engagements, day.toordinal(), frozenset(axes)
    since = months_after(ordinal, -snapshot.durations.confirmation)
    inside: dict[int, bool] = {}
    together: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    grounds: dict[int, list[int]] = {}
    for e in every.on(ordinal):
        if wanted.isdisjoint(every.axes[e]) or not question.counts(snapshot, e):
            continue
        if not every.is_confirmed(e, ordinal, since):
            continue
        for target in every.targets[e]:
            if target not in inside:
                inside[target] = snapshot.territories.is_within(target, place)
        if ground := [target for target in every.targets[e] if inside[target]]:
            grounds[e] = ground
            actors = sorted(actor for actor, _ in question.counted(snapshot, e))
            for pair in combinations(actors, 2):
                together[pair].append(e)
    found = []
    for pair, engagements in together.items():
        territories = sorted({target for e in engagements for target in grounds[e]})
        if len(territories) >= least:
            found.append(Partnership(pair, sorted(engagements), territories))
    return found
