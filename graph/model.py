"""The model: every kind of node and every relationship of the graph.

Rule: declarations only, with the meaning a client reads; the classes they are made of are in `graph/shape.py`.
"""

from graph.shape import Argument, Computed, Direction, Kind, Property, Relation, RelationshipType, Scalar, Shape
from graph.vocabulary import (
    AffiliationKind,
    Audience,
    Axis,
    CommitmentNature,
    Criterion,
    DiagnosticFormat,
    EngagementStatus,
    InstitutionKind,
    OfferKind,
    Perimeter,
    Role,
    SessionSetting,
    SourceKind,
    TerritoryKind,
    Theme,
)

ID = Property("id", Scalar.ID, "Stable identifier; treat it as opaque.", required=True)
LABEL = Property("label", Scalar.TEXT, "What a person reads, in French.", required=True)
SOURCE_ID = Property("sourceId", Scalar.ID, "Id of the source that says so; null when none is recorded.")
FROM = Property("from", Scalar.DATE, "First day it holds; null when unknown or always.")
UNTIL = Property("until", Scalar.DATE, "Last day it holds, inclusive; null while open.")


def _title(meaning: str) -> Property:
    return Property("title", Scalar.TEXT, meaning, required=True)


def _name(meaning: str, *, personal: bool = False) -> Property:
    return Property("name", Scalar.TEXT, meaning, required=True, personal=personal)


THEMES = Property("themes", Theme, "Fields of life concerned (« thématiques »).", many=True)
AUDIENCES = Property("audiences", Audience, "Whom it is for (« publics »).", many=True)
ROLES = Property("roles", Role, "What the actor does in the engagement; never empty.", many=True, required=True)

AS_OF = Argument("asOf", "Date", "The day the answer is for; the root's, else today in Europe/Paris.")
AXES = Argument("axes", "[Axis!]", "Only these axes; all five when left out.")
COUNTED_ROLES = Argument("roles", "[Role!]", "Roles that count; the carrying roles when left out.")
COUNTED_CRITERIA = Argument("criteria", "[Criterion!]", "Only engagements on one of these criteria.")

# --- territories ---------------------------------------------------------------------------------------------------

TERRITORY_PROPERTIES = (
    ID,
    LABEL,
    Property("code", Scalar.TEXT, "Official code, as text, leading zeros kept.", required=True),
    _name("Official name."),
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
        "Boolean!",
        "Whether the territory has, leads or lies in a city contract in force on the day.",
        (AS_OF,),
    ),
    Computed(
        "coverage",
        "[CoverageCounts!]!",
        "Its five cells, with counts; the root field `coverage` opens them onto their evidence.",
        (AXES, COUNTED_ROLES, COUNTED_CRITERIA, AS_OF),
    ),
)
CONTRACT_PROPERTIES = (
    Property("generation", Scalar.TEXT, "Generation of contracts: « 2015-2023 » or « 2024-2030 ».", required=True),
    Property("startsOn", Scalar.DATE, "First day in force.", required=True),
    Property("endsOn", Scalar.DATE, "Last day in force, inclusive.", required=True),
    Property("perimeter", Perimeter, "How the contract's ground is known.", required=True),
    Property("formerCode", Scalar.TEXT, "The same contract's other code in the source; null when there is one only."),
    Property("longitude", Scalar.FLOAT, "Longitude of the point the source gives, WGS84 degrees."),
    Property("latitude", Scalar.FLOAT, "Latitude of the point the source gives, WGS84 degrees."),
)
CONTRACT_RELATIONS = (
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
    Relation("predecessors", "SUCCEEDS", "CityContract", "Contracts of the generation before, on the same ground."),
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
        "PlanStage",
        "The furthest stage of its plans on the day (signed, in preparation, wished, expired, abandoned); null when no "
        "plan is known.",
        (AS_OF,),
    ),
    Computed(
        "diagnosisAge",
        "Int",
        "Age on the day, in whole months, of the newest delivered diagnostic that its plans rest on or that targets "
        "it; null when there is none.",
        (AS_OF,),
    ),
)

