"""The types of `partnerships`: who works with whom, in how many territories.

Declarations only; the rule is 35 of `docs/model.md`.
"""

from schema.declare import FieldRow, object_type
from schema.paging import AS_OF_ECHO, BEHIND_FIRST, connection_type, edge_type


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
                (BEHIND_FIRST,),
            ),
            FieldRow(
                "engagements",
                "[Engagement!]!",
                "The engagements common to the two actors, by id; `engagementCount` counts them all.",
                (BEHIND_FIRST,),
            ),
        ],
    )
    edge_type(
        "Partnership",
        "Partnership",
        "One partnership of a list, with its cursor.",
        "The partnership: the two actors and where they are mobilised together.",
    )
    connection_type(
        "Partnership",
        "Partnership",
        "A page of partnerships.",
        "The edges of the page: most territories first, then most engagements, then by id.",
        "The number of partnerships on all pages.",
        AS_OF_ECHO,
    )
