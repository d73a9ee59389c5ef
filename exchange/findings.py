"""What is said of a file: errors, which keep it from being applied, and warnings.

Rule: each names its sheet and cell, what stands there, what is wrong and what would be right, in one French sentence.
"""

from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """Whether a file can be applied all the same."""

    ERROR = "erreur"
    WARNING = "avertissement"


@dataclass(frozen=True)
class Place:
    """Where something stands: sheet, cell address (« » for a whole sheet) and heading (« » where there is none)."""

    sheet: str
    address: str = ""
    heading: str = ""

    def __str__(self) -> str:
        """Return the place as a person looks for it."""
        cell = f", {self.address}" if self.address else ""
        return f"« {self.sheet} »{cell}" + (f" ({self.heading})" if self.heading else "")


@dataclass(frozen=True)
class Finding:
    """One thing to say: where, what stands there, and the sentence."""

    severity: Severity
    place: Place
    value: str
    message: str

    def __str__(self) -> str:
        """Return the sentence with its place and what stands there."""
        shown = f" : « {self.value} » {self.message}" if self.value else f" : {self.message}"
        return f"{self.place}{shown}."


@dataclass
class Findings:
    """What was found in a file so far."""

    found: list[Finding] = field(default_factory=list)

    def error(self, place: Place, value: str, message: str) -> None:
        """Say what keeps the file from being applied."""
        self.found.append(Finding(Severity.ERROR, place, value, message))

    def warn(self, place: Place, value: str, message: str) -> None:
        """Say what the officer should look at."""
        self.found.append(Finding(Severity.WARNING, place, value, message))

    @property
    def errors(self) -> list[Finding]:
        """What keeps the file from being applied."""
        return [finding for finding in self.found if finding.severity is Severity.ERROR]

    @property
    def warnings(self) -> list[Finding]:
        """What the officer should look at."""
        return [finding for finding in self.found if finding.severity is Severity.WARNING]
