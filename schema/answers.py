"""The answers that are worked out over the network: mobilised, mobilisable, coverage, network, path, search.

Rule: declarations only, with the meaning a client reads; what they mean in full is in `resolvers/`.
"""

from graph.model import SHAPE
from schema.declare import ArgumentRow, FieldRow, input_type, name_enum, object_type
from schema.kinds import AS_OF as NODE_AS_OF
from schema.kinds import PAGE_DEFAULT, list_arguments

AS_OF_ECHO = FieldRow("asOf", "Date!", "The day the answer is for.")
FORWARD = (
    ArgumentRow("first", "Int", f"How many, 1 to 1,000; {PAGE_DEFAULT} when left out."),
    ArgumentRow("after", "String", "The cursor after which to go on."),
)


def declare_answers() -> None:
    """Declare the inputs and types of the worked-out answers."""
    _declare_inputs()
    _declare_vocabulary()
    _declare_mobilisation()
    _declare_mobilisable()
    _declare_coverage()
    _declare_network()
    _declare_search()
    object_type(
        "PlanStep",
        "A stage that a territorial plan reached, with its day.",
        [FieldRow("stage", "PlanStage!", "The stage."), FieldRow("on", "Date!", "The day it was reached.")],
    )
    object_type(
        "SoleCell",
        "A cell that rests on one actor alone.",
        [FieldRow("territory", "Territory!", "The row."), FieldRow("axis", "Axis!", "The axis.")],
    )


def _declare_inputs() -> None:
    input_type(
        "TerritoryCode",
        "A territory by its kind and official code; of a contract's generations, the one in force on the day.",
        [
            ArgumentRow("kind", "TerritoryKind!", "What the territory is."),
            ArgumentRow("code", "String!", "Its official code, as text with its leading zeros."),
        ],
    )
    input_type(
        "TerritoryRef",
        "A territory, by id or by kind and code: give exactly one.",
        [
            ArgumentRow("id", "ID", "Its id."),
            ArgumentRow("code", "TerritoryCode", "Its kind and official code."),
        ],
        one_of=True,
    )
    input_type(
        "TerritoryRows",
        "Which territories are the rows: those of a kind within a territory, or those named by id.",
        [
            ArgumentRow("kind", "TerritoryKind", "The kind of the rows; city contracts are those in force on the day."),
            ArgumentRow("within", "TerritoryRef", "Only rows wholly inside it; the whole country when left out."),
            ArgumentRow("ids", "[ID!]", "Exactly these rows, at most 1,000; not together with `kind` and `within`."),
            ArgumentRow(
                "concerned",
                "Boolean",
                "Only rows that have, lead or lie in a city contract in force on the day; true when left out. "
                "Not looked at with `ids`.",
                default=True,
            ),
        ],
    )


def _declare_vocabulary() -> None:
    object_type(
        "VocabularyMember",
        "A word of a vocabulary.",
        [
            FieldRow("value", "String!", "The value, as the enum writes it."),
            FieldRow("labelFr", "String!", "What officers say, in French."),
            FieldRow("labelEn", "String!", "The same in English."),
            FieldRow("meaning", "String!", "One sentence of meaning, in English."),
        ],
    )
    object_type(
        "Vocabulary",
        "A vocabulary: the values of an enum with their labels.",
        [
            FieldRow("name", "String!", "The enum's name."),
            FieldRow("members", "[VocabularyMember!]!", "Its words, in their order."),
        ],
    )


