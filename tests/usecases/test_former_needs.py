"""Graphs of version 7 of the model are upgraded: the needs that sessions stated as properties become nodes.

Rule: the graphs in `graphs/model_7` were written by the code of version 7: `0` after four imports, and `1` to `4` after
undoing one, two, three and four of them. An upgrade keeps all their content, except as stated here, and undoing an
import after the upgrade gives the same result as before it. Three sessions were loaded: `made`, `kept` and `stated`,
two of them fictional. The first import created sessions with and without needs. The second gave needs, erased one,
retitled a session and changed its territory. The third deleted a session with its need. The fourth confirmed a need.
"""

from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import orjson
import pytest

from changes.audit import losses, problems
from changes.backup import restore
from changes.changeset import unpacked
from changes.imports import imports
from changes.inventory import lines_into
from changes.load import stored_state
from changes.steps import MODEL_VERSION
from changes.upgrade import old_state
from graph.client import Client
from graph.domain.counting import Durations
from graph.inventory import Inventory
from graph.statement.core.writer import Statement
from graph.text import fold
from tests.api_session import TODAY, ApiSession
from tests.engines import empty
from tests.exchange.workbooks import errors, examine_file, warnings
from usecases.undo import undo
from usecases.upgrade import upgrade_stored_graph

GRAPHS = Path(__file__).parent / "graphs" / "model_7"
FORMER = {"needIdentifiedOn", "needIdentifiedOnAttribution", "needIdentifiedByAttribution"}
FIRST = "import:5cf0e24d5e3f-1"
Stored = dict[tuple[str, ...], Any]
"""The content of a graph by its keys; for the record of an import, its lines in any order."""


def stored(lines: Iterable[bytes]) -> Stored:
    content: Stored = {}
    for line in lines:
        sort, name, *rest = orjson.loads(line)
        properties = rest[-1]
        if sort == "node":
            content[properties["id"], *name] = properties
        elif sort == "edge":
            content[name, *rest[:-1]] = properties
        elif name == "ImportRecord":
            content[name, properties["import"], str(properties["part"])] = sorted(unpacked(properties["packed"]))
    return content


def written(number: int) -> list[bytes]:
    return (GRAPHS / f"{number}.jsonl").read_bytes().splitlines()


async def content(client: Client) -> Stored:
    return stored([line async for line in lines_into(Inventory(), client)])


async def no_load(_names: Collection[str]) -> None:
    """Load nothing, so that the demonstration stays unchanged."""


async def upgraded(client: Client, number: int) -> Stored:
    """Restore a graph of the seventh version, upgrade it, and return its content."""
    await empty(client)
    lines = written(number)
    await restore(client, lambda: lines, lambda *_: None)
    await upgrade_stored_graph(client, Durations(), TODAY, no_load)
    return await content(client)


def without_marks(graph: Stored) -> Stored:
    """Return a graph without the marks of imports on needs: an undo that recreates a node restores no marks."""
    return {key: value for key, value in graph.items() if not (key[0] == "IMPORTED_BY" and key[1].startswith("need:"))}


async def is_upgraded(client: Client) -> bool:
    graph = await stored_state(client)
    return graph is not None and graph.model == MODEL_VERSION


def need(
    name: str, title: str, *, ends: Sequence[str] = ("region:52",), by: bool = True, on: str = "", **facts: Any
) -> Stored:
    """Return the need of a session and its relationships, as an officer expects them."""
    session, identifier = f"session:{name}", f"need:{name}"
    label = f"Besoin à l’origine de «\xa0{title}\xa0»"
    facts |= {"identifiedOn": {"date": on}} if on else {}
    facts |= {"id": identifier, "title": label, "label": label, "titleKey": fold(label), "labelKey": fold(label)}
    content: Stored = {(identifier, "TrainingNeed"): facts, ("MEETS", session, identifier): {}}
    content |= {("NEEDED_IN", identifier, end): {} for end in ends}
    return content | ({("IDENTIFIED", "institution:1", identifier): {}} if by else {})


