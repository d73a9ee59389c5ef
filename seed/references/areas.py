"""Every official territory as a set of communes, so that one rule compares them all.

Rule: a territory's ground is the communes the files give it and nothing else; no geometry is read.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from graph.vocabulary import TerritoryKind
from seed.references.read import GroupingRecord, References


@dataclass(frozen=True, eq=False)
class Area:
    """An official territory: `communes` are the INSEE codes of its ground. Compared by identity, for speed."""

    kind: TerritoryKind
    code: str
    name: str
    communes: frozenset[str]
    population: int | None = None

    @cached_property
    def id(self) -> str:
        """Its identifier in the graph."""
        return area_id(self.kind, self.code)


def area_id(kind: TerritoryKind, code: str) -> str:
    """Return the identifier of the territory of this kind that has this official code."""
    return f"{kind.value.lower()}:{code}"


def _groupings(kind: TerritoryKind, records: Iterable[GroupingRecord]) -> list[Area]:
    return [Area(kind, record.siren, record.name, record.communes, record.population) for record in records]


def areas_of(records: References) -> list[Area]:
    """Return every official territory, the country first and the communes last."""
    in_region: defaultdict[str, set[str]] = defaultdict(set)
    in_departement: defaultdict[str, set[str]] = defaultdict(set)
    for commune in records.communes:
        in_region[commune.region].add(commune.code)
        in_departement[commune.departement].add(commune.code)
    everywhere = frozenset(commune.code for commune in records.communes)
    return [
        Area(TerritoryKind.COUNTRY, "FR", "France", everywhere),
        *(Area(TerritoryKind.REGION, r.code, r.name, frozenset(in_region[r.code])) for r in records.regions),
        *(
            Area(TerritoryKind.DEPARTEMENT, d.code, d.name, frozenset(in_departement[d.code]))
            for d in records.departements
        ),
        *_groupings(TerritoryKind.EPCI, records.epcis),
        *_groupings(TerritoryKind.EPT, records.epts),
        *(Area(TerritoryKind.COMMUNE, c.code, c.name, frozenset((c.code,)), c.population) for c in records.communes),
    ]
