"""A search for bodies near a place, if no node holds all the words: « mission locale laval » (rule 29)."""

from collections.abc import Iterable, Iterator, Sequence

from graph.rights import View
from graph.vocabulary import INSTITUTION_KIND_WORDS
from resolvers.rules.search_matches import BY_PLACE, NEARBY, Match, Matches, Search
from resolvers.rules.search_words import Word
from resolvers.snapshot.model import Snapshot
from resolvers.snapshot.territories import COUNTRY

_BODY, _PLACE = NEARBY, NEARBY + 1
"""The rank of the bodies, and that of the named places, which come after them."""


def nearby(snapshot: Snapshot, view: View, words: Sequence[Word], kinds: Sequence[str]) -> Matches:
    """Split the words into the full name of a place and words for bodies, and return the nearest of these bodies.

    The longest name of a place decides. The result is empty if the other words mean no body at all.
    """
    for others, named in _splits(words):
        places = _named(snapshot, view, named)
        bodies = _meant(snapshot, view, others) if places else []
        if bodies:
            index = snapshot.territories.index
            near = {actor for place in places for actor in _nearest(snapshot, bodies, index[place.id])}
            matches = {
                "INSTITUTION": [body._replace(rank=_BODY) for body in bodies if body.id in near],
                "TERRITORY": [place._replace(rank=_PLACE) for place in places],
            }
            return {kind: matches.get(kind, []) for kind in kinds}
    return {}


def _splits(words: Sequence[Word]) -> Iterator[tuple[Sequence[Word], Sequence[Word]]]:
    """Yield each split of the words into two parts that both have a required word.

    The second part is the end or the beginning of the words; splits with a longer second part come first.
    """
    for length in range(len(words) - 1, 0, -1):
        for others, named in ((words[:-length], words[-length:]), (words[length:], words[:length])):
            if any(word.required for word in others) and any(word.required for word in named):
                yield others, named


def _named(snapshot: Snapshot, view: View, words: Sequence[Word]) -> list[Match]:
    """Return the territories with these words as whole name or code; for a département's code, only the département."""
    matches = Search(snapshot, view, words).of_kinds(["TERRITORY"])["TERRITORY"]
    named = [match for match in matches if match.rank == 0]
    coded = f"departement:{words[0].typed.upper()}"
    return [match for match in named if match.id == coded] or named


def _meant(snapshot: Snapshot, view: View, words: Sequence[Word]) -> list[Match]:
    """Return the institutions that hold these words, if one of the words names a kind."""
    if not any(word.begins(called) for word in words for called in INSTITUTION_KIND_WORDS.values()):
        return []
    matches = Search(snapshot, view, words).of_kinds(["INSTITUTION"])["INSTITUTION"]
    return [match for match in matches if match.rank <= BY_PLACE]


def _nearest(snapshot: Snapshot, bodies: Sequence[Match], place: int) -> set[str]:
    """Return the bodies that act at the place, else those with their seat in it, its département or its région."""
    territories, actors = snapshot.territories, snapshot.actors
    ids = {body.id for body in bodies}
    acting = ids.intersection(_acting(snapshot, place))
    if acting:
        return acting
    country = territories.index.get(COUNTRY)
    for zone in (place, *(zone for zone in territories.attachments(place) if zone != country)):
        seated = {
            identifier
            for identifier in ids
            for seat in actors.seats[actors.index[identifier]]
            if territories.is_within(territories.index[seat], zone)
        }
        if seated:
            return seated
    return set()


def _acting(snapshot: Snapshot, place: int) -> Iterator[str]:
    """Yield the actors of engagements that target a place, a territory that contains it, or one that touches it.

    Wide territories around it do not count.
    """
    territories, engagements = snapshot.territories, snapshot.engagements
    places: Iterable[int] = {place, *territories.inside.get(place, ()), *territories.ancestors[place]} - (
        territories.wide - {place}
    )
    for target in places:
        for engagement in engagements.by_target.get(target, ()):
            yield from (snapshot.actors.ids[actor] for actor, _ in engagements.actors[engagement])
