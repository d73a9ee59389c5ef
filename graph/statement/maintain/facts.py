"""Statements that read the facts of sources: stated properties and relationships of nodes, nothing derived.

`stated_of` answers one list `[id, facts…, relationships…, attributions…]` per node: the facts in the order of
`stated_properties`, the relationships in that of the argument `relations`, the attributions in that of `attributed`. A
relationship is `[id of the other end, facts…, attributions…]`. Days are texts, YYYY-MM-DD.

An attribution is a text stored with a fact or relation of a node, or with a fact of a relationship: it contains the
source and the file that stated the fact or relation, and the day (`changes/attribution.py`). No answer of the API
contains it.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from graph.catalogue import CATALOGUE
from graph.model import SHAPE
from graph.model.common import SOURCE_ID
from graph.rights import EVERYTHING, View, Viewer
from graph.shape import Kind, Property, Relation, Scalar
from graph.statement.core.patterns import label_value, pattern, relation_visible, shown_value
from graph.statement.core.writer import Statement
from graph.vocabulary import TerritoryKind

ATTRIBUTION = "Attribution"
"""The suffix of the stored names of attributions."""

STATED_BY = "STATED_BY"
"""The type of the relationships from a node to the sources that state it."""


def stated_properties(kind: Kind) -> tuple[Property, ...]:
    """Return the properties of a kind that sources state: not its id, nor derived or linked ones."""
    return tuple(p for p in kind.properties if not p.derived and p.linked is None and p.type is not Scalar.ID)


def attribution_of(name: str) -> str:
    """Return the stored name of the attribution of a fact or relation."""
    return f"{name}{ATTRIBUTION}"


def attributed(kind: Kind, view: View) -> tuple[str, ...]:
    """Return the facts and relations of a kind whose attributions this view shows.

    A visitor sees no attribution of personal facts or of persons who may be hidden: it would reveal that somebody
    stated a fact that the visitor may not see.
    """
    if kind.stated_relations is None:
        return ()
    properties = [p for p in kind.properties if p in stated_properties(kind) or p.linked]
    if view is not View.EVERYTHING:
        if any(p.listed for p in kind.properties):
            return ()
        properties = [p for p in properties if not p.personal]
    return (*(p.name for p in properties), *kind.stated_relations)


def attributed_facts(relation: Relation) -> tuple[str, ...]:
    """Return the facts of a relation that have attributions: all if each relationship names its source, else none."""
    names = tuple(p.name for p in relation.edge)
    return names if "sourceId" in names else ()


def stated_of(kind: Kind, relations: Sequence[Relation], ids: Sequence[str], viewer: Viewer) -> Statement:
    """Return the statement that reads nodes of a kind with these relations, as this viewer may see them."""
    facts = [_value("n", p, viewer.view) for p in stated_properties(kind)]
    relationships = [_relationships(relation, viewer.view) for relation in relations]
    attributions = [f"n.{attribution_of(name)}" for name in attributed(kind, viewer.view)]
    text = (
        f"UNWIND $ids AS id MATCH (n:{kind.base} {{id: id}}) WHERE n:{kind.label} "
        f"RETURN collect([{', '.join(['n.id', *facts, *relationships, *attributions])}])"
    )
    return Statement(text, {"ids": ids})


def ids_of(kind: Kind, territory: TerritoryKind | None = None) -> Statement:
    """Return the statement that reads the ids of a kind (of one kind of territory, if given), in order."""
    where, values = (" WHERE n.kind = $kind", {"kind": territory.value}) if territory else ("", {})
    return Statement(f"MATCH (n:{kind.label}){where} WITH n.id AS id ORDER BY id RETURN collect(id)", values)


def known_by(kind: Kind, names: Sequence[str], viewer: Viewer) -> Statement:
    """Return the statement that reads the id, these properties and these relations of every node of a kind.

    The value of a relation is the id of one node at its other end.
    """
    values = ", ".join(["n.id", *(_value_or_end(kind, name, viewer.view) for name in names)])
    return Statement(f"MATCH (n:{kind.label}) RETURN collect([{values}])", {})


def engagements_by(stored: str, values: Iterable[str] | Iterable[date]) -> Statement:
    """Return the statement that finds engagements by a stored value: `id`, `titleKey` or `startsOn`.

    It answers `[id, labels, title, first day, ids of territories, last day, ids of institutions]` for each.
    """
    text = (
        f"UNWIND $values AS value MATCH (n:Engagement {{{stored}: value}}) "
        "RETURN collect([n.id, labels(n), n.title, toString(n.startsOn), [(n)-[:TARGETS]->(t:Territory) | t.id], "
        "toString(n.endsOn), [(n)<-[:ENGAGED_IN]-(a:Institution) | a.id]])"
    )
    return Statement(text, {"values": sorted(values)})


def territories_named(keys: Iterable[str]) -> Statement:
    """Return the statement that finds the ids of the QPV and city contracts with one of these folded names."""
    text = (
        "UNWIND $keys AS key MATCH (n:Territory {nameKey: key}) WHERE n.kind IN $kinds "
        "WITH n.id AS id ORDER BY id RETURN collect(id)"
    )
    kinds = [TerritoryKind.QPV.value, TerritoryKind.CITY_CONTRACT.value]
    return Statement(text, {"keys": sorted(keys), "kinds": kinds})


def titles() -> Statement:
    """Return the statement that reads the folded title of every engagement."""
    return Statement(CATALOGUE["engagement_titles"].text, {})


def ends_of(kind_name: str, identifier: str, relation_name: str) -> Statement:
    """Return the statement that reads the ids of the nodes to which a relation leads from one node."""
    kind = SHAPE.kinds[kind_name]
    relation = next(relation for relation in kind.relations if relation.name == relation_name)
    text = f"MATCH (n:{kind.base} {{id: $id}}) RETURN [{pattern('n', relation, '', 'm', '')} | m.id]"
    return Statement(text, {"id": identifier})


def relationships_of(base: str, ids: Sequence[str], viewer: Viewer = EVERYTHING) -> Statement:
    """Return the statement that reads every relationship of these nodes: `[type, start id, end id, label]`.

    The label is that of the other end, as this viewer may see it.
    """
    label = label_value("m", viewer.view)
    text = (
        f"UNWIND $ids AS id MATCH (n:{base} {{id: id}}) RETURN collect("
        f"[(n)-[r]->(m) | [type(r), n.id, m.id, {label}]] + [(n)<-[r]-(m) | [type(r), m.id, n.id, {label}]])"
    )
    return Statement(text, {"ids": ids})


ANY_FICTIONAL = Statement("MATCH (n:Engagement) WHERE n.fictional WITH n LIMIT 1 RETURN n.id", {})
"""Reads the id of an engagement that was made up for the demonstration; None if there is none."""


def labels_of(base: str, ids: Sequence[str]) -> Statement:
    """Return the statement that reads the labels of nodes of a base label: `[id, label]` for each."""
    return Statement(f"UNWIND $ids AS id MATCH (n:{base} {{id: id}}) RETURN collect([n.id, n.label])", {"ids": [*ids]})


def uses_of(sources: Iterable[str]) -> Iterator[Statement]:
    """Yield the statements that read the relationships by which sources state something: type, ends, source.

    A source is the end of a relationship, or an id stored with a relationship between two other nodes.
    """
    ids = sorted(sources)
    text = (
        f"UNWIND $ids AS id MATCH (s:Source {{id: id}})<-[:{STATED_BY}]-(n) "
        f"RETURN collect(['{STATED_BY}', n.id, s.id, s.id])"
    )
    yield Statement(text, {"ids": ids})
    for through, relationship in SHAPE.relationships.items():
        if any(p.refers_to == "Source" for p in relationship.properties):
            text = (
                f"MATCH (a)-[r:{through}]->(b) WHERE r.{SOURCE_ID.name} IN $ids "
                f"RETURN collect(['{through}', a.id, b.id, r.{SOURCE_ID.name}])"
            )
            yield Statement(text, {"ids": ids})


def _value_or_end(kind: Kind, name: str, view: View) -> str:
    """Return the expression of a property, or of the id at one end of a relation; null if the kind has neither."""
    stored, relation = kind.property(name), kind.relation(name)
    if stored is not None:
        return _value("n", stored, view)
    return f"{_ends(relation, view, '', 'm.id')}[0]" if relation else "null"


def _relationships(relation: Relation, view: View) -> str:
    attributions = (f"r.{attribution_of(name)}" for name in attributed_facts(relation))
    values = ", ".join(["m.id", *(_value("r", p, View.EVERYTHING) for p in relation.edge), *attributions])
    return _ends(relation, view, "r", f"[{values}]")


def _ends(relation: Relation, view: View, edge: str, value: str) -> str:
    """Return the expression that lists a value for each relationship of a relation that this view shows."""
    visible = relation_visible(view, "n", relation, "m")
    where = f" WHERE {visible}" if visible else ""
    label = SHAPE.kinds[relation.target].base
    return f"[{pattern('n', relation, edge, 'm', label)}{where} | {value}]"


def _value(variable: str, stored: Property, view: View) -> str:
    value = shown_value(variable, stored, view)
    return f"toString({value})" if stored.type is Scalar.DATE else value
