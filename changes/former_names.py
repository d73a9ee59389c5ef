"""Names that the model had before its sixth version, and a graph that gets the present ones.

A kind, a fact of a node or of a relationship is renamed where it is stored, and in the records of imports, so that an
earlier import can still be undone. Every step can be done again.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import orjson

from changes.batches import bases, slices
from changes.changeset import packed, unpacked
from changes.derived import keys_of
from changes.rows import EdgeKey, Value
from graph.client import Client
from graph.model import SHAPE
from graph.shape import Kind
from graph.statement.core.writer import Statement
from graph.statement.maintain.content import create_nodes
from graph.statement.maintain.history import RECORDS, update_record
from graph.statement.maintain.renaming import add_properties, page_of_kind, rename_property, values_of
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
    "TrainingSession": {
        "setting": "kind",
        "peopleTrained": "trainedCount",
        "publicPeopleTrained": "publicTrainedCount",
    },
    "Import": {name: f"{name}Count" for name in ("created", "changed", "ended", "deleted")},
    "Survey": {"on": "surveyedOn"},
    "SIGNED": {"on": "signedOn"},
    "GOVERNS": _PERIOD,
    "OFFERS": _PERIOD,
    "AFFILIATED_WITH": {"as": "kind", **_PERIOD},
    "INTERVENES_IN": _PERIOD,
    "QUALIFIED_FOR": _PERIOD,
}
"""The present name of a fact by its former one, by kind or type of relationship."""
LISTS = {"Institution": ("otherNames",)}
"""Texts that are lists now, by kind."""
_SEPARATOR = " ; "


def former_name(owner: str, name: str) -> str:
    """Return the first name of a fact of a kind or a type of relationship; its present one where it never changed."""
    return next((former for former, present in FACTS.get(owner, {}).items() if present == name), name)


def former_value(owner: str, name: str, value: Value) -> Value:
    """Return a value in its first form: the text of a list that was a text."""
    return _SEPARATOR.join(map(str, value)) if name in LISTS.get(owner, ()) and isinstance(value, list) else value


async def rename(client: Client) -> None:
    """Give a graph the present names. It keeps no inventory until one is taken."""
    await client.write([keep_inventory(None)])
    for former, present in KINDS.items():
        while found := await client.read(page_of_kind(former, BATCH)):
            await client.write(list(_recreate(present, found)))
    for owner, names in FACTS.items():
        for former, present in names.items():
            await client.write([rename_property(owner, former, present)])
    for owner, texts in LISTS.items():
        for name in texts:
            await _make_lists(client, SHAPE.kinds[owner], name)
    for identifier, part, text in await client.read(RECORDS) or ():
        renamed = packed([_renamed_line(line) for line in unpacked(text)])
        if renamed != text:
            await client.write([update_record(identifier, part, renamed)])


async def _make_lists(client: Client, kind: Kind, name: str) -> None:
    """Turn a text of a kind's nodes into a list, with its keys."""
    rows = []
    for identifier, value in await client.read(values_of(kind.label, name)) or ():
        listed: dict[str, Value] = {name: _as_list(value)}
        rows.append([identifier, listed | keys_of([p for p in kind.properties if p.name == name], listed)])
    await client.write([add_properties(kind.base, part) for part in slices(rows)])


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
    return orjson.dumps([entry, owner, *ends, _renamed_facts(before, owner), _renamed_facts(after, owner)]).decode()


def _renamed_facts(facts: dict[str, Any] | None, owner: str) -> dict[str, Any] | None:
    if facts is None:
        return None
    names, lists = FACTS.get(owner, {}), LISTS.get(owner, ())
    return {names.get(name, name): _as_list(value) if name in lists else value for name, value in facts.items()}


def _as_list(value: Any) -> Any:
    return [name for part in value.split(";") if (name := part.strip())] if isinstance(value, str) else value
