"""Fingerprints of the lines of a workbook, by which an import detects what changed in the line and in the graph.

The fingerprint of a line is those of its cells, one after the other: they tell which columns changed since the export.
Each depends on the column and on what it stated, and on nothing else; a column that was renamed counts under its first
name, so that a workbook of before is still known.
"""

import hashlib
from collections.abc import Mapping

import orjson

from changes.changeset import Facts, comparable
from changes.rows import EdgeKey
from exchange.sheets import Sheet
from graph.shape import Relation

CELL_LENGTH = 8
"""Hexadecimal digits of a cell."""
Edges = Mapping[str, Mapping[EdgeKey, Facts]]
_PERIOD = {"startsOn": "from", "endsOn": "until"}
FIRST_NAMES: Mapping[str, Mapping[str, str]] = {
    "Commitment": {"kind": "nature"},
    "Diagnostic": {"kind": "format", "dataStartsOn": "dataFrom", "dataEndsOn": "dataTo"},
    "TrainingSession": {"kind": "setting", "trainedCount": "peopleTrained"},
    "Survey": {"surveyedOn": "on"},
    "SIGNED": {"signedOn": "on"},
    "OFFERS": _PERIOD,
    "AFFILIATED_WITH": {"kind": "as", **_PERIOD},
    "INTERVENES_IN": _PERIOD,
    "QUALIFIED_FOR": _PERIOD,
}
"""The names of columns in the workbooks of before, by kind or type of relationship."""
FIRST_TEXTS = {("Institution", "otherNames"): " ; "}
"""Columns whose list was a text in the workbooks of before, with what stood between its items."""


def fingerprint(sheet: Sheet, facts: Facts, edges: Edges) -> str:
    """Return the fingerprint of a node's line, its id left out."""
    return "".join(cell_fingerprints(sheet, facts, edges).values())


def fingerprint_of_edge(sheet: Sheet, key: EdgeKey, facts: Facts) -> str:
    """Return the fingerprint of a relationship's line: that of its ends, then those of its cells."""
    return "".join([ends_fingerprint(key), *edge_fingerprints(sheet, facts).values()])


def cell_fingerprints(sheet: Sheet, facts: Facts, edges: Edges) -> dict[str, str]:
    """Return the fingerprints of the cells of a node, by column."""
    found = {}
    for column in sheet.columns:
        member = sheet.model_member(column)
        if isinstance(member, Relation) or member.linked:
            ends = sorted([*key, _plain(edge)] for key, edge in edges.get(member.name, {}).items())
            found[column.name] = _digest(column.name, ends)
        elif column.name != "id":
            found[column.name] = _digest_of_fact(sheet.kind_name, column.name, facts)
    return found


def edge_fingerprints(sheet: Sheet, facts: Facts) -> dict[str, str]:
    """Return the fingerprints of the cells of a relationship, by column."""
    return {p.name: _digest_of_fact(sheet.relation.through, p.name, facts) for p in sheet.relation.edge}


def ends_fingerprint(key: EdgeKey) -> str:
    """Return the fingerprint of the ends of a relationship."""
    return _digest("ends", [*key])


def exported_cells(text: str) -> frozenset[str]:
    """Return the fingerprints of the cells in that of a line; nothing for one that we did not write."""
    if len(text) % CELL_LENGTH:
        return frozenset()
    return frozenset(text[place : place + CELL_LENGTH] for place in range(0, len(text), CELL_LENGTH))


def _digest_of_fact(owner: str, name: str, facts: Facts) -> str:
    first, value = FIRST_NAMES.get(owner, {}).get(name, name), facts.get(name)
    separator = FIRST_TEXTS.get((owner, name))
    if separator and isinstance(value, list):
        value = separator.join(map(str, value))
    return _digest(first, _plain({first: value}))


def _digest(column: str, value: object) -> str:
    return hashlib.sha256(orjson.dumps([column, value])).hexdigest()[:CELL_LENGTH]


def _plain(facts: Facts) -> list[list[object]]:
    return sorted([name, _one_form(comparable(value))] for name, value in facts.items() if value not in (None, []))


def _one_form(value: object) -> object:
    """Return a number without decimals as a whole one: 12000 and 12000.0 are one amount."""
    return int(value) if isinstance(value, float) and value.is_integer() else value
