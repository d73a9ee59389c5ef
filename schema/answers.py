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
        [FieldRow("stage", "PlanStage!", "The stage."), FieldRow("reachedOn", "Date!", "The day it was reached.")],
    )
    object_type(
        "AxisProposal",
        "An axis that the words of a text suggest; a proposal, not a fact.",
        [
            FieldRow("axis", "Axis!", "The axis."),
            FieldRow("words", "[String!]!", "The words of the text that suggest it."),
        ],
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
        "TerritoryOnDay",
        "A territory as it is on a day.",
        [
            ArgumentRow("territory", "TerritoryRef!", "Which territory."),
            ArgumentRow("day", "Date!", 'The day; "today" may be written.'),
        ],
    )
    input_type(
        "TerritoryRows",
        "Which territories are the rows: those of a kind within a territory, or those named by id.",
        [
            ArgumentRow("kind", "TerritoryKind", "The kind of the rows; city contracts are those in force on the day."),
            ArgumentRow("within", "TerritoryRef", "Only rows wholly inside it; the whole country when left out."),
            ArgumentRow(
                "ids",
                "[ID!]",
                f"Exactly these rows, at most {ROWS_BY_ID_LIMIT:,}; not together with `kind` and `within`.",
            ),
            ArgumentRow(
                "onlyInCityContract",
                "Boolean!",
                "Only rows that have, lead or lie in a city contract in force on the day; not together with `ids`.",
                default=False,
            ),
        ],
    )


def _declare_vocabulary() -> None:
    object_type(
        "VocabularyMember",
        "A word of a vocabulary.",
        [
            FieldRow("value", "String!", "The value, as the enum writes it."),
            FieldRow("labelFr", "String!", "The French label, the word of the officers."),
            FieldRow("shortFr", "String!", "The French label for headings; `labelFr` where there is none shorter."),
            FieldRow("labelEn", "String!", "The English label."),
            FieldRow("meaning", "String!", "One sentence of meaning, in English."),
            FieldRow("meaningFr", "String", "The meaning in French; null where officers do not read it."),
            FieldRow("sign", "String", "The character that shows it; null where it has none."),
            FieldRow(
                "carries",
                "Boolean",
                "Of a role, whether an actor who has it counts as mobilised unless `roles` says otherwise; else null.",
            ),
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


def _declare_search() -> None:
    name_enum(
        "SearchKind",
        "Kinds of node that can be searched for.",
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
        "SearchHit",
        "One result.",
        [
            FieldRow("kind", "SearchKind!", "What it is."),
            FieldRow("node", "Node!", "The node."),
        ],
    )
    object_type(
        "SearchResults",
        "The results: texts equal to the phrase first, then those that start with it, then the rest; after them names "
        "that mistyped words may mean, then what borrows words from where it is; in each, contracts and known places "
        "first; by name, then id.",
        [
            FieldRow("hits", "[SearchHit!]!", "The best results, with what each is."),
            FieldRow("nodes", "[Node!]!", "The nodes of the hits, in their order."),
            FieldRow("totalCount", "Int!", "How many there are in all; counted only when asked for."),
            FieldRow("totalByKind", "[SearchCount!]!", "How many there are of each kind asked for."),
            FieldRow(
                "approximate",
                "Boolean!",
                "Whether nothing holds all the words: these are the bodies nearest to the place named, then the place.",
            ),
        ],
    )
    object_type(
        "SearchCount",
        "The number of results of a kind.",
        [FieldRow("kind", "SearchKind!", "The kind."), FieldRow("count", "Int!", "How many.")],
    )
