"""Reads the snapshot from the database: all of it, or what has changed since the current one.

If the changes are not known, everything is read, and parts with an unchanged digest are shared with the current
snapshot. Every part is read in chunks, each of which becomes columns while the next ones are read, so that the rows of
the whole graph are never in memory at once and the process never pauses for long. The graph may change meanwhile; an id
that is then missing raises `MissingError`.
"""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import replace
from typing import Any, TypeVar

from graph.client import Client
from graph.domain.counting import Durations
from graph.model import SHAPE
from graph.rights import View, ViewKey
from graph.statement.maintain.sizes import BASES, COUNTS, Sizes, added, degrees, sizes_of
from graph.text import fold
from graph.vocabulary import TerritoryKind
from resolvers.snapshot.caches import CachesByThread
from resolvers.snapshot.chunks import ACTORS, CHUNK, ENGAGEMENTS, TERRITORIES, Part, R, chunks, fixed, records_of
from resolvers.snapshot.columns import Strings
from resolvers.snapshot.digests import Digests
from resolvers.snapshot.model import Actors, EngagementLinks, Engagements, Snapshot, Survey
from resolvers.snapshot.offers import Offer
from resolvers.snapshot.records import (
    ActorRecord,
    EngagementRecord,
    OfferRecord,
    SourceRecord,
    SurveyRecord,
    TerritoryRecord,
)
from resolvers.snapshot.search_texts import Texts
from resolvers.snapshot.territories import Territories

MANY = ("commune:", "action:", "commitment:", "session:")
"""The id prefixes of numerous nodes with few relationships; only one of every `SAMPLED` such nodes is counted."""
SAMPLED = 16
Records = list[list[Any]]
"""The records of a fixed statement."""
TextsBy = dict[ViewKey, Texts]
DigestsBy = defaultdict[str, list[Digests]]
K = TypeVar("K")


async def read_snapshot(
    client: Client, versions: tuple[int, int], current: Snapshot | None, durations: Durations
) -> Snapshot:
    """Return the snapshot at these versions, reusing `current` if it has the same territories."""
    if current and current.references == versions[1]:
        return await _read_again(client, versions, current)
    territory_ids = sorted(await fixed(client, "snapshot_territory_ids"))
    if current and await _has_territories(client, current, territory_ids):
        return await _read_again(client, versions, current)
    digests: DigestsBy = defaultdict(list)
    territories, texts = await _territories(client, territory_ids, digests)
    actor_ids, engagement_ids = map(sorted, await fixed(client, "snapshot_ids"))
    actors, names = await _actors(client, actor_ids, digests)
    engagements, links, titles = await _engagements(client, engagement_ids, territories, actors, durations, digests)
    everything = texts | names | titles
    known = {name: Digests.joined(parts) for name, parts in digests.items()}
    snapshot = Snapshot(*versions, territories, engagements, actors, {}, [], everything, durations, links, known)
    return await _with_others(client, snapshot)


async def _has_territories(client: Client, current: Snapshot, ids: Sequence[str]) -> bool:
    """Return whether all territories of the graph, read again, equal those of the current snapshot."""
    digests = current.digests[TERRITORIES[0]]
    if digests.ids != ids:
        return False
    async with aclosing(chunks(client, TERRITORIES, ids)) as parts:
        async for records in parts:
            if await asyncio.to_thread(digests.changed, records, ()):
                return False
    return True


async def _read_again(client: Client, versions: tuple[int, int], current: Snapshot) -> Snapshot:
    """Return the snapshot at these versions: everything but the territories is read and compared with `current`."""
    changed: dict[str, set[str]] = {}
    actors: list[ActorRecord] = []
    engagements: list[EngagementRecord] = []
    actor_ids, engagement_ids = map(sorted, await fixed(client, "snapshot_ids"))
    changed["Actor"] = await _differing(client, ACTORS, actor_ids, current, actors)
    changed["Engagement"] = await _differing(client, ENGAGEMENTS, engagement_ids, current, engagements)
    return await _with_others(client, await asyncio.to_thread(patched, versions, current, changed, actors, engagements))


async def _differing(client: Client, part: Part[R], ids: Sequence[str], current: Snapshot, read: list[R]) -> set[str]:
    """Return the ids of added, removed or changed nodes, and append the present records of those nodes to `read`."""
    digests = current.digests[part[0]]
    changed = set(digests.ids).difference(ids)
    async for records in chunks(client, part, ids):
        others = await asyncio.to_thread(digests.changed, records, ())
        read.extend(record for record in records if record.id in others)
        changed |= others
    return changed


