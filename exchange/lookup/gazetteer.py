"""Territories by what people write: a code, a name, a name with its département.

Rule: pure over what was read; what may mean two territories is refused with both, and a code that lost its leading zero
is proposed, never taken.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from exchange.cells.text import bracketed
from exchange.lookup.nearest import Nearest
from graph.text import fold
from graph.vocabulary import TerritoryKind

MOST_SHOWN = 6
MISREAD = frozenset(";[")
"""Signs of a label that a cell would be split at, or take for an id."""
PREFIXES = {
    "departement": TerritoryKind.DEPARTEMENT,
    "dept": TerritoryKind.DEPARTEMENT,
    "dep": TerritoryKind.DEPARTEMENT,
    "dpt": TerritoryKind.DEPARTEMENT,
    "region": TerritoryKind.REGION,
    "commune": TerritoryKind.COMMUNE,
    "commune de": TerritoryKind.COMMUNE,
    "ville de": TerritoryKind.COMMUNE,
    "epci": TerritoryKind.EPCI,
    "ept": TerritoryKind.EPT,
    "qpv": TerritoryKind.QPV,
    "contrat de ville": TerritoryKind.CITY_CONTRACT,
    "cdv": TerritoryKind.CITY_CONTRACT,
}
PREFIXED = re.compile(rf"({'|'.join(sorted(PREFIXES, key=len, reverse=True))}) (.+)")
SHORT_CODE = re.compile(r"\d|\d{4}")
GROUPING = re.compile(
    r"^(?:communaute (?:d agglomeration|de communes|urbaine)|metropole|cc|ca|cu|agglomeration)"
    r"(?: d[eu]s?| de la| de l)? "
)
"""What an EPCI's name may begin with, or be written without."""


class UnknownError(ValueError):
    """A text that names nothing, or several things; the message says what would be right."""


@dataclass(frozen=True)
class Territory:
    """A territory as it is found: id, kind, code, name and label."""

    id: str
    kind: str
    code: str
    name: str
    label: str


@dataclass(frozen=True)
class Former:
    """A code or name that is no longer in use, its département, and the id of today's territory.

    Where `today` is not there, the territory is no more and no source says what replaced it: `hint` says what it was.
    """

    code: str
    name: str
    departement: str
    today: str
    hint: str = ""


