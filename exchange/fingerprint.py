"""A short text that stands for all that a sheet says of one thing, to tell whether it changed since.

Rule: pure; it depends on the stated facts and relationships of the sheet's columns and on nothing else.
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
    """Return the fingerprint of a thing as a sheet says it."""
    said: list[object] = []
    for column in sheet.columns:
        what = sheet.stated(column)
        if isinstance(what, Relation) or what.linked:
            said.append(sorted([*key, _plain(found)] for key, found in edges.get(what.name, {}).items()))
        elif column.name != "id":
            said.append(_plain({column.name: facts.get(column.name)}))
    return hashlib.sha256(orjson.dumps(said)).hexdigest()[:LENGTH]


def fingerprint_of_edge(facts: Facts) -> str:
    """Return the fingerprint of one relationship's facts."""
    return hashlib.sha256(orjson.dumps(_plain(facts))).hexdigest()[:LENGTH]


def _plain(facts: Facts) -> list[list[object]]:
    return sorted([name, comparable(value)] for name, value in facts.items() if value not in (None, []))
