"""Findings about a file: errors, which keep it from being applied, and warnings.

Each finding names its sheet and cell, the content, the fault and the remedy, in one French sentence.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from typing import NamedTuple

LONGEST_VALUE = 200
"""The length of the longest content of a cell that is shown whole."""


class Severity(StrEnum):
    """The two sorts of finding: a file with an error cannot be applied."""

    ERROR = "erreur"
    WARNING = "avertissement"


class Gravity(Enum):
    """The weight of a warning, the gravest first."""

    COSTS_A_FIGURE = "change un chiffre"
    """A line counts in no cell, or in one where it should not: as it stands, the matrix or a sum will be wrong."""
    MAY_BE_WRONG = "est peut-être faux"
    TO_KNOW = "est bon à savoir"


class Doubt(NamedTuple):
    """A column, what is wrong with its value, and the weight of that: the finding of a rule that knows no cells."""

    column: str
    message: str
    gravity: Gravity = Gravity.MAY_BE_WRONG


@dataclass(frozen=True)
class Place:
    """A place in a file: sheet, cell address (« » for a whole sheet) and heading (« » without one).

    `rows` are the rows that stand or fall with it, none for a place outside the lines.
    """

    sheet: str
    address: str = ""
    heading: str = ""
    rows: Sequence[int] = field(default=(), compare=False)

    def __str__(self) -> str:
        """Return the place as a person looks for it."""
        cell = f", {self.address}" if self.address else ""
        return f"« {self.sheet} »{cell}" + (f" ({self.heading})" if self.heading else "")


@dataclass(frozen=True)
class Finding:
    """A fault of a file: its severity, its place, the content of the cell, the message and the weight of a warning."""

    severity: Severity
    place: Place
    value: str
    message: str
    gravity: Gravity = Gravity.MAY_BE_WRONG

    def __str__(self) -> str:
        """Return the sentence: place, content, message."""
        shown = f" : « {self.value} » {self.message}" if self.value else f" : {self.message}"
        return f"{self.place}{shown}{'' if self.message.endswith('?') else '.'}"


@dataclass
class Findings:
    """The findings about one file, in the order in which they were made."""

    entries: list[Finding] = field(default_factory=list)
    _told: set[Finding] = field(default_factory=set)
    _refused: set[tuple[str, str]] = field(default_factory=set)

    def error(self, place: Place, value: str, message: str) -> None:
        """Add an error."""
        self._add(Finding(Severity.ERROR, place, _shown(value), message))

    def warn(self, place: Place, value: str, message: str, gravity: Gravity = Gravity.MAY_BE_WRONG) -> None:
        """Add a warning."""
        self._add(Finding(Severity.WARNING, place, _shown(value), message, gravity))

    def warn_first(self, place: Place, value: str, message: str) -> None:
        """Add a warning about the whole file, before all others."""
        finding = Finding(Severity.WARNING, place, value, message)
        if finding not in self._told:
            self._told.add(finding)
            self.entries.insert(0, finding)

    def _add(self, finding: Finding) -> None:
        """Add a finding; one that is there already, such as that of a missing column, is told once."""
        if finding not in self._told:
            self._told.add(finding)
            self.entries.append(finding)
            if finding.severity is Severity.ERROR:
                self._refused.add((finding.place.sheet, finding.place.address))

    def is_refused(self, place: Place) -> bool:
        """Return whether a cell has an error already."""
        return (place.sheet, place.address) in self._refused

    @property
    def errors(self) -> list[Finding]:
        """The findings that keep the file from being applied."""
        return [finding for finding in self.entries if finding.severity is Severity.ERROR]

    @property
    def warnings(self) -> list[Finding]:
        """The findings for the officer to look at."""
        return [finding for finding in self.entries if finding.severity is Severity.WARNING]


def _shown(value: str) -> str:
    """Return the content of a cell as a finding shows it: a long one by its beginning."""
    return value if len(value) <= LONGEST_VALUE else f"{value[: LONGEST_VALUE - 1]}…"
