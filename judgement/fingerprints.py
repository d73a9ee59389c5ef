"""Fingerprints of facts, which detect changes in a statement and in the graph since an export.

The fingerprint of a node concatenates the fingerprints of its fields, which show which fields changed since the export.
The fingerprint of a field depends only on the name and value of the field; a renamed field keeps its original name
here, so that older workbooks remain readable.
"""

import hashlib
from collections.abc import Mapping
from collections.abc import Set as AbstractSet

import orjson

from changes.changeset import Facts, comparable
from changes.rows import EdgeKey
from graph.shape import Relation
from judgement.statements import Edges, Form

CELL_LENGTH = 8
"""Hexadecimal digits per field."""
_PERIOD = {"startsOn": "from", "endsOn": "until"}
ORIGINAL_NAMES: Mapping[str, Mapping[str, str]] = {
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
"""The names of fields in older workbooks, by kind or type of relationship."""
FORMER_FIELDS = {"TrainingSession": ("needIdentifiedBy", "needIdentifiedOn")}
"""The fields that only older workbooks have, by kind; they count as empty.

Otherwise an older fingerprint would seem to have as many fields as a present one.
"""
ORIGINAL_TEXTS = {("Institution", "otherNames"): " ; "}
"""Columns that now hold a list, but held a text in older workbooks, with the separator of its items."""


def fingerprint(form: Form, facts: Facts, edges: Mapping[str, Edges]) -> str:
    """Return the fingerprint of a node, without its id."""
    return "".join(field_fingerprints(form, facts, edges).values())


def fingerprint_of_edge(form: Form, key: EdgeKey, facts: Facts) -> str:
    """Return the fingerprint of a relationship: that of its ends, then those of its fields."""
    return "".join([ends_fingerprint(key), *field_fingerprints(form, facts, {}).values()])


def field_fingerprints(form: Form, facts: Facts, edges: Mapping[str, Edges]) -> dict[str, str]:
    """Return, by name, the fingerprints of the fields of a node, or of a relationship if the form is of those."""
    if form.relation_name:
        return {p.name: _digest_of_fact(form.relation.through, p.name, facts) for p in form.relation.edge}
    digests = {}
    for name in form.names:
        member = form.member(name)
        if isinstance(member, Relation) or (member and member.linked):
            ends = sorted([*key, _plain(edge)] for key, edge in edges.get(name, {}).items())
            digests[name] = _digest(name, ends)
        elif name != "id":
            digests[name] = _digest_of_fact(form.kind.name, name, facts)
    return digests | {name: _digest(name, []) for name in FORMER_FIELDS.get(form.kind.name, ())}


def ends_fingerprint(key: tuple[str, ...]) -> str:
    """Return the fingerprint of the ends of a relationship."""
    return _digest("ends", [*key])


def changed_since(form: Form, known: Mapping[str, str], exported: AbstractSet[str]) -> set[str]:
    """Return the names of the fields that changed since an export; `known` are the present fingerprints by field.

    An export with fewer fields comes from an earlier version without the newer fields. Such a field did not change if
    it is empty now.
    """
    changed = {name for name, digest in known.items() if digest not in exported}
    if 0 < len(exported) < len(known) + bool(form.relation_name):
        unstated = field_fingerprints(form, {}, {})
        changed -= {name for name in changed if known[name] == unstated[name]}
    return changed


def exported_cells(text: str) -> frozenset[str]:
    """Return the fingerprints of the fields in a fingerprint; none if its length is invalid."""
    if len(text) % CELL_LENGTH:
        return frozenset()
    return frozenset(text[place : place + CELL_LENGTH] for place in range(0, len(text), CELL_LENGTH))


def _digest_of_fact(owner: str, name: str, facts: Facts) -> str:
    first, value = ORIGINAL_NAMES.get(owner, {}).get(name, name), facts.get(name)
    separator = ORIGINAL_TEXTS.get((owner, name))
    if separator and isinstance(value, list):
        value = separator.join(map(str, value))
    return _digest(first, _plain({first: value}))


def _digest(name: str, value: object) -> str:
    return hashlib.sha256(orjson.dumps([name, value])).hexdigest()[:CELL_LENGTH]


def _plain(facts: Facts) -> list[list[object]]:
    return sorted([name, _one_form(comparable(value))] for name, value in facts.items() if value not in (None, []))


def _one_form(value: object) -> object:
    """Return a number without decimals as an integer: 12000 and 12000.0 are the same amount."""
    return int(value) if isinstance(value, float) and value.is_integer() else value