# --- actors --------------------------------------------------------------------------------------------------------

ACTOR_PROPERTIES = (
    ID,
    Property(
        "label",
        Scalar.TEXT,
        "What a person reads; « Formateur·rice » and the employing structure for a trainer who is not listed.",
        required=True,
        personal=True,
    ),
    _name("Name; « Formateur·rice » for a trainer who did not agree to be listed.", personal=True),
    Property("fictional", Scalar.BOOL, "True for what was made up for the demonstration.", required=True),
)
ACTOR_RELATIONS = (
    Relation("basedIn", "BASED_IN", "Territory", "Where the actor has its seat; null when unknown.", single=True),
    Relation(
        "engagements",
        "ENGAGED_IN",
        "Engagement",
        "What the actor is engaged in, in any role (« mobilisations »).",
        edge=(ROLES,),
        paged=True,
    ),
    Relation(
        "partners",
        "ENGAGED_IN",
        "Actor",
        "Other actors engaged in at least one of the same engagements, at any time.",
        paged=True,
        via="ENGAGED_IN",
    ),
)
ACTOR_COMPUTED = (
    Computed("axes", "[Axis!]!", "Axes on which it is mobilised on the day, in a carrying role.", (AS_OF,)),
    Computed(
        "soleCells",
        "[SoleCell!]!",
        "Cells of the rows that rest on this actor alone on the day: what would lose its only actor.",
        (
            Argument("rows", "TerritoryRows!", "The territories to look at."),
            AXES,
            AS_OF,
        ),
    ),
)
INSTITUTION = Kind(
    "Institution",
    "Actor",
    "Institution",
    "A body that acts: town hall, association, State service… (« institution »).",
    (
        *ACTOR_PROPERTIES,
        Property("kind", InstitutionKind, "What the institution is.", required=True),
        Property("siren", Scalar.TEXT, "SIREN, 9 digits as text; null when unknown."),
        Property("siret", Scalar.TEXT, "SIRET, 14 digits as text; null when unknown."),
    ),
    (
        *ACTOR_RELATIONS,
        Relation("governs", "GOVERNS", "Territory", "The territory it governs as an elected body.", edge=(FROM, UNTIL)),
        Relation("offers", "OFFERS", "Offer", "Training offers it makes.", edge=(FROM, UNTIL, SOURCE_ID), paged=True),
        Relation("leadsContracts", "LED_BY", "CityContract", "City contracts it leads.", Direction.IN, paged=True),
        Relation(
            "signedContracts",
            "SIGNED",
            "CityContract",
            "City contracts it signed.",
            edge=(Property("on", Scalar.DATE, "Day of signature; null when unknown."), SOURCE_ID),
            paged=True,
        ),
        Relation(
            "trainers",
            "AFFILIATED_WITH",
            "Trainer",
            "Trainers employed by it or in its network.",
            Direction.IN,
            edge=(Property("as", AffiliationKind, "How the trainer belongs to it.", required=True), FROM, UNTIL),
            paged=True,
        ),
        Relation("grants", "AWARDED", "Grant", "Grants it awarded.", paged=True),
    ),
    ACTOR_COMPUTED,
    interface="Actor",
    prefixes=("institution",),
    plural="institutions",
    french="institution",
)
TRAINER = Kind(
    "Trainer",
    "Actor",
    "Trainer",
    "A qualified trainer: a person, nameless to an anonymous caller unless they agreed to be listed.",
    (
        *ACTOR_PROPERTIES,
        Property("publicListing", Scalar.BOOL, "Whether the person agreed to be listed by name.", required=True),
        Property("contact", Scalar.TEXT, "How to reach the person; null when unknown or not listed.", personal=True),
        AUDIENCES,
    ),
    (
        *ACTOR_RELATIONS,
        Relation(
            "affiliations",
            "AFFILIATED_WITH",
            "Institution",
            "Institutions that employ the trainer or whose network they belong to.",
            edge=(
                Property("as", AffiliationKind, "How the trainer belongs to it.", required=True),
                FROM,
                UNTIL,
                SOURCE_ID,
            ),
        ),
        Relation(
            "intervenesIn",
            "INTERVENES_IN",
            "Territory",
            "Territories where the trainer is ready to intervene.",
            edge=(FROM, UNTIL, SOURCE_ID),
            paged=True,
        ),
        Relation(
            "qualifications",
            "QUALIFIED_FOR",
            "Offer",
            "Offers the trainer is qualified to deliver, with the dates of the qualification.",
            edge=(FROM, UNTIL, Property("issuer", Scalar.TEXT, "Who qualified the trainer."), SOURCE_ID),
            paged=True,
        ),
    ),
    ACTOR_COMPUTED,
    interface="Actor",
    prefixes=("trainer",),
    plural="trainers",
    french="formateur·rice",
)

