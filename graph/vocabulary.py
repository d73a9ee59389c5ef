"""The words of the domain, defined once.

Other modules refer to the members; no stored value, label or meaning is written anywhere else. The file is longer than
others because it is one table of words.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Self


class Word(StrEnum):
    """A word of a vocabulary: its stored value, its French and English labels and one sentence of meaning.

    `short_fr` is the French label for headings: a shorter one, or the label itself. `meaning_fr` is the meaning in
    French and `sign` the character that shows the word; each is empty where officers never see it.
    """

    label_fr: str
    label_en: str
    meaning: str
    short_fr: str
    meaning_fr: str
    sign: str

    def __new__(
        cls,
        value: str,
        label_fr: str = "",
        label_en: str = "",
        meaning: str = "",
        short_fr: str = "",
        meaning_fr: str = "",
        sign: str = "",
    ) -> Self:
        """Make a member with its labels and its meaning."""
        word = str.__new__(cls, value)
        word._value_ = value
        word.label_fr = label_fr
        word.label_en = label_en
        word.meaning = meaning
        word.short_fr = short_fr or label_fr
        word.meaning_fr = meaning_fr
        word.sign = sign
        return word

    @property
    def forms(self) -> tuple[str, ...]:
        """The texts by which an answer, a page or a file shows the word; an import accepts each of them."""
        return self.value, self.label_fr, self.short_fr, self.label_en


class Axis(Word):
    """One of the five axes of a territorial plan (« axe »)."""

    KNOWLEDGE = (
        "KNOWLEDGE",
        "améliorer la connaissance des discriminations",
        "improve knowledge of discrimination",
        "Axis 1: establish what is known of discrimination in a territory, above all by diagnostics.",
        "Connaissance",
    )
    AWARENESS_AND_TRAINING = (
        "AWARENESS_AND_TRAINING",
        "sensibiliser, mobiliser et former les partenaires",
        "raise awareness, mobilise and train partners",
        "Axis 2: make partners aware of discrimination, bring them together and train them.",
        "Sensibilisation et formation",
    )
    COMMUNICATION = (
        "COMMUNICATION",
        "communiquer",
        "communicate",
        "Axis 3: tell the public and the partners what discrimination is and what is done against it.",
        "Communication",
    )
    VICTIM_SUPPORT = (
        "VICTIM_SUPPORT",
        "accompagner les victimes",
        "support victims",
        "Axis 4: receive, inform and support people who have experienced discrimination.",
        "Accompagnement des victimes",
    )
    ACTION_PROGRAMME = (
        "ACTION_PROGRAMME",
        "définir et mettre en œuvre un programme d’action à l’échelle du contrat de ville",
        "define and carry out an action programme at the scale of the city contract",
        "Axis 5: a signed programme of action for the whole city contract.",
        "Programme d’action",
    )

    @property
    def number(self) -> int:
        """The number of the axis among the five, 1 to 5."""
        return list(Axis).index(self) + 1

    @property
    def title_fr(self) -> str:
        """The axis as a title: « Axe 4 : accompagner les victimes »."""
        return f"Axe {self.number} : {self.label_fr}"

    @property
    def heading_fr(self) -> str:
        """The axis as a column heading: « 4. accompagner les victimes »."""
        return f"{self.number}. {self.label_fr}"

    @property
    def name_fr(self) -> str:
        """The axis on a page: « 4 – Accompagnement des victimes »."""
        return f"{self.number} – {self.short_fr}"

    @property
    def forms(self) -> tuple[str, ...]:
        """The texts by which the axis is shown, including its number."""
        return *super().forms, str(self.number), self.title_fr, self.heading_fr, self.name_fr

    @classmethod
    def of_number(cls, number: int) -> "Axis":
        """Return the axis with this number, 1 to 5."""
        return list(cls)[number - 1]


class TerritoryKind(Word):
    """The kind of a territory. Its code is official, a text with its leading zeros."""

    COUNTRY = ("COUNTRY", "pays", "country", "The whole country, of code FR.")
    REGION = ("REGION", "région", "region", "A région or overseas collectivity, by its INSEE code.")
    DEPARTEMENT = (
        "DEPARTEMENT",
        "département",
        "département",
        "A département or overseas collectivity, by its INSEE code.",
    )
    EPCI = (
        "EPCI",
        "EPCI",
        "intercommunality",
        "An intercommunality with its own taxation (EPCI), by its SIREN number.",
    )
    EPT = (
        "EPT",
        "établissement public territorial",
        "Grand Paris territory",
        "A territory of Grand Paris (EPT), by its SIREN number.",
    )
    COMMUNE = ("COMMUNE", "commune", "municipality", "A commune, by its INSEE code.")
    CITY_CONTRACT = (
        "CITY_CONTRACT",
        "contrat de ville",
        "city contract",
        "The territory of a city contract of one generation, by the State's code.",
    )
    QPV = (
        "QPV",
        "quartier prioritaire",
        "priority neighbourhood",
        "A priority neighbourhood (« quartier prioritaire de la politique de la ville », QPV), by the State's code.",
    )


TERRITORY_KIND_WORDS: Mapping[TerritoryKind, Sequence[str]] = {
    TerritoryKind.COUNTRY: ("pays",),
    TerritoryKind.REGION: ("region",),
    TerritoryKind.DEPARTEMENT: ("departement",),
    TerritoryKind.EPCI: ("epci", "intercommunalite", "agglomeration", "communaute", "metropole"),
    TerritoryKind.EPT: ("ept", "etablissement", "public", "territorial"),
    TerritoryKind.COMMUNE: ("commune", "ville"),
    TerritoryKind.CITY_CONTRACT: ("contrat", "ville"),
    TerritoryKind.QPV: ("qpv", "quartier", "prioritaire"),
}
"""The folded words by which officers name a kind of territory in a search."""


class InstitutionKind(Word):
    """The kind of an institution in the network of partners."""

    NATIONAL_AGENCY = (
        "NATIONAL_AGENCY",
        "agence nationale",
        "national agency",
        "The State's agency for territories: CGET until 2019, ANCT since.",
    )
    INTERMINISTERIAL_DELEGATION = (
        "INTERMINISTERIAL_DELEGATION",
        "délégation interministérielle",
        "interministerial delegation",
        "The interministerial delegation against racism, antisemitism and anti-LGBT hatred (DILCRAH).",
    )
    REGIONAL_DIRECTORATE = (
        "REGIONAL_DIRECTORATE",
        "direction régionale",
        "regional directorate",
        "A regional directorate of the State: DRJSCS until 2021, DREETS since.",
    )
    DEPARTMENTAL_DIRECTORATE = (
        "DEPARTMENTAL_DIRECTORATE",
        "direction départementale",
        "departmental directorate",
        "A departmental directorate of the State: DDCS or DDCSPP until 2021, DDETS or DDETSPP since.",
    )
    PREFECTURE = ("PREFECTURE", "préfecture", "prefecture", "A prefecture or sub-prefecture, its delegates included.")
    EDUCATION_AUTHORITY = (
        "EDUCATION_AUTHORITY",
        "rectorat ou DSDEN",
        "education authority",
        "An education service of the State: rectorat or DSDEN.",
    )
    HEALTH_AGENCY = ("HEALTH_AGENCY", "agence régionale de santé", "health agency", "A regional health agency (ARS).")
    EMPLOYMENT_SERVICE = (
        "EMPLOYMENT_SERVICE",
        "service public de l’emploi",
        "public employment service",
        "A public employment service: France Travail (Pôle emploi until 2023), Cap emploi or APEC.",
    )
    FAMILY_FUND = ("FAMILY_FUND", "caisse d’allocations familiales", "family fund", "A family allowance fund (CAF).")
    JUSTICE = (
        "JUSTICE",
        "justice",
        "justice",
        "A court, a public prosecutor's office or a « maison de justice et du droit ».",
    )
    REGION = ("REGION", "conseil régional", "regional council", "A région as an elected body.")
    DEPARTEMENT = ("DEPARTEMENT", "conseil départemental", "departmental council", "A département as an elected body.")
    EPCI = ("EPCI", "intercommunalité", "intercommunality", "An EPCI as a body that acts.")
    EPT = ("EPT", "établissement public territorial", "Grand Paris territory", "An EPT as a body that acts.")
    COMMUNE = ("COMMUNE", "mairie", "town hall", "A commune as a body that acts.")
    MUNICIPAL_SOCIAL_CENTRE = (
        "MUNICIPAL_SOCIAL_CENTRE",
        "CCAS ou CIAS",
        "municipal social centre",
        "A municipal or intermunicipal centre of social action.",
    )
    PUBLIC_EMPLOYMENT_CENTRE = (
        "PUBLIC_EMPLOYMENT_CENTRE",
        "centre de gestion",
        "public employment centre",
        "The management centre of the territorial civil service of a département.",
    )
    RESOURCE_CENTRE = (
        "RESOURCE_CENTRE",
        "centre de ressources",
        "resource centre",
        "A resource centre of the « politique de la ville » (CRPV).",
    )
    CNFPT = ("CNFPT", "CNFPT", "CNFPT", "The national centre that trains territorial civil servants.")
    NETWORK_HEAD = (
        "NETWORK_HEAD",
        "tête de réseau",
        "network head",
        "A body at the head of a network of associations.",
    )
    TRAINER_NETWORK = ("TRAINER_NETWORK", "réseau de formateurs", "trainer network", "A network of trainers.")
    TRAINING_PROVIDER = (
        "TRAINING_PROVIDER",
        "organisme de formation",
        "training provider",
        "A body that provides training.",
    )
    CONSULTANCY = ("CONSULTANCY", "bureau d’études", "consultancy", "A firm that studies and advises.")
    UNIVERSITY = ("UNIVERSITY", "université ou laboratoire", "university", "A university, school or laboratory.")
    DEFENDER_OF_RIGHTS = (
        "DEFENDER_OF_RIGHTS",
        "Défenseur des droits",
        "defender of rights",
        "The Défenseur des droits and its local delegates, as a body.",
    )
    ACCESS_TO_LAW_POINT = (
        "ACCESS_TO_LAW_POINT",
        "point-justice",
        "access to law point",
        "A point of access to law, a CDAD or a « point-justice ».",
    )
    CIDFF = (
        "CIDFF",
        "CIDFF",
        "CIDFF",
        "A centre of information on the rights of women and families.",
    )
    VICTIM_SUPPORT_BODY = (
        "VICTIM_SUPPORT_BODY",
        "association d’aide aux victimes",
        "victim support body",
        "A body approved to help victims.",
    )
    MISSION_LOCALE = ("MISSION_LOCALE", "mission locale", "local youth mission", "A mission locale, for young people.")
    SOCIAL_LANDLORD = ("SOCIAL_LANDLORD", "bailleur social", "social landlord", "A landlord of social housing.")
    HOUSING_INFORMATION = (
        "HOUSING_INFORMATION",
        "ADIL",
        "housing information agency",
        "A departmental agency for information on housing.",
    )
    ASSOCIATION = ("ASSOCIATION", "association", "association", "An association of no other kind.")
    CITIZENS_COUNCIL = (
        "CITIZENS_COUNCIL",
        "conseil citoyen",
        "citizens' council",
        "A citizens' council of a contract.",
    )
    TRADE_UNION = ("TRADE_UNION", "organisation syndicale", "trade union", "A trade union, of employees or employers.")
    CHAMBER = ("CHAMBER", "chambre consulaire", "chamber", "A chamber of commerce, trades or agriculture.")
    COMPANY = ("COMPANY", "entreprise", "company", "A company, or a club of companies.")
    SCHOOL = ("SCHOOL", "établissement scolaire", "school", "A school, collège or lycée.")
    OTHER = ("OTHER", "autre", "other", "An institution of none of the other kinds.")
    NOT_STATED = (
        "NOT_STATED",
        "nature non renseignée",
        "kind not stated",
        "An institution whose kind no source states.",
    )


AXIS_WORDS = {
    Axis.KNOWLEDGE: r"connaissance|diagnostic|observ|enquete|etudes?\b|testing|etats? des lieux",
    Axis.AWARENESS_AND_TRAINING: r"sensibilis|formation|former\b|formateur|mobilis|education|atelier|prejuge",
    Axis.COMMUNICATION: r"communi|campagne|expo|film|cinema|festival|journal|magazine|radio|spectacle|theatre|semaine",
    Axis.VICTIM_SUPPORT: r"victime|accompagn|permanence|acces aux? droits?|ecoute|juridique|recours|accueil",
    Axis.ACTION_PROGRAMME: r"programme|plans?\b|ptlcd|plcd|copec|ingenierie|pilotage|coordination",
}
"""For each axis, the beginnings of the folded words that refer to it, as alternatives of a regular expression."""
INSTITUTION_KIND_WORDS: Mapping[InstitutionKind, Sequence[str]] = {
    InstitutionKind.NATIONAL_AGENCY: ("agence", "nationale", "anct", "cget"),
    InstitutionKind.INTERMINISTERIAL_DELEGATION: ("delegation", "interministerielle", "dilcrah"),
    InstitutionKind.REGIONAL_DIRECTORATE: ("direction", "regionale", "dreets", "drjscs", "direccte"),
    InstitutionKind.DEPARTMENTAL_DIRECTORATE: (*("direction", "departementale", "ddets", "ddetspp", "ddcs", "ddcspp"),),
    InstitutionKind.PREFECTURE: ("prefecture", "sous", "delegue", "deleguee", "prefet"),
    InstitutionKind.EDUCATION_AUTHORITY: ("rectorat", "academie", "dsden", "inspection", "education", "nationale"),
    InstitutionKind.HEALTH_AGENCY: ("agence", "regionale", "sante", "ars"),
    InstitutionKind.EMPLOYMENT_SERVICE: ("agence", "emploi", "france", "travail", "pole", "cap", "apec"),
    InstitutionKind.FAMILY_FUND: ("caisse", "allocations", "familiales", "caf"),
    InstitutionKind.JUSTICE: ("justice", "maison", "droit", "mjd", "tribunal", "judiciaire", "parquet"),
    InstitutionKind.REGION: ("conseil", "regional", "region"),
    InstitutionKind.DEPARTEMENT: ("conseil", "departemental", "departement"),
    InstitutionKind.EPCI: ("epci", "intercommunalite", "agglomeration", "communaute", "metropole"),
    InstitutionKind.EPT: ("ept", "etablissement", "public", "territorial"),
    InstitutionKind.COMMUNE: ("mairie", "commune", "ville"),
    InstitutionKind.MUNICIPAL_SOCIAL_CENTRE: (
        *("ccas", "cias", "centre", "communal", "intercommunal", "action", "sociale"),
    ),
    InstitutionKind.PUBLIC_EMPLOYMENT_CENTRE: ("centre", "gestion", "cdg"),
    InstitutionKind.RESOURCE_CENTRE: ("centre", "ressources", "crpv"),
    InstitutionKind.CNFPT: ("cnfpt", "centre", "national", "fonction", "publique", "territoriale"),
    InstitutionKind.NETWORK_HEAD: ("tete", "reseau", "federation", "union"),
    InstitutionKind.TRAINER_NETWORK: ("reseau", "formateurs", "formatrices"),
    InstitutionKind.TRAINING_PROVIDER: ("organisme", "formation"),
    InstitutionKind.CONSULTANCY: ("bureau", "etudes", "cabinet"),
    InstitutionKind.UNIVERSITY: ("universite", "laboratoire"),
    InstitutionKind.DEFENDER_OF_RIGHTS: ("defenseur", "droits", "delegue", "deleguee", "delegues"),
    InstitutionKind.ACCESS_TO_LAW_POINT: ("point", "justice", "cdad", "acces", "droit"),
    InstitutionKind.CIDFF: ("cidff", "centre", "information", "droits", "femmes", "familles"),
    InstitutionKind.VICTIM_SUPPORT_BODY: ("association", "aide", "victimes"),
    InstitutionKind.MISSION_LOCALE: ("mission", "locale"),
    InstitutionKind.SOCIAL_LANDLORD: ("bailleur", "social", "hlm", "office", "habitat"),
    InstitutionKind.HOUSING_INFORMATION: ("adil", "agence", "information", "logement"),
    InstitutionKind.ASSOCIATION: ("association",),
    InstitutionKind.CITIZENS_COUNCIL: ("conseil", "citoyen"),
    InstitutionKind.TRADE_UNION: ("syndicat", "union", "organisation", "syndicale"),
    InstitutionKind.CHAMBER: ("chambre", "commerce", "metiers", "agriculture", "cci", "cma"),
    InstitutionKind.COMPANY: ("entreprise",),
    InstitutionKind.SCHOOL: ("ecole", "college", "lycee"),
    InstitutionKind.OTHER: (),
    InstitutionKind.NOT_STATED: (),
}
"""The folded words by which officers name a kind of institution in a search."""


class Role(Word):
    """The role of an actor in an engagement (« rôle »)."""

    LEAD = ("LEAD", "porteur", "lead", "The actor carries the engagement; a carrying role.")
    STEERING = ("STEERING", "pilote", "steering", "The actor steers the engagement; a carrying role.")
    PARTNER = (
        "PARTNER",
        "partenaire",
        "partner",
        "The actor takes part in carrying out the engagement; a carrying role.",
    )
    TRAINER = ("TRAINER", "formateur", "trainer", "The actor trains people in the engagement; a carrying role.")
    COORDINATOR = ("COORDINATOR", "animateur", "coordinator", "The actor coordinates the engagement; a carrying role.")
    FUNDER = ("FUNDER", "financeur", "funder", "The actor pays for the engagement; shown, but not counted by default.")
    SIGNATORY = (
        "SIGNATORY",
        "signataire",
        "signatory",
        "The actor signed the engagement; shown, but not counted by default.",
    )
    COMMISSIONER = (
        "COMMISSIONER",
        "commanditaire",
        "commissioner",
        "The actor ordered the engagement; counted by default in a diagnostic only.",
    )
    CONTRACTOR = (
        "CONTRACTOR",
        "prestataire",
        "contractor",
        "The actor was paid to carry out the engagement; shown, but not counted by default.",
    )
    SUPPORT = (
        "SUPPORT",
        "accompagnateur",
        "support",
        "The actor advises those who carry the engagement; shown, but not counted by default.",
    )
    BENEFICIARY = (
        "BENEFICIARY",
        "bénéficiaire",
        "beneficiary",
        "The actor is trained or diagnosed; shown, but not counted by default.",
    )


CARRYING_ROLES: tuple[Role, ...] = (Role.LEAD, Role.STEERING, Role.PARTNER, Role.TRAINER, Role.COORDINATOR)


class Theme(Word):
    """A field of life in which discrimination occurs (« thématique »)."""

    EMPLOYMENT = ("EMPLOYMENT", "emploi", "employment", "Employment: hiring, work and internships.")
    HOUSING = ("HOUSING", "logement", "housing", "Access to housing and life in it.")
    EDUCATION_AND_YOUTH = ("EDUCATION_AND_YOUTH", "éducation et jeunesse", "education and youth", "School and youth.")
    HEALTH = ("HEALTH", "santé", "health", "Access to health care and prevention.")
    GOODS_AND_SERVICES = (
        "GOODS_AND_SERVICES",
        "biens et services",
        "goods and services",
        "Access to goods and services: shops, banks, transport.",
    )
    ACCESS_TO_RIGHTS = (
        "ACCESS_TO_RIGHTS",
        "accès aux droits",
        "access to rights",
        "Access to rights: benefits, public service desks and procedures.",
    )
    JUSTICE = ("JUSTICE", "justice", "justice", "Justice: courts, police and legal aid.")
    SOCIAL = ("SOCIAL", "action sociale", "social action", "Social work and social benefits.")
    CULTURE_AND_SPORT = ("CULTURE_AND_SPORT", "culture et sport", "culture and sport", "Culture, sport and leisure.")
    GENDER_EQUALITY = ("GENDER_EQUALITY", "égalité femmes-hommes", "gender equality", "Equality of women and men.")
    CROSS_CUTTING = ("CROSS_CUTTING", "transversal", "cross-cutting", "Several fields of life, or none in particular.")


class Criterion(Word):
    """A criterion of discrimination (« critère »).

    The criteria are those of the law of 27 May 2008 (article 1) as it stands, in its order, except that origin and
    neighbourhood, with which the State's mission deals, come first.
    """

    ORIGIN = (
        "ORIGIN",
        "origine",
        "origin",
        "A person's real or supposed origin; one of the two criteria of the mission.",
    )
    NEIGHBOURHOOD = (
        "NEIGHBOURHOOD",
        "quartier d’habitation",
        "neighbourhood",
        "The neighbourhood where a person lives; one of the two criteria of the mission.",
    )
    SEX = ("SEX", "sexe", "sex", "A person's sex or gender.")
    FAMILY_SITUATION = ("FAMILY_SITUATION", "situation de famille", "family situation", "A person's family situation.")
    PREGNANCY = ("PREGNANCY", "grossesse", "pregnancy", "Pregnancy or maternity.")
    APPEARANCE = ("APPEARANCE", "apparence physique", "physical appearance", "A person's physical appearance.")
    ECONOMIC_VULNERABILITY = (
        "ECONOMIC_VULNERABILITY",
        "vulnérabilité économique",
        "economic vulnerability",
        "A person's particular vulnerability that follows from their economic situation.",
    )
    SURNAME = ("SURNAME", "patronyme", "surname", "The name that a person bears.")
    BANK_DOMICILE = (
        "BANK_DOMICILE",
        "domiciliation bancaire",
        "bank domicile",
        "The place of a person's bank account.",
    )
    STATE_OF_HEALTH = ("STATE_OF_HEALTH", "état de santé", "state of health", "A person's state of health.")
    LOSS_OF_AUTONOMY = ("LOSS_OF_AUTONOMY", "perte d’autonomie", "loss of autonomy", "A person's loss of autonomy.")
    DISABILITY = ("DISABILITY", "handicap", "disability", "A person's disability.")
    GENETICS = (
        "GENETICS",
        "caractéristiques génétiques",
        "genetic characteristics",
        "A person's genetic characteristics.",
    )
    MORALS = ("MORALS", "mœurs", "way of life", "A person's way of life.")
    SEXUAL_ORIENTATION = (
        "SEXUAL_ORIENTATION",
        "orientation sexuelle",
        "sexual orientation",
        "A person's sexual orientation.",
    )
    GENDER_IDENTITY = ("GENDER_IDENTITY", "identité de genre", "gender identity", "A person's gender identity.")
    AGE = ("AGE", "âge", "age", "A person's age.")
    POLITICAL_OPINION = (
        "POLITICAL_OPINION",
        "opinions politiques",
        "political opinions",
        "A person's political opinions.",
    )
    UNION_ACTIVITY = (
        "UNION_ACTIVITY",
        "activités syndicales",
        "union activities",
        "A person's activities in a trade union.",
    )
    WHISTLEBLOWING = (
        "WHISTLEBLOWING",
        "qualité de lanceur d’alerte",
        "whistleblowing",
        "Being a whistleblower, or helping one.",
    )
    LANGUAGE = ("LANGUAGE", "langue", "language", "The ability to speak another language than French.")
    ETHNICITY = (
        "ETHNICITY",
        "ethnie, nation ou prétendue race",
        "ethnicity, nation or alleged race",
        "Belonging, real or supposed, to an ethnic group, a nation or an alleged race.",
    )
    RELIGION = ("RELIGION", "religion", "religion", "A person's real or supposed religion.")
    OTHER = (
        "OTHER",
        "autre critère",
        "other",
        "Another criterion of discrimination, or one that the source does not name.",
    )


class Audience(Word):
    """An audience of an engagement, an offer, a trainer or a need: the people concerned (« public »)."""

    ELECTED_OFFICIAL = ("ELECTED_OFFICIAL", "élus", "elected officials", "Elected officials, a strategic audience.")
    HEAD_OF_SERVICE = (
        "HEAD_OF_SERVICE",
        "chefs de service",
        "heads of service",
        "Heads of service, a strategic audience.",
    )
    BOARD_MEMBER = ("BOARD_MEMBER", "administrateurs", "board members", "Members of a board, a strategic audience.")
    MANAGER = ("MANAGER", "cadres", "managers", "Managers, a strategic audience.")
    STAFF = ("STAFF", "agents", "staff", "Agents of public services.")
    FIELD_PROFESSIONAL = (
        "FIELD_PROFESSIONAL",
        "professionnels de terrain",
        "field professionals",
        "Professionals who work in the field.",
    )
    VOLUNTEER = ("VOLUNTEER", "bénévoles", "volunteers", "Volunteers of associations.")
    EMPLOYER = ("EMPLOYER", "employeurs", "employers", "Employers and recruiters.")
    TRAINER = ("TRAINER", "formateurs", "trainers", "People who will train others.")
    YOUTH = ("YOUTH", "jeunes", "youth", "Young people.")
    RESIDENT = ("RESIDENT", "habitants", "residents", "People who live in the neighbourhoods.")


STRATEGIC_AUDIENCES: tuple[Audience, ...] = (
    Audience.ELECTED_OFFICIAL,
    Audience.HEAD_OF_SERVICE,
    Audience.BOARD_MEMBER,
    Audience.MANAGER,
)


class OfferKind(Word):
    """How a training offer is obtained (« type d’offre »)."""

    CATALOGUE = (
        "CATALOGUE",
        "offre catalogue",
        "catalogue offer",
        "An institution's own training offer, open to any training plan.",
    )
    DEDICATED = (
        "DEDICATED",
        "offre dédiée",
        "dedicated offer",
        (
            "A training offer for strategic actors, decided case by case by a service, in support of a "
            "transformation project."
        ),
    )


class EngagementStatus(Word):
    """The status of an engagement (« état »)."""

    PLANNED = (
        "PLANNED",
        "prévu",
        "planned",
        "The engagement has not started and never counts; after its first day it awaits news.",
    )
    ACTIVE = ("ACTIVE", "en cours", "active", "The engagement is under way between its dates.")
    DONE = ("DONE", "réalisé", "done", "The engagement is finished; it has an end.")
    CANCELLED = (
        "CANCELLED",
        "annulé",
        "cancelled",
        "The engagement was cancelled: it counts until the day before `cancelledOn`, or never if that day is unknown.",
    )


class PlanStage(Word):
    """The stage of a territorial plan (« étape »)."""

    WISHED = ("WISHED", "souhaité", "wished", "The plan is wished for, and nothing is written yet.")
    IN_PREPARATION = ("IN_PREPARATION", "en préparation", "in preparation", "The plan is being prepared.")
    SIGNED = ("SIGNED", "signé", "signed", "The plan is signed and counts on axis 5.")
    EXPIRED = ("EXPIRED", "échu", "expired", "The term of the plan has passed.")
    ABANDONED = ("ABANDONED", "abandonné", "abandoned", "The plan was abandoned.")


class CommitmentKind(Word):
    """The nature of a commitment (« nature du dispositif »)."""

    DROP_IN = ("DROP_IN", "permanence", "drop-in", "A drop-in desk that receives people.")
    CHARTER = ("CHARTER", "charte", "charter", "A charter that was signed.")
    REFERENT = ("REFERENT", "référent", "referent", "A referent: a post that is designated as responsible.")
    WATCH_NETWORK = ("WATCH_NETWORK", "réseau de vigilance", "watch network", "A network that watches and reports.")
    STEERING_BODY = ("STEERING_BODY", "instance de pilotage", "steering body", "A body that steers.")
    CAMPAIGN = ("CAMPAIGN", "campagne", "campaign", "A campaign for the public.")
    OTHER = ("OTHER", "autre", "other", "A commitment of none of the other natures.")


class SourceKind(Word):
    """The kind of a source (« type de source »)."""

    SIGNED_ACT = ("SIGNED_ACT", "acte signé", "signed act", "A signed contract, plan, charter or agreement.")
    GRANT_DECISION = ("GRANT_DECISION", "décision de subvention", "grant decision", "A decision to grant money.")
    REPORT = ("REPORT", "rapport", "report", "A report, review or study.")
    DECLARATION = ("DECLARATION", "déclaration", "declaration", "A statement by the actor about itself.")
    PRESS = ("PRESS", "presse", "press", "A publication of the press.")
    OFFICER_NOTE = ("OFFICER_NOTE", "note d’agent", "officer's note", "A note by an officer of the State.")
    PUBLIC_DATA = (
        "PUBLIC_DATA",
        "données publiques",
        "public data",
        "Open data of a public body.",
    )
    DEMONSTRATION = (
        "DEMONSTRATION",
        "démonstration",
        "demonstration",
        "A source invented for the demonstration network.",
    )


class DiagnosticKind(Word):
    """The depth of a diagnostic (« format »)."""

    CLASSIC = ("CLASSIC", "classique", "classic", "A full strategic territorial diagnostic.")
    FLASH = ("FLASH", "flash", "flash", "A short diagnostic, a few weeks of work.")


class NeedStage(Word):
    """The stage of the answer to a training need (« étape »)."""

    IDENTIFIED = (
        "IDENTIFIED",
        "repéré",
        "identified",
        "A source states the training need, and nothing answers it yet.",
    )
    PLANNED = (
        "PLANNED",
        "prévu",
        "planned",
        "An answer to the training need is decided, or a session that is to meet it is under way or to come.",
    )
    MET = ("MET", "satisfait", "met", "A session met the training need, or a source says that it is met.")
    DECLINED = ("DECLINED", "écarté", "declined", "Somebody decided not to answer the training need.")


class HeadCountKind(Word):
    """The service that people of a head count received: they were trained, received or referred (« nature »)."""

    TRAINED = ("TRAINED", "formées", "trained", "People whom a training session trained.")
    RECEIVED = ("RECEIVED", "reçues", "received", "People whom a commitment or an action received.")
    REFERRED = ("REFERRED", "orientées", "referred", "People whom a commitment or an action sent on to somebody else.")


class Outcome(Word):
    """The outcome of the matter that people came with (« issue »)."""

    SETTLED = ("SETTLED", "réglée à l’amiable", "settled", "The matter was settled without a procedure.")
    RIGHTS_DEFENDER = (
        "RIGHTS_DEFENDER",
        "Défenseur des droits saisi",
        "brought to the Rights Defender",
        "The matter was brought to the Défenseur des droits.",
    )
    COURT = (
        "COURT",
        "justice saisie",
        "brought to court",
        "The matter was brought to court by a complaint or a claim.",
    )
    OPEN = ("OPEN", "en cours", "open", "The matter was still open when the source counted.")
    DROPPED = ("DROPPED", "sans suite", "dropped", "Nothing more was done about the matter.")
    OTHER = ("OTHER", "autre", "other", "The matter had another outcome.")


class HeadCountBreakdown(Word):
    """The breakdown of a table of head counts (« ventilation »)."""

    TOTAL = ("TOTAL", "ensemble", "total", "All people, not broken down.")
    AUDIENCE = ("AUDIENCE", "par public", "by audience", "A breakdown by the audience to which the people belong.")
    THEME = (
        "THEME",
        "par thématique",
        "by theme",
        "A breakdown by the field of life of the matters that people came with.",
    )
    CRITERION = (
        "CRITERION",
        "par critère",
        "by criterion",
        "A breakdown by the criterion of discrimination of the matters that people came with.",
    )
    OUTCOME = ("OUTCOME", "par issue", "by outcome", "A breakdown by the outcome of the matters that people came with.")


class SessionKind(Word):
    """The people whom a training session brings together (« cadre »)."""

    TERRITORY = ("TERRITORY", "territoire", "territory", "People of several bodies of one territory.")
    INSTITUTION = ("INSTITUTION", "institution", "institution", "People of one institution.")
    BOTH = ("BOTH", "les deux", "both", "Both people of one institution and people of several bodies of its territory.")


class AffiliationKind(Word):
    """How a trainer belongs to an institution (« rattachement »)."""

    EMPLOYED = (
        "EMPLOYED",
        "salarié",
        "employed",
        "The institution employs the trainer, and the two count as one body when fragility is computed.",
    )
    NETWORK = ("NETWORK", "réseau", "network", "The trainer belongs to the institution's network of trainers.")


class QualificationKind(Word):
    """The basis of a trainer's qualification (« nature de la qualification »)."""

    CERTIFICATION = ("CERTIFICATION", "certification", "certification", "The trainer holds a certificate or diploma.")
    ACCREDITATION = (
        "ACCREDITATION",
        "habilitation",
        "accreditation",
        "A service or network entitles the trainer to deliver the offer.",
    )
    TRAINER_TRAINING = (
        "TRAINER_TRAINING",
        "formation de formateurs",
        "training of trainers",
        "The trainer followed a training of trainers.",
    )
    EXPERIENCE = ("EXPERIENCE", "expérience", "experience", "The trainer has practice that a body recognises.")


