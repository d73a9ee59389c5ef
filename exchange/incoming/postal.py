"""Doubts about official codes that are postal codes too, in a column where postal codes are written."""

from collections import defaultdict

from exchange.findings import Findings, Place
from exchange.lookup.gazetteer import Gazetteer

Column = tuple[str, str]


class PostalColumns:
    """Notes the codes of each column, and warns of those that may be postal codes as others of the column are."""

    def __init__(self, gazetteer: Gazetteer, findings: Findings) -> None:
        self._gazetteer = gazetteer
        self._findings = findings
        self._postal: set[Column] = set()
        self._official: defaultdict[Column, list[tuple[Place, str]]] = defaultdict(list)

    def note(self, place: Place, text: str, *, is_official: bool) -> None:
        """Note a cell if its text is a postal code."""
        column = place.sheet, place.heading
        if not self._gazetteer.postal_communes(text):
            return
        if is_official:
            self._official[column].append((place, text))
        else:
            self._postal.add(column)

    def tell(self) -> None:
        """Warn of the official codes in the columns where postal codes were refused."""
        for column in self._postal:
            for place, text in self._official[column]:
                read, postal = self._gazetteer.by_id[f"commune:{text}"], self._gazetteer.postal_communes(text)
                message = (
                    f"est lu comme le code officiel de « {read.name} » ; d’autres cellules de la colonne donnent des "
                    f"codes postaux : si c’en est un, écrivez {postal}"
                )
                self._findings.warn(place, text, message)
