"""Identifies each line: a known node, or a new one.

An id decides; without an id, the line is identified by a number, a decision of the officer, a name with its seat, or
its references. A node that almost equals a known one is shown to the officer later (`resemblance.py`).
"""

import secrets
from collections.abc import Callable, Iterable
from contextlib import suppress

from exchange.cells.days import read_span
from exchange.cells.text import split_list
from exchange.cells.words import read_word
from exchange.faults import CellError, Fault
from exchange.findings import Findings
from exchange.incoming.judgement.body_numbers import numbers_of
from exchange.incoming.judgement.institutions import Identities, InstitutionResolver, Namesakes, derived_id, is_new
from exchange.incoming.workbook.lines import Line, refuse_empty
from exchange.incoming.workbook.placing import report
from exchange.incoming.workbook.statements import UNRESOLVED, Claim, ClaimReader
from exchange.lookup.directory import id_in_brackets
from exchange.lookup.loader import Lookup
from exchange.lookup.references import REFERRING, reference_of
from exchange.sheets import BY_KIND, DECISION
from graph.domain.ground import area_id
from graph.model import SHAPE
from graph.text import fold
from graph.vocabulary import InstitutionKind, TerritoryKind
from judgement.entries import DirectoryEntry, GazetteerEntry
from judgement.neighbourhoods import NEIGHBOURHOOD_CODE
from judgement.problems import ProblemCode
from judgement.values import Fields

TRAINER_BYTES = 8
NAMING_LETTERS = 4
MERGED_KINDS = frozenset({"Institution", "Offer", "Source"})
"""The kinds of node that a list may name on many lines; these lines are merged."""


