"""Reads the claims of lines: facts and relationships, each cell by the type of its column.

A cell that cannot be read becomes a finding, and the rest of its line is read all the same.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import TypeVar, cast

from changes.changeset import Facts
from changes.derived import FICTIONAL
from changes.rows import EdgeKey, Value
from exchange.cells.days import NoDayError, read_span
from exchange.cells.numbers import NoNumberError, read_number, read_whole
from exchange.cells.personal import personal_content
from exchange.cells.sirene import SireneNumberError, read_siren, read_siret
from exchange.cells.text import ERASE_WORD, Raw, has_lost_digits, is_formula_error, split_brackets, split_list, text_of
from exchange.cells.words import NoWordError, read_axes, read_word
from exchange.findings import Findings, Place
from exchange.incoming.lines import Line
from exchange.lookup.directory import Directory
from exchange.lookup.gazetteer import UnknownError
from exchange.sheets import DELETE_WORD, DELETION, FINGERPRINT, ID, NEVER_EMPTY, OWNER, Column
from graph.shape import Direction, Property, Relation, Scalar
from graph.text import fold
from graph.vocabulary import Axis, Word

TRUE_WORDS = frozenset({"oui", "o", "vrai", "true", "x", "1"})
FALSE_WORDS = frozenset({"non", "n", "faux", "false", "0"})
CHECKED_TEXTS: dict[str, Callable[[str], str]] = {"siren": read_siren, "siret": read_siret}
CellError = (NoDayError, NoNumberError, NoWordError, UnknownError, SireneNumberError)
T = TypeVar("T")


@dataclass
class Claim:
    """The facts (None: erased) and, by relation, the relationships that a line states of one node.

    `fingerprint` is that of the line in the export it comes from, « » for a line of a person.
    """

    line: Line
    kind: str
    id: str
    facts: Facts = field(default_factory=dict)
    edges: dict[str, dict[EdgeKey, Facts]] = field(default_factory=dict)
    deletes: bool = False
    fingerprint: str = ""


class ClaimReader:
    """Reads the cells of one line after the other, with the names that a directory knows."""

    def __init__(self, directory: Directory, findings: Findings) -> None:
        self._directory = directory
        self._findings = findings
        self._values: dict[tuple[int, str, Raw], Value] = {}
        """The values read so far by column and cell: a file repeats the same days and words thousands of times."""

    def read_node(self, line: Line, identifier: str) -> Claim:
        """Return the claim of a line about a node."""
        claim = Claim(line, line.sheet.kind_name, identifier)
        self._read_management(claim)
        for column in line.sheet.columns:
            if column.name not in line.cells or column.name == ID.name:
                continue
            member = line.sheet.model_member(column)
            if isinstance(member, Relation):
                edges = self._read_cell(line, column, partial(self._edges, line, column, member, identifier))
                if edges is not None:
                    claim.edges[member.name] = edges
            elif member.linked:
                self._add_linked(claim, column, member)
            else:
                self._add_fact(claim.facts, line, column, member)
        if line.sheet.implication:
            relation, name, value = line.sheet.implication
            if claim.edges.get(relation) and name not in line.cells:
                claim.facts[name] = value
        return claim

    def read_edge(self, line: Line) -> Claim | None:
        """Return the claim of a line about a relationship; None when an end is missing or unknown."""
        sheet = line.sheet
        owner = self._find_end(line, OWNER, sheet.kind_name)
        target = self._find_end(line, sheet.relation_name, sheet.relation.target)
        if owner is None or target is None:
            return None
        claim = Claim(line, sheet.kind_name, owner)
        self._read_management(claim)
        facts: Facts = {}
        for column in sheet.columns:
            member = sheet.model_member(column)
            if column.name in line.cells and isinstance(member, Property):
                self._add_fact(facts, line, column, member)
        claim.edges[sheet.relation_name] = {_edge_key(sheet.relation, owner, target): facts}
        return claim

    def _read_management(self, claim: Claim) -> None:
        line = claim.line
        text = line.text(DELETION)
        if text and fold(text) not in {DELETE_WORD, fold("à supprimer"), fold("suppression")}:
            message = f"n'est pas compris ; écrivez « {DELETE_WORD} » ou laissez vide"
            self._findings.error(line.place(DELETION), text, message)
        claim.deletes = bool(text)
        claim.fingerprint = line.text(FINGERPRINT)

    def _find_end(self, line: Line, name: str, target: str) -> str | None:
        text = line.text(name)
        if not text:
            self._findings.error(line.place(name), "", "la cellule est vide ; attendu : un nom ou un identifiant")
            return None
        try:
            return self._directory.find(text, target)
        except UnknownError as error:
            self._findings.error(line.place(name), text, str(error))
            return None

    def _read_cell(self, line: Line, column: Column, read: Callable[[], T]) -> T | None:
        """Return the result of reading a cell; None, with a finding, when it cannot be read."""
        text = line.text(column.name)
        if is_formula_error(text):
            message = "est une erreur de formule ; écrivez la valeur"
            self._findings.error(line.place(column.name), text, message)
            return None
        try:
            return read()
        except CellError as error:
            self._findings.error(line.place(column.name), text, str(error))
            return None

    def _add_fact(self, facts: Facts, line: Line, column: Column, stored: Property) -> None:
        raw = line.cells[column.name]
        if text_of(raw).casefold() == ERASE_WORD:
            if stored.required:
                message = "ne peut pas être effacé, la colonne est obligatoire"
                self._findings.error(line.place(column.name), ERASE_WORD, message)
            else:
                facts[stored.name] = None
            return
        key = (id(column), stored.name, raw)
        if key not in self._values:
            # In a tuple, since a value may be None (« en cours ») and a fault is None too.
            value = self._read_cell(line, column, lambda: (self._value(column, stored, raw),))
            if value is None:
                return
            self._values[key] = value[0]
        facts[stored.name] = self._values[key]
        if stored.type is Scalar.TEXT and not stored.personal:
            self._warn_of_persons(line, column)

    def _warn_of_persons(self, line: Line, column: Column) -> None:
        text = line.text(column.name)
        sort = personal_content(text) or ("le nom d'une personne" if self._directory.names_person(text) else None)
        if sort:
            message = f"semble donner {sort} ; retirez-le s'il n'est pas nécessaire, ou sans l'accord de la personne"
            self._findings.warn(line.place(column.name), text, message)

    def _value(self, column: Column, stored: Property, raw: Raw) -> Value:
        text = text_of(raw)
        if isinstance(stored.type, type):
            return _words(stored, text)
        readers: dict[Scalar, Callable[[], Value]] = {
            Scalar.DATE: lambda: _day(column, raw),
            Scalar.ID: lambda: self._directory.find(text, "Source"),
            Scalar.INT: lambda: read_whole(text, amount=column.euros),
            Scalar.FLOAT: lambda: read_number(text, amount=column.euros),
            Scalar.BOOL: lambda: _boolean(text),
            Scalar.TEXT: lambda: _text(stored, text),
        }
        return readers[stored.type]()

    def _add_linked(self, claim: Claim, column: Column, stored: Property) -> None:
        """Add the axes of a node, which are a property for clients and relationships in the graph."""
        line = claim.line
        axes = self._read_cell(line, column, lambda: read_axes(line.text(column.name)))
        through = stored.linked[0] if stored.linked else ""
        if axes is not None:
            ends = [f"axis:{Axis(value).number}" for value in axes]
            claim.edges[stored.name] = {(through, claim.id, end): {} for end in ends}

    def _edges(self, line: Line, column: Column, relation: Relation, identifier: str) -> dict[EdgeKey, Facts] | None:
        """Return the relationships in a cell; empty if they are erased, None if no part of the cell can be read."""
        text = line.text(column.name)
        if text.casefold() == ERASE_WORD:
            if relation.name in NEVER_EMPTY:
                message = "ne peut pas être effacé, il en faut au moins un"
                raise UnknownError(message)
            return {}
        edges: dict[EdgeKey, Facts] = {}
        for item in split_list(text):
            self._add_edge(edges, line.place(column.name), relation, identifier, item)
        if relation.single and len(edges) > 1:
            message = "en nomme plusieurs ; attendu : un seul"
            raise UnknownError(message)
        return edges or None

    def _add_edge(
        self, edges: dict[EdgeKey, Facts], place: Place, relation: Relation, identifier: str, item: str
    ) -> None:
        try:
            name, facts = self._split_facts(relation, item)
            end = self._directory.find(name, relation.target)
        except CellError as error:
            self._findings.error(place, item, str(error))
            return
        label = self._directory.gazetteer.label_today(name) if end in self._directory.gazetteer.by_id else None
        if label:
            self._findings.warn(place, item, f"est un ancien nom ou code, aujourd'hui « {label} »")
        full_name = self._directory.canonical_name(name, end)
        if full_name:
            self._findings.warn(place, item, f"est lu comme « {full_name} » ({end})")
        key = _edge_key(relation, identifier, end)
        if "roles" in facts and key in edges:  # an actor may stand twice in a cell, with a role each time
            roles = [*cast("list[str]", edges[key]["roles"]), *cast("list[str]", facts["roles"])]
            facts = {"roles": list(dict.fromkeys(roles))}
        edges[key] = facts

    def _split_facts(self, relation: Relation, item: str) -> tuple[str, Facts]:
        """Return the name in an item of a list, and the facts of its relationship, in parentheses after the name.

        Parentheses that cannot be read may belong to the name: « Bilan (provisoire) ».
        """
        if not relation.edge:
            return item, {}
        name, text = split_brackets(item)
        stored = relation.edge[0]
        if not text or f"({text})" == FICTIONAL:  # the mark of a label is no fact
            if stored.required:
                message = "ne dit pas son rôle ; attendu : « Nom (porteur) », « Nom (partenaire + financeur) »"
                raise NoWordError(message)
            return item, {}
        try:
            return name, {stored.name: _edge_value(stored, text)}
        except CellError:
            if stored.required or not self._names_node(item, relation.target):
                raise
            return item, {}

    def _names_node(self, text: str, target: str) -> bool:
        try:
            self._directory.find(text, target)
        except UnknownError:
            return False
        return True


def _day(column: Column, raw: Raw) -> date | None:
    span = read_span(raw)
    day = span.last if column.last else span.first
    if day is None and not column.last:
        message = "ne dit pas de premier jour ; attendu : une date, par exemple 15/03/2021"
        raise NoDayError(message)
    return day


def _words(stored: Property, text: str) -> Value:
    words = cast("type[Word]", stored.type)
    if not stored.many:
        return read_word(words, text)
    if words is Axis:
        return read_axes(text)
    return list(dict.fromkeys(read_word(words, item) for item in split_list(text)))


def _edge_value(stored: Property, text: str) -> Value:
    """Return the value in parentheses: the day of a confirmation, or roles joined with « + » or « , »."""
    if stored.type is Scalar.DATE:
        return read_span(text.removeprefix("confirmé le ").removeprefix("confirmée le ")).last
    words = cast("type[Word]", stored.type)
    return list(dict.fromkeys(read_word(words, word) for word in text.replace(",", "+").split("+")))


def _text(stored: Property, text: str) -> str:
    if stored.name not in CHECKED_TEXTS:
        return text
    if has_lost_digits(text):
        message = "a perdu des chiffres (notation scientifique) ; mettez la colonne au format texte et récrivez-le"
        raise SireneNumberError(message)
    return CHECKED_TEXTS[stored.name](text)


def _boolean(text: str) -> bool:
    if text.casefold() in TRUE_WORDS:
        return True
    if text.casefold() in FALSE_WORDS:
        return False
    message = "n'est ni oui ni non"
    raise NoWordError(message)


def _edge_key(relation: Relation, owner: str, target: str) -> EdgeKey:
    start, end = (target, owner) if relation.direction is Direction.IN else (owner, target)
    return relation.through, start, end
