"""Territories: the country and its divisions, city contracts, neighbourhoods."""

from graph.model.common import AS_OF, AXES, COUNTED_CRITERIA, COUNTED_ROLES, ID, LABEL, SOURCE_ID, name
from graph.shape import Computed, Condition, Direction, Kind, Property, Relation, Scalar
from graph.vocabulary import Perimeter, PlanStage, TerritoryKind

TERRITORY_PROPERTIES = (
    ID,
    LABEL,
    Property("code", Scalar.TEXT, "Official code, as text, leading zeros kept.", required=True),
    name("Official name."),
    Property("kind", TerritoryKind, "What the territory is.", required=True),
    Property("population", Scalar.INT, "Inhabitants in the reference's vintage; null when the source gives none."),
    Property("fictional", Scalar.BOOL, "True for what was made up for the demonstration.", required=True),
)
TERRITORY_RELATIONS = (
    Relation("parents", "PART_OF", "Territory", "Territories that wholly contain this one, one step up."),
    Relation("children", "PART_OF", "Territory", "Territories wholly inside, one step down.", Direction.IN, paged=True),
    Relation("ancestors", "PART_OF", "Territory", "Every territory that wholly contains this one.", transitive=True),
    Relation(
        "overlaps",
        "OVERLAPS",
        "Territory",
        "Territories that share ground with this one, neither containing the other.",
        Direction.BOTH,
        paged=True,
    ),
    Relation(
        "engagements",
        "TARGETS",
        "Engagement",
        "Engagements that target this very territory (« mobilisations »).",
        Direction.IN,
        paged=True,
    ),
    Relation("governedBy", "GOVERNS", "Institution", "The bodies that govern this territory.", Direction.IN),
    Relation("surveys", "SURVEYED", "Survey", "Surveys of this territory (« relevés »).", Direction.IN, paged=True),
)
TERRITORY_COMPUTED = (
    Computed(
        "concerned",
        Scalar.BOOL,
        "Whether the territory has, leads or lies in a city contract in force on the day.",
        (AS_OF,),
        required=True,
        needs_snapshot=True,
    ),
    Computed(
        "coverage",
        "CoverageCounts",
        "Its five cells, with counts; the root field `coverage` also gives their evidence.",
        (AXES, COUNTED_ROLES, COUNTED_CRITERIA, AS_OF),
        many=True,
        required=True,
        needs_snapshot=True,
    ),
)
TERRITORY_CONDITIONS = (
    Condition("within", "TerritoryRef", "Lies wholly in this territory, or is it.", needs_snapshot=True),
    Condition(
        "overlaps",
        "TerritoryRef",
        "Shares ground with this territory, neither containing the other.",
        needs_snapshot=True,
    ),
    Condition(
        "reaches",
        "TerritoryRef",
        "An engagement that targets it reaches this territory, by whatever reach.",
        needs_snapshot=True,
    ),
)
CONTRACT_PROPERTIES = (
    Property("generation", Scalar.TEXT, "Generation of contracts: « 2015-2023 » or « 2024-2030 ».", required=True),
    Property("startsOn", Scalar.DATE, "First day in force.", required=True),
    Property("endsOn", Scalar.DATE, "Last day in force, inclusive.", required=True),
    Property("perimeter", Perimeter, "How the contract's ground is known.", required=True),
    Property("formerCode", Scalar.TEXT, "The contract's other code in the source; null when it has only one."),
    Property("longitude", Scalar.FLOAT, "Longitude of the point the source gives, WGS84 degrees."),
    Property("latitude", Scalar.FLOAT, "Latitude of the point the source gives, WGS84 degrees."),
)
CONTRACT_RELATIONS = (
    Relation(
        "communes",
        "OVERLAPS",
        "Territory",
        "Communes that share ground with the contract; those of its lead where the perimeter is assumed.",
        Direction.IN,
        paged=True,
    ),
    Relation("leads", "LED_BY", "Institution", "Bodies that lead the contract (« porteurs »)."),
    Relation(
        "signatories",
        "SIGNED",
        "Institution",
        "Institutions that signed the contract (« signataires »).",
        Direction.IN,
        edge=(Property("on", Scalar.DATE, "Day of signature; null when unknown."), SOURCE_ID),
        paged=True,
    ),
    Relation("predecessors", "SUCCEEDS", "CityContract", "Contracts of the previous generation on the same ground."),
    Relation(
        "successors", "SUCCEEDS", "CityContract", "Contracts of the next generation on this ground.", Direction.IN
    ),
    Relation(
        "plans", "ANNEXED_TO", "TerritorialPlan", "Territorial plans annexed to the contract.", Direction.IN, paged=True
    ),
)

CONTRACT_COMPUTED = (
    Computed(
        "planState",
        PlanStage,
        "The furthest stage of its plans on the day (signed, in preparation, wished, expired, abandoned); null when no "
        "plan is known.",
        (AS_OF,),
    ),
    Computed(
        "diagnosisAge",
        Scalar.INT,
        "Age on the day, in whole months, of the newest delivered diagnostic that its plans rest on or that targets "
        "it; null when there is none.",
        (AS_OF,),
    ),
)

TERRITORY_PREFIXES = ("country", "region", "departement", "epci", "ept", "commune", "qpv")
TERRITORY = Kind(
    "Territory",
    "Territory",
    "Territory",
    "A territory: the country, a region, département, EPCI, EPT, commune, city contract or QPV.",
    TERRITORY_PROPERTIES,
    TERRITORY_RELATIONS,
    TERRITORY_COMPUTED,
    TERRITORY_CONDITIONS,
    implementations=("AdministrativeTerritory", "CityContract"),
    plural="territories",
)
ADMINISTRATIVE_TERRITORY = Kind(
    "AdministrativeTerritory",
    "Territory",
    "AdministrativeTerritory",
    "A territory other than a city contract.",
    TERRITORY_PROPERTIES,
    TERRITORY_RELATIONS,
    TERRITORY_COMPUTED,
    TERRITORY_CONDITIONS,
    interface="Territory",
    prefixes=TERRITORY_PREFIXES,
    french="territoire",
)
CITY_CONTRACT = Kind(
    "CityContract",
    "Territory",
    "CityContract",
    "The ground of a « contrat de ville » of one generation, with its own dates and leading bodies.",
    (*TERRITORY_PROPERTIES, *CONTRACT_PROPERTIES),
    (*TERRITORY_RELATIONS, *CONTRACT_RELATIONS),
    (*TERRITORY_COMPUTED, *CONTRACT_COMPUTED),
    TERRITORY_CONDITIONS,
    interface="Territory",
    stated_relations=("communes",),
    prefixes=("contract",),
    plural="cityContracts",
    french="contrat de ville",
)