class Perimeter(Word):
    """The basis on which the area of a city contract is known (« périmètre »)."""

    QPV = ("QPV", "communes de ses quartiers", "its neighbourhoods", "The communes that host the QPV of the contract.")
    STATED = ("STATED", "déclaré", "stated", "The communes that an officer gave for the contract.")
    ASSUMED = (
        "ASSUMED",
        "supposé",
        "assumed",
        "Every commune of the contract's lead, when neither its QPV nor its communes are known.",
    )


class SuccessionBasis(Word):
    """The basis of a succession of contracts (« fondement »)."""

    LEAD = ("LEAD", "même porteur", "same lead", "The same body leads both contracts.")
    LOCATION = (
        "LOCATION",
        "même lieu",
        "same place",
        (
            "The lead of the older contract no longer exists; the successor is the contract of the place where the "
            "coordinates of the older one lie."
        ),
    )
    STATED = ("STATED", "déclaré", "stated", "An officer stated the succession; it replaces any derived one.")


class Reach(Word):
    """The way in which an engagement reaches a territory (« portée »)."""

    DIRECT = (
        "DIRECT",
        "sur place",
        "direct",
        (
            "The engagement targets this very territory, or one with the same communes, or, if this is a city "
            "contract, the territory of its lead."
        ),
        "",
        "La mobilisation porte sur ce territoire, un territoire de mêmes limites ou celui du porteur du contrat.",
    )
    PARTIAL = (
        "PARTIAL",
        "sur une partie",
        "partial",
        (
            "The engagement targets a part of the territory or a territory that overlaps it; or, if this is a city "
            "contract, its predecessor or successor, or a part of one."
        ),
        "",
        "La mobilisation porte sur une partie, sur ce qui recoupe le territoire, ou sur le contrat d’avant ou d’après.",
    )
    INHERITED = (
        "INHERITED",
        "par l’intercommunalité, la commune ou le contrat",
        "inherited",
        "The engagement targets a contract, commune, EPT or EPCI that contains the territory.",
        "par un territoire qui le contient",
        "La mobilisation porte sur le contrat, la commune, l’EPT ou l’intercommunalité qui contient ce territoire.",
    )
    WIDER = (
        "WIDER",
        "à une échelle plus large",
        "wider",
        (
            "The engagement targets a wide territory around this one (a département, a région, the country, or an "
            "EPCI or EPT that several contracts share); it does not count in its cells."
        ),
        "échelle plus large",
        (
            "La mobilisation porte sur un département ou plus large, ou sur une intercommunalité où se trouvent "
            "plusieurs contrats : elle ne couvre pas ce territoire."
        ),
    )


