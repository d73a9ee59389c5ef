"""Official territories as sets of communes, so that one rule compares them all.

The ground of a territory is the communes that the files give it; no geometry is read.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from graph.vocabulary import TerritoryKind
from seed.references.read import GroupingRecord, References


@dataclass(frozen=True, eq=False)
class Area:
    """An official territory; `communes` are the INSEE codes of its ground.

    Areas are compared by identity, for speed.
    """

    kind: TerritoryKind
    code: str
    name: str
    communes: frozenset[str]
    population: int | None = None

    @cached_property
    def id(self) -> str:
        """Its id in the graph."""
        return area_id(self.kind, self.code)


def area_id(kind: TerritoryKind, code: str) -> str:
    """Return the id of the territory with this kind and official code."""
    return f"{kind.value.lower()}:{code}"


def _groupings(kind: TerritoryKind, records: Iterable[GroupingRecord]) -> list[Area]:
    return [Area(kind, record.siren, record.name, record.communes, record.population) for record in records]


def areas_of(records: References) -> list[Area]:
    """Return every official territory, the country first and the communes last."""
    by_region: defaultdict[str, set[str]] = defaultdict(set)
    by_departement: defaultdict[str, set[str]] = defaultdict(set)
    for commune in records.communes:
        by_region[commune.region].add(commune.code)
        by_departement[commune.departement].add(commune.code)
    country = frozenset(commune.code for commune in records.communes)
    return [
        Area(TerritoryKind.COUNTRY, "FR", "France", country),
        *(Area(TerritoryKind.REGION, r.code, r.name, frozenset(by_region[r.code])) for r in records.regions),
        *(
            Area(TerritoryKind.DEPARTEMENT, d.code, d.name, frozenset(by_departement[d.code]))
            for d in records.departements
        ),
        *_groupings(TerritoryKind.EPCI, records.epcis),
        *_groupings(TerritoryKind.EPT, records.epts),
        *(Area(TerritoryKind.COMMUNE, c.code, c.name, frozenset((c.code,)), c.population) for c in records.communes),
    ]
