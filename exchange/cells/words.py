"""Reads words of the vocabularies as people write them.

Accents, case, plurals and the synonyms below are certain; any other spelling is refused with the nearest words. Axes
are also read by number, and as a list.
"""

import re
from collections.abc import Mapping
from functools import cache

from rapidfuzz import fuzz

from exchange.cells.nearest import nearest
from graph.text import fold
from graph.vocabulary import (
    AffiliationKind,
    Audience,
    Axis,
    CommitmentKind,
    Criterion,
    EngagementStatus,
    InstitutionKind,
    OfferKind,
    Role,
    SourceKind,
    Theme,
    Word,
)

LEAST_SCORE = 55
SYNONYMS: Mapping[Word, tuple[str, ...]] = {
    InstitutionKind.NATIONAL_AGENCY: ("CGET", "ANCT", "Acsé"),
    InstitutionKind.INTERMINISTERIAL_DELEGATION: ("DILCRAH", "DILCRA"),
    InstitutionKind.REGIONAL_DIRECTORATE: ("DRJSCS", "DREETS", "DEETS", "DRJSCS/DREETS", "DRIHL", "DIRECCTE"),
    InstitutionKind.DEPARTMENTAL_DIRECTORATE: ("DDCS", "DDCSPP", "DDETS", "DDETSPP", "DDT", "DDTM"),
    InstitutionKind.PREFECTURE: ("sous-préfecture", "délégué du préfet"),
    InstitutionKind.EDUCATION_AUTHORITY: ("rectorat", "DSDEN", "Éducation nationale"),
    InstitutionKind.HEALTH_AGENCY: ("ARS",),
    InstitutionKind.EMPLOYMENT_SERVICE: ("Pôle emploi", "France Travail", "Cap emploi", "APEC"),
    InstitutionKind.FAMILY_FUND: ("CAF",),
    InstitutionKind.JUSTICE: ("tribunal", "parquet", "MJD", "maison de justice et du droit"),
    InstitutionKind.REGION: ("région",),
    InstitutionKind.DEPARTEMENT: ("département",),
    InstitutionKind.EPCI: (
        "EPCI",
        "communauté de communes",
        "communauté d’agglomération",
        "communauté urbaine",
        "métropole",
        "agglomération",
    ),
    InstitutionKind.EPT: ("EPT",),
    InstitutionKind.COMMUNE: ("commune", "ville"),
    InstitutionKind.MUNICIPAL_SOCIAL_CENTRE: ("CCAS", "CIAS", "centre communal d’action sociale"),
    InstitutionKind.PUBLIC_EMPLOYMENT_CENTRE: ("CDG",),
    InstitutionKind.RESOURCE_CENTRE: ("CRPV", "centre de ressources politique de la ville"),
    InstitutionKind.CNFPT: ("INSET", "centre national de la fonction publique territoriale"),
    InstitutionKind.NETWORK_HEAD: ("fédération",),
    InstitutionKind.TRAINING_PROVIDER: ("OF", "centre de formation", "GRETA"),
    InstitutionKind.CONSULTANCY: ("cabinet", "bureau d’étude", "consultant"),
    InstitutionKind.UNIVERSITY: ("université", "laboratoire"),
    InstitutionKind.DEFENDER_OF_RIGHTS: ("DDD", "délégué du défenseur des droits"),
    InstitutionKind.ACCESS_TO_LAW_POINT: ("PAD", "CDAD", "point d’accès au droit", "point justice"),
    InstitutionKind.VICTIM_SUPPORT_BODY: ("aide aux victimes", "France Victimes"),
    InstitutionKind.MISSION_LOCALE: ("ML",),
    InstitutionKind.SOCIAL_LANDLORD: ("bailleur", "OPH", "HLM"),
    InstitutionKind.ASSOCIATION: ("asso",),
    InstitutionKind.TRADE_UNION: ("syndicat",),
    InstitutionKind.CHAMBER: ("CCI", "CMA", "chambre de commerce", "chambre de métiers"),
    InstitutionKind.SCHOOL: ("école", "collège", "lycée"),
    Role.LEAD: ("porteur de projet", "portage", "pilote et porteur"),
    Role.STEERING: ("pilotage", "copilote"),
    Role.PARTNER: ("partenariat",),
    Role.TRAINER: ("formatrice", "intervenant", "intervenante"),
    Role.COORDINATOR: ("animatrice", "coordinateur", "coordinatrice", "coordonnateur"),
    Role.FUNDER: ("financement", "cofinanceur", "subventionneur"),
    Theme.EDUCATION_AND_YOUTH: ("éducation", "jeunesse", "école"),
    Theme.ACCESS_TO_RIGHTS: ("accès au droit", "accès aux droits"),
    Theme.SOCIAL: ("social",),
    Theme.CULTURE_AND_SPORT: ("culture", "sport"),
    Theme.GENDER_EQUALITY: ("égalité hommes-femmes", "égalité entre les femmes et les hommes", "égalité"),
    Theme.CROSS_CUTTING: ("transverse", "toutes thématiques"),
    Criterion.NEIGHBOURHOOD: ("lieu de résidence", "adresse", "quartier"),
    Criterion.SEX: ("genre",),
    Audience.ELECTED_OFFICIAL: ("élus locaux", "élues", "élu·es"),
    Audience.FIELD_PROFESSIONAL: ("professionnels", "acteurs de terrain"),
    OfferKind.CATALOGUE: ("catalogue",),
    OfferKind.DEDICATED: ("dédiée", "dédié"),
    EngagementStatus.ACTIVE: ("actif", "en place"),
    EngagementStatus.DONE: ("terminé", "fini", "achevé", "clos"),
    EngagementStatus.PLANNED: ("à venir", "programmé", "projet"),
    EngagementStatus.CANCELLED: ("abandonné", "supprimé"),
    CommitmentKind.WATCH_NETWORK: ("réseau",),
    CommitmentKind.STEERING_BODY: ("comité de pilotage", "copil", "instance"),
    AffiliationKind.EMPLOYED: ("salariée", "employé", "employée"),
    SourceKind.SIGNED_ACT: ("convention", "contrat", "charte", "acte"),
    SourceKind.GRANT_DECISION: ("subvention", "arrêté de subvention"),
    SourceKind.REPORT: ("bilan", "étude", "compte rendu"),
    SourceKind.DECLARATION: ("déclaratif",),
    SourceKind.PRESS: ("article de presse",),
    SourceKind.OFFICER_NOTE: ("note", "note interne"),
}
"""Spellings of a word beside its stored value and its French label."""
ALL_AXES = frozenset({"tous", "tous les axes", "toutes", "les 5 axes", "les cinq axes", "5 axes"})
ROMAN_AXES = ("I", "II", "III", "IV", "V")
PLURAL_ENDINGS = ("s", "x")
SHORT_WORD = 3
"""The length of a word whose last letter is no mark of the plural: « bus », « aux »."""


