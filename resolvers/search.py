"""The search: words that begin words of the name, code or label.

Rule: exact first, then what starts so, then others; by name, then id. It looks only in what the caller may see.
"""

from dataclasses import dataclass
from heapq import nsmallest
from typing import Any

from graph.mistakes import Mistake, in_range
from graph.statement.selection import Field
from graph.text import fold
from resolvers.asked import Asked
from resolvers.rendering import Dresser, Getters, Ref, keys, of_key, renderer
from resolvers.texts import Found

FIRST_LIMIT = 100
TEXT_LIMIT = 200
SEARCHED = ("TERRITORY", "CITY_CONTRACT", "INSTITUTION", "TRAINER", "ENGAGEMENT", "OFFER", "SOURCE")


@dataclass(frozen=True)
class Hit:
    """One thing found, and its kind."""

    found: Found
    kind: str


async def search(asked: Asked, root: Field) -> Any:
    """Answer what is found by words."""
    text, first = root.arguments["text"], root.arguments["first"]
    words = fold(text).split()
    if not words or len(text) > TEXT_LIMIT:
        message = f"text: give one word or more, {TEXT_LIMIT} characters at most"
        raise Mistake(message)
    in_range("first", first, FIRST_LIMIT)
    context, snapshot, _ = await asked.resting(root)
    chosen = root.arguments.get("kinds")
    found = {
        kind: snapshot.texts[kind, asked.caller].find(words)
        for kind in dict.fromkeys(SEARCHED if chosen is None else chosen)
    }
    hits = [Hit(one, kind) for kind, some in found.items() for one in some]
    best = nsmallest(first, hits, key=lambda hit: hit.found)
    dresser = Dresser()
    getters: Getters = {
        "SearchConnection": {
            "edges": of_key("hits"),
            "totalCount": lambda _value, _field: len(hits),
            "totalByKind": lambda _value, _field: [{"kind": kind, "count": len(some)} for kind, some in found.items()],
        },
        "SearchEdge": {"kind": lambda hit, _: hit.kind, "node": lambda hit, _: Ref(hit.found.id)},
        "SearchCount": keys("kind", "count"),
    }
    answer = renderer(root.sub(), getters, dresser)({"hits": best})
    await asked.dress(context, dresser)
    return answer
