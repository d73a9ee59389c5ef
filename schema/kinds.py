"""The kinds of node as GraphQL types: fields, connections, filters, orderings and facets.

All are derived from `graph.model`: a new property or relation there appears in the schema without a change here.
"""

import re

from graph.bounds import PAGE_DEFAULT, PAGE_LIMIT
from graph.model import SHAPE
from graph.shape import Argument, Computed, Kind, Property, Relation, Scalar
from graph.statement.read.facets import facets_of
from schema.declare import ArgumentRow, FieldRow, input_type, interface_type, name_enum, object_type
from schema.paging import connection_type, edge_type
from schema.vocabularies import field_type, filter_name, type_text

PAGE = (
    ArgumentRow(
        "first",
        "Int",
        f"The number of nodes from the start, 1 to {PAGE_LIMIT:,}; {PAGE_DEFAULT} when neither `first` nor "
        "`last` is given.",
    ),
    ArgumentRow("after", "String", "The cursor after which the page starts."),
    ArgumentRow("last", "Int", f"The number of nodes from the end, 1 to {PAGE_LIMIT:,}; not together with `first`."),
    ArgumentRow("before", "String", "The cursor before which the page ends."),
)


def declare_kinds() -> None:
    """Declare the interfaces and types of nodes, with their inputs, connections and facets."""
    interface_type(
        "Node",
        "A node of the graph: anything with a stable identifier.",
        [
            FieldRow("id", "ID!", "The stable identifier of the node; treat it as opaque."),
            FieldRow("label", "String!", "The label of the node for display, in French."),
        ],
    )
    object_type(
        "PageInfo",
        "The position of a page in its list.",
        [
            FieldRow("hasNextPage", "Boolean!", "Whether more nodes follow the page."),
            FieldRow("hasPreviousPage", "Boolean!", "Whether other nodes come before the page."),
            FieldRow("startCursor", "String", "The cursor of the first edge; null on an empty page."),
            FieldRow("endCursor", "String", "The cursor of the last edge; null on an empty page."),
        ],
    )
    object_type(
        "FacetValue",
        "One value of a facet, with the number of its nodes.",
        [
            FieldRow("value", "String!", "The value of the facet, as stored."),
            FieldRow("label", "String!", "The French label of the value."),
            FieldRow("count", "Int!", "The number of distinct nodes with this value, among all that pass the filter."),
        ],
    )
    kinds = sorted(SHAPE.kinds.values(), key=lambda kind: not kind.is_interface)
    for kind in kinds:
        _declare_inputs(kind)
    every = (relation for kind in kinds for relation in kind.relations if relation.quantified and not relation.single)
    for name, relation in sorted({related_name(relation): relation for relation in every}.items()):
        _declare_quantifiers(name, relation)
    for kind in kinds:
        declare = interface_type if kind.is_interface else object_type
        declare(kind.name, kind.meaning, _fields(kind), [kind.interface or "Node"])
    for kind in kinds:
        for relation in kind.relations:
            _declare_relation(kind, relation)
        _declare_connection(kind.name, kind.name, (), kind)


def _fields(kind: Kind) -> list[FieldRow]:
    properties = [FieldRow(p.field, field_type(p), p.meaning) for p in kind.properties]
    relations = [_relation_field(kind, relation) for relation in kind.relations]
    return [*properties, *relations, *(_computed_field(field) for field in kind.computed)]


def _computed_field(field: Computed) -> FieldRow:
    arguments = (ArgumentRow(a.name, _type_text(a), a.meaning) for a in field.arguments)
    return FieldRow(field.name, _type_text(field), field.meaning, tuple(arguments))


def _type_text(declaration: Computed | Argument) -> str:
    """Return the type of a computed field or of its argument, in the schema language."""
    return type_text(declaration.type, many=declaration.many, required=declaration.required)


