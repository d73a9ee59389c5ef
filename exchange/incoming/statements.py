"""What the lines of a file state: facts and relationships, each cell read as its column says.

Rule: pure over what is known; a cell that cannot be read is a finding, and the rest of its line is read all the same.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import cast

from changes.changeset import Facts
from changes.rows import EdgeKey, Value
from exchange.cells.days import NoDayError, read_span
from exchange.cells.numbers import NoNumberError, read_number, read_whole
from exchange.cells.personal import looks_personal
from exchange.cells.sirene import BadNumberError, siren_of, siret_of
from exchange.cells.text import ERASE, Raw, bracketed, is_error, lost_digits, parts, text_of
from exchange.cells.words import NoWordError, read_axes, read_word
from exchange.findings import Findings
from exchange.incoming.lines import Line
from exchange.lookup.directory import Directory
from exchange.lookup.gazetteer import UnknownError
from exchange.sheets import DELETE_WORD, DELETION, FINGERPRINT, ID, NEVER_EMPTY, OWNER, Column
from graph.shape import Direction, Property, Relation, Scalar
from graph.text import fold
from graph.vocabulary import Axis, Word

TRUE, FALSE = frozenset({"oui", "o", "vrai", "true", "x", "1"}), frozenset({"non", "n", "faux", "false", "0"})
CHECKED_TEXTS: dict[str, Callable[[str], str]] = {"siren": siren_of, "siret": siret_of}
CellError = (NoDayError, NoNumberError, NoWordError, UnknownError, BadNumberError)


@dataclass
class Stated:
    """What a line states of one thing: facts (None: erased) and, by relation, all its relationships of it."""

    line: Line
    kind: str
    id: str
    facts: Facts = field(default_factory=dict)
    edges: dict[str, dict[EdgeKey, Facts]] = field(default_factory=dict)
    deletes: bool = False
    version: str = ""


class Stating:
    """Reads the cells of lines over what is known."""

    def __init__(self, directory: Directory, findings: Findings) -> None:
        self._directory = directory
        self._findings = findings
        self._read: dict[tuple[int, str, Raw], Value] = {}

    def node(self, line: Line, identifier: str) -> Stated:
        """Return what a line of a kind of thing states."""
        stated = Stated(line, line.sheet.kind_name, identifier)
        self._managing(stated)
        for column in line.sheet.columns:
            if column.name not in line.cells or column.name == ID.name:
                continue
            what = line.sheet.stated(column)
            if isinstance(what, Relation):
                found = self._guarded(line, column, lambda c=column, w=what: self._edges(line, c, w, identifier))  # type: ignore[misc]
                if found is not None:
                    stated.edges[what.name] = cast("dict[EdgeKey, Facts]", found)
            elif what.linked:
                self._linked(stated, column, what)
            else:
                self._fact(stated.facts, line, column, what)
        implied = line.sheet.implied
        if implied and stated.edges.get(implied[0]) and implied[1] not in line.cells:
            stated.facts[implied[1]] = implied[2]
        return stated

    def edge(self, line: Line) -> Stated | None:
        """Return what a line of relationships states: one relationship of its owner; None when an end is wrong."""
        sheet = line.sheet
        owner = self._end(line, OWNER, sheet.kind_name)
        other = self._end(line, sheet.joining, sheet.relation.target)
        if owner is None or other is None:
            return None
        stated = Stated(line, sheet.kind_name, owner)
        self._managing(stated)
        facts: Facts = {}
        for column in sheet.columns:
            what = sheet.stated(column)
            if column.name in line.cells and isinstance(what, Property):
                self._fact(facts, line, column, what)
        stated.edges[sheet.joining] = {_key(sheet.relation, owner, other): facts}
        return stated

    def _managing(self, stated: Stated) -> None:
        line = stated.line
        asked = line.text(DELETION)
        if asked and fold(asked) not in {DELETE_WORD, fold("à supprimer"), fold("suppression")}:
            message = f"n'est pas compris ; écrivez « {DELETE_WORD} » ou laissez vide"
            self._findings.error(line.place(DELETION), asked, message)
        stated.deletes = bool(asked)
        stated.version = line.text(FINGERPRINT)

    def _end(self, line: Line, name: str, target: str) -> str | None:
        text = line.text(name)
        if not text:
            self._findings.error(line.place(name), "", "la cellule est vide ; attendu : un nom ou un identifiant")
            return None
        try:
            return self._directory.find(text, target)
        except UnknownError as error:
            self._findings.error(line.place(name), text, str(error))
            return None

    def _guarded(self, line: Line, column: Column, read: Callable[[], object]) -> object:
        text = line.text(column.name)
        if is_error(text):
            message = "est une erreur de formule ; écrivez la valeur"
            self._findings.error(line.place(column.name), text, message)
            return None
        try:
            return read()
        except CellError as error:
            self._findings.error(line.place(column.name), text, str(error))
            return None

    def _fact(self, facts: Facts, line: Line, column: Column, stored: Property) -> None:
        raw = line.cells[column.name]
        if text_of(raw).casefold() == ERASE:
            if stored.required:
                message = "ne peut pas être effacé, la colonne est obligatoire"
                self._findings.error(line.place(column.name), ERASE, message)
            else:
                facts[stored.name] = None
            return
        key = (id(column), stored.name, raw)
        if key not in self._read:
            found = self._guarded(line, column, lambda: (self._value(column, stored, raw),))
            if found is None:
                return
            self._read[key] = cast("tuple[Value]", found)[0]
        facts[stored.name] = self._read[key]
        if stored.type is Scalar.TEXT and not stored.personal:
            self._warn_of_persons(line, column)

    def _warn_of_persons(self, line: Line, column: Column) -> None:
        text = line.text(column.name)
        what = looks_personal(text) or ("le nom d'une personne" if self._directory.names_person(text) else None)
        if what:
            message = f"semble donner {what} ; retirez-le s'il n'est pas nécessaire, ou sans l'accord de la personne"
            self._findings.warn(line.place(column.name), text, message)

    def _value(self, column: Column, stored: Property, raw: Raw) -> Value:
        text = text_of(raw)
        if isinstance(stored.type, type):
            return self._words(stored, text)
        readers: dict[Scalar, Callable[[], Value]] = {
            Scalar.DATE: lambda: self._day(column, raw),
            Scalar.ID: lambda: self._directory.find(text, "Source"),
            Scalar.INT: lambda: read_whole(text, amount=column.euros),
            Scalar.FLOAT: lambda: read_number(text, amount=column.euros),
            Scalar.BOOL: lambda: _boolean(text),
            Scalar.TEXT: lambda: _text(stored, text),
        }
        return readers[stored.type]()

    @staticmethod
    def _day(column: Column, raw: Raw) -> date | None:
        span = read_span(raw)
        day = span.last if column.last else span.first
        if day is None and not column.last:
            message = "ne dit pas de premier jour ; attendu : une date, par exemple 15/03/2021"
            raise NoDayError(message)
        return day

    @staticmethod
    def _words(stored: Property, text: str) -> Value:
        words = cast("type[Word]", stored.type)
        if not stored.many:
            return read_word(words, text)
        return read_axes(text) if words is Axis else list(dict.fromkeys(read_word(words, part) for part in parts(text)))

    def _linked(self, stated: Stated, column: Column, stored: Property) -> None:
        line = stated.line
        found = self._guarded(line, column, lambda: read_axes(line.text(column.name)))
        through = stored.linked[0] if stored.linked else ""
        if found is not None:
            numbers = [Axis(value).number for value in cast("list[str]", found)]
            stated.edges[stored.name] = {(through, stated.id, f"axis:{number}"): {} for number in numbers}

    def _edges(self, line: Line, column: Column, relation: Relation, identifier: str) -> dict[EdgeKey, Facts] | None:
        text = line.text(column.name)
        if text.casefold() == ERASE:
            if relation.name in NEVER_EMPTY:
                message = "ne peut pas être effacé, il en faut au moins un"
                raise UnknownError(message)
            return {}
        found: dict[EdgeKey, Facts] = {}
        for part in parts(text):
            self._add_edge(found, line, column, relation, identifier, part)
        if relation.single and len(found) > 1:
            message = "en nomme plusieurs ; attendu : un seul"
            raise UnknownError(message)
        return found or None

    def _add_edge(
        self,
        found: dict[EdgeKey, Facts],
        line: Line,
        column: Column,
        relation: Relation,
        identifier: str,
        part: str,
    ) -> None:
        try:
            name, facts = self._with_facts(relation, part)
            other = self._directory.find(name, relation.target)
        except CellError as error:
            self._findings.error(line.place(column.name), part, str(error))
            return
        today = self._directory.gazetteer.renamed(name) if other in self._directory.gazetteer.by_id else None
        if today:
            self._findings.warn(line.place(column.name), part, f"est un ancien nom ou code, aujourd'hui « {today} »")
        known = self._directory.read_as(name, other)
        if known:
            self._findings.warn(line.place(column.name), part, f"est lu comme « {known} » ({other})")
        key = _key(relation, identifier, other)
        if "roles" in facts and key in found:
            both = [*cast("list[str]", found[key]["roles"]), *cast("list[str]", facts["roles"])]
            facts = {"roles": list(dict.fromkeys(both))}
        found[key] = facts

    def _with_facts(self, relation: Relation, part: str) -> tuple[str, Facts]:
        """Return a part's name and the facts of its relationship, written in parentheses after it."""
        if not relation.edge:
            return part, {}
        name, inside = bracketed(part)
        stored = relation.edge[0]
        if not inside:
            if stored.required:
                message = "ne dit pas son rôle ; attendu : « Nom (porteur) », « Nom (partenaire + financeur) »"
                raise NoWordError(message)
            return part, {}
        try:
            return name, {stored.name: _inside(stored, inside)}
        except CellError:
            if stored.required or self._is_named(part, relation.target) is False:
                raise
            return part, {}

    def _is_named(self, text: str, target: str) -> bool:
        try:
            self._directory.find(text, target)
        except UnknownError:
            return False
        return True


def _inside(stored: Property, text: str) -> Value:
    if stored.type is Scalar.DATE:
        return read_span(text.removeprefix("confirmé le ").removeprefix("confirmée le ")).last
    words = cast("type[Word]", stored.type)
    return list(dict.fromkeys(read_word(words, part) for part in text.replace(",", "+").split("+")))


def _text(stored: Property, text: str) -> str:
    if stored.name not in CHECKED_TEXTS:
        return text
    if lost_digits(text):
        message = "a perdu des chiffres (notation scientifique) ; mettez la colonne au format texte et récrivez-le"
        raise BadNumberError(message)
    return CHECKED_TEXTS[stored.name](text)


def _boolean(text: str) -> bool:
    if text.casefold() in TRUE:
        return True
    if text.casefold() in FALSE:
        return False
    message = "n'est ni oui ni non"
    raise NoWordError(message)


def _key(relation: Relation, owner: str, other: str) -> EdgeKey:
    start, end = (other, owner) if relation.direction is Direction.IN else (owner, other)
    return relation.through, start, end
