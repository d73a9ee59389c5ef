"""Finds territories by a code, a name, or a name with its département.

A text that fits two territories is refused with both; a code that lost its leading zero is proposed, never completed.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from exchange.cells.text import split_brackets
from exchange.lookup.nearest import NearestTexts
from graph.text import fold
from graph.vocabulary import TerritoryKind

MOST_SHOWN = 6
UNSAFE_SIGNS = frozenset(";[")
"""The signs at which a cell would be split, or that would be read as an id in brackets."""
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
PREFIX_AND_NAME = re.compile(rf"({'|'.join(sorted(PREFIXES, key=len, reverse=True))}) (.+)")
SHORT_CODE = re.compile(r"\d|\d{4}")
GROUPING_FORM = re.compile(
    r"^(?:communaute (?:d agglomeration|de communes|urbaine)|metropole|cc|ca|cu|agglomeration)"
    r"(?: d[eu]s?| de la| de l)? "
)
"""The legal form at the beginning of an EPCI's name, without which people also write it."""


class UnknownError(ValueError):
    """A text that names no node, or more than one; the message gives the candidates or the form that is read."""


@dataclass(frozen=True)
class GazetteerEntry:
    """A territory: id, kind, code, name and label."""

    id: str
    kind: str
    code: str
    name: str
    label: str


@dataclass(frozen=True)
class FormerName:
    """A code or name out of use, its département, and the id of its territory today.

    If no territory has the id `today`, the old one is extinct and no source names its successor: `hint` describes it.
    """

    code: str
    name: str
    departement: str
    today: str
    hint: str = ""


