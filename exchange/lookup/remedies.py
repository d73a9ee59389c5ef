"""Finds the remedy for a text that names no territory: a lost zero, a wrong digit, a postal or obsolete code."""

import re
from collections.abc import Iterator, Mapping, Sequence
from string import ascii_lowercase, digits

from exchange.cells.text import has_lost_digits
from exchange.faults import Fault, Quoted
from exchange.lookup.former_names import FormerName, FormerNames
from exchange.lookup.nearest import NearestTexts
from graph.text import fold
from judgement.entries import GazetteerEntry
from judgement.problems import Problem

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


class Remedies:
    """The remedies for texts that name no territory, from the known codes, names and former names."""

    def __init__(
        self,
        by_id: Mapping[str, GazetteerEntry],
        by_code: Mapping[str, Sequence[GazetteerEntry]],
        former_names: FormerNames,
        postal_codes: Mapping[str, Sequence[str]],
    ) -> None:
        self._by_id = by_id
        self._by_code = by_code
        self._postal_codes = postal_codes
        self._nearest: NearestTexts | None = None
        self._former_names = former_names

    def problem(self, text: str, former: Sequence[FormerName], longer: Sequence[str]) -> Problem:
        """Return the problem of a text that names no territory.

        `former` are the former names that the text fits, `longer` are the labels of the communes that begin with it.
        """
        if has_lost_digits(text):
            return Fault.LOST_DIGITS_OF_CODE.of()
        code = text.upper()
        return (
            self._lost_zero(code)
            or self._out_of_use(former)
            or self._postal_code(text)
            or (Fault.NEIGHBOURHOOD_OF_2014.of() if NEIGHBOURHOOD_OF_2014.fullmatch(code) else None)
            or self._arrondissement(text)
            or self._near_code(code)
            or self._near_name(text, longer)
        )

    def _lost_zero(self, code: str) -> Problem | None:
        if SHORT_NUMBER.fullmatch(code):
            full = f"0{code}"
        elif CORSICAN_CODE.fullmatch(code):
            full = f"{code[:2]}{code[2:].zfill(COMMUNE_LENGTH - 2)}"
        else:
            return None
        known = self._by_code.get(full.casefold())
        return Fault.LOST_ZERO_OF_CODE.of(code=full, name=known[0].name) if known else None

    def _out_of_use(self, named: Sequence[FormerName]) -> Problem | None:
        if len(named) > 1:
            choices = tuple(dict.fromkeys(self._choice(former) for former in named[:MOST_SHOWN]))
            rest = len(named) - MOST_SHOWN
            return (Fault.FORMER_NAME_OF_MANY if rest > 0 else Fault.FORMER_NAME_OF_SEVERAL).of(
                choices=choices, rest=rest
            )
        for former in named:
            if today := tuple(Quoted(self._by_id[i].label) for i in former.today if i in self._by_id):
                return Fault.EXTINCT_TERRITORY.of(what=former.what, today=today)
        return None

    def _choice(self, former: FormerName) -> Quoted | str:
        known = None if former.is_extinct else self._by_id.get(former.today[0])
        return Quoted(known.label) if known else self._former_names.shortest(former)

    def _postal_code(self, text: str) -> Problem | None:
        """Return the problem that lists the communes of a postal code before a name or alone: « 44000 Nantes »."""
        split = POSTAL_AND_NAME.fullmatch(text)
        code, name = (split[1], fold(split[2])) if split else (text, "")
        communes = self._communes_of(code)
        communes = [c for c in communes if fold(c.name) == name] or communes
        rest = "…" if len(communes) > MOST_SHOWN else ""
        return Fault.POSTAL_CODE.of(communes=f"{_shown(communes)}{rest}") if communes else None

    def _communes_of(self, postal_code: str) -> list[GazetteerEntry]:
        return [self._by_id[i] for i in self._postal_codes.get(postal_code, ()) if i in self._by_id]

    def postal_communes(self, text: str) -> str:
        """Return the communes of a postal code with their official codes; empty for any other text."""
        return _shown(self._communes_of(text))

    def is_postal_of_others(self, text: str, identifier: str) -> bool:
        """Return whether a text is a postal code, but not one of this commune."""
        return bool(self._communes_of(text)) and identifier not in self._postal_codes.get(text, ())

    def _arrondissement(self, text: str) -> Problem | None:
        """Return the problem that names the commune of an arrondissement's code or name: « 75118 », « Paris 18e »."""
        named = ARRONDISSEMENT.fullmatch(fold(text))
        for name, (commune, beginning, last) in ARRONDISSEMENTS.items():
            number = (named[2] or named[3]) if named and name in {named[1], named[4]} else ""
            if text.startswith(beginning) and len(text) == COMMUNE_LENGTH:
                number = text.removeprefix(beginning)
            known = self._by_code.get(commune)
            if known and number.isdecimal() and 1 <= int(number) <= last:
                return Fault.ARRONDISSEMENT.of(code=commune, name=known[0].name)
        return None

    def _near_code(self, code: str) -> Problem | None:
        if not CODE.fullmatch(code):
            return None
        territories = {t.code: t for near in _variants(code.casefold()) for t in self._by_code.get(near, ())}
        likely = sorted(territories.values(), key=lambda t: t.code[:2] != code[:2])  # the département is seldom wrong
        return Fault.NO_CODE.of(near=_shown(likely) or None) if likely or code.isdigit() else None

    def _near_name(self, text: str, longer: Sequence[str]) -> Problem:
        if self._nearest is None:
            self._nearest = NearestTexts(t.label for t in self._by_id.values())
        near = longer or self._nearest.find(text)
        return Fault.NEAR_TERRITORY.of(near=tuple(near)) if near else Fault.NO_TERRITORY.of()


def _shown(territories: Sequence[GazetteerEntry]) -> str:
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
