"""Finds and reads the engagements and head counts whose withheld numbers a change set may affect."""

from collections.abc import Collection

from changes.changeset import Changes
from changes.current import Current, current_of, ids_by_kind, read_into
from changes.derived import NUMBERS
from graph.client import Client
from graph.model import SHAPE
from graph.model.engagements import HEAD_COUNTS
from graph.rights import EVERYTHING


async def read_counted(client: Client, changes: Changes, current: Current, also: Collection[str] = ()) -> set[str]:
    """Read into `current` the engagements whose numbers of people change, with their head counts; return all ids.

    `also`: the ids of unchanged head counts whose engagements are to be read as well.
    """
    moved = [key for key in changes.edges if key[0] == HEAD_COUNTS.through]
    heads = {identifier for kind, identifier in changes.nodes if kind == "HeadCount"} | {*also}
    await current_of(client, ids_by_kind(heads - current.kinds.keys()), known=current)
    placed = [key for key in current.relationships() if key[0] == HEAD_COUNTS.through and key[1] in heads]
    engagements = {end for _, _, end in [*moved, *placed]}
    for (kind, identifier), change in changes.nodes.items():
        if kind == "TrainingSession" and NUMBERS[kind] in {**(change.before or {}), **(change.after or {})}:
            engagements.add(identifier)
    if not engagements:
        return set()
    counted = Current()
    for kind, ids in ids_by_kind(engagements).items():
        async for _ in read_into(counted, client, SHAPE.kinds[kind], sorted(ids), EVERYTHING, [HEAD_COUNTS]):
            pass
    affected = engagements | {start for _, start, _ in [*counted.relationships(), *moved]}
    await current_of(client, ids_by_kind(affected - current.kinds.keys()), known=current)
    return (affected & (current.kinds.keys() | changes.created_ids)) - changes.deleted_ids
