"""A graph that is backed up and restored is the same; an incomplete backup changes nothing."""

import hashlib
from collections.abc import Iterator

import orjson
import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from changes.audit import losses
from changes.backup import Content, DamagedBackupError, content_of, lines_of, restore, verify
from changes.backup_lines import LONGEST_LINE
from changes.changeset import Change, Changes, Facts, NotPossibleError
from changes.current import version_of
from changes.imports import ImportedFile, new_import
from changes.load import UnusableDatabaseError, state
from changes.steps import MODEL_VERSION
from changes.writing import write
from graph.domain.counting import Durations
from graph.statement.core.writer import Statement
from graph.statement.maintain.history import add_forgotten
from tests.api_session import TODAY, ApiSession
from tests.content import digest
from tests.engines import empty
from tests.graphs import small
from usecases.undo import undo


class StoppedError(Exception):
    """Stops a restore in the middle."""


def stop(done: int, total: int) -> None:
    if done > total / 3:
        raise StoppedError


async def backup(session: ApiSession) -> list[bytes]:
    return [line async for line in lines_of(session.client)]


async def restored(session: ApiSession, lines: list[bytes]) -> Content:
    return await restore(session.client, lambda: lines, lambda *_: None)


def of_model(model: int, lines: list[bytes]) -> list[bytes]:
    heading = lines[0].replace(b'"model":%d' % MODEL_VERSION, b'"model":%d' % model)
    return [heading, *lines[1:-1], ending(heading, lines[1:-1])]


def ending(heading: bytes, lines: list[bytes]) -> bytes:
    """Return the last line of a backup with these lines."""
    content = b"".join(line + b"\n" for line in lines)
    digest, of_heading = (hashlib.sha256(part).hexdigest() for part in (content, heading))
    return orjson.dumps({"lines": len(lines), "digest": digest, "heading": of_heading})


@pytest.fixture
async def saved(scratch: ApiSession) -> tuple[list[bytes], str, str]:
    """The lines of a backup, the digest of the graph and the id of its import; the graph is then emptied."""
    await scratch.replace(small())
    facts: Facts = {"name": "Association fictive du Pont", "kind": "ASSOCIATION", "fictional": True}
    changes = Changes({("Institution", "institution:pont"): Change(None, facts)})
    file = ImportedFile("a.xlsx", "0" * 64, "", frozenset(), frozenset())
    origin, entry = await new_import(scratch.client, changes, file, Durations(), TODAY)
    await write(scratch.client, changes, origin, await version_of(scratch.client), Durations())
    await scratch.client.write([add_forgotten("trainer:1", TODAY, "00", ["11"])])
    lines, before = await backup(scratch), await digest(scratch.client)
    await empty(scratch.client)
    return lines, before, entry.id


async def test_a_restored_graph_is_the_same(scratch: ApiSession, saved: tuple[list[bytes], str, str]) -> None:
    lines, before, made = saved
    content = await restored(scratch, lines)
    assert await digest(scratch.client) == before
    assert (await content_of(scratch.client))[0] == content == verify(lambda: lines)[1]
    assert await backup(scratch) == lines
    assert await losses(scratch.client) == []
    await undo(scratch.client, made, Durations(), TODAY)
    await empty(scratch.client)


async def test_a_stopped_restore_can_be_continued(scratch: ApiSession, saved: tuple[list[bytes], str, str]) -> None:
    lines, before, _ = saved
    with pytest.raises(StoppedError):
        await restore(scratch.client, lambda: lines, stop)
    with pytest.raises(UnusableDatabaseError, match="relancez « cinqaxes restore »"):
        await state(scratch.client)
    await restored(scratch, lines)
    assert await digest(scratch.client) == before


async def test_a_backup_is_restored_into_an_empty_database_only(
    scratch: ApiSession, saved: tuple[list[bytes], str, str]
) -> None:
    await scratch.replace(small())
    before = await digest(scratch.client)
    with pytest.raises(UnusableDatabaseError, match="n’est pas vide"):
        await restored(scratch, saved[0])
    assert await digest(scratch.client) == before


@pytest.mark.parametrize(
    ("model", "remedy"),
    [
        (MODEL_VERSION + 1, "prenez un service plus récent"),
        (7, "rien n’y amène ; exportez un classeur"),
        (8, "rien n’y amène ; exportez un classeur"),
    ],
)
def test_a_backup_of_a_version_that_cannot_be_upgraded_is_refused(model: int, remedy: str) -> None:
    known = f"la version {model} du modèle, ce service la version {MODEL_VERSION}"
    with pytest.raises(UnusableDatabaseError, match=f"cette sauvegarde suit {known} : .*{remedy}"):
        verify(lambda: of_model(model, LINES))


async def test_nodes_unknown_to_the_model_prevent_a_backup(scratch: ApiSession) -> None:
    await scratch.replace(small())
    await scratch.client.write([Statement("CREATE (:Foreign {id: 'foreign'})", {})])
    with pytest.raises(NotPossibleError, match="sont de sortes connues"):
        await backup(scratch)
    await scratch.client.write([Statement("MATCH (n:Foreign) DELETE n", {})])


