"""Identifies the institutions of a file: a number decides, a name proposes.

The same name with the same seat is the same institution unless their numbers differ; a mere resemblance is shown to the
officer later (`resemblance.py`).
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field

from exchange.faults import CellError, Fault
from exchange.findings import Findings
from exchange.incoming.judgement.body_numbers import BodyNumbers, numbers_of
from exchange.incoming.workbook.lines import Line
from exchange.incoming.workbook.placing import report
from exchange.lookup.directory import Directory
from exchange.lookup.loader import Lookup
from exchange.sheets import DECISION, NEW_WORD
from graph.text import fold
from judgement.entries import DirectoryEntry
from judgement.problems import ProblemCode

NEW_WORDS = frozenset({NEW_WORD, "nouvelle"})
NO_NUMBERS = BodyNumbers("", "")
SLUG_LENGTH = 60
HASH_LENGTH = 8


@dataclass
class Identities:
    """The identified lines, in the order of the file, and new names of known institutions by id."""

    lines: list[tuple[Line, str]] = field(default_factory=list)
    new_names: dict[str, list[str]] = field(default_factory=dict)
    lines_by_name: set[int] = field(default_factory=set)
    """The `id()` of each line that was identified by name: its name is then no new fact."""
    renamed: set[str] = field(default_factory=set)
    """The institutions that were identified by a number; their first line gives the name."""
    doubtful: list[tuple[Line, str]] = field(default_factory=list)
    """The lines without a node of their own, each with a placeholder id or the id of the earlier line's node."""


def is_new(line: Line) -> bool:
    """Return whether the officer decided that a line is about something new."""
    return fold(line.text(DECISION)) in NEW_WORDS


def certainty(line: Line) -> int:
    """Return the rank of a line by what identifies it: an id, a number, a name with a seat or alone, a decision.

    The least certain lines come last, so that they are compared with all others, whatever the order of the file.
    """
    if line.text("id"):
        return 0
    if line.text(DECISION):
        return 4
    if numbers_of(line):
        return 1
    return 2 if line.text("basedIn") else 3


class Namesakes:
    """Finds the node that has the name of a line."""

    def __init__(self, directory: Directory, findings: Findings) -> None:
        self._directory = directory
        self._findings = findings
        self.of_graph = frozenset(directory.entries)

    def find(self, line: Line, kind: str, numbers: BodyNumbers = NO_NUMBERS) -> str | None:
        """Return the node that has the name of a line and no contradictory number; None if there is none."""
        ids = [i for i in self.named(line, kind) if not numbers.contradict(self._directory.entries[i].numbers)]
        if len(ids) > 1:
            problem = ProblemCode.NAME_OF_SEVERAL.at(line.sheet.identity[0], ids=tuple(sorted(ids)))
            report(problem, line, self._findings)
        elif ids and is_new(line) and ids[0] in self.of_graph:
            known = self._directory.entries[ids[0]].name
            report(ProblemCode.NEW_UNDER_KNOWN_NAME.at(DECISION, known=known, id=ids[0]), line, self._findings)
        return ids[0] if ids else None

    def chosen(self, line: Line, kind: str) -> str | None:
        """Return the node that the officer chose for a line; None, with a finding, if the text names none."""
        decision = line.text(DECISION)
        try:
            return self._directory.find(decision, kind)
        except CellError as error:
            problem = Fault.NO_CHOICE.of(fault=error.problem, word=NEW_WORD)
            self._findings.report(line.place(DECISION), decision, problem)
            return None

    def named(self, line: Line, kind: str) -> list[str]:
        """Return the nodes that have the name on a line and, if both seats are known, the same seat."""
        ids = self._directory.ids_by_name(line.text(line.sheet.identity[0]), frozenset({kind}))
        seat = self.seat(line)
        return [i for i in ids if not seat or self._may_have_seat(self._directory.entries[i], seat)]

    def _may_have_seat(self, entry: DirectoryEntry, seat: str) -> bool:
        """Return whether a body may have a seat: it has no other seat, and does not govern another place."""
        if entry.seat or not entry.governs:
            return entry.seat in {"", seat}
        return self._directory.gazetteer.is_same_place(seat, entry.governs) is not False

    def seat(self, line: Line) -> str:
        """Return the id of the seat of a line; empty if unknown."""
        with suppress(CellError):  # the finding is reported when the cell is read
            return self._directory.find(line.text("basedIn"), "Territory") if line.text("basedIn") else ""
        return ""