async def read_sizes(client: Client, snapshot: Snapshot, before: Sizes | None) -> Sizes:
    """Return the sizes of the graph that a snapshot describes, or `before` itself if the sizes are equal.

    For numerous nodes with few relationships each, a sample is counted.
    """
    territories = snapshot.territories
    of_base = {"Territory": territories.ids, "Actor": snapshot.actors.ids, "Engagement": snapshot.engagements.ids}
    sums = {}
    for base in BASES:
        parts = [(await client.read(degrees(base, some)), weight) for some, weight in _sampled(of_base.get(base))]
        sums[base] = added(parts)
    kinds = {kind: len(places) for kind, places in territories.by_kind.items()}
    return sizes_of(await client.read(COUNTS), sums, kinds, before)


def _sampled(ids: Sequence[str] | None) -> Iterator[tuple[Sequence[str] | None, int]]:
    """Yield chunks of nodes to count, and how many nodes each stands for; None means all nodes of a label."""
    if ids is None:
        yield None, 1
        return
    many = [identifier for identifier in ids if identifier.startswith(MANY)]
    few = [identifier for identifier in ids if not identifier.startswith(MANY)]
    for some, weight in ((few, 1), (many[::SAMPLED], SAMPLED)):
        for start in range(0, max(1, len(some)), CHUNK):
            yield some[start : start + CHUNK], weight


async def patch_snapshot(client: Client, versions: tuple[int, int], current: Snapshot) -> Snapshot | None:
    """Return the snapshot at these versions, made from `current`; None if the graph no longer knows what changed.

    The territories must be the same at both versions.
    """
    known, ids = await fixed(client, "changes", since=current.version)
    if not known:
        return None
    changed: dict[str, set[str]] = {base: set() for base in ("Actor", "Engagement", "Offer", "Source", "Survey")}
    for identifier in ids:
        changed.get(SHAPE.base_of_id(identifier) or "", set()).add(identifier)
    actors = await records_of(client, ACTORS, changed["Actor"])
    engagements = await records_of(client, ENGAGEMENTS, changed["Engagement"])
    changed["Actor"] = current.digests[ACTORS[0]].changed(actors, changed["Actor"])
    changed["Engagement"] = current.digests[ENGAGEMENTS[0]].changed(engagements, changed["Engagement"])
    fresh = await asyncio.to_thread(patched, versions, current, changed, actors, engagements)
    others = changed["Offer"] or changed["Source"] or changed["Survey"]
    return await _with_others(client, fresh) if others else fresh


def patched(
    versions: tuple[int, int],
    current: Snapshot,
    changed: Mapping[str, set[str]],
    actor_records: Sequence[ActorRecord],
    engagement_records: Sequence[EngagementRecord],
) -> Snapshot:
    """Return a snapshot with new actors and engagements for the changed ids; an id without a record is removed.

    Everything unchanged is shared with `current`.
    """
    actors, engagements, links = current.actors, current.engagements, current.links
    texts, digests = dict(current.texts), dict(current.digests)
    if ids := changed["Actor"]:
        actor_records = [record for record in actor_records if record.id in ids]
        actors = current.actors.patched(ids, Actors.of_records(actor_records))
        if actors.ids != current.actors.ids:
            engagements = engagements.renumbered(current.actors, actors)
        names = _names(actor_records)
        texts |= {key: current.texts[key].patched(ids, names[key]) for key in names}
        digests[ACTORS[0]] = digests[ACTORS[0]].patched(ids, Digests.of(actor_records))
    if ids := changed["Engagement"]:
        engagement_records = [record for record in engagement_records if record.id in ids]
        engagements = engagements.patched(
            ids, Engagements.of_records(engagement_records, current.territories, actors, current.durations, {})
        )
        links = links.patched(ids, EngagementLinks.of_records(engagement_records, current.territories, {}))
        titles = current.texts_of(View.EVERYTHING, "ENGAGEMENT")
        texts |= _for_all({"ENGAGEMENT": titles.patched(ids, _titles(engagement_records))})
        digests[ENGAGEMENTS[0]] = digests[ENGAGEMENTS[0]].patched(ids, Digests.of(engagement_records))
    version, references = versions
    return replace(
        current,
        version=version,
        references=references,
        actors=actors,
        engagements=engagements,
        texts=texts,
        links=links,
        digests=digests,
        caches_by_thread=CachesByThread(),
    )