class IdentityResolver:
    """Resolves the ids of lines in order; later lines can name the node of an earlier line."""

    def __init__(self, lookup: Lookup, findings: Findings, lines: Iterable[Line]) -> None:
        """Take the known nodes, and all lines that will be resolved."""
        self._directory = lookup.directory
        self._institution_names = lookup.institution_names
        self._namesakes = Namesakes(lookup.directory, findings)
        self._engagements_by_title = lookup.engagements_by_title
        self._by_reference = lookup.by_reference
        self._findings = findings
        self._lines: dict[str, Line] = {}
        self.identities = Identities()
        self._institutions = InstitutionResolver(lookup, findings, self._namesakes, self.identities, lines)

    def add(self, line: Line) -> None:
        """Resolve the id of a line about a node; a line without one gets a finding."""
        identifier = self._from_id(line) if line.text("id") else self._from_identity(line)
        if identifier is None:
            self._add_doubtful(line)
            return
        if identifier in self._lines:
            first = self._lines[identifier]
            if first.mapped and line.sheet.kind_name in MERGED_KINDS and not self._has_other_seat(first, line):
                self._merge(first, line)
            else:
                self._refuse_double(first, line)
                self.identities.doubtful.append((line, identifier))
            return
        self._lines[identifier] = line
        self.identities.lines.append((line, identifier))
        if not self._directory.forgotten.by_id(identifier):
            self._register(line, identifier)

    def _add_doubtful(self, line: Line) -> None:
        """Register a line whose node is in doubt, under those names and numbers that no other node has.

        Lines that refer to it can then be checked too.
        """
        identifier = f"{line.sheet.kind.prefixes[0]}:{UNRESOLVED}{line.grid}, ligne {line.number}"
        self._lines[identifier] = line
        self.identities.doubtful.append((line, identifier))
        kind, name = line.sheet.kind_name, line.text("name") or line.text("title") or line.text("text")
        if line.sheet.kind.base == "Territory" or not name or self._directory.ids_by_name(name, frozenset({kind})):
            return
        stated = numbers_of(line)
        numbers = (stated.siret, stated.siren if line.text("siren") else "")
        unknown = tuple(number for number in numbers if number and not self._directory.ids_by_number(number))
        self._directory.add(DirectoryEntry(identifier, kind, name, (), unknown, self._namesakes.seat(line)))

    def _has_other_seat(self, first: Line, line: Line) -> bool:
        """Return whether a line, identified by name only, has another seat than the first line of that name."""
        seats = self._namesakes.seat(first), self._namesakes.seat(line)
        return id(line) in self.identities.lines_by_name and all(seats) and seats[0] != seats[1]

    def _refuse_double(self, first: Line, line: Line) -> None:
        """Refuse a second line about a node; neither of the two is certain."""
        name = "id" if line.text("id") else line.sheet.identity[0]
        fields = Fields(line.sheet.kind_name, frozenset(line.sheet.identity))
        code = ProblemCode.GIVEN_TWICE
        if name != "id" and line.sheet.kind_name in REFERRING:
            code = ProblemCode.SAID_TWICE_IN_LIST if line.mapped else ProblemCode.SAID_TWICE
        report(code.at(name, others=(first,), fields=fields), line, self._findings)

    def _merge(self, first: Line, line: Line) -> None:
        """Merge a second line about the same node into the first one, and report the cells in which they differ."""
        if line.grid == first.grid:
            first.rows.extend(line.rows)
        else:
            first.elsewhere.extend((line.grid, row) for row in line.rows)
        known, other = (ClaimReader(self._directory, Findings()).read_node(one, "") for one in (first, line))
        for name in line.cells:
            if name not in first.cells:
                first.cells[name], first.taken[name] = line.cells[name], line.number
            elif _meaning(known, name) != _meaning(other, name):
                report(ProblemCode.UNLIKE_FIRST.at(name, others=(first,), said=first.text(name)), line, self._findings)

    def _from_id(self, line: Line) -> str | None:
        text, kind = line.text("id"), line.sheet.kind
        if kind.base == "Territory":
            return self._territory(line, text)
        if text.split(":", 1)[0] not in kind.prefixes or text.endswith(":"):
            other = BY_KIND.get(SHAPE.kind_of_id(text) or "") if text not in self._directory.gazetteer.by_id else None
            form = other.name if other else None
            report(ProblemCode.ID_OF_OTHER_FORM.at("id", form=form, prefix=kind.prefixes[0]), line, self._findings)
            return None
        if kind.name == "Trainer" and text not in self._directory.entries and _names(text, line.text("name")):
            report(ProblemCode.ID_NAMES_PERSON.at("id"), line, self._findings)
            return None
        return self._institutions.with_id(line, text) if kind.name == "Institution" else text

    def _territory(self, line: Line, text: str) -> str | None:
        """Return the territory that a line names; an unknown QPV is a new one if its code is official."""
        territory, code = line.sheet.territory, id_in_brackets(text).removeprefix("qpv:").upper()
        try:
            return self._directory.find(text, line.sheet.kind_name, territory)
        except CellError as error:
            problem = error.problem
            if territory is TerritoryKind.QPV:
                if NEIGHBOURHOOD_CODE.fullmatch(code):
                    return area_id(territory, code)
                problem = Fault.UNKNOWN_NEIGHBOURHOOD.of(fault=problem)
            self._findings.report(line.place("id"), text, problem)
            return None

    def _from_identity(self, line: Line) -> str | None:
        """Return the id that follows from the identity columns of a line."""
        name = line.sheet.identity[0] if line.sheet.identity else "id"
        if not line.text(name):
            refuse_empty(ProblemCode.MISSING_IDENTITY.at(name), line, self._findings)
            return None
        kind, base = line.sheet.kind_name, line.sheet.kind.base
        if kind == "Institution":
            return self._institutions.without_id(line)
        if line.text(DECISION) and not is_new(line):
            return self._from_decision(line)
        finders: dict[str, Callable[[Line], str | None]] = {
            "Trainer": self._trainer,
            "Engagement": self._engagement,
            **dict.fromkeys(REFERRING, self._referring),
        }
        find = finders.get(kind) or finders.get(base) or self._titled
        return find(line)

    def _titled(self, line: Line) -> str:
        """Return the id of the node that has the title on a line, or else the id of a new node."""
        texts = [fold(line.text(name)) for name in line.sheet.identity]
        return self._namesakes.find(line, line.sheet.kind_name) or derived_id(line, *texts)

    def _from_decision(self, line: Line) -> str | None:
        """Return the node that the officer chose for a line."""
        decision, kind = line.text(DECISION), line.sheet.kind_name
        if kind in REFERRING and decision in self._by_reference.values():
            return decision
        return self._namesakes.chosen(line, kind)

    def _trainer(self, line: Line) -> str | None:
        """Return the trainer with the name of a line, even a forgotten one; or else a random id."""
        if namesake := self._namesakes.find(line, "Trainer"):
            return namesake
        if not is_new(line):
            if same_words := self._directory.trainers_by_words(line.text("name")):
                return self._trainer_by_words(line, same_words)
            if forgotten := self._directory.forgotten.by_name(line.text("name")):
                return forgotten.id
        return f"trainer:{secrets.token_hex(TRAINER_BYTES)}"

    def _trainer_by_words(self, line: Line, ids: list[str]) -> str | None:
        """Return the trainer whose name consists of the words on a line in another order: « NOM Prénom »."""
        if len(ids) > 1:
            report(ProblemCode.SEVERAL_PERSONS.at("name", ids=tuple(sorted(ids))), line, self._findings)
            return None
        known = self._directory.entries[ids[0]].name
        report(ProblemCode.READ_AS_PERSON.at("name", known=known, id=ids[0]), line, self._findings)
        self.identities.lines_by_name.add(id(line))
        return ids[0]

    def _referring(self, line: Line) -> str:
        """Return the node with the same reference as a line, or else the id of a new one."""
        claim = ClaimReader(self._directory, Findings()).read_node(line, "")
        reference = reference_of(line.sheet, claim.facts, claim.edges, "")
        return self._by_reference.get(reference) or derived_id(line, *reference[1:])

    def _engagement(self, line: Line) -> str:
        """Return the engagement of the same kind, title, first day and territories, or else the id of a new one."""
        starts_on = None
        with suppress(CellError):
            starts_on = read_span(line.cells.get("startsOn")).first if "startsOn" in line.cells else None
        territories = []
        for item in split_list(line.text("territories")):
            with suppress(CellError):
                territories.append(self._directory.find(item, "Territory", day=starts_on))
        identity = line.sheet.kind_name, starts_on, frozenset(territories)
        for engagement in self._engagements_by_title.get(fold(line.text("title")), ()):
            if (engagement.kind, engagement.starts_on, engagement.territories) == identity:
                return engagement.id
        return derived_id(line, fold(line.text("title")), str(starts_on), *sorted(territories))

    def _register(self, line: Line, identifier: str) -> None:
        """Let the following lines refer to the node of a line."""
        kind = line.sheet.kind_name
        if line.sheet.kind.base == "Territory":
            self._register_territory(line, identifier)
            return
        name = line.text("name") or line.text("title") or line.text("text")
        if not name:
            return
        stated = numbers_of(line)
        siren = stated.siren if line.text("siren") else ""
        numbers = tuple(number for number in (stated.siret, siren, stated.rna) if number)
        body = ""
        with suppress(CellError):
            body = read_word(InstitutionKind, line.text("kind")) if kind == "Institution" else ""
        self._directory.add(DirectoryEntry(identifier, kind, name, (), numbers, self._namesakes.seat(line), body))
        if kind == "Institution":
            for one in (name, *split_list(line.text("otherNames"))):
                self._institution_names.add(identifier, one)

    def _register_territory(self, line: Line, identifier: str) -> None:
        territory, gazetteer = line.sheet.territory, self._directory.gazetteer
        if territory and identifier not in gazetteer.by_id:
            code, name = identifier.split(":", 1)[1], line.text("name")
            gazetteer.add(GazetteerEntry(identifier, territory.value, code, name, name))


def _names(identifier: str, name: str) -> bool:
    """Return whether an id holds a word of a name; initials and particles do not count."""
    return any(len(word) >= NAMING_LETTERS and word in fold(identifier) for word in fold(name).split())


def _meaning(claim: Claim, name: str) -> object:
    """Return the meaning of a line's cell, whatever its spelling."""
    value = claim.facts.get(name)
    return fold(value) if isinstance(value, str) else value or claim.edges.get(name)
