"""The words of a search: their forms, optional words, and corrections of mistyped ones (rule 29 of `docs/model.md`)."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import process
from rapidfuzz.distance import OSA

from graph.vocabulary import INSTITUTION_KIND_WORDS, TERRITORY_KIND_WORDS
from resolvers.snapshot.search_texts import Texts, Words, words_by_length

LINKING_WORDS = frozenset(["au", "aux", "de", "des", "du", "en", "et", "la", "le", "les", "sous", "sur"])
"""Words that, like single letters, are optional if there are others."""
EQUIVALENT = {"st": "saint", "saint": "st", "ste": "sainte", "sainte": "ste"}
"""Words that are equivalent."""
ARRONDISSEMENTS = {"paris": 20, "lyon": 9, "marseille": 16}
"""The cities with arrondissements, and the number of these; the graph contains only the cities."""
ORDINAL = re.compile(r"(\d{1,2})(er|e|eme|ieme)?")
ORDINAL_ENDINGS = frozenset({"er", "e", "eme", "ieme"})
ARRONDISSEMENT = re.compile(r"arr(d?t|ond\w*)?")
SHORTEST_CORRECTED = 4
"""The minimum number of letters of a word that may be corrected."""
LETTERS_PER_ERROR = 4
MOST_ERRORS = 2
"""The maximum number of typing errors in a word; an error is a wrong, missing or added letter, or two swapped ones."""
CORRECTIONS_OF_A_WORD, CORRECTIONS_OF_ALL = 24, 72
"""The maximum numbers of known words to try as corrections: for one mistyped word, and for a whole search."""
SHORTEST_KIND_WORD = 3
"""The minimum number of letters of a word that may name a kind."""
_KIND_WORDS = {
    word for kinds in (TERRITORY_KIND_WORDS, INSTITUTION_KIND_WORDS) for words in kinds.values() for word in words
}
_KIND_WORDS_BY_LENGTH = words_by_length(_KIND_WORDS)


@dataclass(frozen=True)
class Word:
    """A searched word: its forms are beginnings of words, or whole words if they end with a space."""

    forms: tuple[str, ...]
    required: bool = True

    @property
    def typed(self) -> str:
        """The word as typed."""
        return self.forms[0]

    def begins(self, words: Iterable[str]) -> bool:
        """Return whether one of its forms begins one of these words."""
        forms = [form for form in self.forms if len(form) >= SHORTEST_KIND_WORD]
        return any(f"{word} ".startswith(form) for word in words for form in forms)

    def corrected(self, near: Mapping[str, int], forms: int, *, only_nearest: bool) -> "Word":
        """Return the word with up to `forms` more forms: the given words with the fewest typing errors."""
        most = min(near.values(), default=0) if only_nearest else MOST_ERRORS
        nearest = sorted((errors, form) for form, errors in near.items() if errors <= most)[:forms]
        return replace(self, forms=tuple(dict.fromkeys([*self.forms, *(form for _, form in nearest)])))


def words_of(typed: Sequence[str]) -> list[Word]:
    """Return the words to search for, from the folded words typed."""
    meant = _without_arrondissement(typed)
    required = {word for word in meant if len(word) > 1} - LINKING_WORDS or {meant[-1]}
    return [Word(_forms(word), word in required) for word in meant]


def _without_arrondissement(typed: Sequence[str]) -> Sequence[str]:
    """Return the words without a city's arrondissement: « Paris 18 », « 8e arrondissement de Lyon »."""
    most = max((ARRONDISSEMENTS.get(word, 0) for word in typed), default=0)
    if not most:
        return typed
    kept: list[str] = []
    for before, word in zip(["", *typed], typed, strict=False):
        number = ORDINAL.fullmatch(word)
        is_ending = word in ORDINAL_ENDINGS and before.isdigit()
        if not (is_ending or ARRONDISSEMENT.fullmatch(word) or (number and 1 <= int(number[1]) <= most)):
            kept.append(word)
    return kept


def _forms(word: str) -> tuple[str, ...]:
    other = EQUIVALENT.get(word)
    return (word,) if other is None else (word, f"{other} ")


def mistyped(words: Sequence[Word], texts: Sequence[Texts]) -> list[Word]:
    """Return the required words that occur in none of these texts and name no kind."""
    return [
        word
        for word in words
        if word.required and word.typed not in _KIND_WORDS and not any(some.index.knows(word.typed) for some in texts)
    ]


def corrections(words: Sequence[Word], wrong: Collection[Word], names: Sequence[Texts]) -> list[list[Word]]:
    """Return two lists of the words, in which the wrong ones are corrected by words that occur in names.

    The first list has only the nearest corrections, the second all that are near.
    """
    known = [_KIND_WORDS_BY_LENGTH, *(some.words for some in names)]
    near = {word: _near(word.typed, known, unfinished=word is words[-1]) for word in wrong}
    forms = min(CORRECTIONS_OF_A_WORD, CORRECTIONS_OF_ALL // max(1, len(near)))
    return [
        [word.corrected(near.get(word, {}), forms, only_nearest=only_nearest) for word in words]
        for only_nearest in (True, False)
    ]


def _near(word: str, known: Sequence[Words], *, unfinished: bool) -> dict[str, int]:
    """Return the known words near a word, each with its number of typing errors; whole words end with a space.

    If there are none and the word is unfinished, return the beginnings of known words that are near it.
    """
    most = min(MOST_ERRORS, len(word) // LETTERS_PER_ERROR)
    if len(word) < SHORTEST_CORRECTED or not word.isalpha():
        return {}
    lengths = range(len(word) - most, len(word) + most + 1)
    whole = dict.fromkeys(one for words in known for length in lengths for one in words.get(length, ()))
    near = {f"{one} ": errors for one, errors in _within(most, word, whole)}
    if near or not unfinished:
        return near
    longer = (one for words in known for length, some in words.items() if length > len(word) for one in some)
    return dict(_within(most, word, dict.fromkeys(one[: len(word)] for one in longer)))


def _within(most: int, word: str, known: Collection[str]) -> list[tuple[str, int]]:
    nearest = process.extract(word, list(known), scorer=OSA.distance, score_cutoff=most, limit=CORRECTIONS_OF_A_WORD)
    return [(one, int(errors)) for one, errors, _ in nearest]
