"""Findings about a file: errors, which prevent it from being applied, and warnings.

Each finding gives its sheet and cell, the content, the fault and the remedy, in one sentence. Findings with the same
cause are grouped, the most serious first.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from changes.naming import NAMES_SHOWN
from exchange.sentences import FRENCH, Language
from judgement.problems import Gravity, Problem

CELL = re.compile(r"[A-Z]+(\d+)")
MOST_RUNS = 12
"""The maximum number of runs of lines listed for a cause and sheet; the others are only counted."""
LONGEST_VALUE = 200
"""The length up to which the content of a cell is shown in full."""


class Severity(Enum):
    """The two kinds of finding: a file with an error cannot be applied."""

    ERROR = "ERROR"
    WARNING = "WARNING"


@dataclass(frozen=True)
class Place:
    """A place in a file: sheet, address (empty for a whole sheet) and heading (empty without one).

    The address names a cell, column or range, or gives row numbers. `rows` are the rows of the sheet that must be set
    aside if the place has an error; it is empty for a place outside the lines. `elsewhere` are the rows of other sheets
    that must be set aside too, each with its sheet.
    """

    sheet: str
    address: str | tuple[int, ...] = ""
    heading: str = ""
    rows: Sequence[int] = field(default=(), compare=False)
    elsewhere: Sequence[tuple[str, int]] = field(default=(), compare=False)

    def address_in(self, language: Language) -> str:
        """Return the address as text."""
        if isinstance(self.address, str):
            return self.address
        return f"{language.row} {language.few([str(number) for number in self.address])}"

    def cell_in(self, language: Language) -> str:
        """Return the sheet and the address."""
        address = self.address_in(language)
        return language.quotes.format(self.sheet) + (f", {address}" if address else "")

    def shown_in(self, language: Language) -> str:
        """Return the place as a person would look it up."""
        return self.cell_in(language) + (f" ({self.heading})" if self.heading else "")

    @property
    def row_numbers(self) -> set[int]:
        """The numbers of the rows that must be set aside together; if there are none, the row of the address."""
        if self.rows:
            return set(self.rows)
        if isinstance(self.address, str):
            match = CELL.fullmatch(self.address)
            return {int(match[1])} if match else set()
        return set(self.address if len(self.address) == 1 else ())


@dataclass(frozen=True)
class Finding:
    """A fault of a file: its severity, its place, the content of the cell, the message and the gravity of a warning."""

    severity: Severity
    place: Place
    value: str
    message: str
    gravity: Gravity = Gravity.MAY_BE_WRONG
    language: Language = field(default=FRENCH, repr=False)

    def __str__(self) -> str:
        """Return the sentence: place, content, message."""
        place = self.place.shown_in(self.language)
        value = f"{self.language.quotes.format(self.value)} " if self.value else ""
        return f"{place}{self.language.colon}{value}{self.message}{'' if self.message.endswith('?') else '.'}"

    @property
    def reason(self) -> str:
        """The fault without the parts that differ from line to line: names, numbers, advice."""
        subject = self.place.heading or self.language.this_row
        return f"{subject}{self.language.colon}{self.language.reason(self.message)}"


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
        """True if there is only one finding, about one line at most."""
        return len(self.findings) == 1 and len(self.rows) <= 1

    @property
    def where(self) -> str:
        """The place of a single finding about one line, or else the lines concerned, grouped by sheet."""
        language = self.findings[0].language
        if self.is_one_cell:
            return self.findings[0].place.cell_in(language)
        numbers: defaultdict[str, set[int]] = defaultdict(set)
        for finding in self.findings:
            numbers[finding.place.sheet] |= finding.place.row_numbers
            for sheet, number in finding.place.elsewhere:
                numbers[sheet].add(number)
        return " ; ".join(
            f"{language.quotes.format(sheet)}{_rows_named(found, language)}" for sheet, found in numbers.items()
        )

    @property
    def order(self) -> tuple[bool, int, bool, int]:
        """The sort key of a cause: errors first, then by gravity, whole sheets first, most lines first."""
        is_warning, rows = self.findings[0].severity is not Severity.ERROR, self.rows
        return is_warning, list(Gravity).index(self.gravity), bool(rows), -len(rows)


def causes_of(findings: Iterable[Finding]) -> list[Cause]:
    """Return findings grouped by cause, the most serious first, then those that concern the most lines."""
    causes: dict[tuple[Severity, Gravity, str], Cause] = {}
    for one in findings:
        causes.setdefault((one.severity, one.gravity, one.reason), Cause(one.reason, [])).findings.append(one)
    return sorted(causes.values(), key=lambda cause: cause.order)


def _rows_named(numbers: set[int], language: Language) -> str:
    """Return the numbers of rows as text: « , lignes 2, 5 à 9 et 12 »."""
    runs = [str(first) if first == last else language.run.format(first, last) for first, last in _runs(sorted(numbers))]
    return f", {language.agree(len(numbers), language.row)} {language.few(runs, MOST_RUNS)}" if runs else ""


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and last number of each consecutive run."""
    first = 0
    for place, number in enumerate(numbers):
        if place + 1 == len(numbers) or numbers[place + 1] != number + 1:
            yield numbers[first], number
            first = place + 1


@dataclass
class Findings:
    """The findings about one file, in the order in which they were added, worded in `language`."""

    entries: list[Finding] = field(default_factory=list)
    language: Language = field(default=FRENCH, repr=False)
    _added: set[Finding] = field(default_factory=set)
    _refused: set[tuple[str, str | tuple[int, ...]]] = field(default_factory=set)

    def report(self, place: Place, value: str, problem: Problem, *, first: bool = False) -> None:
        """Add a problem; with `first`, before all other findings."""
        gravity, message = problem.code.gravity, self.language.sentence(problem)
        severity = Severity.WARNING if gravity else Severity.ERROR
        weight = gravity or Gravity.MAY_BE_WRONG
        self.add(Finding(severity, place, _shown(value), message, weight, self.language), first=first)

    def report_at(self, sheet: str, addresses: Sequence[str], problem: Problem, most: int = NAMES_SHOWN) -> None:
        """Add a problem once for all these addresses of a sheet, if there are any; only the first ones are shown."""
        if addresses:
            self.report(Place(sheet, self.language.few(addresses, most)), "", problem)

    def add(self, finding: Finding, *, first: bool = False) -> None:
        """Add a finding, unless an equal one was added before: a missing column is found again at each line."""
        if finding not in self._added:
            self._added.add(finding)
            self.entries.insert(0 if first else len(self.entries), finding)
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
