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
    """Two actors by index, the lesser id first, with their common engagements and the territories of these."""

    actors: tuple[int, int]
    engagements: list[int]
    territories: list[int]


def partnerships(
    snapshot: Snapshot, day: date, place: int, axes: Collection[int], question: Question, least: int
) -> list[Partnership]:
    """Return the pairs who count together on one of the axes, by confirmed evidence, in enough territories of `place`.

    Args:
        snapshot: the network.
        day: the day on which the engagements are in effect.
        place: the territory that is or contains a target of the engagements.
        axes: the indexes of the axes.
        question: decides which engagements and actors count.
        least: the least number of distinct targets of a pair.
    """
    every, ordinal, wanted = snapshot.engagements, day.toordinal(), frozenset(axes)
    since = months_after(ordinal, -snapshot.durations.confirmation)
    inside: dict[int, bool] = {}
    together: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    targets: dict[int, list[int]] = {}
    for e in every.on(ordinal):
        if wanted.isdisjoint(every.axes[e]) or not question.counts(snapshot, e):
            continue
        if not every.is_confirmed(e, ordinal, since):
            continue
        for target in every.targets[e]:
            if target not in inside:
                inside[target] = snapshot.territories.is_within(target, place)
        if inside_place := [target for target in every.targets[e] if inside[target]]:
            targets[e] = inside_place
            actors = sorted(actor for actor, _ in question.counted(snapshot, e))
            for pair in combinations(actors, 2):
                together[pair].append(e)
    pairs = []
    for pair, engagements in together.items():
        territories = sorted({target for e in engagements for target in targets[e]})
        if len(territories) >= least:
            pairs.append(Partnership(pair, sorted(engagements), territories))
    return pairs