# --- engagements ---------------------------------------------------------------------------------------------------

ENGAGEMENT_PROPERTIES = (
    ID,
    LABEL,
    _title("Title, as the source gives it."),
    Property("startsOn", Scalar.DATE, "First day, inclusive.", required=True),
    Property("endsOn", Scalar.DATE, "Last day, inclusive; null while open."),
    Property("status", EngagementStatus, "Where it stands.", required=True),
    Property("cancelledOn", Scalar.DATE, "Day it was cancelled; null unless cancelled and known."),
    Property("countsFrom", Scalar.DATE, "First day it counts as in effect; null when it never counts."),
    Property("countsUntil", Scalar.DATE, "Last day it counts as in effect; null when open or when it never counts."),
    Property("confirmedOn", Scalar.DATE, "Last day a source confirmed it; null when no source gives a day."),
    Property(
        "axes", Axis, "The axes it works on, in their order.", many=True, required=True, linked=("ON_AXIS", "Axis")
    ),
    Property("criteria", Criterion, "Criteria of discrimination it addresses.", many=True),
    THEMES,
    AUDIENCES,
    Property("fictional", Scalar.BOOL, "True for what was made up for the demonstration.", required=True),
)
ENGAGEMENT_COMPUTED = (
    Computed("isActive", "Boolean!", "Whether the day lies between its first and last day.", (AS_OF,)),
    Computed("inEffect", "Boolean!", "Whether it counts on the day (countsFrom to countsUntil).", (AS_OF,)),
)
PLAN_COMPUTED = (
    Computed("stage", "PlanStage", "The stage reached on the day; null before the first.", (AS_OF,)),
    Computed("stages", "[PlanStep!]!", "The stages it went through, with their days, oldest first."),
)
ENGAGEMENT_RELATIONS = (
    Relation("territories", "TARGETS", "Territory", "The ground it is for (« territoires »).", paged=True),
    Relation(
        "actors",
        "ENGAGED_IN",
        "Actor",
        "Who is engaged in it, with their roles.",
        Direction.IN,
        edge=(ROLES,),
        paged=True,
    ),
    Relation(
        "sources",
        "STATED_BY",
        "Source",
        "What says so, and when it was last confirmed.",
        edge=(Property("confirmedOn", Scalar.DATE, "Day the source confirmed it; null when unknown."),),
    ),
    Relation("grants", "FUNDS", "Grant", "Money awarded for it.", Direction.IN),
    Relation(
        "answersOrientations",
        "TAKEN_UP_BY",
        "Orientation",
        "Orientations of diagnostics that it takes up.",
        Direction.IN,
    ),
)


