"""Finds the remedy for a text that names no territory: a lost zero, a wrong digit, a postal or obsolete code."""

import re
from collections.abc import Iterator, Mapping, Sequence
from string import ascii_lowercase, digits
from typing import Protocol

from exchange.cells.text import has_lost_digits
from exchange.lookup.former_names import FormerName, FormerNames
from exchange.lookup.nearest import NearestTexts
from graph.french import count
from graph.text import fold

MOST_SHOWN = 6
CODE = re.compile(r"(?=.*\d)[0-9A-Z]{2,10}")
"""A text that may be meant as a code."""
SHORT_NUMBER = re.compile(r"\d|\d{4}")
CORSICAN_CODE = re.compile(r"2[AB]\d{1,2}")
COMMUNE_LENGTH = 5
POSTAL_AND_NAME = re.compile(r"(\d{5})[ ,–-]+(\S.*)")
NEIGHBOURHOOD_OF_2014 = re.compile(r"QP\d{2}[\dAB]\d{3}")
"""The official code of a QPV of the generation of 2014."""
ARRONDISSEMENT = re.compile(
    r"(paris|lyon|marseille) (\d{1,2})(?:er|e|eme)?(?: arrondissement)?(?: \d{2})?"
    r"|(\d{1,2})(?:er|e|eme)? arrondissement (?:de )?(paris|lyon|marseille)(?: \d{2})?"
)
ARRONDISSEMENTS = {"paris": ("75056", "751", 20), "lyon": ("69123", "6938", 9), "marseille": ("13055", "132", 16)}
"""The communes with arrondissements: code, first digits of the arrondissements' codes, and their number."""
ARRONDISSEMENT_CODES = {
    f"{beginning}{number:0{5 - len(beginning)}}": commune
    for commune, beginning, last in ARRONDISSEMENTS.values()
    for number in range(1, last + 1)
}
"""The commune of each arrondissement, by code."""
REGIONS_ENDED = "1er janvier 2016"


class Named(Protocol):
    """A territory with its code, its name and its label."""

    @property
    def code(self) -> str:
        """Its official code."""

    @property
    def name(self) -> str:
        """Its official name."""

    @property
    def label(self) -> str:
        """Its name with its département."""


