"""Small snapshots made by hand, for rules that need no database."""

from collections.abc import Mapping, Sequence
from typing import Any

from resolvers.snapshot.model import Actors, Engagements, Snapshot
from resolvers.snapshot.records import ActorRecord, EngagementRecord, TerritoryRecord
from resolvers.snapshot.territories import Territories

NOBODY: frozenset[str] = frozenset()
Days = tuple[str | None, str | None]


def territories_of(
    parents: Mapping[str, Sequence[str]], overlaps: Mapping[str, Sequence[str]] | None = None
) -> Territories:
    """Return territories by id with their parents: `{"commune:1": ["departement:1"]}`."""
    found = Territories.of_ids(sorted(parents))
    found.add(
        TerritoryRecord(
            identifier,
            _kind(identifier),
            identifier.rsplit(":", 1)[1],
            identifier,
            identifier,
            list(above),
            list((overlaps or {}).get(identifier, ())),
            None,
            None,
            [],
            [],
        )
        for identifier, above in parents.items()
    )
    return found


def _kind(identifier: str) -> str:
    kind = identifier.split(":", 1)[0]
    return {"contract": "CITY_CONTRACT"}.get(kind, kind.upper())


def actor(identifier: str, employer: str | None = None) -> ActorRecord:
    """Return an actor; a trainer may have an employer."""
    is_trainer = identifier.startswith("trainer:")
    affiliations: list[list[str | None]] = [[employer, "EMPLOYED", None, None]] if employer else []
    return ActorRecord(
        identifier,
        is_trainer,
        not is_trainer,
        identifier,
        identifier,
        identifier,
        identifier,
        affiliations,
        [],
        [],
    )


def engagement(
    identifier: str,
    axes: Sequence[int] = (4,),
    targets: Sequence[str] = (),
    actors: Mapping[str, Sequence[str]] | None = None,
    days: Days = ("2025-01-01", None),
    confirmed: str | None = None,
) -> EngagementRecord:
    """Return an engagement; `actors` are roles by id, `days` when it counts."""
    engaged = [(one, list(roles)) for one, roles in (actors or {}).items()]
    return EngagementRecord(
        identifier, identifier, identifier, *days, confirmed, list(axes), list(targets), engaged, []
    )


def snapshot_of(
    *,
    territories: Territories | None = None,
    actors: Sequence[str | ActorRecord] = (),
    engagements: Sequence[str | EngagementRecord] = (),
    surveys: Sequence[Any] = (),
) -> Snapshot:
    """Return a snapshot of these; an id alone stands for an actor or engagement without more."""
    ground = territories or territories_of({"country:FR": []})
    people = Actors.of_records(sorted((actor(a) if isinstance(a, str) else a for a in actors), key=lambda a: a.id))
    records = [engagement(e) if isinstance(e, str) else e for e in engagements]
    done = Engagements.of_records(sorted(records, key=lambda e: e.id), ground, people, {})
    return Snapshot(1, 1, ground, done, people, {}, list(surveys), {})
