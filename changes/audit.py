"""The audit of a graph against the model; it only reads."""

from graph.client import Client
from graph.statement.maintain.audit import audits


async def problems(client: Client) -> list[str]:
    """Return the faults of the graph, in French, each with its count and the first ids; empty when it has none."""
    faults = []
    for fault, statement in audits():
        count, ids = await client.read(statement)
        if count:
            faults.append(f"{fault} : {count} ({', '.join(str(i) for i in ids)}{'…' if count > len(ids) else ''})")
    return faults