def _declare_mobilisation() -> None:
    object_type(
        "AxisSince",
        "Since when an actor is mobilised on an axis.",
        [
            FieldRow("axis", "Axis!", "The axis."),
            FieldRow(
                "since",
                "Date!",
                "Start of the run of engagements that contains the day, pauses of up to 6 months bridged.",
            ),
        ],
    )
    object_type(
        "MobilisationEvidenceEdge",
        "An engagement that makes the actor count, with the actor's roles and how it reaches the territory.",
        [
            FieldRow("cursor", "String!", "Where to go on from; opaque."),
            FieldRow("node", "Engagement!", "The engagement."),
            FieldRow("roles", "[Role!]!", "The actor's roles in it that count."),
            FieldRow("reach", "Reach!", "How it reaches the territory asked about."),
            FieldRow("viaPredecessor", "Boolean!", "True when it does so only through the contract's predecessor."),
        ],
    )
    object_type(
        "MobilisationEvidenceConnection",
        "A page of evidence, by id.",
        [
            FieldRow("edges", "[MobilisationEvidenceEdge!]!", "The page."),
            FieldRow("pageInfo", "PageInfo!", "Where the page stands."),
            FieldRow("totalCount", "Int!", "Engagements in all."),
        ],
    )
    object_type(
        "Mobilisation",
        "An actor who is mobilised, with the evidence.",
        [
            FieldRow("actor", "Actor!", "Who."),
            FieldRow("axes", "[Axis!]!", "On which of the axes asked about."),
            FieldRow("since", "Date!", "Since when, over the axes asked about taken together."),
            FieldRow("sinceByAxis", "[AxisSince!]!", "Since when, axis by axis."),
            FieldRow("engagements", "MobilisationEvidenceConnection!", "The evidence, by id.", FORWARD),
        ],
    )
    name_enum(
        "MobilisationFacetField",
        "By what mobilised actors can be counted.",
        {
            "AXIS": "The axis; an actor counts once for each.",
            "ROLE": "The role; an actor counts once for each.",
            "REACH": "How the actor's engagements reach the territory.",
            "TYPE": "Institution or trainer.",
        },
    )
    object_type(
        "MobilisationFacet",
        "Counts of mobilised actors by one field.",
        [
            FieldRow("field", "MobilisationFacetField!", "The field."),
            FieldRow("values", "[FacetValue!]!", "Its values, the most frequent first."),
        ],
    )
    object_type(
        "MobilisationEdge",
        "One mobilised actor, with its cursor.",
        [
            FieldRow("cursor", "String!", "Where to go on from; opaque."),
            FieldRow("node", "Mobilisation!", "The actor and the evidence."),
        ],
    )
    object_type(
        "MobilisationConnection",
        "A page of mobilised actors.",
        [
            FieldRow("edges", "[MobilisationEdge!]!", "The page, by name then id unless ordered otherwise."),
            FieldRow("pageInfo", "PageInfo!", "Where the page stands."),
            FieldRow("totalCount", "Int!", "Distinct actors in all."),
            FieldRow(
                "facets",
                "[MobilisationFacet!]!",
                "Counts by value, over all and not the page.",
                (ArgumentRow("by", "[MobilisationFacetField!]!", "The facets to count."),),
            ),
            AS_OF_ECHO,
        ],
    )
    input_type(
        "MobilisationOrder",
        "One criterion of an ordering of mobilised actors: give exactly one.",
        [
            ArgumentRow("name", "SortDirection", "Name, as a French reader expects."),
            ArgumentRow("since", "SortDirection", "Since when."),
            ArgumentRow("engagementCount", "SortDirection", "Number of engagements that count."),
        ],
        one_of=True,
    )


def _declare_mobilisable() -> None:
    object_type(
        "MobilisableOffer",
        "An offer that a trainer can deliver on the day.",
        [
            FieldRow("offer", "Offer!", "The offer."),
            FieldRow("access", "OfferAccess!", "Open, or case by case where a service decides."),
            FieldRow("from", "Date", "First day of the qualification; null when not recorded."),
            FieldRow("until", "Date", "Last day of the qualification; null while open."),
            FieldRow("issuer", "String", "Who qualified the trainer; null when not recorded."),
        ],
    )
    object_type(
        "Mobilisable",
        "A trainer who could be mobilised, and for what.",
        [
            FieldRow("trainer", "Trainer!", "Who."),
            FieldRow("offers", "[MobilisableOffer!]!", "What they hold a valid qualification for, by id."),
        ],
    )
    object_type(
        "MobilisableEdge",
        "One mobilisable trainer, with the cursor.",
        [
            FieldRow("cursor", "String!", "Where to go on from; opaque."),
            FieldRow("node", "Mobilisable!", "The trainer and the offers."),
        ],
    )
    object_type(
        "MobilisableConnection",
        "A page of trainers who could be mobilised in the territory and are not mobilised there on the day.",
        [
            FieldRow("edges", "[MobilisableEdge!]!", "The page, by name then id."),
            FieldRow("pageInfo", "PageInfo!", "Where the page stands."),
            FieldRow("totalCount", "Int!", "Distinct trainers in all."),
            FieldRow(
                "withoutTerritory",
                "[Mobilisable!]!",
                "Trainers who hold such a qualification and state no territory at all; at most 100.",
            ),
            AS_OF_ECHO,
        ],
    )


