"""The audit of a graph against the model; it only reads."""

from collections.abc import Iterable

from graph.client import Client
from graph.statement.core.writer import Statement
from graph.statement.maintain.audit import audits
from graph.statement.maintain.audit import remarks as remarked


async def problems(client: Client) -> list[str]:
    """Return the faults of the graph, in French, each with its count and the first ids; empty when it has none."""
    return await _counted(client, audits())


async def remarks(client: Client) -> list[str]:
    """Return what is no fault and will not count, in the same form."""
    return await _counted(client, remarked())


async def _counted(client: Client, statements: Iterable[tuple[str, Statement]]) -> list[str]:
    found = []
    for title, statement in statements:
        count, ids = await client.read(statement)
        if count:
            found.append(f"{title} : {count} ({', '.join(str(i) for i in ids)}{'…' if count > len(ids) else ''})")
    return found
