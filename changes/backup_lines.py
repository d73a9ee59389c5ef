"""The lines of a backup, read and checked one by one against the model.

A digest shows that a backup is complete, but not that Cinq Axes wrote it; only names that the model has may become part
of a Cypher statement.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final, NamedTuple

import orjson

from changes.inventory import RECORD_KEYS
from changes.rows import EdgeRow
from changes.steps import steps_from
from graph.inventory import EDGE, NODE, RECORD
from graph.model import SHAPE

LONGEST_LINE: Final = 8 * 1024**2
"""The maximum length of a line, in bytes: what one statement can write, with a margin."""
_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9]{0,63}")


Labels = Mapping[frozenset[str], tuple[str, ...]]
"""The combinations of labels that a node may have, with the base label first, keyed by the set of labels."""


class LineError(Exception):
    """A line that Cinq Axes never writes into a backup; the message gives its number, in French."""


class NodeLine(NamedTuple):
    """A node: its labels, the base first, and its properties."""

    labels: tuple[str, ...]
    properties: Mapping[str, Any]


class RecordLine(NamedTuple):
    """A record outside the model: its label and its properties."""

    label: str
    properties: Mapping[str, Any]


Line = NodeLine | EdgeRow | RecordLine


def labels_in(model: int) -> Labels:
    """Return the labels, present and former, that nodes may have in a backup of this version of the model."""
    present = [tuple(kind.match.split(":")) for kind in SHAPE.kinds.values()]
    former = [labels for step in steps_from(model) or () for labels in step.labels]
    return {frozenset(labels): labels for labels in (*present, *former)}


def read_line(line: bytes, number: int, known: Labels) -> Line:
    """Return the content of a line; `number` is the line's number in the file, `known` are the accepted labels.

    Raises:
        LineError: it is not a line that Cinq Axes writes.
    """
    try:
        return _read(line, known)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        message = f"ligne {number} : ce n’est pas une ligne d’une sauvegarde de Cinq Axes"
        raise LineError(message) from error


def _read(line: bytes, known: Labels) -> Line:
    """Return the content of a line; raises one of several errors for an invalid one."""
    if len(line) > LONGEST_LINE:
        raise ValueError(len(line))
    tag, *rest = orjson.loads(line)
    if tag == NODE:
        labels, properties = rest
        if not isinstance(properties["id"], str):
            raise TypeError(properties["id"])
        return NodeLine(known[frozenset(labels)], _properties(properties))
    if tag == EDGE:
        name, start, end, properties = rest
        if name not in SHAPE.relationships or not (SHAPE.base_of_id(start) and SHAPE.base_of_id(end)):
            raise ValueError(name)
        return EdgeRow(name, start, end, _properties(properties))
    if tag == RECORD:
        label, properties = rest
        read = _properties(properties)
        if any(isinstance(read[key], list) or read[key] is None for key in RECORD_KEYS[label]):
            raise ValueError(label)
        return RecordLine(label, read)
    raise ValueError(tag)


def _properties(stored: Mapping[str, Any]) -> dict[str, Any]:
    """Return properties for writing: valid names, and values that a property can have."""
    for name in stored:
        if not _NAME.fullmatch(name):
            raise ValueError(name)
    return {name: _value(value) for name, value in stored.items()}


def _value(value: Any) -> Any:
    if isinstance(value, dict):
        (day,) = value.values()
        if value.keys() != {"date"}:
            raise ValueError(value)
        return date.fromisoformat(day)
    if isinstance(value, list):
        if any(isinstance(one, (dict, list)) or one is None for one in value) or len({*map(type, value)}) > 1:
            raise TypeError(value)
        return value
    return value