def _count_fields(node: str) -> list[FieldRow]:
    """The facts of a cell; `node` is the type of its actors where they are shown."""
    return [
        FieldRow("axis", "Axis!", "The axis."),
        FieldRow("status", "CellStatus!", "What is known of it on the day."),
        FieldRow("actorCount", "Int!", "Distinct actors, wider ones left out."),
        FieldRow("engagementCount", "Int!", "Distinct engagements, wider ones left out."),
        FieldRow("widerActorCount", "Int!", "Distinct actors of what targets a wider territory; never lifts the cell."),
        FieldRow("fragile", "Boolean!", "Whether direct and partial cover rest on one actor."),
        FieldRow("stale", "Boolean!", "Whether no evidence under it was confirmed within 24 months of the day."),
        FieldRow("lapsedOn", "Date", "Last day somebody was mobilised; null where somebody is or nobody ever was."),
        FieldRow(
            "renewalPending", "Boolean!", "Whether it lapsed within the last 6 months: a renewal may be on its way."
        ),
        FieldRow(
            "byReach", "[ReachCount!]!", "Distinct actors and engagements by reach; reaches of nobody are left out."
        ),
        *(
            [
                FieldRow("onlyActor", "Actor", "The one actor of a fragile cell; null otherwise."),
                FieldRow("lastActors", "[Actor!]!", "Who was mobilised until `lapsedOn`, by id."),
                FieldRow(
                    "evidence",
                    "[CellEvidence!]!",
                    "The engagements under the cell: direct, partial, inherited, then wider; each by id.",
                    (ArgumentRow("first", "Int", "How many, 1 to 100; 10 when left out."),),
                ),
            ]
            if node
            else []
        ),
    ]


def _declare_coverage() -> None:
    object_type(
        "ReachCount",
        "Counts for one reach.",
        [
            FieldRow("reach", "Reach!", "The reach."),
            FieldRow("actorCount", "Int!", "Distinct actors."),
            FieldRow("engagementCount", "Int!", "Distinct engagements."),
        ],
    )
    object_type(
        "CellEvidence",
        "An engagement under a cell.",
        [
            FieldRow("engagement", "Engagement!", "The engagement."),
            FieldRow("reach", "Reach!", "How it reaches the row."),
            FieldRow("viaPredecessor", "Boolean!", "True when it does so only through the contract's predecessor."),
        ],
    )
    object_type("CoverageCounts", "A cell of a territory, with counts only.", _count_fields(""))
    object_type("CoverageCell", "A cell: a territory, an axis, a day.", _count_fields("Actor"))
    object_type(
        "CoverageRow",
        "A territory and its cells.",
        [
            FieldRow("territory", "Territory!", "The row."),
            FieldRow("cells", "[CoverageCell!]!", "One for each axis asked about, in their order."),
        ],
    )
    object_type(
        "CoverageEdge",
        "One row, with its cursor.",
        [
            FieldRow("cursor", "String!", "Where to go on from; opaque."),
            FieldRow("node", "CoverageRow!", "The row."),
        ],
    )
    object_type(
        "CoverageSummary",
        "One axis over all rows, not the page.",
        [
            FieldRow("axis", "Axis!", "The axis."),
            *(
                FieldRow(name, "Int!", f"Rows {meaning}")
                for name, meaning in (
                    ("covered", "with direct cover (« couvert »)."),
                    ("partial", "with partial cover (« partiel »)."),
                    ("inherited", "with inherited cover (« hérité »)."),
                    ("gap", "where a survey found nobody (« rien de connu »)."),
                    ("unknown", "with nothing filled in (« non renseigné »)."),
                    ("fragile", "that rest on one actor."),
                    ("stale", "whose evidence is old."),
                    ("lapsed", "where somebody was mobilised and no longer is."),
                )
            ),
        ],
    )
    object_type(
        "Coverage",
        "Territories by axes on a day: who is mobilised, and where nobody is.",
        [
            FieldRow("edges", "[CoverageEdge!]!", "The page of rows."),
            FieldRow("pageInfo", "PageInfo!", "Where the page stands."),
            FieldRow("totalCount", "Int!", "Rows in all."),
            FieldRow("summary", "[CoverageSummary!]!", "Totals by axis over all rows."),
            AS_OF_ECHO,
        ],
    )
    name_enum(
        "CoverageOrder",
        "The order of the rows; ties by code, then id.",
        {
            "CODE": "By official code.",
            "NAME": "By name, as a French reader expects.",
            "GAPS_DESC": "Most cells without anybody first.",
            "FRAGILE_DESC": "Most fragile cells first.",
        },
    )


