"""The workbook: its sheets and columns as officers name them, each a name of the model.

Rule: declarations only. What a column holds follows from the model (`graph.model`); here stand only the French
headings, which end of an inexact date a column means, and which columns say that two rows are one thing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.model import SHAPE
from graph.shape import Kind, Property, Relation, Scalar
from graph.vocabulary import Axis, Perimeter

READ_ME, SERVICE, DATE = "Lisez-moi", "Service", "Date du classeur"
"""The first sheet, and the cells in which it says who answers for the file and of which day it is."""
META, VERSION = "_cinqaxes", "version"
"""The hidden sheet, and the cell in which it says the version of the sheets."""
OURS = "_"
"""How the names of the sheets begin that a workbook of ours hides."""
SCHEMA_VERSION = 1
"""Moves when a sheet or a column changes in a way that older files cannot be read by."""
DECISION = "decision"
DELETION = "deletion"
FINGERPRINT = "fingerprint"
DELETE_WORD = "supprimer"
NEW_WORD = "nouveau"


@dataclass(frozen=True)
class Column:
    """A column: its French heading and the name of the property or relation that it states.

    `last` takes the last day of an inexact date, and lets « en cours » say that there is none; `euros` is an amount.
    """

    heading: str
    name: str
    last: bool = False
    euros: bool = False


@dataclass(frozen=True)
class Sheet:
    """A sheet of a kind of thing; with `joining`, of the relationships of that name, one a line.

    `implied` is a relation that, where it is stated, says a property too, and its value.
    `identity` are the columns that say which thing a line is where it has no id; `default_axis` what a line is on
    when it names no axis.
    """

    name: str
    kind_name: str
    columns: tuple[Column, ...]
    identity: tuple[str, ...] = ()
    joining: str = ""
    default_axis: Axis | None = None
    implied: tuple[str, str, str] | None = None

    @property
    def kind(self) -> Kind:
        """The kind of thing that a line states, or that the relationship starts from."""
        return SHAPE.kinds[self.kind_name]

    @property
    def relation(self) -> Relation:
        """The relation whose relationships the lines state; only of a sheet that joins."""
        found = self.kind.relation(self.joining)
        if found is None:
            message = f"{self.name}: {self.kind_name} has no relation {self.joining!r}"
            raise LookupError(message)
        return found

    @property
    def relations(self) -> tuple[Relation, ...]:
        """The relations that this sheet's columns, or its lines, state."""
        if self.joining:
            return (self.relation,)
        return tuple(r for r in (self.kind.relation(column.name) for column in self.columns) if r is not None)

    def stated(self, column: Column) -> Property | Relation:
        """Return what of the model a column states."""
        if self.joining:
            found = next((p for p in self.relation.edge if p.name == column.name), None)
            return found or self.relation
        stored = self.kind.property(column.name) or self.kind.relation(column.name)
        if stored is None:
            message = f"{self.name}: {self.kind_name} has nothing called {column.name!r}"
            raise LookupError(message)
        return stored

    def column(self, name: str) -> Column | None:
        """Return the column of a name, or None."""
        return next((column for column in self.columns if column.name == name), None)


