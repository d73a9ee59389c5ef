"""Sifts the statements of a file by day, so that later facts win, in whatever order files are imported.

The day of a statement is the latest day that its sources and its file state; `changes/attribution.py` compares it with
the day of the fact in the graph. Each contradiction becomes a dispute; a field whose value the graph keeps is dropped
from the statement, and the rest is applied. Statements made from an export have already been merged with later changes;
they always apply.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Generic, NamedTuple

from changes.attribution import Attribution, FileNames, Verdict, latest, name_order, renewed, verdict
from changes.changeset import Change, Changes, Facts
from changes.current import Current
from graph.shape import Relation
from graph.statement.maintain.facts import ATTRIBUTION, attribution_of
from judgement.disputes import Dispute
from judgement.statements import DELETION, Edges, S, Statement, deduced_status, default_axis
from judgement.values import ends_of, in_words, is_same

WORKBOOK = "source:classeur-"
"""The prefix of the ids of sources that are imported files."""
SOURCE_FIELDS = ("sources", "sourceId")
"""The fields that hold sources."""


@dataclass(frozen=True)
class Edition:
    """An edition of a file: its digest, the id of the file as a source, and the day of the facts that it states.

    `confirms` is the day on which the file confirms the facts; None if the file states no such day. `exported_ids` are
    the ids in the export from which it was made. `was_imported`: it was imported before. `titles` are the titles of
    imported files, by the id of the source, including this one; `files` are the names of the imported files, by digest.
    """

    file: str
    source: str
    day: date | None
    confirms: date | None = None
    exported_ids: Collection[str] = ()
    was_imported: bool = False
    titles: Mapping[str, str] = field(default_factory=dict)
    files: FileNames = field(default_factory=dict)

    @property
    def file_attribution(self) -> Attribution:
        """The attribution of what the file states without naming a source, such as deletions."""
        return Attribution(self.day, self.source, self.file)

    def verdict(self, claimed: Attribution, known: Attribution | None) -> Verdict:
        """Decide between a claim of the file and a fact of the graph."""
        return verdict(claimed, known, was_imported=self.was_imported, files=self.files)

    def renewed(self, claimed: Attribution, known: Attribution | None, *, differs: bool) -> Attribution | None:
        """Return the attribution that a fact gets from an applied claim of the file; None if the known one stays."""
        return renewed(claimed, known, differs=differs, files=self.files)

    def attribution(self, statement: Statement) -> Attribution:
        """Return the latest day that a statement or its file gives, with the source that gives it.

        Leaving out parts of the statement does not change this attribution.
        """
        if statement.attribution:
            return statement.attribution
        confirmed = max(confirmations(statement).items(), default=None)
        if confirmed is None or (self.day and self.day > confirmed[0]):
            return self.file_attribution
        return Attribution(*confirmed, self.file)

    def always_applies(self, statement: Statement) -> bool:
        """Return whether a statement applies whatever its day: it was merged with the graph, or its author insists.

        An author insists by emptying the fingerprint of an exported line; a file without the column does not insist.
        """
        return bool(statement.fingerprint) or (statement.fingerprint is not None and statement.id in self.exported_ids)


class Known(NamedTuple):
    """The facts and relations that the graph holds about the subject of a statement."""

    facts: Facts
    edges: Mapping[str, Edges]

    def attribution(self, name: str) -> Attribution | None:
        """Return the attribution of a fact or relation; if none is stored, that of the newest confirmation.

        Graphs of earlier versions store no attributions. Facts that nobody stated have none.
        """
        stored = Attribution.read(self.facts.get(attribution_of(name)))
        if stored or not (self.facts.get(name) or self.edges.get(name)):
            return stored if stored and stored.source else None
        confirmed = max(_confirmations(self.edges.get("sources", {})).items(), default=None)
        return Attribution(*confirmed, "") if confirmed else None

    def attribution_against(self, name: str, statement: Statement) -> Attribution | None:
        """Return the attribution to compare a statement with; None for sources that are all files in the graph."""
        ends = [end for _, _, end in self.edges.get(name, {})] if name == "sources" else [str(self.facts.get(name))]
        has_only_files = name in statement.named and ends and all(end.startswith(WORKBOOK) for end in ends)
        return None if name in SOURCE_FIELDS and has_only_files else self.attribution(name)

    @property
    def days(self) -> set[date | None]:
        """The days to which the facts are attributed."""
        attributions = (Attribution.read(value) for name, value in self.facts.items() if name.endswith(ATTRIBUTION))
        return {attribution.day for attribution in attributions if attribution}


def confirmations(statement: Statement) -> dict[date, str]:
    """Return the days on which the sources named by a statement confirm it, each with the id of a source."""
    return _confirmations(statement.edges.get("sources", {})) if "sources" in statement.named else {}


def _confirmations(sources: Edges) -> dict[date, str]:
    confirmed = ((end, sources[key].get("confirmedOn")) for key in sorted(sources) for end in key[2:])
    return {day: end for end, day in confirmed if isinstance(day, date)}


@dataclass
class Sifting(Generic[S]):
    """The statements to apply, the disputes to report, and the deletions of things that are not in the graph."""

    statements: list[S] = field(default_factory=list)
    disputes: list[Dispute[S]] = field(default_factory=list)
    absent: Changes = field(default_factory=Changes)

    @property
    def older_ids(self) -> list[str]:
        """The ids of the nodes of which the graph keeps a fact that the file contradicts."""
        return list(dict.fromkeys(d.statement.id for d in self.disputes if d.verdict.keeps_graph))


def sift(left: Sifting[S], current: Current, edition: Edition) -> Sifting[S]:
    """Remove from the remaining statements the fields for which the graph has a later day."""
    sifting = Sifting[S]([], list(left.disputes), left.absent)
    for statement in left.statements:
        known = known_of(statement, current)
        if known is None or edition.always_applies(statement):
            sifting.statements.append(statement)
        elif statement.deletes:
            _sift_deletion(sifting, statement, known, edition)
        else:
            _sift_values(sifting, _with_file(statement, known, edition), known, edition)
    return sifting


def known_of(statement: Statement, current: Current) -> Known | None:
    """Return the facts and relations in the graph for a statement; None if absent, or if the kind differs."""
    if relation := statement.form.relation_name:
        facts = current.edges.get(statement.id, {}).get(relation, {}).get(next(iter(statement.edges[relation])))
        return None if facts is None else Known(facts, {})
    if current.kinds.get(statement.id) != statement.kind:
        return None
    return Known(current.facts[statement.id], current.edges[statement.id])


def _with_file(statement: S, known: Known, edition: Edition) -> S:
    """Return a statement with its file as source, if it names none and all its sources in the graph are files.

    If several files state the same without a source, each becomes a source, so that their order makes no difference.
    """
    name = "sourceId" if statement.form.relation_name else "sources"
    if not edition.confirms or name in statement.named:
        return statement
    if statement.form.relation_name:
        stated, own = known.attribution(name), Attribution(edition.confirms, edition.source, edition.file)
        is_earlier = stated and stated.day and edition.renewed(own, stated, differs=False)
        if not is_earlier or not str(known.facts.get(name)).startswith(WORKBOOK):
            return statement
        return statement.with_stated(statement.stated | {name: edition.source})
    present, sources = known.edges.get(name), statement.form.kind.relation(name)
    if sources is None or not present or not all(end.startswith(WORKBOOK) for _, _, end in present):
        return statement
    key = sources.through, statement.id, edition.source
    days = {facts.get("confirmedOn") for facts in present.values()} if sources.edge else known.days
    later = [day for day in days if isinstance(day, date) and day > edition.confirms] if key in present else []
    if later or (edition.confirms in days and any(_has_same_name(end, edition) for _, _, end in present)):
        return statement
    facts: Facts = {p.name: edition.confirms for p in sources.edge}
    return replace(statement, edges={**statement.edges, name: {**present, key: facts}})


def _has_same_name(source: str, edition: Edition) -> bool:
    """Return whether a source that is a file has the same name as an edition; True if its name is unknown."""
    file = source.removeprefix(WORKBOOK)
    return file not in edition.files or name_order(file, edition.files) == name_order(edition.file, edition.files)


def _sift_deletion(sifting: Sifting[S], statement: S, known: Known, edition: Edition) -> None:
    """Sift a deletion by the day of its file, whatever source its line names; it is recorded with that day too."""
    claimed, stated = edition.file_attribution, latest(known.facts) or known.attribution("sources")
    outcome = edition.verdict(claimed, stated)
    if stated and outcome is not Verdict.ACCEPTED:
        sifting.disputes.append(Dispute(statement, DELETION, outcome, claimed, stated))
    if not outcome.keeps_graph:
        sifting.statements.append(statement)


def _sift_values(sifting: Sifting[S], statement: S, known: Known, edition: Edition) -> None:
    claimed, superseded = edition.attribution(statement), set[str]()
    for name in _differing(statement, known):
        stated = known.attribution_against(name, statement)
        outcome = edition.verdict(claimed, stated)
        if stated and outcome is not Verdict.ACCEPTED and name in statement.named:
            before = _known_value(statement, name, known)
            sifting.disputes.append(Dispute(statement, name, outcome, claimed, stated, before))
            superseded |= {name} if outcome.keeps_graph else set()
    left = _without(statement, superseded) if superseded else statement
    sifting.statements.append(_with_status(left, known, edition))


def _with_status(statement: S, known: Known, edition: Edition) -> S:
    """Return a statement with the status on the day of the latest file, by its last day, unless one was stated."""
    state = Attribution.read(known.facts.get(attribution_of("status")))
    days = [a.day for a in (edition.file_attribution, latest(known.facts)) if a and a.day]
    if state is None or state.source or "status" in statement.named or not days:
        return statement
    status = deduced_status(statement.facts.get("endsOn", known.facts.get("endsOn")), max(days))
    return replace(statement, facts={**statement.facts, "status": status.value})


def _without(statement: S, names: AbstractSet[str]) -> S:
    """Return a statement without some facts and relations, and without the facts that such a relation implies."""
    implication = statement.form.implication
    if implication and implication[0] in names and implication[1] not in statement.named:
        names = {*names, implication[1]}
    return statement.without(names)


def _differing(statement: Statement, known: Known) -> Iterator[str]:
    """Yield the facts and relations in which a statement differs from the graph."""
    yield from (name for name, value in statement.stated.items() if not is_same(known.facts.get(name), value))
    for name, ends in (statement.edges if not statement.form.relation_name else {}).items():
        axis = statement.form.default_axis
        stated = ends | default_axis(statement.id, axis) if axis and name == "axes" else ends
        present = known.edges.get(name, {})
        pairs = [(present.get(key, {}).get(n), value) for key, facts in stated.items() for n, value in facts.items()]
        if stated.keys() != present.keys() or not all(is_same(*pair) for pair in pairs):
            yield name


def _known_value(statement: Statement, name: str, known: Known) -> object:
    """Return the graph's value of a field."""
    member = statement.form.member(name)
    if isinstance(member, Relation) or (member and member.linked):
        return ends_of(known.edges.get(name, {}), statement.id, statement.form.kind.relation(name))
    return in_words(known.facts.get(name), member)


