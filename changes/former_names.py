"""Names that the model had before its fifth version, and a graph that gets the present ones.

A kind, a fact of a node or of a relationship is renamed where it is stored, and in the records of imports, so that an
earlier import can still be undone. Every step can be done again.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import orjson

from changes.batches import bases
from changes.changeset import packed, unpacked
from changes.rows import EdgeKey
from graph.client import Client
from graph.model import SHAPE
from graph.statement.core.writer import Statement
from graph.statement.maintain.content import create_nodes
from graph.statement.maintain.history import RECORDS, update_record
from graph.statement.maintain.renaming import page_of_kind, rename_property
from graph.statement.maintain.upsert import delete_nodes, upsert_edges
from graph.statement.maintain.version import keep_inventory

BATCH = 500
"""Nodes of a renamed kind that are written in one transaction."""
_PERIOD = {"from": "startsOn", "until": "endsOn"}
KINDS = {"PlanAction": "Action"}
"""The present name of a kind, by its former one."""
FACTS: Mapping[str, Mapping[str, str]] = {
    "Commitment": {"nature": "kind"},
    "Diagnostic": {"format": "kind", "dataFrom": "dataStartsOn", "dataTo": "dataEndsOn"},
    "TrainingSession": {"setting": "kind"},
    "Survey": {"on": "surveyedOn"},
    "SIGNED": {"on": "signedOn"},
    "GOVERNS": _PERIOD,
    "OFFERS": _PERIOD,
    "AFFILIATED_WITH": {"as": "kind", **_PERIOD},
    "INTERVENES_IN": _PERIOD,
    "QUALIFIED_FOR": _PERIOD,
}
"""The present name of a fact by its former one, by kind or type of relationship."""


def former_name(owner: str, name: str) -> str:
    """Return the first name of a fact of a kind or a type of relationship; its present one where it never changed."""
    return next((former for former, present in FACTS.get(owner, {}).items() if present == name), name)


async def rename(client: Client) -> None:
    """Give a graph the present names. It keeps no inventory until one is taken."""
    await client.write([keep_inventory(None)])
    for former, present in KINDS.items():
        while found := await client.read(page_of_kind(former, BATCH)):
            await client.write(list(_recreate(present, found)))
    for owner, names in FACTS.items():
        for former, present in names.items():
            await client.write([rename_property(owner, former, present)])
    for identifier, part, text in await client.read(RECORDS) or ():
        renamed = packed([_renamed_line(line) for line in unpacked(text)])
        if renamed != text:
            await client.write([update_record(identifier, part, renamed)])


def _recreate(present: str, found: Sequence[Any]) -> Iterator[Statement]:
    """Yield what deletes nodes and creates them as those of a kind by its present name, with their relationships.

    The embedded database cannot take a label from a node whose id is unique.
    """
    kind = SHAPE.kinds[present]
    rows, edges = [properties for properties, _ in found], [edge for _, some in found for edge in some]
    yield delete_nodes(kind.base, [properties["id"] for properties in rows])
    yield from create_nodes((kind.base, kind.label), ("id",), rows)
    by_ends = defaultdict[EdgeKey, list[list[Any]]](list)
    for through, start, end, facts in edges:
        by_ends[bases((through, start, end))].append([start, end, facts])
    yield from (upsert_edges(*ends, some) for ends, some in by_ends.items())


def _renamed_line(line: str) -> str:
    """Return a line of a change set with the present names."""
    entry, owner, *ends, before, after = orjson.loads(line)
    owner = KINDS.get(owner, owner)
    names = FACTS.get(owner, {})
    return orjson.dumps([entry, owner, *ends, _renamed_facts(before, names), _renamed_facts(after, names)]).decode()


def _renamed_facts(facts: dict[str, Any] | None, names: Mapping[str, str]) -> dict[str, Any] | None:
    return None if facts is None else {names.get(name, name): value for name, value in facts.items()}
