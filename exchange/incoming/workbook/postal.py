"""Warns of official codes that are also postal codes, in a column where postal codes are written."""

from collections import Counter, defaultdict

from exchange.faults import Fault
from exchange.findings import Findings, Place
from exchange.lookup.gazetteer import Gazetteer

Column = tuple[str, str]
MOST_OFFICIAL = 20
"""The greatest number of official codes for each refused postal code.

In a column with more official codes, the refused postal codes are regarded as mistakes.
"""


class PostalColumns:
    """Collects the codes of each column, and warns of codes that may be postal codes like others in the column."""

    def __init__(self, gazetteer: Gazetteer, findings: Findings) -> None:
        self._gazetteer = gazetteer
        self._findings = findings
        self._postal: Counter[Column] = Counter()
        self._official: defaultdict[Column, list[tuple[Place, str]]] = defaultdict(list)

    def add(self, place: Place, text: str, *, is_official: bool) -> None:
        """Record a cell if its text is a postal code."""
        column = place.sheet, place.heading
        if not self._gazetteer.postal_communes(text):
            return
        if is_official:
            self._official[column].append((place, text))
        else:
            self._postal[column] += 1

    def warn(self) -> None:
        """Warn of official codes in columns where many postal codes were refused: these may be postal codes too."""
        for column, refused in self._postal.items():
            is_stray = refused * MOST_OFFICIAL < len(self._official[column])
            for place, text in () if is_stray else self._official[column]:
                read, postal = self._gazetteer.by_id[f"commune:{text}"], self._gazetteer.postal_communes(text)
                problem = Fault.OFFICIAL_OR_POSTAL_CODE.of(name=read.name, communes=postal)
                self._findings.report(place, text, problem)
