"""The search: words that begin words of the name, code or label.

Rule: exact first, then what starts so, then others; by name, then id. It looks only in what the caller may see.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nsmallest

from graph.errors import ClientError, in_range
from graph.rights import Caller
from graph.statement.core.selection import Field
from graph.text import fold
from resolvers.execute.objects import NodeFetcher, keys, rendered, renderer
from resolvers.execute.root import Begin, Pending, Planning, RootRun
from resolvers.snapshot.search_texts import Found

FIRST_LIMIT = 100
TEXT_LIMIT = 200
SEARCHED = ("TERRITORY", "CITY_CONTRACT", "INSTITUTION", "TRAINER", "ENGAGEMENT", "OFFER", "SOURCE")


@dataclass(frozen=True)
class Hit:
    """One thing found, and its kind."""

    found: Found
    kind: str


def search(planning: Planning, root: Field) -> Begin:
    """Plan what is found by words."""
    dressing = NodeFetcher(planning)
    render = renderer(root.sub(), dressing)

    def begin(run: RootRun) -> Pending:
        found, best = _found(planning.caller, run, **run.arguments(root))
        run.getters = {
            "SearchConnection": {
                "edges": lambda hits, _: hits,
                "totalCount": lambda _hits, _: sum(map(len, found.values())),
                "totalByKind": lambda _hits, _: [{"kind": kind, "count": len(some)} for kind, some in found.items()],
            },
            "SearchEdge": {"kind": lambda hit, _: hit.kind, "node": lambda hit, _: hit.found.id},
            "SearchCount": keys("kind", "count"),
        }
        return rendered(dressing, render, best, run)

    return begin


def _found(
    caller: Caller, run: RootRun, text: str, first: int, kinds: Sequence[str] | None = None
) -> tuple[dict[str, list[Found]], list[Hit]]:
    """Return all that is found by kind, and the best of all kinds together."""
    words = fold(text).split()
    if not words or len(text) > TEXT_LIMIT:
        message = f"text: give one word or more, {TEXT_LIMIT} characters at most"
        raise ClientError(message)
    in_range("first", first, FIRST_LIMIT)
    texts = run.rests.snapshot.texts
    found = {kind: texts[kind, caller].find(words) for kind in dict.fromkeys(SEARCHED if kinds is None else kinds)}
    hits = (Hit(one, kind) for kind, some in found.items() for one in some)
    return found, nsmallest(first, hits, key=lambda hit: hit.found)
