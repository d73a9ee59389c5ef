"""Identifies each line: a node that is known, or a new one.

An id or a number decides. An equal name with the same seat is the same node; a similar name is put to the officer, who
answers in the column « Rapprochement ». No node is merged or doubled in silence.
"""

import hashlib
import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from exchange.cells.days import NoDayError, read_span
from exchange.cells.sirene import SireneNumberError, read_siren, read_siret
from exchange.cells.text import split_list
from exchange.findings import Findings
from exchange.incoming.lines import Line
from exchange.lookup.directory import DirectoryEntry
from exchange.lookup.gazetteer import UnknownError
from exchange.lookup.loader import Lookup
from exchange.lookup.similarity import Candidate
from exchange.sheets import DECISION, NEW_WORD
from graph.text import fold

SLUG_LENGTH = 60
HASH_LENGTH = 8
TRAINER_BYTES = 8


@dataclass
class Identities:
    """The lines that have an id, in the order of the file, and new names of known institutions by id."""

    lines: list[tuple[Line, str]] = field(default_factory=list)
    new_names: dict[str, list[str]] = field(default_factory=dict)
    lines_by_name: set[int] = field(default_factory=set)
    """The `id()` of each line that its name identified: the name is then no new fact."""


class IdentityResolver:
    """Resolves the id of one line after the other; the node of a line can be named by the lines after it."""

    def __init__(self, lookup: Lookup, findings: Findings) -> None:
        self._directory = lookup.directory
        self._institution_names = lookup.institution_names
        self._engagements_by_title = lookup.engagements_by_title
        self._findings = findings
        self._lines: dict[str, Line] = {}
        self._graph_ids = frozenset(lookup.directory.entries)
        self.identities = Identities()

    def add(self, line: Line) -> None:
        """Resolve the id of a line about a node; a line without one gets a finding."""
        identifier = self._from_id(line) if line.text("id") else self._from_identity(line)
        if identifier is None:
            return
        if identifier in self._lines:
            first = self._lines[identifier]
            name = "id" if line.text("id") else line.sheet.identity[0]
            message = f"est déjà donné à la ligne {first.number} ; gardez une seule des deux lignes"
            self._findings.error(line.place(name), line.text(name), message)
            return
        self._lines[identifier] = line
        self.identities.lines.append((line, identifier))
        self._register(line, identifier)

    def _from_id(self, line: Line) -> str | None:
        text, kind = line.text("id"), line.sheet.kind
        if kind.base == "Territory":
            return self._territory(line, text)
        if text.split(":", 1)[0] not in kind.prefixes or text.endswith(":"):
            message = (
                f"n'est pas un identifiant de cette feuille ; attendu : « {kind.prefixes[0]}:… », ou une cellule vide"
            )
            self._findings.error(line.place("id"), text, message)
            return None
        self._warn_of_similar(line, text)
        return text

    def _territory(self, line: Line, text: str) -> str | None:
        try:
            return self._directory.find(text, line.sheet.kind_name)
        except UnknownError as error:
            self._findings.error(line.place("id"), text, str(error))
            return None

    def _warn_of_similar(self, line: Line, identifier: str) -> None:
        """Warn that a new institution with an explicit id is similar to another one of the graph."""
        if line.sheet.kind_name != "Institution" or identifier in self._graph_ids or line.text(DECISION):
            return
        similar = [c for c in self._institution_names.similar(line.text("name")) if c.id in self._graph_ids]
        if similar:
            message = f"ressemble à {_display(similar)} ; elle entre à part, avec l'identifiant de la ligne"
            self._findings.warn(line.place("name"), line.text("name"), message)

    def _from_identity(self, line: Line) -> str | None:
        """Return the id that follows from the identity columns of a line."""
        name = line.sheet.identity[0] if line.sheet.identity else "id"
        if not line.text(name):
            self._findings.error(line.place(name), "", "la cellule est vide ; il en faut une pour reconnaître la ligne")
            return None
        if line.sheet.kind_name == "Institution":
            return self._institution(line)
        if line.sheet.kind_name == "Trainer":
            return self._find_by_name(line, "Trainer") or f"trainer:{secrets.token_hex(TRAINER_BYTES)}"
        if line.sheet.kind.base == "Engagement":
            return self._engagement(line)
        texts = [fold(line.text(name)) for name in line.sheet.identity]
        if line.sheet.kind_name in {"Offer", "Source"}:
            return self._find_by_name(line, line.sheet.kind_name) or _derived_id(line, *texts)
        return _derived_id(line, *texts)

    def _institution(self, line: Line) -> str | None:
        numbers = []
        for name, read in (("siret", read_siret), ("siren", read_siren)):
            with suppress(SireneNumberError):
                numbers.append(read(line.text(name)))
        for number in numbers:
            if ids := self._directory.ids_by_number(number):
                return ids[0]
        return self._from_decision(line) if line.text(DECISION) else self._from_name(line, numbers)

    def _from_decision(self, line: Line) -> str | None:
        """Return the institution that the officer chose; its name in the file becomes another name of it."""
        decision = line.text(DECISION)
        if fold(decision) in {NEW_WORD, "nouvelle"}:
            return self._find_by_name(line, "Institution") or self._new_institution(line)
        try:
            identifier = self._directory.find(decision, "Institution")
        except UnknownError as error:
            message = f"{error} ; ou écrivez « {NEW_WORD} »"
            self._findings.error(line.place(DECISION), decision, message)
            return None
        self.identities.lines_by_name.add(id(line))
        name = line.text("name")
        if name not in self._directory.names_of(identifier):
            self.identities.new_names.setdefault(identifier, []).append(name)
        return identifier

    def _from_name(self, line: Line, numbers: list[str]) -> str | None:
        namesake = self._find_by_name(line, "Institution")
        if namesake is not None:
            self.identities.lines_by_name.add(id(line))
            return namesake
        similar = self._institution_names.similar(line.text("name"))
        if similar:
            message = (
                f"pourrait être {_display(similar)} ; dans la colonne « Rapprochement », écrivez l'identifiant si "
                f"c'est la même institution, ou « {NEW_WORD} » sinon"
            )
            self._findings.error(line.place("name"), line.text("name"), message)
            return None
        return f"institution:{numbers[0]}" if numbers else self._new_institution(line)

    def _new_institution(self, line: Line) -> str:
        seat = self._seat(line)
        suffix = f"-{seat.split(':', 1)[1].casefold()}" if seat else ""
        identifier = f"institution:{_slug(line.text('name'))}{suffix}"
        if identifier not in self._directory.entries:
            return identifier
        return _derived_id(line, line.text("name"), seat)  # the readable id belongs to another institution

    def _find_by_name(self, line: Line, kind: str) -> str | None:
        """Return the node with the name of a line, its seat equal or absent on either side; None without one."""
        name, seat = line.sheet.identity[0], self._seat(line)
        ids = [
            identifier
            for identifier in self._directory.ids_by_name(line.text(name), frozenset({kind}))
            if not seat or self._directory.entries[identifier].seat in {"", seat}
        ]
        if len(ids) > 1:
            message = f"désigne plusieurs lignes connues ; écrivez l'identifiant : {' ou '.join(sorted(ids))}"
            self._findings.error(line.place(name), line.text(name), message)
        return ids[0] if ids else None

    def _seat(self, line: Line) -> str:
        with suppress(UnknownError):  # reading the cell gives the finding
            return self._directory.find(line.text("basedIn"), "Territory") if line.text("basedIn") else ""
        return ""

    def _engagement(self, line: Line) -> str:
        """Return the engagement of the same kind, title, first day and territories, else the id of a new one."""
        starts_on = None
        with suppress(NoDayError):
            starts_on = read_span(line.cells.get("startsOn")).first if "startsOn" in line.cells else None
        territories = []
        for item in split_list(line.text("territories")):
            with suppress(UnknownError):
                territories.append(self._directory.find(item, "Territory"))
        identity = (line.sheet.kind_name, starts_on, frozenset(territories))
        for engagement in self._engagements_by_title.get(fold(line.text("title")), ()):
            if (engagement.kind, engagement.starts_on, engagement.territories) == identity:
                return engagement.id
        return _derived_id(line, line.text("title"), str(starts_on), *sorted(territories))

    def _register(self, line: Line, identifier: str) -> None:
        """Make the node of a line known to the lines after it."""
        kind = line.sheet.kind_name
        name = line.text("name") or line.text("title") or line.text("text")
        if not name:
            return
        numbers = tuple(number for number in (line.text("siren"), line.text("siret")) if number)
        self._directory.add(DirectoryEntry(identifier, kind, name, (), numbers, self._seat(line)))
        if kind == "Institution":
            self._institution_names.add(identifier, name)


def _display(candidates: Sequence[Candidate]) -> str:
    return " ; ".join(f"« {c.name} » ({c.id}, score {c.score} sur 100, {c.reason})" for c in candidates)


def _slug(text: str) -> str:
    return "-".join(fold(text).split())[:SLUG_LENGTH].strip("-")


def _derived_id(line: Line, *facts: str) -> str:
    """Return the id of a new node: equal facts give an equal id, so that the same file gives the same ids."""
    digest = hashlib.sha256("\n".join(facts).encode()).hexdigest()[:HASH_LENGTH]
    return f"{line.sheet.kind.prefixes[0]}:{_slug(facts[0])}-{digest}"
