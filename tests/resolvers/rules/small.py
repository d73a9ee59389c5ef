"""Small snapshots made by hand, for rules that need no database."""

from collections.abc import Mapping, Sequence

from resolvers.rules.question import Question, question_of
from resolvers.snapshot.model import Actors, Engagements, Offer, Snapshot, Survey
from resolvers.snapshot.records import (
    ActorRecord,
    Days,
    EngagementRecord,
    OfferRecord,
    SurveyRecord,
    TerritoryRecord,
)
from resolvers.snapshot.territories import Territories

NOBODY: frozenset[str] = frozenset()
ALWAYS: Days = (None, None)
CARRYING: Question = question_of({})
"""The question of a client who gives neither roles nor criteria."""


def territory(
    identifier: str,
    parents: Sequence[str] = (),
    *,
    overlaps: Sequence[str] = (),
    days: Days = ALWAYS,
    leads: Sequence[tuple[str, str | None, str | None]] = (),
    after: Sequence[str] = (),
    name: str | None = None,
) -> TerritoryRecord:
    """Return a territory; its code is the end of its id; `leads` are grounds governed by the leads of a contract."""
    kind, code = _kind(identifier), identifier.rsplit(":", 1)[1]
    shown = identifier if name is None else name
    return TerritoryRecord(
        identifier, kind, code, shown, shown, list(parents), list(overlaps), *days, list(leads), list(after)
    )


def ground_of(*records: TerritoryRecord) -> Territories:
    """Return the hierarchy of these territories, given in any order."""
    found = Territories.of_ids(sorted(record.id for record in records))
    found.add(records)
    return found


def territories_of(
    parents: Mapping[str, Sequence[str]], overlaps: Mapping[str, Sequence[str]] | None = None
) -> Territories:
    """Return territories by id with their parents: `{"commune:1": ["departement:1"]}`."""
    touching = overlaps or {}
    return ground_of(*(territory(i, above, overlaps=touching.get(i, ())) for i, above in parents.items()))


def _kind(identifier: str) -> str:
    kind = identifier.split(":", 1)[0]
    return {"contract": "CITY_CONTRACT"}.get(kind, kind.upper())


OLD, NEW, OTHER = "contract:2015:A", "contract:2024:A", "contract:2024:B"
OLD_DAYS, NEW_DAYS = ("2015-01-01", "2023-12-31"), ("2024-01-01", "2030-12-31")


def country(*more: TerritoryRecord) -> Territories:
    """Return one territory of each kind or two, a contract with its predecessor and one alone, and more beside them."""
    return ground_of(
        territory("country:FR"),
        territory("region:52", ["country:FR"]),
        territory("departement:44", ["region:52"]),
        territory("departement:49", ["region:52"]),
        territory("epci:1", ["departement:44"]),
        territory("commune:1", ["epci:1"]),
        territory("commune:2", ["epci:1"]),
        territory("commune:9", ["departement:49"]),
        territory("qpv:1", ["commune:1", NEW]),
        territory(OLD, ["epci:1"], days=OLD_DAYS),
        territory(NEW, ["epci:1"], overlaps=["commune:1"], days=NEW_DAYS, after=[OLD]),
        territory(OTHER, ["departement:44"], days=NEW_DAYS),
        *more,
    )


def actor(
    identifier: str,
    employer: str | None = None,
    *,
    employed: Days = ALWAYS,
    territories: Sequence[Sequence[str | None]] = (),
    qualifications: Sequence[Sequence[str | None]] = (),
    name: str | None = None,
) -> ActorRecord:
    """Return an actor; a trainer may have an employer, territories and qualifications, rows of `[id, from, until]`."""
    is_trainer = identifier.startswith("trainer:")
    affiliations: list[list[str | None]] = [[employer, "EMPLOYED", *employed]] if employer else []
    shown = identifier if name is None else name
    return ActorRecord(
        identifier,
        is_trainer,
        not is_trainer,
        shown,
        shown,
        shown,
        shown,
        affiliations,
        [list(row) for row in territories],
        [list(row) for row in qualifications],
    )


def engagement(
    identifier: str,
    axes: Sequence[int] = (4,),
    targets: Sequence[str] = (),
    actors: Mapping[str, Sequence[str]] | None = None,
    days: Days = ("2025-01-01", None),
    confirmed: str | None = None,
    criteria: Sequence[str] = (),
) -> EngagementRecord:
    """Return an engagement; `actors` are roles by id, `days` when it counts."""
    engaged = [(person, list(roles)) for person, roles in (actors or {}).items()]
    return EngagementRecord(
        identifier, identifier, identifier, *days, confirmed, list(axes), list(targets), engaged, list(criteria)
    )


def action(
    number: int,
    target: str,
    *actors: str,
    axes: Sequence[int] = (4,),
    days: Days = ("2025-01-01", None),
    confirmed: str | None = None,
) -> EngagementRecord:
    """Return the action of a number on one territory, led by these actors, by default by `institution:a`."""
    roles = dict.fromkeys(actors or ("institution:a",), ("LEAD",))
    return engagement(f"action:{number}", axes, [target], roles, days, confirmed)


def survey(on: str, territories: Sequence[str], empty: Sequence[str] = ("VICTIM_SUPPORT",)) -> SurveyRecord:
    """Return a survey that found nobody on some axes."""
    return SurveyRecord(f"survey:{on}", on, list(empty), list(territories))


def snapshot_of(
    *,
    territories: Territories | None = None,
    actors: Sequence[str | ActorRecord] = (),
    engagements: Sequence[str | EngagementRecord] = (),
    surveys: Sequence[SurveyRecord] = (),
    offers: Sequence[OfferRecord] = (),
) -> Snapshot:
    """Return a snapshot of these; an id stands for an actor or engagement without more.

    Actors that only an engagement names need not be given.
    """
    ground = territories or territories_of({"country:FR": []})
    records = [engagement(e) if isinstance(e, str) else e for e in engagements]
    people = {a if isinstance(a, str) else a.id: actor(a) if isinstance(a, str) else a for a in actors}
    people |= {i: actor(i) for record in records for i, _ in record.actors if i not in people}
    known = Actors.of_records([people[identifier] for identifier in sorted(people)])
    done = Engagements.of_records(sorted(records, key=lambda e: e.id), ground, known, {})
    empty = [Survey.of_record(record, ground) for record in surveys]
    return Snapshot(1, 1, ground, done, known, {o.id: Offer.of_record(o) for o in offers}, empty, {})