class NoWordError(ValueError):
    """A text that is no word of a vocabulary; the message gives the nearest words."""


def read_word(words: type[Word], text: str) -> str:
    """Return the stored value of the word in a text.

    Raises:
        NoWordError: no word is certain.
    """
    if words is Axis:
        return read_axis(text)
    value_of = _values_by_form(words)
    for form in (fold(text), _singular(fold(text))):
        if form in value_of:
            return value_of[form]
    message = f"n’est pas un mot connu ; le plus proche : {' ou '.join(nearest_labels(words, text))}"
    raise NoWordError(message)


def nearest_labels(words: type[Word], text: str) -> list[str]:
    """Return the French labels nearest to a text, in « »; all labels of the vocabulary when none is near."""
    labels = {fold(label): label for label in (word.label_fr for word in words)}
    near = nearest(fold(text), labels, LEAST_SCORE, fuzz.WRatio)
    return [f"« {label} »" for label in near] or [f"« {word.label_fr} »" for word in words]


def _singular(folded: str) -> str:
    return " ".join(
        word[:-1] if len(word) > SHORT_WORD and word.endswith(PLURAL_ENDINGS) else word for word in folded.split()
    )


@cache
def _values_by_form(words: type[Word]) -> Mapping[str, str]:
    """Return the stored value of each spelling; a spelling of two words is left out, since it decides nothing."""
    values: dict[str, str] = {}
    ambiguous: set[str] = set()
    for word in words:
        for text in (word.value, word.label_fr, *word.label_fr.split(" ou "), *SYNONYMS.get(word, ())):
            for form in {fold(text), _singular(fold(text))}:
                if values.setdefault(form, word.value) != word.value:
                    ambiguous.add(form)
    return {form: value for form, value in values.items() if form not in ambiguous}


