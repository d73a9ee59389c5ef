"""The types of `partnerships`: who works with whom, in how many territories.

Declarations only; the rule is 35 of `docs/model.md`.
"""

from graph.bounds import BEHIND_DEFAULT, BEHIND_LIMIT
from schema.declare import ArgumentRow, FieldRow, object_type
from schema.paging import AS_OF_ECHO, CURSOR, PAGE_INFO, nodes_field

FIRST = ArgumentRow("first", "Int!", f"The number of nodes, 1 to {BEHIND_LIMIT}.", BEHIND_DEFAULT)


def declare_partnerships() -> None:
    """Declare the types of `partnerships`."""
    object_type(
        "Partnership",
        "Two actors who are mobilised together (« partenariat »).",
        [
            FieldRow("actors", "[Actor!]!", "The two actors, by id."),
            FieldRow(
                "territoryCount",
                "Int!",
                "The number of distinct territories, within the one asked about, that the common engagements of "
                "the two actors target.",
            ),
            FieldRow("engagementCount", "Int!", "The number of the engagements common to the two actors."),
            FieldRow(
                "territories",
                "[Territory!]!",
                "The territories that the two actors' common engagements target, by id; `territoryCount` counts "
                "them all.",
                (FIRST,),
            ),
            FieldRow(
                "engagements",
                "[Engagement!]!",
                "The engagements common to the two actors, by id; `engagementCount` counts them all.",
                (FIRST,),
            ),
        ],
    )
    object_type(
        "PartnershipEdge",
        "One partnership of a list, with its cursor.",
        [
            CURSOR,
            FieldRow("node", "Partnership!", "The partnership: the two actors and where they are mobilised together."),
        ],
    )
    object_type(
        "PartnershipConnection",
        "A page of partnerships.",
        [
            FieldRow(
                "edges",
                "[PartnershipEdge!]!",
                "The edges of the page: most territories first, then most engagements, then by id.",
            ),
            nodes_field("Partnership"),
            PAGE_INFO,
            FieldRow("totalCount", "Int!", "The number of partnerships on all pages."),
            AS_OF_ECHO,
        ],
    )