def without_needs(graph: Stored) -> Stored:
    """Return the content of the seventh version without needs and records, with the present withheld numbers."""
    content: Stored = {}
    for key, properties in graph.items():
        if key[0] not in {"NEED_IDENTIFIED_BY", "ImportRecord"}:
            content[key] = {name: value for name, value in properties.items() if name not in FORMER}
            if "fewTrained" in content[key]:
                content[key]["trainedCountWithheld"] = content[key].pop("fewTrained")
    return content


async def test_the_content_is_complete_and_needs_are_nodes(scratch: ApiSession) -> None:
    before, after = stored(written(0)), await upgraded(scratch.client, 0)
    unchanged = without_needs(before)
    assert {key: after.get(key) for key in unchanged} == unchanged
    added = {key: value for key, value in after.items() if key not in unchanged and key[0] != "ImportRecord"}
    sessions = {key[1] for key in added if key[0] == "MEETS"}
    assert sessions == {"session:both", "session:made", "session:none", "session:stated"}
    follow = {key: value for key, value in before.items() if key[0] in {"STATED_BY", "IMPORTED_BY"}}
    follow = {(k[0], k[1].replace("session:", "need:"), k[2]): v for k, v in follow.items() if k[1] in sessions}
    del follow["IMPORTED_BY", "need:none", FIRST]  # this import stated the session without a need
    texts = {key: {n: v for n, v in facts.items() if not n.endswith("Attribution")} for key, facts in added.items()}
    assert texts == {
        **follow,
        **need("both", "Both again", ends=["region:52", "country:FR"], by=False, fictional=False, on="2026-01-12"),
        **need("none", "None", fictional=False),
        **need("made", "Made", fictional=True, on="2024-02-02"),
        **need("stated", "Stated", fictional=False, on="2025-02-01"),
    }
    attributions = {
        (key[0], name): value for key, facts in added.items() for name, value in facts.items() if name not in texts[key]
    }
    assert attributions == {
        (f"need:{key[0].removeprefix('session:')}", name.replace("needI", "i")): value
        for key, facts in before.items()
        if key[0] in sessions
        for name, value in facts.items()
        if name in FORMER - {"needIdentifiedOn"}
    }
    assert await problems(scratch.client) == []
    assert await losses(scratch.client) == []
    assert (await old_state(scratch.client))[1] == []


async def test_undoing_an_import_after_the_upgrade_gives_the_same_as_before_it(scratch: ApiSession) -> None:
    client, undone = scratch.client, list[Stored]()
    await upgraded(client, 0)
    for entry in reversed(await imports(client)):
        await undo(client, entry.id, Durations(), TODAY)
        undone.append(without_marks(await content(client)))
        assert await losses(client) == []
    assert len(undone) == len(list(GRAPHS.glob("*.jsonl"))) - 1
    for number, after in enumerate(undone, 1):
        assert without_marks(await upgraded(client, number)) == after


async def test_an_upgrade_killed_at_any_write_can_be_continued(
    scratch: ApiSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    class KilledError(Exception):
        """Ends an upgrade."""

    client, whole = scratch.client, await upgraded(scratch.client, 0)
    await empty(client)
    lines = written(0)
    await restore(client, lambda: lines, lambda *_: None)
    unbroken, left = client.write, 0

    async def breaking(statements: Sequence[Statement], **options: Any) -> None:
        nonlocal left
        if left == 0:
            raise KilledError
        left -= 1
        await unbroken(statements, **options)

    kills = 0
    monkeypatch.setattr(client, "write", breaking)
    while not await is_upgraded(client):
        left, kills = kills, kills + 1
        with suppress(KilledError):
            await upgrade_stored_graph(client, Durations(), TODAY, no_load)
    assert kills > 1
    monkeypatch.undo()
    assert await content(client) == whole


async def test_a_workbook_exported_before_the_upgrade_states_nothing_about_needs(scratch: ApiSession) -> None:
    await upgraded(scratch.client, 0)
    examination = await examine_file(scratch, GRAPHS / "export.xlsx")
    assert errors(examination) == []
    assert [w for w in warnings(examination) if "Besoin" not in w] == []
    assert examination.comparison.newer_ids == []
    assert not examination.comparison.changes
