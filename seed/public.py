"""Public data that ship with the product: lists as published, each with its mapping.

`ATTRIBUTION.md` has their origin, licence and known defects. They are imported like any other list.
"""

from pathlib import Path
from typing import NamedTuple

DATA = Path(__file__).parent / "lists"


class PublicList(NamedTuple):
    """A list that ships with the product: its file, the name of its mapping, and the mapping's series."""

    file: Path
    mapping: str
    series: str


PUBLIC_LISTS = (
    PublicList(DATA / "subventions_147_2016_2023.csv", "subventions_147", "subventions-politique-de-la-ville"),
    PublicList(DATA / "institutions_2019.csv", "annuaire_2019", "annuaire-de-l-administration"),
    PublicList(DATA / "france_services_20240801.csv", "france_services", "france-services"),
)
"""The lists, in the order in which they are imported."""
SERIES = frozenset(one.series for one in PUBLIC_LISTS)
