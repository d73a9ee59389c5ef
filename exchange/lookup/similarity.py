"""Compares names of institutions: a score, out of 100, and a reason.

A name becomes a key of tokens: abbreviations in one spelling, a département by its number, stop words left out. Equal
keys mean the same institution; with a high score, an institution is only proposed to the officer.
"""

import re
import tomllib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from rapidfuzz import fuzz, process

from graph.text import fold
from judgement.likeness import Candidate, Reason

LEAST_SCORE = 84
"""The least score, out of 100, at which an institution is proposed."""
MOST_COMPARED = 50
"""The number of nearest names that are compared word by word."""
LEAST_WORD_SCORE = 75
"""The least score at which two words count as the same word with a typing fault."""
LEAST_CUT = 3
"""The least number of letters of an abbreviated word."""
DEPARTEMENT = "dep:"
"""The beginning of the token of a département."""
STOP_WORDS = frozenset(
    {"de", "du", "des", "d", "la", "le", "les", "l", "et", "a", "au", "aux", "en", "sur", "pour", "un", "une"}
)
ABBREVIATIONS: Mapping[str, str] = tomllib.loads(Path(__file__).with_name("abbreviations.toml").read_text("utf-8"))
"""Folded phrases, each with the word that replaces it, in the order in which they are replaced."""
DEPARTEMENT_NUMBER = re.compile(r"\b(?:0?[1-9]|[1-8]\d|9[0-5]|2[ab]|97[1-8])\b")
PARTS = re.compile(r"\s[-–—]\s|[(),/:;]")
"""The signs between the parts of a name: « Adil - Nord - Roubaix », « CIDFF (Loire) »."""
TOWN_HALL = re.compile(r"^ ville ")
"""The word for a town hall, only at the beginning of a name: not in « Vivre la ville »."""
LANDSCAPE = re.compile(
    r"(?:pays|vals?|vallees?|bords?|rives?|bassins?|plaines?|portes?|cotes?|coteaux|sources?|gorges|boucles?"
    r"|nord|sud|est|ouest|hautes?|hauts|bas|basses?|entre)"
)
"""Words after which the name of a river does not mean a département: « Val de Loire », « Vallée de l’Indre »."""


class InstitutionNames:
    """The names of institutions, found by different spellings."""

    def __init__(self, departements: Mapping[str, str]) -> None:
        """Take the code of each département by its folded name."""
        tokens = {name: f"{DEPARTEMENT}{code.casefold()}" for name, code in departements.items()}
        # The longest first: « seine » would match within « seine saint denis ».
        self._long_names = sorted((pair for pair in tokens.items() if " " in pair[0]), key=lambda pair: -len(pair[0]))
        self._rivers = {name: token for name, token in tokens.items() if " " not in name}
        self._names: dict[str, list[tuple[str, str]]] = {}

    def add(self, identifier: str, name: str) -> None:
        """Add a name of an institution."""
        names = self._names.setdefault(self.key(name), [])
        if (identifier, name) not in names:
            names.append((identifier, name))

    def equal(self, name: str) -> list[str]:
        """Return the ids of the institutions with this name in another spelling: abbreviated, or a former name."""
        return list(dict.fromkeys(identifier for identifier, _ in self._names.get(self.key(name), ())))

    def ids_by_key(self) -> Iterator[tuple[str, str]]:
        """Yield each key with each of its ids."""
        return ((key, identifier) for key, names in self._names.items() for identifier, _ in names)

    def similar(self, name: str, keys: Collection[str], may_be: Callable[[str, bool], bool]) -> Iterator[Candidate]:
        """Yield the institutions that a name may mean, the best score first; one may be known by several names.

        Args:
            name: The name.
            keys: The keys that it is compared with.
            may_be: Returns whether an id is possible; its second argument says whether the known name has the same key.
        """
        key = self.key(name)
        matches = process.extract(key, keys, scorer=fuzz.ratio, limit=MOST_COMPARED, score_cutoff=LEAST_SCORE)
        for match, score, _ in matches:
            names = [(i, known_name) for i, known_name in self._names[match] if may_be(i, key == match)]
            if names and not name_two_things(key, match):
                for identifier, known_name in names:
                    yield Candidate(identifier, known_name, round(score), *_reason(key, match))

    def may_be_one(self, name: str, other: str) -> bool:
        """Return whether two names may belong to one institution, judged by their words."""
        return not name_two_things(self.key(name), self.key(other))

    def names_departement(self, name: str) -> bool:
        """Return whether a name contains its département, as « CIDFF 44 » does."""
        return bool(_departements(self.key(name)))

    def key(self, name: str) -> str:
        """Return the distinct tokens of a name in alphabetical order, so that word order does not count."""
        parts = PARTS.split(name)
        return " ".join(sorted({token for place, part in enumerate(parts) for token in self._tokens(part, place)}))

    def _tokens(self, part: str, place: int) -> Iterable[str]:
        """Yield the tokens of a part of a name; the first part has place 0."""
        text = f" {fold(part)} "
        if place == 0:
            text = TOWN_HALL.sub(" commune ", text)
        for phrase, word in ABBREVIATIONS.items():
            text = text.replace(f" {phrase} ", f" {word} ")
        for name, token in self._long_names:
            text = text.replace(f" {name} ", f" {token} ")
        words = [word for word in text.split() if word not in STOP_WORDS]
        for index, word in enumerate(words):
            if DEPARTEMENT_NUMBER.fullmatch(word):
                yield f"{DEPARTEMENT}{word.zfill(2)}"
            elif index == len(words) - 1 and not (index and LANDSCAPE.fullmatch(words[index - 1])):
                yield self._rivers.get(word, word)
            else:
                yield word


def _departements(key: str) -> set[str]:
    return {token for token in key.split() if token.startswith(DEPARTEMENT)}


def name_two_things(key: str, other_key: str) -> bool:
    """Return whether two keys mean different things: their départements differ, or each has a word of its own.

    Additional words in only one of the keys, abbreviations and misspellings make no difference.
    """
    first, second = _departements(key), _departements(other_key)
    if first and second and first.isdisjoint(second):
        return True
    words, others = set(key.split()) - first, set(other_key.split()) - second
    only_first, only_second = words - others, others - words
    return not all(any(map(partial(_is_near_word, word), only_second)) for word in only_first) and not all(
        any(map(partial(_is_near_word, word), only_first)) for word in only_second
    )


def _is_near_word(one: str, other: str) -> bool:
    """Return whether two words are the same, one abbreviated, as « démo », or misspelt; never for numbers."""
    if re.search(r"\d", one + other):
        return False
    shorter, longer = sorted((one, other), key=len)
    is_cut = len(shorter) >= LEAST_CUT and longer.startswith(shorter)
    return is_cut or fuzz.ratio(one, other) >= LEAST_WORD_SCORE


def _reason(key: str, other_key: str) -> tuple[Reason, tuple[str, ...]]:
    """Return why two names are similar, and the words that they share."""
    if key == other_key:
        return Reason.SAME_NAME, ()
    shared = sorted(set(key.split()) & set(other_key.split()))
    words = (f"département {t.removeprefix(DEPARTEMENT)}" if t.startswith(DEPARTEMENT) else t for t in shared)
    return Reason.SHARED_WORDS if shared else Reason.NEAR_LETTERS, tuple(words)
