"""The whole graph, read in a fixed order: as the lines of a backup, and as its inventory."""

from collections import Counter
from collections.abc import AsyncIterator

from changes.batches import slices
from changes.changeset import NotPossibleError
from changes.current import version_of
from graph.client import Client, GraphChangedError, StatementError
from graph.indexes import bases
from graph.inventory import EDGE, NODE, RECORD, Inventory
from graph.statement.maintain.content import edges_from, edges_into, ids_of, nodes_of, records_labelled
from graph.statement.maintain.version import ANYTHING, INVENTORY, keep_inventory

UNREADABLE = "la base ne parvient plus à lire une partie de ce qu’elle contient : lancez « cinqaxes check »"
RECORD_KEYS = {"ImportRecord": ("import", "part"), "Forgotten": ("id",)}
"""The labels of the nodes outside the model, which have no relationships, with the properties that identify them."""


class UnreadableGraphError(NotPossibleError):
    """The database can no longer read a part of its content."""


async def lines_into(inventory: Inventory, client: Client) -> AsyncIterator[bytes]:
    """Yield the line of each node and of the relationships that start at it, by base label and id, then of the records.

    All lines are added to the inventory.

    Raises:
        UnreadableGraphError: the database cannot read them all.
    """
    try:
        for base in bases():
            identifiers = sorted(await client.read(ids_of(base)) or (), key=str)  # another tool may write numbers
            for ids in slices(identifiers):
                nodes = await client.read(nodes_of(base, ids)) or []
                for _, labels, properties in sorted(nodes, key=lambda node: str(node[0])):
                    yield inventory.add([NODE, labels], properties)
                edges = await client.read(edges_from(base, ids)) or []
                for line in sorted(inventory.add([EDGE, *edge], facts) for *edge, facts in edges):
                    yield line
        for label in RECORD_KEYS:
            records = await client.read(records_labelled(label)) or []
            for line in sorted(inventory.add([RECORD, label], properties) for properties in records):
                yield line
    except StatementError as error:
        raise UnreadableGraphError(UNREADABLE) from error


async def inventory_of(client: Client) -> Inventory:
    """Return the present inventory of a graph; raises the errors of `lines_into`."""
    inventory = Inventory()
    async for _ in lines_into(inventory, client):
        pass
    return inventory


async def relationships_at_ends(client: Client) -> Counter[str]:
    """Return the number of relationships by type, counted at their end nodes."""
    counts = Counter[str]()
    for base in bases():
        counts.update(dict(await client.read(edges_into(base)) or ()))
    return counts


async def stored_inventory(client: Client) -> Inventory | None:
    """Return the inventory stored in the graph; None if there is none."""
    texts = await client.read(INVENTORY)
    return None if texts is None else Inventory.read(texts)


async def take_inventory(client: Client) -> None:
    """Read the whole graph and store its present inventory, even if another tool changed it.

    Raises:
        NotPossibleError: the graph is being written to, or cannot be read completely.
    """
    version = await version_of(client)
    inventory = await inventory_of(client)
    try:
        await client.write([ANYTHING, keep_inventory(inventory)], since=version)
    except GraphChangedError as error:
        message = "le graphe a changé pendant qu’il était relu ; relancez la commande"
        raise NotPossibleError(message) from error
