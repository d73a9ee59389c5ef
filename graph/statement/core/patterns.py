"""Parts of Cypher texts used by all built statements: values and patterns, as a view shows them."""

from graph.rights import TWIN, View, listed_only, stored_name
from graph.shape import Direction, Property, Relation, Scalar

_ARROWS = {Direction.OUT: ("-", "->"), Direction.IN: ("<-", "-"), Direction.BOTH: ("-", "-")}


def stored_value(variable: str, stored: Property, view: View, *, key: bool = False) -> str:
    """Return the expression by which this view compares a stored value or, with `key`, its folded key."""
    name = stored_name(view, stored, key=key)
    value = f"{variable}.{name}"
    visible = listed_only(view, variable) if stored.listed else None
    return f"CASE WHEN {visible} THEN {value} END" if visible else value


def shown_value(variable: str, stored: Property, view: View) -> str:
    """Return the expression of a stored value as answered to this view.

    A twin without a stored public name or label is shown as « Formateur·rice », never by the person's own name.
    """
    value = stored_value(variable, stored, view)
    if not (stored.personal and stored.required and view is not View.EVERYTHING):
        return value
    return f"coalesce({value}, CASE WHEN {variable}:Institution THEN {variable}.{stored.name} ELSE '{TWIN}' END)"


def label_value(variable: str, view: View) -> str:
    """Return the expression of the label of a node of any kind, as answered to this view."""
    if view is View.EVERYTHING:
        return f"{variable}.label"
    label = Property("label", Scalar.TEXT, "", required=True, personal=True)
    return f"CASE WHEN {variable}:Trainer THEN {shown_value(variable, label, view)} ELSE {variable}.label END"


def pattern(variable: str, relation: Relation, edge: str, end: str, label: str) -> str:
    """Return the pattern of a relation from a bound variable to its other end; `edge` and `label` may be empty."""
    left, right = _ARROWS[relation.direction]
    steps = "*1.." if relation.transitive else ""
    return f"({variable}){left}[{edge}:{relation.through}{steps}]{right}({end}{label and f':{label}'})"


def relation_visible(view: View, variable: str, relation: Relation, end: str) -> str | None:
    """Return the condition under which this view shows a relationship; None for always."""
    if not relation.listed:
        return None
    return listed_only(view, end if relation.target == "Trainer" else variable)