def _engagement(  # noqa: PLR0913, PLR0917 - the columns of a small table
    name: str,
    prefix: str,
    plural: str,
    french: str,
    meaning: str,
    properties: tuple[Property, ...] = (),
    relations: tuple[Relation, ...] = (),
    computed: tuple[Computed, ...] = (),
) -> Kind:
    return Kind(
        name,
        "Engagement",
        name,
        meaning,
        (*ENGAGEMENT_PROPERTIES, *properties),
        (*ENGAGEMENT_RELATIONS, *relations),
        (*ENGAGEMENT_COMPUTED, *computed),
        interface="Engagement",
        prefixes=(prefix,),
        plural=plural,
        french=french,
    )


PLAN_ACTION = _engagement(
    "PlanAction",
    "action",
    "planActions",
    "action",
    "An action, of a plan or on its own (« action »).",
    relations=(
        Relation("plan", "PART_OF_PLAN", "TerritorialPlan", "The plan it belongs to; null when none.", single=True),
    ),
)
DIAGNOSTIC = _engagement(
    "Diagnostic",
    "diagnostic",
    "diagnostics",
    "diagnostic",
    "A strategic territorial diagnostic (« diagnostic territorial stratégique »); axis 1 unless said otherwise.",
    (
        Property("format", DiagnosticFormat, "How deep it goes; null when unknown."),
        Property("requestedByState", Scalar.BOOL, "Whether a State service asked for it; null when unknown."),
        Property("requestedByElected", Scalar.BOOL, "Whether elected officials asked for it; null when unknown."),
        Property("concern", Scalar.TEXT, "The concern that led to it; null when not told."),
        Property("dataFrom", Scalar.DATE, "First day of the data it rests on."),
        Property("dataTo", Scalar.DATE, "Last day of the data it rests on."),
        Property("deliveredOn", Scalar.DATE, "Day it was handed over; null until then."),
        Property("findings", Scalar.TEXT, "What it found, in short; null when not told."),
    ),
    (
        Relation("requestedBy", "REQUESTED", "Institution", "Who asked for it.", Direction.IN),
        Relation("orientations", "RECOMMENDS", "Orientation", "What it recommends (« orientations »).", paged=True),
        Relation("updates", "UPDATES", "Diagnostic", "The older diagnostic it brings up to date.", single=True),
        Relation("updatedBy", "UPDATES", "Diagnostic", "Newer diagnostics that update it.", Direction.IN),
        Relation("plans", "BASED_ON", "TerritorialPlan", "Plans that rest on it.", Direction.IN, paged=True),
    ),
)
TRAINING_SESSION = _engagement(
    "TrainingSession",
    "session",
    "trainingSessions",
    "session de formation",
    "A training session that was held (« session de formation »); axis 2 unless said otherwise.",
    (
        Property("peopleTrained", Scalar.INT, "People trained; null when unknown."),
        Property("setting", SessionSetting, "Whom it brings together; null when unknown."),
        Property("project", Scalar.TEXT, "Title of the project it serves; null when outside any (« hors projet »)."),
        Property("needIdentifiedOn", Scalar.DATE, "Day the need was identified; null when unknown."),
    ),
    (
        Relation("offer", "DELIVERS", "Offer", "The offer it delivers; null when none.", single=True),
        Relation("serves", "SERVES", "Engagement", "The plan, action, commitment or diagnostic it serves."),
        Relation("needIdentifiedBy", "NEED_IDENTIFIED_BY", "Institution", "Who identified the need.", single=True),
    ),
)
TERRITORIAL_PLAN = _engagement(
    "TerritorialPlan",
    "plan",
    "territorialPlans",
    "plan territorial",
    "A territorial plan to prevent and fight discrimination (« plan territorial »); counts on axis 5 while signed.",
    (
        Property("wishedOn", Scalar.DATE, "Day it was wished for; null when not told."),
        Property("inPreparationOn", Scalar.DATE, "Day its preparation began; null when not told."),
        Property("signedOn", Scalar.DATE, "Day it was signed; null until then."),
        Property("expiredOn", Scalar.DATE, "First day after its term; null until then."),
        Property("abandonedOn", Scalar.DATE, "Day it was given up; null unless so."),
        Property("axesAnnounced", Axis, "Axes it announces; they mobilise nobody by themselves.", many=True),
    ),
    (
        Relation("cityContract", "ANNEXED_TO", "CityContract", "The contract it is annexed to.", single=True),
        Relation("basedOn", "BASED_ON", "Diagnostic", "Diagnostics it rests on."),
        Relation("actions", "PART_OF_PLAN", "PlanAction", "Its actions.", Direction.IN, paged=True),
    ),
    PLAN_COMPUTED,
)
COMMITMENT = _engagement(
    "Commitment",
    "commitment",
    "commitments",
    "dispositif",
    "A lasting commitment: drop-in, charter, referent, watch network… (« dispositif »).",
    (Property("nature", CommitmentNature, "What it is.", required=True),),
)