class CellStatus(Word):
    """The status of a cell: what is known of an axis in a territory on a day (« statut »)."""

    COVERED = (
        "COVERED",
        "couvert",
        "covered",
        "A confirmed engagement reaches the territory directly.",
        "",
        "Au moins une mobilisation confirmée porte sur ce territoire même.",
        "●",
    )
    PARTIAL = (
        "PARTIAL",
        "partiel",
        "partial",
        "A confirmed engagement reaches a part of the territory.",
        "",
        "Une mobilisation confirmée porte sur une partie, sur ce qui le recoupe, ou sur le contrat d’avant ou d’après.",
        "◐",
    )
    INHERITED = (
        "INHERITED",
        "couvert par l’intercommunalité, la commune ou le contrat",
        "inherited",
        "A confirmed engagement reaches the territory from a contract, commune, EPT or EPCI that contains it.",
        "couvert autour",
        "Une mobilisation confirmée porte sur le contrat, la commune, l’EPT ou l’intercommunalité qui le contient.",
        "○",
    )
    GAP = (
        "GAP",
        "aucun acteur",
        "gap",
        (
            "The newest survey of the last 12 months found nobody, and since its day no source has confirmed an "
            "engagement that was in effect on that day or later."
        ),
        "",
        "Le relevé le plus récent n’a trouvé personne, et rien de ce qui avait cours depuis n’a été confirmé depuis.",
        "✕",
    )
    TO_CONFIRM = (
        "TO_CONFIRM",
        "à reconfirmer",
        "to confirm",
        "What reaches the territory is not confirmed on the day, or was planned and awaits news.",
        "",
        (
            "Des mobilisations le concernent, mais aucune n’est confirmée, ou elles étaient prévues et restent sans "
            "nouvelles."
        ),
        "↻",
    )
    UNKNOWN = (
        "UNKNOWN",
        "non renseigné",
        "unknown",
        (
            "No engagement that is in effect, or that was planned and awaits news, reaches the territory (wider reach "
            "left out), and no valid survey found that nobody acts there."
        ),
        "",
        (
            "Aucune mobilisation en cours n’est saisie à cette échelle, et aucun relevé encore valable n’a constaté "
            "l’absence d’acteur."
        ),
        "?",
    )


