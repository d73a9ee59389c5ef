"""The audit of a graph against the model and the inventory, which every write updates; the audit itself only reads."""

from collections.abc import AsyncIterator, Iterable, Iterator, Mapping

from changes.changeset import NotPossibleError
from changes.current import version_of
from changes.inventory import UnreadableGraphError, inventory_of, relationships_at_ends, stored_inventory
from graph.client import Client, StatementError
from graph.french import agree, count, figures
from graph.inventory import Inventory
from graph.model import SHAPE
from graph.statement.maintain.audit import ENDS, Audit, audits, wrong_ends
from graph.statement.maintain.audit import remarks as remarked
from graph.statement.maintain.content import readable_count

NO_INVENTORY = (
    "ce graphe ne tient pas encore d’inventaire, et ce qui s’y perdrait ne se verrait pas : lancez « cinqaxes touch »"
)

RELATION = "relation"
OTHER_NODE = "un au moins n’est pas tel qu’il a été écrit"


async def problems(client: Client) -> list[str]:
    """Return the faults of the graph, in French, each with its count and the first ids; empty if there are none."""
    return await _counted(client, [*audits(), *wrong_ends(await client.read(ENDS))])


async def remarks(client: Client) -> list[str]:
    """Return the facts that are valid but will not count, in the form of `problems`."""
    return await _counted(client, remarked())


async def losses(client: Client) -> list[str] | None:
    """Return, in French, what was lost or changed outside Cinq Axes; None if the graph has no inventory.

    Raises:
        NotPossibleError: the graph was written to meanwhile.
    """
    stored, version = await stored_inventory(client), await version_of(client)
    if stored is None:
        return None
    try:
        present, at_ends = await inventory_of(client), await relationships_at_ends(client)
    except UnreadableGraphError as error:
        return [loss async for loss in _unreadable_parts(client, stored)] or [str(error)]
    if await version_of(client) != version:
        message = "le graphe a changé pendant la vérification ; relancez la commande"
        raise NotPossibleError(message)
    return list(_differences(stored, present, at_ends))


def _differences(stored: Inventory, present: Inventory, at_ends: Mapping[str, int]) -> Iterator[str]:
    for label in sorted(stored.stocks.keys() | present.stocks.keys()):
        noun = _noun(label)
        before, after = stored.stock(label), present.stock(label)
        if before.number != after.number:
            yield f"{label} : {_missing(noun, before.number, after.number)}"
        elif before != after:
            other = "une au moins n’est pas telle qu’elle a été écrite" if noun == RELATION else OTHER_NODE
            yield f"{label} : {count(after.number, noun)}, dont {other}"
        elif noun == RELATION and at_ends.get(label, 0) != before.number:
            yield f"{label} : à l’arrivée, {_missing(noun, before.number, at_ends.get(label, 0))}"


async def _unreadable_parts(client: Client, stored: Inventory) -> AsyncIterator[str]:
    """Yield the unreadable and missing parts of a graph that cannot be read completely."""
    for label, stock in sorted(stored.stocks.items()):
        try:
            readable = await client.read(readable_count(label))
        except StatementError:
            unreadable = agree(stock.number, "illisible")
            yield f"{label} : {count(stock.number, _noun(label))} au moins en partie {unreadable}"
        else:
            if readable != stock.number:
                yield f"{label} : {_missing(_noun(label), stock.number, readable)}"


def _noun(label: str) -> str:
    return RELATION if label in SHAPE.relationships else "nœud"


def _missing(noun: str, expected: int, present: int) -> str:
    missing = present < expected
    difference = f"il en manque {figures(expected - present)}" if missing else f"{figures(present - expected)} de trop"
    return f"{count(present, noun)} au lieu de {figures(expected)}, {difference}"


async def _counted(client: Client, audits: Iterable[Audit]) -> list[str]:
    problems = []
    for titles, statement in audits:
        for place, total, ids in sorted(await client.read(statement)):
            first = f" ({', '.join(str(i) for i in ids)}{'…' if total > len(ids) else ''})" if ids else ""
            problems.append(f"{titles[place]} : {figures(total)}{first}")
    return problems
