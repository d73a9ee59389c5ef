"""Forgets a person: the facts leave the graph and the records of imports, in one transaction.

The person's engagements stay, under the name « Formateur·rice ». The graph records the forgotten person without the
name (`changes/forgotten.py`). Texts that still contain the name are listed for an officer, who has to rewrite them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import orjson

from changes.changeset import Change, Changes, Facts, NotPossibleError
from changes.current import Current, current_of, version_of
from changes.forgotten import ENGAGED, forgotten_persons
from changes.records import Record, records_of_imports
from changes.writing import Origin, write
from exchange.faults import CellError
from exchange.lookup.loader import read_lookup
from exchange.sentences import FRENCH
from graph.client import Client
from graph.domain.counting import Durations
from graph.rights import TWIN
from graph.statement.core.writer import Statement
from graph.statement.maintain.history import texts_with
from graph.text import fold

REMAINING_RELATION = "engagements"
PERSONAL_FACTS = ("name", "contact")


@dataclass(frozen=True)
class Forgotten:
    """The result of forgetting: the id, the number of rewritten records, and the ids of nodes with the name in a text.

    `texts` are the erased names and contacts, by which their traces elsewhere can be found.
    """

    id: str
    records: int
    remaining: list[str]
    texts: frozenset[str]


@dataclass(frozen=True)
class Forgettable:
    """The data about a trainer in the graph and in the records of imports.

    Attributes:
        id: the id of the trainer.
        names: the names, in alphabetical order.
        in_graph: whether the graph holds anything but an anonymous node and its engagements.
        records: the number of records of imports that would be rewritten.
    """

    id: str
    names: list[str]
    in_graph: bool
    records: int


async def forget(client: Client, identifier: str, durations: Durations, today: date) -> Forgotten:
    """Forget a trainer, in the graph or only in the history of imports.

    Raises:
        NotPossibleError: no trainer has this id, or the graph was changed meanwhile; nothing is written.
    """
    version = await version_of(client)
    current = await current_of(client, {"Trainer": [identifier]})
    records = await records_of_imports(client)
    known = [*_facts_in(records, identifier), *current.facts.values()]
    if not known:
        message = f"« {identifier} » n’est l’identifiant de personne"
        raise NotPossibleError(message)
    names = _names(known)
    rewritten = list(_rewritten(records, identifier))
    recording = (await forgotten_persons(client)).record_statement(identifier, names, today)
    origin = Origin("entre-temps", lambda _: [*rewritten, recording])  # no record contains the name
    await write(client, _erasure(current, identifier), origin, version, durations)
    remaining = sorted({i for name in names for i in await client.read(texts_with(fold(name))) or ()})
    texts = frozenset(str(facts[name]) for facts in known for name in PERSONAL_FACTS if facts.get(name)) - {TWIN}
    return Forgotten(identifier, len(rewritten), remaining, texts)


async def forgettable(client: Client, identifier: str) -> Forgettable:
    """Return the data that forgetting a trainer would affect, without writing."""
    current, records = await current_of(client, {"Trainer": [identifier]}), await records_of_imports(client)
    names = _names([*_facts_in(records, identifier), *current.facts.values()])
    changes = _erasure(current, identifier)
    in_graph = bool(changes.edges) or any(change.before != change.after for change in changes.nodes.values())
    return Forgettable(identifier, sorted(names), in_graph, len(list(_rewritten(records, identifier))))


async def find_trainer(client: Client, text: str) -> str:
    """Return the id of the trainer that a text names, by id or exact name, in the graph or in the history of imports.

    Raises:
        NotPossibleError: the text names no trainer, or more than one.
    """
    try:
        return (await read_lookup(client, ())).directory.find(text, "Trainer")
    except CellError as error:
        if identifier := await _trainer_of_history(client, text):
            return identifier
        message = f"rien à oublier : « {text} » {FRENCH.sentence(error.problem)}"
        raise NotPossibleError(message) from error


async def _trainer_of_history(client: Client, text: str) -> str | None:
    """Return the id of a trainer named in imports, by id or name, even if deleted since; None for nobody."""
    for record in await records_of_imports(client):
        for identifier, facts in _trainers_in(record.lines):
            if text == identifier or fold(text) == fold(str(facts.get("name") or "")):
                return identifier
    return None


def _names(known: Sequence[Facts]) -> set[str]:
    """Return the names in some facts about a trainer."""
    return {str(facts["name"]) for facts in known if facts.get("name")} - {TWIN}


def _erasure(current: Current, identifier: str) -> Changes:
    """Return the changes that reduce a person to an anonymous node with its engagements."""
    changes = Changes()
    if identifier in current.facts:
        before = {name: value for name, value in current.facts[identifier].items() if name != "fictional"}
        after = {**dict.fromkeys(before), "name": TWIN, "publicListing": False}
        changes.nodes["Trainer", identifier] = Change(before, after)
        for relation, edges in current.edges[identifier].items():
            if relation != REMAINING_RELATION:
                changes.edges.update({key: Change(facts, None) for key, facts in edges.items()})
    return changes


def _facts_in(records: list[Record], identifier: str) -> Iterator[Facts]:
    for record in records:
        yield from (facts for trainer, facts in _trainers_in(record.lines) if trainer == identifier)


def _trainers_in(lines: list[str]) -> Iterator[tuple[str, Facts]]:
    """Yield the id of each trainer in a change set: once with the facts before the change, once with those after."""
    for (kind, identifier), change in Changes.read(lines).nodes.items():
        if kind == "Trainer":
            yield from ((identifier, facts) for facts in (change.before, change.after) if facts)


def _rewritten(records: list[Record], identifier: str) -> Iterator[Statement]:
    """Yield the statements that remove a person's facts from the records of imports."""
    for record in records:
        remaining = [line for line in record.lines if identifier not in _ids_of_facts(line)]
        if remaining != record.lines:
            yield record.rewritten(remaining)


def _ids_of_facts(line: str) -> list[str]:
    """Return the ids of nodes whose facts are in a change set's line; none if it links an actor to an engagement."""
    entry, *rest = orjson.loads(line)
    if entry == "n":
        return [rest[1]]
    return [] if rest[0] == ENGAGED else rest[1:3]