# --- what engagements rest on --------------------------------------------------------------------------------------

AXIS = Kind(
    "PlanAxis",
    "Axis",
    "Axis",
    "One of the five axes, as a node of the network.",
    (
        ID,
        LABEL,
        Property("value", Axis, "The axis.", required=True),
        Property("number", Scalar.INT, "Its number in the source, 1 to 5.", required=True),
    ),
    prefixes=("axis",),
)
OFFER = Kind(
    "Offer",
    "Offer",
    "Offer",
    "A training offer (« offre de formation »).",
    (
        ID,
        LABEL,
        _title("Title of the offer."),
        Property("kind", OfferKind, "How it is obtained.", required=True),
        AUDIENCES,
        THEMES,
        Property("axes", Axis, "Axes it serves.", many=True),
        Property("days", Scalar.FLOAT, "Length in days; null when unknown."),
        Property("fictional", Scalar.BOOL, "True for what was made up for the demonstration.", required=True),
    ),
    (
        Relation(
            "offeredBy",
            "OFFERS",
            "Institution",
            "Institutions that make the offer.",
            Direction.IN,
            edge=(FROM, UNTIL, SOURCE_ID),
        ),
        Relation("decidedBy", "DECIDED_BY", "Institution", "The service that decides on a dedicated offer."),
        Relation("availableIn", "AVAILABLE_IN", "Territory", "Territories where it is available.", paged=True),
        Relation(
            "qualifiedTrainers",
            "QUALIFIED_FOR",
            "Trainer",
            "Trainers qualified to deliver it, with the dates of the qualification.",
            Direction.IN,
            edge=(FROM, UNTIL, Property("issuer", Scalar.TEXT, "Who qualified the trainer."), SOURCE_ID),
            paged=True,
        ),
        Relation("sessions", "DELIVERS", "TrainingSession", "Sessions that delivered it.", Direction.IN, paged=True),
    ),
    prefixes=("offer",),
    plural="offers",
)
SOURCE = Kind(
    "Source",
    "Source",
    "Source",
    "A document or person that says so (« source »).",
    (
        ID,
        LABEL,
        _title("Title of the source."),
        Property("kind", SourceKind, "What kind of source it is.", required=True),
        Property("url", Scalar.TEXT, "Where it can be read; null when nowhere public."),
        Property("publisher", Scalar.TEXT, "Who published it; null when unknown."),
        Property("retrievedOn", Scalar.DATE, "Day it was read; null when unknown."),
        Property("licence", Scalar.TEXT, "Licence it is published under; null when none is stated."),
    ),
    (
        Relation(
            "engagements",
            "STATED_BY",
            "Engagement",
            "Engagements it states.",
            Direction.IN,
            edge=(Property("confirmedOn", Scalar.DATE, "Day the source confirmed it; null when unknown."),),
            paged=True,
        ),
    ),
    prefixes=("source",),
    plural="sources",
)
GRANT = Kind(
    "Grant",
    "Grant",
    "Grant",
    "Money awarded for an engagement (« subvention »).",
    (
        ID,
        LABEL,
        Property("year", Scalar.INT, "Budget year.", required=True),
        Property("programme", Scalar.TEXT, "Budget programme, for example « 147 »."),
        Property("line", Scalar.TEXT, "Line of the year's nomenclature, for example « 2.4 »."),
        Property("askedEuros", Scalar.INT, "Amount asked for, in euros; null when unknown."),
        Property("grantedEuros", Scalar.INT, "Amount granted, in euros; null when unknown."),
    ),
    (
        Relation("awardedBy", "AWARDED", "Institution", "Who awarded it.", Direction.IN),
        Relation("funds", "FUNDS", "Engagement", "What it pays for."),
    ),
    prefixes=("grant",),
)
SURVEY = Kind(
    "Survey",
    "Survey",
    "Survey",
    "A survey of who is mobilised (« relevé »): what makes « nobody » a finding and not an absence of data.",
    (
        ID,
        LABEL,
        Property("on", Scalar.DATE, "Day it was made.", required=True),
        Property("axes", Axis, "Axes it looked at.", many=True, required=True),
        Property("emptyAxes", Axis, "Axes on which it found nobody.", many=True),
    ),
    (
        Relation("territories", "SURVEYED", "Territory", "Territories it looked at, and all inside them."),
        Relation("sources", "STATED_BY", "Source", "What says so."),
    ),
    prefixes=("survey",),
)
ORIENTATION = Kind(
    "Orientation",
    "Orientation",
    "Orientation",
    "A recommendation of a diagnostic (« orientation »).",
    (
        ID,
        LABEL,
        Property("text", Scalar.TEXT, "What is recommended.", required=True),
        Property("axis", Axis, "The axis it belongs to; null when not told."),
        Property("theme", Theme, "The field of life it belongs to; null when not told."),
    ),
    (
        Relation(
            "diagnostic", "RECOMMENDS", "Diagnostic", "The diagnostic that recommends it.", Direction.IN, single=True
        ),
        Relation("sharedBy", "SHARED_BY", "Institution", "Institutions that share it."),
        Relation("takenUpBy", "TAKEN_UP_BY", "Engagement", "Engagements that take it up; empty while nobody does."),
    ),
    prefixes=("orientation",),
)

