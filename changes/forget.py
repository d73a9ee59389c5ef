"""Forgetting: a person's facts leave the graph and the records of imports, in one transaction.

The person's engagements stay, as those of « Formateur·rice ». Texts that still contain the name are listed for an
officer, who has to rewrite them.
"""

from dataclasses import dataclass

import orjson

from changes.changeset import Change, Changes, NotPossibleError, packed, unpacked
from changes.current import current_of, version_of
from changes.statements import StaleError, statements_of
from graph.client import Client, Moved
from graph.domain.counting import Durations
from graph.rights import TWIN
from graph.statement.core.writer import Statement
from graph.statement.maintain.history import RECORDS, texts_with, update_record
from graph.text import fold

REMAINING_RELATION = "engagements"


@dataclass(frozen=True)
class Forgotten:
    """The result: the id, the number of rewritten records, and the ids of the nodes whose texts contain the name."""

    id: str
    records: int
    remaining: list[str]


async def forget(client: Client, identifier: str, durations: Durations) -> Forgotten:
    """Forget a trainer.

    Raises:
        NotPossibleError: no trainer has this id, or the graph moved meanwhile; nothing is written.
    """
    current = await current_of(client, {"Trainer": [identifier]})
    if identifier not in current.facts:
        message = f"« {identifier} » n'est l'identifiant de personne"
        raise NotPossibleError(message)
    facts = current.facts[identifier]
    before = {name: value for name, value in facts.items() if name != "fictional"}
    after = {**dict.fromkeys(before), "name": TWIN, "publicListing": False}
    changes = Changes({("Trainer", identifier): Change(before, after)})
    for relation, edges in current.edges[identifier].items():
        if relation != REMAINING_RELATION:
            changes.edges.update({key: Change(edge_facts, None) for key, edge_facts in edges.items()})
    version = await version_of(client)
    records = await _record_updates(client, identifier)
    try:
        await client.write([*await statements_of(client, changes, durations), *records], since=version)
    except (Moved, StaleError) as error:
        message = "le graphe a changé entre-temps, rien n'a été écrit ; relancez la commande"
        raise NotPossibleError(message) from error
    remaining = await client.read(texts_with(fold(str(facts["name"])))) or []
    return Forgotten(identifier, len(records), remaining)


async def _record_updates(client: Client, identifier: str) -> list[Statement]:
    """Return the statements that remove a person's facts from the records of imports."""
    statements = []
    for import_id, part, text in await client.read(RECORDS) or ():
        lines = unpacked(text)
        remaining = [line for line in lines if identifier not in _ids_of_facts(line)]
        if remaining != lines:
            statements.append(update_record(import_id, part, packed(remaining)))
    return statements


def _ids_of_facts(line: str) -> list[str]:
    """Return the ids of the nodes that a line of a change set has facts about; an engagement is none of its actor."""
    entry, *rest = orjson.loads(line)
    if entry == "n":
        return [rest[1]]
    return [] if rest[0] == "ENGAGED_IN" else rest[1:3]
