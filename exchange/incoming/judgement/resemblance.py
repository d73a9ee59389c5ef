"""Shows the officer new things that almost equal known ones, and ids on lines about something else.

`judgement/likeness.py` does the comparisons; the officer answers in the column « Rapprochement » with an id or with
« nouveau ». An id from a partner's list is as decisive as a number: resemblances of such lines are only warnings.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import chain

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from changes.current import Current
from exchange.cells.text import split_list
from exchange.findings import Findings
from exchange.incoming.judgement.alike import Resemblance, engagement_of, has_own_id, report
from exchange.incoming.judgement.body_numbers import numbers_of
from exchange.incoming.judgement.institutions import is_new
from exchange.incoming.workbook.lines import Line
from exchange.incoming.workbook.statements import Claim
from exchange.lookup.bodies import SimilarBodies
from exchange.lookup.loader import Lookup, read_engagements_that_start
from exchange.lookup.references import REFERRING, read_referring, reference_of
from exchange.lookup.similarity import Candidate
from exchange.sheets import BY_KIND, DECISION
from graph.client import Client
from graph.model import SHAPE
from graph.rights import Viewer
from graph.statement.maintain.facts import ids_of
from graph.text import fold
from judgement.likeness import (
    UNSTATED,
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

MOST_SHOWN = 5
MOST_ID_ERRORS = 2
"""The most characters in which an unknown id may differ from the intended one."""
NAMED = frozenset({"Trainer", "Offer", "Source"})
"""The kinds that are identified by a name, besides institutions."""
ONCE_IN_A_FILE = frozenset({"Grant", "Orientation", "TrainingNeed", "Project", "LocalAxis", "Indicator", "Obstacle"})
"""The kinds of which two lines of one file may be one thing; surveys, which may be days apart, are not among them."""
FEMININE = frozenset({"Grant", "Orientation"})
"""The kinds whose French word is feminine."""


class Resemblances:
    """Finds new things in the claims of a file that almost equal known ones."""

    def __init__(
        self,
        claims: Iterable[Claim],
        mentioned: Collection[str],
        current: Current,
        lookup: Lookup,
        earlier: Collection[str] = (),
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
        """Read the nodes that new ones may almost equal, by first day or kind, and report the resemblances."""
        days = {engagement.starts_on for claim in self.new if (engagement := engagement_of(claim))}
        read = {reference[0] for reference in self._lookup.by_reference}
        unread = {claim.kind for claim in self.new} & REFERRING - read
        references = {**self._lookup.by_reference, **await read_referring(client, viewer, unread)}
        for kind in {claim.kind for claim in self.new if has_own_id(claim)}:
            self._ids[kind] = await client.read(ids_of(SHAPE.kinds[kind])) or ()
        self.report(findings, await read_engagements_that_start(client, days), references)

    def report(
        self,
        findings: Findings,
        on_these_days: Iterable[EngagementIdentity] = (),
        references: Mapping[Reference, str] | None = None,
    ) -> None:
        """Report each new thing that almost equals a known one, in the order of the file."""
        known = chain(*self._lookup.engagements_by_title.values(), on_these_days)
        for engagement in {engagement.id: engagement for engagement in known}.values():
            for key in engagement_keys(engagement):
                self._engagements[key].append(engagement)
        self._references = references or {}
        likenesses: dict[str, Callable[[Claim], Resemblance | None]] = {
            "Institution": self._like_body,
            "Engagement": self._like_engagement,
            **dict.fromkeys(NAMED, self._like_named),
            **dict.fromkeys(REFERRING, self._like_reference),
        }
        for claim in self.new:
            kind = claim.line.sheet.kind
            find_likeness = likenesses.get(kind.name) or likenesses[kind.base]
            if resemblance := find_likeness(claim):
                report(claim.line, resemblance, findings)
            elif has_own_id(claim):
                self._warn_of_unknown_id(claim, findings)

    def _like_engagement(self, claim: Claim) -> Resemblance | None:
        new = engagement_of(claim)
        if new is None:
            return None
        for known in chain(*(self._engagements.get(key, ()) for key in engagement_keys(new))):
            column = engagement_difference(new, known, self._lookup.directory.gazetteer.touches)
            if column and known.id not in self._mentioned:
                words = f"est presque une mobilisation du graphe, qui {self._difference(column, known)} ({known.id})"
                if column == "kind":
                    answer = f"écrivez la ligne dans la feuille « {BY_KIND[known.kind].name} »"
                    return Resemblance("title", words, answer)
                return Resemblance(column, words)
        if moved := self._moved_far(new):
            return moved
        for other in self._titles[new.kind, new.starts_on, new.territories].find(new.title):
            if self._may_be(claim, other):
                words = f"est presque le titre d’une autre, du même jour au même endroit ({self._named(claim, other)})"
                return self._like("title", words, [other])
        return self._repeated(claim, new)

    def _repeated(self, claim: Claim, new: EngagementIdentity) -> Resemblance | None:
        """Return the previous line that may state the same new engagement, with another day or on another sheet."""
        for other in chain(*(self._of_lines.get(key, ()) for key in repetition_keys(new, sought=True))):
            if may_be_repeated(new, other) and self._may_be(claim, other.id):
                column, heading = ("startsOn", "le début") if new.kind == other.kind else ("title", "la feuille")
                known_one = f"une mobilisation de ce fichier ({self._named(claim, other.id)})"
                words = f"est presque {known_one}, qui n’en diffère que par {heading} et durerait en même temps"
                return replace(self._like(column, words, [other.id]), doubt=True)
        return None

    @cached_property
    def _of_lines(self) -> Mapping[tuple[Hashable, ...], list[EngagementIdentity]]:
        """The new engagements, by the keys that two lines about one engagement share; sessions may be weekly."""
        by_key: defaultdict[tuple[Hashable, ...], list[EngagementIdentity]] = defaultdict(list)
        for new in filter(None, map(engagement_of, self._nodes)):
            for key in repetition_keys(new) if self._new_line(new.id) else ():
                by_key[key].append(new)
        return by_key

    def _moved_far(self, new: EngagementIdentity) -> Resemblance | None:
        """Return the resemblance to an engagement that was moved by months.

        It is only a doubt unless an earlier state of the file held that engagement, which is missing now.
        """
        candidates = self._engagements.get((fold(new.title), new.territories), ())
        moved = [known for known in candidates if known.id not in self._mentioned and is_moved_far(new, known)]
        for known in sorted(moved, key=lambda known: known.id not in self._earlier):
            is_gone = known.id in self._earlier
            gone = ", que ce fichier ne donne plus" if is_gone else ""
            other = f"qu’une mobilisation du {known.starts_on:%d/%m/%Y}{gone} ({known.id})"
            words = f"est le premier jour d’une ligne du même titre, au même endroit, {other}"
            return Resemblance("startsOn", words, doubt=not is_gone)
        return None

    @cached_property
    def _titles(self) -> Mapping[tuple[Hashable, ...], RespeltNames]:
        """The titles of the new engagements, by kind, first day and territory; a file may hold weekly sessions."""
        by_key: defaultdict[tuple[Hashable, ...], list[tuple[str, str]]] = defaultdict(list)
        for new in filter(None, map(engagement_of, self._nodes)):
            if self._new_line(new.id):
                by_key[new.kind, new.starts_on, new.territories].append((new.id, new.title))
        return {key: RespeltNames(titles) for key, titles in by_key.items()}

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
        """Return the resemblance to institutions with a similar name, one place or kind, and no conflicting number."""
        numbers, entry = numbers_of(claim.line), self._entries.get(claim.id)
        if entry is None:
            return None

        def may_be(other: str) -> bool:
            return not numbers.contradict(self._entries[other].numbers) and self._may_be(claim, other)

        named = replace(entry, other_names=tuple(split_list(claim.line.text("otherNames"))))
        candidates = self._bodies.similar(named, may_be)[:MOST_SHOWN]
        if not candidates:
            return None
        words = f"pourrait être {' ; '.join(self._shown(claim, candidate) for candidate in candidates)}"
        return self._like("name", words, [c.id for c in candidates])

    def _like_named(self, claim: Claim) -> Resemblance | None:
        column = claim.line.sheet.identity[0]
        ids = [i for i in self._names[claim.kind].find(claim.line.text(column)) if self._may_be(claim, i)]
        if not ids:
            return None
        shown = " ; ".join(f"« {self._entries[i].name} » ({self._named(claim, i)})" for i in ids[:MOST_SHOWN])
        return self._like(column, f"pourrait être {shown}", ids[:MOST_SHOWN])

    @cached_property
    def _names(self) -> Mapping[str, RespeltNames]:
        entries = [entry for entry in self._entries.values() if not entry.nameless]
        return {kind: RespeltNames((e.id, e.name) for e in entries if e.kind == kind) for kind in NAMED}

    def _like_reference(self, claim: Claim) -> Resemblance | None:
        sheet = claim.line.sheet
        new = reference_of(sheet, claim.facts, claim.edges, claim.id)
        for known, identifier in self._references_by_subject[claim.kind, new[-1]]:
            column = reference_difference(sheet.identity, new, known)
            heading = next((c.heading for c in sheet.columns if c.name == column), "")
            if column and self._may_be_meant(claim, identifier):
                noun = f"{'une' if claim.kind in FEMININE else 'un'} {SHAPE.kinds[claim.kind].french}"
                known_one = f"{noun} {self._origin(identifier)} ({self._named(claim, identifier)})"
                words = f"est presque {known_one}, qui n’en diffère que par « {heading} »"
                return self._like(column, words, [identifier])
        return None

    @cached_property
    def _references_by_subject(self) -> Mapping[tuple[str, str], list[tuple[Reference, str]]]:
        """The references with their ids, by their kind and their last part, which names their subject."""
        by_subject: defaultdict[tuple[str, str], list[tuple[Reference, str]]] = defaultdict(list)
        lines = [claim for claim in self._nodes if claim.kind in ONCE_IN_A_FILE and self._new_line(claim.id)]
        of_lines = ((reference_of(c.line.sheet, c.facts, c.edges, c.id), c.id) for c in lines)
        for reference, identifier in chain(self._references.items(), of_lines):
            if reference[-1] not in UNSTATED:
                by_subject[reference[0], reference[-1]].append((reference, identifier))
        return by_subject

    def _warn_of_unknown_id(self, claim: Claim, findings: Findings) -> None:
        """Warn of an unknown id, with the nearest known one; not for trainers, whose ids are random."""
        ids = () if claim.kind == "Trainer" else self._ids.get(claim.kind, ())
        near = process.extractOne(claim.id, ids, scorer=DamerauLevenshtein.distance, score_cutoff=MOST_ID_ERRORS)
        hint = f" (le plus proche : {near[0]})" if near else ""
        message = (
            f"n’est l’identifiant de rien de connu{hint} ; la ligne entre comme nouvelle, si vous ne le corrigez pas"
        )
        findings.warn(claim.line.place("id"), claim.line.text("id"), message)

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

    def _shown(self, claim: Claim, candidate: Candidate) -> str:
        named = self._named(claim, candidate.id)
        return f"« {candidate.name} » ({named}, score {candidate.score} sur 100, {candidate.reason})"

    def _named(self, claim: Claim, identifier: str) -> str:
        """Return the id of a node of the graph; for a new one its line, with the sheet if it is another one."""
        line = self._new_line(identifier)
        if line is None:
            return identifier
        sheet = "" if line.grid == claim.line.grid else f"« {line.grid} », "
        return f"{sheet}ligne {line.number}"

    def _origin(self, identifier: str) -> str:
        return "de ce fichier" if self._new_line(identifier) else "du graphe"

    def _new_line(self, identifier: str) -> Line | None:
        """Return the line of a node that is only in the file; None for one of the graph."""
        place = self._places.get(identifier)
        return None if place is None or identifier in self._current.kinds else self._nodes[place].line

    def _like(self, column: str, words: str, ids: Iterable[str]) -> Resemblance:
        """Return the resemblance to nodes of the graph or of other lines, which are then refused with this one."""
        lines = [line for line in map(self._new_line, ids) if line]
        return Resemblance(column, words, "gardez une seule des deux lignes" if lines else "", lines)