TERRITORY_PREFIXES = ("country", "region", "departement", "epci", "ept", "commune", "qpv")
KINDS = (
    Kind(
        "Territory",
        "Territory",
        "Territory",
        "A territory: the country, a region, département, EPCI, EPT, commune, city contract or QPV.",
        TERRITORY_PROPERTIES,
        TERRITORY_RELATIONS,
        TERRITORY_COMPUTED,
        implementations=("AdministrativeTerritory", "CityContract"),
        plural="territories",
    ),
    Kind(
        "AdministrativeTerritory",
        "Territory",
        "AdministrativeTerritory",
        "A territory that is no city contract.",
        TERRITORY_PROPERTIES,
        TERRITORY_RELATIONS,
        TERRITORY_COMPUTED,
        interface="Territory",
        prefixes=TERRITORY_PREFIXES,
        french="territoire",
    ),
    Kind(
        "CityContract",
        "Territory",
        "CityContract",
        "The ground of a « contrat de ville » of one generation, with its own dates and leading bodies.",
        (*TERRITORY_PROPERTIES, *CONTRACT_PROPERTIES),
        (*TERRITORY_RELATIONS, *CONTRACT_RELATIONS),
        (*TERRITORY_COMPUTED, *CONTRACT_COMPUTED),
        interface="Territory",
        prefixes=("contract",),
        plural="cityContracts",
        french="contrat de ville",
    ),
    Kind(
        "Actor",
        "Actor",
        "Actor",
        "Who can be mobilised: an institution or a trainer.",
        ACTOR_PROPERTIES,
        ACTOR_RELATIONS,
        ACTOR_COMPUTED,
        implementations=("Institution", "Trainer"),
        plural="actors",
    ),
    INSTITUTION,
    TRAINER,
    Kind(
        "Engagement",
        "Engagement",
        "Engagement",
        "Who does what, on which axis, where, when, and says who (« mobilisation »).",
        ENGAGEMENT_PROPERTIES,
        ENGAGEMENT_RELATIONS,
        ENGAGEMENT_COMPUTED,
        implementations=("PlanAction", "Diagnostic", "TrainingSession", "TerritorialPlan", "Commitment"),
        plural="engagements",
    ),
    PLAN_ACTION,
    DIAGNOSTIC,
    TRAINING_SESSION,
    TERRITORIAL_PLAN,
    COMMITMENT,
    AXIS,
    OFFER,
    SOURCE,
    GRANT,
    SURVEY,
    ORIENTATION,
)

