"""City contracts."""

from graph.model.common import AS_OF, SOURCE_ID
from graph.model.territories import TERRITORY_COMPUTED, TERRITORY_CONDITIONS, TERRITORY_PROPERTIES, TERRITORY_RELATIONS
from graph.shape import Computed, Condition, Direction, Kind, Property, Relation, Scalar
from graph.vocabulary import Perimeter, PlanStage, SuccessionBasis

CONTRACT_CONDITIONS = (
    Condition(
        "diagnosedSince",
        Scalar.DATE,
        "City contracts whose newest diagnostic, the one of which `diagnosticAgeMonths` gives the age, was delivered "
        'on or after this day; "today" may be written.',
    ),
)
CONTRACT_PROPERTIES = (
    Property(
        "generation", Scalar.TEXT, "The generation of the contract: « 2015-2023 » or « 2024-2030 ».", required=True
    ),
    Property(
        "startsOn",
        Scalar.DATE,
        "The first day on which the contract is in force.",
        required=True,
        api_name="inForceFrom",
    ),
    Property(
        "endsOn",
        Scalar.DATE,
        "The last day on which the contract is in force, inclusive.",
        required=True,
        api_name="inForceUntil",
    ),
    Property("perimeter", Perimeter, "How the area of the contract is known.", required=True),
    Property("formerCode", Scalar.TEXT, "The other code of the contract in the source; null when it has only one."),
    Property(
        "longitude",
        Scalar.FLOAT,
        "The longitude of the point that the source gives for the contract, in WGS84 degrees; null when it gives none.",
    ),
    Property(
        "latitude",
        Scalar.FLOAT,
        "The latitude of the point that the source gives for the contract, in WGS84 degrees; null when it gives none.",
    ),
)
SUCCESSION_BASIS = Property(
    "basis", SuccessionBasis, "What the succession of the two contracts rests on; null when not recorded."
)
CONTRACT_RELATIONS = (
    Relation(
        "communes",
        "LIES_ON",
        "Territory",
        "The communes in the area of the contract; `perimeter` says how it is known. Empty when no commune is known.",
        paged=True,
    ),
    Relation(
        "neighbourhoods",
        "BELONGS_TO",
        "AdministrativeTerritory",
        "The QPV that belong to the contract.",
        Direction.IN,
        paged=True,
    ),
    Relation("leads", "LED_BY", "Institution", "The institutions that lead the contract (« porteurs »)."),
    Relation(
        "signatories",
        "SIGNED",
        "Institution",
        "The institutions that signed the contract (« signataires »).",
        Direction.IN,
        edge=(
            Property(
                "signedOn", Scalar.DATE, "The day on which the institution signed the contract; null when unknown."
            ),
            SOURCE_ID,
        ),
        paged=True,
    ),
    Relation(
        "predecessors",
        "SUCCEEDS",
        "CityContract",
        "The contracts of the previous generation that this one succeeds, each with what the succession rests on.",
        edge=(SUCCESSION_BASIS,),
    ),
    Relation(
        "successors",
        "SUCCEEDS",
        "CityContract",
        "The contracts of the next generation that succeed this one, each with what the succession rests on.",
        Direction.IN,
        edge=(SUCCESSION_BASIS,),
    ),
    Relation(
        "plans",
        "ANNEXED_TO",
        "TerritorialPlan",
        "The territorial plans annexed to the contract.",
        Direction.IN,
        paged=True,
    ),
)
CONTRACT_COMPUTED = (
    Computed(
        "planStage",
        PlanStage,
        "The stage that the plans of the contract have on the day. Its plans are those annexed to it, and those that "
        "target either the contract itself, or a territory with the same communes, or the territory of its lead. If "
        "the plans are at several stages, the first of these counts: signed, in preparation, wished, expired, "
        "abandoned. Null without a plan.",
        (AS_OF,),
    ),
    Computed(
        "diagnosticAgeMonths",
        Scalar.INT,
        "The age on the day, in whole months, of the newest delivered diagnostic of the contract: one that targets "
        "it, a territory with the same communes or the territory of its lead, or one on which an annexed plan rests. "
        "Null without one.",
        (AS_OF,),
    ),
)
CITY_CONTRACT = Kind(
    "CityContract",
    "Territory",
    "CityContract",
    "A city contract (« contrat de ville ») of one generation, as a territory with its own dates and leading bodies.",
    (*TERRITORY_PROPERTIES, *CONTRACT_PROPERTIES),
    (*TERRITORY_RELATIONS, *CONTRACT_RELATIONS),
    (*TERRITORY_COMPUTED, *CONTRACT_COMPUTED),
    (*TERRITORY_CONDITIONS, *CONTRACT_CONDITIONS),
    interface="Territory",
    stated_relations=("communes", "predecessors"),
    prefixes=("contract",),
    plural="cityContracts",
    french="contrat de ville",
)
