"""The notes of the headings: what to write in each column of each sheet, in French."""

from exchange.sheets import BY_KIND, DECISION, DELETE_WORD, FINGERPRINT, ID, NAME, NEW_WORD, Column, Sheet
from graph.model import SHAPE
from graph.shape import Property, Relation, Scalar
from graph.vocabulary import Axis, TerritoryKind, Word
from judgement.statements import DELETION, OWNER

IDENTIFIER = "Laissez vide pour une ligne nouvelle ; ne changez pas celui d’une ligne exportée."
LIST = "Plusieurs valeurs se séparent par « ; »."
DATE = "Une date : 15/03/2021, mars 2021, T2 2023, rentrée 2022, 2021, « depuis 2019 »… Laissez vide si inconnue."
END = f"{DATE} « en cours » : pas de fin. Une date inexacte vaut son dernier jour."
INSTITUTION = "Un nom, un SIRET ou un identifiant d’une institution connue ou de la feuille « Institutions »."
TRAINER = "Le nom exact ou l’identifiant d’une personne de la feuille « Formateurs »."
ENGAGEMENT = (
    "L’intitulé exact ou l’identifiant d’un plan, d’un diagnostic, d’une action, d’une session ou d’un dispositif."
)
TERRITORIES = {
    None: "Un code officiel, ou un nom et son département : « 44109 », « Nantes (44) », « Loire-Atlantique ».",
    TerritoryKind.COMMUNE: "Le code INSEE, et non postal, ou le nom et le département : « 44109 », « Nantes (44) ».",
    TerritoryKind.CITY_CONTRACT: "Le code officiel, « CN04403I », ou « Contrat de ville 2024-2030 – Nantes ».",
    TerritoryKind.QPV: "Le code officiel du quartier, « QN04401M » ; un code nouveau ajoute un quartier.",
}
NAMES = {
    "actors": "Chaque acteur avec son rôle : « Mairie de Nantes (porteur) ; CAF 44 (partenaire + financeur) ».",
    "sources": "L’intitulé d’une source, avec le jour où elle le confirme : « Bilan 2023 (15/01/2024) ».",
    "sharedBy": f"{INSTITUTION} Le jour où elle la partage, entre parenthèses : « Mairie de Nantes (12/03/2025) ».",
    "requestedBy": f"{INSTITUTION} Sa préoccupation, entre parenthèses : « Mairie de Nantes (refus de stages) ».",
    "takenUpBy": f"{ENGAGEMENT} Le jour où elle est reprise, entre parenthèses.",
    "sourceId": "L’intitulé exact d’une source, sans date (feuille « Sources »).",
    "siret": "14 chiffres, zéros compris.",
    "siren": "9 chiffres, zéros compris.",
    "otherNames": f"Autres noms sous lesquels elle est connue, et le numéro RNA d’une association. {LIST}",
    "address": "L’adresse postale de l’accueil du public.",
    "telephone": "Le numéro pour le public, jamais celui d’une personne.",
    "website": "L’adresse de son site : « https://… ».",
    "contactSources": "L’intitulé de la source des coordonnées, avec le jour : « Annuaire (15/01/2026) ».",
    "contact": "Une adresse électronique ou un téléphone : donnée personnelle, montrée avec l’accord de la personne.",
    "population": "Un nombre entier ; vide s’il est inconnu, jamais 0.",
    "year": "Une année : « 2026 ».",
    "programme": "Le programme budgétaire, par exemple « 147 ».",
    "line": "La ligne de la nomenclature de l’année, par exemple « 2.4 ».",
    "url": "Une adresse publique : « https://… ».",
}


def note_of(sheet: Sheet, column: Column) -> str:
    """Return the note of a column of a sheet."""
    of_person = sheet.kind_name == "Trainer"
    by_sheet = {
        DECISION: _decision(sheet),
        DELETION: f"« {DELETE_WORD} » retire la ligne du graphe ; vide sinon.",
        FINGERPRINT: "Ne la modifiez pas : elle dit si la ligne a changé dans le graphe depuis l’export.",
        ID.name: TERRITORIES[sheet.territory] if sheet.territory else IDENTIFIER,
        OWNER: TRAINER if of_person else INSTITUTION,
        NAME.name: "Le prénom et le nom : donnée personnelle." if of_person else "Le nom officiel, en entier.",
    }
    if column.name in by_sheet:
        return by_sheet[column.name]
    member = sheet.model_member(column)
    if isinstance(member, Relation):
        return _relation(sheet, column, member)
    return NAMES.get(column.name) or _property(sheet, column, member)


def _decision(sheet: Sheet) -> str:
    if sheet.relation_name or sheet.territory:
        return "Ne sert pas dans cette feuille ; laissez vide."
    return f"Si l’import demande si la ligne est connue : l’identifiant de la même chose, ou « {NEW_WORD} »."


def _relation(sheet: Sheet, column: Column, relation: Relation) -> str:
    if column.name in NAMES and relation.edge:
        return NAMES[column.name]
    note, is_list = _target(column, relation), not relation.single and not sheet.relation_name
    return f"{note} {LIST}" if is_list else note


def _target(column: Column, relation: Relation) -> str:
    """Return how to name the node at the other end of a relation."""
    kind = SHAPE.kinds[relation.target]
    if kind.base == "Territory":
        contract = TerritoryKind.CITY_CONTRACT if kind.name == "CityContract" else None
        return TERRITORIES[column.territory or contract]
    if kind.name in {"Institution", "Actor"}:
        return INSTITUTION
    if kind.name == "Engagement":
        return ENGAGEMENT
    return f"L’intitulé exact ou l’identifiant (feuille « {BY_KIND[kind.name].name} »)."


def _property(sheet: Sheet, column: Column, stored: Property) -> str:
    if stored.type is Scalar.DATE:
        return END if column.last else DATE
    if stored.type is Axis:
        return _axes(sheet, column, stored)
    if isinstance(stored.type, type):
        labels = ", ".join(word.label_fr for word in stored.type if isinstance(word, Word))
        return f"{LIST if stored.many else 'Une valeur.'} Au choix : {labels}."
    if column.euros:
        return "Un montant en euros : « 12000 », « 12 k€ », « 1,2 M€ »."
    return {Scalar.BOOL: "oui ou non.", Scalar.INT: "Un nombre entier.", Scalar.FLOAT: "Un nombre : « 1,5 »."}.get(
        stored.type, "Un texte, sans nom de personne s’il n’est pas nécessaire."
    )


def _axes(sheet: Sheet, column: Column, stored: Property) -> str:
    if not stored.many:
        return "Le numéro d’un seul axe, de 1 à 5."
    always = f" L’axe {sheet.default_axis.number} s’y ajoute toujours." if sheet.default_axis else ""
    return f"Les numéros des axes, de 1 à 5 : « 1 », « 1 ; 3 », « tous ».{always if column.name == 'axes' else ''}"
