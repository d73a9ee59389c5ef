"""Everything that a cell may name, of the graph and of the file: by id, number, name or title.

Rule: a text names one thing for certain or is refused with what it may have meant; nothing is guessed.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from exchange.cells.text import bracketed
from exchange.lookup.gazetteer import Gazetteer, UnknownError
from exchange.lookup.nearest import Nearest
from exchange.lookup.similarity import Alike
from exchange.sheets import BY_KIND
from graph.model import SHAPE
from graph.rights import Caller
from graph.shape import Kind
from graph.text import fold
from graph.vocabulary import TerritoryKind

GIVEN_ID = re.compile(r".*\[([^\[\]]+)\]")
DISTURBING = re.compile(r"[;\[\]]")
NUMBER = re.compile(r"\d{9}|\d{14}")
CONTRACTS = frozenset({TerritoryKind.CITY_CONTRACT.value})
SHEET_OF = {"Actor": BY_KIND["Institution"].name} | {
    name: BY_KIND[name].name for name in ("Institution", "Trainer", "Offer")
}
"""Where to add what is not there yet."""


@dataclass(frozen=True)
class Entry:
    """A thing that may be named: id, kind, the name to show, other names, numbers (SIREN, SIRET) and its seat's id.

    What is nameless is named by its id alone.
    """

    id: str
    kind: str
    name: str
    others: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    place: str = ""
    nameless: bool = False


class Directory:
    """What texts name."""

    def __init__(self, gazetteer: Gazetteer, alike: Alike, caller: Caller) -> None:
        self.gazetteer = gazetteer
        self.alike = alike
        self._caller = caller
        self.entries: dict[str, Entry] = {}
        self._by_name: defaultdict[str, list[str]] = defaultdict(list)
        self._by_number: defaultdict[str, list[str]] = defaultdict(list)
        self._nearest: dict[str, Nearest] = {}
        self._persons: tuple[str, ...] | None = None

    def add(self, entry: Entry) -> None:
        """Add a thing; one that is there by this id is known by these names too."""
        self.entries.setdefault(entry.id, entry)
        if entry.nameless:
            return
        for name in {fold(name) for name in (entry.name, *entry.others)}:
            if entry.id not in self._by_name[name]:
                self._by_name[name].append(entry.id)
        for number in entry.numbers:
            if entry.id not in self._by_number[number]:
                self._by_number[number].append(entry.id)
        for nearest in self._nearest.values():
            nearest.add(entry.name)

    def names_person(self, text: str) -> bool:
        """Return whether a text holds the first and last name of a known trainer."""
        if self._persons is None:
            names = {fold(entry.name) for entry in self.entries.values() if entry.kind == "Trainer"}
            self._persons = tuple(f" {name} " for name in names if " " in name)
        return any(name in f" {fold(text)} " for name in self._persons)

    def named(self, name: str, kinds: frozenset[str]) -> list[str]:
        """Return the ids of these kinds that bear this name."""
        return [i for i in self._by_name.get(fold(name), ()) if self.entries[i].kind in kinds]

    def named_so(self, identifier: str) -> set[str]:
        """Return the names that a thing is known by."""
        entry = self.entries[identifier]
        return {entry.name, *entry.others}

    def numbered(self, number: str) -> list[str]:
        """Return the ids that bear this SIREN or SIRET."""
        return self._by_number.get(number, [])

    def find(self, text: str, target: str) -> str:
        """Return the id of the thing of a kind or interface that a text names.

        Raises:
            UnknownError: it names none, or several.
        """
        kinds = frozenset(kind.name for kind in SHAPE.concrete(target))
        asked = id_in(text)
        if SHAPE.kinds[target].base == "Territory":
            return self.gazetteer.find(asked, CONTRACTS if target == "CityContract" else None)
        return self._one(asked, kinds, target)

    def _one(self, text: str, kinds: frozenset[str], target: str) -> str:
        if text in self.entries:
            return self._of_kind(self.entries[text], kinds)
        number = re.sub(r"[ .]", "", text)
        found = self.numbered(number) if NUMBER.fullmatch(number) else self.named(text, kinds)
        found = found or self._in_place(text, kinds) or self._otherwise(text, kinds)
        if len(found) == 1:
            return self._of_kind(self.entries[found[0]], kinds)
        if found:
            message = f"désigne plusieurs {_french(kinds)}s ; écrivez son identifiant : {' ou '.join(sorted(found))}"
            raise UnknownError(message)
        raise UnknownError(self._unknown(text, kinds, target))

    def _of_kind(self, entry: Entry, kinds: frozenset[str]) -> str:
        if entry.kind in kinds:
            return entry.id
        message = f"désigne « {entry.name} » ({_french({entry.kind})}) ; attendu : {_french(kinds)}"
        raise UnknownError(message)

    def _in_place(self, text: str, kinds: frozenset[str]) -> list[str]:
        name, place = bracketed(text)
        return self.named(name, kinds) if place else []

    def _otherwise(self, text: str, kinds: frozenset[str]) -> list[str]:
        return self.alike.same(text) if "Institution" in kinds else []

    def read_as(self, text: str, identifier: str) -> str | None:
        """Return the name of an institution that a text names otherwise than it is written; None for a plain name."""
        entry = self.entries.get(identifier)
        if entry is None or entry.kind != "Institution" or id_in(text) == identifier:
            return None
        plain = {fold(name) for name in (entry.name, *entry.others)}
        number = re.sub(r"[ .]", "", text)
        return (
            None if fold(text) in plain or fold(bracketed(text)[0]) in plain or number in entry.numbers else entry.name
        )

    def _unknown(self, text: str, kinds: frozenset[str], target: str) -> str:
        if target not in self._nearest:
            self._nearest[target] = Nearest(
                entry.name for entry in self.entries.values() if entry.kind in kinds and not entry.nameless
            )
        near = [f"« {name} »" for name in self._nearest[target].of(text)]
        sheet = SHEET_OF.get(target)
        add = (
            f"ajoutez une ligne dans la feuille « {sheet} »"
            if sheet
            else "écrivez son identifiant ou son intitulé exact"
        )
        expected = f"le plus proche : {' ou '.join(near)}, ou {add}" if near else add
        return f"ne désigne rien de connu ({_french(kinds)}) ; {expected}"

    def written(self, identifier: str) -> str:
        """Return the shortest text that names this thing alone.

        A person, who may share a name, is written with the id; so is an institution to an anonymous caller, who does
        not know which names persons bear.
        """
        if identifier in self.gazetteer.by_id:
            return self.gazetteer.written(identifier)
        entry = self.entries.get(identifier)
        if entry is None:
            return identifier
        name = DISTURBING.sub(",", entry.name)
        clear = name == entry.name and not name.endswith(")") and self._by_name[fold(name)] == [identifier]
        shared = entry.kind == "Trainer" or (self._caller is Caller.ANONYMOUS and entry.kind == "Institution")
        return name if clear and not shared else f"{name} [{identifier}]"


def id_in(text: str) -> str:
    """Return the id that a text gives in brackets after a name, else the text itself."""
    given = GIVEN_ID.fullmatch(text)
    return given[1].strip() if given else text


def _french(kinds: Iterable[str]) -> str:
    found: list[Kind] = [SHAPE.kinds[name] for name in sorted(kinds)]
    return " ou ".join(kind.french for kind in found)
