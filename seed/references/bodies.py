"""The bodies that lead contracts: communes, EPCI and EPT as institutions.

A body governs its territory only if the packaged lists still contain that territory. A body that no longer exists has
the SIREN and the name stated in the rows of contracts, and governs nothing; its communes are the present communes of
the territory that it had.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from graph.domain.ground import Area, AreaIndex, area_id
from graph.vocabulary import InstitutionKind, TerritoryKind
from seed.references.contracts import Contract
from seed.references.read import ContractRecord, References

CITIES = {"75056": "Ville de Paris"}
"""The names that the law prescribes for the bodies of some communes."""


@dataclass(frozen=True)
class Body:
    """A body that leads contracts; `siren` is None if the data give none, `area` if the body no longer exists.

    `communes` are the present communes in its territory, even if the body no longer exists.
    """

    kind: InstitutionKind
    code: str
    name: str
    siren: str | None
    area: Area | None
    communes: frozenset[str]

    @property
    def id(self) -> str:
        """Its id: by SIREN, or else by the code of the commune."""
        return f"institution:{self.siren or f'commune-{self.code}'}"


def commune_body_name(code: str, name: str) -> str:
    """Return the name of a commune as a body, in correct French: « Commune de Nantes », « Commune du Port ».

    A name that begins with H keeps « de »: the data do not say whether the H is mute.
    """
    if code in CITIES:
        return CITIES[code]
    article, _, rest = name.partition(" ")
    if article in {"Le", "Les"} and rest:
        return f"Commune {'du' if article == 'Le' else 'des'} {rest}"
    initial = unicodedata.normalize("NFKD", name.replace("Œ", "O"))[0]
    return f"Commune d'{name}" if initial in "AEIOUY" else f"Commune de {name}"


def leads_of(contracts: Iterable[Contract], records: References, index: AreaIndex) -> dict[str, list[Body]]:
    """Return, by contract id, the lead bodies of each contract, without duplicates and in the order of its rows."""
    communes = {commune.code: commune for commune in records.communes}

    def lead(row: ContractRecord) -> Body:
        if row.led_by_commune:
            commune, area = communes[row.lead], index.areas[area_id(TerritoryKind.COMMUNE, row.lead)]
            name = commune_body_name(commune.code, commune.name)
            return Body(InstitutionKind.COMMUNE, commune.code, name, commune.siren or None, area, area.communes)
        for kind in (TerritoryKind.EPCI, TerritoryKind.EPT):
            if grouping := index.areas.get(area_id(kind, row.lead)):
                return Body(InstitutionKind(kind.value), row.lead, grouping.name, row.lead, grouping, grouping.communes)
        return Body(InstitutionKind.EPCI, row.lead, row.name, row.lead, None, records.dissolved[row.lead])

    return {contract.id: list(dict.fromkeys(map(lead, contract.rows))) for contract in contracts}
