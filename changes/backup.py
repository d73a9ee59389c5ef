"""Backups: writing a graph as lines of JSON, the same from either kind of database, and restoring it.

The first line is a heading; then come nodes and relationships in a fixed order, and the last line holds their number
and digest: equal graphs have equal digests. A day is `{"date": "YYYY-MM-DD"}`.
"""

import hashlib
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any, NamedTuple

import orjson

from changes.backup_lines import Labels, Line, LineError, NodeLine, RecordLine, labels_in, read_line
from changes.batches import Batch, slices, stored_edge_batches, transactions
from changes.changeset import NotPossibleError
from changes.inventory import RECORD_KEYS, lines_into, stored_inventory
from changes.load import RESTORING, ROWS_AT_ONCE, UnusableDatabaseError, record_loads, stored_state
from changes.rows import EdgeRow
from changes.steps import other_version_message, steps_from
from graph.client import Client, Progress
from graph.french import count, figures
from graph.inventory import Inventory
from graph.statement.maintain.content import COUNT, create_nodes
from graph.statement.maintain.version import keep_inventory

FORMAT = "cinqaxes-backup-1"
Lines = Callable[[], Iterable[bytes]]
"""Opens a backup and yields its lines."""


class DamagedBackupError(NotPossibleError):
    """A backup is incomplete, or not a backup; the message says where, in French."""


class Content(NamedTuple):
    """The number of nodes, relationships and records of a graph, and the digest of their lines."""

    lines: int
    digest: str


class Heading(NamedTuple):
    """The version of the model of a backup, and the loads of its graph."""

    model: int
    loaded: list[str]


async def lines_of(client: Client) -> AsyncIterator[bytes]:
    """Yield the lines of a backup; queries are answered meanwhile.

    Raises:
        NotPossibleError: the graph is empty or not wholly loaded, was written to meanwhile, differs from its inventory,
            or holds data of another application.
    """
    before = await stored_state(client)
    if before is None or before.loading:
        verb = "restore" if before and RESTORING in before.loading else "load"
        message = f"le graphe est vide ou n’est pas entièrement chargé : lancez « cinqaxes {verb} »"
        raise NotPossibleError(message)
    yield (heading := orjson.dumps({"format": FORMAT, "model": before.model, "loaded": before.loaded}))
    digest = _Digest()
    inventory, stored = Inventory(), await stored_inventory(client)
    async for line in lines_into(inventory, client):
        yield digest.add(line)
    if await stored_state(client) != before:
        message = "le graphe a changé pendant la sauvegarde ; relancez la commande"
        raise NotPossibleError(message)
    if stored is not None and stored != inventory:
        message = "le graphe n’est plus tel qu’il a été écrit, rien n’est sauvegardé : lancez « cinqaxes check »"
        raise NotPossibleError(message)
    if (nodes := await client.read(COUNT)) != digest.nodes:
        known = f"{figures(digest.nodes)} seulement sont de sortes connues"
        message = f"le graphe contient {count(nodes, 'nœud')}, dont {known}"
        raise NotPossibleError(message)
    yield orjson.dumps({**digest.content._asdict(), "heading": _heading_digest(heading)})


async def content_of(client: Client) -> tuple[Content, Inventory]:
    """Return the number of nodes, relationships and records of a graph with their digest, and its inventory."""
    digest, inventory = _Digest(), Inventory()
    async for line in lines_into(inventory, client):
        digest.add(line)
    return digest.content, inventory


async def restore(client: Client, lines: Lines, progress: Progress) -> Content:
    """Fill an empty database from a backup, or continue an interrupted restore; return the resulting content.

    The whole backup is read before anything is written.

    Raises:
        DamagedBackupError: the lines are not a complete backup, or the restored graph differs from them.
        UnusableDatabaseError: the database is not empty, or the backup's version of the model cannot be upgraded.
    """
    heading, content = verify(lines)
    graph = await stored_state(client)
    if await client.read(COUNT) and not (graph and graph.loading == [RESTORING]):
        message = (
            "la base n’est pas vide ; une sauvegarde se restaure dans une base vide : "
            "donnez à CINQAXES_DATA un dossier neuf, ou l’adresse d’un Neo4j vide à CINQAXES_NEO4J_URI"
        )
        raise UnusableDatabaseError(message)
    await client.prepare()
    await record_loads(client, [], [RESTORING], heading.model, [keep_inventory(None)])
    done = 0
    for statements, size in transactions(_batches(lines, labels_in(heading.model)), ROWS_AT_ONCE):
        await client.write(statements)
        done += size
        progress(done, content.lines)
    written, inventory = await content_of(client)
    if written != content:
        message = (
            f"la base contient {count(written.lines, 'ligne')} au lieu de {figures(content.lines)}, ou d’autres valeurs"
        )
        raise DamagedBackupError(message)
    await record_loads(client, heading.loaded, [], heading.model, [keep_inventory(inventory)])
    return written


