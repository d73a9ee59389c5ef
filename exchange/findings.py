"""Findings about a file: errors, which prevent it from being applied, and warnings.

Each finding gives its sheet and cell, the content, the fault and the remedy, in one French sentence. Findings with the
same cause are grouped, the most serious first.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from changes.naming import shortened_list
from judgement.problems import Gravity

ROW_OF_ADDRESS = re.compile(r"(?:[A-Z]+|ligne )(\d+)")
QUOTED = re.compile(r"« [^«»]* »|\([^()]*\)")
MOST_RUNS = 12
"""The most runs of lines that are listed for a cause and sheet; the rest is counted."""
LONGEST_VALUE = 200
"""The length up to which the content of a cell is shown in full."""


class Severity(StrEnum):
    """The two kinds of finding: a file with an error cannot be applied."""

    ERROR = "erreur"
    WARNING = "avertissement"


GRAVITIES: Mapping[Gravity, str] = {
    Gravity.COSTS_A_FIGURE: "change un chiffre",
    Gravity.MAY_BE_WRONG: "est peut-être faux",
    Gravity.TO_KNOW: "est bon à savoir",
}
"""The French words for the gravity of a warning, the most serious first."""


@dataclass(frozen=True)
class Place:
    """A place in a file: sheet, cell address (empty for a whole sheet) and heading (empty without one).

    `rows` are the rows of the sheet that must be set aside if the place has an error; there are none for a place
    outside the lines. `elsewhere` are such rows of other sheets, each with its sheet.
    """

    sheet: str
    address: str = ""
    heading: str = ""
    rows: Sequence[int] = field(default=(), compare=False)
    elsewhere: Sequence[tuple[str, int]] = field(default=(), compare=False)

    def __str__(self) -> str:
        """Return the place as a person would look it up."""
        return self.cell + (f" ({self.heading})" if self.heading else "")

    @property
    def cell(self) -> str:
        """The sheet and the address."""
        return f"« {self.sheet} »" + (f", {self.address}" if self.address else "")

    @property
    def row_numbers(self) -> set[int]:
        """The rows that must be set aside with it, or else the row of its address."""
        match = ROW_OF_ADDRESS.fullmatch(self.address)
        return set(self.rows) or ({int(match[1])} if match else set())


@dataclass(frozen=True)
class Finding:
    """A fault of a file: its severity, its place, the content of the cell, the message and the gravity of a warning."""

    severity: Severity
    place: Place
    value: str
    message: str
    gravity: Gravity = Gravity.MAY_BE_WRONG

    def __str__(self) -> str:
        """Return the sentence: place, content, message."""
        shown = f" : « {self.value} » {self.message}" if self.value else f" : {self.message}"
        return f"{self.place}{shown}{'' if self.message.endswith('?') else '.'}"

    @property
    def reason(self) -> str:
        """The fault without the parts that differ from line to line: names, numbers, advice."""
        first = QUOTED.sub("…", self.message.split(" ; ", maxsplit=1)[0])
        return f"{self.place.heading or 'la ligne'} : {' '.join(re.sub(r'[0-9]+', '…', first).split())}"


class Cause(NamedTuple):
    """Findings with the same cause: equal severity, gravity, column and reason."""

    reason: str
    findings: list[Finding]

    @property
    def rows(self) -> set[tuple[str, int]]:
        """The lines concerned, as sheets and numbers."""
        here = {(one.place.sheet, number) for one in self.findings for number in one.place.row_numbers}
        return here.union(*(one.place.elsewhere for one in self.findings))

    @property
    def gravity(self) -> Gravity:
        """The gravity of its findings."""
        return self.findings[0].gravity

    @property
    def is_one_cell(self) -> bool:
        """True if it is a single finding about a single line at most."""
        return len(self.findings) == 1 and len(self.rows) <= 1

    @property
    def where(self) -> str:
        """The place of its only finding, or else the lines concerned, by sheet."""
        if self.is_one_cell:
            return self.findings[0].place.cell
        numbers: defaultdict[str, set[int]] = defaultdict(set)
        for finding in self.findings:
            numbers[finding.place.sheet] |= finding.place.row_numbers
            for sheet, number in finding.place.elsewhere:
                numbers[sheet].add(number)
        return " ; ".join(f"« {sheet} »{_lines_named(found)}" for sheet, found in numbers.items())

    @property
    def order(self) -> tuple[bool, int, bool, int]:
        """The sort key of a cause: errors, gravity, whole sheets, then the number of lines."""
        is_warning, rows = self.findings[0].severity is not Severity.ERROR, self.rows
        return is_warning, list(Gravity).index(self.gravity), bool(rows), -len(rows)


def causes_of(findings: Iterable[Finding]) -> list[Cause]:
    """Return findings grouped by cause, the most serious first, then those that concern the most lines."""
    causes: dict[tuple[Severity, Gravity, str], Cause] = {}
    for one in findings:
        causes.setdefault((one.severity, one.gravity, one.reason), Cause(one.reason, [])).findings.append(one)
    return sorted(causes.values(), key=lambda cause: cause.order)


def _lines_named(numbers: set[int]) -> str:
    """Return the numbers of lines as text: « , lignes 2, 5 à 9 et 12 »."""
    runs = [f"{first}" if first == last else f"{first} à {last}" for first, last in _runs(sorted(numbers))]
    return f", {'ligne' if len(numbers) == 1 else 'lignes'} {shortened_list(runs, MOST_RUNS)}" if runs else ""


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and last number of each consecutive run."""
    first = 0
    for place, number in enumerate(numbers):
        if place + 1 == len(numbers) or numbers[place + 1] != number + 1:
            yield numbers[first], number
            first = place + 1


@dataclass
class Findings:
    """The findings about one file, in the order in which they were added."""

    entries: list[Finding] = field(default_factory=list)
    _added: set[Finding] = field(default_factory=set)
    _refused: set[tuple[str, str]] = field(default_factory=set)

    def error(self, place: Place, value: str, message: str) -> None:
        """Add an error."""
        self._add(Finding(Severity.ERROR, place, _shown(value), message))

    def warn(self, place: Place, value: str, message: str, gravity: Gravity = Gravity.MAY_BE_WRONG) -> None:
        """Add a warning."""
        self._add(Finding(Severity.WARNING, place, _shown(value), message, gravity))

    def warn_first(self, place: Place, value: str, message: str) -> None:
        """Add a warning about the whole file, before all others and of the highest gravity."""
        finding = Finding(Severity.WARNING, place, value, message, Gravity.COSTS_A_FIGURE)
        if finding not in self._added:
            self._added.add(finding)
            self.entries.insert(0, finding)

    def _add(self, finding: Finding) -> None:
        """Add a finding, unless it is already there, such as that of a missing column."""
        if finding not in self._added:
            self._added.add(finding)
            self.entries.append(finding)
            if finding.severity is Severity.ERROR:
                self._refused.add((finding.place.sheet, finding.place.address))

    def is_refused(self, place: Place) -> bool:
        """Return whether a cell has an error already."""
        return (place.sheet, place.address) in self._refused

    @property
    def errors(self) -> list[Finding]:
        """The findings that prevent the file from being applied."""
        return [finding for finding in self.entries if finding.severity is Severity.ERROR]

    @property
    def warnings(self) -> list[Finding]:
        """The findings for the officer to check."""
        return [finding for finding in self.entries if finding.severity is Severity.WARNING]


def _shown(value: str) -> str:
    """Return the content of a cell as a finding shows it; a long one is shortened to its beginning."""
    return value if len(value) <= LONGEST_VALUE else f"{value[: LONGEST_VALUE - 1]}…"
