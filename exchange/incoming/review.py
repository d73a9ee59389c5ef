"""Reviews what a file states or changes: values that cannot be, values to look at again, and what will not count."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from changes.changeset import Facts
from exchange.findings import Findings
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
        for column, message in impossible(claim.kind, facts):
            if claim.line.sheet.column(column):
                self._findings.error(claim.line.place(column), claim.line.text(column), message)
        for column, message in doubtful(facts, self._origin.day, self._origin.today):
            self._warn(claim, column, message)
        confirmed = (edge.get("confirmedOn") for edge in claim.edges.get("sources", {}).values())
        for message in doubtful_confirmations(confirmed, self._origin.day, self._origin.today):
            self._warn(claim, "sources", message)
        if SHAPE.kinds[claim.kind].base == "Engagement" and edges.get("actors"):
            for column, message in uncounted(claim.kind, facts, edges, self._territories):
                if not (self._origin.unsigned and column == "sources"):  # reported once for the whole file
                    self._warn(claim, column, message)
        self._warn_of_distance(claim, edges)

    def review_edge(self, claim: Claim, facts: Facts) -> None:
        """Review a relationship that is new."""
        for column, message in doubtful(facts, self._origin.day, self._origin.today):
            self._warn(claim, column, message)
        self._warn_of_distance(claim, claim.edges)

    def _warn_of_distance(self, claim: Claim, edges: Mapping[str, Edges]) -> None:
        for column, message in self._distances.far(claim.kind, claim.id, edges):
            self._findings.warn(claim.line.place(column), "", message)

    def _warn(self, claim: Claim, column: str, message: str) -> None:
        """Warn of a column of a line, unless its cell is refused already."""
        place = claim.line.place(column)
        if claim.line.sheet.column(column) and not self._findings.is_refused(place):
            self._findings.warn(place, claim.line.text(column), message)