RELATIONSHIPS = (
    RelationshipType("PART_OF", "Territory", "Territory"),
    RelationshipType("OVERLAPS", "Territory", "Territory"),
    RelationshipType("SUCCEEDS", "CityContract", "CityContract"),
    RelationshipType("LED_BY", "CityContract", "Institution"),
    RelationshipType("SIGNED", "Institution", "CityContract", (Property("on", Scalar.DATE, "Day."), SOURCE_ID)),
    RelationshipType("GOVERNS", "Institution", "Territory", (FROM, UNTIL)),
    RelationshipType("BASED_IN", "Actor", "Territory"),
    RelationshipType("ENGAGED_IN", "Actor", "Engagement", (ROLES,)),
    RelationshipType("ON_AXIS", "Engagement", "Axis"),
    RelationshipType("TARGETS", "Engagement", "Territory"),
    RelationshipType("STATED_BY", "Engagement|Survey", "Source", (Property("confirmedOn", Scalar.DATE, "Day."),)),
    RelationshipType("PART_OF_PLAN", "PlanAction", "TerritorialPlan"),
    RelationshipType("ANNEXED_TO", "TerritorialPlan", "CityContract"),
    RelationshipType("BASED_ON", "TerritorialPlan", "Diagnostic"),
    RelationshipType("UPDATES", "Diagnostic", "Diagnostic"),
    RelationshipType("REQUESTED", "Institution", "Diagnostic"),
    RelationshipType("RECOMMENDS", "Diagnostic", "Orientation"),
    RelationshipType("SHARED_BY", "Orientation", "Institution"),
    RelationshipType("TAKEN_UP_BY", "Orientation", "Engagement"),
    RelationshipType("DELIVERS", "TrainingSession", "Offer"),
    RelationshipType("SERVES", "TrainingSession", "Engagement"),
    RelationshipType("NEED_IDENTIFIED_BY", "TrainingSession", "Institution"),
    RelationshipType("OFFERS", "Institution", "Offer", (FROM, UNTIL, SOURCE_ID)),
    RelationshipType("DECIDED_BY", "Offer", "Institution"),
    RelationshipType("AVAILABLE_IN", "Offer", "Territory"),
    RelationshipType(
        "AFFILIATED_WITH",
        "Trainer",
        "Institution",
        (Property("as", AffiliationKind, "How.", required=True), FROM, UNTIL, SOURCE_ID),
    ),
    RelationshipType("INTERVENES_IN", "Trainer", "Territory", (FROM, UNTIL, SOURCE_ID)),
    RelationshipType(
        "QUALIFIED_FOR", "Trainer", "Offer", (FROM, UNTIL, Property("issuer", Scalar.TEXT, "Who."), SOURCE_ID)
    ),
    RelationshipType("AWARDED", "Institution", "Grant"),
    RelationshipType("FUNDS", "Grant", "Engagement"),
    RelationshipType("SURVEYED", "Survey", "Territory"),
)

SHAPE = Shape(
    {kind.name: kind for kind in KINDS},
    {relationship.name: relationship for relationship in RELATIONSHIPS},
    {prefix: kind for kind in KINDS for prefix in kind.prefixes},
)
