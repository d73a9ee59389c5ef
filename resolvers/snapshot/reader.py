"""Reads the snapshot from the database: all of it, or what changed since the one at hand.

Every part is read in chunks, each of which becomes columns while the next ones come, so that neither the rows of the
whole graph nor a long pause of the process are ever needed. The graph may move while it is read; an id that is then
missing raises `MissingError`.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Collection, Coroutine, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from operator import itemgetter
from typing import Any, TypeVar

from graph.catalogue import CATALOGUE
from graph.client import Client
from graph.domain.counting import Durations
from graph.model import SHAPE
from graph.rights import Caller
from graph.statement.core.writer import Statement
from graph.statement.maintain.sizes import BASES, COUNTS, Sizes, added, degrees, sizes_of
from graph.text import fold
from graph.vocabulary import TerritoryKind
from resolvers.snapshot.columns import Strings
from resolvers.snapshot.memory import Memories
from resolvers.snapshot.model import Actors, Engagements, Offer, Snapshot, Survey
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

CHUNK, CHUNKS_AHEAD = 1_000, 2
"""The records of one statement, and the statements under way while one chunk becomes columns."""
MANY = ("commune:", "action:", "commitment:", "session:")
"""The starts of ids of which there are many, alike in their few relationships: one in `SAMPLED` tells their sizes."""
SAMPLED = 16
Records = list[list[Any]]
"""Records of a fixed statement."""
TextsBy = dict[tuple[str, Caller], Texts]
K = TypeVar("K")
R = TypeVar("R", TerritoryRecord, ActorRecord, EngagementRecord)
Part = tuple[str, type[R]]
"""The name of a fixed statement, and the record of its rows."""
TERRITORIES: Part[TerritoryRecord] = "snapshot_territories", TerritoryRecord
ACTORS: Part[ActorRecord] = "snapshot_actors", ActorRecord
ENGAGEMENTS: Part[EngagementRecord] = "snapshot_engagements", EngagementRecord


async def read_snapshot(
    client: Client, versions: tuple[int, int], held: Snapshot | None, durations: Durations
) -> Snapshot:
    """Return the snapshot as of these versions; the territories are those of `held` where their version is."""
    if held and held.references == versions[1]:
        territories = held.territories
        texts = {key: held.texts[key] for key in held.texts if key[0] in {"TERRITORY", "CITY_CONTRACT"}}
    else:
        territories, texts = await _territories(client, sorted(await _fixed(client, "snapshot_territory_ids")))
    actor_ids, engagement_ids = map(sorted, await _fixed(client, "snapshot_ids"))
    actors, names = await _actors(client, actor_ids)
    engagements, titles = await _engagements(client, engagement_ids, territories, actors, durations)
    everything = texts | names | titles
    snapshot = Snapshot(*versions, territories, engagements, actors, {}, [], everything, durations)
    return await _with_others(client, snapshot)


async def read_sizes(client: Client, snapshot: Snapshot, before: Sizes | None) -> Sizes:
    """Return the sizes of the graph of a snapshot, `before` itself where they are the same.

    Of the many nodes of which each has few relationships some are counted.
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
    """Yield nodes to count at, a chunk at a time, each with how many one of them stands for; None: all of a label."""
    if ids is None:
        yield None, 1
        return
    many = [identifier for identifier in ids if identifier.startswith(MANY)]
    few = [identifier for identifier in ids if not identifier.startswith(MANY)]
    for some, weight in ((few, 1), (many[::SAMPLED], SAMPLED)):
        for start in range(0, max(1, len(some)), CHUNK):
            yield some[start : start + CHUNK], weight


async def patch_snapshot(client: Client, versions: tuple[int, int], held: Snapshot) -> Snapshot | None:
    """Return the snapshot as of these versions, made of `held`; None when the graph no longer knows what changed.

    The territories must be the same at both versions.
    """
    known, ids = await _fixed(client, "changes", since=held.version)
    if not known:
        return None
    changed: dict[str, set[str]] = {base: set() for base in ("Actor", "Engagement", "Offer", "Source", "Survey")}
    for identifier in ids:
        changed.get(SHAPE.base_of_id(identifier) or "", set()).add(identifier)
    actors = await _records(client, ACTORS, changed["Actor"])
    engagements = await _records(client, ENGAGEMENTS, changed["Engagement"])
    fresh = await asyncio.to_thread(patched, versions, held, changed, actors, engagements)
    others = changed["Offer"] or changed["Source"] or changed["Survey"]
    return await _with_others(client, fresh) if others else fresh


def patched(
    versions: tuple[int, int],
    held: Snapshot,
    changed: Mapping[str, set[str]],
    actor_records: Sequence[ActorRecord],
    engagement_records: Sequence[EngagementRecord],
) -> Snapshot:
    """Return a snapshot with other actors and engagements of the changed ids; those without a record are gone."""
    actors, engagements, texts = held.actors, held.engagements, dict(held.texts)
    if changed["Actor"]:
        actors = held.actors.patched(changed["Actor"], Actors.of_records(actor_records))
        engagements = engagements.renumbered(held.actors, actors)
        names = _names(actor_records)
        texts |= {key: held.texts[key].patched(changed["Actor"], names[key]) for key in names}
    if changed["Engagement"]:
        engagements = engagements.patched(
            changed["Engagement"],
            Engagements.of_records(engagement_records, held.territories, actors, held.durations, {}),
        )
        titles = held.texts["ENGAGEMENT", Caller.OFFICER]
        texts |= _for_both({"ENGAGEMENT": titles.patched(changed["Engagement"], _titles(engagement_records))})
    version, references = versions
    return replace(
        held,
        version=version,
        references=references,
        actors=actors,
        engagements=engagements,
        texts=texts,
        memories=Memories(),
    )