OWNER = "owner"
"""The first column of a sheet that joins: who or what the relationship starts from."""
ID = Column("Identifiant", "id")
NAME, TITLE = Column("Nom", "name"), Column("Intitulé", "title")
AUDIENCES, THEMES = Column("Publics", "audiences"), Column("Thématiques", "themes")
AXES = Column("Axes", "axes")
BASED_IN = Column("Siège", "basedIn")
FROM, UNTIL = Column("Du", "from"), Column("Au", "until", last=True)
SOURCE = Column("Source", "sourceId")
SOURCES = Column("Sources", "sources")
ENGAGEMENT = (
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
SAME_ENGAGEMENT = ("title", "startsOn", "territories")


def _joining(name: str, kind: str, joining: str, owner: str, other: str, columns: Sequence[Column]) -> Sheet:
    return Sheet(name, kind, (Column(owner, OWNER), Column(other, joining), *columns), (OWNER, joining), joining)


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
        ),
        ("name", "basedIn"),
    ),
    _joining(
        "Rattachements",
        "Trainer",
        "affiliations",
        "Formateur",
        "Institution",
        (Column("Rattachement", "as"), FROM, UNTIL, SOURCE),
    ),
    _joining("Interventions", "Trainer", "intervenesIn", "Formateur", "Territoire", (FROM, UNTIL, SOURCE)),
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
        ),
        ("title",),
    ),
    _joining("Qui propose", "Institution", "offers", "Institution", "Offre", (FROM, UNTIL, SOURCE)),
    _joining(
        "Qualifications",
        "Trainer",
        "qualifications",
        "Formateur",
        "Offre",
        (FROM, UNTIL, Column("Délivrée par", "issuer"), SOURCE),
    ),
    Sheet(
        "Plans",
        "TerritorialPlan",
        (
            *ENGAGEMENT,
            Column("Souhaité le", "wishedOn"),
            Column("En préparation le", "inPreparationOn"),
            Column("Signé le", "signedOn"),
            Column("Échu le", "expiredOn"),
            Column("Abandonné le", "abandonedOn"),
            Column("Axes annoncés", "axesAnnounced"),
            Column("Contrat de ville", "cityContract"),
            Column("Diagnostics d'appui", "basedOn"),
            SOURCES,
        ),
        SAME_ENGAGEMENT,
        default_axis=Axis.ACTION_PROGRAMME,
    ),
    Sheet(
        "Diagnostics",
        "Diagnostic",
        (
            *ENGAGEMENT,
            Column("Format", "format"),
            Column("Demandé par l'État", "requestedByState"),
            Column("Demandé par des élus", "requestedByElected"),
            Column("Demandé par", "requestedBy"),
            Column("Préoccupation", "concern"),
            Column("Données du", "dataFrom"),
            Column("Données au", "dataTo", last=True),
            Column("Remis le", "deliveredOn"),
            Column("Constats", "findings"),
            Column("Met à jour", "updates"),
            SOURCES,
        ),
        SAME_ENGAGEMENT,
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
            Column("Suivie par", "takenUpBy"),
        ),
        ("text", "diagnostic"),
    ),
    Sheet(
        "Sessions",
        "TrainingSession",
        (
            *ENGAGEMENT,
            Column("Offre", "offer"),
            Column("Personnes formées", "peopleTrained"),
            Column("Cadre", "setting"),
            Column("Au service de", "serves"),
            Column("Projet", "project"),
            Column("Besoin repéré par", "needIdentifiedBy"),
            Column("Besoin repéré le", "needIdentifiedOn"),
            SOURCES,
        ),
        SAME_ENGAGEMENT,
        default_axis=Axis.AWARENESS_AND_TRAINING,
    ),
    Sheet("Actions", "PlanAction", (*ENGAGEMENT, Column("Plan", "plan"), SOURCES), SAME_ENGAGEMENT),
    Sheet("Dispositifs", "Commitment", (*ENGAGEMENT, Column("Nature", "nature"), SOURCES), SAME_ENGAGEMENT),
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
        ),
        ("year", "programme", "line", "awardedBy", "funds"),
    ),
    _joining(
        "Signataires",
        "Institution",
        "signedContracts",
        "Institution",
        "Contrat de ville",
        (Column("Signé le", "on"), SOURCE),
    ),
    Sheet(
        "Périmètres",
        "CityContract",
        (Column("Contrat de ville", "id"), Column("Communes", "communes"), Column("Périmètre", "perimeter")),
        implied=("communes", "perimeter", Perimeter.KNOWN.value),
    ),
    Sheet(
        "Relevés",
        "Survey",
        (
            ID,
            Column("Relevé le", "on"),
            Column("Axes examinés", "axes"),
            Column("Axes sans personne", "emptyAxes"),
            Column("Territoires", "territories"),
            SOURCES,
        ),
        ("on", "territories"),
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
BY_KIND: Mapping[str, Sheet] = {sheet.kind_name: sheet for sheet in SHEETS if not sheet.joining}
MANAGING = (Column("Rapprochement", DECISION), Column("À faire", DELETION), Column("Empreinte", FINGERPRINT))
"""Columns of every sheet that say nothing of the thing itself: an identity confirmed, a deletion, a version."""
NEVER_EMPTY = frozenset({"territories", "actors"})
"""Relations without which a thing says nothing."""


def is_date(stated: Property | Relation) -> bool:
    """Return whether a column holds a day."""
    return isinstance(stated, Property) and stated.type is Scalar.DATE
