"""Random territories: a small country in which they nest, overlap, have the same ground and succeed each other.

Rule: ids come from small fixed pools; PART_OF has no cycle, no two territories are joined by both PART_OF and OVERLAPS;
everything is PART_OF the country, and ATTACHED_TO one territory, which is attached in turn, up to the country;
SAME_GROUND joins a territory only to one that it is PART_OF, never a QPV, nor two contracts; SUCCEEDS goes from a
contract to earlier ones.
"""

from datetime import date

from hypothesis import strategies as st

from changes.rows import GraphRows
from graph.vocabulary import Perimeter, SuccessionBasis, TerritoryKind

COUNTRY = "country:FR"
NAMES = ("Saint-Nazaire", "saint nazaire", "Œuvres", "Oeuvres sur Mer", "Éloi", "Zoé", "L'Haÿ", "Ardèche")
TERRITORY_IDS = {
    TerritoryKind.REGION: ("region:52", "region:53"),
    TerritoryKind.DEPARTEMENT: ("departement:35", "departement:44", "departement:49"),
    TerritoryKind.EPCI: ("epci:200000001", "epci:200000002", "epci:200000003", "epci:200000004"),
    TerritoryKind.EPT: ("ept:200000009",),
    TerritoryKind.COMMUNE: ("commune:01001", "commune:35238", "commune:44109", "commune:44184", "commune:49007"),
    TerritoryKind.QPV: ("qpv:QN04401M", "qpv:QN04402M"),
}
CONTRACT_IDS = (
    "contract:2015:CN04401I",
    "contract:2015:CV04402",
    "contract:2024:CN04401I",
    "contract:2024:CN04402I",
    "contract:2024:CN04900I",
)
ALL_TERRITORY_IDS = (COUNTRY, *(i for ids in TERRITORY_IDS.values() for i in ids), *CONTRACT_IDS)
FORCES = {
    "2015": ((date(2015, 1, 1), date(2023, 12, 31)), (date(2015, 1, 1), date(2024, 12, 31))),
    "2024": (
        (date(2024, 1, 1), date(2030, 12, 31)),
        (date(2024, 1, 1), date(2025, 6, 14)),
        (date(2025, 6, 15), date(2030, 12, 31)),
    ),
}


class Country:
    """The territories under construction: their rows, and which contains which so far."""

    def __init__(self, rows: GraphRows, draw: st.DrawFn) -> None:
        """Take the rows to add to, and the source of choices."""
        self.rows = rows
        self.draw = draw
        self.containing: dict[str, set[str]] = {}
        self.touching: set[tuple[str, str]] = set()

    def add(self, kind: TerritoryKind, identifier: str) -> None:
        """Add an administrative territory."""
        self.containing[identifier] = set()
        self.rows.node(
            "AdministrativeTerritory",
            identifier,
            kind=kind.value,
            code=identifier.rsplit(":", maxsplit=1)[-1],
            name=self.draw(st.sampled_from(NAMES)),
            population=self.draw(st.sampled_from((None, None, 0, 9000, 120_000))),
            fictional=True,
        )

    def put_in(self, inner: str, outer: str) -> None:
        """Make one territory PART_OF another, unless it already is."""
        if outer not in self.containing[inner]:
            self.containing[inner] |= {outer} | self.containing[outer]
            self.rows.edge("PART_OF", inner, outer)

    def attach(self, inner: str, outers: list[str]) -> None:
        """Attach a territory to one of these, often not the one that contains it."""
        self.rows.edge("ATTACHED_TO", inner, self.draw(st.sampled_from(outers)))

    def overlap(self, one: str, other: str) -> None:
        """Make two territories overlap, stored once with the smaller id first, unless one contains the other."""
        first, second = sorted((one, other))
        if first == second or second in self.containing[first] or first in self.containing[second]:
            return
        if (first, second) not in self.touching:
            self.touching.add((first, second))
            self.rows.edge("OVERLAPS", first, second)

    def some(self, kind: TerritoryKind, least: int) -> list[str]:
        """Draw ids of a kind and add the territories."""
        ids = sorted(self.draw(st.sets(st.sampled_from(TERRITORY_IDS[kind]), min_size=least)))
        for identifier in ids:
            self.add(kind, identifier)
        return ids


