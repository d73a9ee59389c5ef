"""The standings of territories in a search: the tier of each kind, then the number of priority places."""

from graph.vocabulary import TerritoryKind
from resolvers.snapshot.standings import ACTOR_STANDING, OTHER_STANDING, territory_standings

KINDS = [
    TerritoryKind.CITY_CONTRACT,
    TerritoryKind.CITY_CONTRACT,
    TerritoryKind.DEPARTEMENT,
    TerritoryKind.REGION,
    TerritoryKind.QPV,
    TerritoryKind.EPCI,
    TerritoryKind.EPCI,
    TerritoryKind.COMMUNE,
]


def test_territories_stand_in_the_order_of_the_model() -> None:
    standings = territory_standings(KINDS, {2: 9, 3: 40, 5: 3}, succeeded={1}, wide={2, 3})
    assert standings == [(0, 0), (6, 0), (1, -9), (2, -40), (3, 0), (3, -3), (5, 0), (5, 0)]
    assert sorted([*standings, ACTOR_STANDING, OTHER_STANDING]).index(ACTOR_STANDING) == 5


def test_equal_standings_are_one_object() -> None:
    first, *others = territory_standings([TerritoryKind.COMMUNE] * 3, {}, succeeded=(), wide=())
    assert all(one is first for one in others)
