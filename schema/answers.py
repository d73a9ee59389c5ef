"""Inputs and types of computed answers: mobilised, mobilisable, coverage, network, path, search, vocabularies.

Declarations only, with the descriptions that clients read; the rules are in `docs/model.md`.
"""

from graph.bounds import ROWS_BY_ID_LIMIT
from schema.coverage import declare_coverage
from schema.declare import ArgumentRow, FieldRow, input_type, name_enum, object_type
from schema.mobilisation import declare_mobilisable, declare_mobilisation, declare_training_offers
from schema.network import declare_network
from schema.partnerships import declare_partnerships
from schema.sums import declare_sums


def declare_answers() -> None:
    """Declare the inputs and types of computed answers."""
    _declare_inputs()
    _declare_vocabulary()
    declare_mobilisation()
    declare_mobilisable()
    declare_training_offers()
    declare_coverage()
    declare_network()
    declare_sums()
    declare_partnerships()
    _declare_search()
    object_type(
        "PlanStep",
        "A stage that a territorial plan reached, with its day.",
        [
            FieldRow("stage", "PlanStage!", "The stage of the plan."),
            FieldRow("reachedOn", "Date!", "The day on which the plan reached the stage."),
        ],
    )
    object_type(
        "AxisProposal",
        "An axis that the words of a text suggest; a proposal, not a fact.",
        [
            FieldRow("axis", "Axis!", "The axis that the words suggest."),
            FieldRow("words", "[String!]!", "The words of the text that suggest the axis."),
        ],
    )
    object_type(
        "SoleCell",
        "A cell that rests on one actor alone.",
        [
            FieldRow("territory", "Territory!", "The territory of the cell."),
            FieldRow("axis", "Axis!", "The axis of the cell."),
        ],
    )


def _declare_inputs() -> None:
    input_type(
        "TerritoryCode",
        "A territory by its kind and official code. If two city contracts have the same code, this means the one in "
        "force on the day of the root field (today, if the field has no day), or else the later one.",
        [
            ArgumentRow("kind", "TerritoryKind!", "The kind of the territory."),
            ArgumentRow("code", "String!", "The official code of the territory, as text with its leading zeros."),
        ],
    )
    input_type(
        "TerritoryRef",
        "A reference to a territory, by id or by kind and code: give exactly one.",
        [
            ArgumentRow("id", "ID", "The id of the territory."),
            ArgumentRow("code", "TerritoryCode", "The kind and official code of the territory."),
        ],
        one_of=True,
    )
    input_type(
        "TerritoryOnDay",
        "A territory as it is on a day.",
        [
            ArgumentRow("territory", "TerritoryRef!", "The territory that is meant."),
            ArgumentRow("day", "Date!", 'The day on which the territory is considered; "today" may be written.'),
        ],
    )
    input_type(
        "TerritoryRows",
        "The territories that are the rows: those of a kind within a territory, or those named by id.",
        [
            ArgumentRow("kind", "TerritoryKind", "The kind of the rows; city contracts are those in force on the day."),
            ArgumentRow(
                "within",
                "TerritoryRef",
                "Only rows that are this territory or lie within it; the whole country by default.",
            ),
            ArgumentRow(
                "ids",
                "[ID!]",
                f"The ids of the rows, at most {ROWS_BY_ID_LIMIT:,}; not together with `kind` and `within`.",
            ),
            ArgumentRow(
                "onlyInCityContract",
                "Boolean!",
                "Only rows whose `inCityContract` is true on the day; not together with `ids`.",
                default=False,
            ),
        ],
    )


def _declare_vocabulary() -> None:
    object_type(
        "VocabularyMember",
        "A word of a vocabulary.",
        [
            FieldRow("value", "String!", "The value of the word, as the enum writes it."),
            FieldRow("labelFr", "String!", "The French label of the word, which officers use."),
            FieldRow(
                "shortFr", "String!", "The French label of the word for headings; `labelFr` when there is none shorter."
            ),
            FieldRow("labelEn", "String!", "The English label of the word."),
            FieldRow("meaning", "String!", "The meaning of the word, as one sentence in English."),
            FieldRow(
                "meaningFr",
                "String",
                "The meaning of the word in French; null for a word that officers do not need explained.",
            ),
            FieldRow("sign", "String", "The one-character symbol of the word; null when it has none."),
            FieldRow(
                "carries",
                "Boolean",
                "Whether the role is a carrying role, which counts in every engagement unless `roles` says otherwise; "
                "null for a word that is not a role.",
            ),
        ],
    )
    object_type(
        "Vocabulary",
        "A vocabulary: the values of an enum with their labels.",
        [
            FieldRow("name", "String!", "The name of the vocabulary's enum."),
            FieldRow("members", "[VocabularyMember!]!", "The words of the vocabulary, in their order."),
        ],
    )


def _declare_search() -> None:
    name_enum(
        "SearchKind",
        "A kind of node that can be searched for.",
        {
            "TERRITORY": "Territories other than city contracts.",
            "CITY_CONTRACT": "City contracts.",
            "INSTITUTION": "Institutions.",
            "TRAINER": "Trainers; a name finds only those whose name the caller may see.",
            "ENGAGEMENT": "Engagements, searched for by title.",
            "OFFER": "Training offers, searched for by title.",
            "SOURCE": "Sources, searched for by title.",
        },
    )
    object_type(
        "SearchHit",
        "One result of a search.",
        [
            FieldRow("kind", "SearchKind!", "The kind of the node found."),
            FieldRow("node", "Node!", "The node found."),
        ],
    )
    object_type(
        "SearchResults",
        "The results of a search, best first. Texts that match as typed come before those that match once typing "
        "errors are corrected, and these before nodes that match only together with the words of their place. Each of "
        "the three has the same four groups: texts equal to the phrase; texts that start with it as whole words; "
        "texts that start with it but complete its last word (« nant » finds « Nantes »); and the rest. In each "
        "group, contracts without a successor come first, then départements, régions, places with QPV or contracts, "
        "actors, other places and the rest; among those of one sort, the order is by the number of QPV and contracts "
        "of the place, by name and by id.",
        [
            FieldRow("hits", "[SearchHit!]!", "The best results, each with the kind of its node."),
            FieldRow("nodes", "[Node!]!", "The nodes of the hits, in the same order."),
            FieldRow("totalCount", "Int!", "The number of results in all; counted only when requested."),
            FieldRow("totalByKind", "[SearchCount!]!", "The number of results of each requested kind."),
            FieldRow(
                "approximate",
                "Boolean!",
                "True if no node has all the words; the results are then the bodies nearest to the named place, and "
                "the place itself.",
            ),
        ],
    )
    object_type(
        "SearchCount",
        "The number of results of a search of one kind.",
        [
            FieldRow("kind", "SearchKind!", "The kind of the results."),
            FieldRow("count", "Int!", "The number of results of this kind."),
        ],
    )
