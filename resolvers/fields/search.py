"""Root field `search`: words that begin words of the name, code or label, in what the caller may see.

Exact matches come first, then what starts so, then the rest; by name, then id.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest

from graph.bounds import SEARCH_LIMIT, SEARCH_TEXT_LIMIT
from graph.errors import ClientError, in_range
from graph.rights import Caller
from graph.statement.core.selection import Field
from graph.text import fold
from resolvers.execute.objects import NodeFetcher, keys, object_maker, pending
from resolvers.execute.root import Pending, Planning, RootField, RootRun, Start
from resolvers.snapshot.search_texts import Found

SEARCHED = ("TERRITORY", "CITY_CONTRACT", "INSTITUTION", "TRAINER", "ENGAGEMENT", "OFFER", "SOURCE")


@dataclass(frozen=True)
class Hit:
    """One match, and its kind."""

    found: Found
    kind: str


def _search(planning: Planning, root: Field) -> Start:
    fetcher = NodeFetcher(planning)
    maker = object_maker(root.sub(), fetcher)

    def start(run: RootRun) -> Pending:
        found, best = _matches(planning.caller, run, **run.arguments(root))
        run.getters = {
            "SearchConnection": {
                "edges": lambda hits, _: hits,
                "nodes": lambda hits, _: [hit.found.id for hit in hits],
                "totalCount": lambda _hits, _: sum(map(len, found.values())),
                "totalByKind": lambda _hits, _: [{"kind": kind, "count": len(some)} for kind, some in found.items()],
            },
            "SearchEdge": {"kind": lambda hit, _: hit.kind, "node": lambda hit, _: hit.found.id},
            "SearchCount": keys("kind", "count"),
        }
        return pending(fetcher, maker, best, run)

    return start


def _matches(
    caller: Caller, run: RootRun, text: str, first: int, kinds: Sequence[str] | None = None
) -> tuple[dict[str, list[Found]], list[Hit]]:
    """Return all matches by kind, and the best of all kinds together."""
    words = fold(text).split()
    if not words or len(text) > SEARCH_TEXT_LIMIT:
        message = f"text: give one word or more, {SEARCH_TEXT_LIMIT} characters at most"
        raise ClientError(message)
    in_range("first", first, SEARCH_LIMIT)
    texts = run.queries.snapshot.texts
    found = {kind: texts[kind, caller].find(words) for kind in dict.fromkeys(SEARCHED if kinds is None else kinds)}
    hits = (Hit(one, kind) for kind, some in found.items() for one in some)
    return found, nsmallest(first, hits, key=lambda hit: hit.found)


FIELDS: Mapping[str, RootField] = {"search": RootField(_search, needs_snapshot=True)}
