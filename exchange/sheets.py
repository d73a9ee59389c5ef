"""The sheets and columns of the workbook, with their French headings, each bound to a name of the model.

Declarations only. The type of a column follows from the model (`graph.model`); this module adds the headings, whether a
column takes the first or last day of an inexact date, and the columns that identify a line without an id.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from graph.model import SHAPE
from graph.shape import Kind, Property, Relation, Scalar
from graph.text import fold
from graph.vocabulary import Axis, Perimeter, SuccessionBasis, TerritoryKind
from judgement.statements import DELETION, OWNER

READ_ME, SERVICE, FILE_SOURCE, DAY = "Lisez-moi", "Service", "Source du classeur", "Date du classeur"
"""The first sheet, and the labels of its cells for the service responsible for the file, its source and its day."""
EXPORTED = "Exporté le"
"""The label, on the first sheet, of the cell for the day of an export."""
META, VERSION = "_cinqaxes", "version"
"""The hidden sheet, and the label of its cell for the version of the sheets."""
HIDDEN_PREFIX = "_"
"""The prefix of the hidden sheets of our workbooks."""
SCHEMA_VERSION = 1
"""The version of the sheets: incremented when a change makes older files unreadable."""
DECISION = "decision"
FINGERPRINT = "fingerprint"
DELETE_WORD = "supprimer"
NEW_WORD = "nouveau"
REASON = "Motif"
"""The column that gives the reason in a file of rows set aside; it is not read."""


@dataclass(frozen=True)
class Column:
    """A column: its French heading and the name of its property or relation.

    `last` selects the last day of an inexact date, and reads « en cours » as null; `euros` reads an amount. `territory`
    is the only kind of territory that the column accepts; `default_facts` are the facts of a relationship whose cell
    states no facts. `former` is the heading in workbooks and mappings of an earlier edition, which are still read.
    """

    heading: str
    name: str
    last: bool = False
    euros: bool = False
    territory: TerritoryKind | None = None
    default_facts: Mapping[str, str] = field(default_factory=dict)
    former: str = ""


@dataclass(frozen=True)
class Sheet:
    """A sheet: each line is a node of one kind or, with `relation_name`, a relationship of one relation.

    `identity` are the columns that identify a line without an id; `default_axis` is the axis of a new line that names
    none. `implication` is a relation, a property and its value: a line that states the relation states the value too.
    `territory` is the kind of the territories of the lines; `former_name` is the name in workbooks of an earlier
    edition.
    """

    name: str
    kind_name: str
    columns: tuple[Column, ...]
    identity: tuple[str, ...] = ()
    relation_name: str = ""
    default_axis: Axis | None = None
    implication: tuple[str, str, str] | None = None
    territory: TerritoryKind | None = None
    former_name: str = ""

    @property
    def kind(self) -> Kind:
        """The kind of the nodes on the lines; for a relation sheet, the kind from which relationships start."""
        return SHAPE.kinds[self.kind_name]

    @property
    def relation(self) -> Relation:
        """The relation of a relation sheet.

        Raises:
            LookupError: the model has no relation of that name.
        """
        relation = self.kind.relation(self.relation_name)
        if relation is None:
            message = f"{self.name}: {self.kind_name} has no relation {self.relation_name!r}"
            raise LookupError(message)
        return relation

    def model_member(self, column: Column) -> Property | Relation:
        """Return the property or relation of the model behind a column.

        Raises:
            LookupError: the model has none of that name.
        """
        if self.relation_name:
            stored = next((p for p in self.relation.edge if p.name == column.name), None)
            return stored or self.relation
        member = self.kind.property(column.name) or self.kind.relation(column.name)
        if member is None:
            message = f"{self.name}: {self.kind_name} has nothing called {column.name!r}"
            raise LookupError(message)
        return member

    def member(self, name: str) -> Property | Relation | None:
        """Return the property or relation of the column with this name; None for a column without facts."""
        column = self.column(name)
        return self.model_member(column) if column else None

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of its columns."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column | None:
        """Return the column of a name, or None."""
        return next((column for column in self.columns if column.name == name), None)

    def by_heading(self) -> dict[str, Column]:
        """Return every column, including those without facts, by its folded heading and its folded former heading."""
        columns = (*self.columns, *MANAGEMENT_COLUMNS)
        return {fold(heading): column for column in columns for heading in (column.former, column.heading) if heading}


ID = Column("Identifiant", "id")
NAME, TITLE = Column("Nom", "name"), Column("Intitulé", "title")
AUDIENCES, THEMES = Column("Publics", "audiences"), Column("Thématiques", "themes")
AXES = Column("Axes", "axes")
BASED_IN = Column("Implantation", "basedIn", former="Siège")
PERIOD = Column("Du", "startsOn"), Column("Au", "endsOn", last=True)
COMMUNES = Column("Communes", "communes", territory=TerritoryKind.COMMUNE)
SOURCE = Column("Source", "sourceId")
SOURCES = Column("Sources", "sources")
PLAN, LOCAL_AXES = Column("Plan", "plan"), Column("Axes locaux", "localAxes")
ENGAGEMENT_COLUMNS = (
    ID,
    TITLE,
    Column("Début", "startsOn"),
    Column("Fin", "endsOn", last=True),
    Column("État", "status"),
    Column("Annulé le", "cancelledOn"),
    AXES,
    Column("Critères", "criteria"),
    THEMES,
    AUDIENCES,
    Column("Territoires", "territories"),
    Column("Acteurs", "actors"),
)
ENGAGEMENT_IDENTITY = ("title", "startsOn", "territories")


def _relation_sheet(name: str, kind: str, relation: str, owner: str, target: str, columns: Sequence[Column]) -> Sheet:
    """Return a relation sheet; `owner` and `target` are the headings of the two ends."""
    ends = (Column(owner, OWNER), Column(target, relation))
    return Sheet(name, kind, (*ends, *columns), (OWNER, relation), relation)


SHEETS: tuple[Sheet, ...] = (
    Sheet(
        "Institutions",
        "Institution",
        (
            ID,
            NAME,
            Column("Type", "kind"),
            Column("SIREN", "siren"),
            Column("SIRET", "siret"),
            BASED_IN,
            Column("Autres noms", "otherNames"),
            Column("Animée par", "runBy"),
            Column("Territoires desservis", "servedTerritories"),
            Column("Adresse", "address"),
            Column("Téléphone", "telephone"),
            Column("Site", "website"),
            Column("Source des coordonnées", "contactSources"),
        ),
        ("name", "basedIn"),
    ),
    Sheet(
        "Formateurs",
        "Trainer",
        (
            ID,
            NAME,
            Column("Liste publique", "publicListing"),
            Column("Contact", "contact"),
            AUDIENCES,
            BASED_IN,
            Column("Disponibilité", "availability"),
            Column("Disponible du", "availableFrom"),
            Column("Disponible au", "availableUntil", last=True),
        ),
        ("name", "basedIn"),
    ),
    _relation_sheet(
        "Rattachements",
        "Trainer",
        "affiliations",
        "Formateur",
        "Institution",
        (Column("Rattachement", "kind"), *PERIOD, SOURCE),
    ),
    _relation_sheet("Interventions", "Trainer", "intervenesIn", "Formateur", "Territoire", (*PERIOD, SOURCE)),
    Sheet(
        "Offres",
        "Offer",
        (
            ID,
            TITLE,
            Column("Type", "kind"),
            AUDIENCES,
            THEMES,
            AXES,
            Column("Durée (jours)", "days"),
            Column("Service qui décide", "decidedBy"),
            Column("Disponible dans", "availableIn"),
            Column("Durée (heures)", "hours"),
            Column("Taille du groupe", "groupSize"),
            Column("Prix (€)", "priceEuros", euros=True),
            Column("Objectifs", "objectives"),
            Column("Contenu", "content"),
            Column("Cadre légal", "legalFrame"),
            Column("Prérequis", "prerequisites"),
            Column("Lieux", "places"),
            Column("Valable du", "validFrom"),
            Column("Valable au", "validUntil", last=True),
        ),
        ("title",),
    ),
    _relation_sheet("Qui propose", "Institution", "offers", "Institution", "Offre", (*PERIOD, SOURCE)),
    _relation_sheet(
        "Qualifications",
        "Trainer",
        "qualifications",
        "Formateur",
        "Offre",
        (
            *PERIOD,
            Column("Délivrée par", "issuer"),
            SOURCE,
            Column("Nature", "kind"),
            Column("Niveau", "level"),
        ),
    ),
    _relation_sheet(
        "Plans de formation",
        "Institution",
        "retainedOffers",
        "Institution",
        "Offre",
        (*PERIOD, SOURCE),
    ),
    Sheet(
        "Plans",
        "TerritorialPlan",
        (
            *ENGAGEMENT_COLUMNS,
            Column("Souhaité le", "wishedOn"),
            Column("En préparation le", "inPreparationOn"),
            Column("Signé le", "signedOn"),
            Column("Échu le", "expiredOn"),
            Column("Abandonné le", "abandonedOn"),
            Column("Signé, jour inconnu", "signedDayUnknown"),
            Column("Axes annoncés", "axesAnnounced"),
            Column("Contrat de ville", "cityContract"),
            Column("Diagnostics d’appui", "basedOn"),
            SOURCES,
            Column("Accompagnement demandé", "supportAsked"),
            Column("Jours d’accompagnement", "supportDays"),
            Column("Dernier contact le", "lastContactOn"),
            Column("Ce qui bloque", "blockedBy"),
            Column("Évalué le", "evaluatedOn"),
            Column("Évaluation", "evaluation"),
        ),
        ENGAGEMENT_IDENTITY,
        default_axis=Axis.ACTION_PROGRAMME,
    ),
    Sheet(
        "Diagnostics",
        "Diagnostic",
        (
            *ENGAGEMENT_COLUMNS,
            Column("Forme", "kind", former="Format"),
            Column("Demandé par l’État", "requestedByState"),
            Column("Demandé par des élus", "requestedByElected"),
            Column("Demandé par", "requestedBy"),
            Column("Préoccupation", "concern"),
            Column("Données du", "dataStartsOn"),
            Column("Données au", "dataEndsOn", last=True),
            Column("Remis le", "deliveredOn"),
            Column("Constats", "findings"),
            Column("Au service de", "serves"),
            Column("Met à jour", "updates"),
            SOURCES,
            Column("Méthodes", "methods"),
        ),
        ENGAGEMENT_IDENTITY,
        default_axis=Axis.KNOWLEDGE,
    ),
    Sheet(
        "Orientations",
        "Orientation",
        (
            ID,
            Column("Orientation", "text"),
            Column("Axe", "axis"),
            Column("Thématique", "theme"),
            Column("Diagnostic", "diagnostic"),
            Column("Partagée par", "sharedBy"),
            Column("Reprise par", "takenUpBy", former="Suivie par"),
        ),
        ("text", "diagnostic"),
    ),
    Sheet(
        "Indicateurs",
        "Indicator",
        (
            ID,
            TITLE,
            Column("Diagnostic", "diagnostic"),
            Column("Valeur", "value"),
            Column("Unité", "unit"),
            Column("Année", "year"),
            Column("Territoire", "territory"),
            SOURCES,
        ),
        ("title", "diagnostic", "year", "territory"),
    ),
    Sheet(
        "Besoins",
        "TrainingNeed",
        (
            ID,
            TITLE,
            Column("Repéré le", "identifiedOn"),
            Column("Repéré par", "identifiedBy"),
            Column("Avec", "identifiedWith"),
            Column("Pour les institutions", "institutions"),
            Column("Pour les territoires", "territories"),
            AXES,
            Column("Critères", "criteria"),
            THEMES,
            AUDIENCES,
            Column("Personnes à former", "peopleCount"),
            Column("Prévu le", "plannedOn"),
            Column("Satisfait le", "metOn"),
            Column("Écarté le", "declinedOn"),
            Column("Décidé par", "decidedBy"),
            Column("Motif de la décision", "reason"),
            SOURCES,
        ),
        ("title", "identifiedOn", "institutions", "territories"),
    ),
    Sheet(
        "Sessions",
        "TrainingSession",
        (
            *ENGAGEMENT_COLUMNS,
            Column("Offre", "offer"),
            Column("Personnes formées", "trainedCount"),
            Column("Cadre", "kind"),
            Column("Au service de", "serves"),
            Column("Projet", "project"),
            Column("Durée (heures)", "hours"),
            Column("Besoins", "needs"),
            SOURCES,
            Column("Transformation", "transformation"),
            Column("Réponses à l’évaluation", "respondentCount"),
            Column("Satisfaits (%)", "satisfiedPercent"),
            Column("Ont mis en pratique (%)", "appliedPercent"),
        ),
        ENGAGEMENT_IDENTITY,
        default_axis=Axis.AWARENESS_AND_TRAINING,
    ),
    Sheet(
        "Projets",
        "Project",
        (
            ID,
            TITLE,
            Column("Porté par", "carriedBy"),
            Column("Territoires", "territories"),
            Column("Contrat de ville", "cityContract"),
            *PERIOD,
            SOURCES,
        ),
        ("title", "territories"),
    ),
    Sheet(
        "Axes locaux",
        "LocalAxis",
        (ID, TITLE, Column("Plan", "plan"), Column("Ordre", "position"), AXES),
        ("title", "plan"),
    ),
    Sheet("Actions", "Action", (*ENGAGEMENT_COLUMNS, PLAN, SOURCES, LOCAL_AXES), ENGAGEMENT_IDENTITY),
    Sheet(
        "Dispositifs",
        "Commitment",
        (*ENGAGEMENT_COLUMNS, Column("Forme", "kind", former="Nature"), PLAN, SOURCES, LOCAL_AXES),
        ENGAGEMENT_IDENTITY,
    ),
    Sheet(
        "Obstacles",
        "Obstacle",
        (
            ID,
            Column("Obstacle", "text"),
            Column("Orientation", "orientation"),
            Column("Constaté le", "noticedOn"),
            Column("Levé le", "liftedOn"),
            Column("Levé par", "liftedBy"),
            SOURCES,
        ),
        ("text", "orientation"),
    ),
    Sheet(
        "Effectifs",
        "HeadCount",
        (
            ID,
            Column("Mobilisation", "engagement"),
            Column("Personnes", "kind"),
            Column("Année", "year"),
            Column("Public", "audience"),
            Column("Thématique", "theme"),
            Column("Critère", "criterion"),
            Column("Issue", "outcome"),
            Column("Nombre", "count"),
            SOURCES,
        ),
        ("engagement", "kind", "year", "audience", "theme", "criterion", "outcome"),
    ),
    Sheet(
        "Subventions",
        "Grant",
        (
            ID,
            Column("Année", "year"),
            Column("Programme", "programme"),
            Column("Ligne", "line"),
            Column("Demandé (€)", "askedEuros", euros=True),
            Column("Accordé (€)", "grantedEuros", euros=True),
            Column("Accordée par", "awardedBy"),
            Column("Pour", "funds"),
            Column("Bénéficiaire", "receivedBy"),
            SOURCES,
            Column("Objet", "purpose"),
            Column("Service payeur", "payingService"),
            Column("Territoires", "territories"),
        ),
        ("year", "programme", "line", "awardedBy", "funds"),
    ),
    _relation_sheet(
        "Signataires",
        "Institution",
        "signedContracts",
        "Institution",
        "Contrat de ville",
        (Column("Signé le", "signedOn"), SOURCE),
    ),
    Sheet(
        "Contrats de ville",
        "CityContract",
        (
            Column("Contrat de ville", "id", territory=TerritoryKind.CITY_CONTRACT),
            COMMUNES,
            Column("Périmètre", "perimeter"),
            Column("Succède à", "predecessors", default_facts={"basis": SuccessionBasis.STATED.value}),
        ),
        implication=("communes", "perimeter", Perimeter.STATED.value),
        territory=TerritoryKind.CITY_CONTRACT,
        former_name="Périmètres",
    ),
    Sheet(
        "Quartiers",
        "AdministrativeTerritory",
        (
            Column("Quartier (QPV)", "id", territory=TerritoryKind.QPV),
            NAME,
            COMMUNES,
            Column("Contrat de ville", "cityContract", territory=TerritoryKind.CITY_CONTRACT),
            Column("Habitants", "population"),
        ),
        territory=TerritoryKind.QPV,
    ),
    Sheet(
        "Relevés",
        "Survey",
        (
            ID,
            Column("Relevé le", "surveyedOn"),
            Column("Axes examinés", "axes"),
            Column("Axes sans personne", "emptyAxes"),
            Column("Territoires", "territories"),
            SOURCES,
        ),
        ("surveyedOn", "territories"),
    ),
    Sheet(
        "Sources",
        "Source",
        (
            ID,
            TITLE,
            Column("Type", "kind"),
            Column("Adresse", "url"),
            Column("Éditeur", "publisher"),
            Column("Consultée le", "retrievedOn"),
            Column("Licence", "licence"),
        ),
        ("title",),
    ),
)
BY_KIND: Mapping[str, Sheet] = {sheet.kind_name: sheet for sheet in SHEETS if not sheet.relation_name}
ENGAGEMENT_FACTS = {
    column.heading: stored
    for column in ENGAGEMENT_COLUMNS
    if (stored := SHAPE.kinds["Engagement"].property(column.name)) and stored.type is not Scalar.ID
}
"""The facts that all engagements have in the workbook, by heading, in order; their exports have them too."""
MANAGEMENT_COLUMNS = (Column("Rapprochement", DECISION), Column("À faire", DELETION), Column("Empreinte", FINGERPRINT))
"""The columns of every sheet that hold no fact: a decision on identity, a deletion, the fingerprint of an export."""
