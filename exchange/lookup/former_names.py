"""Former names and codes of territories, by their spellings, with the present territories in their area."""

from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from exchange.faults import Quoted
from graph.text import fold
from judgement.problems import Problem


@dataclass(frozen=True)
class FormerName:
    """A former code or name, its départements, and the ids of the present territories in its area.

    If it `is_extinct`, no present territory is equivalent: `what` describes the former territory to the officer, who
    has to choose present ones.
    """

    code: str
    name: str
    departements: tuple[str, ...]
    today: tuple[str, ...] = ()
    is_extinct: bool = False
    what: Problem | None = None

    @property
    def keys(self) -> list[str]:
        """The texts that name it: its code, its name, and its name with each of its départements."""
        name = fold(self.name)
        named = [name, *(key_in(name, departement) for departement in self.departements)] if name else []
        return [key for key in (self.code.casefold(), *named) if key]

    @property
    def meaning(self) -> str:
        """The id or code of the territory that is meant; all names of a territory, present or extinct, share it."""
        return self.today[0] if self.today and not self.is_extinct else self.code or self.name


def key_in(name: str, departement: str) -> str:
    """Return the key of a folded name with its département."""
    return f"{name} ({departement.casefold()})"


class FormerNames:
    """The former names and codes; those of territories missing from the graph are left out."""

    def __init__(self, names: Iterable[FormerName], known: Container[str]) -> None:
        """Index the names; `known` are the ids of the territories of the graph."""
        self._by_key: defaultdict[str, list[FormerName]] = defaultdict(list)
        for former in names:
            if former.is_extinct or (former.today and former.today[0] in known):
                for key in former.keys:
                    if former.meaning not in {other.meaning for other in self._by_key[key]}:
                        self._by_key[key].append(former)

    def find(self, keys: Iterable[str]) -> Sequence[FormerName]:
        """Return the former names with the first of these keys that is known."""
        return next((self._by_key[key] for key in keys if key in self._by_key), ())

    def with_code_and_name(self, code: str, name: str) -> Sequence[FormerName]:
        """Return the former names with this code and this name."""
        meanings = {former.meaning for former in self._by_key.get(fold(name), ())}
        return [former for former in self._by_key.get(code.casefold(), ()) if former.meaning in meanings]

    def shortest(self, former: FormerName) -> Quoted | str:
        """Return the shortest text that names only this extinct territory."""
        for departement in former.departements:
            if len(self._by_key.get(key_in(fold(former.name), departement), ())) == 1:
                return Quoted(f"{former.name} ({departement})")
        return f"{former.code} ({former.name})"
