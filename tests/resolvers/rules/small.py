"""Small handmade snapshots, for rules that need no database."""

from collections.abc import Mapping, Sequence
from typing import Any

from graph.domain.counting import Durations
from resolvers.rules.question import Question, question_of
from resolvers.snapshot.model import Actors, Engagements, Snapshot, Survey
from resolvers.snapshot.offers import Offer
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
CONFIRMED = "2026-01-01"
"""The day on which a source confirms an engagement, unless a test says otherwise."""
CARRYING: Question = question_of({})
"""The question of a client who gives no filter."""


def territory(
    identifier: str,
    parents: Sequence[str] = (),
    *,
    days: Days = ALWAYS,
    leads: Sequence[tuple[str, str | None, str | None]] = (),
    after: Mapping[str, str] | Sequence[str] = (),
    name: str | None = None,
    **facts: Any,
) -> TerritoryRecord:
    """Return a territory; its code is the end of its id, and it is attached to its first parent.

    `leads` are the territories governed by the leads of a contract, `after` the contracts it succeeds, each with the
    basis of the succession if that is not LEAD, `facts` other columns of the record.
    """
    kind, code = _kind(identifier), identifier.rsplit(":", 1)[1]
    shown = identifier if name is None else name
    bases = after if isinstance(after, Mapping) else dict.fromkeys(after, "LEAD")
    record = TerritoryRecord(
        identifier,
        kind,
        code,
        shown,
        shown,
        shown,
        list(parents),
        [],
        [],
        parents[0] if parents else None,
        None,
        None,
        *days,
        list(leads),
        list(bases.items()),
    )
    return record._replace(**facts)


def hierarchy_of(*records: TerritoryRecord) -> Territories:
    """Return the hierarchy of these territories, given in any order."""
    found = Territories.of_ids(sorted(record.id for record in records))
    found.add(records)
    return found


def territories_of(
    parents: Mapping[str, Sequence[str]], overlaps: Mapping[str, Sequence[str]] | None = None
) -> Territories:
    """Return territories by id with their parents: `{"commune:1": ["departement:1"]}`."""
    touching = overlaps or {}
    return hierarchy_of(*(territory(i, above, overlaps=list(touching.get(i, ()))) for i, above in parents.items()))


def _kind(identifier: str) -> str:
    kind = identifier.split(":", 1)[0]
    return {"contract": "CITY_CONTRACT"}.get(kind, kind.upper())


OLD, NEW, OTHER = "contract:2015:A", "contract:2024:A", "contract:2024:B"
OLD_DAYS, NEW_DAYS = ("2015-01-01", "2023-12-31"), ("2024-01-01", "2030-12-31")


def country(*more: TerritoryRecord) -> Territories:
    """Return one or two territories of each kind, a contract with its predecessor, one alone, and some more."""
    return hierarchy_of(
        territory("country:FR"),
        territory("region:52", ["country:FR"]),
        territory("departement:44", ["region:52"]),
        territory("departement:49", ["region:52"]),
        territory("epci:1", ["departement:44"]),
        territory("commune:1", ["epci:1"], attached_to="departement:44"),
        territory("commune:2", ["epci:1"], attached_to="departement:44"),
        territory("commune:9", ["departement:49"]),
        territory("qpv:1", ["commune:1", NEW], attached_to="departement:44"),
        territory(OLD, ["epci:1"], days=OLD_DAYS, attached_to="departement:44"),
        territory(NEW, ["epci:1"], overlaps=["commune:1"], days=NEW_DAYS, after=[OLD], attached_to="departement:44"),
        territory(OTHER, ["departement:44"], days=NEW_DAYS),
        *more,
    )


PARIS, PARIS_CONTRACT, ASTRIDE, LED = "commune:75056", "contract:2024:P", "contract:2024:S", "contract:2024:L"
METROPOLE = "epci:GP"


def with_corners() -> Territories:
    """Return the country with every spatial relation that the rules distinguish.

    Paris is a commune, a département and a contract with the same ground; the métropole of Grand Paris contains an EPT
    and Paris, and overlaps a département; one contract overlaps two départements; another is led by the EPCI in which
    it lies, and has the ground of a commune; these two succeed an older contract by location alone.
    """
    return country(
        territory("region:11", ["country:FR"]),
        territory("departement:75", ["region:11", METROPOLE]),
        territory("departement:91", ["region:11"]),
        territory(METROPOLE, ["region:11"], overlaps=["departement:91"], attached_to="departement:75"),
        territory("ept:1", [METROPOLE], overlaps=["departement:91"], attached_to="departement:91"),
        territory("commune:91001", ["ept:1", METROPOLE, "departement:91"], attached_to="departement:91"),
        territory(PARIS, ["departement:75"], same_ground=["departement:75", PARIS_CONTRACT]),
        territory(PARIS_CONTRACT, [PARIS], days=NEW_DAYS, same_ground=["departement:75"], attached_to="departement:75"),
        territory("qpv:75", [PARIS, PARIS_CONTRACT], attached_to="departement:75", population=100),
        territory("qpv:91", ["commune:91001"], attached_to="departement:91"),
        territory("epci:2", ["region:52"], overlaps=["departement:44", "departement:49"], attached_to="departement:49"),
        territory("commune:3", ["epci:2", "departement:44"], attached_to="departement:44"),
        territory("commune:4", ["epci:2", "departement:49"], attached_to="departement:49"),
        territory("contract:2015:S", ["epci:2"], days=OLD_DAYS, perimeter="ASSUMED", attached_to="departement:49"),
        territory(
            ASTRIDE,
            ["region:52"],
            days=NEW_DAYS,
            overlaps=["departement:44", "departement:49", "commune:2", "epci:1", "epci:2"],
            after={"contract:2015:S": "LOCATION"},
            perimeter="ASSUMED",
            attached_to="departement:49",
        ),
        territory(
            LED,
            ["epci:2"],
            days=NEW_DAYS,
            same_ground=["commune:4"],
            leads=[("epci:2", None, None)],
            after={"contract:2015:S": "LOCATION"},
            attached_to="departement:49",
        ),
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
    """Return an actor; a trainer may have an employer, territories and qualifications, rows of `[id, start, end]`."""
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
        [],
        None if is_trainer else "ASSOCIATION",
    )


