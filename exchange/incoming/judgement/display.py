"""Values, facts and differences as an officer reads them."""

from collections.abc import Mapping
from datetime import date

from changes.attribution import without_attributions
from changes.changeset import Facts, comparable
from changes.rows import Value
from exchange.cells.text import LIST_SEPARATOR
from exchange.incoming.workbook.statements import Claim
from graph.shape import Property, Relation
from judgement.statements import Edges


def field_differences(claim: Claim, facts: Facts, edges: Mapping[str, Edges]) -> list[tuple[str, str, str]]:
    """Return the columns in which a claim differs from the graph: name, the graph's value, the line's value."""
    differences = []
    for column in claim.line.sheet.columns:
        member = claim.line.sheet.model_member(column)
        if isinstance(member, Relation) or member.linked:
            current, new = edges.get(member.name, {}), claim.edges.get(member.name)
            if new is not None and (current.keys() != new.keys() or any(current[k] != new[k] for k in new)):
                differences.append((column.name, display_edges(current, claim.id), display_edges(new, claim.id)))
        elif column.name in claim.facts and not is_same(facts.get(column.name), claim.facts[column.name]):
            before, after = facts.get(column.name), claim.facts[column.name]
            differences.append((column.name, display_value(before, member), display_value(after, member)))
    return differences


def is_same(value: Value, other_value: Value) -> bool:
    """Return whether two values are one, whatever their type in Python."""
    return comparable(value) == comparable(other_value)


def display_value(value: Value, stored: Property | None = None) -> str:
    """Return a value as an officer reads it: words of a vocabulary by their French labels, null as « rien »."""
    words = stored.type if stored and isinstance(stored.type, type) else None
    if words and value:
        return LIST_SEPARATOR.join(words(v).label_fr for v in (value if isinstance(value, list) else [str(value)]))
    if value is None or value == []:
        return "rien"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, list):
        return LIST_SEPARATOR.join(map(str, value))
    return str(int(value) if isinstance(value, float) and value.is_integer() else value)


def display_facts(facts: Facts, relation: Relation | None) -> str:
    """Return the facts of a relationship as an officer reads them."""
    stored = {p.name: p for p in relation.edge} if relation else {}
    stated = without_attributions(facts).items()
    values = (display_value(value, stored.get(name)) for name, value in stated if value is not None)
    return ", ".join(values) or "sans précision"


def display_edges(edges: Edges, identifier: str, relation: Relation | None = None) -> str:
    """Return the other ends of a node's relationships as an officer reads them; with their facts for a relation."""
    shown = []
    for (_, start, end), facts in edges.items():
        said = f" ({display_facts(facts, relation)})" if relation and facts else ""
        shown.append(f"{start if end == identifier else end}{said}")
    return LIST_SEPARATOR.join(sorted(shown)) or "rien"
