"""Reviews what a file states or changes: values that cannot be, values to look at again, and what will not count."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from types import MappingProxyType

from changes.changeset import Facts
from changes.current import Current
from changes.rows import Value
from exchange.findings import Doubt, Findings
from exchange.incoming.judgement.counting import on_every_axis, uncounted
from exchange.incoming.judgement.display import Edges
from exchange.incoming.judgement.distance import Distances
from exchange.incoming.judgement.doubts import doubtful, impossible
from exchange.incoming.judgement.meanings import doubtful_name
from exchange.incoming.judgement.spans import Context, doubtful_confirmations, doubtful_signature, doubtful_year
from exchange.incoming.workbook.statements import Claim
from exchange.lookup.directory import Directory
from graph.model import SHAPE

NO_EDGES: Mapping[str, Edges] = MappingProxyType({})


@dataclass(frozen=True)
class Origin:
    """The file as a source, for its lines without one: its id, its facts, and the day that the file describes.

    `confirmed_on` is the day on which it confirms its lines; None where nobody gave one, since the day of an import
    confirms nothing by itself. `unsigned`: neither the file nor a line says who states it or of which day it is.
    """

    source: str
    facts: Facts
    day: date
    confirmed_on: date | None
    today: date
    unsigned: bool = False


class Review:
    """Reviews one claim after the other, each as its node would be after the import.

    `engagements` are the facts of those of the file and of those that its grants pay, as they would be too.
    """

    def __init__(
        self, directory: Directory, origin: Origin, engagements: Mapping[str, Facts], findings: Findings
    ) -> None:
        self._directory = directory
        self._territories = directory.gazetteer.by_id
        self._distances = Distances(directory)
        self._origin = origin
        self._engagements = engagements
        self._findings = findings

    def review_node(
        self,
        claim: Claim,
        facts: Facts,
        edges: Mapping[str, Edges],
        before: Facts | None = None,
        known: Mapping[str, Edges] = NO_EDGES,
    ) -> None:
        """Review a node and its relationships; `before` and `known` are what the graph has of a node that it knows."""
        if self._findings.is_refused(claim.line.place("id")):  # what it is about is another thing, or none
            before, known = None, NO_EDGES
        for doubt in impossible(claim.kind, facts):
            if claim.line.sheet.column(doubt.column):
                self._findings.error(claim.line.place(doubt.column), claim.line.text(doubt.column), doubt.message)
        context = Context(self._origin.day, self._origin.today, _newest_confirmation(edges), before or {})
        paid = [self._engagements.get(end, {}) for _, _, end in edges.get("funds", {})]
        confirmed = (edge.get("confirmedOn") for edge in edges.get("sources", {}).values())
        for doubt in chain(
            doubtful(claim.kind, facts, context),
            doubtful_year(facts.get("year"), paid, context.latest),
            doubtful_confirmations(confirmed, facts, context.latest),
            self._distances.moved(claim.kind, edges, known),
            doubtful_name(facts, context.before) if claim.line.text("id") and claim.kind != "Trainer" else (),
            self._shared_names(claim, context.before),
        ):
            self._warn(claim, doubt)
        if SHAPE.kinds[claim.kind].base == "Engagement" and edges.get("actors"):
            for doubt in chain(on_every_axis(edges), uncounted(claim.kind, facts, edges, self._territories)):
                if not (self._origin.unsigned and doubt.column == "sources"):  # reported once for the whole file
                    self._warn(claim, doubt)
        self._warn_of_distance(claim, edges)

    def review_edge(self, claim: Claim, facts: Facts) -> None:
        """Review a relationship that is new or changes."""
        for doubt in doubtful(claim.kind, facts, Context(self._origin.day, self._origin.today)):
            self._warn(claim, doubt)
        for _, _, contract in claim.edges.get("signedContracts", {}):
            entry = self._territories[contract]
            for doubt in doubtful_signature(facts.get("signedOn"), entry.starts_on, entry.ends_on):
                self._warn(claim, doubt)
        self._warn_of_distance(claim, claim.edges)

    def _warn_of_distance(self, claim: Claim, edges: Mapping[str, Edges]) -> None:
        for doubt in self._distances.far(claim.kind, claim.id, edges):
            self._warn(claim, doubt)

    def _shared_names(self, claim: Claim, before: Mapping[str, Value]) -> Iterator[Doubt]:
        """Yield the other names that a file gives a body and that another one bears."""
        names, known = claim.facts.get("otherNames"), before.get("otherNames")
        for name in names if isinstance(names, list) else ():
            ids = set(self._directory.ids_by_name(str(name), frozenset({claim.kind}))) - {claim.id}
            if ids and name not in (known if isinstance(known, list) else ()):
                message = (
                    f"est aussi le nom de {' ou '.join(sorted(ids))} ; qui l’écrit ne saurait plus de qui il parle"
                )
                yield Doubt("otherNames", f"« {name} » {message}")

    def _warn(self, claim: Claim, doubt: Doubt) -> None:
        """Warn of a column of a line, with its content if the message does not begin with it, unless it is refused."""
        place = claim.line.place(doubt.column)
        if claim.line.sheet.column(doubt.column) and not self._findings.is_refused(place):
            shown = "" if doubt.message.startswith("«") else claim.line.text(doubt.column)
            self._findings.warn(place, shown, doubt.message, doubt.gravity)


def facts_of_engagements(claims: Sequence[Claim], current: Current) -> dict[str, Facts]:
    """Return the facts of the engagements of a file, and of those that it pays, as they would be after the import."""
    known = {i: facts for i, facts in current.facts.items() if SHAPE.base_of_id(i) == "Engagement"}
    stated = (claim for claim in claims if SHAPE.kinds[claim.kind].base == "Engagement")
    return known | {claim.id: known.get(claim.id, {}) | claim.facts for claim in stated}


def _newest_confirmation(edges: Mapping[str, Edges]) -> date | None:
    """Return the newest day on which a source of an engagement confirmed it; None where none gives a day."""
    days = (edge.get("confirmedOn") for edge in edges.get("sources", {}).values())
    return max((day for day in days if isinstance(day, date)), default=None)
