"""Reads the snapshot from the database: all of it, or what changed since the one that is held.

Rule: every part is read in chunks, and a chunk becomes columns before the next one is asked for, so that neither the
rows of the whole graph nor a long pause of the process are ever needed. The caller sees to it that the graph does
not move meanwhile; where it did, an id may be missing (KeyError).
"""

import asyncio
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from dataclasses import replace
from operator import itemgetter
from typing import Any, TypeVar

from graph.catalogue import CATALOGUE
from graph.client import Client
from graph.model import SHAPE
from graph.rights import Caller
from graph.statement.core.writer import Statement
from graph.text import fold
from graph.vocabulary import TerritoryKind
from resolvers.snapshot.model import Actors, Engagements, Offer, Snapshot, Survey
from resolvers.snapshot.search_texts import Texts
from resolvers.snapshot.territories import Territories

CHUNK = 1_000
Rows = list[list[Any]]
TextsBy = dict[tuple[str, Caller], Texts]
K = TypeVar("K")


async def whole(client: Client, versions: tuple[int, int], held: Snapshot | None) -> Snapshot:
    """Return the snapshot as of these versions; the territories are those of `held` where their version is."""
    territory_ids, actor_ids, engagement_ids = map(sorted, await _fixed(client, "snapshot_ids"))
    if held and held.references == versions[1]:
        territories = held.territories
        texts = {key: held.texts[key] for key in held.texts if key[0] in {"TERRITORY", "CITY_CONTRACT"}}
    else:
        territories, texts = await _territories(client, territory_ids)
    actors, names = await _actors(client, actor_ids)
    engagements, titles = await _engagements(client, engagement_ids, territories, actors)
    snapshot = Snapshot(*versions, territories, engagements, actors, {}, [], texts | names | titles)
    return await _with_others(client, snapshot)


async def patched(client: Client, versions: tuple[int, int], held: Snapshot) -> Snapshot | None:
    """Return the snapshot as of these versions, made of `held`; None when the graph no longer knows what changed.

    The territories must be the same at both versions.
    """
    known, ids = await _fixed(client, "changes", since=held.version)
    if not known:
        return None
    changed: dict[str, set[str]] = {base: set() for base in ("Actor", "Engagement", "Offer", "Source", "Survey")}
    for identifier in ids:
        changed.get(SHAPE.base_of_id(identifier) or "", set()).add(identifier)
    actor_rows = await _rows(client, "snapshot_actors", changed["Actor"])
    engagement_rows = await _rows(client, "snapshot_engagements", changed["Engagement"])
    fresh = await asyncio.to_thread(_patched, versions, held, changed, actor_rows, engagement_rows)
    others = changed["Offer"] or changed["Source"] or changed["Survey"]
    return await _with_others(client, fresh) if others else fresh


def _patched(
    versions: tuple[int, int], held: Snapshot, changed: Mapping[str, set[str]], actor_rows: Rows, engagement_rows: Rows
) -> Snapshot:
    actors, engagements, texts = held.actors, held.engagements, dict(held.texts)
    if changed["Actor"]:
        actors = held.actors.patched(changed["Actor"], Actors.of_rows(actor_rows))
        engagements = engagements.renumbered(held.actors, actors)
        names = _names(actor_rows)
        texts |= {key: held.texts[key].patched(changed["Actor"], names[key]) for key in names}
    if changed["Engagement"]:
        engagements = engagements.patched(
            changed["Engagement"], Engagements.of_rows(engagement_rows, held.territories, actors, {})
        )
        titles = _for_both({"ENGAGEMENT": _titles(engagement_rows)})
        texts |= {key: held.texts[key].patched(changed["Engagement"], titles[key]) for key in titles}
    version, references = versions
    return replace(
        held, version=version, references=references, actors=actors, engagements=engagements, texts=texts, memory={}
    )


