"""The projects that sessions named as texts become nodes, in the graph and in the records of imports.

Rule: the graph is that of `test_former_needs.py`, and its sessions also name projects. An import named a project for a
session that it created, and a later import changed it to another project. A second session in the same territories, and
a session of the demonstration, name that other project too.
"""

from collections.abc import Mapping
from typing import Any

import orjson
import pytest

from changes.audit import losses, problems
from changes.backup import restore
from changes.changeset import packed, unpacked
from changes.imports import imports
from graph.client import Client
from graph.domain.counting import Durations
from graph.statement.core.writer import Statement
from graph.statement.maintain.history import RECORDS, update_record
from graph.text import fold
from tests.api_session import TODAY, ApiSession
from tests.engines import empty
from tests.usecases.test_former_needs import no_load, written
from usecases.undo import undo
from usecases.upgrade import upgrade_stored_graph

FIRST, SECOND = "import:5cf0e24d5e3f-1", "import:0e9d6c6be142-1"
BEFORE, NOW = "Ancien accueil", "Accueil unique"
PROJECTS = "MATCH (p:Project) RETURN collect([p.id, p.title, [(p)-[:PROJECT_IN]->(t) | t.id]])"
EDGES = "MATCH (s)-[:IN_PROJECT]->(p:Project) RETURN collect([s.id, p.title])"
NAMED = {"session:day": NOW, "session:none": NOW, "session:kept": NOW}
RECORDED: Mapping[tuple[str, str], tuple[str | None, str]] = {
    (FIRST, "session:day"): (None, BEFORE),
    (FIRST, "session:none"): (None, NOW),
    (SECOND, "session:day"): (BEFORE, NOW),
}
"""The projects that an import named for a session, before and after it."""


def of_record(identifier: str, line: str) -> str:
    sort, name, session, *sides = orjson.loads(line)
    titles = RECORDED.get((identifier, session)) if sort == "n" else None
    for side, title in zip(sides, titles or (), strict=False):
        if side is not None:
            side["project"] = title
    return orjson.dumps([sort, name, session, *sides]).decode()


async def content(client: Client) -> tuple[dict[str, Any], set[tuple[str, str]]]:
    """Return the titles of projects by id, with the ids of their territories, and those of the sessions' projects."""
    projects = await client.read(Statement(PROJECTS, {})) or ()
    edges = await client.read(Statement(EDGES, {})) or ()
    by_id = {identifier: (title, territories) for identifier, title, territories in projects}
    return by_id, {(session, title) for session, title in edges}


@pytest.fixture
async def upgraded(scratch: ApiSession) -> Client:
    await empty(scratch.client)
    lines = written(0)
    await restore(scratch.client, lambda: lines, lambda *_: None)
    naming = "MATCH (s:Engagement {id: $id}) SET s.project = $title, s.projectKey = $key"
    named = ({"id": session, "title": title, "key": fold(title)} for session, title in NAMED.items())
    records = [
        update_record(identifier, part, packed([of_record(identifier, line) for line in unpacked(text)]))
        for identifier, part, text in await scratch.client.read(RECORDS) or ()
    ]
    await scratch.client.write([*(Statement(naming, values) for values in named), *records])
    await upgrade_stored_graph(scratch.client, Durations(), TODAY, no_load)
    return scratch.client


async def test_sessions_in_the_same_territories_share_a_project(upgraded: Client) -> None:
    projects, named = await content(upgraded)
    assert sorted(projects.values()) == [(NOW, ["region:52"]), (BEFORE, ["region:52"])]
    assert named == {("session:day", NOW), ("session:none", NOW)}
    texts = "MATCH (s:TrainingSession) WHERE s.project IS NOT NULL OR s.projectKey IS NOT NULL RETURN count(s)"
    assert await upgraded.read(Statement(texts, {})) == 0
    assert await problems(upgraded) == []
    assert await losses(upgraded) == []


async def test_an_undo_restores_the_previous_project(upgraded: Client) -> None:
    projects, _ = await content(upgraded)
    projects_after = {}
    for entry in reversed(await imports(upgraded)):
        await undo(upgraded, entry.id, Durations(), TODAY)
        projects_after[entry.id] = (await content(upgraded))[1]
    assert projects_after[SECOND] == {("session:day", BEFORE), ("session:none", NOW)}
    assert projects_after[FIRST] == set()
    assert (await content(upgraded))[0] == projects
    assert await losses(upgraded) == []
