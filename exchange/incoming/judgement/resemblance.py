"""Shows the officer new things that almost equal known ones, and ids on lines about something else.

`judgement/likeness.py` does the comparisons; the officer answers in the column « Rapprochement » with an id or with
« nouveau ». An id from a partner's list is as decisive as a number: resemblances of such lines are only warnings.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from itertools import chain

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from changes.current import Current
from exchange.cells.text import split_list
from exchange.findings import Findings
from exchange.incoming.judgement.body_numbers import numbers_of
from exchange.incoming.judgement.institutions import is_new
from exchange.incoming.workbook.lines import Line
from exchange.incoming.workbook.placing import report
from exchange.incoming.workbook.statements import Claim
from exchange.lookup.bodies import SimilarBodies
from exchange.lookup.loader import Lookup, read_engagements_that_start
from exchange.lookup.references import REFERRING, read_referring, reference_of
from exchange.sentences import Row
from exchange.sheets import BY_KIND, DECISION
from graph.client import Client
from graph.model import SHAPE
from graph.rights import Viewer
from graph.statement.maintain.facts import ids_of
from graph.text import fold
from judgement.likeness import (
    UNSTATED,
    Candidate,
    EngagementIdentity,
    Reference,
    RespeltNames,
    engagement_difference,
    engagement_keys,
    is_moved_far,
    may_be_repeated,
    reference_difference,
    repetition_keys,
)
from judgement.problems import Problem, ProblemCode
from judgement.values import Fields

MOST_SHOWN = 5
MOST_ID_ERRORS = 2
"""The maximum number of characters in which an unknown id may differ from the intended one."""
NAMED = frozenset({"Trainer", "Offer", "Source"})
"""The kinds that are identified by a name, besides institutions."""
ONCE_IN_A_FILE = frozenset({"Grant", "Orientation", "TrainingNeed", "Project", "LocalAxis", "Indicator", "Obstacle"})
"""The kinds for which two similar lines of a file may state one thing; surveys are left out: they may be days apart."""
DIFFERENCES: Mapping[str, ProblemCode] = {
    "startsOn": ProblemCode.KNOWN_ON_OTHER_DAY,
    "title": ProblemCode.KNOWN_UNDER_OTHER_TITLE,
    "territories": ProblemCode.KNOWN_IN_OTHER_TERRITORIES,
    "kind": ProblemCode.KNOWN_AS_OTHER_KIND,
    "id": ProblemCode.KNOWN_UNDER_OTHER_ID,
}
"""For each fact, the problem of a new engagement that differs from a known one only in this fact."""


class Resemblances:
    """Finds new things in the claims of a file that almost equal known ones."""

    def __init__(
        self,
        claims: Iterable[Claim],
        mentioned: Collection[str],
        current: Current,
        lookup: Lookup,
        earlier: Collection[str],
    ) -> None:
        """Take the claims, the ids that the file mentions now or mentioned earlier, and the known nodes."""
        self._earlier = earlier
        self._nodes = [claim for claim in claims if not claim.line.sheet.relation_name and not claim.deletes]
        self._mentioned = mentioned
        self._places = {claim.id: place for place, claim in enumerate(self._nodes)}
        self._current = current
        self._lookup = lookup
        self._entries = lookup.directory.entries
        self._engagements: defaultdict[tuple[Hashable, ...], list[EngagementIdentity]] = defaultdict(list)
        self._references: Mapping[Reference, str] = {}
        self._ids: dict[str, Sequence[str]] = {}
        self._bodies = SimilarBodies(lookup.directory, lookup.institution_names)

    @cached_property
    def new(self) -> list[Claim]:
        """The claims about nodes that are not in the graph and about which the officer decided nothing."""
        return [claim for claim in self._nodes if self._is_open(claim)]

    def _is_open(self, claim: Claim) -> bool:
        is_known = claim.id in self._current.kinds
        return not (is_known or claim.line.sheet.territory or claim.fingerprint or claim.line.text(DECISION))

    async def refuse(self, client: Client, viewer: Viewer, findings: Findings) -> None:
        """Read the known nodes of the same first day or kind as a new one, and report the resemblances."""
        days = {engagement.starts_on for claim in self.new if (engagement := engagement_of(claim))}
        read = {reference[0] for reference in self._lookup.by_reference}
        unread = {claim.kind for claim in self.new} & REFERRING - read
        references = {**self._lookup.by_reference, **await read_referring(client, viewer, unread)}
        for kind in {claim.kind for claim in self.new if claim.gives_id and not claim.line.mapped}:
            self._ids[kind] = await client.read(ids_of(SHAPE.kinds[kind])) or ()
        self.report(findings, await read_engagements_that_start(client, days), references)

    def report(
        self, findings: Findings, on_these_days: Iterable[EngagementIdentity], references: Mapping[Reference, str]
    ) -> None:
        """Report each new thing that almost equals a known one, in the order of the file."""
        known = chain(*self._lookup.engagements_by_title.values(), on_these_days)
        for engagement in {engagement.id: engagement for engagement in known}.values():
            for key in engagement_keys(engagement):
                self._engagements[key].append(engagement)
        self._references = references
        likenesses: dict[str, Callable[[Claim], Problem | None]] = {
            "Institution": self._like_body,
            "Engagement": self._like_engagement,
            **dict.fromkeys(NAMED, self._like_named),
            **dict.fromkeys(REFERRING, self._like_reference),
        }
        for claim in self.new:
            kind = claim.line.sheet.kind
            find_likeness = likenesses.get(kind.name) or likenesses[kind.base]
            problem = find_likeness(claim)
            if problem and claim.gives_id and claim.line.mapped:
                problem = ProblemCode.ENTERS_UNDER_OWN_ID.at(problem.path.field, like=problem)
            elif problem is None and claim.gives_id and not claim.line.mapped:  # the id is not from a mapping
                problem = self._unknown_id(claim)
            if problem:
                report(problem, claim.line, findings)

    def _like_engagement(self, claim: Claim) -> Problem | None:
        new = engagement_of(claim)
        if new is None:
            return None
        for known in chain(*(self._engagements.get(key, ()) for key in engagement_keys(new))):
            column = engagement_difference(new, known, self._lookup.directory.gazetteer.touches)
            if column and known.id not in self._mentioned:
                return DIFFERENCES[column].at("title" if column == "kind" else column, **self._facts(known))
        if moved := self._moved_far(new):
            return moved
        for other in self._titles[new.kind, new.starts_on, new.territories].find(new.title):
            if self._may_be(claim, other):
                return self._of_row(ProblemCode.SAID_UNDER_OTHER_TITLE, "title", claim, other)
        return self._repeated(claim, new)

    def _facts(self, known: EngagementIdentity) -> dict[str, object]:
        """Return the facts of a known engagement that the sentences show."""
        territories, sheet = self._lookup.directory.gazetteer.by_id, BY_KIND[known.kind]
        places = sorted(territories[identifier].label for identifier in known.territories & territories.keys())
        facts = {"id": known.id, "first": known.starts_on, "title": known.title, "places": places}
        return {**facts, "kind": sheet.kind, "sheet": sheet.name}

    def _repeated(self, claim: Claim, new: EngagementIdentity) -> Problem | None:
        """Return the previous line that may state the same new engagement, with another day or on another sheet."""
        for other in chain(*(self._of_lines.get(key, ()) for key in repetition_keys(new, sought=True))):
            if may_be_repeated(new, other) and self._may_be(claim, other.id):
                if new.kind == other.kind:
                    return self._of_row(ProblemCode.SAID_ON_OTHER_DAY, "startsOn", claim, other.id)
                return self._of_row(ProblemCode.SAID_AS_OTHER_KIND, "title", claim, other.id)
        return None

    @cached_property
    def _of_lines(self) -> Mapping[tuple[Hashable, ...], list[EngagementIdentity]]:
        """The new engagements, by the keys that two lines about one engagement share."""
        by_key: defaultdict[tuple[Hashable, ...], list[EngagementIdentity]] = defaultdict(list)
        for new in filter(None, map(engagement_of, self._nodes)):
            for key in repetition_keys(new) if self._new_line(new.id) else ():
                by_key[key].append(new)
        return by_key

    def _moved_far(self, new: EngagementIdentity) -> Problem | None:
        """Return the problem of a new engagement that may be a known one, moved by months.

        The problem is only a doubt, unless the known engagement was in an earlier state of the file and is now missing.
        """
        candidates = self._engagements.get((fold(new.title), new.territories), ())
        moved = [known for known in candidates if known.id not in self._mentioned and is_moved_far(new, known)]
        for known in sorted(moved, key=lambda known: known.id not in self._earlier):
            code = ProblemCode.KNOWN_AND_MOVED if known.id in self._earlier else ProblemCode.MAY_BE_MOVED
            return code.at("startsOn", **self._facts(known))
        return None

    @cached_property
    def _titles(self) -> Mapping[tuple[Hashable, ...], RespeltNames]:
        """The titles of the new engagements by kind, first day and territory; weekly sessions have different days."""
        by_key: defaultdict[tuple[Hashable, ...], list[tuple[str, str]]] = defaultdict(list)
        for new in filter(None, map(engagement_of, self._nodes)):
            if self._new_line(new.id):
                by_key[new.kind, new.starts_on, new.territories].append((new.id, new.title))
        return {key: RespeltNames(titles) for key, titles in by_key.items()}

    def _like_body(self, claim: Claim) -> Problem | None:
        """Return the problem of a similar name, at the same place or of the same kind, without a conflicting number."""
        numbers, entry = numbers_of(claim.line), self._entries.get(claim.id)
        if entry is None:
            return None

        def may_be(other: str) -> bool:
            return not numbers.contradict(self._entries[other].numbers) and self._may_be(claim, other)

        named = replace(entry, other_names=tuple(split_list(claim.line.text("otherNames"))))
        return self._one_of("name", claim, self._bodies.similar(named, may_be))

    def _like_named(self, claim: Claim) -> Problem | None:
        column = claim.line.sheet.identity[0]
        ids = (i for i in self._names[claim.kind].find(claim.line.text(column)) if self._may_be(claim, i))
        return self._one_of(column, claim, [Candidate(i, self._entries[i].name) for i in ids])

    @cached_property
    def _names(self) -> Mapping[str, RespeltNames]:
        entries = [entry for entry in self._entries.values() if not entry.nameless]
        return {kind: RespeltNames((e.id, e.name) for e in entries if e.kind == kind) for kind in NAMED}

    def _like_reference(self, claim: Claim) -> Problem | None:
        sheet = claim.line.sheet
        new = reference_of(sheet, claim.facts, claim.edges, claim.id)
        for known, identifier in self._references_by_subject[claim.kind, new[-1]]:
            column = reference_difference(sheet.identity, new, known)
            if column and self._may_be_meant(claim, identifier):
                code = ProblemCode.ALMOST_SAID if self._new_line(identifier) else ProblemCode.ALMOST_KNOWN
                fields = Fields(claim.kind, frozenset({column}))
                return self._of_row(code, column, claim, identifier, kind=sheet.kind, fields=fields)
        return None

    @cached_property
    def _references_by_subject(self) -> Mapping[tuple[str, str], list[tuple[Reference, str]]]:
        """The references with the ids of their nodes, by kind and by their last part, which names the subject."""
        by_subject: defaultdict[tuple[str, str], list[tuple[Reference, str]]] = defaultdict(list)
        lines = [claim for claim in self._nodes if claim.kind in ONCE_IN_A_FILE and self._new_line(claim.id)]
        of_lines = ((reference_of(c.line.sheet, c.facts, c.edges, c.id), c.id) for c in lines)
        for reference, identifier in chain(self._references.items(), of_lines):
            if reference[-1] not in UNSTATED:
                by_subject[reference[0], reference[-1]].append((reference, identifier))
        return by_subject

    def _unknown_id(self, claim: Claim) -> Problem:
        """Return the problem of an unknown id, with the nearest known id, except for trainers, whose ids are random."""
        ids = () if claim.kind == "Trainer" else self._ids.get(claim.kind, ())
        near = process.extractOne(claim.id, ids, scorer=DamerauLevenshtein.distance, score_cutoff=MOST_ID_ERRORS)
        return ProblemCode.ID_OF_NOTHING.at("id", near=near[0] if near else None)

    def _may_be_meant(self, claim: Claim, other: str) -> bool:
        """Return whether a claim may be about a known node that no line mentions, or about another line's new node."""
        is_known = self._new_line(other) is None
        return other not in self._mentioned if is_known else self._may_be(claim, other)

    def _may_be(self, claim: Claim, other: str) -> bool:
        """Return whether a claim may be compared with another node, of the graph or of a previous line."""
        line = self._new_line(other)
        if other == claim.id or line is None:
            return other != claim.id
        have_ids = bool(line.text("id") and claim.line.text("id"))  # two ids of one list mean two things
        return self._places[other] < self._places[claim.id] and not have_ids and not is_new(line)

    def _one_of(self, column: str, claim: Claim, candidates: Sequence[Candidate]) -> Problem | None:
        """Return the problem that a new node may be one of these candidates; None without candidates."""
        choices = [one._replace(where=self._named(claim, one.id)) for one in candidates[:MOST_SHOWN]]
        lines = tuple(filter(None, (self._new_line(one.id) for one in choices)))
        code = ProblemCode.MAY_BE_SAID if lines else ProblemCode.MAY_BE_KNOWN
        return code.at(column, choices=choices, others=lines) if choices else None

    def _of_row(self, code: ProblemCode, column: str, claim: Claim, other: str, **values: object) -> Problem:
        """Return the problem of a resemblance to a known node, or to that of another line; both lines are refused."""
        lines = tuple(filter(None, [self._new_line(other)]))
        return code.at(column, other=self._named(claim, other), others=lines, **values)

    def _named(self, claim: Claim, identifier: str) -> Row | str:
        """Return the id of a node of the graph, or the row of a node that is only in the file."""
        line = self._new_line(identifier)
        return line.row_seen_from(claim.line) if line else identifier

    def _new_line(self, identifier: str) -> Line | None:
        """Return the line of a node that is only in the file; None for one of the graph."""
        place = self._places.get(identifier)
        return None if place is None or identifier in self._current.kinds else self._nodes[place].line


def engagement_of(claim: Claim) -> EngagementIdentity | None:
    """Return the identity of the engagement of a claim; None for another kind, or without a title or a first day."""
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