class Remedies:
    """The remedies for texts that name no territory, from the known codes, names and former names."""

    def __init__(
        self,
        by_id: Mapping[str, Named],
        by_code: Mapping[str, Sequence[Named]],
        former_names: FormerNames,
        postal_codes: Mapping[str, Sequence[str]],
    ) -> None:
        self._by_id = by_id
        self._by_code = by_code
        self._postal_codes = postal_codes
        self._nearest: NearestTexts | None = None
        self._former_names = former_names

    def message(self, text: str, former: Sequence[FormerName], longer: Sequence[str] = ()) -> str:
        """Return the French message about a text that names no territory.

        `former` are the former names that the text fits, `longer` are the labels of the communes that begin with it.
        """
        if has_lost_digits(text):
            return (
                "a perdu des chiffres (notation scientifique) ; mettez la colonne au format texte et récrivez le code"
            )
        code = text.upper()
        return (
            self._lost_zero(code)
            or self._out_of_use(former)
            or self._postal_code(text)
            or self._code_of_2014(code)
            or self._arrondissement(text)
            or self._near_code(code)
            or self._near_name(text, longer)
        )

    def _lost_zero(self, code: str) -> str:
        if SHORT_NUMBER.fullmatch(code):
            full = f"0{code}"
        elif CORSICAN_CODE.fullmatch(code):
            full = f"{code[:2]}{code[2:].zfill(COMMUNE_LENGTH - 2)}"
        else:
            return ""
        if full.casefold() not in self._by_code:
            return ""
        territory = self._by_code[full.casefold()][0]
        return (
            f"n’est le code d’aucun territoire ; si un zéro a été perdu, écrivez {full} ({territory.name}), "
            "la colonne étant au format texte"
        )

    def _out_of_use(self, named: Sequence[FormerName]) -> str:
        if len(named) > 1:
            choices = dict.fromkeys(self._choice(former) for former in named[:MOST_SHOWN])
            rest = len(named) - MOST_SHOWN
            others = f" (ou {count(rest, 'autre')})" if rest > 0 else ""
            return f"est l’ancien nom de plusieurs territoires ; écrivez {' ou '.join(choices)}{others}"
        for former in named:
            if labels := " et ".join(f"« {self._by_id[i].label} »" for i in former.today if i in self._by_id):
                today = f"son territoire est aujourd’hui dans {labels} : écrivez celui qui convient"
                return f"n’existe plus ({former.hint}) ; {today}"
        return ""

    def _choice(self, former: FormerName) -> str:
        known = None if former.is_extinct else self._by_id.get(former.today[0])
        return f"« {known.label} »" if known else self._former_names.shortest(former)

    def _postal_code(self, text: str) -> str:
        """Return the message with the communes of a postal code, which may precede a name: « 44000 Nantes »."""
        split = POSTAL_AND_NAME.fullmatch(text)
        code, name = (split[1], fold(split[2])) if split else (text, "")
        communes = self._communes_of(code)
        communes = [c for c in communes if fold(c.name) == name] or communes
        if not communes:
            return ""
        shown = _shown(communes)
        rest = "…" if len(communes) > MOST_SHOWN else ""
        return f"est un code postal, qui n’est pas un code officiel ; écrivez le code de la commune : {shown}{rest}"

    def _communes_of(self, postal_code: str) -> list[Named]:
        return [self._by_id[i] for i in self._postal_codes.get(postal_code, ()) if i in self._by_id]

    def postal_communes(self, text: str) -> str:
        """Return the communes of a postal code with their official codes; empty for any other text."""
        return _shown(self._communes_of(text))

    def is_postal_code_of(self, postal_code: str, identifier: str) -> bool:
        """Return whether a commune has this postal code."""
        return identifier in self._postal_codes.get(postal_code, ())

    @staticmethod
    def _code_of_2014(code: str) -> str:
        if not NEIGHBOURHOOD_OF_2014.fullmatch(code):
            return ""
        return "est le code d’un quartier de 2014 ; attendu : le code d’un quartier de 2024, par exemple QN04401M"

    def _arrondissement(self, text: str) -> str:
        """Return the message with the commune of an arrondissement, given by code or name: « 75118 », « Paris 18e »."""
        named = ARRONDISSEMENT.fullmatch(fold(text))
        for name, (commune, beginning, last) in ARRONDISSEMENTS.items():
            number = (named[2] or named[3]) if named and name in {named[1], named[4]} else ""
            if text.startswith(beginning) and len(text) == COMMUNE_LENGTH:
                number = text.removeprefix(beginning)
            known = self._by_code.get(commune)
            if known and number.isdecimal() and 1 <= int(number) <= last:
                return f"est un arrondissement, dont rien n’est connu ; écrivez {commune} ({known[0].name})"
        return ""

    def _near_code(self, code: str) -> str:
        if not CODE.fullmatch(code):
            return ""
        territories = {t.code: t for near in _variants(code.casefold()) for t in self._by_code.get(near, ())}
        likely = sorted(territories.values(), key=lambda t: t.code[:2] != code[:2])  # the département is seldom wrong
        near = f" ; à un signe près : {_shown(likely)}" if likely else ""
        if near or code.isdigit():
            return f"n’est le code d’aucun territoire{near}"
        return ""

    def _near_name(self, text: str, longer: Sequence[str]) -> str:
        if self._nearest is None:
            self._nearest = NearestTexts(t.label for t in self._by_id.values())
        near = [f"« {label} »" for label in longer or self._nearest.find(text)]
        expected = (
            f"le plus proche : {' ou '.join(near)}" if near else "attendu : un code, ou un nom et son département"
        )
        return f"ne désigne aucun territoire connu ; {expected}"


def _shown(territories: Sequence[Named]) -> str:
    return ", ".join(f"{territory.code} ({territory.name})" for territory in territories[:MOST_SHOWN])


def _variants(code: str) -> Iterator[str]:
    """Yield the codes that differ by a lost zero, by one character, or by two swapped neighbours."""
    for place in range(1, len(code)):
        yield f"{code[:place]}0{code[place:]}"
    for place, sign in enumerate(code):
        for other in digits if sign.isdigit() else ascii_lowercase:
            yield f"{code[:place]}{other}{code[place + 1 :]}"
    for place in range(len(code) - 1):
        yield f"{code[:place]}{code[place + 1]}{code[place]}{code[place + 2 :]}"