async def _territories(client: Client, ids: Sequence[str]) -> tuple[Territories, TextsBy]:
    territories = Territories.of_ids(ids)
    texts: list[Mapping[str, Texts]] = []
    async for rows in _chunks(client, "snapshot_territories", ids):
        await asyncio.to_thread(territories.add, rows)
        contracts = [row for row in rows if row[1] == TerritoryKind.CITY_CONTRACT]
        others = [row for row in rows if row[1] != TerritoryKind.CITY_CONTRACT]
        texts.append({"CITY_CONTRACT": _labels(contracts), "TERRITORY": _labels(others)})
    return territories, _for_both(_joined(texts))


async def _actors(client: Client, ids: Sequence[str]) -> tuple[Actors, TextsBy]:
    parts, names = [], []
    async for rows in _chunks(client, "snapshot_actors", ids):
        parts.append(await asyncio.to_thread(Actors.of_rows, rows))
        names.append(_names(rows))
    return await asyncio.to_thread(Actors.joined, parts), _joined(names)


async def _engagements(
    client: Client, ids: Sequence[str], territories: Territories, actors: Actors
) -> tuple[Engagements, TextsBy]:
    parts, titles = [], []
    known: dict[Any, Any] = {}
    async for rows in _chunks(client, "snapshot_engagements", ids):
        parts.append(await asyncio.to_thread(Engagements.of_rows, rows, territories, actors, known))
        titles.append({"ENGAGEMENT": _titles(rows)})
    return await asyncio.to_thread(Engagements.joined, parts), _for_both(_joined(titles))


async def _with_others(client: Client, snapshot: Snapshot) -> Snapshot:
    offers, surveys, sources = map(sorted, await _fixed(client, "snapshot_others"))
    texts = _for_both({"OFFER": _titles(offers), "SOURCE": _titles(sources)})
    return replace(
        snapshot,
        offers={row[0]: Offer.of_row(row[3:]) for row in offers},
        surveys=[Survey.of_row(row[1:], snapshot.territories) for row in surveys],
        texts={**snapshot.texts, **texts},
    )


def _labels(rows: Rows) -> Texts:
    """Return what is searched of territories."""
    return Texts.of((row[0], (row[3], row[4], fold(row[2]))) for row in rows)


def _names(rows: Rows) -> TextsBy:
    """Return what is searched of actors, by kind and as each caller may see it."""
    texts: TextsBy = {}
    for kind, is_trainer in (("TRAINER", True), ("INSTITUTION", False)):
        some = [row for row in rows if row[1] is is_trainer]
        texts[kind, Caller.OFFICER] = Texts.of((row[0], row[2:4]) for row in some)
        texts[kind, Caller.ANONYMOUS] = Texts.of((row[0], row[4:6]) for row in some)
    return texts


def _titles(rows: Rows) -> Texts:
    """Return what is searched of what has a title."""
    return Texts.of((row[0], row[1:3]) for row in rows)


def _joined(parts: Sequence[Mapping[K, Texts]]) -> dict[K, Texts]:
    return {key: Texts.joined([part[key] for part in parts]) for key in parts[0]}


def _for_both(texts: Mapping[str, Texts]) -> TextsBy:
    return {(kind, caller): found for kind, found in texts.items() for caller in Caller}


async def _chunks(client: Client, name: str, ids: Sequence[str]) -> AsyncIterator[Rows]:
    """Yield the rows of a fixed statement for these ids, in their order; one empty chunk for no ids."""
    for start in range(0, max(1, len(ids)), CHUNK):
        yield await _rows(client, name, ids[start : start + CHUNK])


async def _rows(client: Client, name: str, ids: Collection[str]) -> Rows:
    """Return the rows of a fixed statement for these ids, in their order, under the very ids: each is kept once."""
    rows: Rows = sorted(await _fixed(client, name, ids=list(ids)), key=itemgetter(0)) if ids else []
    known = {identifier: identifier for identifier in ids}
    for row in rows:
        row[0] = known[row[0]]
    return rows


async def _fixed(client: Client, name: str, **parameters: Any) -> Any:
    return await client.read(Statement(CATALOGUE[name].text, parameters))