async def _territories(client: Client, ids: Sequence[str], digests: DigestsBy) -> tuple[Territories, TextsBy]:
    territories = Territories.of_ids(ids)
    texts: list[Mapping[str, Texts]] = []
    async for records in chunks(client, TERRITORIES, ids):
        await asyncio.to_thread(territories.add, records)
        digests[TERRITORIES[0]].append(await asyncio.to_thread(Digests.of, records))
        contracts = [record for record in records if record.kind == TerritoryKind.CITY_CONTRACT]
        others = [record for record in records if record.kind != TerritoryKind.CITY_CONTRACT]
        texts.append({"CITY_CONTRACT": _labels(contracts), "TERRITORY": _labels(others)})
    columns = territories.ids, territories.codes, territories.names, territories.name_keys
    id_column, codes, names, keys = map(Strings.of, columns)
    return replace(territories, ids=id_column, codes=codes, names=names, name_keys=keys), _for_all(_joined(texts))


async def _actors(client: Client, ids: Sequence[str], digests: DigestsBy) -> tuple[Actors, TextsBy]:
    parts, names = [], []
    async for records in chunks(client, ACTORS, ids):
        parts.append(await asyncio.to_thread(Actors.of_records, records))
        digests[ACTORS[0]].append(Digests.of(records))
        names.append(_names(records))
    return await asyncio.to_thread(Actors.joined, parts), _joined(names)


async def _engagements(
    client: Client,
    ids: Sequence[str],
    territories: Territories,
    actors: Actors,
    durations: Durations,
    digests: DigestsBy,
) -> tuple[Engagements, EngagementLinks, TextsBy]:
    parts, links, titles = [], [], []
    known: dict[Any, Any] = {}
    known_links: dict[Any, Any] = {}
    async for records in chunks(client, ENGAGEMENTS, ids):
        made = await asyncio.to_thread(Engagements.of_records, records, territories, actors, durations, known)
        parts.append(made)
        links.append(EngagementLinks.of_records(records, territories, known_links))
        digests[ENGAGEMENTS[0]].append(Digests.of(records))
        titles.append({"ENGAGEMENT": _titles(records)})
    engagements = await asyncio.to_thread(Engagements.joined, parts)
    return engagements, EngagementLinks.joined(links), _for_all(_joined(titles))


async def _with_others(client: Client, snapshot: Snapshot) -> Snapshot:
    offer_rows, survey_rows, source_rows = map(sorted, await fixed(client, "snapshot_others"))
    offers = [OfferRecord(*row) for row in offer_rows]
    sources = [SourceRecord(*row) for row in source_rows]
    texts = _for_all({"OFFER": _titles(offers), "SOURCE": _titles(sources)})
    return replace(
        snapshot,
        offers={offer.id: Offer.of_record(offer) for offer in offers},
        surveys=[Survey.of_record(SurveyRecord(*row), snapshot.territories) for row in survey_rows],
        texts={**snapshot.texts, **texts},
    )


def _labels(records: Iterable[TerritoryRecord]) -> Texts:
    """Return the searched texts of territories."""
    return Texts.of((record.id, (record.name_key, record.label_key, fold(record.code))) for record in records)


def _names(records: Sequence[ActorRecord]) -> TextsBy:
    """Return the searched texts of actors, by view and kind."""
    texts: TextsBy = {}
    for kind, is_trainer in (("TRAINER", True), ("INSTITUTION", False)):
        some = [record for record in records if record.is_trainer is is_trainer]
        texts[ViewKey.of_view(View.EVERYTHING, kind)] = Texts.of(
            (one.id, (one.name_key, one.label_key)) for one in some
        )
        texts[ViewKey.of_view(View.VISITOR, kind)] = Texts.of(
            (one.id, (one.public_name_key, one.public_label_key)) for one in some
        )
    return texts


def _titles(records: Iterable[EngagementRecord | OfferRecord | SourceRecord]) -> Texts:
    """Return the searched texts of nodes that have a title."""
    return Texts.of((record.id, (record.title_key, record.label_key)) for record in records)


def _joined(parts: Sequence[Mapping[K, Texts]]) -> dict[K, Texts]:
    return {key: Texts.joined([part[key] for part in parts]) for key in parts[0]}


def _for_all(texts: Mapping[str, Texts]) -> TextsBy:
    return {ViewKey.of_view(view, kind): searched for kind, searched in texts.items() for view in View}
