"""Graphs, records and backups of an earlier version of the model are upgraded by its steps, or refused with a remedy.

The step in this test is invented, from the version before the present one, in which an action was a `Deed` with a
`heading` and the status `RUNNING`. It is an example for the first real step.
"""

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import Any

import pytest

from changes import steps
from changes.audit import losses
from changes.backup import lines_of, restore
from changes.batches import bases
from changes.changeset import Change, Changes, Facts, packed, unpacked
from changes.current import version_of
from changes.imports import ImportedFile, new_import
from changes.load import UnusableDatabaseError, state, stored_state
from changes.steps import MODEL_VERSION, STEPS, Step, steps_from
from changes.upgrade import old_state, rename
from changes.writing import write
from graph.client import Client
from graph.domain.counting import Durations
from graph.statement.core.writer import Statement
from graph.statement.maintain.content import create_nodes
from graph.statement.maintain.history import RECORDS, update_record
from graph.statement.maintain.upsert import delete_nodes, upsert_edges
from graph.statement.maintain.version import keep_inventory
from tests.api_session import TODAY, ApiSession
from tests.content import digest
from tests.engines import empty
from tests.graphs import sound
from usecases.undo import undo
from usecases.upgrade import Upgraded, upgrade_stored_graph

OLD, NEW = ("Engagement", "Deed"), ("Engagement", "Action")
FORMER_VERSION = MODEL_VERSION - 1
WORDS = {"Deed": "Action", "heading": "title", "RUNNING": "ACTIVE"}
"""The present words, by those of the invented version."""
READ = (
    "MATCH (n:{}) RETURN collect([properties(n), [(n)-[r]->(m) | [type(r), n.id, m.id, properties(r)]], "
    "[(n)<-[r]-(m) | [type(r), m.id, n.id, properties(r)]]])"
)
QUESTION = "{ actions(orderBy: [{id: ASC}]) { nodes { id title status axes territories { nodes { id } } } } }"
MODEL = "MATCH (g:Graph) SET g.model = $model"
UNREACHED = "rien n’y amène ; exportez un classeur avec la version de Cinq Axes d’alors"
"""The remedy for the versions before the first release."""


async def relabel(client: Client, former: tuple[str, ...], labels: tuple[str, ...], names: Mapping[str, str]) -> None:
    """Recreate nodes with other labels and names, since the embedded database cannot change the labels of a node."""
    for properties, leaving, relationships_at_ends in await client.read(Statement(READ.format(former[-1]), {})) or ():
        stored = {names.get(name, name): value for name, value in properties.items()}
        edges = [upsert_edges(*bases((e[0], e[1], e[2])), [e[1:]]) for e in (*leaving, *relationships_at_ends)]
        deleted = delete_nodes(labels[0], [properties["id"]])
        await client.write([deleted, *create_nodes(labels, ("id",), [stored]), *edges])


async def names(client: Client) -> None:
    await relabel(client, OLD, NEW, WORDS)


async def values(client: Client, _durations: Durations) -> None:
    await client.write([Statement("MATCH (n:Action {status: 'RUNNING'}) SET n.status = 'ACTIVE'", {})])


def record(line: str) -> str:
    for former, present in WORDS.items():
        line = line.replace(f'"{former}"', f'"{present}"')
    return line


INVENTED = Step(names, values, record, [OLD])


async def write_as_before(client: Client) -> None:
    """Turn a present graph into one of the invented version."""
    former = {present: word for word, present in WORDS.items()}
    await client.write([keep_inventory(None), Statement("MATCH (n:Action) SET n.status = 'RUNNING'", {})])
    await relabel(client, NEW, OLD, former)
    for identifier, part, text in await client.read(RECORDS):
        lines = unpacked(text)
        for present, word in former.items():
            lines = [line.replace(f'"{present}"', f'"{word}"') for line in lines]
        await client.write([update_record(identifier, part, packed(lines))])
    await client.write([Statement(MODEL, {"model": FORMER_VERSION})])


async def imported(client: Client) -> str:
    """Import a title and an action, and return the id of the import."""
    added: Facts = {"title": "Appui", "status": "ACTIVE", "startsOn": date(2026, 2, 1), "fictional": True}
    retitled = Change({"title": "Écoute"}, {"title": "Écoute mutualisée"})
    changes = Changes({("Action", "action:1"): retitled, ("Action", "action:2"): Change(None, added)})
    file = ImportedFile("a.xlsx", "0" * 64, "", frozenset(), frozenset())
    origin, entry = await new_import(client, changes, file, Durations(), TODAY)
    await write(client, changes, origin, await version_of(client), Durations())
    return entry.id


