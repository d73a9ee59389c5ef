"""Finds names of persons written without « Mme » or « M. » in a text: « voir avec Marie Durand ».

The search is conservative, since a false alarm costs attention: it requires a frequent first name next to a surname,
both capitalised, and no preceding word for something that is named after a person, such as a school or a street.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from graph.text import fold

FIRST_NAMES = frozenset(Path(__file__).with_name("first_names.txt").read_text("utf-8").split())
"""First names of people who may appear in a file, folded: each given to at least 2,000 children born from 1940 to 2008.

Source: INSEE, « Fichier des prénoms », edition 2024, Licence Ouverte 2.0 (`seed/references/ATTRIBUTION.md`). Compound
names are left out, since their first part is enough, and so are names that are more often another word: aime, ange,
come, desire, eden, france, lorraine, marine, max, modeste, noel, reine, victoire.
"""
WORD = re.compile(r"[^\W\d_][\w'’\-]*")
BREAK = re.compile(r"[,;:/|()–—]|\. | - ")
"""The signs that separate a thing from its name."""
MOST_BEFORE = 6
"""The number of words before a name that are searched for a thing named after a person, such as a school."""
LEAST_LETTERS, SURNAME_LETTERS = 3, 4
"""The minimum number of letters of a surname, and of a surname in capitals before a first name; shorter words
are acronyms: « MJC Louise ».
"""
SAINTS = frozenset({"saint", "sainte", "st", "ste"})
LINKS = frozenset(
    """
    ainsi au aux comme dans depuis des en entre est et lors les mais ou par pendant pour puis que qui sans sera son sur
    une vers
    """.split()  # noqa: SIM905 - so many words are read more easily as a text
)
"""Words that are not surnames, even if a title capitalises them."""
PARTICLES = frozenset({"Le", "De", "Du", "El", "Da", "Di"})
"""Short words that may begin a surname."""
CUES = frozenset({"avec", "par", "chez", "voir", "contact", "contacter", "appeler", "rencontre", "remplace"})
"""A name after one of these words is a person's, even if it has no capitals, whatever comes before the word."""
NAMED_AFTER = frozenset(
    """
    allee amphitheatre annexe antenne arena association auditorium avenue batiment bibliotheque boulevard campus caserne
    centre cite clinique collectif college complexe compagnie cours creche dojo domaine ecole ecoles ehpad ep espace
    esplanade exposition federation ferme festival fondation fonds foyer gare groupe gymnase hall halle hameau hopital
    hotel immeuble impasse institut jardin jardins kiosque local lycee lycees maison maisons maternelle mediatheque mjc
    mpt musee palais parc parvis passage patronage pavillon piscine place plateau pole pont prix programme quai quartier
    reseau residence rond route rue salle salon secteur sentier service services site square stade station structure
    terrain theatre tiers tour union universite villa village ville zone
    """.split()  # noqa: SIM905 - so many words are read more easily as a text
)
"""Words for things that are named after people."""


def person_names(text: str) -> Iterator[str]:
    """Yield the parts of a text that look like the first name and surname of a person, in any order."""
    words, is_all_capitals = [*WORD.finditer(text)], text.isupper()
    for place, (one, other) in enumerate(pairwise(words)):
        if text[one.end() : other.start()] != " ":
            continue
        before = words[max(0, place - MOST_BEFORE) : place + 1]
        follower = words[place + 2][0] if place + 2 < len(words) else ""
        is_cued = len(before) > 1 and fold(before[-2][0]) in CUES
        is_person = is_cued and _is_first_name(one[0]) and _may_be_surname(other[0])
        if is_person or (
            not is_all_capitals and _is_name(one[0], other[0], follower) and not _names_thing(text, before)
        ):
            yield f"{one[0]} {other[0]}"


def _is_name(one: str, other: str, follower: str) -> bool:
    """Return whether two words are a first name and a surname: « Marie Durand », « Marie DURAND », « DURAND Marie »."""
    if not (one[0].isupper() and other[0].isupper()):
        return False
    if _is_first_name(one):
        return (not one.isupper() or other.isupper()) and _may_be_surname(other)
    is_surname = one.isupper() and len(one) >= SURNAME_LETTERS and fold(one) not in NAMED_AFTER
    return is_surname and not other.isupper() and not follower[:1].isupper() and _is_first_name(other)


def _may_be_surname(word: str) -> bool:
    """Return whether a word is long enough for a surname and not a linking word; « Le » and « De » may begin one."""
    return (len(word) >= LEAST_LETTERS and fold(word) not in LINKS) or word in PARTICLES


def _is_first_name(word: str) -> bool:
    """Return whether a word is a frequent first name, or begins with one: « Jean-Pierre »."""
    return fold(word).split(" ", 1)[0] in FIRST_NAMES


def holds_first_name(folded: str) -> bool:
    """Return whether a folded name holds a frequent first name next to another word, as « jean zay » does."""
    words = folded.split()
    return len(words) > 1 and not FIRST_NAMES.isdisjoint(words)


def _names_thing(text: str, before: Sequence[re.Match[str]]) -> bool:
    """Return whether the last of these words is in the name of a thing named after a person: « Collège Jean Zay »."""
    if len(before) > 1 and fold(before[-2][0]) in SAINTS:
        return True
    for one, other in pairwise(reversed(before)):
        word = fold(other[0])
        if BREAK.search(text, other.end(), one.start()) or word in CUES:
            return False
        if not NAMED_AFTER.isdisjoint(word.split()):
            return True
    return False