def attributions_of(statements: Iterable[S], current: Current, changes: Changes, edition: Edition) -> Changes:
    """Return the attributions of the stated facts, as changes to add to a change set."""
    attributions = Changes()
    for statement in statements:
        claimed, known = edition.attribution(statement), known_of(statement, current)
        names = {*statement.stated, *(() if statement.form.relation_name else statement.edges)} - _implied(statement)
        if known is None:
            given = _defaults(statement, changes, edition) | dict.fromkeys(names, claimed)
        else:
            names |= set() if statement.fingerprint else {"name"} & statement.named  # even a statement of an id alone
            differing = set(_differing(statement, known))
            given = {}
            for name in names:
                stated = known.attribution_against(name, statement)
                if new := edition.renewed(claimed, stated, differs=name in differing):
                    given[name] = new
        if statement.deletes or not given:
            continue
        after: Facts = {attribution_of(name): given[name].write() for name in sorted(given)}
        before = {name: known.facts.get(name) if known else None for name in after}
        record(attributions, statement, Change(before, after))
    return attributions


def record(changes: Changes, statement: Statement, change: Change) -> None:
    """Add the change of the node or relationship of a statement to a change set."""
    if relation := statement.form.relation_name:
        changes.edges |= dict.fromkeys(statement.edges[relation], change)
    else:
        changes.nodes[statement.kind, statement.id] = change


def _implied(statement: Statement) -> set[str]:
    """Return the fields that nobody stated: a source or status that was taken from the file or from the days."""
    return set() if statement.form.relation_name else {"sources", "status"} - statement.named


def _defaults(statement: Statement, changes: Changes, edition: Edition) -> dict[str, Attribution]:
    """Return the attributions of the default values of a new node, which have no source and no day."""
    if statement.form.relation_name:
        return {"sourceId": edition.attribution(statement)} if edition.confirms else {}
    change = changes.nodes.get((statement.kind, statement.id))
    left_out = (change.after or {}).keys() - statement.facts.keys() if change else set()
    names = left_out.intersection(statement.form.names)
    names |= {"axes"} - statement.edges.keys() if statement.form.default_axis else set()
    return dict.fromkeys(names, Attribution(None, "", ""))