async def test_a_step_upgrades_a_graph_its_records_and_its_backup(
    scratch: ApiSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    await scratch.replace(sound())
    client, before = scratch.client, await scratch.data(QUESTION)
    made, loaded = await imported(client), await state(client)
    after, content_after = await scratch.data(QUESTION), await digest(client)
    present = [line async for line in lines_of(client)]
    await undo(client, made, Durations(), TODAY)
    content_undone = await digest(client)
    await empty(client)
    await restore(client, lambda: present, lambda *_: None)
    monkeypatch.setitem(STEPS, FORMER_VERSION, INVENTED)
    await write_as_before(client)
    backup = [line async for line in lines_of(client)]
    await empty(client)
    await restore(client, lambda: backup, lambda *_: None)
    with pytest.raises(UnusableDatabaseError, match=f"version {FORMER_VERSION} du modèle.*lancez « cinqaxes upgrade »"):
        await state(client)
    _, found_steps = await old_state(client)
    await rename(client, found_steps)  # the first upgrade was killed here
    to_load: list[str] = []

    async def load_again(names: Collection[str]) -> None:
        to_load.extend(names)

    assert await upgrade_stored_graph(client, Durations(), TODAY, load_again) == Upgraded([], 0)
    assert await losses(client) == []
    assert await scratch.data(QUESTION) == after != before
    assert await digest(client) == content_after
    upgraded = await state(client)
    assert upgraded
    assert loaded
    assert (upgraded.model, upgraded.loaded, upgraded.loading) == (MODEL_VERSION, [], loaded.names)
    assert to_load == loaded.names
    await undo(client, made, Durations(), TODAY)
    assert await scratch.data(QUESTION) == before
    assert await digest(client) == content_undone
    version = await version_of(client)
    assert await upgrade_stored_graph(client, Durations(), TODAY, load_again) is None
    assert (await version_of(client), to_load) == (version, loaded.names)


async def test_an_upgrade_killed_at_any_write_can_be_continued(
    scratch: ApiSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    class KilledError(Exception):
        """Ends an upgrade."""

    await scratch.replace(sound())
    client = scratch.client
    made = await imported(client)
    whole = await digest(client)
    monkeypatch.setitem(STEPS, FORMER_VERSION, INVENTED)
    await write_as_before(client)
    assert await digest(client) != whole
    unbroken, left, kills = client.write, 0, 0

    async def breaking(statements: Sequence[Statement], **options: Any) -> None:
        nonlocal left
        if left == 0:
            raise KilledError
        left -= 1
        await unbroken(statements, **options)

    async def no_load(_names: Collection[str]) -> None:
        """Load nothing, so that the graph stays as the steps left it."""

    with monkeypatch.context() as killing:
        killing.setattr(client, "write", breaking)
        while (graph := await stored_state(client)) and graph.model != MODEL_VERSION:
            left, kills = kills, kills + 1
            with suppress(KilledError):
                await upgrade_stored_graph(client, Durations(), TODAY, no_load)
    assert kills > 1
    assert await digest(client) == whole
    await undo(client, made, Durations(), TODAY)


@pytest.mark.parametrize(
    ("model", "remedy"),
    [(7, UNREACHED), (8, UNREACHED), (MODEL_VERSION + 1, "prenez un service plus récent")],
)
async def test_a_graph_that_cannot_be_upgraded_is_refused_with_a_remedy(
    scratch: ApiSession, model: int, remedy: str
) -> None:
    await scratch.replace(sound())
    await scratch.client.write([Statement(MODEL, {"model": model}, ())])
    for read in (state, old_state):
        with pytest.raises(UnusableDatabaseError, match=f"suit la version {model} du modèle, .*{remedy}"):
            await read(scratch.client)
    await scratch.client.write([Statement(MODEL, {"model": MODEL_VERSION}, ())])


def test_there_is_no_gap_between_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "MODEL_VERSION", 9)
    monkeypatch.setitem(STEPS, 6, INVENTED)
    monkeypatch.setitem(STEPS, 8, INVENTED)
    assert [steps_from(model) for model in (6, 7, 8, 9, 10)] == [None, None, [INVENTED], [], None]
    assert steps_from(-(10**30)) is None
