"""Writes facts and relationships as cells that `exchange.incoming.workbook.statements` reads again.

A reference to a node is the shortest text that names only this node.
"""

from collections.abc import Mapping

from changes.changeset import Facts
from changes.rows import EdgeKey, Value
from exchange.cells.text import LIST_SEPARATOR, LONGEST_CELL, TOO_LONG, Raw, length_in_spreadsheet
from exchange.lookup.directory import Directory
from exchange.sheets import Column, Sheet
from graph.shape import Property, Relation, Scalar
from graph.vocabulary import Axis, Word
from judgement.fingerprints import fingerprint, fingerprint_of_edge
from judgement.statements import OWNER

Edges = Mapping[str, Mapping[EdgeKey, Facts]]


def node_cells(sheet: Sheet, identifier: str, facts: Facts, edges: Edges, directory: Directory) -> list[Raw]:
    """Return the cells of a node, in the order of the columns, the management columns last."""
    cells = [_fitted(_cell(sheet, column, identifier, facts, edges, directory)) for column in sheet.columns]
    return [*cells, None, None, fingerprint(sheet, facts, edges)]


def edge_cells(sheet: Sheet, key: EdgeKey, facts: Facts, directory: Directory) -> list[Raw]:
    """Return the cells of a relationship, in the order of the columns, the management columns last."""
    _, start, end = key  # every relation sheet starts at its owner
    cells: list[Raw] = []
    for column in sheet.columns:
        member = sheet.model_member(column)
        if isinstance(member, Property):
            cells.append(_value(member, facts.get(member.name), directory))
        else:
            cells.append(directory.shortest_name(start if column.name == OWNER else end))
    return [*cells, None, None, fingerprint_of_edge(sheet, key, facts)]


def _fitted(raw: Raw) -> Raw:
    """Return a cell that fits a spreadsheet; a text that is too long becomes a notice, and stays in the graph."""
    return TOO_LONG if isinstance(raw, str) and length_in_spreadsheet(raw) > LONGEST_CELL else raw


def _cell(sheet: Sheet, column: Column, identifier: str, facts: Facts, edges: Edges, directory: Directory) -> Raw:
    if column.name == "id":
        return directory.shortest_name(identifier) if sheet.kind.base == "Territory" else identifier
    member = sheet.model_member(column)
    if isinstance(member, Relation):
        ends = (_end(member, identifier, key, edge, directory) for key, edge in edges[member.name].items())
        return LIST_SEPARATOR.join(sorted(ends)) or None
    if member.linked:
        return LIST_SEPARATOR.join(sorted(end.split(":", 1)[1] for _, _, end in edges[member.name])) or None
    return _value(member, facts.get(member.name), directory)


def _end(relation: Relation, identifier: str, key: EdgeKey, facts: Facts, directory: Directory) -> str:
    """Return the other end of a relationship, with its first fact in parentheses: « Mairie (porteur) »."""
    _, start, end = key
    name = directory.shortest_name(start if end == identifier else end)
    text = _edge_text(facts.get(relation.edge[0].name), relation.edge[0]) if relation.edge else None
    return name if text is None else f"{name} ({text})"


IN_PARENTHESES = str.maketrans({";": ",", "(": "[", ")": "]"})
"""Substitutes for the characters at which the reader would split a cell."""


def _edge_text(value: Value, stored: Property) -> str | None:
    if value is None:
        return None
    if stored.type is Scalar.DATE:
        return f"{value:%d/%m/%Y}"
    if stored.type is Scalar.TEXT:
        return str(value).translate(IN_PARENTHESES)
    words = value if isinstance(value, list) else [str(value)]
    return " + ".join(_label(stored, word) for word in words)


def _label(stored: Property, value: str) -> str:
    if not isinstance(stored.type, type) or not issubclass(stored.type, Word):
        return value
    word = stored.type(value)
    return str(word.number) if isinstance(word, Axis) else word.label_fr


def _value(stored: Property, value: Value, directory: Directory) -> Raw:
    if stored.type is Scalar.ID and value is not None:
        return directory.shortest_name(str(value))
    return shown(stored, value)


def shown(stored: Property, value: Value) -> Raw:
    """Return the cell of a value that is not an id: its French words, its number or its day; None if it is missing."""
    if value is None or value == []:
        return None
    if isinstance(value, list):
        return LIST_SEPARATOR.join(_label(stored, item) for item in value)
    if isinstance(value, bool):
        return "oui" if value else "non"
    return _label(stored, value) if isinstance(value, str) else value