def read_axis(text: str) -> str:
    """Return the axis in a text: its number, « axe 4 », its French label or its stored value.

    Raises:
        NoWordError: the text is no axis.
    """
    folded, axis_of = fold(text), _axes_by_form()
    axis = axis_of.get(folded) or axis_of.get(re.sub(r"^axe[s]? ?(?:n ?)?", "", folded))
    if axis:
        return str(axis)
    message = f"n’est pas un axe ; {_axes_meant(text) or f'attendu : un numéro de 1 à {len(Axis)}'}"
    raise NoWordError(message)


def _axes_meant(text: str) -> str:
    """Return how to write the axes that a spreadsheet or a hand may have made another text of; « » for none."""
    if text.upper() in ROMAN_AXES:
        return f"écrivez {ROMAN_AXES.index(text.upper()) + 1}"
    day = re.fullmatch(r"\d{4}-0([1-5])-0([1-5])", text)
    if day:
        return f"le tableur en a fait une date : mettez la colonne au format texte et écrivez « {day[2]} ; {day[1]} »"
    numbers = re.fullmatch(r"([1-5])([.,]?)([1-5]+)", text)
    if numbers and len(set(numbers[3])) == len(numbers[3]) and numbers[1] not in numbers[3]:
        made = "le tableur en a fait un nombre : " if numbers[2] else "si ce sont plusieurs axes, "
        return f"{made}écrivez « {' ; '.join(numbers[1] + numbers[3])} »"
    span = re.fullmatch(r"([1-5]) ?[-–] ?([1-5])", text)
    return f"écrivez « {span[1]} ; {span[2]} », ou « {span[1]} à {span[2]} »" if span else ""


def read_axes(text: str) -> list[str]:
    """Return the axes in a text, by number: « axes 1 et 3 », « 1 à 3 », « tous ».

    Raises:
        NoWordError: a part of the text is no axis.
    """
    folded = fold(text)
    if folded in ALL_AXES:
        return [str(axis) for axis in Axis]
    span = re.fullmatch(r"(?:axes? )?(?:de )?([1-5]) a ([1-5])", folded)
    if span:
        return [str(axis) for axis in Axis if int(span[1]) <= axis.number <= int(span[2])]
    # A label holds commas and « et » of its own: it is not split.
    pieces = [text] if _holds_label(folded) else re.split(r"\s*(?:[;,+&/]|\bet\b|(?<=\d)\s+(?=\d))\s*", text)
    values = {read_axis(piece) for piece in pieces if piece.strip()}
    return [str(axis) for axis in Axis if str(axis) in values]


def _holds_label(folded: str) -> bool:
    return any(label in folded for label in _folded_axis_labels())


@cache
def _folded_axis_labels() -> tuple[str, ...]:
    return tuple(fold(axis.label_fr) for axis in Axis)


@cache
def _axes_by_form() -> Mapping[str, Axis]:
    forms: dict[str, Axis] = {}
    for axis, label in zip(Axis, _folded_axis_labels(), strict=True):
        forms |= dict.fromkeys((str(axis.number), fold(axis.value), label, f"{axis.number} {label}"), axis)
    return forms
