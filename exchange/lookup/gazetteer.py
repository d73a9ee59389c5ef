"""Finds territories by a code, a name, or a name with its département.

A text that fits two territories is refused, with both as choices; if a code lost its leading zero, the zero is proposed
but never added. All look-ups use the indexes of this class and must share a file with it: hence its length.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from functools import cached_property

from exchange.cells.person_names import holds_first_name
from exchange.cells.text import split_brackets
from exchange.faults import CellError, Fault, Quoted
from exchange.lookup.former_names import FormerName, FormerNames, key_in
from exchange.lookup.remedies import Remedies
from exchange.lookup.wordings import (
    ARTICLE,
    CODE_AND_NAME,
    PREFIX_AND_NAME,
    PREFIXES,
    code_together,
    codes_with_names,
    labels_beginning_with,
    short_names,
    with_short_form,
    without_legal_form,
)
from graph.text import fold
from graph.vocabulary import TerritoryKind
from judgement.entries import GazetteerEntry
from judgement.problems import Problem

MOST_SHOWN = 6
UNSAFE_SIGNS = frozenset(";[")
"""The characters at which a cell would be split, or that would be read as an id in brackets."""
ABBREVIATED_SAINT = re.compile(r"\bst(e?)\b[ .\-]+", re.IGNORECASE)
INTERCOMMUNALITIES = frozenset({TerritoryKind.EPCI, TerritoryKind.EPT})
GROUPINGS = INTERCOMMUNALITIES | {TerritoryKind.CITY_CONTRACT}
"""The kinds whose names begin with a legal form, and may end with an acronym; a contract has the name of its lead."""


class Gazetteer:
    """The territories of a graph, by code, name and former name."""

    def __init__(
        self,
        territories: Iterable[GazetteerEntry],
        former_names: Iterable[FormerName] = (),
        postal_codes: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self.by_id: dict[str, GazetteerEntry] = {}
        self._by_code: defaultdict[str, list[GazetteerEntry]] = defaultdict(list)
        self._by_name: defaultdict[str, list[GazetteerEntry]] = defaultdict(list)
        self._by_short_name: defaultdict[str, list[GazetteerEntry]] = defaultdict(list)
        for territory in territories:
            self.add(territory)
        self._former_names = FormerNames(former_names, self.by_id)
        self._remedies = Remedies(self.by_id, self._by_code, self._former_names, postal_codes or {})

    def add(self, territory: GazetteerEntry) -> None:
        """Add a territory."""
        self.by_id[territory.id] = territory
        for code in {territory.code.casefold(), *(code.casefold() for code in territory.other_codes)}:
            self._by_code[code].append(territory)
        keys = {fold(territory.label), fold(territory.name)}
        if territory.kind in INTERCOMMUNALITIES:
            keys.add(without_legal_form(territory.name))
        for key in keys:
            self._by_name[key].append(territory)
        for key in short_names(territory.name) - keys if territory.kind in GROUPINGS else ():
            self._by_short_name[key].append(territory)

    @cached_property
    def newest_generation(self) -> str | None:
        """The generation of the newest contracts; None without any."""
        return max((t.generation for t in self.by_id.values() if t.generation), default=None)

    @cached_property
    def called_after_people(self) -> str:
        """The folded names of territories that contain a first name, each between spaces: « jean jaures »."""
        return "\n".join(f" {name} " for name in self._by_name if holds_first_name(name))

    def find(self, text: str, kinds: frozenset[str] | None = None, day: date | None = None) -> str:
        """Return the id of the territory that a text names, of these kinds or of any.

        If a day is given, a code that several contracts share, now or formerly, means the contract in force on that
        day.

        Raises:
            CellError: the text names no territory, or more than one; the problem gives the candidates.
        """
        matches = self.named(text, kinds)
        if day and len(matches) > 1 and all(match.starts_on for match in matches):
            matches = [match for match in matches if match.is_in_force(day, day)] or matches
        if len(matches) == 1:
            return matches[0].id
        if matches:
            raise CellError(self._ambiguous(text, matches))
        today = self._id_today(text)
        if today and (kinds is None or self.by_id[today].kind in kinds):
            # A former code may be the postal code of another commune, as « 75018 » of Paris is.
            if self._remedies.is_postal_of_others(text, today):
                former = self.by_id[today]
                names = {"communes": self.postal_communes(text), "code": former.code, "name": former.name}
                raise CellError(Fault.FORMER_OR_POSTAL_CODE.of(**names))
            return today
        raise CellError(self._unknown(text, kinds))

    def _ambiguous(self, text: str, matches: Sequence[GazetteerEntry]) -> Problem:
        communes = all(match.kind == TerritoryKind.COMMUNE for match in matches)
        longer = tuple(labels_beginning_with(text, self._communes)) if communes else ()
        choices = tuple(self._distinct_name(match, matches) for match in matches[:MOST_SHOWN])
        rest = len(matches) - MOST_SHOWN
        if rest > 0:
            return Fault.MANY_TERRITORIES.of(choices=choices, rest=rest, longer=longer)
        return Fault.SEVERAL_TERRITORIES.of(choices=choices + longer)

    def bodies_in(self, place: str, name: str, seats: Mapping[str, str]) -> list[str]:
        """Return the institutions of one name that have their seat in a place, or else those without a seat.

        `seats` gives the seat of each institution by id; all are returned if the place is unknown.

        Raises:
            CellError: all have their seat elsewhere.
        """
        within = [identifier for identifier, seat in seats.items() if self._is_within(seat, place)]
        if within or not seats or not self.names(place):
            return within or list(seats)
        seatless = [identifier for identifier, seat in seats.items() if not seat]
        if not seatless:
            labels = {self.by_id[seat].label for seat in seats.values() if seat in self.by_id}
            raise CellError(Fault.BODY_ELSEWHERE.of(name=name, places=tuple(sorted(labels))))
        return seatless

    def _is_within(self, identifier: str, place: str) -> bool:
        """Return whether a territory is the one that a text names, or is counted in it."""
        around = (self.by_id[i] for i in self._around(identifier) if i in self.by_id)
        return any(fold(place) in {fold(t.name), fold(t.label)} or place in {t.code, t.id} for t in around)

    def _unknown(self, text: str, kinds: frozenset[str] | None) -> Problem:
        others = self.named(text) if kinds is not None else []
        if kinds and others:
            expected, kind = tuple(map(TerritoryKind, sorted(kinds))), TerritoryKind(others[0].kind)
            return Fault.OTHER_KIND.of(name=others[0].label, kind=kind, expected=expected)
        folded = fold(text)
        prefix, coded = PREFIX_AND_NAME.fullmatch(folded), CODE_AND_NAME.fullmatch(text)
        known = self._by_code.get(coded[1].casefold()) if coded and not self.postal_communes(coded[1]) else None
        if known:
            return Fault.CODE_OF_OTHER_NAME.of(name=known[0].label, code=known[0].code)
        former = self.out_of_use(text) or (self._former_names.find([prefix[2]]) if prefix else ())
        return self._remedies.problem(text, former, labels_beginning_with(text, self._communes))

    @cached_property
    def _communes(self) -> list[tuple[str, str]]:
        return sorted((fold(t.name), t.label) for t in self.by_id.values() if t.kind == TerritoryKind.COMMUNE)

    def names(self, text: str) -> bool:
        """Return whether a text names a territory in use."""
        return bool(self.named(text))

    def touches(self, one: str, other: str) -> bool:
        """Return whether two territories are equal, or one is counted in the other."""
        return one in self._around(other) or other in self._around(one)

    def is_same_place(self, one: str, other: str) -> bool | None:
        """Return whether two territories are one place; None if they share a département and are not both communes."""
        if self.touches(one, other):
            return True
        kinds = {self.by_id[i].kind for i in (one, other) if i in self.by_id}
        shared = set(self._around(one)) & set(self._around(other))
        return None if kinds != {TerritoryKind.COMMUNE} and any(map(self._is_departement, shared)) else False

    def _is_departement(self, identifier: str) -> bool:
        entry = self.by_id.get(identifier)
        return entry is not None and entry.kind == TerritoryKind.DEPARTEMENT

    def _around(self, identifier: str) -> list[str]:
        """Return a territory and those that contain it, level by level."""
        around = [identifier]
        while (entry := self.by_id.get(around[-1])) and entry.attached_to and entry.attached_to not in around:
            around.append(entry.attached_to)
        return around

    def postal_communes(self, text: str) -> str:
        """Return the communes of a postal code with their official codes; empty for any other text."""
        return self._remedies.postal_communes(text)

    def label_today(self, text: str) -> str | None:
        """Return the label of the territory that a text names by a former name or code; None for a current name."""
        today = None if self.named(text) else self._id_today(text)
        return self.by_id[today].label if today else None

    def label_read(self, text: str, identifier: str) -> str | None:
        """Return the label of a territory if a text does not use its name, code or label; otherwise None."""
        entry = self.by_id.get(identifier)
        return entry.label if entry and not self._named(text) and entry in self._named_otherwise(text) else None

    def contract_meant(self, text: str, identifier: str) -> str | None:
        """Return the label of the contract meant by a code that is obsolete or shared with another contract."""
        entry, code = self.by_id.get(identifier), text.casefold()
        if entry is None or entry.kind != TerritoryKind.CITY_CONTRACT or text == identifier:
            return None
        is_shared = len(self._by_code.get(code, ())) > 1
        return entry.label if is_shared or code in {other.casefold() for other in entry.other_codes} else None

    def named(self, text: str, kinds: frozenset[str] | None = None) -> list[GazetteerEntry]:
        """Return the territories in use that a text names, of these kinds or of any.

        A contract has the name of its lead: it fits only a text that names it as a contract, by its id, code, label or
        a prefix, so that « Nantes » is the commune.
        """
        candidates = [t for t in self._candidates(text) if kinds is None or t.kind in kinds]
        if kinds is not None or PREFIX_AND_NAME.fullmatch(fold(text)):
            return candidates
        matches = [
            t
            for t in candidates
            if t.kind != TerritoryKind.CITY_CONTRACT
            or text == t.id
            or {code.casefold() for code in (t.code, *t.other_codes)} & {text.casefold(), *fold(text).split()}
            or fold(text) == fold(t.label)
        ]
        return matches or self._with_short_form(text)

    def out_of_use(self, text: str) -> Sequence[FormerName]:
        """Return the former names that a text fits by code, by name, by both, or by name and département."""
        name, place = split_brackets(text)
        names = dict.fromkeys((fold(name), with_short_form(fold(name))))
        in_departement = (key_in(one, code) for one in names for code in self._departements(place))
        whole = (fold(text), with_short_form(fold(text)))
        keys = (text.casefold(), *whole, *in_departement, code_together(text).casefold())
        found = self._former_names.find(keys)
        return found or [
            f for code, of in codes_with_names(text) for f in self._former_names.with_code_and_name(code, of)
        ]

    def dissolved(self, text: str) -> FormerName | None:
        """Return the dissolved intercommunality that a text names alone; None for a current name."""
        found = [] if self.names(text) else self.out_of_use(text)
        return found[0] if len(found) == 1 and self._is_dissolved(found[0]) else None

    def dissolved_elsewhere(self, text: str) -> list[Quoted | str]:
        """Name the dissolved intercommunalities that had the name of a current one but lay elsewhere."""
        gone = [former for former in self.out_of_use(text) if self._is_dissolved(former)]
        around = {territory.id for territory in self.named(text)} if gone else set()
        return [self._former_names.shortest(f) for f in gone if around and around.isdisjoint(f.today)]

    def _is_dissolved(self, former: FormerName) -> bool:
        kinds = {self.by_id[i].kind for i in former.today if i in self.by_id}
        return former.is_extinct and bool(kinds) and kinds <= INTERCOMMUNALITIES

    def former_not_postal(self, text: str) -> str | None:
        """Return the id of the commune with this former code if the code is also the postal code of other communes."""
        today = None if self.names(text) else self._id_today(text)
        return today if today and self._remedies.is_postal_of_others(text, today) else None

    def _id_today(self, text: str) -> str | None:
        found = self.out_of_use(text)
        return found[0].today[0] if len(found) == 1 and not found[0].is_extinct else None

    def shortest_name(self, identifier: str) -> str:
        """Return the shortest text that names only this territory."""
        territory = self.by_id[identifier]
        for text in (territory.label, territory.code):
            with suppress(CellError):
                if not UNSAFE_SIGNS.intersection(text) and self.find(text) == identifier:
                    return text
        return f"{territory.label.replace(';', ',')} [{identifier}]"

    def _candidates(self, text: str) -> Sequence[GazetteerEntry]:
        return self._named(text) or self._named_otherwise(text)

    def _named_otherwise(self, text: str) -> Sequence[GazetteerEntry]:
        """Return the territories named by a code and name that agree, or else by only a code or an unofficial name.

        The code may be written in groups of digits. An unofficial name is a short one, or has the legal form in full.
        """
        if (written := ABBREVIATED_SAINT.sub(r"Saint\1-", text)) != text:
            return self._candidates(written)
        by_both = [
            t
            for code, name in codes_with_names(text)
            for t in self._by_code.get(code.casefold(), ())
            if t in self._named(name)
        ]
        territories = by_both or self._by_code.get(code_together(text).casefold())
        if territories:
            return territories
        folded = fold(text)
        prefix = PREFIX_AND_NAME.fullmatch(folded)
        if not prefix:
            return self._by_short_name.get(folded) or self._with_short_form(text)
        kind, name = PREFIXES[prefix[1]], ARTICLE.sub("", prefix[2])
        matches = [*self._by_name.get(name, ()), *self._by_short_name.get(name, ())]
        return list({t.id: t for t in matches if t.kind == kind}.values())

    def _with_short_form(self, text: str) -> list[GazetteerEntry]:
        """Return the intercommunalities with this name, if it has the legal form in full; none for any other text."""
        name, place = split_brackets(text)
        short = with_short_form(fold(name))
        named = self._named(f"{short} ({place})" if place else short) if short != fold(name) else ()
        return [territory for territory in named if territory.kind in INTERCOMMUNALITIES]

    def _named(self, text: str) -> Sequence[GazetteerEntry]:
        """Return the territories with this id, or else code, name, prefix with code or name, or « name (dep.) »."""
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
        """Return the territories of a name with the code or name of its département: « Nantes (44) »."""
        name, place = split_brackets(text)
        codes = self._departements(place)
        endings, around = tuple(f"({code})" for code in codes), {f"departement:{code}" for code in codes}
        return [
            t
            for t in (self._by_name.get(fold(name), ()) if codes else ())
            if t.label.endswith(endings) or (t.kind in INTERCOMMUNALITIES and t.attached_to in around)
        ]

    def _departements(self, place: str) -> list[str]:
        """Return the text as a code, and the codes of the départements with that name; none for an empty text."""
        named = [t.code for t in self._by_name.get(fold(place), ()) if place and t.kind == TerritoryKind.DEPARTEMENT]
        return [code for code in (place, *named) if code]

    @staticmethod
    def _distinct_name(territory: GazetteerEntry, matches: Sequence[GazetteerEntry]) -> str:
        namesakes = [t for t in matches if fold(t.label) == fold(territory.label)]
        return territory.label if len(namesakes) == 1 and territory.label != territory.name else territory.id
