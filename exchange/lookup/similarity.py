"""Compares names of institutions: a score, of 100, and a reason in French.

A name becomes a key of tokens: abbreviations in one spelling, a département by its number, stop words left out. Equal
keys are the same institution; a high score only proposes one to the officer.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from graph.text import fold

LEAST_SCORE = 84
"""The least score, of 100, at which an institution is proposed."""
MOST_SHOWN = 5
DEPARTEMENT = "dep:"
"""The beginning of the token of a département."""
STOP_WORDS = frozenset(
    {"de", "du", "des", "d", "la", "le", "les", "l", "et", "a", "au", "aux", "en", "sur", "pour", "un", "une"}
)
ABBREVIATIONS: tuple[tuple[str, str], ...] = (
    ("centre d information sur les droits des femmes et des familles", "cidff"),
    ("centre d information des droits des femmes et des familles", "cidff"),
    ("agence departementale d information sur le logement", "adil"),
    ("agence departementale pour l information sur le logement", "adil"),
    ("centre communal d action sociale", "ccas"),
    ("centre intercommunal d action sociale", "cias"),
    ("caisse d allocations familiales", "caf"),
    ("maison de justice et du droit", "mjd"),
    ("conseil departemental de l acces au droit", "cdad"),
    ("point d acces au droit", "pad"),
    ("centre national de la fonction publique territoriale", "cnfpt"),
    ("agence nationale de la cohesion des territoires", "anct"),
    ("commissariat general a l egalite des territoires", "anct"),
    ("cget", "anct"),
    ("direction departementale de l emploi du travail et des solidarites", "ddets"),
    ("direction departementale de la cohesion sociale et de la protection des populations", "ddets"),
    ("direction departementale de la cohesion sociale", "ddets"),
    ("ddcspp", "ddets"),
    ("ddetspp", "ddets"),
    ("ddcs", "ddets"),
    ("direction regionale de l economie de l emploi du travail et des solidarites", "dreets"),
    ("direction regionale de la jeunesse des sports et de la cohesion sociale", "dreets"),
    ("drjscs", "dreets"),
    ("direccte", "dreets"),
    ("agence regionale de sante", "ars"),
    ("pole emploi", "francetravail"),
    ("france travail", "francetravail"),
    ("mission locale", "missionlocale"),
    ("conseil departemental", "departement"),
    ("conseil general", "departement"),
    ("conseil regional", "region"),
    ("mairie", "commune"),
    ("ville", "commune"),
    ("communaute d agglomeration", "ca"),
    ("communaute de communes", "cc"),
    ("communaute urbaine", "cu"),
    ("association", ""),
)
"""Folded phrases and the word that replaces them, services by their name today.

The order matters: a long phrase stands before a shorter one that it begins with.
"""
DEPARTEMENT_NUMBER = re.compile(r"\b(?:0?[1-9]|[1-8]\d|9[0-5]|2[ab]|97[1-8])\b")


@dataclass(frozen=True)
class Candidate:
    """An institution that a name may mean: its id and name, the score of the two names, of 100, and the reason."""

    id: str
    name: str
    score: int
    reason: str


class InstitutionNames:
    """The names of institutions, found by other spellings of them."""

    def __init__(self, departements: Mapping[str, str]) -> None:
        """Take the code of each département by its folded name."""
        # The longest first: « loire » would cut « loire atlantique ».
        self._departements = sorted(departements.items(), key=lambda pair: -len(pair[0]))
        self._names: dict[str, list[tuple[str, str]]] = {}

    def add(self, identifier: str, name: str) -> None:
        """Add a name of an institution."""
        self._names.setdefault(self.key(name), []).append((identifier, name))

    def equal(self, name: str) -> list[str]:
        """Return the ids of the institutions with this name in another spelling: abbreviated, or a former name."""
        return list(dict.fromkeys(identifier for identifier, _ in self._names.get(self.key(name), ())))

    def similar(self, name: str) -> list[Candidate]:
        """Return the institutions that a name may mean, the best score first."""
        key = self.key(name)
        matches = process.extract(
            key, self._names.keys(), scorer=fuzz.ratio, limit=MOST_SHOWN, score_cutoff=LEAST_SCORE
        )
        return [
            Candidate(identifier, known_name, round(score), _reason(key, match))
            for match, score, _ in matches
            if not _in_different_departements(key, match)
            for identifier, known_name in self._names[match]
        ]

    def key(self, name: str) -> str:
        """Return the distinct tokens of a name in alphabetical order, so that word order does not count."""
        return " ".join(sorted(set(self._tokens(fold(name)))))

    def _tokens(self, folded: str) -> Iterable[str]:
        text = f" {folded} "
        for phrase, word in ABBREVIATIONS:
            text = text.replace(f" {phrase} ", f" {word} ")
        for name, code in self._departements:
            text = text.replace(f" {name} ", f" {DEPARTEMENT}{code.casefold()} ")
        for token in text.split():
            if token not in STOP_WORDS:
                yield f"{DEPARTEMENT}{token.zfill(2)}" if DEPARTEMENT_NUMBER.fullmatch(token) else token


def _in_different_departements(key: str, other_key: str) -> bool:
    first, second = ({token for token in k.split() if token.startswith(DEPARTEMENT)} for k in (key, other_key))
    return bool(first and second) and first != second


def _reason(key: str, other_key: str) -> str:
    if key == other_key:
        return "le même nom écrit autrement"
    shared = sorted(set(key.split()) & set(other_key.split()))
    words = [
        f"département {token.removeprefix(DEPARTEMENT)}" if token.startswith(DEPARTEMENT) else token for token in shared
    ]
    return f"en commun : {', '.join(words)}" if words else "à quelques lettres près"