def _declare_network() -> None:
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
            FieldRow("id", "ID!", "The node's id."),
            FieldRow("kind", "NetworkNodeKind!", "What it is."),
            FieldRow("label", "String!", "What a person reads."),
            FieldRow("distance", "Int!", "Steps from what was asked about; in a path, hops from its start."),
            FieldRow("degree", "Int!", "Its edges in the whole network of the day."),
            FieldRow("shownDegree", "Int!", "Its edges among the nodes shown."),
            FieldRow("node", "Node!", "The node itself."),
        ],
    )
    object_type(
        "NetworkEdge",
        "An edge to draw.",
        [
            FieldRow("id", "ID!", "Identifier of the edge within the view."),
            FieldRow("source", "ID!", "Id of the node it starts from."),
            FieldRow("target", "ID!", "Id of the node it goes to."),
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
                "nodes", "[NetworkNode!]!", "Nearest first, then most connected, then by id; a path in its order."
            ),
            FieldRow("edges", "[NetworkEdge!]!", "Edges between the nodes shown, by id."),
            FieldRow("truncated", "Boolean!", "Whether the limit left nodes out."),
            FieldRow("totalNodes", "Int!", "Nodes found, shown or not."),
            AS_OF_ECHO,
        ],
    )


def _declare_search() -> None:
    name_enum(
        "SearchKind",
        "What can be searched for.",
        {
            "TERRITORY": "Territories, city contracts not included.",
            "CITY_CONTRACT": "City contracts.",
            "INSTITUTION": "Institutions.",
            "TRAINER": "Trainers; by name only those the caller may see by name.",
            "ENGAGEMENT": "Engagements, by title.",
            "OFFER": "Training offers, by title.",
            "SOURCE": "Sources, by title.",
        },
    )
    object_type(
        "SearchEdge",
        "One thing found.",
        [
            FieldRow("kind", "SearchKind!", "What it is."),
            FieldRow("node", "Node!", "The thing itself."),
        ],
    )
    object_type(
        "SearchConnection",
        "What was found: exact matches first, then what starts so, then others; by name, then id.",
        [
            FieldRow("edges", "[SearchEdge!]!", "The best ones."),
            FieldRow("totalCount", "Int!", "How many there are in all; counted only when asked for."),
            FieldRow("totalByKind", "[SearchCount!]!", "How many there are of each kind asked for."),
        ],
    )
    object_type(
        "SearchCount",
        "How many things of a kind were found.",
        [FieldRow("kind", "SearchKind!", "The kind."), FieldRow("count", "Int!", "How many.")],
    )


__all__ = ["FORWARD", "NODE_AS_OF", "SHAPE", "declare_answers", "list_arguments"]
