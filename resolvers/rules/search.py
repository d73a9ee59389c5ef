"""Search: the nodes that match words (rule 29 of `docs/model.md`)."""

from collections.abc import Sequence
from typing import NamedTuple

from graph.rights import View
from resolvers.rules.search_matches import BY_PLACE, CORRECTED, RANKS, Match, Matches, Search
from resolvers.rules.search_nearby import nearby
from resolvers.rules.search_words import corrections, mistyped, words_of
from resolvers.snapshot.model import Snapshot

NAMES = ("TERRITORY", "CITY_CONTRACT", "INSTITUTION", "TRAINER")
"""The kinds of node whose words may replace mistyped words."""


class SearchResult(NamedTuple):
    """The nodes that match a search, by kind, unordered; `approximate` if they do not hold all the words."""

    by_kind: Matches
    approximate: bool = False


def search(snapshot: Snapshot, view: View, kinds: Sequence[str], typed: Sequence[str]) -> SearchResult:
    """Return the nodes that match the folded words.

    If no name holds the words as typed, unknown words are replaced by the most similar words that occur in names; if
    there is still no match, bodies near a place are searched; finally, known words are replaced too.
    """
    words = words_of(typed)
    matches = Search(snapshot, view, words).of_kinds(kinds)
    if _is_named(matches):
        return SearchResult(matches)
    names = [snapshot.texts_of(view, kind) for kind in NAMES]
    titles = [snapshot.texts_of(view, kind) for kind in kinds if kind not in NAMES]
    wrong = mistyped(words, [*names, *titles])
    required = [word for word in words if word.required]
    searched = words
    for replaced in (wrong, required):
        meanings = corrections(words, replaced, names) if replaced else [words]
        for meant in meanings:
            if meant != searched:
                searched = meant
                matches = _merged(matches, Search(snapshot, view, meant).of_kinds(kinds))
            if _is_named(matches):
                return SearchResult(matches)
        if any(matches.values()):
            return SearchResult(matches)
        near = nearby(snapshot, view, meanings[0], kinds) if replaced is wrong else {}
        if any(near.values()):
            return SearchResult(near, approximate=True)
    return SearchResult(matches)


def _is_named(matches: Matches) -> bool:
    """Return whether a name holds all the words."""
    return any(match.rank < BY_PLACE for kind in NAMES for match in matches.get(kind, ()))


def _merged(as_typed: Matches, corrected: Matches) -> Matches:
    """Return the matches of corrected words; nodes also matched as typed keep that match, the others rank lower."""
    merged: Matches = {}
    for kind, some in corrected.items():
        before = {match.id: match for match in as_typed[kind]}
        merged[kind] = [before.get(match.id) or _lowered(match) for match in some]
    return merged


def _lowered(match: Match) -> Match:
    return match._replace(rank=match.rank + CORRECTED) if match.rank < RANKS else match
