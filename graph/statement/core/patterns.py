"""The patterns of Cypher that every built statement is made of: quoting, directions, and what the caller may see."""

from graph.rights import TWIN, Caller, listed_only, stored_name
from graph.shape import Direction, Property, Relation, Scalar

RESERVED = frozenset({"from", "as", "on"})
_ARROWS = {Direction.OUT: ("-", "->"), Direction.IN: ("<-", "-"), Direction.BOTH: ("-", "-")}


def stored_value(variable: str, stored: Property, caller: Caller, *, key: bool = False) -> str:
    """Return the expression of a stored value as this caller sees it; with `key`, of its folded key."""
    name = stored_name(caller, stored, key=key)
    value = f"{variable}.`{name}`" if name in RESERVED else f"{variable}.{name}"
    visible = listed_only(caller, variable) if stored.listed else None
    return f"CASE WHEN {visible} THEN {value} END" if visible else value


def shown_value(variable: str, stored: Property, caller: Caller) -> str:
    """Return the expression of a stored value as this caller is shown it.

    What a name or label of the twin was left without is « Formateur·rice », never the person's own.
    """
    value = stored_value(variable, stored, caller)
    if not (stored.personal and stored.required and caller is Caller.ANONYMOUS):
        return value
    return f"coalesce({value}, CASE WHEN {variable}:Institution THEN {variable}.{stored.name} ELSE '{TWIN}' END)"


def label_value(variable: str, caller: Caller) -> str:
    """Return the expression of the label of a node of any kind, as this caller is shown it."""
    if caller is Caller.OFFICER:
        return f"{variable}.label"
    label = Property("label", Scalar.TEXT, "", required=True, personal=True)
    return f"CASE WHEN {variable}:Trainer THEN {shown_value(variable, label, caller)} ELSE {variable}.label END"


def pattern(variable: str, relation: Relation, edge: str, other: str, label: str) -> str:
    """Return the pattern of a relation, written from the bound variable; edge and label may be empty."""
    left, right = _ARROWS[relation.direction]
    steps = "*1.." if relation.transitive else ""
    return f"({variable}){left}[{edge}:{relation.through}{steps}]{right}({other}{label and f':{label}'})"


def relation_visible(caller: Caller, variable: str, relation: Relation, other: str) -> str | None:
    """Return the condition under which this caller sees a relationship; None where there is none."""
    if not relation.listed:
        return None
    return listed_only(caller, other if relation.target == "Trainer" else variable)
