"""The bodies that lead contracts: communes, EPCI and EPT as institutions.

A body governs its territory only if the packaged lists of territories still have it. A body that no longer exists keeps
its SIREN and its name in the rows of contracts, and governs nothing; its communes are those that it had.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.domain.ground import Area, AreaIndex, area_id
from graph.vocabulary import InstitutionKind, TerritoryKind
from seed.references.read import CommuneRecord, ContractRecord

CITIES = {"75056": "Ville de Paris"}
"""The names that the law prescribes for the bodies of some communes."""


@dataclass(frozen=True)
class Body:
    """A body that leads contracts; `siren` is None if the data give none, `area` if the body no longer exists.

    `communes` are the present ones in its territory, whether it exists or not.
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


class Bodies:
    """The lead bodies of the rows of contracts."""

    def __init__(
        self, communes: Iterable[CommuneRecord], index: AreaIndex, dissolved: Mapping[str, frozenset[str]]
    ) -> None:
        """Index the communes; `dissolved` are the communes of dissolved EPCI, by SIREN."""
        self._communes = {commune.code: commune for commune in communes}
        self._index, self._dissolved = index, dissolved

    def lead(self, row: ContractRecord) -> Body:
        """Return the lead body of a row."""
        return self._commune(row.lead) if row.led_by_commune else self._grouping(row)

    def _commune(self, code: str) -> Body:
        commune = self._communes[code]
        area = self._index.areas[area_id(TerritoryKind.COMMUNE, code)]
        name = commune_body_name(code, commune.name)
        return Body(InstitutionKind.COMMUNE, code, name, commune.siren or None, area, area.communes)

    def _grouping(self, row: ContractRecord) -> Body:
        for kind, body_kind in (
            (TerritoryKind.EPCI, InstitutionKind.EPCI),
            (TerritoryKind.EPT, InstitutionKind.EPT),
        ):
            area = self._index.areas.get(area_id(kind, row.lead))
            if area:
                return Body(body_kind, row.lead, area.name, row.lead, area, area.communes)
        return Body(InstitutionKind.EPCI, row.lead, row.name, row.lead, None, self._dissolved[row.lead])
