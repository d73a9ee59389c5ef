"""Turns projects, which training sessions named in a text before version 8 of the model, into nodes.

Sessions in the same territories that named the same project share its node. The node belongs to no import and has no
source, since several may have named it; if all its sessions are undone, it stays without sessions. The demonstration
is loaded again with its projects, so projects that only it named are skipped.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any

import orjson

from changes.batches import node_batches, statements_of
from changes.former_sessions import SESSION, created, sessions_with_edges, without_facts
from changes.records import Record, records_of_imports
from changes.statements import writing_of
from graph.client import Client
from graph.domain.counting import Durations
from graph.model import SHAPE
from graph.model.common import IMPORTED_BY
from graph.statement.core.writer import Statement
from graph.text import fold

PROJECT = SHAPE.kinds["Project"]
FORMER_FACT = "project"
"""The property that held the text; its attribution becomes that of the relationship, under the same name."""
IN_PROJECT = "IN_PROJECT"
TARGETS, PROJECT_IN = "TARGETS", "PROJECT_IN"
ID_DIGITS = 16
Edges = Sequence[tuple[str, str]]
"""The relationships that start at a session: type and other end."""


async def move_projects(client: Client, durations: Durations) -> None:
    """Make a node of each project that a session or the record of an import names, all or nothing."""
    named: dict[str, str | None] = {}
    edges: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    fictional: dict[str, bool] = {}
    async for nodes, some_edges in sessions_with_edges(client):
        for session, _, facts in nodes:
            named[session] = facts.get(FORMER_FACT)
            fictional[session] = bool(facts.get("fictional"))
        for through, start, end, _ in some_edges:
            edges[start].append((through, end))
    imported = {
        session for session, some in edges.items() if any(through == IMPORTED_BY.through for through, _ in some)
    }
    projects: dict[tuple[str, ...], Mapping[str, Any]] = {}
    for session, title in named.items():
        if title and (session in imported or not fictional[session]):
            projects |= _project(title, edges[session], is_fictional=fictional[session])
            projects["e", IN_PROJECT, session, _id_of(title, edges[session])] = {}
    statements: list[Statement] = []
    for record in await records_of_imports(client):
        lines = [line for former in record.lines for line in _without_text(former, edges)]
        if lines != record.lines:
            statements.append(record.rewritten(lines))
            for session, title in _titles_in(record):
                projects |= _project(title, edges[session], is_fictional=fictional.get(session, False))
    former = {FORMER_FACT: None, f"{FORMER_FACT}Key": None}
    batches = node_batches([(SESSION.name, session, former) for session, title in named.items() if title])
    statements += [*(await writing_of(client, created(projects), durations)).statements, *statements_of(batches)]
    if statements:
        await client.write(statements)


def _territories(edges: Edges) -> list[str]:
    return sorted(end for through, end in edges if through == TARGETS)


def _id_of(title: str, edges: Edges) -> str:
    """Return the id of the project that a session with these relationships names."""
    digest = sha256("\n".join([fold(title), *_territories(edges)]).encode()).hexdigest()
    return f"{PROJECT.prefixes[0]}:{digest[:ID_DIGITS]}"


def _project(title: str, edges: Edges, *, is_fictional: bool) -> dict[tuple[str, ...], Mapping[str, Any]]:
    """Return the node of a project and its relationships, by the first items of their lines."""
    project = _id_of(title, edges)
    lines: dict[tuple[str, ...], Mapping[str, Any]] = {
        ("n", PROJECT.name, project): {"title": title, "fictional": is_fictional}
    }
    return lines | {("e", PROJECT_IN, project, end): {} for end in _territories(edges)}


def _titles_in(record: Record) -> Iterable[tuple[str, str]]:
    """Yield the sessions whose project a record changes, each with a project that it named."""
    for line in record.lines:
        tag, name, identifier, *sides = orjson.loads(line)
        if (tag, name) == ("n", SESSION.name):
            yield from ((identifier, side[FORMER_FACT]) for side in sides if side and side.get(FORMER_FACT))


def _without_text(line: str, edges: Mapping[str, Edges]) -> list[str]:
    """Return the lines that state a project as a relationship, from a line of a record that stated it as a text."""
    tag, name, identifier, *sides = orjson.loads(line)
    if (tag, name) != ("n", SESSION.name) or not any(side and FORMER_FACT in side for side in sides):
        return [line]
    entries = list[list[object]]()
    before, after = ((side or {}).get(FORMER_FACT) for side in sides)
    ends = [title and _id_of(title, edges.get(identifier, ())) for title in (before, after)]
    if ends[0] != ends[1]:
        entries += [["e", IN_PROJECT, identifier, ends[0], {}, None]] if ends[0] else []
        entries += [["e", IN_PROJECT, identifier, ends[1], None, {}]] if ends[1] else []
    return [*without_facts(line, {FORMER_FACT}), *(orjson.dumps(one).decode() for one in entries)]
