"""Sifts the claims of a file by day: what was stated later stays, whichever file comes first.

The day of a claim is the latest that its line's sources and its file give; `changes/attribution.py` decides between it
and the day on which the graph's fact was stated. What stays is reported at its cell with both sources and days, and the
rest of its line goes on. The lines of an export are merged with what changed since (`merging.py`) and stand.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from changes.attribution import Attribution, FileNames, Verdict, latest, name_order, renewed, verdict
from changes.changeset import Change, Changes, Facts
from changes.current import Current
from exchange.incoming.judgement.disputes import Dispute
from exchange.incoming.workbook.statements import Claim, deduced_status, default_axis
from exchange.sheets import DELETION, FINGERPRINT, NAME
from graph.shape import Property, Relation
from graph.statement.maintain.facts import ATTRIBUTION, attribution_of
from judgement.statements import Edges
from judgement.values import ends_of, in_words, is_same

WORKBOOK = "source:classeur-"
"""The beginning of the ids of files as sources."""
NAMING = ("sources", "sourceId")
"""The columns that name sources."""


@dataclass(frozen=True)
class Edition:
    """A file by its days: its digest, the id of its source, the day on which it was written, the ids of its export.

    `confirms` is the day on which it confirms its lines, None where it gives none. `entered`: whether it is in the
    graph already. `titles`: those of files as sources, its own among them; `files`: the names of these files.
    """

    file: str
    source: str
    day: date | None
    confirms: date | None = None
    exported_ids: Collection[str] = ()
    entered: bool = False
    titles: Mapping[str, str] = field(default_factory=dict)
    files: FileNames = field(default_factory=dict)

    @property
    def own(self) -> Attribution:
        """The attribution of what the file states of itself, such as deletions."""
        return Attribution(self.day, self.source, self.file)

    def attribution(self, claim: Claim) -> Attribution:
        """Return the latest day that a claim's line or file gives, with the source that gives it.

        It is that of the whole line, whatever of it has been left out since.
        """
        if claim.attribution:
            return claim.attribution
        confirmed = max(confirmations(claim).items(), default=None)
        if confirmed is None or (self.day and self.day > confirmed[0]):
            return self.own
        return Attribution(*confirmed, self.file)

    def imposes(self, claim: Claim) -> bool:
        """Return whether a line knew the graph when it was written: one of an export, merged, or imposed.

        Who empties the cell of its fingerprint imposes a line; who loses the whole column does not.
        """
        return bool(claim.fingerprint) or (claim.id in self.exported_ids and FINGERPRINT in claim.line.letters)


class Known(NamedTuple):
    """The facts and relations that the graph holds of the node, or the relationship, of a claim."""

    facts: Facts
    edges: Mapping[str, Edges]

    def attribution(self, name: str) -> Attribution | None:
        """Return by what a fact or relation stands; without an attribution, what is there stands by what confirms it.

        A graph of before holds no attributions. What nobody stated stands by nothing.
        """
        stored = Attribution.read(self.facts.get(attribution_of(name)))
        if stored or not (self.facts.get(name) or self.edges.get(name)):
            return stored if stored and stored.source else None
        confirmed = max(_confirmations(self.edges.get("sources", {})).items(), default=None)
        return Attribution(*confirmed, "") if confirmed else None

    def stands_by(self, name: str, claim: Claim) -> Attribution | None:
        """Return what a claim is held against: nothing where it names sources, and the graph has files alone."""
        ends = [end for _, _, end in self.edges.get(name, {})] if name == "sources" else [str(self.facts.get(name))]
        is_unsaid = name in claim.line.cells and ends and all(end.startswith(WORKBOOK) for end in ends)
        return None if name in NAMING and is_unsaid else self.attribution(name)

    @property
    def days(self) -> set[date | None]:
        """The days of the statements by which its facts stand."""
        found = (Attribution.read(value) for name, value in self.facts.items() if name.endswith(ATTRIBUTION))
        return {attribution.day for attribution in found if attribution}


def confirmations(claim: Claim) -> dict[date, str]:
    """Return the days on which the sources that a line names confirm it, each with the id of a source."""
    return _confirmations(claim.edges.get("sources", {})) if "sources" in claim.line.cells else {}


def _confirmations(sources: Edges) -> dict[date, str]:
    confirmed = ((end, sources[key].get("confirmedOn")) for key in sorted(sources) for end in key[2:])
    return {day: end for end, day in confirmed if isinstance(day, date)}


@dataclass
class Sifting:
    """The claims with what stands of them, what is to be reported, and the deletions of what is not in the graph."""

    claims: list[Claim] = field(default_factory=list)
    disputes: list[Dispute] = field(default_factory=list)
    absent: Changes = field(default_factory=Changes)

    @property
    def older_ids(self) -> list[str]:
        """The ids of the nodes of which the graph keeps something that the file says otherwise."""
        return list(dict.fromkeys(d.claim.id for d in self.disputes if d.verdict.keeps_graph))


def sift(left: Sifting, current: Current, edition: Edition) -> Sifting:
    """Leave what the graph says of a later day out of the claims that are left."""
    sifting = Sifting([], list(left.disputes), left.absent)
    for claim in left.claims:
        known = known_of(claim, current)
        if known is None or edition.imposes(claim):
            sifting.claims.append(claim)
        elif claim.deletes:
            _sift_deletion(sifting, claim, known, edition)
        else:
            _sift_values(sifting, _with_file(claim, known, edition), known, edition)
    return sifting


def known_of(claim: Claim, current: Current) -> Known | None:
    """Return what the graph holds of what a claim is about; None where it holds nothing, or another sort of thing."""
    relation = claim.line.sheet.relation_name
    if relation:
        (key,) = claim.edges[relation]
        facts = current.edges.get(claim.id, {}).get(relation, {}).get(key)
        return None if facts is None else Known(facts, {})
    if current.kinds.get(claim.id) != claim.kind:
        return None
    return Known(current.facts[claim.id], current.edges[claim.id])


def _with_file(claim: Claim, known: Known, edition: Edition) -> Claim:
    """Return a claim with its file as source, where its line names none and the graph has its source from files alone.

    Of what several files state without a source each is one: the order in which they come leaves no trace.
    """
    name = "sourceId" if claim.line.sheet.relation_name else "sources"
    if not edition.confirms or name in claim.line.cells:
        return claim
    if relation := claim.line.sheet.relation_name:
        stated, own = known.attribution(name), Attribution(edition.confirms, edition.source, edition.file)
        is_earlier = stated and stated.day and renewed(own, stated, differs=False, files=edition.files)
        if not is_earlier or not str(known.facts.get(name)).startswith(WORKBOOK):
            return claim
        facts = _stated(claim) | {name: edition.source}
        return replace(claim, edges={relation: dict.fromkeys(claim.edges[relation], facts)})
    there, sources = known.edges.get(name), claim.line.sheet.kind.relation(name)
    if sources is None or not there or not all(end.startswith(WORKBOOK) for _, _, end in there):
        return claim
    key = sources.through, claim.id, edition.source
    days = {facts.get("confirmedOn") for facts in there.values()} if sources.edge else known.days
    later = [day for day in days if isinstance(day, date) and day > edition.confirms] if key in there else []
    if later or (edition.confirms in days and any(_is_of_name(end, edition) for _, _, end in there)):
        return claim
    facts = dict.fromkeys((p.name for p in sources.edge), edition.confirms)
    return replace(claim, edges={**claim.edges, name: {**there, key: facts}})


def _is_of_name(source: str, edition: Edition) -> bool:
    """Return whether a file as source bears the name of an edition; of one that is not known nobody can tell."""
    file = source.removeprefix(WORKBOOK)
    return file not in edition.files or name_order(file, edition.files) == name_order(edition.file, edition.files)


def _sift_deletion(sifting: Sifting, claim: Claim, known: Known, edition: Edition) -> None:
    claimed, stated = edition.attribution(claim), latest(known.facts) or known.attribution("sources")
    outcome = verdict(claimed, stated, entered=edition.entered, files=edition.files)
    if stated and outcome is not Verdict.STANDS:
        sifting.disputes.append(Dispute(claim, DELETION, outcome, claimed, stated))
    if not outcome.keeps_graph:
        sifting.claims.append(claim)


def _sift_values(sifting: Sifting, claim: Claim, known: Known, edition: Edition) -> None:
    claimed, kept = edition.attribution(claim), set[str]()
    for name in _differing(claim, known):
        stated = known.stands_by(name, claim)
        outcome = verdict(claimed, stated, entered=edition.entered, files=edition.files)
        if stated and outcome is not Verdict.STANDS and name in claim.line.cells:
            sifting.disputes.append(Dispute(claim, name, outcome, claimed, stated, _held(claim, name, known)))
            kept |= {name} if outcome.keeps_graph else set()
    sifting.claims.append(_with_state(_without(claim, kept) if kept else claim, known, edition))


def _with_state(claim: Claim, known: Known, edition: Edition) -> Claim:
    """Return a claim with the state that follows from its days, where nobody ever stated it: as of the latest file."""
    state = Attribution.read(known.facts.get(attribution_of("status")))
    days = [a.day for a in (edition.own, latest(known.facts)) if a and a.day]
    if state is None or state.source or "status" in claim.line.cells or not days:
        return claim
    status = deduced_status(claim.facts.get("endsOn", known.facts.get("endsOn")), max(days))
    return replace(claim, facts={**claim.facts, "status": status.value})


def _without(claim: Claim, names: Collection[str]) -> Claim:
    """Return a claim without some facts and relations, and without what one of these relations implies."""
    implication = claim.line.sheet.implication
    if implication and implication[0] in names and implication[1] not in claim.line.cells:
        names = {*names, implication[1]}
    facts = {name: value for name, value in _stated(claim).items() if name not in names}
    if relation := claim.line.sheet.relation_name:
        return replace(claim, edges={relation: dict.fromkeys(claim.edges[relation], facts)})
    return replace(claim, facts=facts, edges={n: ends for n, ends in claim.edges.items() if n not in names})


def _stated(claim: Claim) -> Facts:
    """Return the facts that a line states of its node or relationship."""
    if relation := claim.line.sheet.relation_name:
        (facts,) = claim.edges[relation].values()
        return facts
    return claim.facts


def _differing(claim: Claim, known: Known) -> Iterator[str]:
    """Yield the facts and relations of which a claim says another thing than the graph."""
    yield from (name for name, value in _stated(claim).items() if not is_same(known.facts.get(name), value))
    for name, ends in (claim.edges if not claim.line.sheet.relation_name else {}).items():
        axis = claim.line.sheet.default_axis
        stated = ends | default_axis(claim.id, axis) if axis and name == "axes" else ends
        there = known.edges.get(name, {})
        pairs = [(there.get(key, {}).get(n), value) for key, facts in stated.items() for n, value in facts.items()]
        if stated.keys() != there.keys() or not all(is_same(*pair) for pair in pairs):
            yield name


def _held(claim: Claim, name: str, known: Known) -> object:
    """Return what the graph says in a column."""
    column = claim.line.sheet.column(name)
    member = claim.line.sheet.model_member(column) if column else None
    if isinstance(member, Relation) or (isinstance(member, Property) and member.linked):
        return ends_of(known.edges.get(name, {}), claim.id, claim.line.sheet.kind.relation(name))
    return in_words(known.facts.get(name), member)


def attributions_of(claims: Iterable[Claim], current: Current, changes: Changes, edition: Edition) -> Changes:
    """Return the attributions that claims give the facts which they state, as changes beside a change set."""
    found = Changes()
    for claim in claims:
        claimed, known = edition.attribution(claim), known_of(claim, current)
        relation = claim.line.sheet.relation_name
        names = {*_stated(claim), *(() if relation else claim.edges)} - _implied(claim)
        if known is None:
            given = _defaults(claim, changes, edition) | dict.fromkeys(names, claimed)
        else:
            names |= set() if claim.fingerprint else {NAME.name} & claim.line.cells.keys()  # a body is known by it
            differing = set(_differing(claim, known))
            given = {}
            for name in names:
                stated = known.stands_by(name, claim)
                if new := renewed(claimed, stated, differs=name in differing, files=edition.files):
                    given[name] = new
        if claim.deletes or not given:
            continue
        after: Facts = {attribution_of(name): given[name].write() for name in sorted(given)}
        change = Change({name: known.facts.get(name) if known else None for name in after}, after)
        if relation:
            (key,) = claim.edges[relation]
            found.edges[key] = change
        else:
            found.nodes[claim.kind, claim.id] = change
    return found


def _implied(claim: Claim) -> set[str]:
    """Return what a claim holds of its file or of its days alone: its source and its state, which no cell gives."""
    return set() if claim.line.sheet.relation_name else {"sources", "status"} - claim.line.cells.keys()


def _defaults(claim: Claim, changes: Changes, edition: Edition) -> dict[str, Attribution]:
    """Return the attributions of what a new node got though its line left it out: nobody stated it, on no day."""
    if claim.line.sheet.relation_name:
        return {"sourceId": edition.attribution(claim)} if edition.confirms else {}
    change = changes.nodes.get((claim.kind, claim.id))
    columns = {column.name for column in claim.line.sheet.columns}
    names = columns & (change.after or {}).keys() - claim.facts.keys() if change else set()
    names |= {"axes"} - claim.edges.keys() if claim.line.sheet.default_axis else set()
    return dict.fromkeys(names, Attribution(None, "", ""))
