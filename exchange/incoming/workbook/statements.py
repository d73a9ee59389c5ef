"""Reads the claims of lines: facts and relationships, each cell by the type of its column.

A cell that cannot be read becomes a finding, and the rest of its line is still read. The readers of a line are in one
file, since each reports at its cells.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar, cast

from changes.changeset import Facts
from changes.rows import EdgeKey, Value
from exchange.cells.person_names import person_names
from exchange.cells.personal import Content, personal_content
from exchange.cells.text import (
    ERASE_WORD,
    NOTHING_WORDS,
    Raw,
    cell_fault,
    list_remedy,
    split_brackets,
    split_list,
    text_damage,
    text_of,
    written_list,
)
from exchange.cells.values import read_edge_value, read_value, rewritten
from exchange.cells.words import read_axes
from exchange.faults import CellError, Fault
from exchange.findings import Findings
from exchange.incoming.workbook.lines import Line, refuse_empty
from exchange.incoming.workbook.postal import PostalColumns
from exchange.lookup.directory import Directory, id_in_brackets
from exchange.sheets import DELETE_WORD, FINGERPRINT, ID, NAME, Column
from graph.rights import TWIN
from graph.shape import Direction, Property, Relation, Scalar
from graph.text import fold
from graph.vocabulary import FICTIONAL, Axis
from judgement.problems import Problem, ProblemCode
from judgement.statements import DELETION, OWNER, Form, Statement, never_empty

DELETE_WORDS = frozenset({DELETE_WORD, "a supprimer", "suppression"})
UNRESOLVED = "(à trancher) "
"""The mark in the placeholder id of a node in doubt."""
MOST_FAULTS = 20
"""The number of faults in a cell after which its remaining values are not read."""
T = TypeVar("T")


@dataclass(kw_only=True)
class Claim(Statement):
    """The statement of a line; its fingerprint is the fingerprint of the exported line."""

    line: Line
    form: Form = field(init=False)

    def __post_init__(self) -> None:
        """Set the parts of the statement that follow from the sheet and the cells of its line."""
        self.form, self.named = self.line.sheet, self.line.cells.keys()
        self.only_new = self.line.only_new
        self.gives_id, self.unresolved = bool(self.line.text(ID.name)), UNRESOLVED in self.id


class ClaimReader:
    """Reads the cells of lines in order, with the names of a directory."""

    def __init__(self, directory: Directory, findings: Findings) -> None:
        self._directory = directory
        self._findings = findings
        self.postal_columns = PostalColumns(directory.gazetteer, findings)
        self._values: dict[tuple[int, str, Raw], tuple[Value, str]] = {}
        """A cache, by column and text, of a cell's value and of the text to write instead (empty to keep the cell):
        a file repeats days and words."""

    def read_node(self, line: Line, identifier: str) -> Claim:
        """Return the claim of a line about a node."""
        claim = Claim(line.sheet.kind_name, identifier, line=line)
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
        """Return the claim of a line about a relationship; None if an end is missing or unknown."""
        sheet = line.sheet
        owner = self._find_end(line, OWNER, sheet.kind_name)
        target = self._find_end(line, sheet.relation_name, sheet.relation.target)
        claim = Claim(sheet.kind_name, owner or "", line=line)
        self._read_management(claim)
        facts: Facts = {}
        for column in sheet.columns:
            member = sheet.model_member(column)
            if column.name in line.cells and isinstance(member, Property):
                self._add_fact(facts, line, column, member)
        if owner is None or target is None:
            return None
        claim.edges[sheet.relation_name] = {_edge_key(sheet.relation, owner, target): facts}
        return claim

    def _read_management(self, claim: Claim) -> None:
        line = claim.line
        text = line.text(DELETION)
        claim.deletes = bool(text) and fold(text) in DELETE_WORDS
        if text and not claim.deletes:
            self._findings.report(line.place(DELETION), text, Fault.NO_DELETION.of(word=DELETE_WORD))
        if FINGERPRINT in line.letters or FINGERPRINT in line.cells:
            claim.fingerprint = line.text(FINGERPRINT)

    def _find_end(self, line: Line, name: str, target: str, item: str = "") -> str | None:
        text = item or line.text(name)
        if not text:
            refuse_empty(ProblemCode.MISSING_END.at(name), line, self._findings)
            return None
        try:
            return self._directory.find(text, target)
        except CellError as error:
            items = split_list(text)
            is_list = len(items) > 1 and all(self._directory.names(item, target) for item in items)
            fault = Fault.SEVERAL_ENDS.of() if is_list else cell_fault(text) or error.problem
            self._findings.report(line.place(name), text, fault)
            return None

    def _read_cell(self, line: Line, column: Column, read: Callable[[], T]) -> T | None:
        """Return the result of reading a cell; None, with a finding, if it cannot be read."""
        text = line.text(column.name)
        fault = cell_fault(text)
        if fault is None:
            try:
                return read()
            except CellError as error:
                fault = Fault.WORD_FOR_NOTHING.of() if text.casefold() in NOTHING_WORDS else error.problem
        self._findings.report(line.place(column.name), text, fault)
        return None

    def _add_fact(self, facts: Facts, line: Line, column: Column, stored: Property) -> None:
        raw = line.cells[column.name]
        if text_of(raw).casefold() == ERASE_WORD:
            if stored.required:
                self._findings.report(line.place(column.name), ERASE_WORD, Fault.REQUIRED_COLUMN.of())
            else:
                facts[stored.name] = None
            return
        key = (id(column), stored.name, raw)
        if key not in self._values:
            # In a tuple, since a value may be None (« en cours »), and None alone means a fault.
            read = self._read_cell(line, column, lambda: (self._value(column, stored, raw), rewritten(stored, raw)))
            if read is None:
                return
            self._values[key] = read
        facts[stored.name], spelling = self._values[key]
        if spelling:
            self._findings.report(line.place(column.name), text_of(raw), Fault.OTHER_SPELLING.of(written=spelling))
        if stored.type is Scalar.TEXT and not (stored.personal and line.sheet.kind_name == "Trainer"):
            self._warn_of_text(line, column)

    def _warn_of_text(self, line: Line, column: Column) -> None:
        """Warn of a text that was damaged by a program, or that seems to be about a person."""
        text = line.text(column.name)
        if damage := text_damage(text):
            self._findings.report(line.place(column.name), text, damage)
        self._warn_of_person(line, column, text)

    def _warn_of_person(self, line: Line, column: Column, text: str) -> None:
        names_body = column.name in {NAME.name, "otherNames"}
        is_address = column.name == "address"
        content = personal_content(
            text, names_body=names_body, is_telephone=column.name == "telephone", is_address=is_address
        )
        problem = Fault.PERSONAL_CONTENT.of(content=content) if content else None
        if problem is None and not is_address:
            problem = self._person_in(line, text, names_body=names_body)
        if problem:
            self._findings.report(line.place(column.name), text, problem)

    def _person_in(self, line: Line, text: str, *, names_body: bool) -> Problem | None:
        """Return the problem of a person's name in a text, if it seems to hold one; otherwise None.

        An institution may be named after a person, but not have just the person's name; a neighbourhood may.
        """
        if self._directory.in_texts.names_trainer(text):
            return Fault.PERSONAL_CONTENT.of(content=Content.PERSON)
        folded = fold(text)
        for name in () if line.sheet.territory else person_names(text):
            if fold(name) == folded if names_body else not self._directory.in_texts.is_namesake(name):
                return Fault.NAME_OF_PERSON.of(name=name)
        return None

    def _value(self, column: Column, stored: Property, raw: Raw) -> Value:
        if stored.type is Scalar.ID:
            return self._directory.find(text_of(raw), "Source")
        try:
            return read_value(stored, raw, last=column.last, euros=column.euros)
        except CellError as error:
            number = re.sub("[ .-]", "", text_of(raw)) if stored.name in {"siren", "siret"} else ""
            raise CellError(self._directory.with_near_number(error.problem, number)) from error

    def _add_linked(self, claim: Claim, column: Column, stored: Property) -> None:
        """Add the axes of a node, which are a property for API clients and relationships in the graph."""
        line = claim.line
        axes = self._read_cell(line, column, lambda: read_axes(line.cells[column.name]))
        through = stored.linked[0] if stored.linked else ""
        if axes is not None:
            ends = [f"axis:{Axis(value).number}" for value in axes]
            claim.edges[stored.name] = {(through, claim.id, end): {} for end in ends}

    def _edges(self, line: Line, column: Column, relation: Relation, identifier: str) -> dict[EdgeKey, Facts] | None:
        """Return the relationships in a cell; empty if they are erased, None if no part of the cell can be read."""
        text = line.text(column.name)
        if text.casefold() == ERASE_WORD:
            if relation.name in never_empty(line.sheet.kind_name):
                raise CellError(Fault.LAST_OF_COLUMN.of())
            return {}
        edges: dict[EdgeKey, Facts] = {}
        faults = 0
        for written in written_list(line.cells[column.name]):
            if faults == MOST_FAULTS:
                self._findings.report(line.place(column.name), "", Fault.UNREAD_VALUES.of())
                break
            faults += not self._add_edge(edges, line, column, relation, identifier, written)
        if relation.single and len(edges) > 1:
            raise CellError(Fault.SEVERAL_FOR_ONE.of())
        return edges or None

    def _add_edge(
        self, edges: dict[EdgeKey, Facts], line: Line, column: Column, relation: Relation, identifier: str, written: str
    ) -> bool:
        """Add the relationship of one value of a cell; return False, with a finding, if it cannot be read."""
        place, gazetteer, item = line.place(column.name), self._directory.gazetteer, text_of(written)
        name = ""
        try:
            name, facts = self._split_facts(relation, item)
            end = self._directory.find(name, relation.target, column.territory, line.first_day)
        except CellError as error:
            remedy = list_remedy(written, lambda piece: self._is_item(relation, piece))
            fault = Fault.SEVERAL_VALUES.of(fault=error.problem, written=remedy) if remedy else error.problem
            self._findings.report(place, item, fault)
            self.postal_columns.add(place, item, is_official=False)
            if not (name or remedy or self._directory.names(item, relation.target)):
                self._find_end(line, column.name, relation.target, split_brackets(item)[0])
            return False
        if end == f"commune:{item}":
            self.postal_columns.add(place, item, is_official=True)
        label = gazetteer.label_today(name) if end in gazetteer.by_id else None
        if label:
            self._findings.report(place, item, Fault.FORMER_NAME.of(name=label))
        meant = gazetteer.contract_meant(name, end) or gazetteer.label_read(name, end)
        full_name = meant or self._directory.canonical_name(name, end)
        if full_name:
            self._findings.report(place, item, Fault.OTHER_NAME.of(name=full_name, id=end))
        if (person := self._directory.forgotten.by_id(end)) and id_in_brackets(name) != end:
            self._findings.report(place, item, Fault.REST_OF_PERSON.of(on=person.on, name=TWIN, id=end))
        for stored in relation.edge[:1]:
            if stored.type is Scalar.TEXT and (stated := facts.get(stored.name)):
                self._warn_of_person(line, column, str(stated))
        key = _edge_key(relation, identifier, end)
        if "roles" in facts and key in edges:  # an actor may be in a cell twice, with different roles
            roles = [*cast("list[str]", edges[key]["roles"]), *cast("list[str]", facts["roles"])]
            facts = {"roles": list(dict.fromkeys(roles))}
        edges[key] = {**column.default_facts, **facts}
        return True

    def _split_facts(self, relation: Relation, item: str) -> tuple[str, Facts]:
        """Return the name in an item of a list, and the facts of its relationship, in parentheses after the name.

        Parentheses that cannot be read may belong to the name: « Bilan (provisoire) ».
        """
        if not relation.edge:
            return item, {}
        name, text = split_brackets(item)
        stored = relation.edge[0]
        if not text or f"({text})" == FICTIONAL:  # the mark of fictional data is no fact
            if stored.required:
                raise CellError(Fault.NO_ROLE.of())
            return item, {}
        is_whole_name = self._directory.is_name(item, relation.target)
        try:
            if is_whole_name and not stored.required and not self._directory.is_name(name, relation.target):
                return item, {}
            return name, {stored.name: read_edge_value(stored, text)}
        except CellError:
            if stored.required or not (is_whole_name or self._directory.names(item, relation.target)):
                raise
            if any(sign.isdigit() for sign in text) and not is_whole_name:
                raise  # a faulty day must be reported
            return item, {}

    def _is_item(self, relation: Relation, item: str) -> bool:
        """Return whether an item of a list can be read."""
        try:
            name, _ = self._split_facts(relation, item)
        except CellError:
            return False
        return self._directory.names(name, relation.target)


def _edge_key(relation: Relation, owner: str, target: str) -> EdgeKey:
    start, end = (target, owner) if relation.direction is Direction.IN else (owner, target)
    return relation.through, start, end
