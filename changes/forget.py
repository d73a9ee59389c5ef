"""Forgets a trainer: what is known of the person leaves the graph and the history of imports.

Rule: one transaction; what the person took part in stays, told of « Formateur·rice » and nobody else. Texts that still
bear the name are listed, since only a person can tell what to write instead.
"""

from dataclasses import dataclass

import orjson

from changes.changeset import Change, Changes, NotPossibleError, packed, unpacked
from changes.counting import Durations
from changes.current import current_of, version_of
from changes.statements import StaleError, statements_of
from graph.client import Client, Moved
from graph.rights import TWIN
from graph.statement.core.writer import Statement
from graph.statement.maintain.history import RECORDS, keep_record, texts_with
from graph.text import fold

KEPT = "engagements"


@dataclass(frozen=True)
class Forgotten:
    """What was done: the id, how many records of imports were rewritten, and where the name still stands."""

    id: str
    records: int
    remaining: list[str]


async def forget(client: Client, identifier: str, durations: Durations) -> Forgotten:
    """Forget a trainer.

    Raises:
        NotPossibleError: no trainer has this id, or the graph moved meanwhile.
    """
    current = await current_of(client, {"Trainer": [identifier]})
    if identifier not in current.facts:
        message = f"« {identifier} » n'est l'identifiant de personne"
        raise NotPossibleError(message)
    facts = current.facts[identifier]
    known = {name: value for name, value in facts.items() if name != "fictional"}
    blank = {**dict.fromkeys(known), "name": TWIN, "publicListing": False}
    changes = Changes({("Trainer", identifier): Change(known, blank)})
    for relation, edges in current.edges[identifier].items():
        if relation != KEPT:
            changes.edges.update({key: Change(held, None) for key, held in edges.items()})
    version = await version_of(client)
    records = await _rewritten(client, identifier)
    try:
        await client.write([*await statements_of(client, changes, durations), *records], since=version)
    except (Moved, StaleError) as error:
        message = "le graphe a changé entre-temps, rien n'a été écrit ; relancez la commande"
        raise NotPossibleError(message) from error
    remaining = await client.read(texts_with(fold(str(facts["name"])))) or []
    return Forgotten(identifier, len(records), remaining)


async def _rewritten(client: Client, identifier: str) -> list[Statement]:
    """Return the statements that take a person out of the records of imports."""
    statements = []
    for import_id, part, text in await client.read(RECORDS) or ():
        lines = unpacked(text)
        kept = [line for line in lines if identifier not in _names(line)]
        if kept != lines:
            statements.append(keep_record(import_id, part, packed(kept)))
    return statements


def _names(line: str) -> list[str]:
    """Return the ids of a recorded change whose facts tell of a person; what a person is engaged in does not."""
    what, *rest = orjson.loads(line)
    if what == "n":
        return [rest[1]]
    return [] if rest[0] == "ENGAGED_IN" else rest[1:3]