def verify(lines: Lines) -> tuple[Heading, Content]:
    """Read and check all of a backup; return its heading and its content.

    Raises:
        DamagedBackupError: it is not a backup, is incomplete, or holds a line that Cinq Axes never writes.
        UnusableDatabaseError: its version of the model cannot be upgraded.
    """
    digest, first, last = _Digest(), b"", b""
    for number, line in enumerate(lines()):
        if number == 0:
            first = line
            continue
        if last:
            digest.add(last)
        last = line
    heading, end = _object(first, "format", "model", "loaded"), _object(last, "lines", "digest", "heading")
    if heading is None or heading["format"] != FORMAT:
        message = f"ce fichier n’est pas une sauvegarde de Cinq Axes (première ligne attendue : {FORMAT})"
        raise DamagedBackupError(message)
    stated = end and (end["lines"], end["digest"], end["heading"])
    if stated != (*digest.content, _heading_digest(first)):
        message = (
            f"cette sauvegarde n’est pas entière ou a été modifiée (lue jusqu’à la ligne {digest.content.lines + 2})"
        )
        raise DamagedBackupError(message)
    if not isinstance(heading["model"], int) or not all(isinstance(one, str) for one in heading["loaded"]):
        message = "ligne 1 : « model » est un nombre, « loaded » une liste de noms"
        raise DamagedBackupError(message)
    if steps_from(heading["model"]) is None:
        raise UnusableDatabaseError(other_version_message("cette sauvegarde", heading["model"]))
    known = labels_in(heading["model"])
    try:
        for _ in _entries(lines, known):
            pass
    except LineError as error:
        raise DamagedBackupError(str(error)) from error
    return Heading(heading["model"], heading["loaded"]), digest.content


def _heading_digest(heading: bytes) -> str:
    return hashlib.sha256(heading).hexdigest()


class _Digest:
    """Counts lines and digests them in their order."""

    def __init__(self) -> None:
        self.nodes = 0
        self._count = 0
        self._content = hashlib.sha256()

    def add(self, line: bytes) -> bytes:
        """Add a line, and return it."""
        self._count += 1
        self.nodes += not line.startswith(b'["edge"')
        self._content.update(line + b"\n")
        return line

    @property
    def content(self) -> Content:
        """The number and the digest of the lines so far."""
        return Content(self._count, self._content.hexdigest())


def _object(line: bytes, *names: str) -> dict[str, Any] | None:
    """Return the JSON object in a line; None if it is not an object with exactly these names."""
    try:
        value = orjson.loads(line)
    except orjson.JSONDecodeError:
        return None
    return value if isinstance(value, dict) and value.keys() == set(names) else None


def _batches(lines: Lines, known: Labels) -> Iterator[Batch]:
    """Yield the statements that write a backup, with the number of their lines; nodes first, since edges need them."""
    yield from _node_batches(lines, known)
    yield from stored_edge_batches(line for line in _entries(lines, known) if isinstance(line, EdgeRow))


def _node_batches(lines: Lines, known: Labels) -> Iterator[Batch]:
    by_labels: defaultdict[tuple[str, ...], list[Mapping[str, Any]]] = defaultdict(list)
    records = list[RecordLine]()
    for line in _entries(lines, known):
        if isinstance(line, NodeLine):
            by_labels[line.labels].append(line.properties)
        elif isinstance(line, RecordLine):
            records.append(line)
    for of_node, rows in by_labels.items():
        for batch in slices(rows):
            yield create_nodes(of_node, ("id",), batch), len(batch)
    for label, properties in records:
        yield create_nodes((label,), RECORD_KEYS[label], [properties]), 1


def _entries(lines: Lines, known: Labels) -> Iterator[Line]:
    """Yield the parsed lines between the first and the last line of a backup."""
    for number, (line, _) in enumerate(pairwise(lines()), 1):
        if number > 1:
            yield read_line(line, number, known)
