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
        "Axis 1: establish what is known of discrimination in a territory, diagnostics above all.",
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
        """The number of the axis in the source, 1 to 5."""
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
    """The kind of a territory; its code is official, a text with its leading zeros."""

    COUNTRY = ("COUNTRY", "pays", "country", "The whole country; code FR.")
    REGION = ("REGION", "région", "region", "A region or overseas collectivity; INSEE code.")
    DEPARTEMENT = ("DEPARTEMENT", "département", "département", "A département or overseas collectivity; INSEE code.")
    EPCI = ("EPCI", "EPCI", "intercommunality", "An intercommunality with its own taxation (EPCI); SIREN code.")
    EPT = ("EPT", "établissement public territorial", "Grand Paris territory", "A territory of Grand Paris; SIREN.")
    COMMUNE = ("COMMUNE", "commune", "municipality", "A commune; INSEE code.")
    CITY_CONTRACT = (
        "CITY_CONTRACT",
        "contrat de ville",
        "city contract",
        "The perimeter of a contrat de ville of one generation; the State's code.",
    )
    QPV = (
        "QPV",
        "quartier prioritaire",
        "priority neighbourhood",
        "A « quartier prioritaire de la politique de la ville »; the State's code.",
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
    """What an institution is in the network of partners."""

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
        "DILCRAH, against racism, antisemitism and anti-LGBT hatred.",
    )
    REGIONAL_DIRECTORATE = (
        "REGIONAL_DIRECTORATE",
        "direction régionale",
        "regional directorate",
        "The State's regional directorate: DRJSCS until 2021, DREETS since.",
    )
    DEPARTMENTAL_DIRECTORATE = (
        "DEPARTMENTAL_DIRECTORATE",
        "direction départementale",
        "departmental directorate",
        "The State's departmental directorate: DDCS or DDCSPP until 2021, DDETS or DDETSPP since.",
    )
    PREFECTURE = ("PREFECTURE", "préfecture", "prefecture", "A prefecture or sub-prefecture, its delegates included.")
    EDUCATION_AUTHORITY = (
        "EDUCATION_AUTHORITY",
        "rectorat ou DSDEN",
        "education authority",
        "The State's education services: rectorat, DSDEN.",
    )
    HEALTH_AGENCY = ("HEALTH_AGENCY", "agence régionale de santé", "health agency", "Regional health agency (ARS).")
    EMPLOYMENT_SERVICE = (
        "EMPLOYMENT_SERVICE",
        "service public de l’emploi",
        "public employment service",
        "France Travail (Pôle emploi until 2023), Cap emploi, APEC.",
    )
    FAMILY_FUND = ("FAMILY_FUND", "caisse d’allocations familiales", "family fund", "A family allowance fund (CAF).")
    JUSTICE = ("JUSTICE", "justice", "justice", "Courts, prosecutors, « maisons de justice et du droit ».")
    REGION = ("REGION", "conseil régional", "regional council", "A region as an elected body.")
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
        "The management centre of a département's territorial civil service.",
    )
    RESOURCE_CENTRE = (
        "RESOURCE_CENTRE",
        "centre de ressources",
        "resource centre",
        "A resource centre of the « politique de la ville » (CRPV).",
    )
    CNFPT = ("CNFPT", "CNFPT", "CNFPT", "The national centre that trains territorial civil servants.")
    NETWORK_HEAD = ("NETWORK_HEAD", "tête de réseau", "network head", "The head of a network of associations.")
    TRAINER_NETWORK = ("TRAINER_NETWORK", "réseau de formateurs", "trainer network", "A network of trainers.")
    TRAINING_PROVIDER = ("TRAINING_PROVIDER", "organisme de formation", "training provider", "A body that trains.")
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
        "A point of access to law, CDAD or « point-justice ».",
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
    OTHER = ("OTHER", "autre", "other", "None of the other kinds.")
    NOT_STATED = ("NOT_STATED", "nature non renseignée", "kind not stated", "No source says what it is.")