async def test_a_write_during_a_backup_is_reported(scratch: ApiSession) -> None:
    await scratch.replace(small())
    lines = lines_of(scratch.client)
    await anext(lines)
    await scratch.client.write([Statement("MATCH (t:Territory) SET t.code = t.code", {})])
    with pytest.raises(NotPossibleError, match="a changé pendant la sauvegarde"):
        [line async for line in lines]


HEADING = b'{"format":"cinqaxes-backup-1","model":%d,"loaded":[]}' % MODEL_VERSION
NODE, EDGE = b'["node",["Axis"],{"id":"axis:1"}]', b'["edge","ON_AXIS","action:1","axis:1",{}]'
LINES = [
    HEADING,
    NODE,
    EDGE,
    ending(HEADING, [NODE, EDGE]),
]


def test_a_whole_backup_is_read() -> None:
    assert verify(lambda: LINES)[0].model == MODEL_VERSION


@drawn(st.integers(0, 3), st.sampled_from(["without", "twice", "changed"]))
def test_a_backup_that_is_not_whole_is_refused(place: int, fault: str) -> None:
    def lines() -> Iterator[bytes]:
        for number, line in enumerate(LINES):
            if number == place:
                yield from {"without": [], "twice": [line, line], "changed": [line.replace(b"1", b"2")]}[fault]
            else:
                yield line

    with pytest.raises(DamagedBackupError):
        verify(lines)


INJECTED = "Axis) DETACH DELETE n CREATE (:Axis"
ODD = {
    "a label that contains a statement": ["node", [INJECTED], {"id": "axis:1"}],
    "labels that no kind has together": ["node", ["Axis", "Actor"], {"id": "axis:1"}],
    "labels given as a text": ["node", "Axis", {"id": "axis:1"}],
    "a node without an id": ["node", ["Axis"], {"name": "x"}],
    "an id that is a number": ["node", ["Axis"], {"id": 1}],
    "the name of a property that contains a statement": ["node", ["Axis"], {"id": "axis:1", "x}) DELETE n //": 1}],
    "an object as a value": ["node", ["Axis"], {"id": "axis:1", "value": {"point": 1}}],
    "an invalid day": ["node", ["Axis"], {"id": "axis:1", "value": {"date": "2026-13-01"}}],
    "a list of lists": ["node", ["Axis"], {"id": "axis:1", "value": [[1]]}],
    "a list of mixed values": ["node", ["Axis"], {"id": "axis:1", "value": [1, "a"]}],
    "an unknown type of relationship": ["edge", "KNOWS", "action:1", "axis:1", {}],
    "a type of relationship that contains a statement": ["edge", "ON_AXIS]->(b) DELETE a //", "action:1", "axis:1", {}],
    "an end of an unknown kind": ["edge", "ON_AXIS", "nothing:1", "axis:1", {}],
    "an end that is a number": ["edge", "ON_AXIS", 1, "axis:1", {}],
    "a record with an unknown label": ["record", "Graph", {"id": "x"}],
    "a record without its key": ["record", "Forgotten", {"on": "x"}],
    "an unknown tag": ["graph", ["Axis"], {"id": "axis:1"}],
    "too few parts": ["node", ["Axis"]],
    "a number": 7,
    "nothing": None,
}


def with_digest(*lines: bytes, heading: bytes = HEADING) -> list[bytes]:
    """Return a backup of these lines with a valid last line."""
    return [heading, *lines, ending(heading, [*lines])]


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_an_invalid_line_is_refused_in_spite_of_a_valid_digest(odd: object) -> None:
    with pytest.raises(DamagedBackupError, match=r"^ligne 3 : ce n’est pas une ligne"):
        verify(lambda: with_digest(NODE, orjson.dumps(odd)))


def test_a_line_has_a_maximum_length() -> None:
    long = orjson.dumps(["node", ["Axis"], {"id": "axis:1", "value": "x" * LONGEST_LINE}])
    with pytest.raises(DamagedBackupError, match=r"^ligne 2"):
        verify(lambda: with_digest(long))


@pytest.mark.parametrize("heading", [{"model": "seven", "loaded": []}, {"model": 7, "loaded": [{}]}])
def test_a_heading_with_invalid_values_is_refused(heading: dict[str, object]) -> None:
    with pytest.raises(DamagedBackupError, match="ligne 1"):
        verify(lambda: with_digest(NODE, heading=orjson.dumps({"format": "cinqaxes-backup-1", **heading})))


VALUES = st.recursive(
    st.none() | st.integers(-(2**63), 2**63 - 1) | st.text(),
    lambda one: st.lists(one) | st.dictionaries(st.text(), one),
)


@drawn(st.lists(VALUES))
def test_any_line_is_read_or_refused_without_another_exception(odd: list[object]) -> None:
    line = orjson.dumps(odd)
    with pytest.raises(DamagedBackupError):
        verify(lambda: with_digest(line))


@pytest.mark.parametrize("lines", [[], [b""], [b"\x1f\x8b"], [b"{}"], [b"[]", b"{}"], LINES[:1]])
def test_a_file_that_is_not_a_backup_is_refused(lines: list[bytes]) -> None:
    with pytest.raises(DamagedBackupError):
        verify(lambda: lines)
