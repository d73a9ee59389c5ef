"""Turns training needs, which sessions stated as properties before version 8 of the model, into nodes.

The demonstration is loaded again with its needs, so needs that only it stated are skipped. An import that changed a
session also changed its need, and undoing it must give the same result before and after the upgrade. The records of
imports are therefore rewritten from the last to the first, each with the sessions as they were before and after it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

import orjson

from changes.batches import node_batches, slices, statements_of
from changes.changeset import NOTHING_DELETED
from changes.former_sessions import SESSION, created, sessions, sessions_with_edges, without_facts
from changes.records import Record, records_of_imports
from changes.statements import writing_of
from graph.client import Client
from graph.domain.counting import Durations
from graph.model import SHAPE
from graph.model.common import IMPORTED_BY
from graph.statement.core.writer import Statement
from graph.statement.maintain.facts import STATED_BY, attribution_of
from graph.statement.maintain.history import IMPORTS, import_mark
from graph.statement.maintain.upsert import delete_edges

NEED = SHAPE.kinds["TrainingNeed"]
IDENTIFIED_BY = "NEED_IDENTIFIED_BY"
"""The type of the former relationships from sessions to the body that identified the need."""
FORMER_FACTS = {
    "needIdentifiedOn": "identifiedOn",
    attribution_of("needIdentifiedOn"): attribution_of("identifiedOn"),
    attribution_of("needIdentifiedBy"): attribution_of("identifiedBy"),
}
"""The properties in which sessions stated their need, with their names on the need."""
FEW, WITHHELD = "fewTrained", "trainedCountWithheld"
FOLLOWING = {"TARGETS": "NEEDED_IN", STATED_BY: STATED_BY}
"""The relationships of a session that its need has too, with their types there."""
Key = tuple[str, ...]
Facts = Mapping[str, Any]
Stored = dict[Key, Facts]
"""The facts of nodes and relationships in a record, by the first items of their line."""


class _Rewritten(NamedTuple):
    """The record of an import, rewritten with needs as nodes: the lines of each part.

    `stated`: the marked sessions whose need the import changed; `first`: the sessions that had no need before.
    """

    lines: list[list[str]]
    stated: set[str]
    first: set[str]


async def name_withheld(client: Client) -> None:
    """Rename the property that says whether the number of people trained is withheld."""
    async for nodes in sessions(client):
        rows = [
            (SESSION.name, properties["id"], {WITHHELD: properties[FEW], FEW: None})
            for _, _, properties in nodes
            if FEW in properties
        ]
        if statements := list(statements_of(node_batches(rows))):
            await client.write(statements)


async def move_needs(client: Client, durations: Durations) -> None:
    """Make a node of each need that a session states, in the graph and in the records of imports, all or nothing."""
    imports = await _records(client)
    recorded = {session for _, parts in imports for session in _sessions_with_needs(parts)}
    stored, marks = await _read(client, recorded)
    needs = created({key: facts for session, one in stored.items() for key, facts in _need(session, one).items()})
    statements = [*(await writing_of(client, needs, durations)).statements, *_erasures(stored)]
    standing = {session for session, one in stored.items() if _need(session, one)}
    for identifier, parts in imports:
        rewritten = _rewritten(identifier, parts, stored, marks.get(identifier, ()))
        stated = sorted(need_of(session) for session in rewritten.stated & standing)
        standing -= rewritten.first
        statements += [import_mark(NEED.base, identifier, some) for some in slices(stated)]
        for part, lines in zip(parts, rewritten.lines, strict=True):
            if lines != part.lines:
                statements.append(part.rewritten(lines))
    if statements:
        await client.write(statements)


def need_of(session: str) -> str:
    """Return the id of the need that a session stated itself."""
    return f"{NEED.prefixes[0]}:{session.split(':', 1)[1]}"


async def _records(client: Client) -> list[tuple[str, list[Record]]]:
    """Return the records by the id of their import, the last import first."""
    order = {identifier: place for place, (identifier, *_) in enumerate(await client.read(IMPORTS) or ())}
    records = await records_of_imports(client)
    records.sort(key=lambda record: (-order.get(record.identifier, -1), record.identifier, record.number))
    return [(identifier, list(parts)) for identifier, parts in groupby(records, key=lambda record: record.identifier)]


def _sessions_with_needs(parts: Sequence[Record]) -> set[str]:
    """Return the ids of the sessions whose needs these records mention."""
    names = [f'"{name}"' for name in (IDENTIFIED_BY, *FORMER_FACTS)]
    entries = (orjson.loads(line) for part in parts for line in part.lines if any(name in line for name in names))
    return {session for entry in entries if (session := _session_of(entry))}


async def _read(client: Client, recorded: Collection[str]) -> tuple[dict[str, Stored], dict[str, list[str]]]:
    """Read the sessions that state a need or that records name, and the ids of the marked sessions by import."""
    stored: dict[str, Stored] = {session: {} for session in recorded}
    marks: defaultdict[str, list[str]] = defaultdict(list)
    async for nodes, edges in sessions_with_edges(client):
        naming = {start for through, start, _, _ in edges if through == IDENTIFIED_BY}
        for session, _, properties in nodes:
            if session in stored or session in naming or not FORMER_FACTS.keys().isdisjoint(properties):
                stored[session] = {("n", SESSION.name, session): _texts(properties)}
        for through, start, end, properties in edges:
            if start in stored:
                stored[start]["e", through, start, end] = _texts(properties)
                if through == IMPORTED_BY.through:
                    marks[end].append(start)
    return stored, marks


def _texts(properties: Facts) -> Facts:
    """Return properties as the line of a record holds them: days as texts."""
    return {n: value if isinstance(value, str | int | float | list) else str(value) for n, value in properties.items()}


def _need(session: str, stored: Stored) -> Stored:
    """Return the need that a session states, with its relationships; nothing if it states none."""
    facts = stored.get(("n", SESSION.name, session))
    identified = [key[3] for key in stored if key[1] == IDENTIFIED_BY]
    if facts is None or not (identified or facts.get("needIdentifiedOn")):
        return {}
    if facts.get("fictional") and not any(key[1] == IMPORTED_BY.through for key in stored):
        return {}  # stated only by the demonstration, which is loaded again
    need = need_of(session)
    stated = {"title": f"Besoin à l’origine de «\xa0{facts.get('title')}\xa0»", "fictional": facts.get("fictional")}
    stated |= {present: facts[former] for former, present in FORMER_FACTS.items() if facts.get(former)}
    lines: Stored = {("n", NEED.name, need): stated, ("e", "MEETS", session, need): {}}
    lines |= {("e", "IDENTIFIED", end, need): {} for end in identified}
    for (_, name, *ends), properties in stored.items():
        if name in FOLLOWING:
            confirmed = {n: value for n, value in properties.items() if n == "confirmedOn"}
            lines["e", FOLLOWING[name], need, ends[1]] = confirmed
    return lines


def _erasures(stored: Mapping[str, Stored]) -> Iterable[Statement]:
    """Yield the statements that remove needs from the sessions."""
    nodes, edges = [], []
    for session, one in stored.items():
        if not FORMER_FACTS.keys().isdisjoint(one.get(("n", SESSION.name, session), {})):
            nodes.append((SESSION.name, session, dict.fromkeys(FORMER_FACTS)))
        edges += [key[2:] for key in one if key[1] == IDENTIFIED_BY]
    yield from statements_of(node_batches(nodes))
    for some in slices(edges):
        yield delete_edges(IDENTIFIED_BY, SESSION.base, SHAPE.kinds["Institution"].base, some)


def _rewritten(
    identifier: str, parts: Sequence[Record], stored: dict[str, Stored], marked: Collection[str]
) -> _Rewritten:
    """Return the record of an import with needs as nodes, and restore the sessions as they were before it.

    `marked`: the sessions that the import marked.
    """
    lines = [list[str]() for _ in parts]
    places: dict[str, int] = {}
    sessions = {session: dict(stored[session]) for session in marked}
    changed, first = set[str](), set[str]()
    for place, part in enumerate(parts):
        for line in part.lines:
            entry = orjson.loads(line)
            session = _session_of(entry)
            if session not in stored:
                lines[place].append(line)
                continue
            places.setdefault(session, place)
            _take_back(sessions.setdefault(session, dict(stored[session])), line, entry)
            lines[place] += [] if entry[1] == IDENTIFIED_BY else without_facts(line, FORMER_FACTS)
    for session, before in sessions.items():
        before.pop(("e", IMPORTED_BY.through, session, identifier), None)
        earlier, later = _need(session, before), _need(session, stored[session])
        if entries := list(_differences(earlier, later)):
            lines[places.get(session, 0)] += [orjson.dumps(entry).decode() for entry in entries]
            changed.add(session)
            first |= set() if earlier else {session}
        stored[session] = before
    return _Rewritten(lines, changed.intersection(marked), first)


def _session_of(entry: Sequence[Any]) -> str | None:
    """Return the id of the session if a line of a record affects its need; None for another line."""
    tag, name, identifier, *_ = entry
    if tag == "n":
        return identifier if name == SESSION.name else None
    is_of_session = name in {IDENTIFIED_BY, *FOLLOWING} and SHAPE.kind_of_id(identifier) == SESSION.name
    return identifier if is_of_session else None


def _take_back(stored: Stored, line: str, entry: Sequence[Any]) -> None:
    """Undo one line of a record in what is stored."""
    *key, before, after = entry
    if line.endswith(NOTHING_DELETED):
        return
    facts = stored.pop(tuple(key), {})
    if before is not None:
        facts = {name: value for name, value in facts.items() if name not in (after or {})} | before
        stored[tuple(key)] = {name: value for name, value in facts.items() if value is not None}


def _differences(before: Stored, after: Stored) -> Iterable[list[Any]]:
    """Yield the lines of a record for the differences between two stored states."""
    for key in dict.fromkeys([*before, *after]):
        old, new = before.get(key), after.get(key)
        if old is None or new is None:
            yield [*key, old, new]
        elif names := [name for name in dict.fromkeys([*old, *new]) if old.get(name) != new.get(name)]:
            yield [*key, {name: old.get(name) for name in names}, {name: new.get(name) for name in names}]