AXIS_WORDS = {
    Axis.KNOWLEDGE: r"connaissance|diagnostic|observ|enquete|etudes?\b|testing|etats? des lieux",
    Axis.AWARENESS_AND_TRAINING: r"sensibilis|formation|former\b|formateur|mobilis|education|atelier|prejuge",
    Axis.COMMUNICATION: r"communi|campagne|expo|film|cinema|festival|journal|magazine|radio|spectacle|theatre|semaine",
    Axis.VICTIM_SUPPORT: r"victime|accompagn|permanence|acces aux? droits?|ecoute|juridique|recours|accueil",
    Axis.ACTION_PROGRAMME: r"programme|plans?\b|ptlcd|plcd|copec|ingenierie|pilotage|coordination",
}
"""The beginnings of folded words that refer to each axis, as alternatives of a regular expression."""
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
    """What an actor does in an engagement (« rôle »)."""

    LEAD = ("LEAD", "porteur", "lead", "Carries the engagement; a carrying role.")
    STEERING = ("STEERING", "pilote", "steering", "Steers it; a carrying role.")
    PARTNER = ("PARTNER", "partenaire", "partner", "Takes part in carrying it out; a carrying role.")
    TRAINER = ("TRAINER", "formateur", "trainer", "Trains in it; a carrying role.")
    COORDINATOR = ("COORDINATOR", "animateur", "coordinator", "Coordinates it; a carrying role.")
    FUNDER = ("FUNDER", "financeur", "funder", "Pays for it; shown, not counted.")
    SIGNATORY = ("SIGNATORY", "signataire", "signatory", "Signed it; shown, not counted.")
    COMMISSIONER = ("COMMISSIONER", "commanditaire", "commissioner", "Ordered it; shown, not counted.")
    CONTRACTOR = ("CONTRACTOR", "prestataire", "contractor", "Was paid to do it; shown, not counted.")
    SUPPORT = ("SUPPORT", "accompagnateur", "support", "Advises those who carry it; shown, not counted.")
    BENEFICIARY = ("BENEFICIARY", "bénéficiaire", "beneficiary", "Is trained or diagnosed; shown, not counted.")


CARRYING_ROLES: tuple[Role, ...] = (Role.LEAD, Role.STEERING, Role.PARTNER, Role.TRAINER, Role.COORDINATOR)


class Theme(Word):
    """The field of life in which discrimination occurs (« thématique »)."""

    EMPLOYMENT = ("EMPLOYMENT", "emploi", "employment", "Hiring, work, internships.")
    HOUSING = ("HOUSING", "logement", "housing", "Access to housing and life in it.")
    EDUCATION_AND_YOUTH = ("EDUCATION_AND_YOUTH", "éducation et jeunesse", "education and youth", "School and youth.")
    HEALTH = ("HEALTH", "santé", "health", "Access to care and prevention.")
    GOODS_AND_SERVICES = ("GOODS_AND_SERVICES", "biens et services", "goods and services", "Shops, banks, transport.")
    ACCESS_TO_RIGHTS = ("ACCESS_TO_RIGHTS", "accès aux droits", "access to rights", "Benefits, counters, procedures.")
    JUSTICE = ("JUSTICE", "justice", "justice", "Courts, police, legal aid.")
    SOCIAL = ("SOCIAL", "action sociale", "social action", "Social work and benefits.")
    CULTURE_AND_SPORT = ("CULTURE_AND_SPORT", "culture et sport", "culture and sport", "Culture, sport, leisure.")
    GENDER_EQUALITY = ("GENDER_EQUALITY", "égalité femmes-hommes", "gender equality", "Equality of women and men.")
    CROSS_CUTTING = ("CROSS_CUTTING", "transversal", "cross-cutting", "Several fields, or none in particular.")