class InstitutionResolver:
    """Resolves the ids of institutions from the graph and the previous lines."""

    def __init__(
        self, lookup: Lookup, findings: Findings, namesakes: Namesakes, identities: Identities, lines: Iterable[Line]
    ) -> None:
        self._directory = lookup.directory
        self._findings = findings
        self._namesakes = namesakes
        self._identities = identities
        self._numbers_by_name: defaultdict[str, set[BodyNumbers]] = defaultdict(set)
        for line in lines:
            if line.sheet.kind_name == "Institution" and (numbers := numbers_of(line)):
                self._numbers_by_name[fold(line.text("name"))].add(numbers)

    def without_id(self, line: Line) -> str | None:
        """Return the id that follows from the numbers, the officer's decision or the name of a line."""
        numbers = numbers_of(line)
        if self._contradicts_itself(line, numbers):
            return None
        if identifier := self._from_numbers(line, numbers):
            return identifier
        return self._from_decision(line, numbers) if line.text(DECISION) else self._from_name(line, numbers)

    def with_id(self, line: Line, identifier: str) -> str | None:
        """Return the id on a line; refuse it if the line's numbers conflict or belong to another institution."""
        numbers = numbers_of(line)
        if self._contradicts_itself(line, numbers):
            return None
        column = "siret" if numbers.siret else "siren" if numbers.siren else "otherNames"
        owners = self._directory.ids_by_number(numbers.narrowest)
        known = self._directory.entries.get(identifier)
        if owners and identifier not in owners:
            owner = self._directory.entries[owners[0]]
            problem = ProblemCode.NUMBER_OF_ANOTHER.at(column, known=owner.name, owner=owner.id, id=identifier)
            report(problem, line, self._findings)
            return None
        if known and numbers.contradict(known.numbers):
            others = tuple(sorted(known.numbers))
            report(ProblemCode.OTHER_NUMBER.at(column, known=known.name, numbers=others), line, self._findings)
            return None
        return identifier

    def _contradicts_itself(self, line: Line, numbers: BodyNumbers) -> bool:
        if not numbers.siret or numbers.siret.startswith(numbers.siren):
            return False
        report(ProblemCode.SIRET_OF_OTHER_SIREN.at("siret", siren=numbers.siren), line, self._findings)
        return True

    def _from_numbers(self, line: Line, numbers: BodyNumbers) -> str | None:
        """Return the institution with a number of the line; None if unknown.

        A line with only a SIREN is about the body, one with a SIRET about an establishment. An unknown establishment is
        added next to the institutions with the same SIREN, unless one of these has the name on the line and no
        conflicting number.
        """
        for number in (numbers.siret, numbers.rna):
            if number and (ids := self._directory.ids_by_number(number)):
                return self._renamed(line, ids[0])
        alike = self._directory.ids_by_number(numbers.siren)
        for identifier in alike:
            names = map(fold, self._directory.names_of(identifier))
            if not numbers.contradict(self._directory.entries[identifier].numbers) and fold(line.text("name")) in names:
                return identifier
        bodies = self._directory.bodies_by_siren(numbers.siren)
        if bodies and not numbers.siret:
            return self._renamed(line, bodies[0])
        if not alike or line.text(DECISION):
            return None
        self._warn_of_siren(line, numbers, [*bodies, *alike][0])
        return f"institution:{numbers.narrowest}"

    def _warn_of_siren(self, line: Line, numbers: BodyNumbers, other: str) -> None:
        """Warn that a line is added next to another institution with the same SIREN."""
        code = ProblemCode.ESTABLISHMENT_OF_KNOWN if numbers.siret else ProblemCode.BODY_OF_KNOWN
        column, known = "siret" if numbers.siret else "siren", self._directory.entries[other].name
        report(code.at(column, known=known, id=other), line, self._findings)

    def _renamed(self, line: Line, identifier: str) -> str:
        """Return an institution that was identified by its number, with a warning if the line gives it another name.

        An institution of the file keeps the name of its first line; a second line is reported when it is merged.
        """
        is_named = "name" not in line.only_new
        is_first = is_named and identifier in self._namesakes.of_graph and identifier not in self._identities.renamed
        if is_first and fold(line.text("name")) not in map(fold, self._directory.names_of(identifier)):
            name = self._directory.entries[identifier].name
            report(ProblemCode.RENAMED.at("name", known=name, id=identifier), line, self._findings)
        self._identities.renamed.add(identifier)
        return identifier

    def _from_decision(self, line: Line, numbers: BodyNumbers) -> str | None:
        """Return the institution that the officer chose; its name in the file is added to its other names."""
        if is_new(line):  # if the file was imported before, an institution without a number is found by its name
            namesake = None if numbers else self._namesakes.find(line, "Institution")
            return namesake or self._new_institution(line, numbers)
        identifier = self._namesakes.chosen(line, "Institution")
        if identifier is None:
            return None
        self._identities.lines_by_name.add(id(line))
        name = line.text("name")
        if name not in self._directory.names_of(identifier):
            self._identities.new_names.setdefault(identifier, []).append(name)
        return identifier

    def _from_name(self, line: Line, numbers: BodyNumbers) -> str | None:
        namesake = self._namesakes.find(line, "Institution", numbers)
        if namesake is not None:
            if self._is_claimed_by_others(line, numbers, namesake):
                return None
            self._identities.lines_by_name.add(id(line))
            return namesake
        for other in self._namesakes.named(line, "Institution")[:1]:
            others = tuple(sorted(self._directory.entries[other].numbers))
            report(ProblemCode.NAMESAKE_OF_OTHER_NUMBER.at("name", id=other, numbers=others), line, self._findings)
        return self._new_institution(line, numbers)

    def _is_claimed_by_others(self, line: Line, numbers: BodyNumbers, namesake: str) -> bool:
        """Refuse a number for a known institution that has none, if other lines give other numbers for its name.

        Otherwise the institution would get the number of the first of these lines.
        """
        known = self._directory.entries[namesake].numbers
        rivals = self._numbers_by_name[fold(line.text("name"))]
        if known or not numbers or not any(numbers.contradict(list(filter(None, rival))) for rival in rivals):
            return False
        report(ProblemCode.NAME_OF_SEVERAL_NUMBERS.at("name", id=namesake), line, self._findings)
        return True

    def _new_institution(self, line: Line, numbers: BodyNumbers) -> str:
        """Return the id of a new institution: from its number, or else from its name and seat."""
        if numbers:
            return f"institution:{numbers.narrowest.casefold()}"
        seat = self._namesakes.seat(line)
        suffix = f"-{seat.split(':', 1)[1].casefold()}" if seat else ""
        identifier = f"institution:{_slug(line.text('name'))}{suffix}"
        if identifier not in self._directory.entries:
            return identifier
        return derived_id(line, fold(line.text("name")), seat)  # the readable id belongs to another institution


def _slug(text: str) -> str:
    return "-".join(fold(text).split())[:SLUG_LENGTH].strip("-")


def derived_id(line: Line, *facts: str) -> str:
    """Return the id of a new node: equal facts give an equal id, so that the same file gives the same ids."""
    digest = hashlib.sha256("\n".join(facts).encode()).hexdigest()[:HASH_LENGTH]
    return f"{line.sheet.kind.prefixes[0]}:{_slug(facts[0])}-{digest}"
