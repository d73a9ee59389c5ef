"""What a graph holds, as a digest: every node with its labels and properties, every relationship."""

import hashlib

import orjson

from graph.client import Client
from graph.statement.core.writer import Statement

NODES = Statement("MATCH (n) WHERE NOT n:Graph RETURN n.id, labels(n), properties(n) ORDER BY n.id", {})
EDGES = Statement("MATCH (a)-[r]->(b) RETURN a.id, type(r), b.id, properties(r)", {})


async def digest(client: Client) -> str:
    """Return the digest of a graph; the graph's own version is left out."""
    found = hashlib.sha256()
    lines = [
        orjson.dumps([identifier, sorted(labels), _plain(properties)])
        for identifier, labels, properties in await client.records(NODES)
    ]
    lines += [orjson.dumps([*row[:3], _plain(row[3])]) for row in await client.records(EDGES)]
    for line in sorted(lines):
        found.update(line)
    return f"{len(lines)}:{found.hexdigest()}"


def _plain(properties: dict[str, object]) -> dict[str, object]:
    simple = (str, int, float, bool, list)
    return {name: value if isinstance(value, simple) else str(value) for name, value in sorted(properties.items())}