class Criterion(Word):
    """The criterion of discrimination that an engagement addresses (« critère »).

    Those of the law of 27 May 2008 (article 1) as it stands, in its order, the mission's two first.
    """

    ORIGIN = ("ORIGIN", "origine", "origin", "Real or supposed origin; one of the mission's two.")
    NEIGHBOURHOOD = (
        "NEIGHBOURHOOD",
        "quartier d’habitation",
        "neighbourhood",
        "Where a person lives; one of the mission's two.",
    )
    SEX = ("SEX", "sexe", "sex", "Sex or gender.")
    FAMILY_SITUATION = ("FAMILY_SITUATION", "situation de famille", "family situation", "Family situation.")
    PREGNANCY = ("PREGNANCY", "grossesse", "pregnancy", "Pregnancy or maternity.")
    APPEARANCE = ("APPEARANCE", "apparence physique", "physical appearance", "Physical appearance.")
    ECONOMIC_VULNERABILITY = (
        "ECONOMIC_VULNERABILITY",
        "vulnérabilité économique",
        "economic vulnerability",
        "Particular vulnerability that follows from the economic situation.",
    )
    SURNAME = ("SURNAME", "patronyme", "surname", "The name that a person bears.")
    BANK_DOMICILE = ("BANK_DOMICILE", "domiciliation bancaire", "bank domicile", "Where a person has the bank account.")
    STATE_OF_HEALTH = ("STATE_OF_HEALTH", "état de santé", "state of health", "State of health.")
    LOSS_OF_AUTONOMY = ("LOSS_OF_AUTONOMY", "perte d’autonomie", "loss of autonomy", "Loss of autonomy.")
    DISABILITY = ("DISABILITY", "handicap", "disability", "Disability.")
    GENETICS = ("GENETICS", "caractéristiques génétiques", "genetic characteristics", "Genetic characteristics.")
    MORALS = ("MORALS", "mœurs", "way of life", "Way of life (« mœurs »).")
    SEXUAL_ORIENTATION = ("SEXUAL_ORIENTATION", "orientation sexuelle", "sexual orientation", "Sexual orientation.")
    GENDER_IDENTITY = ("GENDER_IDENTITY", "identité de genre", "gender identity", "Gender identity.")
    AGE = ("AGE", "âge", "age", "Age.")
    POLITICAL_OPINION = ("POLITICAL_OPINION", "opinions politiques", "political opinions", "Political opinions.")
    UNION_ACTIVITY = ("UNION_ACTIVITY", "activités syndicales", "union activities", "Activities in a trade union.")
    WHISTLEBLOWING = (
        "WHISTLEBLOWING",
        "qualité de lanceur d’alerte",
        "whistleblowing",
        "Being a whistleblower, or somebody who helps one.",
    )
    LANGUAGE = ("LANGUAGE", "langue", "language", "Ability to speak another language than French.")
    ETHNICITY = (
        "ETHNICITY",
        "ethnie, nation ou prétendue race",
        "ethnicity, nation or alleged race",
        "Belonging, real or supposed, to an ethnic group, a nation or an alleged race.",
    )
    RELIGION = ("RELIGION", "religion", "religion", "Real or supposed religion.")
    OTHER = ("OTHER", "autre critère", "other", "Another criterion, or one that the source does not name.")


class Audience(Word):
    """Whom a session, an offer or an action is for (« public »)."""

    ELECTED_OFFICIAL = ("ELECTED_OFFICIAL", "élus", "elected officials", "Elected officials; a strategic audience.")
    HEAD_OF_SERVICE = ("HEAD_OF_SERVICE", "chefs de service", "heads of service", "Heads of service; strategic.")
    BOARD_MEMBER = ("BOARD_MEMBER", "administrateurs", "board members", "Members of a board; strategic.")
    MANAGER = ("MANAGER", "cadres", "managers", "Managers; a strategic audience.")
    STAFF = ("STAFF", "agents", "staff", "Agents of public services.")
    FIELD_PROFESSIONAL = (
        "FIELD_PROFESSIONAL",
        "professionnels de terrain",
        "field professionals",
        "People on the ground.",
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
        "A structure's own offer, open to any training plan.",
    )
    DEDICATED = (
        "DEDICATED",
        "offre dédiée",
        "dedicated offer",
        "For strategic actors, decided case by case by a service, in support of a transformation project.",
    )


class EngagementStatus(Word):
    """The status of an engagement (« état »)."""

    PLANNED = ("PLANNED", "prévu", "planned", "Not started; never counts. Past its first day it awaits news.")
    ACTIVE = ("ACTIVE", "en cours", "active", "Under way between its dates.")
    DONE = ("DONE", "réalisé", "done", "Finished; it has an end.")
    CANCELLED = (
        "CANCELLED",
        "annulé",
        "cancelled",
        "Called off; counts until the day before cancelledOn, never without that day.",
    )


