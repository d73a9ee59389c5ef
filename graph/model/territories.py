"""Territories: the interface, the country and its divisions, and neighbourhoods."""

from graph.model.common import AS_OF, AXES, COUNTED, FICTIONAL, ID, IMPORTED_BY, LABEL, PERIOD, SOURCE_ID, name
from graph.shape import Computed, Condition, Direction, Kind, Property, Relation, Scalar
from graph.vocabulary import TerritoryKind

TERRITORY_PROPERTIES = (
    ID,
    LABEL,
    Property("code", Scalar.TEXT, "The official code of the territory, as text with its leading zeros.", required=True),
    name("The official name of the territory."),
    Property("kind", TerritoryKind, "The kind of the territory.", required=True),
    Property(
        "population",
        Scalar.INT,
        "The number of inhabitants of the territory, in the edition of the official data that is loaded; null when "
        "the source gives none.",
    ),
    FICTIONAL,
)
TERRITORY_RELATIONS = (
    Relation("parents", "PART_OF", "Territory", "The territories that wholly contain this one, one step up."),
    Relation(
        "children",
        "PART_OF",
        "Territory",
        "The territories wholly inside this one, one step down.",
        Direction.IN,
        paged=True,
    ),
    Relation(
        "ancestors",
        "PART_OF",
        "Territory",
        "Every territory that wholly contains this one, at any number of steps.",
        transitive=True,
    ),
    Relation(
        "overlaps",
        "OVERLAPS",
        "Territory",
        "The territories that overlap this one, neither containing the other.",
        Direction.BOTH,
        paged=True,
    ),
    Relation(
        "sameGround",
        "SAME_GROUND",
        "Territory",
        "The territories with exactly the same communes as this one.",
        Direction.BOTH,
    ),
    Relation(
        "attachedTo",
        "ATTACHED_TO",
        "Territory",
        "The territory in which this one is counted: the country for a région, a région for a "
        "département, a département for all others; null for the country.",
        single=True,
    ),
    Relation(
        "engagements",
        "TARGETS",
        "Engagement",
        "The engagements that target this very territory (« mobilisations »).",
        Direction.IN,
        paged=True,
    ),
    Relation("governedBy", "GOVERNS", "Institution", "The institutions that govern the territory.", Direction.IN),
    Relation("surveys", "SURVEYED", "Survey", "The surveys of the territory (« relevés »).", Direction.IN, paged=True),
    Relation(
        "seatedInstitutions",
        "BASED_IN",
        "Institution",
        "The institutions with their seat in this very territory.",
        Direction.IN,
        paged=True,
    ),
    Relation(
        "offers",
        "AVAILABLE_IN",
        "Offer",
        "The training offers that a source says are available in this very territory.",
        Direction.IN,
        paged=True,
    ),
    Relation(
        "trainers",
        "INTERVENES_IN",
        "Trainer",
        "The trainers who are ready to intervene in this very territory; for an anonymous caller, those "
        "who are listed.",
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
        "The communes on which a QPV lies; empty for any other kind of territory, whose communes are reached "
        "through `children`, in one or more steps.",
        paged=True,
    ),
    Relation(
        "cityContracts",
        "LIES_ON",
        "CityContract",
        "The city contracts, of both generations, whose area comprises this commune; empty for any other "
        "kind of territory.",
        Direction.IN,
        paged=True,
    ),
    Relation(
        "cityContract",
        "BELONGS_TO",
        "CityContract",
        "The city contract to which a QPV belongs; null when none is known, and for any other kind of territory.",
        single=True,
    ),
)
TERRITORY_COMPUTED = (
    Computed(
        "inCityContract",
        Scalar.BOOL,
        "Whether, on the day, the territory is a neighbourhood (QPV) or a city contract in force, or contains, "
        "overlaps or lies in a city contract in force, or is the territory of the lead of one.",
        (AS_OF,),
        required=True,
        needs_snapshot=True,
    ),
    Computed(
        "coverage",
        "CoverageCounts",
        "The cells of the territory, one for each axis, with counts; empty if the territory is a contract or QPV that "
        "is not in force on the day. The root field `coverage` gives evidence too.",
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
        "Territories that are the given one or lie within it: those counted in it if it is a département, a région or "
        "the country, those wholly inside it if it is smaller.",
        needs_snapshot=True,
    ),
    Condition(
        "overlaps",
        "TerritoryRef",
        "Territories that overlap this one: they have the same communes as it, or share some communes with it while "
        "neither contains the other.",
        needs_snapshot=True,
    ),
    Condition(
        "lifts",
        "TerritoryRef",
        "Territories whose engagements count in the cells of the given one on at least one day, because they reach it "
        "by another reach than `WIDER`.",
        needs_snapshot=True,
    ),
    Condition(
        "reaches",
        "TerritoryRef",
        "Territories whose engagements reach this one, by whatever reach and on whatever day.",
        needs_snapshot=True,
    ),
    Condition(
        "liftsOn",
        "TerritoryOnDay",
        "Territories whose engagements reach the given one on the day by any reach but `WIDER`: such engagements "
        "count in its cells and in `mobilised`.",
        needs_snapshot=True,
    ),
)


TERRITORY_PREFIXES = ("country", "region", "departement", "epci", "ept", "commune", "qpv")
TERRITORY = Kind(
    "Territory",
    "Territory",
    "Territory",
    "A territory: the country, a région, département, EPCI, EPT, commune, city contract or QPV.",
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
