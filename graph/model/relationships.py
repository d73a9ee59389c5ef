"""The relationship types, with the kinds at their ends and their properties."""

from graph.model.common import PERIOD, ROLES, SHARED_ON, SOURCE_ID, TAKEN_UP_ON
from graph.shape import Property, RelationshipType, Scalar
from graph.vocabulary import AffiliationKind, SuccessionBasis

RELATIONSHIPS = (
    RelationshipType("LIES_ON", "Territory", "Territory"),
    RelationshipType("BELONGS_TO", "AdministrativeTerritory", "CityContract"),
    RelationshipType("PART_OF", "Territory", "Territory", territorial=True, derived=True),
    RelationshipType("OVERLAPS", "Territory", "Territory", territorial=True, derived=True),
    RelationshipType("SAME_GROUND", "Territory", "Territory", territorial=True, derived=True),
    RelationshipType("ATTACHED_TO", "Territory", "Territory", territorial=True, derived=True),
    RelationshipType(
        "SUCCEEDS",
        "CityContract",
        "CityContract",
        (Property("basis", SuccessionBasis, "On what it rests."),),
        territorial=True,
    ),
    RelationshipType("LED_BY", "CityContract", "Institution", territorial=True),
    RelationshipType("SIGNED", "Institution", "CityContract", (Property("signedOn", Scalar.DATE, "Day."), SOURCE_ID)),
    RelationshipType("GOVERNS", "Institution", "Territory", PERIOD, territorial=True),
    RelationshipType("ESTABLISHMENT_OF", "Institution", "Institution", derived=True),
    RelationshipType("BASED_IN", "Actor", "Territory"),
    RelationshipType("ENGAGED_IN", "Actor", "Engagement", (ROLES,)),
    RelationshipType("ON_AXIS", "Engagement", "Axis"),
    RelationshipType("TARGETS", "Engagement", "Territory"),
    RelationshipType(
        "STATED_BY",
        "Engagement|Survey|Grant|TrainingNeed|HeadCount|Indicator|Obstacle",
        "Source",
        (Property("confirmedOn", Scalar.DATE, "Day."),),
    ),
    RelationshipType("PART_OF_PLAN", "Action|Commitment", "TerritorialPlan"),
    RelationshipType("HAS_LOCAL_AXIS", "TerritorialPlan", "LocalAxis"),
    RelationshipType("ON_LOCAL_AXIS", "Action|Commitment", "LocalAxis"),
    RelationshipType("ANNEXED_TO", "TerritorialPlan", "CityContract"),
    RelationshipType("BASED_ON", "TerritorialPlan", "Diagnostic"),
    RelationshipType("UPDATES", "Diagnostic", "Diagnostic"),
    RelationshipType("REQUESTED", "Institution", "Diagnostic"),
    RelationshipType("RECOMMENDS", "Diagnostic", "Orientation"),
    RelationshipType("MEASURES", "Diagnostic", "Indicator"),
    RelationshipType("MEASURED_IN", "Indicator", "Territory"),
    RelationshipType("HINDERS", "Obstacle", "Orientation"),
    RelationshipType("LIFTED_BY", "Obstacle", "Engagement"),
    RelationshipType("SHARED_BY", "Orientation", "Institution", (SHARED_ON,)),
    RelationshipType("TAKEN_UP_BY", "Orientation", "Engagement", (TAKEN_UP_ON,)),
    RelationshipType("DELIVERS", "TrainingSession", "Offer"),
    RelationshipType("SERVES", "TrainingSession|Diagnostic", "Engagement"),
    RelationshipType("MEETS", "TrainingSession", "TrainingNeed"),
    RelationshipType("IDENTIFIED", "Institution", "TrainingNeed"),
    RelationshipType("HELPED_IDENTIFY", "Institution", "TrainingNeed"),
    RelationshipType("NEEDED_BY", "TrainingNeed", "Institution"),
    RelationshipType("NEEDED_IN", "TrainingNeed", "Territory"),
    RelationshipType("COUNTED_IN", "HeadCount", "TrainingSession|Commitment|Action"),
    RelationshipType("OFFERS", "Institution", "Offer", (*PERIOD, SOURCE_ID)),
    RelationshipType("DECIDED_BY", "Offer|TrainingNeed", "Institution"),
    RelationshipType("AVAILABLE_IN", "Offer", "Territory"),
    RelationshipType(
        "AFFILIATED_WITH",
        "Trainer",
        "Institution",
        (Property("kind", AffiliationKind, "How.", required=True), *PERIOD, SOURCE_ID),
    ),
    RelationshipType("INTERVENES_IN", "Trainer", "Territory", (*PERIOD, SOURCE_ID)),
    RelationshipType(
        "QUALIFIED_FOR", "Trainer", "Offer", (*PERIOD, Property("issuer", Scalar.TEXT, "Who."), SOURCE_ID)
    ),
    RelationshipType("AWARDED", "Institution", "Grant"),
    RelationshipType("RECEIVED", "Institution", "Grant"),
    RelationshipType("FUNDS", "Grant", "Engagement"),
    RelationshipType("SURVEYED", "Survey", "Territory"),
    RelationshipType(
        "IMPORTED_BY",
        "Actor|Engagement|Offer|Source|Grant|Survey|Orientation|Indicator|Obstacle|LocalAxis|TrainingNeed|HeadCount|Territory",
        "Import",
    ),
)
FORMER_RELATIONSHIPS = (RelationshipType("NEED_IDENTIFIED_BY", "TrainingSession", "Institution"),)
"""The types of earlier versions of the model: a restore writes them, and a step takes them out."""
