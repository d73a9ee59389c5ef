"""Identifies each line: a node that is known, or a new one.

An id decides, then a number, a name with its seat, or what the line refers to. No node is merged or doubled in silence.
"""

import secrets
from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from exchange.cells.days import NoDayError, read_span
from exchange.cells.nearest import is_respelt
from exchange.cells.text import split_list
from exchange.cells.words import NoWordError, read_word
from exchange.findings import Findings
from exchange.incoming.body_numbers import numbers_of
from exchange.incoming.institutions import Identities, InstitutionResolver, Namesakes, derived_id
from exchange.incoming.lines import Line, refuse_empty
from exchange.incoming.statements import Claim, ClaimReader
from exchange.lookup.directory import DirectoryEntry, id_in_brackets
from exchange.lookup.gazetteer import NEIGHBOURHOOD_CODE, GazetteerEntry, UnknownError
from exchange.lookup.loader import EngagementIdentity, Lookup
from exchange.lookup.references import REFERRING, reference_of
from exchange.sheets import DECISION, NEW_WORD
from graph.domain.ground import area_id
from graph.text import fold
from graph.vocabulary import InstitutionKind, TerritoryKind

TRAINER_BYTES = 8
NAMING_LETTERS = 4

BODIES = frozenset({"Institution", "Offer", "Source"})
"""The kinds that a list names again on line after line, with what else it says of them."""
NEAR_DAYS = 31
"""So many days apart, two engagements of one title and ground may be one whose day was corrected."""

Ground = tuple[str, date, frozenset[str]]
"""The kind, first day and territories of an engagement."""


class NewEngagement(NamedTuple):
    """A line about an engagement that the graph does not know, with what identifies it.

    `near` are the engagements of the graph with its title and ground whose first day may be another spelling of its.
    """

    line: Line
    starts_on: date
    territories: frozenset[str]
    near: list[EngagementIdentity]


