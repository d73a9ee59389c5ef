"""Makes the records of a snapshot from rows, equal to those that statements would read from the graph."""

from collections.abc import Collection, Iterator
from datetime import date

from changes.derived import Properties, derived
from changes.rows import EdgeRow, EdgesByEnd, GraphRows, Value
from graph.domain.counting import Durations
from graph.model import SHAPE
from resolvers.snapshot.records import ActorRecord, Days, EngagementRecord, SurveyRecord, TerritoryRecord


class RecordMaker:
    """Makes the records of nodes from rows, in the order of their ids; nodes that are not in the rows are left out."""

    def __init__(self, rows: GraphRows, durations: Durations) -> None:
        self.stored = {identifier: (kind, facts) for kind, identifier, facts in derived(rows, durations)}
        self.edges = EdgesByEnd(rows.edges)

    def territories(self, ids: Collection[str]) -> list[TerritoryRecord]:
        """Return the records of territories; an edge between two of them appears once."""
        among = set(ids)
        return [self._territory(identifier, facts, among) for identifier, _, facts in self._of("Territory", ids)]

    def actors(self, ids: Collection[str]) -> list[ActorRecord]:
        """Return the records of actors."""
        return [self._actor(*node) for node in self._of("Actor", ids)]

    def engagements(self, ids: Collection[str]) -> list[EngagementRecord]:
        """Return the records of engagements."""
        return [self._engagement(*node) for node in self._of("Engagement", ids)]

    def surveys(self, ids: Collection[str]) -> list[SurveyRecord]:
        """Return the records of surveys."""
        return [self._survey(identifier, facts) for identifier, _, facts in self._of("Survey", ids)]

    def predecessors(self, contract: str) -> list[tuple[str, str | None]]:
        """Return the predecessors of a contract, each with the basis of the succession."""
        return [(edge.end, _text(edge.properties.get("basis"))) for edge in self.edges.out("SUCCEEDS", contract)]

    def _of(self, base: str, ids: Collection[str]) -> Iterator[tuple[str, str, Properties]]:
        for identifier in sorted(self.stored.keys() & set(ids)):
            if SHAPE.base_of_id(identifier) == base:
                yield identifier, *self.stored[identifier]

    def _territory(self, identifier: str, facts: Properties, among: set[str]) -> TerritoryRecord:
        def both_ways(relationship: str) -> list[str]:
            arriving = (edge.start for edge in self.edges.into(relationship, identifier) if edge.start not in among)
            return [*self.edges.ends(relationship, identifier), *arriving]

        kind, code, name, *keys = (str(facts[key]) for key in ("kind", "code", "name", "nameKey", "labelKey"))
        population, led_by = facts.get("population"), self.edges.ends("LED_BY", identifier)
        return TerritoryRecord(
            identifier, kind, code, name, keys[0], keys[1],
            self.edges.ends("PART_OF", identifier), both_ways("OVERLAPS"), both_ways("SAME_GROUND"),
            next(iter(self.edges.ends("ATTACHED_TO", identifier)), None),
            population if isinstance(population, int) else None, _text(facts.get("perimeter")),
            day_text(facts.get("startsOn")), day_text(facts.get("endsOn")),
            [(edge.end, *days_of(edge)) for body in led_by for edge in self.edges.out("GOVERNS", body)],
            self.predecessors(identifier),
        )  # fmt: skip

    def _actor(self, identifier: str, kind: str, facts: Properties) -> ActorRecord:
        is_trainer, out = kind == "Trainer", self.edges.out
        name, label, public_name, public_label = (
            str(facts.get(key) or "") for key in ("nameKey", "labelKey", "publicNameKey", "publicLabelKey")
        )
        return ActorRecord(
            identifier, is_trainer, not is_trainer or bool(facts.get("publicListing")),
            name, label, public_name, public_label,
            [[e.end, _text(e.properties.get("kind")), *days_of(e)] for e in out("AFFILIATED_WITH", identifier)],
            [[edge.end, *days_of(edge)] for edge in out("INTERVENES_IN", identifier)],
            [[e.end, *days_of(e), _text(e.properties.get("issuer"))] for e in out("QUALIFIED_FOR", identifier)],
            [] if is_trainer else self.edges.ends("BASED_IN", identifier),
            None if is_trainer else _text(facts.get("kind")),
            day_text(facts.get("availableFrom")), day_text(facts.get("availableUntil")),
        )  # fmt: skip

    def _engagement(self, identifier: str, kind: str, facts: Properties) -> EngagementRecord:
        ends, delivered, expired, abandoned = (
            day_text(facts.get(name)) for name in ("endsOn", "deliveredOn", "expiredOn", "abandonedOn")
        )
        sources = (
            (str(self.stored[edge.end][1]["kind"]), edge.properties) for edge in self.edges.out("STATED_BY", identifier)
        )
        return EngagementRecord(
            identifier, kind, str(facts["titleKey"]), str(facts["labelKey"]), str(facts["status"]),
            day_text(facts["startsOn"]) or "", ends, delivered, expired, abandoned,
            day_text(facts["countsFrom"]), day_text(facts["countsUntil"]), day_text(facts["confirmedOn"]),
            [int(end.removeprefix("axis:")) for end in self.edges.ends("ON_AXIS", identifier)],
            self.edges.ends("TARGETS", identifier),
            [(edge.start, words(edge.properties.get("roles"))) for edge in self.edges.into("ENGAGED_IN", identifier)],
            [(source, day_text(stated.get("confirmedOn"))) for source, stated in sources],
            *(words(facts.get(name)) for name in ("criteria", "themes", "audiences")),
        )  # fmt: skip

    def _survey(self, identifier: str, facts: Properties) -> SurveyRecord:
        looked_at, empty = words(facts.get("axes")), words(facts.get("emptyAxes"))
        territories, sources = self.edges.ends("SURVEYED", identifier), self.edges.ends("STATED_BY", identifier)
        return SurveyRecord(identifier, day_text(facts["surveyedOn"]), looked_at, empty, territories, sources)


def days_of(edge: EdgeRow) -> Days:
    """Return the first and last day of a relationship."""
    return day_text(edge.properties.get("startsOn")), day_text(edge.properties.get("endsOn"))


def day_text(value: Value) -> str | None:
    """Return a day as statements return it; None for any other value."""
    return value.isoformat() if isinstance(value, date) else None


def words(value: Value) -> list[str]:
    """Return the texts of a list; empty if it is missing."""
    return list(value) if isinstance(value, list) else []


def _text(value: Value) -> str | None:
    return None if value is None else str(value)
