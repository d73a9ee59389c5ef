"""Territories: the country and its divisions, city contracts, neighbourhoods."""

from graph.model.common import AS_OF, AXES, COUNTED, ID, IMPORTED_BY, LABEL, PERIOD, SOURCE_ID, name
from graph.shape import Computed, Condition, Direction, Kind, Property, Relation, Scalar
from graph.vocabulary import Perimeter, PlanStage, SuccessionBasis, TerritoryKind

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
        "sameGround",
        "SAME_GROUND",
        "Territory",
        "Territories with the very same communes as this one.",
        Direction.BOTH,
    ),
    Relation(
        "attachedTo",
        "ATTACHED_TO",
        "Territory",
        "The one territory in which it is counted: the département of a commune, EPCI, EPT, contract or QPV, the "
        "région of a département, the country of a région; null for the country.",
        single=True,
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
    Relation(
        "seatedInstitutions",
        "BASED_IN",
        "Institution",
        "Institutions that have their seat in this very territory.",
        Direction.IN,
        paged=True,
    ),
    Relation(
        "offers",
        "AVAILABLE_IN",
        "Offer",
        "Training offers of which a source says that they are available in this very territory.",
        Direction.IN,
        paged=True,
    ),
    Relation(
        "trainers",
        "INTERVENES_IN",
        "Trainer",
        "Trainers who are ready to intervene in this very territory; to an anonymous caller, those who are listed.",
        Direction.IN,
        edge=(*PERIOD, SOURCE_ID),
        paged=True,
        listed=True,
    ),
    IMPORTED_BY,
)
NEIGHBOURHOOD_RELATIONS = (
    Relation(
        "communes",
        "LIES_ON",
        "Territory",
        "Communes of a QPV; empty for any other kind, whose communes are among its `children`.",
        paged=True,
    ),
    Relation(
        "cityContracts",
        "LIES_ON",
        "CityContract",
        "City contracts whose ground comprises this commune, of both generations; empty for any other kind.",
        Direction.IN,
        paged=True,
    ),
    Relation(
        "cityContract",
        "BELONGS_TO",
        "CityContract",
        "The contract to which a QPV belongs; null where none is known, and for any other kind.",
        single=True,
    ),
)
TERRITORY_COMPUTED = (
    Computed(
        "inCityContract",
        Scalar.BOOL,
        "Whether the territory has, leads or lies in a city contract in force on the day.",
        (AS_OF,),
        required=True,
        needs_snapshot=True,
    ),
    Computed(
        "coverage",
        "CoverageCounts",
        "Its five cells, with counts; none of a contract or a QPV that is not in force on the day. The root field "
        "`coverage` also gives their evidence.",
        (AXES, *COUNTED, AS_OF),
        many=True,
        required=True,
        needs_snapshot=True,
    ),
)
TERRITORY_CONDITIONS = (
    Condition(
        "within",
        "TerritoryRef",
        "Is this territory or lies within it: counted in it where it is a département, a région or the country, wholly "
        "part of it where it is anything smaller.",
        needs_snapshot=True,
    ),
    Condition(
        "overlaps",
        "TerritoryRef",
        "Shares ground with this territory: the same communes, or some of them and neither containing the other.",
        needs_snapshot=True,
    ),
    Condition(
        "lifts",
        "TerritoryRef",
        "An engagement that targets it reaches this territory in a way that lifts its cells, on whatever day: any but "
        "WIDER.",
        needs_snapshot=True,
    ),
    Condition(
        "reaches",
        "TerritoryRef",
        "An engagement that targets it reaches this territory, by whatever reach and on whatever day.",
        needs_snapshot=True,
    ),
    Condition(
        "liftsOn",
        "TerritoryOnDay",
        "An engagement that targets it reaches the territory on the day in a way that lifts its cells, as `mobilised` "
        "takes it: any but WIDER.",
        needs_snapshot=True,
    ),
)
CONTRACT_CONDITIONS = (
    Condition(
        "diagnosedSince",
        Scalar.DATE,
        "A diagnostic that targets it, its ground or its lead's territory, or that a plan annexed to it rests on, was "
        'delivered on or after this day; "today" may be written.',
    ),
)
CONTRACT_PROPERTIES = (
    Property("generation", Scalar.TEXT, "Generation of contracts: « 2015-2023 » or « 2024-2030 ».", required=True),
    Property("startsOn", Scalar.DATE, "First day in force.", required=True, api_name="inForceFrom"),
    Property("endsOn", Scalar.DATE, "Last day in force, inclusive.", required=True, api_name="inForceUntil"),
    Property("perimeter", Perimeter, "How the contract's ground is known.", required=True),
    Property("formerCode", Scalar.TEXT, "The contract's other code in the source; null when it has only one."),
    Property("longitude", Scalar.FLOAT, "Longitude of the point the source gives, WGS84 degrees."),
    Property("latitude", Scalar.FLOAT, "Latitude of the point the source gives, WGS84 degrees."),
)
SUCCESSION_BASIS = Property("basis", SuccessionBasis, "What the succession rests on; null when not recorded.")
CONTRACT_RELATIONS = (
    Relation(
        "communes",
        "LIES_ON",
        "Territory",
        "Communes of the contract's ground, which `perimeter` says how it is known; empty where no commune is known.",
        paged=True,
    ),
    Relation(
        "neighbourhoods",
        "BELONGS_TO",
        "AdministrativeTerritory",
        "QPV that belong to the contract.",
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
        edge=(Property("signedOn", Scalar.DATE, "Day of signature; null when unknown."), SOURCE_ID),
        paged=True,
    ),
    Relation(
        "predecessors",
        "SUCCEEDS",
        "CityContract",
        "Contracts of the previous generation that this one succeeds, each with what the succession rests on.",
        edge=(SUCCESSION_BASIS,),
    ),
    Relation(
        "successors",
        "SUCCEEDS",
        "CityContract",
        "Contracts of the next generation that succeed this one, each with what the succession rests on.",
        Direction.IN,
        edge=(SUCCESSION_BASIS,),
    ),
    Relation(
        "plans", "ANNEXED_TO", "TerritorialPlan", "Territorial plans annexed to the contract.", Direction.IN, paged=True
    ),
)

CONTRACT_COMPUTED = (
    Computed(
        "planStage",
        PlanStage,
        "The furthest stage of its plans on the day (signed, in preparation, wished, expired, abandoned): of those "
        "annexed to it, and those that target it, its ground or its lead's territory; null when no plan is known.",
        (AS_OF,),
    ),
    Computed(
        "diagnosticAgeMonths",
        Scalar.INT,
        "Age on the day, in whole months, of the newest delivered diagnostic that targets it, its ground or its lead's "
        "territory, or that a plan annexed to it rests on; null when there is none.",
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
    (*TERRITORY_RELATIONS, *NEIGHBOURHOOD_RELATIONS),
    TERRITORY_COMPUTED,
    TERRITORY_CONDITIONS,
    interface="Territory",
    stated_relations=("communes", "cityContract"),
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
    (*TERRITORY_CONDITIONS, *CONTRACT_CONDITIONS),
    interface="Territory",
    stated_relations=("communes", "predecessors"),
    prefixes=("contract",),
    plural="cityContracts",
    french="contrat de ville",
)
