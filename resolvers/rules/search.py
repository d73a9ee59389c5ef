"""Search: the nodes that words find, in their order (rule 29 of `docs/model.md`)."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice, product
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from graph.rights import Caller
from graph.vocabulary import TERRITORY_KIND_WORDS, TerritoryKind
from resolvers.snapshot.model import Snapshot
from resolvers.snapshot.search_texts import BREAK, Words, words_by_length
from resolvers.snapshot.standings import ACTOR_STANDING, OTHER_STANDING

LINKING_WORDS = frozenset(["au", "aux", "de", "des", "du", "en", "et", "la", "le", "les", "sous", "sur"])
"""Words that, like single letters, need not be found where there are others."""
ALIKE = {"st": "saint", "saint": "st", "ste": "sainte", "sainte": "ste"}
"""Words that stand for each other."""
LEAST_MENDED = 4
"""Shorter words are taken as they are."""
LETTERS_PER_ERROR = 4
MOST_ERRORS = 2
"""A typing error is one wrong, missing, added or exchanged letter."""
MENDED_FORMS, ALL_MENDED_FORMS = 24, 72
"""Known words that one mistyped word may mean, and all of one search together."""
MOST_PHRASES = 32
"""Phrases that are compared with names; the forms of more words than that are not combined."""
NAMES = ("TERRITORY", "CITY_CONTRACT", "INSTITUTION", "TRAINER")
"""The kinds whose words mend others."""
TERRITORY_KINDS, ACTOR_KINDS = frozenset({"TERRITORY", "CITY_CONTRACT"}), frozenset({"INSTITUTION", "TRAINER"})
LEAST_CALLED = 3
"""The letters of a word that calls a kind."""
_KINDS_CALLED = words_by_length(word for words in TERRITORY_KIND_WORDS.values() for word in words)
_RANKS_BY_NAME = 4
"""The ranks of a match by its own words: a name is the phrase, begins with its words, begins so, or holds the words."""


class Match(NamedTuple):
    """A node that a search finds, as it is ordered.

    The rank tells how well its texts fit, the tier what it is, `places` less the number of neighbourhoods and contracts
    that lie there; then come the folded name and the id.
    """

    rank: int
    tier: int
    places: int
    key: str
    id: str


@dataclass(frozen=True)
class Word:
    """A word that is searched for: its forms are beginnings of words, or whole words where they end in a space."""

    forms: tuple[str, ...]
    required: bool = True

    def begins(self, words: Iterable[str]) -> bool:
        """Return whether a form of it begins one of these words."""
        forms = [form for form in self.forms if len(form) >= LEAST_CALLED]
        return any(f"{word} ".startswith(form) for word in words for form in forms)

    def mended(self, near: Mapping[str, int], forms: int, *, only_nearest: bool) -> "Word":
        """Return the word with so many forms more, the nearest to it of those given with their typing errors."""
        most = min(near.values(), default=0) if only_nearest else MOST_ERRORS
        nearest = sorted((errors, form) for form, errors in near.items() if errors <= most)[:forms]
        return replace(self, forms=tuple(dict.fromkeys([*self.forms, *(form for _, form in nearest)])))


def matches(snapshot: Snapshot, caller: Caller, kinds: Sequence[str], typed: Sequence[str]) -> dict[str, list[Match]]:
    """Return by kind the nodes that hold the folded words, in no order.

    Where no node holds the words as they are typed, those of names that are nearest to each are searched for.
    """
    required = {word for word in typed if len(word) > 1} - LINKING_WORDS or {typed[-1]}
    words = [Word(_forms(word), word in required) for word in typed]
    found = _Search(snapshot, caller, words).of_kinds(kinds)
    if any(found.values()):
        return found
    known = [_KINDS_CALLED, *(snapshot.texts[kind, caller].words for kind in NAMES)]
    near = {word: _near(word.forms[0], known, unfinished=word == words[-1]) for word in words if word.required}
    forms = min(MENDED_FORMS, ALL_MENDED_FORMS // len(near))
    searched = words
    for only_nearest in (True, False):
        mended = [word.mended(near.get(word, {}), forms, only_nearest=only_nearest) for word in words]
        if mended != searched:
            searched, found = mended, _Search(snapshot, caller, mended).of_kinds(kinds)
        if any(found.values()):
            break
    return found


def _forms(word: str) -> tuple[str, ...]:
    other = ALIKE.get(word)
    return (word,) if other is None else (word, f"{other} ")


def _near(word: str, known: Sequence[Words], *, unfinished: bool) -> dict[str, int]:
    """Return the known words near to a word, each with its typing errors; whole words end in a space.

    Without any, those of which the beginning is near to an unfinished word.
    """
    most = min(MOST_ERRORS, len(word) // LETTERS_PER_ERROR)
    if len(word) < LEAST_MENDED or not word.isalpha():
        return {}
    lengths = range(len(word) - most, len(word) + most + 1)
    whole = dict.fromkeys(one for words in known for length in lengths for one in words.get(length, ()))
    near = {f"{one} ": errors for one, errors in _within(most, word, whole)}
    if near or not unfinished:
        return near
    longer = (one for words in known for length, some in words.items() if length > len(word) for one in some)
    return dict(_within(most, word, dict.fromkeys(one[: len(word)] for one in longer)))


def _within(most: int, word: str, known: Collection[str]) -> list[tuple[str, int]]:
    found = process.extract(word, list(known), scorer=OSA.distance, score_cutoff=most, limit=MENDED_FORMS)
    return [(one, int(errors)) for one, errors, _ in found]


class _Term(NamedTuple):
    """A required word, and for one kind of node those that hold it, those around which it is, the kinds it calls."""

    word: Word
    held: Mapping[str, int]
    around: set[str]
    calls: frozenset[TerritoryKind]


class _Phrase(NamedTuple):
    """The texts that rank a line for a phrase: the beginning of a name, one that ends with a word, a whole name."""

    beginning: str
    words: str
    whole: str

    @classmethod
    def of(cls, phrase: str) -> "_Phrase":
        """Build it from the words of the phrase."""
        beginning = f"{BREAK} {phrase}"
        return cls(beginning, f"{beginning} ", f"{beginning} {BREAK}")


class _Search:
    """One search of a snapshot: which nodes hold the words, and how well they fit."""

    def __init__(self, snapshot: Snapshot, caller: Caller, words: Sequence[Word]) -> None:
        self._snapshot = snapshot
        self._caller = caller
        self._words = words
        self._required = list(dict.fromkeys(word for word in words if word.required))
        self._held_by_kind: dict[str, list[dict[str, int]]] = {}
        self._phrases_of: dict[tuple[Word, ...], Sequence[_Phrase]] = {}

    def of_kinds(self, kinds: Sequence[str]) -> dict[str, list[Match]]:
        """Return the matches of these kinds."""
        return {kind: list(self._of_kind(kind)) for kind in kinds}

    def _of_kind(self, kind: str) -> Iterator[Match]:
        held = self._held(kind)
        match, texts = self._matcher(kind), self._snapshot.texts[kind, self._caller]
        if len(held) == 1:
            phrases = self._phrases(tuple(self._required))
            yield from (match(identifier, texts.lines[i], phrases, 0) for identifier, i in held[0].items())
            return
        if not any(held) and kind != "CITY_CONTRACT":
            return
        calls = self._kinds_called if kind in TERRITORY_KINDS else [frozenset[TerritoryKind]()] * len(held)
        terms = [_Term(*term) for term in zip(self._required, held, self._around(kind), calls, strict=True)]
        near = [term.held.keys() | term.around for term in terms]
        for identifier in self._candidates(terms, near):
            kind_of = self._kind_of(identifier)
            own = [term.word for term in terms if identifier in term.held]
            lacking = [term for term in terms if identifier not in term.held]
            uncalled = [term for term in lacking if kind_of not in term.calls]
            may_hold_none = kind == kind_of == TerritoryKind.CITY_CONTRACT and len(uncalled) < len(lacking)
            if own or may_hold_none:
                phrases = self._phrases(tuple(own))
                yield match(identifier, texts.line_of(identifier), phrases, _RANKS_BY_NAME if uncalled else 0)

    def _candidates(self, terms: Sequence[_Term], near: Sequence[set[str]]) -> set[str]:
        """Return the nodes that every term is near to, or whose kind it calls, and that one is near to at least."""
        uncalled = [found for term, found in zip(terms, near, strict=True) if not term.calls]
        candidates = set.intersection(*uncalled) if uncalled else set[str]().union(*near)
        for term, found in zip(terms, near, strict=True):
            if term.calls:
                candidates = {i for i in candidates if i in found or self._kind_of(i) in term.calls}
        return candidates

    def _kind_of(self, identifier: str) -> TerritoryKind | None:
        place = self._snapshot.territories.index.get(identifier)
        return None if place is None else self._snapshot.territories.kinds[place]

    def _held(self, kind: str) -> list[dict[str, int]]:
        """Return for each required word the nodes of a kind that hold it, with their places in the texts."""
        found = self._held_by_kind.get(kind)
        if found is None:
            texts = self._snapshot.texts[kind, self._caller]
            found = self._held_by_kind[kind] = [texts.holding(word.forms) for word in self._required]
        return found

    def _matcher(self, kind: str) -> Callable[[str, str, Sequence[_Phrase], int], Match]:
        """Return what makes a match of a node of a kind, of its id, its line and the phrases of its own words.

        Its last argument is added to the rank.
        """
        index, standings = self._snapshot.territories.index, self._snapshot.territories.search_standings
        same = None if kind in TERRITORY_KINDS else ACTOR_STANDING if kind in ACTOR_KINDS else OTHER_STANDING

        def match(identifier: str, line: str, phrases: Sequence[_Phrase], lower: int) -> Match:
            tier, places = same or standings[index[identifier]]
            return Match(_rank(line, phrases) + lower, tier, places, line[2 : line.index(BREAK, 1) - 1], identifier)

        return match

    def _phrases(self, own: tuple[Word, ...]) -> Sequence[_Phrase]:
        """Return the phrases of a node's own words in each of their forms; of some only, also without linking words.

        A linking word belongs to the word after it.
        """
        found = self._phrases_of.get(own)
        if found is None:
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
            found = self._phrases_of[own] = [_Phrase.of(phrase) for phrase in phrases]
        return found

    def _around(self, kind: str) -> list[set[str]]:
        """Return for each required word the nodes of a kind that lie in a territory that holds it.

        A contract also lies in the territories that lie in it.
        """
        snapshot = self._snapshot
        ids = snapshot.territories.ids
        if kind in TERRITORY_KINDS:
            above = self._contracts_above if kind == "CITY_CONTRACT" else [set[int]()] * len(self._required)
            return [{ids[i] for i in a | b} for a, b in zip(self._inside_called, above, strict=True)]
        if kind == "ENGAGEMENT":
            targeted, of_engagements = snapshot.engagements.by_target, snapshot.engagements.ids
            return [
                {of_engagements[e] for i in a | b for e in targeted.get(i, ())}
                for a, b in zip(self._territories_called, self._inside_called, strict=True)
            ]
        if kind == "INSTITUTION":
            seated, of_actors = snapshot.actors.by_seat, snapshot.actors.ids
            return [
                {of_actors[a] for i in found for a in seated.get(ids[i], ())}
                for found in (a | b for a, b in zip(self._territories_called, self._inside_called, strict=True))
            ]
        return [set() for _ in self._required]

    @cached_property
    def _kinds_called(self) -> list[frozenset[TerritoryKind]]:
        """The kinds of territory that each required word calls."""
        return [
            frozenset(kind for kind, called in TERRITORY_KIND_WORDS.items() if word.begins(called))
            for word in self._required
        ]

    @cached_property
    def _territories_called(self) -> list[set[int]]:
        """The territories that hold each required word."""
        index = self._snapshot.territories.index
        return [{index[identifier] for identifier in held} for held in self._held("TERRITORY")]

    @cached_property
    def _inside_called(self) -> list[set[int]]:
        """The territories that lie in one that holds each required word, or overlap it."""
        inside = self._snapshot.territories.inside
        return [set().union(*(inside[i] for i in found if i in inside)) for found in self._territories_called]

    @cached_property
    def _contracts_above(self) -> list[set[int]]:
        """The contracts in which a territory that holds each required word lies."""
        above = self._snapshot.territories.contracts_of
        return [{contract for i in found for contract in above.get(i, ())} for found in self._territories_called]


def _rank(line: str, phrases: Sequence[_Phrase]) -> int:
    rank = _RANKS_BY_NAME - 1
    for beginning, words, whole in phrases:
        if beginning in line:
            rank = min(rank, 0 if whole in line else 1 if words in line else 2)
    return rank
