"""The types of `network` and `path`: the network as nodes and edges to draw.

Declarations only; the rules are 27 and 28 of `docs/model.md`.
"""

from schema.declare import FieldRow, name_enum, object_type
from schema.paging import AS_OF_ECHO


def declare_network() -> None:
    """Declare the types of `network` and `path`."""
    name_enum(
        "NetworkNodeKind",
        "What a node of the drawn network is.",
        {
            "INSTITUTION": "An institution.",
            "TRAINER": "A trainer.",
            "ENGAGEMENT": "An engagement.",
            "TERRITORY": "A territory or city contract.",
            "AXIS": "An axis, where the view is around one.",
        },
    )
    name_enum(
        "NetworkEdgeKind",
        "What joins two nodes of the drawn network.",
        {
            "ENGAGED_IN": "The actor is engaged in the engagement.",
            "TARGETS": "The engagement targets the territory.",
            "ON_AXIS": "The engagement works on the axis.",
        },
    )
    object_type(
        "NetworkNode",
        "A node to draw.",
        [
            FieldRow("key", "ID!", "What edges name it by within the view; `node` leads to the Node itself."),
            FieldRow("kind", "NetworkNodeKind!", "What it is."),
            FieldRow("label", "String!", "Label for display, in French."),
            FieldRow("distance", "Int!", "Steps from the nearest centre; in a path, hops from its start."),
            FieldRow("degree", "Int!", "Its edges in the whole network of the day."),
            FieldRow("shownDegree", "Int!", "Its edges among the nodes shown."),
            FieldRow("node", "Node!", "The node itself."),
        ],
    )
    object_type(
        "NetworkEdge",
        "An edge to draw.",
        [
            FieldRow("key", "ID!", "What tells the edge from the others of the view."),
            FieldRow("source", "ID!", "Key of the node it starts from."),
            FieldRow("target", "ID!", "Key of the node it goes to."),
            FieldRow("kind", "NetworkEdgeKind!", "What it is."),
            FieldRow("roles", "[Role!]!", "The actor's roles that count; empty for other edges."),
            FieldRow("axes", "[Axis!]!", "Axes of the engagement at its end."),
        ],
    )
    object_type(
        "NetworkView",
        "A part of the network of the day, as nodes and edges that a drawing library takes as they are.",
        [
            FieldRow(
                "nodes", "[NetworkNode!]!", "Nearest first, then most connected, then by key; a path in its order."
            ),
            FieldRow("edges", "[NetworkEdge!]!", "Edges between the nodes shown, by source, then target."),
            FieldRow("truncated", "Boolean!", "Whether the limit left nodes out."),
            FieldRow("totalCount", "Int!", "Nodes found, shown or not."),
            AS_OF_ECHO,
        ],
    )
