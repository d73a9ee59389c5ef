"""Holds a loaded graph against the model.

Rule: reads only; each problem is one French sentence with the first ids concerned.
"""

from graph.client import Client
from graph.statement.maintain.audit import audits


async def problems(client: Client) -> list[str]:
    """Return what does not fit the model; empty when all does."""
    found = []
    for what, statement in audits():
        count, ids = await client.read(statement)
        if count:
            found.append(f"{what} : {count} ({', '.join(str(i) for i in ids)}{'…' if count > len(ids) else ''})")
    return found
