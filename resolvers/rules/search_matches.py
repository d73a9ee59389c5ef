"""The matches of a search: which nodes hold its words, and how well they fit (rule 29 of `docs/model.md`)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice, product
from typing import NamedTuple

from graph.rights import View
from graph.vocabulary import INSTITUTION_KIND_WORDS, TERRITORY_KIND_WORDS, InstitutionKind, TerritoryKind
from resolvers.rules.search_words import Word
from resolvers.snapshot.model import Snapshot
from resolvers.snapshot.search_texts import BREAK
from resolvers.snapshot.standings import ACTOR_STANDING, OTHER_STANDING

MOST_PHRASES = 32
"""The maximum number of phrases compared with names; further combinations of the words' forms are left out."""
TERRITORY_KINDS, ACTOR_KINDS = frozenset({"TERRITORY", "CITY_CONTRACT"}), frozenset({"INSTITUTION", "TRAINER"})
LISTED_IN_PLACES = frozenset(TerritoryKind) - {TerritoryKind.COMMUNE}
"""The kinds of territory found by a word for their kind and the name of a place around them: « qpv 44 »."""
RANKS = 4
"""The number of ranks of nodes whose own texts contain the words.

In order of rank: the name is the phrase; it begins with the phrase as whole words; it begins with the letters of the
phrase; it only contains the words.
"""
CORRECTED, BY_PLACE, NEARBY = RANKS, 2 * RANKS, 3 * RANKS
"""Numbers added to the rank of a match: for corrected words, for words of its place, or if it is only near a place."""

Kind = TerritoryKind | InstitutionKind
Matches = dict[str, list["Match"]]


class Match(NamedTuple):
    """A matching node, with its sort values.

    The rank depends on how well the texts of the node fit, the tier on its kind. `places` is the negative of the number
    of QPV and contracts in the node; then come the folded name and the id.
    """

    rank: int
    tier: int
    places: int
    key: str
    id: str


class _Term(NamedTuple):
    """A required word, and what it finds in one searched kind of node.

    That is: the nodes whose texts contain the word, the nodes in a territory whose texts contain it, and the kinds of
    territory or institution that the word names.
    """

    word: Word
    held: Mapping[str, int]
    around: set[str]
    named_kinds: frozenset[Kind]


class _Phrase(NamedTuple):
    """Three strings to look for in a node's line.

    They show that a text begins with the phrase, begins with it as whole words, or equals it, in this order.
    """

    beginning: str
    words: str
    whole: str

    @classmethod
    def of(cls, phrase: str) -> "_Phrase":
        """Build it from the words of the phrase."""
        beginning = f"{BREAK} {phrase}"
        return cls(beginning, f"{beginning} ", f"{beginning} {BREAK}")


