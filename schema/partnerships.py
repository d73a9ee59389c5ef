"""The types of `partnerships`: who works with whom, in how many territories.

Declarations only; the rule is 35 of `docs/model.md`.
"""

from graph.bounds import BEHIND_DEFAULT, BEHIND_LIMIT
from schema.declare import ArgumentRow, FieldRow, object_type
from schema.paging import AS_OF_ECHO, nodes_field

FIRST = ArgumentRow("first", "Int!", f"How many; 1 to {BEHIND_LIMIT}.", BEHIND_DEFAULT)


def declare_partnerships() -> None:
    """Declare the types of `partnerships`."""
    object_type(
        "Partnership",
        "Two actors who are mobilised together (« partenariat »).",
        [
            FieldRow("actors", "[Actor!]!", "The two, by id."),
            FieldRow("territoryCount", "Int!", "Distinct territories that their common engagements target there."),
            FieldRow("engagementCount", "Int!", "Their common engagements."),
            FieldRow(
                "territories", "[Territory!]!", "These territories, by id; `territoryCount` says how many.", (FIRST,)
            ),
            FieldRow(
                "engagements", "[Engagement!]!", "These engagements, by id; `engagementCount` says how many.", (FIRST,)
            ),
        ],
    )
    object_type(
        "PartnershipEdge",
        "One partnership, with its cursor.",
        [
            FieldRow("cursor", "String!", "Where to go on from; opaque."),
            FieldRow("node", "Partnership!", "The two actors and where they are together."),
        ],
    )
    object_type(
        "PartnershipConnection",
        "A page of partnerships.",
        [
            FieldRow(
                "edges", "[PartnershipEdge!]!", "The page: most territories first, then most engagements, then by id."
            ),
            nodes_field("Partnership"),
            FieldRow("pageInfo", "PageInfo!", "Where the page stands."),
            FieldRow("totalCount", "Int!", "Pairs in all."),
            AS_OF_ECHO,
        ],
    )