class IdentityResolver:
    """Resolves the id of one line after the other; the node of a line can be named by the lines after it."""

    def __init__(self, lookup: Lookup, findings: Findings) -> None:
        self._directory = lookup.directory
        self._institution_names = lookup.institution_names
        self._namesakes = Namesakes(lookup.directory, findings)
        self._engagements_by_title = lookup.engagements_by_title
        self._by_reference = lookup.by_reference
        self._findings = findings
        self._lines: dict[str, Line] = {}
        self.new_engagements: list[NewEngagement] = []
        self.identities = Identities()
        self._institutions = InstitutionResolver(lookup, findings, self._namesakes, self.identities)

    def add(self, line: Line) -> None:
        """Resolve the id of a line about a node; a line without one gets a finding."""
        identifier = self._from_id(line) if line.text("id") else self._from_identity(line)
        if identifier is None:
            return
        if identifier in self._lines:
            first = self._lines[identifier]
            (self._merge if first.mapped and line.sheet.kind_name in BODIES else self._refuse_double)(first, line)
            return
        self._lines[identifier] = line
        self.identities.lines.append((line, identifier))
        if not self._directory.forgotten.by_id(identifier):
            self._register(line, identifier)

    def _refuse_double(self, first: Line, line: Line) -> None:
        """Refuse a second line about a node; neither of the two is certain."""
        name = "id" if line.text("id") else line.sheet.identity[0]
        message = f"est déjà donné à la ligne {first.number} ; gardez une seule des deux lignes"
        if name != "id" and line.sheet.kind_name in REFERRING:
            headings = ", ".join(c.heading for c in line.sheet.columns if c.name in line.sheet.identity)
            message += f", ou donnez un identifiant à chacune ({headings} : les deux disent la même chose)"
        place = replace(line.place(name), rows=[*first.rows, *line.rows])
        self._findings.error(place, line.text(name), message)

    def _merge(self, first: Line, line: Line) -> None:
        """Take what another line of a list says of the same body into the first one; tell where they differ."""
        first.rows.extend(line.rows)
        known, other = (ClaimReader(self._directory, Findings()).read_node(one, "") for one in (first, line))
        for name in line.cells:
            if name not in first.cells:
                first.cells[name], first.taken[name] = line.cells[name], line.number
            elif _meaning(known, name) != _meaning(other, name):
                message = f"n’est pas ce que dit la ligne {first.number}, qui est gardée : « {first.text(name)} »"
                self._findings.warn(line.place(name), line.text(name), message)

    def _from_id(self, line: Line) -> str | None:
        text, kind = line.text("id"), line.sheet.kind
        if kind.base == "Territory":
            return self._territory(line, text)
        if text.split(":", 1)[0] not in kind.prefixes or text.endswith(":"):
            message = (
                f"n’est pas un identifiant de cette feuille ; attendu : « {kind.prefixes[0]}:… », ou une cellule vide"
            )
            self._findings.error(line.place("id"), text, message)
            return None
        if kind.name == "Trainer" and text not in self._directory.entries and _names(text, line.text("name")):
            message = "contient le nom de la personne, qui y resterait ; videz-la : un autre sera tiré au hasard"
            self._findings.error(line.place("id"), text, message)
            return None
        return self._institutions.with_id(line, text) if kind.name == "Institution" else text

    def _territory(self, line: Line, text: str) -> str | None:
        """Return the territory that a line names; a QPV that is not known is a new one if its code is official."""
        territory, code = line.sheet.territory, id_in_brackets(text).removeprefix("qpv:").upper()
        try:
            return self._directory.find(text, line.sheet.kind_name, territory)
        except UnknownError as error:
            if territory is TerritoryKind.QPV and NEIGHBOURHOOD_CODE.fullmatch(code):
                return area_id(territory, code)
            hint = " ; un nouveau quartier s’écrit par son code officiel" if territory is TerritoryKind.QPV else ""
            self._findings.error(line.place("id"), text, f"{error}{hint}")
            return None

    def _from_identity(self, line: Line) -> str | None:
        """Return the id that follows from the identity columns of a line."""
        name = line.sheet.identity[0] if line.sheet.identity else "id"
        if not line.text(name):
            refuse_empty(line, name, self._findings, "la cellule est vide ; il en faut une pour reconnaître la ligne")
            return None
        if line.sheet.kind_name == "Institution":
            return self._institutions.without_id(line)
        if line.sheet.kind_name == "Trainer":
            return self._trainer(line)
        if line.sheet.kind.base == "Engagement":
            return self._engagement(line)
        if line.sheet.kind_name in REFERRING:
            return self._referring(line)
        texts = [fold(line.text(name)) for name in line.sheet.identity]
        return self._namesakes.find(line, line.sheet.kind_name) or derived_id(line, *texts)

    def _trainer(self, line: Line) -> str:
        """Return the trainer of a name, who may have been forgotten, else a random id, from which no name is read."""
        if namesake := self._namesakes.find(line, "Trainer"):
            return namesake
        is_new = fold(line.text(DECISION)) == NEW_WORD
        forgotten = None if is_new else self._directory.forgotten.by_name(line.text("name"))
        return forgotten.id if forgotten else f"trainer:{secrets.token_hex(TRAINER_BYTES)}"

    def _referring(self, line: Line) -> str:
        """Return the node that refers to what a line refers to, else the id of a new one."""
        claim = ClaimReader(self._directory, Findings()).read_node(line, "")
        reference = reference_of(line.sheet, claim.facts, claim.edges, "")
        return self._by_reference.get(reference) or derived_id(line, *reference[1:])

    def _engagement(self, line: Line) -> str:
        """Return the engagement of the same kind, title, first day and territories, else the id of a new one."""
        starts_on = None
        with suppress(NoDayError):
            starts_on = read_span(line.cells.get("startsOn")).first if "startsOn" in line.cells else None
        territories = []
        for item in split_list(line.text("territories")):
            with suppress(UnknownError):
                territories.append(self._directory.find(item, "Territory", day=starts_on))
        ground = line.sheet.kind_name, frozenset(territories)
        namesakes = [
            engagement
            for engagement in self._engagements_by_title.get(fold(line.text("title")), ())
            if (engagement.kind, engagement.territories) == ground
        ]
        for engagement in namesakes:
            if engagement.starts_on == starts_on:
                return engagement.id
        if starts_on and fold(line.text(DECISION)) != NEW_WORD:
            near = [e for e in namesakes if _are_near(e.starts_on, starts_on)]
            self.new_engagements.append(NewEngagement(line, starts_on, ground[1], near))
        return derived_id(line, fold(line.text("title")), str(starts_on), *sorted(territories))

    def refuse_doubles(self, of_these_days: Iterable[EngagementIdentity] = ()) -> None:
        """Refuse new engagements that differ from one of the graph by a few days or a spelling.

        Such a line corrects that one, or is a new one: the officer says which. Nothing is refused where another line is
        about that one. `of_these_days`: the engagements of the graph that start on the days of the new ones.
        """
        alike: defaultdict[Ground, list[EngagementIdentity]] = defaultdict(list)
        for engagement in of_these_days:
            alike[engagement.kind, engagement.starts_on, engagement.territories].append(engagement)
        for new in self.new_engagements:
            line = new.line
            if known := self._unmentioned(new.near):
                difference = f"a le même titre et commence le {known.starts_on:%d/%m/%Y}"
                self._refuse_near(line, "startsOn", known, difference)
                continue
            same_ground = alike[line.sheet.kind_name, new.starts_on, new.territories]
            if known := self._unmentioned(e for e in same_ground if is_respelt(line.text("title"), e.title)):
                difference = f"commence le même jour au même endroit et s’intitule « {known.title} »"
                self._refuse_near(line, "title", known, difference)

    def _unmentioned(self, engagements: Iterable[EngagementIdentity]) -> EngagementIdentity | None:
        return next((engagement for engagement in engagements if engagement.id not in self._lines), None)

    def _refuse_near(self, line: Line, column: str, known: EngagementIdentity, difference: str) -> None:
        message = (
            f"est presque une mobilisation du graphe, qui {difference} ({known.id}) : pour la corriger, écrivez cet "
            f"identifiant ; si c’en est une autre, écrivez « {NEW_WORD} » dans la colonne « Rapprochement »"
        )
        self._findings.error(line.place(column), line.text(column), message)

    def _register(self, line: Line, identifier: str) -> None:
        """Make the node of a line known to the lines after it."""
        kind = line.sheet.kind_name
        if line.sheet.kind.base == "Territory":
            self._register_territory(line, identifier)
            return
        name = line.text("name") or line.text("title") or line.text("text")
        if not name:
            return
        stated = numbers_of(line)
        numbers = tuple(number for number in (stated.siret, stated.siren if line.text("siren") else "") if number)
        body = ""
        with suppress(NoWordError):
            body = read_word(InstitutionKind, line.text("kind")) if kind == "Institution" else ""
        self._directory.add(DirectoryEntry(identifier, kind, name, (), numbers, self._namesakes.seat(line), body))
        if kind == "Institution":
            self._institution_names.add(identifier, name)

    def _register_territory(self, line: Line, identifier: str) -> None:
        territory, gazetteer = line.sheet.territory, self._directory.gazetteer
        if territory and identifier not in gazetteer.by_id:
            code, name = identifier.split(":", 1)[1], line.text("name")
            gazetteer.add(GazetteerEntry(identifier, territory.value, code, name, name))


def _names(identifier: str, name: str) -> bool:
    """Return whether an id holds a word of a name; initials and particles do not tell."""
    return any(len(word) >= NAMING_LETTERS and word in fold(identifier) for word in fold(name).split())


def _meaning(claim: Claim, name: str) -> object:
    """Return what a line says in a column, however it is written."""
    value = claim.facts.get(name)
    return fold(value) if isinstance(value, str) else value or claim.edges.get(name)


def _are_near(one: date, other: date) -> bool:
    """Return whether two days may be one that was corrected: a few days apart, or day and month exchanged."""
    is_exchanged = (one.year, one.month, one.day) == (other.year, other.day, other.month)
    return is_exchanged or abs((one - other).days) <= NEAR_DAYS