SHARES: Mapping[CellStatus, str] = {
    CellStatus.COVERED: "sur place",
    CellStatus.PARTIAL: "en partie",
    CellStatus.INHERITED: "par le territoire qui les contient",
}
"""For each status, the words for its share of contracts and inhabitants; the three shares are never added up."""


class SurveyFinding(Word):
    """The finding of a survey on an axis (« constat »)."""

    NOBODY = ("NOBODY", "personne", "nobody", "The survey examined the axis and found nobody.")
    SOMEBODY = ("SOMEBODY", "quelqu’un", "somebody", "The survey examined the axis and found somebody.")


class DiscountReason(Word):
    """The reason why an engagement that concerns a cell does not count in it (« motif »)."""

    WIDER = (
        "WIDER",
        "échelle trop large",
        "wider",
        (
            "The engagement targets only what is too wide: a département or more, or an EPCI or EPT that "
            "several contracts share."
        ),
        "",
        (
            "Elle vise un département ou plus large, ou une intercommunalité où se trouvent plusieurs contrats : "
            "elle ne suffit pas à couvrir ce territoire."
        ),
    )
    TO_CONFIRM = (
        "TO_CONFIRM",
        "à reconfirmer",
        "to confirm",
        "The engagement is in effect, but no source has confirmed it lately.",
        "",
        "Elle est en cours, mais aucune source ne l’a confirmée récemment.",
    )
    OVERDUE = (
        "OVERDUE",
        "prévue, sans nouvelles",
        "overdue",
        "The engagement is still said to be planned, though its first day has passed.",
        "",
        "Elle devait avoir commencé, et rien ne dit qu’elle a eu lieu.",
    )
    NO_CARRIER = (
        "NO_CARRIER",
        "sans porteur",
        "no carrier",
        "The engagement is in effect, but nobody in it has a role that counts.",
        "",
        "Elle est en cours, mais personne n’y tient un rôle qui compte.",
    )
    ENDED = (
        "ENDED",
        "terminée",
        "ended",
        "The engagement stopped counting in the last 24 months.",
        "",
        "Elle n’est plus prise en compte : elle a pris fin, ou le temps pendant lequel elle comptait est passé.",
    )


class OfferAccess(Word):
    """The access to a training offer (« accès »)."""

    OPEN = ("OPEN", "mobilisable", "open", "A catalogue offer, mobilisable as it is.")
    CASE_BY_CASE = (
        "CASE_BY_CASE",
        "au cas par cas",
        "case by case",
        "A dedicated offer, for which a service decides case by case.",
    )


FICTIONAL = "(démonstration)"
"""The mark after the name of a fictional institution."""

VOCABULARIES: tuple[type[Word], ...] = (
    Axis,
    TerritoryKind,
    InstitutionKind,
    Role,
    Theme,
    Criterion,
    Audience,
    OfferKind,
    EngagementStatus,
    PlanStage,
    CommitmentKind,
    SourceKind,
    DiagnosticKind,
    SessionKind,
    NeedStage,
    HeadCountKind,
    HeadCountBreakdown,
    Outcome,
    AffiliationKind,
    QualificationKind,
    Perimeter,
    SuccessionBasis,
    Reach,
    CellStatus,
    SurveyFinding,
    DiscountReason,
    OfferAccess,
)
