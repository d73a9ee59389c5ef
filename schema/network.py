"""The types of `network` and `path`: the network as nodes and edges to draw.

Declarations only; the rules are 27 and 28 of `docs/model.md`.
"""

from schema.declare import FieldRow, name_enum, object_type
from schema.paging import AS_OF_ECHO


def declare_network() -> None:
    """Declare the types of `network` and `path`."""
    name_enum(
        "NetworkNodeKind",
        "The kind of a node of the drawn network.",
        {
            "INSTITUTION": "An institution.",
            "TRAINER": "A trainer.",
            "ENGAGEMENT": "An engagement.",
            "TERRITORY": "A territory or city contract.",
            "AXIS": "An axis, when the view is around one.",
        },
    )
    name_enum(
        "NetworkEdgeKind",
        "The kind of an edge between two nodes of the drawn network.",
        {
            "ENGAGED_IN": "The actor is engaged in the engagement.",
            "TARGETS": "The engagement targets the territory.",
            "ON_AXIS": "The engagement works on the axis.",
        },
    )
    object_type(
        "NetworkNode",
        "A node of a drawn network.",
        [
            FieldRow(
                "key",
                "ID!",
                "The key by which edges refer to the drawn node within the view; the field `node` gives the node "
                "itself.",
            ),
            FieldRow("kind", "NetworkNodeKind!", "The kind of the drawn node."),
            FieldRow("label", "String!", "The label of the node for display, in French."),
            FieldRow(
                "distance",
                "Int!",
                "The number of steps from the nearest centre; in a path, the number of hops from its start.",
            ),
            FieldRow(
                "degree",
                "Int!",
                "The number of the node's edges in the whole network of the day, without those to axes; for an axis, "
                "the number of its engagements.",
            ),
            FieldRow("shownDegree", "Int!", "The number of the node's edges among the nodes shown."),
            FieldRow("node", "Node!", "The node that is drawn."),
        ],
    )
    object_type(
        "NetworkEdge",
        "An edge of a drawn network.",
        [
            FieldRow("key", "ID!", "The key that distinguishes the edge from the others in the view."),
            FieldRow("source", "ID!", "The key of the node from which the edge starts."),
            FieldRow("target", "ID!", "The key of the node to which the edge goes."),
            FieldRow("kind", "NetworkEdgeKind!", "The kind of the drawn edge."),
            FieldRow("roles", "[Role!]!", "The counting roles of the actor; empty for an edge of another kind."),
            FieldRow("axes", "[Axis!]!", "The axes of the engagement at an end of the edge."),
        ],
    )
    object_type(
        "NetworkView",
        "A part of the network of the day, as nodes and edges that a drawing library takes as they are.",
        [
            FieldRow(
                "nodes",
                "[NetworkNode!]!",
                "The nodes of the view: the nearest first, then the most connected, then by key; the nodes of a path "
                "are in the order of the path.",
            ),
            FieldRow("edges", "[NetworkEdge!]!", "The edges between the nodes shown, by source, then target."),
            FieldRow("truncated", "Boolean!", "Whether the limit left nodes out of the view."),
            FieldRow("totalCount", "Int!", "The number of nodes found, shown or not."),
            AS_OF_ECHO,
        ],
    )
