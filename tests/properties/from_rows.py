"""The snapshot of some rows, without a database between them."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from changes.derived import derived
from changes.rows import EdgeRow, GraphRows, Value
from graph.domain.counting import Durations
from graph.model import SHAPE
from resolvers.snapshot.model import Actors, Engagements, Offer, Snapshot, Survey
from resolvers.snapshot.records import ActorRecord, EngagementRecord, OfferRecord, SurveyRecord, TerritoryRecord
from resolvers.snapshot.territories import Territories

Properties = dict[str, Value]


class Ends:
    """The edges of some rows, by type and end."""

    def __init__(self, rows: GraphRows) -> None:
        self.out: defaultdict[tuple[str, str], list[EdgeRow]] = defaultdict(list)
        self.into: defaultdict[tuple[str, str], list[EdgeRow]] = defaultdict(list)
        for edge in rows.edges:
            self.out[edge.type, edge.start].append(edge)
            self.into[edge.type, edge.end].append(edge)

    def ends(self, relationship: str, start: str) -> list[str]:
        """Return where the edges of a type lead from a node."""
        return [edge.end for edge in self.out[relationship, start]]


def snapshot_of_rows(rows: GraphRows) -> Snapshot:
    """Return the snapshot of a graph that holds these rows."""
    ends, durations = Ends(rows), Durations()
    stored = {identifier: (kind, properties) for kind, identifier, properties in derived(rows, durations)}
    ids = sorted(stored)
    territories = Territories.of_ids([i for i in ids if SHAPE.base_of_id(i) == "Territory"])
    territories.add(_territory(i, stored[i][1], ends) for i in territories.ids)
    actors = Actors.of_records([_actor(i, *stored[i], ends) for i in ids if SHAPE.base_of_id(i) == "Actor"])
    records = [_engagement(i, *stored[i], stored, ends) for i in ids if SHAPE.base_of_id(i) == "Engagement"]
    offers = {i: Offer.of_record(_offer(i, stored[i][1], ends)) for i in ids if SHAPE.base_of_id(i) == "Offer"}
    surveys = [
        Survey.of_record(_survey(i, stored[i][1], ends), territories) for i in ids if SHAPE.base_of_id(i) == "Survey"
    ]
    engagements = Engagements.of_records(records, territories, actors, durations, {})
    return Snapshot(1, 1, territories, engagements, actors, offers, surveys, {}, durations)


def _territory(identifier: str, facts: Properties, ends: Ends) -> TerritoryRecord:
    governed = [edge for body in ends.ends("LED_BY", identifier) for edge in ends.out["GOVERNS", body]]
    return TerritoryRecord(
        identifier,
        _text(facts["kind"]),
        _text(facts["code"]),
        _text(facts["nameKey"]),
        _text(facts["labelKey"]),
        ends.ends("PART_OF", identifier),
        ends.ends("OVERLAPS", identifier),
        ends.ends("SAME_GROUND", identifier),
        next(iter(ends.ends("ATTACHED_TO", identifier)), None),
        facts.get("population"),  # type: ignore[arg-type]
        facts.get("perimeter"),  # type: ignore[arg-type]
        _day(facts.get("startsOn")),
        _day(facts.get("endsOn")),
        [(edge.end, *_days(edge)) for edge in governed],
        [(edge.end, edge.properties.get("basis")) for edge in ends.out["SUCCEEDS", identifier]],  # type: ignore[misc]
    )


def _actor(identifier: str, kind: str, facts: Properties, ends: Ends) -> ActorRecord:
    return ActorRecord(
        identifier,
        kind == "Trainer",
        kind != "Trainer" or bool(facts.get("publicListing")),
        _text(facts["nameKey"]),
        _text(facts["labelKey"]),
        _text(facts["publicNameKey"]),
        _text(facts["publicLabelKey"]),
        [[e.end, _text(e.properties["kind"]), *_days(e)] for e in ends.out["AFFILIATED_WITH", identifier]],
        [[edge.end, *_days(edge)] for edge in ends.out["INTERVENES_IN", identifier]],
        [[edge.end, *_days(edge), None] for edge in ends.out["QUALIFIED_FOR", identifier]],
        [edge.end for edge in ends.out["BASED_IN", identifier] if kind != "Trainer"],
        None if kind == "Trainer" else _text(facts["kind"]),
    )


def _engagement(
    identifier: str, kind: str, facts: Properties, stored: dict[str, tuple[str, Properties]], ends: Ends
) -> EngagementRecord:
    sources = [
        (_text(stored[edge.end][1]["kind"]), _day(edge.properties.get("confirmedOn")))
        for edge in ends.out["STATED_BY", identifier]
    ]
    engaged = [(edge.start, _words(edge.properties["roles"])) for edge in ends.into["ENGAGED_IN", identifier]]
    return EngagementRecord(
        identifier,
        kind,
        _text(facts["titleKey"]),
        _text(facts["labelKey"]),
        _text(facts["status"]),
        _day(facts["startsOn"]) or "",
        _day(facts.get("endsOn")),
        _day(facts.get("deliveredOn")),
        _day(facts.get("expiredOn")),
        _day(facts.get("abandonedOn")),
        _day(facts["countsFrom"]),
        _day(facts["countsUntil"]),
        _day(facts["confirmedOn"]),
        [int(end.removeprefix("axis:")) for end in ends.ends("ON_AXIS", identifier)],
        ends.ends("TARGETS", identifier),
        engaged,
        sources,
        *(_words(facts.get(name)) for name in ("criteria", "themes", "audiences")),
    )


def _offer(identifier: str, facts: Properties, ends: Ends) -> OfferRecord:
    axes, themes, audiences = (_words(facts.get(name)) for name in ("axes", "themes", "audiences"))
    title, label, kind = (_text(facts[name]) for name in ("titleKey", "labelKey", "kind"))
    makers: list[list[str | None]] = [[edge.start, *_days(edge)] for edge in ends.into["OFFERS", identifier]]
    places = ends.ends("AVAILABLE_IN", identifier)
    return OfferRecord(identifier, title, label, kind, axes, themes, audiences, places, makers)


def _survey(identifier: str, facts: Properties, ends: Ends) -> SurveyRecord:
    looked_at, empty = _words(facts.get("axes")), _words(facts.get("emptyAxes"))
    day, ground = _day(facts["surveyedOn"]), ends.ends("SURVEYED", identifier)
    return SurveyRecord(identifier, day, looked_at, empty, ground, ends.ends("STATED_BY", identifier))


def _days(edge: EdgeRow) -> tuple[str | None, str | None]:
    return _day(edge.properties.get("startsOn")), _day(edge.properties.get("endsOn"))


def _day(value: Any) -> str | None:
    return value.isoformat() if isinstance(value, date) else None


def _text(value: Value) -> str:
    return str(value)


def _words(value: Value) -> list[str]:
    return list(value) if isinstance(value, Sequence) and not isinstance(value, str) else []
