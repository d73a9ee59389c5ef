"""Which thing each line is: one that is known, or a new one.

Rule: an id or a number decides; a name written exactly so, at the same place, is the same thing; a name that is only
like another is put to the officer, whose answer stands in the column « Rapprochement ». Nothing is merged or made twice
in silence.
"""

import hashlib
import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from exchange.cells.days import NoDayError, read_span
from exchange.cells.sirene import BadNumberError, siren_of, siret_of
from exchange.cells.text import parts
from exchange.findings import Findings
from exchange.incoming.lines import Line
from exchange.lookup.directory import Entry
from exchange.lookup.gazetteer import UnknownError
from exchange.lookup.loader import Known
from exchange.lookup.similarity import Likeness
from exchange.sheets import DECISION, NEW_WORD
from graph.text import fold

SLUG_LENGTH = 60
HASH_LENGTH = 8
TRAINER_BYTES = 8


@dataclass
class Identities:
    """The id of each line that has one, in the file's order; and the names under which known institutions stand."""

    found: list[tuple[Line, str]] = field(default_factory=list)
    confirmed: dict[str, list[str]] = field(default_factory=dict)
    by_name: set[int] = field(default_factory=set)
    """Lines, by `id()`, whose name said which thing they are, and so states no new one."""


class Identifying:
    """Finds the id of one line after the other; what a line makes known, the next ones may name."""

    def __init__(self, known: Known, findings: Findings) -> None:
        self._known = known
        self._findings = findings
        self._lines: dict[str, Line] = {}
        self._held = frozenset(known.directory.entries)
        self.identities = Identities()

    def add(self, line: Line) -> None:
        """Find the id of a line of a kind of thing; a finding says why it has none."""
        identifier = self._given(line) if line.text("id") else self._sought(line)
        if identifier is None:
            return
        if identifier in self._lines:
            first = self._lines[identifier]
            name = "id" if line.text("id") else line.sheet.identity[0]
            message = f"est déjà donné à la ligne {first.number} ; gardez une seule des deux lignes"
            self._findings.error(line.place(name), line.text(name), message)
            return
        self._lines[identifier] = line
        self.identities.found.append((line, identifier))
        self._register(line, identifier)

    def _given(self, line: Line) -> str | None:
        text, kind = line.text("id"), line.sheet.kind
        if kind.base == "Territory":
            return self._territory(line, text)
        if text.split(":", 1)[0] not in kind.prefixes or text.endswith(":"):
            message = (
                f"n'est pas un identifiant de cette feuille ; attendu : « {kind.prefixes[0]}:… », ou une cellule vide"
            )
            self._findings.error(line.place("id"), text, message)
            return None
        self._warn_of_doubles(line, text)
        return text

    def _territory(self, line: Line, text: str) -> str | None:
        try:
            return self._known.directory.find(text, line.sheet.kind_name)
        except UnknownError as error:
            self._findings.error(line.place("id"), text, str(error))
            return None

    def _warn_of_doubles(self, line: Line, identifier: str) -> None:
        """Say that an institution with an id of its own is like one that the graph holds under another."""
        if line.sheet.kind_name != "Institution" or identifier in self._held or line.text(DECISION):
            return
        near = [found for found in self._known.alike.near(line.text("name")) if found[0] in self._held]
        if near:
            message = f"ressemble à {_shown(near)} ; elle entre à part, avec l'identifiant de la ligne"
            self._findings.warn(line.place("name"), line.text("name"), message)

    def _sought(self, line: Line) -> str | None:
        name = line.sheet.identity[0] if line.sheet.identity else "id"
        if not line.text(name):
            self._findings.error(line.place(name), "", "la cellule est vide ; il en faut une pour reconnaître la ligne")
            return None
        if line.sheet.kind_name == "Institution":
            return self._institution(line)
        if line.sheet.kind_name == "Trainer":
            return self._named(line, "Trainer") or f"trainer:{secrets.token_hex(TRAINER_BYTES)}"
        if line.sheet.kind.base == "Engagement":
            return self._engagement(line)
        if line.sheet.kind_name in {"Offer", "Source"}:
            return self._named(line, line.sheet.kind_name) or _made(line, *_texts(line))
        return _made(line, *_texts(line))

    def _institution(self, line: Line) -> str | None:
        numbers = []
        for name, read in (("siret", siret_of), ("siren", siren_of)):
            with suppress(BadNumberError):
                numbers.append(read(line.text(name)))
        for number in numbers:
            if found := self._known.directory.numbered(number):
                return found[0]
        return self._decided(line) if line.text(DECISION) else self._by_name(line, numbers)

    def _decided(self, line: Line) -> str | None:
        decision = line.text(DECISION)
        if fold(decision) in {NEW_WORD, "nouvelle"}:
            return self._named(line, "Institution") or self._new_institution(line)
        try:
            identifier = self._known.directory.find(decision, "Institution")
        except UnknownError as error:
            message = f"{error} ; ou écrivez « {NEW_WORD} »"
            self._findings.error(line.place(DECISION), decision, message)
            return None
        self._same(line, identifier)
        return identifier

    def _same(self, line: Line, identifier: str) -> None:
        """Take a line for a known institution under another name, which is remembered."""
        self.identities.by_name.add(id(line))
        name = line.text("name")
        if name not in self._known.directory.named_so(identifier):
            self.identities.confirmed.setdefault(identifier, []).append(name)

    def _by_name(self, line: Line, numbers: list[str]) -> str | None:
        same = self._named(line, "Institution")
        if same is not None:
            self.identities.by_name.add(id(line))
            return same
        near = self._known.alike.near(line.text("name"))
        if near:
            message = (
                f"pourrait être {_shown(near)} ; dans la colonne « Rapprochement », écrivez l'identifiant si c'est la "
                f"même institution, ou « {NEW_WORD} » sinon"
            )
            self._findings.error(line.place("name"), line.text("name"), message)
            return None
        return f"institution:{numbers[0]}" if numbers else self._new_institution(line)

    def _new_institution(self, line: Line) -> str:
        slug = _slug(line.text("name"))
        place = self._place(line)
        identifier = f"institution:{slug}" + (f"-{place.split(':', 1)[1].casefold()}" if place else "")
        known = self._known.directory.entries.get(identifier)
        return identifier if known is None else _made(line, line.text("name"), place)

    def _named(self, line: Line, kind: str) -> str | None:
        """Return the one thing that bears exactly this name, at the same place or one that is not told."""
        entries = self._known.directory.entries
        place = self._place(line)
        found = [
            identifier
            for identifier in self._known.directory.named(line.text(line.sheet.identity[0]), frozenset({kind}))
            if not place or entries[identifier].place in {"", place}
        ]
        if len(found) > 1:
            name = line.sheet.identity[0]
            message = f"désigne plusieurs lignes connues ; écrivez l'identifiant : {' ou '.join(sorted(found))}"
            self._findings.error(line.place(name), line.text(name), message)
        return found[0] if found else None

    def _place(self, line: Line) -> str:
        with suppress(UnknownError):
            return self._known.directory.find(line.text("basedIn"), "Territory") if line.text("basedIn") else ""
        return ""

    def _engagement(self, line: Line) -> str:
        starts_on = None
        with suppress(NoDayError):
            starts_on = read_span(line.cells.get("startsOn")).first if "startsOn" in line.cells else None
        grounds = []
        for part in parts(line.text("territories")):
            with suppress(UnknownError):
                grounds.append(self._known.directory.find(part, "Territory"))
        for titled in self._known.titles.get(fold(line.text("title")), ()):
            same_kind = titled.kind == line.sheet.kind_name
            if same_kind and titled.starts_on == starts_on and titled.territories == frozenset(grounds):
                return titled.id
        return _made(line, line.text("title"), str(starts_on), *sorted(grounds))

    def _register(self, line: Line, identifier: str) -> None:
        kind = line.sheet.kind_name
        name = line.text("name") or line.text("title") or line.text("text")
        if not name:
            return
        numbers = tuple(number for number in (line.text("siren"), line.text("siret")) if number)
        self._known.directory.add(Entry(identifier, kind, name, (), numbers, self._place(line)))
        if kind == "Institution":
            self._known.alike.add(identifier, name)


def _shown(near: Sequence[tuple[str, str, Likeness]]) -> str:
    return " ; ".join(f"« {name} » ({i}, score {like.score} sur 100, {like.reason})" for i, name, like in near)


def _texts(line: Line) -> list[str]:
    return [fold(line.text(name)) for name in line.sheet.identity]


def _slug(text: str) -> str:
    return "-".join(fold(text).split())[:SLUG_LENGTH].strip("-")


def _made(line: Line, *facts: str) -> str:
    """Return the id of a new thing: the same for the same facts, whenever it is asked."""
    hashed = hashlib.sha256("\n".join(facts).encode()).hexdigest()[:HASH_LENGTH]
    return f"{line.sheet.kind.prefixes[0]}:{_slug(facts[0])}-{hashed}"