def owner_of(kind: Kind, relation: Relation) -> Kind:
    """Return the interface that declares the relation, or the kind itself."""
    parent = SHAPE.kinds.get(kind.interface or "")
    return parent if parent and relation in parent.relations else kind


def _stem(kind: Kind, relation: Relation) -> str:
    """Return the stem of type names of a relation's list: the target, or the relation if its edge has properties."""
    if not relation.edge:
        return relation.target
    return f"{owner_of(kind, relation).name}{relation.name[0].upper()}{relation.name[1:]}"


def list_arguments(target: Kind) -> tuple[ArgumentRow, ...]:
    """Return the arguments of a connection of this kind."""
    return (
        ArgumentRow("where", f"{target.name}Where", "Conditions that the nodes satisfy; all nodes without it."),
        ArgumentRow(
            "orderBy",
            f"[{target.name}Order!]",
            "The order of the nodes; ties are broken by id, which is also the default order.",
        ),
        *PAGE,
    )


def _relation_field(kind: Kind, relation: Relation) -> FieldRow:
    target = SHAPE.kinds[relation.target]
    if relation.paged:
        return FieldRow(
            relation.name,
            f"{_stem(kind, relation)}Connection!",
            relation.meaning,
            list_arguments(target),
        )
    if relation.single:
        return FieldRow(relation.name, relation.target, relation.meaning)
    inner = f"{_stem(kind, relation)}Edge" if relation.edge else relation.target
    return FieldRow(relation.name, f"[{inner}!]!", relation.meaning)


def _declare_relation(kind: Kind, relation: Relation) -> None:
    if not relation.edge or owner_of(kind, relation) is not kind:
        return
    target = SHAPE.kinds[relation.target]
    if relation.paged:
        _declare_connection(_stem(kind, relation), relation.target, relation.edge, target)
        return
    object_type(
        f"{_stem(kind, relation)}Edge",
        f"One of the `{relation.name}` of one {kind.name} node, with the properties of the relationship.",
        [
            FieldRow("node", f"{relation.target}!", "The node at the other end of the relationship."),
            *_edge_fields(relation.edge),
        ],
    )


def _edge_fields(edge: tuple[Property, ...]) -> list[FieldRow]:
    return [FieldRow(p.field, p.refers_to or field_type(p), p.meaning) for p in edge]


def _compared(stored: Property) -> str:
    """Return the description of the value that a condition on an edge property compares."""
    return f"The id of {stored.meaning[0].lower()}{stored.meaning[1:]}" if stored.refers_to else stored.meaning


def _declare_connection(stem: str, node: str, edge: tuple[Property, ...], facets: Kind) -> None:
    """Declare a Relay connection of nodes, with its edges, page, total and facets."""
    edge_type(
        stem,
        node,
        f"One {node} node of a list, with its cursor{' and the properties of the relationship' if edge else ''}.",
        "The node of the edge.",
        *_edge_fields(edge),
    )
    connection_type(
        stem,
        node,
        f"A page of {node} nodes.",
        "The edges of the page, in its order.",
        "The number of distinct nodes that satisfy the filter; counted only when requested.",
        *_facets_field(facets),
    )


def _facets_field(kind: Kind) -> list[FieldRow]:
    if not facets_of(kind):
        return []
    argument = ArgumentRow("by", f"[{kind.name}FacetField!]!", "The fields by which the nodes are counted.")
    return [
        FieldRow(
            "facets",
            f"[{kind.name}Facet!]!",
            "The counts of nodes by value, over the filter and not the page.",
            (argument,),
        )
    ]


def _facet_meaning(counted: Property | None) -> str:
    """Return the description of a facet: what its values are."""
    if counted is None:
        return "The type of the node."
    if counted.has_year and counted.type is Scalar.DATE:
        return f"The year of the day `{counted.field}` of the node."
    return counted.meaning


