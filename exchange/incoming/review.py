"""Reviews what a file states or changes: values that cannot be, values to look at again, and what will not count."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from changes.changeset import Facts
from exchange.findings import Doubt, Findings
from exchange.incoming.counting import uncounted
from exchange.incoming.display import Edges
from exchange.incoming.distance import Distances
from exchange.incoming.doubts import doubtful, doubtful_confirmations, impossible
from exchange.incoming.statements import Claim
from exchange.lookup.directory import Directory
from graph.model import SHAPE


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
    """Reviews one claim after the other, each as its node would be after the import."""

    def __init__(self, directory: Directory, origin: Origin, findings: Findings) -> None:
        self._territories = directory.gazetteer.by_id
        self._distances = Distances(directory)
        self._origin = origin
        self._findings = findings

    def review_node(self, claim: Claim, facts: Facts, edges: Mapping[str, Edges]) -> None:
        """Review a node and its relationships."""
        for doubt in impossible(claim.kind, facts):
            if claim.line.sheet.column(doubt.column):
                self._findings.error(claim.line.place(doubt.column), claim.line.text(doubt.column), doubt.message)
        for doubt in doubtful(facts, self._origin.day, self._origin.today):
            self._warn(claim, doubt)
        confirmed = (edge.get("confirmedOn") for edge in claim.edges.get("sources", {}).values())
        for doubt in doubtful_confirmations(confirmed, self._origin.day, self._origin.today):
            self._warn(claim, doubt)
        if SHAPE.kinds[claim.kind].base == "Engagement" and edges.get("actors"):
            for doubt in uncounted(claim.kind, facts, edges, self._territories):
                if not (self._origin.unsigned and doubt.column == "sources"):  # reported once for the whole file
                    self._warn(claim, doubt)
        self._warn_of_distance(claim, edges)

    def review_edge(self, claim: Claim, facts: Facts) -> None:
        """Review a relationship that is new."""
        for doubt in doubtful(facts, self._origin.day, self._origin.today):
            self._warn(claim, doubt)
        self._warn_of_distance(claim, claim.edges)

    def _warn_of_distance(self, claim: Claim, edges: Mapping[str, Edges]) -> None:
        for column, message, gravity in self._distances.far(claim.kind, claim.id, edges):
            self._findings.warn(claim.line.place(column), "", message, gravity)

    def _warn(self, claim: Claim, doubt: Doubt) -> None:
        """Warn of a column of a line, unless its cell is refused already."""
        place = claim.line.place(doubt.column)
        if claim.line.sheet.column(doubt.column) and not self._findings.is_refused(place):
            self._findings.warn(place, claim.line.text(doubt.column), doubt.message, doubt.gravity)
