"""Finds the known institutions of the same place or kind with which an institution may be confused.

The names in a national list are all similar, and nearly all belong to other towns, so only plausible candidates are
compared.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from exchange.lookup.directory import Directory
from exchange.lookup.similarity import InstitutionNames
from graph.vocabulary import TerritoryKind
from judgement.entries import DirectoryEntry
from judgement.likeness import Candidate, may_be_one_body

ELSEWHERE = ""
"""The key for institutions without a town: their seat is unknown, or a larger territory."""


class SimilarBodies:
    """The institutions of a directory, indexed for comparison; all must be added before the first search."""

    def __init__(self, directory: Directory, names: InstitutionNames) -> None:
        self._gazetteer, self._entries, self._names = directory.gazetteer, directory.entries, names

    def similar(self, body: DirectoryEntry, may_be: Callable[[str], bool]) -> list[Candidate]:
        """Return the known institutions that may be `body` with a name in another spelling, the best score first.

        `may_be` returns whether an id is possible, judged by everything except its name.
        """

        def is_possible(other: str, is_named_alike: bool) -> bool:  # noqa: FBT001 - as `similar` calls it
            known = self._entries[other]
            is_same_place = self._is_same_place(body, known, is_named_alike=is_named_alike)
            kinds = body.body_kind, known.body_kind
            return may_be_one_body(kinds, is_named_alike=is_named_alike, is_same_place=is_same_place) and may_be(other)

        candidates: dict[str, Candidate] = {}
        for name in (body.name, *body.other_names):
            for candidate in self._names.similar(name, self._keys_to_compare(body, name), is_possible):
                candidates.setdefault(candidate.id, candidate)
        return list(candidates.values())

    def _is_same_place(self, body: DirectoryEntry, known: DirectoryEntry, *, is_named_alike: bool) -> bool | None:
        """Return whether two institutions have the same seat, or the same name with a département; None if unknown."""
        if is_named_alike and self._names.names_departement(body.name):
            return True
        places = body.seat, known.seat or known.governs
        return self._gazetteer.is_same_place(*places) if all(places) else None

    def _keys_to_compare(self, body: DirectoryEntry, name: str) -> set[str]:
        """Return the keys of names to compare with a body's name: its own key, and those of its town or its kind."""
        key = self._names.key(name)
        if self._is_town(body.seat):
            return {key, *self._keys_by_place.get(body.seat, ()), *self._keys_by_place.get(ELSEWHERE, ())}
        wide = self._keys_by_place.get(ELSEWHERE, ()) if body.seat else ()
        return {key, *self._keys_by_kind.get(body.body_kind, ()), *wide}

    @cached_property
    def _keys_by_place(self) -> Mapping[str, set[str]]:
        """For each town, the keys of the names of its institutions."""
        places = ((key, self._entries[i].seat or self._entries[i].governs) for key, i in self._names.ids_by_key())
        return _grouped((place if self._is_town(place) else ELSEWHERE, key) for key, place in places)

    @cached_property
    def _keys_by_kind(self) -> Mapping[str, set[str]]:
        """For each kind, the keys of the names of its institutions."""
        return _grouped((self._entries[i].body_kind, key) for key, i in self._names.ids_by_key())

    def _is_town(self, identifier: str) -> bool:
        entry = self._gazetteer.by_id.get(identifier)
        return entry is not None and entry.kind == TerritoryKind.COMMUNE


def _grouped(pairs: Iterable[tuple[str, str]]) -> Mapping[str, set[str]]:
    groups: defaultdict[str, set[str]] = defaultdict(set)
    for group, key in pairs:
        groups[group].add(key)
    return groups
