"""Fingerprints of the lines of a workbook, by which an import detects that a line or the graph changed.

A fingerprint depends on the facts and relationships of the sheet's columns and on nothing else.
"""

import hashlib
from collections.abc import Mapping

import orjson

from changes.changeset import Facts, comparable
from changes.rows import EdgeKey
from exchange.sheets import Sheet
from graph.shape import Relation

LENGTH = 12


def fingerprint(sheet: Sheet, facts: Facts, edges: Mapping[str, Mapping[EdgeKey, Facts]]) -> str:
    """Return the fingerprint of a node: 12 hexadecimal digits over the columns of a sheet, its id left out."""
    values: list[object] = []
    for column in sheet.columns:
        member = sheet.model_member(column)
        if isinstance(member, Relation) or member.linked:
            values.append(sorted([*key, _plain(edge)] for key, edge in edges.get(member.name, {}).items()))
        elif column.name != "id":
            values.append(_plain({column.name: facts.get(column.name)}))
    return hashlib.sha256(orjson.dumps(values)).hexdigest()[:LENGTH]


def fingerprint_of_edge(facts: Facts) -> str:
    """Return the fingerprint of one relationship's facts."""
    return hashlib.sha256(orjson.dumps(_plain(facts))).hexdigest()[:LENGTH]


def _plain(facts: Facts) -> list[list[object]]:
    return sorted([name, comparable(value)] for name, value in facts.items() if value not in (None, []))
