"""The snapshot of some rows, without a database between them."""

from changes.rows import GraphRows
from graph.domain.counting import Durations
from graph.model import SHAPE
from resolvers.snapshot.model import Actors, Engagements, Snapshot, Survey
from resolvers.snapshot.offers import Offer
from resolvers.snapshot.records import OfferRecord
from resolvers.snapshot.territories import Territories
from usecases.snapshot_records import RecordMaker, day_text, days_of, words


def snapshot_of_rows(rows: GraphRows) -> Snapshot:
    """Return the snapshot of a graph that holds these rows."""
    durations = Durations()
    made = RecordMaker(rows, durations)
    ids = sorted(made.stored)
    territories = Territories.of_ids([i for i in ids if SHAPE.base_of_id(i) == "Territory"])
    territories.add(made.territories(ids))
    actors = Actors.of_records(made.actors(ids))
    offers = {i: Offer.of_record(_offer(i, made)) for i in ids if SHAPE.base_of_id(i) == "Offer"}
    surveys = [Survey.of_record(record, territories) for record in made.surveys(ids)]
    engagements = Engagements.of_records(made.engagements(ids), territories, actors, durations, {})
    return Snapshot(1, 1, territories, engagements, actors, offers, surveys, {}, durations)


def _offer(identifier: str, made: RecordMaker) -> OfferRecord:
    _, facts = made.stored[identifier]
    axes, themes, audiences = (words(facts.get(name)) for name in ("axes", "themes", "audiences"))
    title, label, kind = (str(facts[name]) for name in ("titleKey", "labelKey", "kind"))
    makers: list[list[str | None]] = [[edge.start, *days_of(edge)] for edge in made.edges.into("OFFERS", identifier)]
    places = made.edges.ends("AVAILABLE_IN", identifier)
    valid = (day_text(facts.get(name)) for name in ("validFrom", "validUntil"))
    return OfferRecord(identifier, title, label, kind, axes, themes, audiences, places, makers, *valid)
