"""The official territories of the packaged files as areas."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from graph.domain.ground import Area
from graph.vocabulary import TerritoryKind
from seed.references.read import CommuneRecord, GroupingRecord, References


def _groupings(
    kind: TerritoryKind, records: Iterable[GroupingRecord], communes: Mapping[str, CommuneRecord]
) -> list[Area]:
    return [
        Area(kind, r.siren, r.name, r.communes, r.population, r.departement or _most_inhabited(r, communes))
        for r in records
    ]


def _most_inhabited(record: GroupingRecord, communes: Mapping[str, CommuneRecord]) -> str:
    """Return the code of the département in which most inhabitants of a grouping live."""
    inhabitants: Counter[str] = Counter()
    for code in sorted(record.communes):
        inhabitants[communes[code].departement] += communes[code].population or 0
    return inhabitants.most_common(1)[0][0]


def areas_of(records: References) -> list[Area]:
    """Return every official territory, the country first and the communes last."""
    by_region: defaultdict[str, set[str]] = defaultdict(set)
    by_departement: defaultdict[str, set[str]] = defaultdict(set)
    for commune in records.communes:
        by_region[commune.region].add(commune.code)
        by_departement[commune.departement].add(commune.code)
    communes = {commune.code: commune for commune in records.communes}
    return [
        Area(TerritoryKind.COUNTRY, "FR", "France", frozenset(communes)),
        *(Area(TerritoryKind.REGION, r.code, r.name, frozenset(by_region[r.code])) for r in records.regions),
        *(
            Area(TerritoryKind.DEPARTEMENT, d.code, d.name, frozenset(by_departement[d.code]))
            for d in records.departements
        ),
        *_groupings(TerritoryKind.EPCI, records.epcis, communes),
        *_groupings(TerritoryKind.EPT, records.epts, communes),
        *(
            Area(TerritoryKind.COMMUNE, c.code, c.name, frozenset((c.code,)), c.population, c.departement)
            for c in records.communes
        ),
    ]
