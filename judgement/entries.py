"""Entries: the known territories and other nodes that statements name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

OVERSEAS = ("97", "98")
"""The prefixes of codes of communes overseas, which may be on another island, or a hundred kilometres up a river."""


@dataclass(frozen=True)
class GazetteerEntry:
    """A territory: id, kind, code, name and label; for a contract also its generation, other codes and days in force.

    `attached_to` is the id of the one territory in which it is counted.
    """

    id: str
    kind: str
    code: str
    name: str
    label: str
    generation: str | None = None
    other_codes: tuple[str, ...] = ()
    starts_on: date | None = None
    ends_on: date | None = None
    attached_to: str | None = None

    def is_in_force(self, first: date, last: date) -> bool:
        """Return whether it is in force on some day from `first` to `last`; a territory without a term always is."""
        return self.starts_on is None or self.ends_on is None or (self.starts_on <= last and self.ends_on >= first)


@dataclass(frozen=True)
class DirectoryEntry:
    """A node that statements can name: id, kind, name, other names, numbers (SIREN, SIRET, RNA) and the id of its seat.

    `body_kind` is a word of `InstitutionKind`, `governs` the id of the governed territory. A `nameless` trainer,
    whose name is hidden, can only be found by its id.
    """

    id: str
    kind: str
    name: str
    other_names: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    seat: str = ""
    body_kind: str = ""
    nameless: bool = False
    governs: str = ""


class Register(NamedTuple):
    """The nodes and territories that statements can name, by id, and a function from name and kinds to ids."""

    nodes: Mapping[str, DirectoryEntry]
    territories: Mapping[str, GazetteerEntry]
    ids_by_name: Callable[[str, frozenset[str]], list[str]]


def departement_of(commune: str) -> str:
    """Return the code of the département or overseas collectivity to which the code of a commune belongs."""
    return commune[:3] if commune.startswith(OVERSEAS) else commune[:2]