def engagement(
    identifier: str,
    axes: Sequence[int] = (4,),
    targets: Sequence[str] = (),
    actors: Mapping[str, Sequence[str]] | None = None,
    days: Days = ("2025-01-01", None),
    confirmed: str | None = CONFIRMED,
    criteria: Sequence[str] = (),
    **facts: Any,
) -> EngagementRecord:
    """Return an engagement; `actors` are roles by id, `days` when it counts, `facts` other columns of the record."""
    engaged = [(person, list(roles)) for person, roles in (actors or {}).items()]
    record = EngagementRecord(
        identifier,
        "Action",
        identifier,
        identifier,
        "ACTIVE",
        days[0] or "2025-01-01",
        None,
        None,
        None,
        None,
        *days,
        confirmed,
        list(axes),
        list(targets),
        engaged,
        [],
        list(criteria),
        [],
        [],
    )
    return record._replace(**facts)


def action(
    number: int,
    target: str,
    *actors: str,
    axes: Sequence[int] = (4,),
    days: Days = ("2025-01-01", None),
    confirmed: str | None = CONFIRMED,
) -> EngagementRecord:
    """Return the action with a number on one territory, led by these actors (default: `institution:a`)."""
    roles = dict.fromkeys(actors or ("institution:a",), ("LEAD",))
    return engagement(f"action:{number}", axes, [target], roles, days, confirmed)


def planned(
    number: int, target: str, starts_on: str, *actors: str, axes: Sequence[int] = (4,), roles: Sequence[str] = ("LEAD",)
) -> EngagementRecord:
    """Return a planned action on one territory (default: of `institution:a`)."""
    people = dict.fromkeys(actors or ("institution:a",), roles)
    facts: dict[str, Any] = {"status": "PLANNED", "starts_on": starts_on}
    return engagement(f"action:{number}", axes, [target], people, ALWAYS, **facts)


def diagnostic(number: int, target: str, delivered: str | None, **actors: str) -> EngagementRecord:
    """Return a diagnostic on knowledge, in effect since 2024; `actors` are roles of institutions by letter."""
    people = {f"institution:{letter}": [role] for letter, role in actors.items()}
    facts: dict[str, Any] = {"kind": "Diagnostic", "delivered_on": delivered}
    return engagement(f"diagnostic:{number}", (1,), [target], people, ("2024-01-01", "2030-01-01"), **facts)


def survey(
    on: str, territories: Sequence[str], empty: Sequence[str] = ("VICTIM_SUPPORT",), busy: Sequence[str] = ()
) -> SurveyRecord:
    """Return a survey that found nobody on some axes and somebody on others."""
    return SurveyRecord(f"survey:{on}", on, [*empty, *busy], list(empty), list(territories), [])


def snapshot_of(
    *,
    territories: Territories | None = None,
    actors: Sequence[str | ActorRecord] = (),
    engagements: Sequence[str | EngagementRecord] = (),
    surveys: Sequence[SurveyRecord] = (),
    offers: Sequence[OfferRecord] = (),
) -> Snapshot:
    """Return a snapshot of these; an id stands for an actor or engagement without other facts.

    Actors that only an engagement names need not be given.
    """
    hierarchy = territories or territories_of({"country:FR": []})
    records = [engagement(e) if isinstance(e, str) else e for e in engagements]
    people = {a if isinstance(a, str) else a.id: actor(a) if isinstance(a, str) else a for a in actors}
    people |= {i: actor(i) for record in records for i, _ in record.actors if i not in people}
    known = Actors.of_records([people[identifier] for identifier in sorted(people)])
    done = Engagements.of_records(sorted(records, key=lambda e: e.id), hierarchy, known, Durations(), {})
    empty = [Survey.of_record(record, hierarchy) for record in surveys]
    known_offers = {o.id: Offer.of_record(o) for o in offers}
    return Snapshot(1, 1, hierarchy, done, known, known_offers, empty, {}, Durations())