class PlanStage(Word):
    """The stage of a territorial plan (« étape »)."""

    WISHED = ("WISHED", "souhaité", "wished", "Wished for, nothing written yet.")
    IN_PREPARATION = ("IN_PREPARATION", "en préparation", "in preparation", "Being written.")
    SIGNED = ("SIGNED", "signé", "signed", "Signed: it counts on axis 5.")
    EXPIRED = ("EXPIRED", "échu", "expired", "Its term has passed.")
    ABANDONED = ("ABANDONED", "abandonné", "abandoned", "Given up.")


class CommitmentKind(Word):
    """What a commitment is (« nature du dispositif »)."""

    DROP_IN = ("DROP_IN", "permanence", "drop-in", "A counter that receives people.")
    CHARTER = ("CHARTER", "charte", "charter", "A charter that was signed.")
    REFERENT = ("REFERENT", "référent", "referent", "A named function in charge.")
    WATCH_NETWORK = ("WATCH_NETWORK", "réseau de vigilance", "watch network", "A network that watches and reports.")
    STEERING_BODY = ("STEERING_BODY", "instance de pilotage", "steering body", "A body that steers.")
    CAMPAIGN = ("CAMPAIGN", "campagne", "campaign", "A campaign towards the public.")
    OTHER = ("OTHER", "autre", "other", "None of the other natures.")


class SourceKind(Word):
    """The kind of a source (« type de source »)."""

    SIGNED_ACT = ("SIGNED_ACT", "acte signé", "signed act", "A signed contract, plan, charter or agreement.")
    GRANT_DECISION = ("GRANT_DECISION", "décision de subvention", "grant decision", "A decision to grant money.")
    REPORT = ("REPORT", "rapport", "report", "A report, review or study.")
    DECLARATION = ("DECLARATION", "déclaration", "declaration", "A statement by the actor about itself.")
    PRESS = ("PRESS", "presse", "press", "The press.")
    OFFICER_NOTE = ("OFFICER_NOTE", "note d’agent", "officer's note", "A note by an officer of the State.")
    PUBLIC_DATA = (
        "PUBLIC_DATA",
        "données publiques",
        "public data",
        "Open data of a public body.",
    )
    DEMONSTRATION = ("DEMONSTRATION", "démonstration", "demonstration", "Invented for the demonstration network.")


class DiagnosticKind(Word):
    """How deep a diagnostic goes (« format »)."""

    CLASSIC = ("CLASSIC", "classique", "classic", "A full strategic territorial diagnostic.")
    FLASH = ("FLASH", "flash", "flash", "A short one, a few weeks of work.")


class NeedStage(Word):
    """How far the answer to a training need has come (« étape »)."""

    IDENTIFIED = ("IDENTIFIED", "repéré", "identified", "A source says that it is there; nothing answers it yet.")
    PLANNED = ("PLANNED", "prévu", "planned", "An answer is decided, or a session that is to meet it is planned.")
    MET = ("MET", "satisfait", "met", "A session met it, or a source says that it is met.")
    DECLINED = ("DECLINED", "écarté", "declined", "It was decided not to answer it.")


class HeadCountKind(Word):
    """What the people of a head count did or met with (« nature »)."""

    TRAINED = ("TRAINED", "formées", "trained", "People whom a training session trained.")
    RECEIVED = ("RECEIVED", "reçues", "received", "People whom a commitment or an action received.")
    REFERRED = ("REFERRED", "orientées", "referred", "People whom it sent on to somebody else.")


class Outcome(Word):
    """What became of the matter that people came with (« issue »)."""

    SETTLED = ("SETTLED", "réglée à l’amiable", "settled", "It was settled without a procedure.")
    RIGHTS_DEFENDER = (
        "RIGHTS_DEFENDER",
        "Défenseur des droits saisi",
        "brought to the Rights Defender",
        "It was brought to the Défenseur des droits.",
    )
    COURT = ("COURT", "justice saisie", "brought to court", "A complaint or a claim was brought to court.")
    OPEN = ("OPEN", "en cours", "open", "It was still open when the source counted.")
    DROPPED = ("DROPPED", "sans suite", "dropped", "Nothing more was done.")
    OTHER = ("OTHER", "autre", "other", "Another outcome.")


