"""Search: the nodes that words find (rule 29 of `docs/model.md`)."""

from collections.abc import Sequence
from typing import NamedTuple

from graph.rights import View
from resolvers.rules.search_matches import BORROWING, MENDED, RANKS, Match, Matches, Search
from resolvers.rules.search_nearby import nearby
from resolvers.rules.search_words import mendings, mistyped, words_of
from resolvers.snapshot.model import Snapshot

NAMES = ("TERRITORY", "CITY_CONTRACT", "INSTITUTION", "TRAINER")
"""The kinds whose words mend others."""


class SearchResult(NamedTuple):
    """The nodes that a search finds by kind, in no order; approximate ones do not hold all the words."""

    by_kind: Matches
    approximate: bool = False


def search(snapshot: Snapshot, view: View, kinds: Sequence[str], typed: Sequence[str]) -> SearchResult:
    """Return the nodes that the folded words find.

    Where no name holds the words as they are typed, those that are no word are searched for by the nearest of names;
    where nothing does, the bodies near to a place; last, all words are mended.
    """
    words = words_of(typed)
    found = Search(snapshot, view, words).of_kinds(kinds)
    if _is_named(found):
        return SearchResult(found)
    names = [snapshot.texts_of(view, kind) for kind in NAMES]
    titles = [snapshot.texts_of(view, kind) for kind in kinds if kind not in NAMES]
    wrong = mistyped(words, [*names, *titles])
    required = [word for word in words if word.required]
    searched = words
    for mended in (wrong, required):
        meanings = mendings(words, mended, names) if mended else [words]
        for meant in meanings:
            if meant != searched:
                searched = meant
                found = _merged(found, Search(snapshot, view, meant).of_kinds(kinds))
            if _is_named(found):
                return SearchResult(found)
        if any(found.values()):
            return SearchResult(found)
        near = nearby(snapshot, view, meanings[0], kinds) if mended is wrong else {}
        if any(near.values()):
            return SearchResult(near, approximate=True)
    return SearchResult(found)


def _is_named(found: Matches) -> bool:
    """Return whether a name holds all the words."""
    return any(match.rank < BORROWING for kind in NAMES for match in found.get(kind, ()))


def _merged(as_typed: Matches, mended: Matches) -> Matches:
    """Return the matches of mended words: as it was typed where one was found so, else after those by their names."""
    merged: Matches = {}
    for kind, some in mended.items():
        before = {match.id: match for match in as_typed[kind]}
        merged[kind] = [before.get(match.id) or _later(match) for match in some]
    return merged


def _later(match: Match) -> Match:
    return match._replace(rank=match.rank + MENDED) if match.rank < RANKS else match