class Gazetteer:
    """Every territory of a graph, found by what people write."""

    def __init__(self, territories: Iterable[Territory], former: Iterable[Former] = ()) -> None:
        self.by_id: dict[str, Territory] = {}
        self._by_code: defaultdict[str, list[Territory]] = defaultdict(list)
        self._by_name: defaultdict[str, list[Territory]] = defaultdict(list)
        for territory in territories:
            self.by_id[territory.id] = territory
            self._by_code[territory.code.casefold()].append(territory)
            for key in {fold(territory.label), fold(territory.name), *_short(territory)}:
                self._by_name[key].append(territory)
        self._nearest: Nearest | None = None
        self._former: defaultdict[str, set[str]] = defaultdict(set)
        self._gone: dict[str, str] = {}
        for one in former:
            for key in (one.code, fold(one.name), f"{fold(one.name)} ({one.departement.casefold()})"):
                if one.today in self.by_id:
                    self._former[key].add(one.today)
                elif one.hint and key:
                    self._gone.setdefault(key, one.hint)

    def find(self, text: str, kinds: frozenset[str] | None = None) -> str:
        """Return the id of the territory that a text names; of these kinds, when given.

        Raises:
            UnknownError: it names none, or several.
        """
        found = self._meant(text, kinds)
        if len(found) == 1:
            return found[0].id
        if found:
            message = f"peut désigner plusieurs territoires ; écrivez {self._choices(found)}"
            raise UnknownError(message)
        today = self._today(text)
        if today and (kinds is None or self.by_id[today].kind in kinds):
            return today
        raise UnknownError(self._unknown(text))

    def renamed(self, text: str) -> str | None:
        """Return today's territory, as a person reads it, of a text that names it as it was."""
        today = None if self._meant(text, None) else self._today(text)
        return self.by_id[today].label if today else None

    def _meant(self, text: str, kinds: frozenset[str] | None) -> list[Territory]:
        """Return what a text may mean; a contract, called as its lead, only where it is named as a contract."""
        found = [t for t in self._candidates(text) if kinds is None or t.kind in kinds]
        if kinds is not None or PREFIXED.fullmatch(fold(text)):
            return found
        return [
            t
            for t in found
            if t.kind != TerritoryKind.CITY_CONTRACT
            or text == t.id
            or text.casefold() == t.code.casefold()
            or fold(text) == fold(t.label)
        ]

    def _today(self, text: str) -> str | None:
        name, departement = bracketed(text)
        for key in (text.casefold(), fold(text), f"{fold(name)} ({departement.casefold()})"):
            found = self._former.get(key, set()) if key else set()
            if len(found) == 1:
                return next(iter(found))
        return None

    def written(self, identifier: str) -> str:
        """Return the shortest text that names this territory alone."""
        territory = self.by_id[identifier]
        for text in (territory.label, territory.code):
            if not MISREAD.intersection(text) and self._only(text) == identifier:
                return text
        return f"{territory.label.replace(';', ',')} [{identifier}]"

    def _only(self, text: str) -> str | None:
        try:
            return self.find(text)
        except UnknownError:
            return None

    def _candidates(self, text: str) -> Sequence[Territory]:
        if text in self.by_id:
            return [self.by_id[text]]
        coded = self._by_code.get(text.casefold())
        if coded:
            return coded
        folded = fold(text)
        named = self._by_name.get(folded)
        if named:
            return named
        prefixed = PREFIXED.fullmatch(folded)
        if prefixed:
            kind = PREFIXES[prefixed[1]]
            rest = prefixed[2]
            found = [*self._by_code.get(rest, ()), *self._by_name.get(rest, ())]
            return list({t.id: t for t in found if t.kind == kind}.values())
        return self._in_departement(text)

    def _in_departement(self, text: str) -> Sequence[Territory]:
        name, code = bracketed(text)
        return [t for t in self._by_name.get(fold(name), ()) if code and t.label.endswith(f"({code})")]

    def _unknown(self, text: str) -> str:
        if SHORT_CODE.fullmatch(text) and f"0{text}" in self._by_code:
            territory = self._by_code[f"0{text}"][0]
            return (
                f"n'est le code d'aucun territoire ; si un zéro a été perdu, écrivez 0{text} ({territory.name}), "
                "la colonne étant au format texte"
            )
        gone = self._gone.get(text.casefold()) or self._gone.get(fold(text))
        if gone:
            return (
                f"n'existe plus ({gone}), et aucune source ne dit ce qui l'a remplacé ; "
                "écrivez le territoire d'aujourd'hui"
            )
        if self._nearest is None:
            self._nearest = Nearest(t.label for t in self.by_id.values())
        near = [f"« {label} »" for label in self._nearest.of(text)]
        expected = (
            f"le plus proche : {' ou '.join(near)}" if near else "attendu : un code, ou un nom et son département"
        )
        return f"ne désigne aucun territoire connu ; {expected}"

    def _choices(self, found: Sequence[Territory]) -> str:
        shown = [f"« {self._distinct(t, found)} »" for t in found[:MOST_SHOWN]]
        return " ou ".join(shown) + (f" (ou {len(found) - MOST_SHOWN} autres)" if len(found) > MOST_SHOWN else "")

    @staticmethod
    def _distinct(territory: Territory, found: Sequence[Territory]) -> str:
        same = [t for t in found if fold(t.label) == fold(territory.label)]
        return territory.label if len(same) == 1 and territory.label != territory.name else territory.id


def _short(territory: Territory) -> Iterable[str]:
    if territory.kind in {TerritoryKind.EPCI, TerritoryKind.EPT}:
        key = GROUPING.sub("", fold(territory.name))
        if key != fold(territory.name):
            yield key