async def _territories(client: Client, ids: Sequence[str]) -> tuple[Territories, TextsBy]:
    territories = Territories.of_ids(ids)
    texts: list[Mapping[str, Texts]] = []
    async for records in _chunks(client, TERRITORIES, ids):
        await asyncio.to_thread(territories.add, records)
        contracts = [record for record in records if record.kind == TerritoryKind.CITY_CONTRACT]
        others = [record for record in records if record.kind != TerritoryKind.CITY_CONTRACT]
        texts.append({"CITY_CONTRACT": _labels(contracts), "TERRITORY": _labels(others)})
    id_column, codes, names = map(Strings.of, (territories.ids, territories.codes, territories.names))
    return replace(territories, ids=id_column, codes=codes, names=names), _for_both(_joined(texts))


async def _actors(client: Client, ids: Sequence[str]) -> tuple[Actors, TextsBy]:
    parts, names = [], []
    async for records in _chunks(client, ACTORS, ids):
        parts.append(await asyncio.to_thread(Actors.of_records, records))
        names.append(_names(records))
    return await asyncio.to_thread(Actors.joined, parts), _joined(names)


async def _engagements(
    client: Client, ids: Sequence[str], territories: Territories, actors: Actors, durations: Durations
) -> tuple[Engagements, TextsBy]:
    parts, titles = [], []
    known: dict[Any, Any] = {}
    async for records in _chunks(client, ENGAGEMENTS, ids):
        made = await asyncio.to_thread(Engagements.of_records, records, territories, actors, durations, known)
        parts.append(made)
        titles.append({"ENGAGEMENT": _titles(records)})
    return await asyncio.to_thread(Engagements.joined, parts), _for_both(_joined(titles))


async def _with_others(client: Client, snapshot: Snapshot) -> Snapshot:
    offer_rows, survey_rows, source_rows = map(sorted, await _fixed(client, "snapshot_others"))
    offers = [OfferRecord(*row) for row in offer_rows]
    sources = [SourceRecord(*row) for row in source_rows]
    texts = _for_both({"OFFER": _titles(offers), "SOURCE": _titles(sources)})
    return replace(
        snapshot,
        offers={offer.id: Offer.of_record(offer) for offer in offers},
        surveys=[Survey.of_record(SurveyRecord(*row), snapshot.territories) for row in survey_rows],
        texts={**snapshot.texts, **texts},
    )


def _labels(records: Iterable[TerritoryRecord]) -> Texts:
    """Return what is searched of territories."""
    return Texts.of((record.id, (record.name_key, record.label_key, fold(record.code))) for record in records)


def _names(records: Sequence[ActorRecord]) -> TextsBy:
    """Return what is searched of actors, by kind and as each caller may see it."""
    texts: TextsBy = {}
    for kind, is_trainer in (("TRAINER", True), ("INSTITUTION", False)):
        some = [record for record in records if record.is_trainer is is_trainer]
        texts[kind, Caller.OFFICER] = Texts.of((one.id, (one.name_key, one.label_key)) for one in some)
        texts[kind, Caller.ANONYMOUS] = Texts.of((one.id, (one.public_name_key, one.public_label_key)) for one in some)
    return texts


def _titles(records: Iterable[EngagementRecord | OfferRecord | SourceRecord]) -> Texts:
    """Return what is searched of what has a title."""
    return Texts.of((record.id, (record.title_key, record.label_key)) for record in records)


def _joined(parts: Sequence[Mapping[K, Texts]]) -> dict[K, Texts]:
    return {key: Texts.joined([part[key] for part in parts]) for key in parts[0]}


def _for_both(texts: Mapping[str, Texts]) -> TextsBy:
    return {(kind, caller): found for kind, found in texts.items() for caller in Caller}


async def _chunks(client: Client, part: Part[R], ids: Sequence[str]) -> AsyncIterator[list[R]]:
    """Yield the records of these ids, in their order; one empty chunk for no ids.

    The database reads the next chunks while whoever asks makes columns of one.
    """
    starts = iter(range(0, max(1, len(ids)), CHUNK))
    coming: deque[asyncio.Task[list[R]]] = deque()

    def ask(count: int) -> None:
        coming.extend(_ahead(_records(client, part, ids[at : at + CHUNK])) for at in islice(starts, count))

    try:
        ask(min(CHUNKS_AHEAD, client.connections.most))
        while coming:
            records = await coming.popleft()
            ask(1)
            yield records
    finally:
        for task in coming:
            task.cancel()


def _ahead(reading: Coroutine[None, None, list[R]]) -> asyncio.Task[list[R]]:
    """Begin to read; an error is for whoever awaits it, and nothing is logged where nobody does any more."""
    task = asyncio.create_task(reading)
    task.add_done_callback(lambda done: done.cancelled() or done.exception())
    return task


async def _records(client: Client, part: Part[R], ids: Collection[str]) -> list[R]:
    """Return the records of these ids, in their order, under the very texts of the ids: each is kept once."""
    name, record = part
    rows = sorted(await _fixed(client, name, ids=list(ids)), key=itemgetter(0)) if ids else []
    known = {identifier: identifier for identifier in ids}
    return [record(known[row[0]], *row[1:]) for row in rows]


async def _fixed(client: Client, name: str, **parameters: Any) -> Any:
    return await client.read(Statement(CATALOGUE[name].text, parameters))