class HeadCountBreakdown(Word):
    """What the people of a table of head counts are broken down by (« ventilation »)."""

    TOTAL = ("TOTAL", "ensemble", "total", "All of them, not broken down.")
    AUDIENCE = ("AUDIENCE", "par public", "by audience", "Whom they are.")
    THEME = ("THEME", "par thématique", "by theme", "The field of life concerned.")
    CRITERION = ("CRITERION", "par critère", "by criterion", "The criterion of discrimination.")
    OUTCOME = ("OUTCOME", "par issue", "by outcome", "What became of the matter.")


class SessionKind(Word):
    """Whom a training session brings together (« cadre »)."""

    TERRITORY = ("TERRITORY", "territoire", "territory", "People of several bodies of one territory.")
    INSTITUTION = ("INSTITUTION", "institution", "institution", "People of one institution.")
    BOTH = ("BOTH", "les deux", "both", "Both at once.")


class AffiliationKind(Word):
    """How a trainer belongs to an institution (« rattachement »)."""

    EMPLOYED = (
        "EMPLOYED",
        "salarié",
        "employed",
        "Employed by it; the institution stands for the trainer where fragility is worked out.",
    )
    NETWORK = ("NETWORK", "réseau", "network", "Belongs to its network of trainers.")


class QualificationKind(Word):
    """On what the qualification of a trainer rests (« nature de la qualification »)."""

    CERTIFICATION = ("CERTIFICATION", "certification", "certification", "A certificate or diploma.")
    ACCREDITATION = ("ACCREDITATION", "habilitation", "accreditation", "A service or network entitles them to it.")
    TRAINER_TRAINING = (
        "TRAINER_TRAINING",
        "formation de formateurs",
        "training of trainers",
        "They followed a training of trainers.",
    )
    EXPERIENCE = ("EXPERIENCE", "expérience", "experience", "Practice that a body recognises.")


class Perimeter(Word):
    """How a contract's ground is known (« périmètre »)."""

    QPV = ("QPV", "communes de ses quartiers", "its neighbourhoods", "The communes that host its QPV.")
    STATED = ("STATED", "déclaré", "stated", "The communes that an officer gave.")
    ASSUMED = ("ASSUMED", "supposé", "assumed", "Every commune of the lead: neither QPV nor communes are known.")


class SuccessionBasis(Word):
    """On what a succession of contracts rests (« fondement »)."""

    LEAD = ("LEAD", "même porteur", "same lead", "A body leads both contracts.")
    LOCATION = (
        "LOCATION",
        "même lieu",
        "same place",
        "The lead is gone: the contract of the place where the older one's point lies.",
    )
    STATED = ("STATED", "déclaré", "stated", "An officer said so; it replaces what is derived.")


class Reach(Word):
    """How an engagement reaches a territory (« portée »)."""

    DIRECT = (
        "DIRECT",
        "sur place",
        "direct",
        "It targets this very territory, one of the same ground, or the territory of the contract's lead.",
        "",
        "La mobilisation porte sur ce territoire, un territoire de mêmes limites ou celui du porteur du contrat.",
    )
    PARTIAL = (
        "PARTIAL",
        "sur une partie",
        "partial",
        "It targets a part of it, ground that overlaps it, or the contract before or after it.",
        "",
        "La mobilisation porte sur une partie, sur ce qui recoupe le territoire, ou sur le contrat d’avant ou d’après.",
    )
    INHERITED = (
        "INHERITED",
        "par l’intercommunalité, la commune ou le contrat",
        "inherited",
        "It targets a contract, commune, EPT or EPCI that contains this territory.",
        "par un territoire qui le contient",
        "La mobilisation porte sur le contrat, la commune, l’EPT ou l’intercommunalité qui contient ce territoire.",
    )
    WIDER = (
        "WIDER",
        "à une échelle plus large",
        "wider",
        (
            "It targets a département, région or country, or an EPCI or EPT that several contracts share, around this "
            "territory; it does not lift its cells."
        ),
        "échelle plus large",
        (
            "La mobilisation porte sur un département ou plus large, ou sur une intercommunalité où se trouvent "
            "plusieurs contrats : elle ne couvre pas ce territoire."
        ),
    )