def draw_territories(rows: GraphRows, draw: st.DrawFn) -> list[str]:
    """Draw the territories and contracts; return their ids."""
    country = Country(rows, draw)
    country.add(TerritoryKind.COUNTRY, COUNTRY)
    regions = country.some(TerritoryKind.REGION, 1)
    for region in regions:
        country.put_in(region, COUNTRY)
        country.attach(region, [COUNTRY])
    departements = country.some(TerritoryKind.DEPARTEMENT, 2)
    for departement in departements:
        region = draw(st.sampled_from(regions))
        country.put_in(departement, region)
        country.attach(departement, [region])
    epcis = country.some(TerritoryKind.EPCI, 2)
    for epci in epcis:
        _place_epci(country, epci, departements)
    epts = country.some(TerritoryKind.EPT, 0)
    for ept in epts:
        country.put_in(ept, draw(st.sampled_from(epcis)))
    communes = country.some(TerritoryKind.COMMUNE, 1)
    for commune in communes:
        country.put_in(commune, draw(st.sampled_from([*epcis, *epts])))
        country.put_in(commune, draw(st.sampled_from(departements)))
    contracts = _draw_contracts(country, communes, [*epcis, *epts], departements)
    neighbourhoods = country.some(TerritoryKind.QPV, 0)
    for qpv in neighbourhoods:
        _place_qpv(country, qpv, communes, contracts)
    for inner in (*epcis, *epts, *communes, *contracts, *neighbourhoods):
        country.attach(inner, departements)
    _equal(country)
    return sorted(country.containing)


def _place_epci(country: Country, epci: str, departements: list[str]) -> None:
    touched = sorted(country.draw(st.sets(st.sampled_from(departements), min_size=1, max_size=2)))
    common = set.intersection(*({name} | country.containing[name] for name in touched))
    for outer in (touched[0], *sorted(country.containing[touched[0]] - {COUNTRY}), COUNTRY):
        if outer in common:
            country.put_in(epci, outer)
            break
    for departement in touched:
        country.overlap(epci, departement)
        for region in country.containing[departement] - {COUNTRY}:
            country.overlap(epci, region)


def _place_qpv(country: Country, qpv: str, communes: list[str], contracts: list[str]) -> None:
    draw = country.draw
    country.put_in(qpv, draw(st.sampled_from(communes)))
    if contracts and draw(st.integers(0, 2)) > 0:
        country.put_in(qpv, draw(st.sampled_from(contracts)))
    for commune in draw(st.sets(st.sampled_from(communes), max_size=1)):
        country.overlap(qpv, commune)


def _equal(country: Country) -> None:
    """Draw a few pairs of territories with the same ground; each pair with the smaller id first."""
    kinds = {node.id: node.properties["kind"] for node in country.rows.nodes if node.id in country.containing}
    pairs = sorted(
        (inner, outer)
        for inner, outers in country.containing.items()
        for outer in outers
        if kinds[inner] != TerritoryKind.QPV and outer != COUNTRY
    )
    for pair in sorted(country.draw(st.sets(st.sampled_from(pairs), max_size=3))):
        country.rows.edge("SAME_GROUND", *sorted(pair))


def _draw_contracts(country: Country, communes: list[str], groups: list[str], departements: list[str]) -> list[str]:
    draw = country.draw
    drawn = sorted(draw(st.sets(st.sampled_from(CONTRACT_IDS), max_size=4)))
    for position, contract in enumerate(drawn):
        _, year, code = contract.split(":")
        start, end = draw(st.sampled_from(FORCES[year]))
        country.containing[contract] = set()
        country.rows.node(
            "CityContract",
            contract,
            kind=TerritoryKind.CITY_CONTRACT.value,
            code=code,
            name=draw(st.sampled_from(NAMES)),
            generation="2015-2023" if year == "2015" else "2024-2030",
            startsOn=start,
            endsOn=end,
            perimeter=draw(st.sampled_from(Perimeter)).value,
            formerCode=draw(st.sampled_from((None, "CV04404"))),
            latitude=draw(st.sampled_from((None, 47.2))),
            fictional=True,
        )
        country.put_in(contract, draw(st.sampled_from([*groups, *communes, *departements])))
        for other in draw(st.sets(st.sampled_from([*communes, *groups, *departements]), max_size=2)):
            country.overlap(contract, other)
        if earlier := drawn[:position]:
            for older in draw(st.sets(st.sampled_from(earlier), max_size=2)):
                country.rows.edge("SUCCEEDS", contract, older, basis=draw(st.sampled_from(SuccessionBasis)).value)
    return drawn
