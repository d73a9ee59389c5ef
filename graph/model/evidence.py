"""The kinds around engagements: axes, offers, sources, grants, surveys, orientations, imports."""

from graph.model.common import AUDIENCES, FROM, ID, IMPORTED_BY, LABEL, SOURCE_ID, THEMES, UNTIL, title
from graph.shape import Direction, Kind, Property, Relation, Scalar
from graph.vocabulary import Axis, OfferKind, SourceKind, Theme

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
        title("Title of the offer."),
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
            listed=True,
        ),
        Relation("sessions", "DELIVERS", "TrainingSession", "Sessions that delivered it.", Direction.IN, paged=True),
        IMPORTED_BY,
    ),
    stated_relations=("decidedBy", "availableIn"),
    prefixes=("offer",),
    plural="offers",
    french="offre",
)
SOURCE = Kind(
    "Source",
    "Source",
    "Source",
    "A document or person that states something (« source »).",
    (
        ID,
        LABEL,
        title("Title of the source."),
        Property("kind", SourceKind, "What kind of source it is.", required=True),
        Property("url", Scalar.TEXT, "Public address; null when there is none."),
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
        IMPORTED_BY,
    ),
    stated_relations=(),
    prefixes=("source",),
    plural="sources",
    french="source",
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
        Property("askedEuros", Scalar.FLOAT, "Amount asked for, in euros and cents; null when unknown."),
        Property("grantedEuros", Scalar.FLOAT, "Amount granted, in euros and cents; null when unknown."),
    ),
    (
        Relation("awardedBy", "AWARDED", "Institution", "Who awarded it.", Direction.IN),
        Relation("funds", "FUNDS", "Engagement", "What it pays for."),
        IMPORTED_BY,
    ),
    stated_relations=("awardedBy", "funds"),
    prefixes=("grant",),
    french="subvention",
)
SURVEY = Kind(
    "Survey",
    "Survey",
    "Survey",
    "A survey of who is mobilised (« relevé »): it makes « nobody » a finding and not an absence of data.",
    (
        ID,
        LABEL,
        Property("on", Scalar.DATE, "Day it was made.", required=True),
        Property("axes", Axis, "Axes it examined.", many=True, required=True),
        Property("emptyAxes", Axis, "Axes on which it found nobody.", many=True),
    ),
    (
        Relation("territories", "SURVEYED", "Territory", "Territories it examined, with all inside them."),
        Relation("sources", "STATED_BY", "Source", "Sources that state it."),
        IMPORTED_BY,
    ),
    stated_relations=("territories", "sources"),
    prefixes=("survey",),
    french="relevé",
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
        Property("axis", Axis, "The axis it belongs to; null when not stated."),
        Property("theme", Theme, "The field of life it belongs to; null when not stated."),
    ),
    (
        Relation(
            "diagnostic", "RECOMMENDS", "Diagnostic", "The diagnostic that recommends it.", Direction.IN, single=True
        ),
        Relation("sharedBy", "SHARED_BY", "Institution", "Institutions that share it."),
        Relation("takenUpBy", "TAKEN_UP_BY", "Engagement", "Engagements that take it up; empty while none does."),
        IMPORTED_BY,
    ),
    stated_relations=("diagnostic", "sharedBy", "takenUpBy"),
    prefixes=("orientation",),
    french="orientation",
)
IMPORT = Kind(
    "Import",
    "Import",
    "Import",
    "A workbook that entered the graph (« import »): its day, its service and the counts of its changes.",
    (
        ID,
        LABEL,
        Property("fileName", Scalar.TEXT, "Name of the file, without its folder.", required=True),
        Property("fileHash", Scalar.TEXT, "SHA-256 of the file, in hexadecimal.", required=True),
        Property("importedOn", Scalar.DATE, "Day it was applied.", required=True),
        Property("service", Scalar.TEXT, "The service that answers for it; null when not stated."),
        Property("created", Scalar.INT, "Things it created.", required=True),
        Property("changed", Scalar.INT, "Things it changed, ended ones included.", required=True),
        Property("ended", Scalar.INT, "Things to which it gave a last day.", required=True),
        Property("deleted", Scalar.INT, "Things it deleted, because the workbook said so.", required=True),
        Property("undoneOn", Scalar.DATE, "Day it was undone; null while it stands."),
        Property("sequence", Scalar.INT, "Its place among all imports, from 1; null for one of an earlier version."),
    ),
    prefixes=("import",),
)