class CellStatus(Word):
    """What is known of an axis in a territory on a day (« statut »)."""

    COVERED = (
        "COVERED",
        "couvert",
        "covered",
        "Something confirmed reaches it directly.",
        "",
        "Au moins une mobilisation confirmée porte sur ce territoire même.",
        "●",
    )
    PARTIAL = (
        "PARTIAL",
        "partiel",
        "partial",
        "Something confirmed reaches a part of it.",
        "",
        "Une mobilisation confirmée porte sur une partie, sur ce qui le recoupe, ou sur le contrat d’avant ou d’après.",
        "◐",
    )
    INHERITED = (
        "INHERITED",
        "couvert par l’intercommunalité, la commune ou le contrat",
        "inherited",
        "Something confirmed reaches it from a contract, commune, EPT or EPCI that contains it.",
        "couvert autour",
        "Une mobilisation confirmée porte sur le contrat, la commune, l’EPT ou l’intercommunalité qui le contient.",
        "○",
    )
    GAP = (
        "GAP",
        "aucun acteur",
        "gap",
        "The newest survey of the last 12 months found nobody, and nothing in effect since was confirmed since.",
        "",
        "Le relevé le plus récent n’a trouvé personne, et rien de ce qui avait cours depuis n’a été confirmé depuis.",
        "✕",
    )
    TO_CONFIRM = (
        "TO_CONFIRM",
        "à reconfirmer",
        "to confirm",
        "What reaches it is no longer confirmed, or was planned and awaits news.",
        "",
        "Des mobilisations le concernent, mais aucune n’est plus confirmée, ou l’on est sans nouvelles d’elles.",
        "↻",
    )
    UNKNOWN = (
        "UNKNOWN",
        "non renseigné",
        "unknown",
        "Nothing is recorded that reaches it, and no recent survey found nobody.",
        "",
        "Rien n’est saisi, et aucun relevé récent n’a constaté l’absence d’acteur.",
        "?",
    )


SHARES: Mapping[CellStatus, str] = {
    CellStatus.COVERED: "sur place",
    CellStatus.PARTIAL: "en partie",
    CellStatus.INHERITED: "par le territoire qui les contient",
}
"""Words for the three shares of contracts and inhabitants, by status; they are never added up."""


class SurveyFinding(Word):
    """The finding of a survey on an axis (« constat »)."""

    NOBODY = ("NOBODY", "personne", "nobody", "It looked at the axis and found nobody.")
    SOMEBODY = ("SOMEBODY", "quelqu’un", "somebody", "It looked at the axis and found somebody.")


class DiscountReason(Word):
    """Why an engagement that concerns a cell does not count in it (« motif »)."""

    WIDER = (
        "WIDER",
        "échelle trop large",
        "wider",
        (
            "It reaches the territory only from ground that is too wide: a département or more, or an EPCI or EPT that "
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
        "It is in effect, but no source has confirmed it lately.",
        "",
        "Elle est en cours, mais aucune source ne l’a confirmée récemment.",
    )
    OVERDUE = (
        "OVERDUE",
        "prévue, sans nouvelles",
        "overdue",
        "It is still said to be planned, though its first day has passed.",
        "",
        "Elle devait avoir commencé, et rien ne dit qu’elle a eu lieu.",
    )
    NO_CARRIER = (
        "NO_CARRIER",
        "sans porteur",
        "no carrier",
        "It is in effect, but nobody in it has a role that counts.",
        "",
        "Elle est en cours, mais personne n’y tient un rôle qui compte.",
    )
    ENDED = (
        "ENDED",
        "terminée",
        "ended",
        "It stopped counting in the last 24 months.",
        "",
        "Elle n’est plus prise en compte : elle a pris fin, ou le temps pendant lequel elle comptait est passé.",
    )


class OfferAccess(Word):
    """How an offer may be mobilised (« accès »)."""

    OPEN = ("OPEN", "mobilisable", "open", "A catalogue offer: mobilisable as it is.")
    CASE_BY_CASE = ("CASE_BY_CASE", "au cas par cas", "case by case", "A dedicated offer: a service decides.")


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