class Gazetteer:
    """The territories of a graph, by code, name and former name."""

    def __init__(self, territories: Iterable[GazetteerEntry], former_names: Iterable[FormerName] = ()) -> None:
        self.by_id: dict[str, GazetteerEntry] = {}
        self._by_code: defaultdict[str, list[GazetteerEntry]] = defaultdict(list)
        self._by_name: defaultdict[str, list[GazetteerEntry]] = defaultdict(list)
        for territory in territories:
            self.by_id[territory.id] = territory
            self._by_code[territory.code.casefold()].append(territory)
            for key in {fold(territory.label), fold(territory.name), *_short_names(territory)}:
                self._by_name[key].append(territory)
        self._nearest: NearestTexts | None = None
        self._ids_by_former_name: defaultdict[str, set[str]] = defaultdict(set)
        self._hints: dict[str, str] = {}
        for former in former_names:
            for key in (former.code, fold(former.name), f"{fold(former.name)} ({former.departement.casefold()})"):
                if former.today in self.by_id:
                    self._ids_by_former_name[key].add(former.today)
                elif former.hint and key:
                    self._hints.setdefault(key, former.hint)

    def find(self, text: str, kinds: frozenset[str] | None = None) -> str:
        """Return the id of the territory that a text names, of these kinds or of any.

        Raises:
            UnknownError: the text names no territory, or more than one.
        """
        matches = self._matches(text, kinds)
        if len(matches) == 1:
            return matches[0].id
        if matches:
            message = f"peut désigner plusieurs territoires ; écrivez {self._choices(matches)}"
            raise UnknownError(message)
        today = self._id_today(text)
        if today and (kinds is None or self.by_id[today].kind in kinds):
            return today
        raise UnknownError(self._unknown_message(text))

    def label_today(self, text: str) -> str | None:
        """Return the label of the territory that a text names by a former name or code; None for a name in use."""
        today = None if self._matches(text, None) else self._id_today(text)
        return self.by_id[today].label if today else None

    def _matches(self, text: str, kinds: frozenset[str] | None) -> list[GazetteerEntry]:
        """Return the territories that a text fits.

        A contract bears the name of its lead: it fits only a text that names it as a contract, by its id, code, label
        or a prefix, so that « Nantes » is the commune.
        """
        candidates = [t for t in self._candidates(text) if kinds is None or t.kind in kinds]
        if kinds is not None or PREFIX_AND_NAME.fullmatch(fold(text)):
            return candidates
        return [
            t
            for t in candidates
            if t.kind != TerritoryKind.CITY_CONTRACT
            or text == t.id
            or text.casefold() == t.code.casefold()
            or fold(text) == fold(t.label)
        ]

    def _id_today(self, text: str) -> str | None:
        name, departement = split_brackets(text)
        for key in (text.casefold(), fold(text), f"{fold(name)} ({departement.casefold()})"):
            ids = self._ids_by_former_name.get(key, set()) if key else set()
            if len(ids) == 1:
                return next(iter(ids))
        return None

    def shortest_name(self, identifier: str) -> str:
        """Return the shortest text that names this territory alone."""
        territory = self.by_id[identifier]
        for text in (territory.label, territory.code):
            if not UNSAFE_SIGNS.intersection(text) and self._find_or_none(text) == identifier:
                return text
        return f"{territory.label.replace(';', ',')} [{identifier}]"

    def _find_or_none(self, text: str) -> str | None:
        try:
            return self.find(text)
        except UnknownError:
            return None

    def _candidates(self, text: str) -> Sequence[GazetteerEntry]:
        """Return the territories of an id, else of a code, a name, a prefix with either, or a name in a département."""
        if text in self.by_id:
            return [self.by_id[text]]
        folded = fold(text)
        matches = self._by_code.get(text.casefold()) or self._by_name.get(folded)
        if matches:
            return matches
        prefix = PREFIX_AND_NAME.fullmatch(folded)
        if prefix:
            kind, name = PREFIXES[prefix[1]], prefix[2]
            matches = [*self._by_code.get(name, ()), *self._by_name.get(name, ())]
            return list({t.id: t for t in matches if t.kind == kind}.values())
        return self._in_departement(text)

    def _in_departement(self, text: str) -> Sequence[GazetteerEntry]:
        name, code = split_brackets(text)
        return [t for t in self._by_name.get(fold(name), ()) if code and t.label.endswith(f"({code})")]

    def _unknown_message(self, text: str) -> str:
        if SHORT_CODE.fullmatch(text) and f"0{text}" in self._by_code:
            territory = self._by_code[f"0{text}"][0]
            return (
                f"n'est le code d'aucun territoire ; si un zéro a été perdu, écrivez 0{text} ({territory.name}), "
                "la colonne étant au format texte"
            )
        hint = self._hints.get(text.casefold()) or self._hints.get(fold(text))
        if hint:
            return (
                f"n'existe plus ({hint}), et aucune source ne dit ce qui l'a remplacé ; "
                "écrivez le territoire d'aujourd'hui"
            )
        if self._nearest is None:
            self._nearest = NearestTexts(t.label for t in self.by_id.values())
        near = [f"« {label} »" for label in self._nearest.find(text)]
        expected = (
            f"le plus proche : {' ou '.join(near)}" if near else "attendu : un code, ou un nom et son département"
        )
        return f"ne désigne aucun territoire connu ; {expected}"

    def _choices(self, matches: Sequence[GazetteerEntry]) -> str:
        names = [f"« {self._distinct_name(t, matches)} »" for t in matches[:MOST_SHOWN]]
        rest = len(matches) - MOST_SHOWN
        return " ou ".join(names) + (f" (ou {rest} autres)" if rest > 0 else "")

    @staticmethod
    def _distinct_name(territory: GazetteerEntry, matches: Sequence[GazetteerEntry]) -> str:
        namesakes = [t for t in matches if fold(t.label) == fold(territory.label)]
        return territory.label if len(namesakes) == 1 and territory.label != territory.name else territory.id


def _short_names(territory: GazetteerEntry) -> Iterable[str]:
    """Yield the folded name of an intercommunality without its legal form."""
    if territory.kind in {TerritoryKind.EPCI, TerritoryKind.EPT}:
        name = GROUPING_FORM.sub("", fold(territory.name))
        if name != fold(territory.name):
            yield name
