"""Standings of nodes in a search (rule 29 of `docs/model.md`): a tier, and minus the number of priority places.

The tiers, in order: contracts without a successor, départements, other wide territories, QPV and places with at least a
part of a QPV or contract, actors, other territories, and everything else, including contracts with a successor.
"""

from collections.abc import Collection, Mapping, Sequence

from graph.vocabulary import TerritoryKind

Standing = tuple[int, int]
ACTOR_STANDING: Standing = (4, 0)
OTHER_STANDING: Standing = (6, 0)


def territory_standings(
    kinds: Sequence[TerritoryKind],
    priority_places: Mapping[int, int],
    succeeded: Collection[int],
    wide: Collection[int],
) -> list[Standing]:
    """Return the standing of each territory; the arguments are columns of `Territories`."""
    known: dict[Standing, Standing] = {}

    def tier(i: int, kind: TerritoryKind) -> int:
        if kind is TerritoryKind.CITY_CONTRACT:
            return 6 if i in succeeded else 0
        if kind is TerritoryKind.DEPARTEMENT:
            return 1
        if i in wide:
            return 2
        return 3 if i in priority_places or kind is TerritoryKind.QPV else 5

    standings = ((tier(i, kind), -priority_places.get(i, 0)) for i, kind in enumerate(kinds))
    return [known.setdefault(one, one) for one in standings]
