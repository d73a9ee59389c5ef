"""Whether two names may be one institution's: a score and a reason in French.

Rule: pure; names become tokens (abbreviations spelt one way, a département by its number, little words left out), and
only what is left is compared. A score proposes, it never decides.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from graph.text import fold

PROPOSED = 84
"""From this score on an officer is asked; of 100."""
SHOWN = 5
PLACE = "dep:"
"""How a département stands among the tokens of a name."""
LITTLE = frozenset(
    {"de", "du", "des", "d", "la", "le", "les", "l", "et", "a", "au", "aux", "en", "sur", "pour", "un", "une"}
)
FORMS: tuple[tuple[str, str], ...] = (
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
"""What is one word whichever way it is written; services by the name they bear today. Longest first."""
NUMBERED = re.compile(r"\b(?:0?[1-9]|[1-8]\d|9[0-5]|2[ab]|97[1-8])\b")


@dataclass(frozen=True)
class Likeness:
    """How alike two names are, of 100, and why."""

    score: int
    reason: str


class Alike:
    """Institutions by their names, found by names that may be theirs."""

    def __init__(self, departements: Mapping[str, str]) -> None:
        """Take the départements: folded name to code."""
        self._departements = sorted(departements.items(), key=lambda pair: -len(pair[0]))
        self._names: dict[str, list[tuple[str, str]]] = {}

    def add(self, identifier: str, name: str) -> None:
        """Add a name of an institution."""
        self._names.setdefault(self._key(name), []).append((identifier, name))

    def same(self, name: str) -> list[str]:
        """Return the institutions whose name is this one written otherwise: abbreviated, or as it was before."""
        return list(dict.fromkeys(identifier for identifier, _ in self._names.get(self._key(name), ())))

    def near(self, name: str) -> list[tuple[str, str, Likeness]]:
        """Return the institutions that a name may mean, most alike first: id, its name, and how alike."""
        key = self._key(name)
        found = process.extract(key, self._names.keys(), scorer=fuzz.ratio, limit=SHOWN, score_cutoff=PROPOSED)
        return [
            (identifier, known, Likeness(round(score), _reason(key, other)))
            for other, score, _ in found
            if not _elsewhere(key, other)
            for identifier, known in self._names[other]
        ]

    def _key(self, name: str) -> str:
        return " ".join(sorted(set(self._tokens(fold(name)))))

    def _tokens(self, folded: str) -> Iterable[str]:
        text = f" {folded} "
        for written, word in FORMS:
            text = text.replace(f" {written} ", f" {word} ")
        for name, code in self._departements:
            text = text.replace(f" {name} ", f" {PLACE}{code.casefold()} ")
        for token in text.split():
            if token not in LITTLE:
                yield f"{PLACE}{token.zfill(2)}" if NUMBERED.fullmatch(token) else token


def _elsewhere(one: str, other: str) -> bool:
    """Return whether two keys name different départements."""
    places = [{token for token in key.split() if token.startswith(PLACE)} for key in (one, other)]
    return all(places) and places[0] != places[1]


def _reason(one: str, other: str) -> str:
    if one == other:
        return "le même nom écrit autrement"
    shared = sorted(set(one.split()) & set(other.split()))
    words = [f"département {token.removeprefix(PLACE)}" if token.startswith(PLACE) else token for token in shared]
    return f"en commun : {', '.join(words)}" if words else "à quelques lettres près"
