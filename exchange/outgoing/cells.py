"""Facts and relationships as cells that say them back: what `exchange.incoming.statements` reads, written.

Rule: pure; a reference is the shortest text that names its thing alone.
"""

from collections.abc import Mapping

from changes.changeset import Facts
from changes.rows import EdgeKey, Value
from exchange.cells.text import Raw
from exchange.fingerprint import fingerprint, fingerprint_of_edge
from exchange.lookup.directory import Directory
from exchange.sheets import MANAGING, OWNER, Column, Sheet
from graph.shape import Property, Relation, Scalar
from graph.vocabulary import Axis, Word

BETWEEN = " ; "


def headings(sheet: Sheet) -> list[str]:
    """Return the headings of a sheet, those that manage its lines last."""
    return [column.heading for column in (*sheet.columns, *MANAGING)]


def line_of(
    sheet: Sheet, identifier: str, facts: Facts, edges: Mapping[str, Mapping[EdgeKey, Facts]], directory: Directory
) -> list[Raw]:
    """Return the cells of a thing, in the order of the headings."""
    cells = [_cell(sheet, column, identifier, facts, edges, directory) for column in sheet.columns]
    return [*cells, None, None, fingerprint(sheet, facts, edges)]


def line_of_edge(sheet: Sheet, key: EdgeKey, facts: Facts, directory: Directory) -> list[Raw]:
    """Return the cells of a relationship, in the order of the headings."""
    owner, other = key[1], key[2]
    cells: list[Raw] = []
    for column in sheet.columns:
        what = sheet.stated(column)
        if isinstance(what, Property):
            cells.append(_value(what, facts.get(what.name), directory))
        else:
            cells.append(directory.written(owner if column.name == OWNER else other))
    return [*cells, None, None, fingerprint_of_edge(facts)]


def _cell(
    sheet: Sheet,
    column: Column,
    identifier: str,
    facts: Facts,
    edges: Mapping[str, Mapping[EdgeKey, Facts]],
    directory: Directory,
) -> Raw:
    if column.name == "id":
        return directory.written(identifier) if sheet.kind.base == "Territory" else identifier
    what = sheet.stated(column)
    if isinstance(what, Relation):
        return (
            BETWEEN.join(sorted(_end(what, identifier, k, f, directory) for k, f in edges[what.name].items())) or None
        )
    if what.linked:
        return BETWEEN.join(sorted(end.split(":", 1)[1] for _, _, end in edges[what.name])) or None
    return _value(what, facts.get(what.name), directory)


def _end(relation: Relation, identifier: str, key: EdgeKey, facts: Facts, directory: Directory) -> str:
    _, start, end = key
    written = directory.written(start if end == identifier else end)
    inside = [shown for p in relation.edge[:1] if (shown := _inside(facts.get(p.name), p)) is not None]
    return f"{written} ({inside[0]})" if inside else written


def _inside(value: Value, stored: Property) -> str | None:
    if value is None:
        return None
    if stored.type is Scalar.DATE:
        return f"{value:%d/%m/%Y}"
    words = value if isinstance(value, list) else [str(value)]
    return " + ".join(_label(stored, word) for word in words)


def _label(stored: Property, value: str) -> str:
    if not isinstance(stored.type, type) or not issubclass(stored.type, Word):
        return value
    word = stored.type(value)
    return str(word.number) if isinstance(word, Axis) else word.label_fr


def _value(stored: Property, value: Value, directory: Directory) -> Raw:
    if value is None or value == []:
        return None
    if stored.type is Scalar.ID:
        return directory.written(str(value))
    if isinstance(value, list):
        return BETWEEN.join(_label(stored, item) for item in value)
    if isinstance(value, bool):
        return "oui" if value else "non"
    return _label(stored, value) if isinstance(value, str) else value
