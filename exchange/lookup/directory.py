"""Finds the nodes of the graph and of the file that a cell names, by id, number, name or title.

A text names exactly one node, or is refused with the candidates; nothing is guessed.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import product
from string import digits

from changes.establishments import bodies
from changes.forgotten import ForgottenPersons
from exchange.cells.text import has_lost_digits, split_brackets
from exchange.faults import CellError, Fault
from exchange.lookup.gazetteer import Gazetteer
from exchange.lookup.names_in_texts import NamesInTexts
from exchange.lookup.nearest import NearestTexts
from exchange.lookup.similarity import InstitutionNames
from exchange.sentences import Row
from exchange.sheets import BY_KIND
from graph.model import SHAPE
from graph.rights import Viewer
from graph.shape import Kind
from graph.text import fold
from graph.vocabulary import TerritoryKind
from judgement.entries import DirectoryEntry, Register
from judgement.likeness import in_any_order
from judgement.problems import Problem

BRACKETED_ID = re.compile(r".*\[([^\[\]]+)\]")
UNSAFE_SIGNS = re.compile(r"[;\[\]]")
"""The characters at which a cell would be split, or that would be read as an id in brackets."""
NUMBER = re.compile(r"\d{9}|\d{14}")
SIRET = re.compile(r"\d{14}")
ACTORS = frozenset({"Institution", "Trainer"})
SHEET_OF = {"Actor": BY_KIND["Institution"].name} | {
    name: BY_KIND[name].name for name in ("Institution", "Trainer", "Offer", "TrainingNeed", "Project", "LocalAxis")
}
"""The sheet in which an officer adds a missing node, by kind or interface."""


class Directory:
    """The nodes that cells can name; nodes of the file are added as its lines are identified."""

    def __init__(
        self,
        gazetteer: Gazetteer,
        institution_names: InstitutionNames,
        viewer: Viewer,
        forgotten: ForgottenPersons | None = None,
    ) -> None:
        self.gazetteer = gazetteer
        self.forgotten = forgotten or ForgottenPersons()
        self._institution_names = institution_names
        self._viewer = viewer
        self.entries: dict[str, DirectoryEntry] = {}
        self._by_name: defaultdict[str, list[str]] = defaultdict(list)
        self._by_number: defaultdict[str, list[str]] = defaultdict(list)
        self._trainers_by_words: defaultdict[str, list[str]] = defaultdict(list)
        self._nearest: dict[str, NearestTexts] = {}
        self.in_texts = NamesInTexts(gazetteer)
        self._excluded: defaultdict[str, dict[str, Row]] = defaultdict(dict)
        """The rows of lines set aside, by kind and by the keys of the names that they would have added."""

    @property
    def register(self) -> Register:
        """The nodes and territories by id, and the indexes that find nodes by name."""
        return Register(self.entries, self.gazetteer.by_id, self.ids_by_name)

    def exclude(self, kind: str, identifier: str, names: Iterable[str], row: Row) -> None:
        """Refuse every cell that names the node of a line set aside, unless the graph has this node already."""
        if identifier not in self.entries and identifier not in self.gazetteer.by_id:
            for key in filter(None, (self._key_of(kind, name) for name in (identifier, *names))):
                self._excluded[kind].setdefault(key, row)

    def _key_of(self, kind: str, name: str) -> str:
        return self._institution_names.key(name) if kind == "Institution" else fold(name)

    def _refuse_excluded(self, name: str, kinds: frozenset[str]) -> None:
        for kind in kinds & self._excluded.keys():
            for text in {name, split_brackets(name)[0]}:
                if row := self._excluded[kind].get(self._key_of(kind, text)):
                    raise CellError(Fault.ROW_SET_ASIDE.of(row=row))

    def add(self, entry: DirectoryEntry) -> None:
        """Add a node; if its id is there already, its names and numbers are added to that node."""
        known = self.entries.setdefault(entry.id, entry)
        if not set(entry.numbers) <= set(known.numbers):
            self.entries[entry.id] = replace(known, numbers=tuple(dict.fromkeys([*known.numbers, *entry.numbers])))
        if entry.nameless:
            return
        words = [in_any_order(entry.name)] if entry.kind == "Trainer" else []
        names = {fold(name) for name in (entry.name, *entry.other_names)}
        indexes = (self._by_name, names), (self._by_number, entry.numbers), (self._trainers_by_words, words)
        for index, keys in indexes:
            for key in keys:
                if entry.id not in index[key]:
                    index[key].append(entry.id)
        self.in_texts.add(entry.kind, names)
        for nearest in self._nearest.values():
            nearest.add(entry.name)

    def ids_by_name(self, name: str, kinds: frozenset[str]) -> list[str]:
        """Return the ids of the nodes of these kinds with this name (compared in folded form)."""
        return [i for i in self._by_name.get(fold(name), ()) if self.entries[i].kind in kinds]

    def trainers_by_words(self, name: str) -> list[str]:
        """Return the ids of the trainers with these words as their name, in any order: « NOM Prénom »."""
        return self._trainers_by_words.get(in_any_order(name), [])

    def names_of(self, identifier: str) -> set[str]:
        """Return the name and the other names of a node."""
        entry = self.entries[identifier]
        return {entry.name, *entry.other_names}

    def ids_by_number(self, number: str) -> list[str]:
        """Return the ids of the bodies with this SIREN or SIRET."""
        return self._by_number.get(number, [])

    def bodies_by_siren(self, siren: str) -> list[str]:
        """Return the ids of the institutions identified by a SIREN, without mere establishments."""
        numbers = {i: self.entries[i].numbers for i in self.ids_by_number(siren)}
        return bodies(siren, {i: next((n for n in known if SIRET.fullmatch(n)), None) for i, known in numbers.items()})

    def find(self, text: str, target: str, territory: TerritoryKind | None = None, day: date | None = None) -> str:
        """Return the id of the node that a text names, of the kind or interface `target`.

        For a territory, `territory` is its kind, and `day` decides between contracts that share a code.

        Raises:
            CellError: the text names no node, or more than one; the problem gives the candidates.
        """
        kinds = frozenset(kind.name for kind in SHAPE.concrete(target))
        name = id_in_brackets(text)
        self._refuse_excluded(name, kinds)
        if SHAPE.kinds[target].base == "Territory":
            territory = TerritoryKind.CITY_CONTRACT if target == "CityContract" else territory
            return self._find_territory(name, territory, day)
        return self._find_entry(name, kinds, target)

    def names(self, text: str, target: str) -> bool:
        """Return whether a text names a node of a kind or interface; a territory may be of any kind."""
        if SHAPE.kinds[target].base == "Territory":
            return self.gazetteer.names(text)
        try:
            self.find(text, target)
        except CellError:
            return False
        return True

    def is_name(self, text: str, target: str) -> bool:
        """Return whether a text is the whole name of nodes of a kind or interface, parentheses included."""
        return bool(self.ids_by_name(text, frozenset(kind.name for kind in SHAPE.concrete(target))))

    def _find_territory(self, text: str, territory: TerritoryKind | None, day: date | None) -> str:
        try:
            return self.gazetteer.find(text, frozenset({territory.value}) if territory else None, day)
        except CellError as error:
            if ids := self.ids_by_name(text, ACTORS):
                entry = self.entries[ids[0]]
                actor = Fault.ACTOR_FOR_TERRITORY.of(name=entry.name, kind=SHAPE.kinds[entry.kind])
                raise CellError(actor) from error
            raise

    def _find_entry(self, text: str, kinds: frozenset[str], target: str) -> str:
        if text in self.entries:
            return self._require_kind(self.entries[text], kinds)
        number = re.sub(r"[ .]", "", split_brackets(text)[0])
        if NUMBER.fullmatch(number):  # a SIREN means its body, or its establishments if no body is known
            ids = self.bodies_by_siren(number) or self.ids_by_number(number)
        else:
            ids = self.ids_by_name(text, kinds)
        ids = ids or self._ids_by_name_with_place(text, kinds)
        ids = ids or (self._institution_names.equal(text) if "Institution" in kinds else [])
        ids = ids or (self.trainers_by_words(text) if "Trainer" in kinds else [])
        if len(ids) == 1:
            return self._require_kind(self.entries[ids[0]], kinds)
        if ids:
            raise CellError(Fault.NAME_OF_THINGS.of(kinds=_sorted(kinds), ids=tuple(sorted(ids))))
        if "Trainer" in kinds and (person := self.forgotten.by_name(text)):
            if person.id in self.entries:
                return person.id
            raise CellError(Fault.NOTHING_OF_PERSON.of(on=person.on))
        raise CellError(self._unknown(text, kinds, target))

    @staticmethod
    def _require_kind(entry: DirectoryEntry, kinds: frozenset[str]) -> str:
        if entry.kind in kinds:
            return entry.id
        raise CellError(Fault.OTHER_KIND.of(name=entry.name, kind=SHAPE.kinds[entry.kind], expected=_sorted(kinds)))

    def _ids_by_name_with_place(self, text: str, kinds: frozenset[str]) -> list[str]:
        name, place = split_brackets(text)
        seats = {i: self.entries[i].seat for i in self.ids_by_name(name, kinds)} if place else {}
        return self.gazetteer.bodies_in(place, name, seats)

    def canonical_name(self, text: str, identifier: str) -> str | None:
        """Return the name of an actor that a text spells differently; None if the text is one of its names."""
        entry = self.entries.get(identifier)
        if entry is None or entry.kind not in ACTORS or entry.nameless or id_in_brackets(text) == identifier:
            return None
        names = set(map(fold, self.names_of(identifier)))
        is_number = re.sub(r"[ .]", "", split_brackets(text)[0]) in entry.numbers
        return None if is_number or names & {fold(text), fold(split_brackets(text)[0])} else entry.name

    def with_near_number(self, fault: Problem, number: str) -> Problem:
        """Return the problem of a number, with a known SIREN or SIRET that differs from it by one digit, if any."""
        # Other texts are never near a number, and long ones would be tried at each character.
        for place, digit in product(range(len(number)), digits) if NUMBER.fullmatch(number) else ():
            near = f"{number[:place]}{digit}{number[place + 1 :]}"
            for identifier in self.ids_by_number(near):
                return Fault.NEAR_NUMBER.of(fault=fault, near=near, name=self.entries[identifier].name)
        return fault

    def _unknown(self, text: str, kinds: frozenset[str], target: str) -> Problem:
        if has_lost_digits(text):
            return Fault.LOST_DIGITS.of()
        kind = SHAPE.by_prefix.get(text.split(":", 1)[0]) if ":" in text else None
        if kind and kind.name not in kinds:
            return Fault.ID_OF_OTHER_KIND.of(kind=kind, expected=_sorted(kinds))
        if NUMBER.fullmatch(number := re.sub(r"[ .]", "", text)):
            return self.with_near_number(Fault.NUMBER_OF_NOTHING.of(kinds=_sorted(kinds)), number)
        others = [i for i in self.ids_by_name(text, frozenset(SHAPE.kinds)) if self.entries[i].kind not in kinds]
        if others:
            self._require_kind(self.entries[others[0]], kinds)
        if kinds & ACTORS and self.gazetteer.names(text):
            return Fault.TERRITORY_FOR_ACTOR.of(expected=_sorted(kinds))
        if target not in self._nearest:
            self._nearest[target] = NearestTexts(
                entry.name for entry in self.entries.values() if entry.kind in kinds and not entry.nameless
            )
        may_be_one = self._institution_names.may_be_one
        near = tuple(n for n in self._nearest[target].find(text) if not kinds & ACTORS or may_be_one(text, n))
        code = Fault.NO_NAME_OF_SHEET if target in SHEET_OF else Fault.NO_NAME
        return code.of(kinds=_sorted(kinds), near=near, sheet=SHEET_OF.get(target))

    def shortest_name(self, identifier: str) -> str:
        """Return the shortest text that names only this node.

        A trainer, who may share a name with another person, is written with the id. For a visitor, an institution is
        also written with the id: the visitor's directory lacks the names of trainers, so it cannot show that a name is
        unique.
        """
        if identifier in self.gazetteer.by_id:
            return self.gazetteer.shortest_name(identifier)
        entry = self.entries.get(identifier)
        if entry is None:
            return identifier
        name = UNSAFE_SIGNS.sub(",", entry.name)
        unique = name == entry.name and not name.endswith(")") and self._by_name[fold(name)] == [identifier]
        needs_id = entry.kind == "Trainer" or (not self._viewer.sees_everything and entry.kind == "Institution")
        return name if unique and not needs_id else f"{name} [{identifier}]"


def id_in_brackets(text: str) -> str:
    """Return the id in brackets after a name, or else the text itself: `Nantes [commune:44109]` → `commune:44109`."""
    match = BRACKETED_ID.fullmatch(text)
    return match[1].strip() if match else text


def _sorted(kinds: Iterable[str]) -> tuple[Kind, ...]:
    return tuple(SHAPE.kinds[name] for name in sorted(kinds))