def _declare_inputs(kind: Kind) -> None:
    if facets := facets_of(kind):
        name_enum(
            f"{kind.name}FacetField",
            f"A field by which {kind.name} nodes can be counted.",
            {name: _facet_meaning(p) for name, p in facets.items()},
        )
        object_type(
            f"{kind.name}Facet",
            f"The counts of {kind.name} nodes by one field.",
            [
                FieldRow("field", f"{kind.name}FacetField!", "The field whose values are counted."),
                FieldRow(
                    "values",
                    "[FacetValue!]!",
                    "The values of the field, the most frequent first; values without nodes are left out.",
                ),
            ],
        )
    input_type(
        f"{kind.name}Order",
        f"One criterion of the order of {kind.name} nodes: give exactly one field.",
        [ArgumentRow(p.field, "SortDirection", p.meaning) for p in kind.properties if not p.many],
        one_of=True,
    )
    input_type(
        f"{kind.name}Where",
        f"Conditions on {kind.name} nodes; several fields are combined with AND.",
        list(_conditions(kind)),
    )


def related_name(relation: Relation) -> str:
    """Return the stem of the names of the inputs that filter by related nodes.

    The stem names the kind of the nodes and, if the relationship has stated properties, the relationship.
    """
    through = "".join(word.capitalize() for word in relation.through.split("_")) if relation.edge else ""
    return f"{relation.target}{through}"


def _conditions(kind: Kind) -> list[ArgumentRow]:
    name = f"{kind.name}Where"
    rows = [
        ArgumentRow("AND", f"[{name}!]", "Conditions that all hold; an empty list is true."),
        ArgumentRow("OR", f"[{name}!]", "Conditions of which at least one holds; an empty list is false."),
        ArgumentRow(
            "NOT",
            name,
            "A condition that must not hold. A comparison with a missing value does not hold, so its `NOT` is true.",
        ),
    ]
    rows += [ArgumentRow(p.field, filter_name(p), p.meaning) for p in kind.properties]
    for relation in kind.relations:
        if relation.quantified and relation.single:
            node = re.split("[;:]", relation.meaning)[0].rstrip(".")
            meaning = f"{node}. The condition is false where there is none; `{{}}` only asks that there is one."
            rows.append(ArgumentRow(relation.name, f"{relation.target}Where", meaning))
        elif relation.quantified:
            rows.append(ArgumentRow(relation.name, f"{related_name(relation)}Quantifier", relation.meaning))
            rows.append(
                ArgumentRow(f"{relation.name}Count", "IntFilter", f"The number of distinct nodes in `{relation.name}`.")
            )
    conditions = [
        ArgumentRow(c.name, "BooleanFilter" if c.type is Scalar.BOOL else type_text(c.type), c.meaning)
        for c in kind.conditions
    ]
    return rows + conditions


def _declare_quantifiers(name: str, relation: Relation) -> None:
    rows = [
        ArgumentRow("node", f"{relation.target}Where", "Conditions on the node at the other end of the relationship.")
    ]
    if relation.edge:
        edge_rows = [ArgumentRow(p.field, filter_name(p), _compared(p)) for p in relation.edge]
        input_type(f"{name}EdgeWhere", "Conditions on the properties of the relationship.", edge_rows)
        rows.append(ArgumentRow("edge", f"{name}EdgeWhere", "Conditions on the properties of the relationship."))
    input_type(f"{name}Match", f"Conditions on one related {relation.target} node and on its relationship.", rows)
    input_type(
        f"{name}Quantifier",
        f"Conditions on the related {relation.target} nodes; each field says how many nodes must satisfy them.",
        [
            ArgumentRow("some", f"{name}Match", "At least one related node satisfies these conditions."),
            ArgumentRow("all", f"{name}Match", "All related nodes satisfy these conditions; true when there are none."),
            ArgumentRow("none", f"{name}Match", "No related node satisfies these conditions."),
            ArgumentRow("single", f"{name}Match", "Exactly one related node satisfies these conditions."),
        ],
    )