class Search:
    """One search of a snapshot: which nodes hold the words, and how well they fit."""

    def __init__(self, snapshot: Snapshot, view: View, words: Sequence[Word]) -> None:
        self._snapshot = snapshot
        self._view = view
        self._words = words
        self._required = list(dict.fromkeys(word for word in words if word.required))
        self._held_by_kind: dict[str, list[dict[str, int]]] = {}
        self._phrases_of: dict[tuple[Word, ...], Sequence[_Phrase]] = {}

    def of_kinds(self, kinds: Sequence[str]) -> dict[str, list[Match]]:
        """Return the matches of these kinds."""
        return {kind: list(self._of_kind(kind)) for kind in kinds}

    def _of_kind(self, kind: str) -> Iterator[Match]:
        held = self._held(kind)
        match, texts = self._matcher(kind), self._snapshot.texts_of(self._view, kind)
        named_kinds = self._named_kinds(kind)
        if len(held) == 1:
            phrases = self._phrases(tuple(self._required))
            yield from (match(identifier, texts.lines[i], phrases, 0) for identifier, i in held[0].items())
            if kind == "INSTITUTION" and not held[0]:
                yield from (match(one, texts.line_of(one), (), BY_PLACE) for one in self._bodies_of(named_kinds[0]))
            return
        if not any(held) and not any(named_kinds):
            return
        terms = [_Term(*term) for term in zip(self._required, held, self._around(kind), named_kinds, strict=True)]
        near = [term.held.keys() | term.around for term in terms]
        for identifier in self._candidates(terms, near):
            kind_of = self._kind_of(identifier)
            own = [term.word for term in terms if identifier in term.held]
            missing = [term for term in terms if identifier not in term.held]
            of_other_kind = [term for term in missing if kind_of not in term.named_kinds]
            is_listed = (kind == "INSTITUTION" or kind_of in LISTED_IN_PLACES) and texts.holds(identifier)
            if own or (is_listed and 0 < len(of_other_kind) < len(missing)):
                phrases = self._phrases(tuple(own))
                yield match(identifier, texts.line_of(identifier), phrases, BY_PLACE if of_other_kind else 0)

    def _candidates(self, terms: Sequence[_Term], near: Sequence[set[str]]) -> set[str]:
        """Return the nodes whose own texts, or those of their place, contain each term.

        A term that names the kind of a node need not occur in these texts.

        `near` are, for each term, the nodes whose own text or whose place contains it; every returned node is in at
        least one of these sets.
        """
        by_place = [nodes for term, nodes in zip(terms, near, strict=True) if not term.named_kinds]
        candidates = set.intersection(*by_place) if by_place else set[str]().union(*near)
        for term, nodes in zip(terms, near, strict=True):
            if term.named_kinds:
                candidates = {i for i in candidates if i in nodes or self._kind_of(i) in term.named_kinds}
        return candidates

    def _kind_of(self, identifier: str) -> Kind | None:
        territories, actors = self._snapshot.territories, self._snapshot.actors
        place = territories.index.get(identifier)
        if place is not None:
            return territories.kinds[place]
        actor = actors.index.get(identifier)
        kind = None if actor is None else actors.kinds[actor]
        return None if kind is None else InstitutionKind(kind)

    def _bodies_of(self, kinds: frozenset[Kind]) -> Iterator[str]:
        """Yield the searched institutions of these kinds."""
        ids = self._snapshot.texts_of(self._view, "INSTITUTION").ids if kinds else ()
        return (identifier for identifier in ids if self._kind_of(identifier) in kinds)

    def _held(self, kind: str) -> list[dict[str, int]]:
        """Return for each required word the nodes of a kind that hold it, with their positions in the texts."""
        held = self._held_by_kind.get(kind)
        if held is None:
            texts = self._snapshot.texts_of(self._view, kind)
            held = self._held_by_kind[kind] = [texts.holding(word.forms) for word in self._required]
        return held

    def _matcher(self, kind: str) -> Callable[[str, str, Sequence[_Phrase], int], Match]:
        """Return the function that makes the match of a node from its id, its line and the phrases of its own words.

        The last argument of that function is added to the rank.
        """
        index, standings = self._snapshot.territories.index, self._snapshot.territories.search_standings
        same = None if kind in TERRITORY_KINDS else ACTOR_STANDING if kind in ACTOR_KINDS else OTHER_STANDING

        def match(identifier: str, line: str, phrases: Sequence[_Phrase], lower: int) -> Match:
            tier, places = same or standings[index[identifier]]
            return Match(_rank(line, phrases) + lower, tier, places, line[2 : line.index(BREAK, 1) - 1], identifier)

        return match

    def _phrases(self, own: tuple[Word, ...]) -> Sequence[_Phrase]:
        """Return phrases of the words that a node holds, in all forms.

        If it lacks a required word, phrases without linking words are returned too.

        A linking word belongs to the word after it.
        """
        made = self._phrases_of.get(own)
        if made is None:
            linked: list[Word] = []
            waiting: list[Word] = []
            for word in self._words:
                waiting.append(word)
                if word.required:
                    linked += waiting if word in own else []
                    waiting = []
            both = (linked, own) if len(own) < len(self._required) else ([*linked, *waiting],)
            combined = (islice(product(*(w.forms for w in some)), MOST_PHRASES) for some in both if some)
            phrases = dict.fromkeys(" ".join(form.strip() for form in forms) for some in combined for forms in some)
            made = self._phrases_of[own] = [_Phrase.of(phrase) for phrase in phrases]
        return made

    def _around(self, kind: str) -> list[set[str]]:
        """Return for each required word the nodes of a kind that lie in a territory that holds the word.

        Here, a contract counts as lying in the territories that it contains, so that their names find it too.
        """
        snapshot = self._snapshot
        ids = snapshot.territories.ids
        if kind in TERRITORY_KINDS:
            above = self._contracts_above if kind == "CITY_CONTRACT" else [set[int]()] * len(self._required)
            return [{ids[i] for i in a | b} for a, b in zip(self._places_within, above, strict=True)]
        if kind == "ENGAGEMENT":
            targeted, of_engagements = snapshot.engagements.by_target, snapshot.engagements.ids
            return [
                {of_engagements[e] for i in a | b for e in targeted.get(i, ())}
                for a, b in zip(self._places_holding, self._places_within, strict=True)
            ]
        if kind == "INSTITUTION":
            seated, of_actors = snapshot.actors.by_seat, snapshot.actors.ids
            return [
                {of_actors[a] for i in territories for a in seated.get(ids[i], ())}
                for territories in (a | b for a, b in zip(self._places_holding, self._places_within, strict=True))
            ]
        return [set() for _ in self._required]

    def _named_kinds(self, kind: str) -> list[frozenset[Kind]]:
        """Return the kinds of territory or institution that each required word names."""
        words: Mapping[TerritoryKind, Sequence[str]] | Mapping[InstitutionKind, Sequence[str]] = (
            TERRITORY_KIND_WORDS if kind in TERRITORY_KINDS else INSTITUTION_KIND_WORDS if kind == "INSTITUTION" else {}
        )
        return [frozenset(one for one, names in words.items() if word.begins(names)) for word in self._required]

    @cached_property
    def _places_holding(self) -> list[set[int]]:
        """For each required word, the territories whose texts contain it; for a département's code, only that one."""
        territories = self._snapshot.territories
        return [
            {*territories.of_code(TerritoryKind.DEPARTEMENT, word.typed.upper())}
            or {territories.index[identifier] for identifier in held}
            for word, held in zip(self._required, self._held("TERRITORY"), strict=True)
        ]

    @cached_property
    def _places_within(self) -> list[set[int]]:
        """For each required word, the territories that lie in, or overlap, a territory whose texts contain the word."""
        inside = self._snapshot.territories.inside
        return [set().union(*(inside[i] for i in holding if i in inside)) for holding in self._places_holding]

    @cached_property
    def _contracts_above(self) -> list[set[int]]:
        """For each required word, the contracts that contain a territory that holds it."""
        above = self._snapshot.territories.contracts_of
        return [{contract for i in holding for contract in above.get(i, ())} for holding in self._places_holding]


def _rank(line: str, phrases: Sequence[_Phrase]) -> int:
    rank = RANKS - 1
    for beginning, words, whole in phrases:
        if beginning in line:
            rank = min(rank, 0 if whole in line else 1 if words in line else 2)
    return rank
