"""Puts to the officer what a file brings that is almost something known, and ids that stand on lines about others.

The measures stand in `lookup/likeness.py`; the answer stands in the column « Rapprochement »: an id, or « nouveau ».
The id of another list decides as a number does: what its lines resemble is only a warning.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import chain

from changes.current import Current
from exchange.findings import Findings
from exchange.incoming.body_numbers import numbers_of
from exchange.incoming.institutions import is_new
from exchange.incoming.lines import Line
from exchange.incoming.statements import Claim
from exchange.lookup.directory import DirectoryEntry
from exchange.lookup.likeness import (
    UNSAID,
    EngagementIdentity,
    Reference,
    RespeltNames,
    engagement_difference,
    may_be_one_body,
    reference_difference,
)
from exchange.lookup.loader import Lookup
from exchange.lookup.references import REFERRING, reference_of
from exchange.lookup.similarity import Candidate
from exchange.sheets import DECISION, NEW_WORD
from graph.model import SHAPE
from graph.text import fold

MOST_SHOWN = 5
NAMED = frozenset({"Trainer", "Offer", "Source"})
"""The kinds that are known by a name, besides institutions."""
REFERENCES = {"Grant": "une subvention", "Survey": "un relevé", "Orientation": "une orientation"}


@dataclass(frozen=True)
class Resemblance:
    """A known thing that a new one is almost: the column of the new one's line, and the words for the officer.

    `rows` are the rows of the known thing where it stands in the same file.
    """

    column: str
    words: str
    rows: Sequence[int] = ()


class Resemblances:
    """Looks through the claims of a file for new things that are almost known ones."""

    def __init__(self, claims: Iterable[Claim], mentioned: Collection[str], current: Current, lookup: Lookup) -> None:
        """Take the claims, the ids of all things that the file mentions, and what is known."""
        self._nodes = [claim for claim in claims if not claim.line.sheet.relation_name and not claim.deletes]
        self._mentioned = mentioned
        self._places = {claim.id: place for place, claim in enumerate(self._nodes)}
        self._current = current
        self._lookup = lookup
        self._entries = lookup.directory.entries

    @cached_property
    def new(self) -> list[Claim]:
        """The claims about something that the graph does not know and the officer did not call new."""
        return [claim for claim in self._nodes if self._is_open(claim)]

    def _is_open(self, claim: Claim) -> bool:
        is_known = claim.id in self._current.kinds
        return not (is_known or claim.line.sheet.territory or claim.fingerprint or claim.line.text(DECISION))

    def refuse(self, findings: Findings, of_these_days: Iterable[EngagementIdentity] = ()) -> None:
        """Report each new thing that is almost a known one; `of_these_days` are the engagements of its first day."""
        same_day: defaultdict[date, list[EngagementIdentity]] = defaultdict(list)
        for engagement in of_these_days:
            same_day[engagement.starts_on].append(engagement)
        for claim in self.new:
            if claim.kind == "Institution":
                found = self._like_body(claim)
            elif claim.kind in NAMED:
                found = self._like_named(claim)
            elif claim.kind in REFERRING:
                found = self._like_reference(claim)
            else:
                found = self._like_engagement(claim, same_day)
            if found:
                _report(claim.line, found, findings)
            elif claim.line.text("id") and not claim.line.mapped:
                _warn_of_invention(claim.line, findings)

    @property
    def first_days(self) -> set[date]:
        """The first days of the new engagements."""
        return {engagement.starts_on for claim in self.new if (engagement := engagement_of(claim))}

    def _like_engagement(
        self, claim: Claim, same_day: Mapping[date, Sequence[EngagementIdentity]]
    ) -> Resemblance | None:
        new = engagement_of(claim)
        if new is None:
            return None
        namesakes = self._lookup.engagements_by_title.get(fold(new.title), ())
        for known in chain(namesakes, same_day.get(new.starts_on, ())):
            if known.id in self._mentioned:
                continue
            column = engagement_difference(new, known, self._lookup.directory.gazetteer.touches)
            if column:
                words = f"est presque une mobilisation du graphe, qui {self._difference(column, known)} ({known.id})"
                return Resemblance("title" if column == "kind" else column, words)
        return None

    def _difference(self, column: str, known: EngagementIdentity) -> str:
        if column == "startsOn":
            return f"a le même titre et commence le {known.starts_on:%d/%m/%Y}"
        if column == "title":
            return f"commence le même jour au même endroit et s’intitule « {known.title} »"
        if column == "territories":
            labels = " ; ".join(sorted(self._lookup.directory.gazetteer.by_id[i].label for i in known.territories))
            return f"a le même titre, commence le même jour et a pour territoires « {labels} »"
        other = f", mais est d’une autre sorte ({SHAPE.kinds[known.kind].french})" if column == "kind" else ""
        return f"a le même titre, le même premier jour et les mêmes territoires{other}"

    def _like_body(self, claim: Claim) -> Resemblance | None:
        """Return the institutions with a similar name, of the same place or kind, and no other number."""
        numbers, entry = numbers_of(claim.line), self._entries.get(claim.id)
        if entry is None:
            return None
        names = self._lookup.institution_names
        found = [
            candidate
            for candidate in names.similar(claim.line.text("name"))
            if self._may_be(claim, candidate.id)
            and not numbers.contradict(self._entries[candidate.id].numbers)
            and may_be_one_body(
                (entry.body, self._entries[candidate.id].body),
                is_named_alike=candidate.is_equal,
                is_same_place=self._is_same_place(entry, candidate),
            )
        ][:MOST_SHOWN]
        if not found:
            return None
        words = f"pourrait être {' ; '.join(map(self._shown, found))}"
        return Resemblance("name", words, self._rows_of(c.id for c in found))

    def _is_same_place(self, entry: DirectoryEntry, candidate: Candidate) -> bool | None:
        """Return whether two institutions have one seat, or a name that says the département; None where unknown."""
        if candidate.is_equal and self._lookup.institution_names.names_departement(entry.name):
            return True
        seats = entry.seat, self._entries[candidate.id].seat
        return self._lookup.directory.gazetteer.touches(*seats) if all(seats) else None

    def _like_named(self, claim: Claim) -> Resemblance | None:
        column = claim.line.sheet.identity[0]
        found = [i for i in self._names[claim.kind].find(claim.line.text(column)) if self._may_be(claim, i)]
        if not found:
            return None
        shown = " ; ".join(f"« {self._entries[i].name} » ({self._named(i)})" for i in found[:MOST_SHOWN])
        return Resemblance(column, f"pourrait être {shown}", self._rows_of(found[:MOST_SHOWN]))

    @cached_property
    def _names(self) -> Mapping[str, RespeltNames]:
        entries = [entry for entry in self._entries.values() if not entry.nameless]
        return {kind: RespeltNames((e.id, e.name) for e in entries if e.kind == kind) for kind in NAMED}

    def _like_reference(self, claim: Claim) -> Resemblance | None:
        sheet = claim.line.sheet
        new = reference_of(sheet, claim.facts, claim.edges, claim.id)
        for known in self._references[claim.kind, new[-1]]:
            identifier = self._lookup.by_reference[known]
            column = None if identifier in self._mentioned else reference_difference(sheet.identity, new, known)
            heading = next((c.heading for c in sheet.columns if c.name == column), "")
            if column:
                known_one = f"{REFERENCES[claim.kind]} du graphe ({identifier})"
                return Resemblance(column, f"est presque {known_one}, qui n’en diffère que par « {heading} »")
        return None

    @cached_property
    def _references(self) -> Mapping[tuple[str, str], list[Reference]]:
        """The references by their kind and their last part, the thing that they are about."""
        found: defaultdict[tuple[str, str], list[Reference]] = defaultdict(list)
        for reference in self._lookup.by_reference:
            if reference[-1] not in UNSAID:
                found[reference[0], reference[-1]].append(reference)
        return found

    def _may_be(self, claim: Claim, other: str) -> bool:
        """Return whether a claim may be compared with another thing: of the graph, or of a line before its own."""
        if other == claim.id:
            return False
        place = self._places.get(other)
        if place is None or other in self._current.kinds:
            return True
        return place < self._places[claim.id] and not is_new(self._nodes[place].line)

    def _shown(self, candidate: Candidate) -> str:
        named = self._named(candidate.id)
        return f"« {candidate.name} » ({named}, score {candidate.score} sur 100, {candidate.reason})"

    def _named(self, identifier: str) -> str:
        """Return the id of a thing of the graph, the line of a new one."""
        place = self._places.get(identifier)
        if place is None or identifier in self._current.kinds:
            return identifier
        return f"ligne {self._nodes[place].line.number}"

    def _rows_of(self, ids: Iterable[str]) -> list[int]:
        new = (self._nodes[self._places[i]] for i in ids if i in self._places and i not in self._current.kinds)
        return [row for claim in new for row in claim.line.rows]


def engagement_of(claim: Claim) -> EngagementIdentity | None:
    """Return what identifies the engagement of a claim; None for another kind, and without a title and a first day."""
    title, starts_on, ends_on = (claim.facts.get(name) for name in ("title", "startsOn", "endsOn"))
    if not isinstance(title, str) or not isinstance(starts_on, date):
        return None
    ends = {
        name: frozenset(end for _, *both in claim.edges.get(name, {}) for end in both if end != claim.id)
        for name in ("territories", "actors")
    }
    bodies = frozenset(end for end in ends["actors"] if SHAPE.kind_of_id(end) == "Institution")
    last_day = ends_on if isinstance(ends_on, date) else None
    return EngagementIdentity(claim.id, claim.kind, title, starts_on, ends["territories"], last_day, bodies)


def _report(line: Line, found: Resemblance, findings: Findings) -> None:
    """Report a resemblance at its cell: a warning where the line has the id of its own list."""
    place = line.place(found.column)
    if line.text("id") and line.mapped:
        findings.warn(place, line.text(found.column), f"{found.words} ; entre à part, avec l’identifiant de la ligne")
        return
    column = "dans la colonne « Rapprochement »"
    answer = "gardez une seule des deux lignes" if found.rows else f"écrivez cet identifiant {column}"
    new = f"écrivez « {NEW_WORD} » {column}" if found.rows else f"écrivez-y « {NEW_WORD} »"
    message = f"{found.words} ; si c’est bien cela, {answer}, sinon {new}"
    findings.error(replace(place, rows=[*place.rows, *found.rows]), line.text(found.column), message)


def _warn_of_invention(line: Line, findings: Findings) -> None:
    message = (
        "n’est l’identifiant de rien de connu ; la ligne entre comme nouvelle : videz la cellule, ou corrigez "
        "l’identifiant"
    )
    findings.warn(line.place("id"), line.text("id"), message)
