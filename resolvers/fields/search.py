"""Root field `search`: nodes by words of their names, codes and labels, as far as the viewer may see them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest

from graph.bounds import SEARCH_LIMIT, SEARCH_TEXT_LIMIT, SEARCH_WORDS_LIMIT
from graph.errors import ClientError, in_range
from graph.statement.core.selection import Field
from graph.text import fold
from resolvers.execute.objects import NodeFetcher, keys, object_maker, pending
from resolvers.execute.root import Pending, Planning, RootField, RootRun, Start, computed_root
from resolvers.rules.search import SearchResult, search
from resolvers.rules.search_matches import Match

SEARCHED = ("TERRITORY", "CITY_CONTRACT", "INSTITUTION", "TRAINER", "ENGAGEMENT", "OFFER", "SOURCE")


@dataclass(frozen=True)
class Hit:
    """One match, with its kind."""

    match: Match
    kind: str


def _search(planning: Planning, root: Field) -> Start:
    fetcher = NodeFetcher(planning)
    maker = object_maker(root.sub(), fetcher)

    def start(run: RootRun) -> Pending:
        result, best = _matches(run, **run.arguments(root))
        run.getters = {
            "SearchResults": {
                "hits": lambda hits, _: hits,
                "nodes": lambda hits, _: [hit.match.id for hit in hits],
                "totalCount": lambda _hits, _: sum(map(len, result.by_kind.values())),
                "totalByKind": lambda _hits, _: [{"kind": k, "count": len(some)} for k, some in result.by_kind.items()],
                "approximate": lambda _hits, _: result.approximate,
            },
            "SearchHit": {"kind": lambda hit, _: hit.kind, "node": lambda hit, _: hit.match.id},
            "SearchCount": keys("kind", "count"),
        }
        return pending(fetcher, maker, best, run)

    return start


def _matches(run: RootRun, text: str, first: int, kinds: Sequence[str] | None = None) -> tuple[SearchResult, list[Hit]]:
    """Return all matches by kind, and the best of all kinds together."""
    words = fold(text).split()
    if not words or len(text) > SEARCH_TEXT_LIMIT or len(words) > SEARCH_WORDS_LIMIT:
        message = f"text: give 1 to {SEARCH_WORDS_LIMIT} words, {SEARCH_TEXT_LIMIT} characters at most"
        raise ClientError(message)
    in_range("first", first, SEARCH_LIMIT)
    wanted = SEARCHED if kinds is None else list(dict.fromkeys(kinds))
    result = search(run.queries.snapshot, run.viewer.view, wanted, words)
    best = nsmallest(first, ((one, kind) for kind, some in result.by_kind.items() for one in some))
    return result, [Hit(*hit) for hit in best]


FIELDS: Mapping[str, RootField] = {"search": computed_root(_search)}
