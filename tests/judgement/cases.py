"""A statement with each problem: the rule's finding, its place in the statement, and the officer's sentence.

One case per code, in one file; the findings and sentences are tested nowhere else, hence the length.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from changes.changeset import Facts
from changes.current import Current
from changes.rows import EdgeKey
from exchange.sheets import BY_KIND
from graph.text import fold
from graph.vocabulary import EngagementStatus
from judgement.counting import on_every_axis, overwide_surveys, uncounted, without_amount
from judgement.distance import Distances
from judgement.doubts import contradictory, disordered, doubtful, impossible
from judgement.entries import DirectoryEntry, GazetteerEntry, Register
from judgement.meanings import doubtful_name
from judgement.mistaken_ids import MistakenIds
from judgement.neighbourhoods import misplaced
from judgement.problems import Path, Problem
from judgement.problems import ProblemCode as Code
from judgement.review import NO_EDGES, Review, updating_themselves
from judgement.spans import Context, doubtful_confirmations, doubtful_signature, doubtful_year
from judgement.statements import DefaultSource, Edges, Statement

DAY = date(2026, 11, 25)
NANTES, REZE, LILLE = "commune:44109", "commune:44143", "commune:59350"
ROCHE, FONTENAY = "commune:85191", "commune:85092"
DIAGNOSTICS, QPVS = BY_KIND["Diagnostic"], BY_KIND["AdministrativeTerritory"]
DEFAULT_SOURCE = DefaultSource("source:1", {}, DAY, DAY, DAY)


def territory(identifier: str, name: str, attached_to: str, kind: str = "COMMUNE") -> GazetteerEntry:
    return GazetteerEntry(identifier, kind, identifier.rsplit(":", maxsplit=1)[-1], name, name, attached_to=attached_to)


PLACES = (
    territory("region:52", "Pays de la Loire", "", "REGION"),
    territory("region:32", "Hauts-de-France", "", "REGION"),
    territory("departement:44", "Loire-Atlantique", "region:52", "DEPARTEMENT"),
    territory("departement:59", "Nord", "region:32", "DEPARTEMENT"),
    territory("departement:85", "Vendée", "region:52", "DEPARTEMENT"),
    territory(NANTES, "Nantes", "departement:44"),
    territory(REZE, "Rezé", "departement:44"),
    territory(LILLE, "Lille", "departement:59"),
    territory(ROCHE, "La Roche-sur-Yon", "departement:85"),
    territory(FONTENAY, "Fontenay-le-Comte", "departement:85"),
    territory("contract:1", "Contrat de Nantes", "departement:44", "CITY_CONTRACT"),
    territory("contract:2", "Contrat de Lille", "departement:59", "CITY_CONTRACT"),
)
TOWN = DirectoryEntry("institution:1", "Institution", "Ville de Nantes", seat=NANTES, body_kind="COMMUNE")
REGISTER = Register({TOWN.id: TOWN}, {place.id: place for place in PLACES}, lambda *_: ["institution:2"])
DISTANCES = Distances(REGISTER)
OLD_CONTRACT = GazetteerEntry(
    "contract:0",
    "CITY_CONTRACT",
    "0",
    "Ancien",
    "Ancien contrat",
    starts_on=date(2015, 1, 1),
    ends_on=date(2023, 12, 31),
    generation="2015–2023",
)


def doubts(facts: Facts, kind: str = "Action", before: Facts | None = None) -> Iterator[Problem]:
    return doubtful(kind, facts, Context(DAY, DAY, None, before or {}))


def mistaken(facts: Facts, known: Facts, kind: str = "Commitment") -> Iterator[Problem]:
    return MistakenIds(lambda *_: False, fold).of(Statement(kind, "n:1", facts, form=BY_KIND[kind]), known, {})


def neighbourhood(identifier: str, **relations: list[str]) -> Statement:
    return Statement("AdministrativeTerritory", identifier, edges=ends(**relations), form=QPVS)


def updating(one: str, other: str) -> Statement:
    return Statement("Diagnostic", one, edges={"updates": {("UPDATES", one, other): {}}}, form=DIAGNOSTICS)


def ends(**relations: list[str]) -> dict[str, dict[EdgeKey, Facts]]:
    by_relation: dict[str, dict[EdgeKey, Facts]] = {}
    for relation, ids in relations.items():
        facts: Facts = {"roles": ["LEAD"]} if relation == "actors" else {}
        keys: list[EdgeKey] = [("X", end, "n:1") if relation == "actors" else ("X", "n:1", end) for end in ids]
        by_relation[relation] = dict.fromkeys(keys, facts)
    return by_relation


def review(kind: str, facts: Facts, edges: Mapping[str, Edges] = NO_EDGES) -> Iterator[Problem]:
    return Review(REGISTER, DEFAULT_SOURCE, {}).of_node(
        Statement(kind, "institution:1", facts, form=BY_KIND[kind]), facts, edges
    )


CIRCLE = Current(edges={"n:2": updating("n:2", "n:1").edges})
CONFIRMED: dict[str, dict[EdgeKey, Facts]] = {"sources": {("STATED_BY", "n:1", "source:1"): {"confirmedOn": DAY}}}
CARRIED = CONFIRMED | ends(actors=["institution:1"])
PLANNED, ACTIVE, DONE, CANCELLED = (Facts(status=state.value) for state in EngagementStatus)
CASES: dict[Code, tuple[Iterator[Problem], Path, str]] = {
    Code.OUT_OF_YEARS: (
        impossible("Action", {"startsOn": date(1902, 5, 1)}),
        Path("startsOn"),
        "n’est pas entre 1980 et 2050",
    ),
    Code.END_OUT_OF_YEARS: (
        impossible("Action", {"endsOn": date(2099, 12, 31)}),
        Path("endsOn"),
        "n’est pas entre 1980 et 2050 ; sans fin, écrivez « en cours »",
    ),
    Code.NEGATIVE: (
        impossible("Grant", {"grantedEuros": -1.5}),
        Path("grantedEuros"),
        "est négatif",
    ),
    Code.OVER_HUNDRED: (
        impossible("TrainingSession", {"satisfiedPercent": 120.0}),
        Path("satisfiedPercent"),
        "dépasse 100 % ; attendu : un pourcentage, de 0 à 100",
    ),
    Code.NO_INHABITANTS: (
        impossible("AdministrativeTerritory", {"population": 0}),
        Path("population"),
        "n’est pas un nombre d’habitants ; s’il est inconnu, laissez la cellule vide",
    ),
    Code.EXPIRED_BEFORE_SIGNED: (
        impossible("TerritorialPlan", {"signedOn": date(2025, 1, 2), "expiredOn": date(2025, 1, 1)}),
        Path("expiredOn"),
        "est avant la signature (02/01/2025) ; corrigez l’une des deux dates",
    ),
    Code.EMPTY_AXES_NOT_EXAMINED: (
        impossible("Survey", {"axes": ["KNOWLEDGE"], "emptyAxes": ["VICTIM_SUPPORT", "AWARENESS"]}),
        Path("emptyAxes"),
        "nomme 2 axes que le relevé n’a pas examinés ; ajoutez-les aux axes examinés",
    ),
    Code.BROKEN_DOWN_TWICE: (
        impossible("HeadCount", {"audience": "STAFF", "theme": "HOUSING"}),
        Path("theme"),
        (
            "est une seconde ventilation : une ligne compte un public, une thématique, un critère ou une issue ; "
            "écrivez une ligne pour chacun"
        ),
    ),
    Code.ENDS_BEFORE_BEGINNING: (
        disordered({"startsOn": date(2025, 1, 2), "endsOn": date(2025, 1, 1)}),
        Path("endsOn"),
        "finit avant de commencer (02/01/2025) ; corrigez l’une des deux dates",
    ),
    Code.DONE_WITHOUT_END: (
        contradictory("Action", DONE),
        Path("endsOn"),
        "une mobilisation réalisée a un dernier jour ; donnez la fin, ou un autre état",
    ),
    Code.ID_OF_ANOTHER: (
        mistaken({"title": "Forum des métiers", "kind": "CHARTER"}, {"title": "Atelier des élus", "kind": "REFERENT"}),
        Path("id"),
        (
            "est l’identifiant de « Atelier des élus », et la ligne dit tout autre chose dans « Intitulé » et "
            "« Forme » ; si elle est bien à ce sujet, écrivez aussi l’identifiant dans la colonne « Rapprochement », "
            "sinon videz-le"
        ),
    ),
    Code.ID_OF_SOMETHING_ELSE: (
        mistaken({"surveyedOn": DAY, "url": "b"}, {"surveyedOn": date(2020, 3, 2), "url": "a"}, "Survey"),
        Path("id"),
        (
            "est l’identifiant d’autre chose, et la ligne dit tout autre chose dans « Relevé le » ; si elle est bien à "
            "ce sujet, écrivez aussi l’identifiant dans la colonne « Rapprochement », sinon videz-le"
        ),
    ),
    Code.UPDATES_ITSELF: (
        (problem for _, problem in updating_themselves([updating("n:1", "n:2")], CIRCLE)),
        Path("updates"),
        "revient à ce diagnostic lui-même ; un diagnostic ne met à jour que de plus anciens",
    ),
    Code.RUN_BY_ITSELF: (
        review("Institution", {"name": "Tangram"}, {"runBy": {("RUN_BY", "n:1", "n:1"): {}}}),
        Path("runBy"),
        "est cette institution elle-même ; si nulle autre ne l’anime, laissez la cellule vide",
    ),
    Code.COMMUNES_OF_SEVERAL_DEPARTEMENTS: (
        misplaced(
            neighbourhood("qpv:QN04401M", communes=[NANTES, LILLE]),
            {},
            None,
        ),
        Path("communes"),
        "sont dans plusieurs départements (44, 59) ; un QPV est dans un seul",
    ),
    Code.COMMUNE_AGAINST_CODE: (
        misplaced(neighbourhood("qpv:QN04401M", communes=[LILLE]), {}, None),
        Path("communes"),
        "n’est pas dans le département du code QN04401M ; corrigez la commune ou le code",
    ),
    Code.CONTRACT_OF_OTHER_GENERATION: (
        misplaced(
            neighbourhood("qpv:1", cityContract=["contract:0"]),
            {"contract:0": OLD_CONTRACT},
            "2024–2030",
        ),
        Path("cityContract"),
        "est un contrat 2015–2023 ; attendu : un contrat 2024–2030",
    ),
    Code.SAYS_NOTHING: (
        doubts({"title": "test"}),
        Path("title"),
        "ne dit pas de quoi il s’agit ; est-ce un essai ? Donnez un nom qui le distingue",
    ),
    Code.UNKNOWN_PROGRAMME: (
        doubts({"programme": "174"}, "Grant"),
        Path("programme"),
        "ne paie guère de telles actions ; vouliez-vous dire 147, avec deux chiffres échangés ou un chiffre faux ?",
    ),
    Code.KIND_AGAINST_NAME: (
        doubts({"name": "Mairie de Rezé", "kind": "ASSOCIATION"}, "Institution"),
        Path("kind"),
        "dit « association », et le nom dit « mairie » ; lequel des deux est juste ?",
    ),
    Code.KIND_AGAINST_ASSOCIATION: (
        doubts({"name": "Association des Marronniers", "kind": "COMMUNE"}, "Institution"),
        Path("kind"),
        "dit « mairie », et le nom dit « une association » ; lequel des deux est juste ?",
    ),
    Code.INSTITUTION_KIND_CHANGED: (
        doubts({"kind": "COMPANY"}, "Institution", {"kind": "ASSOCIATION"}),
        Path("kind"),
        "n’est pas ce que dit le graphe (« association ») ; une institution garde son type : est-ce une correction ?",
    ),
    Code.SOURCE_KIND_CHANGED: (
        doubts({"kind": "SIGNED_ACT"}, "Source", {"kind": "REPORT"}),
        Path("kind"),
        "n’est pas ce que dit le graphe (« rapport ») ; une source garde son type : est-ce une correction ?",
    ),
    Code.MADE_PUBLIC: (
        doubts({"publicListing": True}, "Trainer", {"publicListing": False}),
        Path("publicListing"),
        "rend la personne publique, qui ne l’était pas ; l’a-t-elle accepté ? Sinon, écrivez « non »",
    ),
    Code.ANOTHER_NAME: (
        doubtful_name({"title": "Forum des métiers"}, {"title": "Atelier des élus"}),
        Path("title"),
        "n’a rien de commun avec ce que dit le graphe (« Atelier des élus ») ; est-ce la bonne ligne ?",
    ),
    Code.NAME_OF_OTHERS: (
        review("Institution", {"otherNames": ["La Ruche"]}),
        Path("otherNames", ("La Ruche",)),
        "« La Ruche » est aussi le nom de institution:2 ; qui l’écrit ne saurait plus de qui il parle",
    ),
    Code.NO_ADDRESS: (
        doubts({"url": "www.nantes.fr"}, "Source"),
        Path("url"),
        "n’est pas une adresse ; attendu : « https://… », ou rien",
    ),
    Code.MORE_THAN_A_NAME: (
        doubts({"name": "Zélie Inventée et Basile Imaginé"}, "Trainer"),
        Path("name"),
        "n’est pas le nom d’une seule personne ; attendu : une ligne par personne, son prénom et son nom seuls",
    ),
    Code.REACHES_NOBODY: (
        doubts({"contact": "voir site"}, "Trainer"),
        Path("contact"),
        (
            "ne permet de joindre personne ; attendu : une adresse électronique entière ou un téléphone à dix "
            "chiffres, ou rien"
        ),
    ),
    Code.GRANTED_MORE_THAN_ASKED: (
        doubts({"askedEuros": 1_000.0, "grantedEuros": 1_200.5}, "Grant"),
        Path("grantedEuros"),
        "est plus que le montant demandé (1000 €)",
    ),
    Code.NO_AMOUNT: (
        without_amount({"year": 2026, "programme": "147"}),
        Path("grantedEuros"),
        (
            "la subvention n’a aucun montant, ni demandé ni accordé : elle ne compte dans aucune somme ; donnez-en un, "
            "ou ôtez la ligne"
        ),
    ),
    Code.SMALL_GRANT: (
        doubts({"grantedEuros": 12.0}, "Grant"),
        Path("grantedEuros"),
        "est peu pour une subvention ; est-ce en k€ ?",
    ),
    Code.LARGE_GRANT: (
        doubts({"askedEuros": 2_500_000.0}, "Grant"),
        Path("askedEuros"),
        "est beaucoup pour une subvention ; est-ce en centimes, ou un total ?",
    ),
    Code.MANY_TRAINED: (
        doubts({"trainedCount": 110_000}),
        Path("trainedCount"),
        "est beaucoup pour une seule session ; est-ce un total, ou un chiffre de trop ?",
    ),
    Code.LONG_TRAINING: (
        doubts({"days": 35.0}, "Offer"),
        Path("days"),
        "est long pour des jours de formation ; est-ce en heures ?",
    ),
    Code.MANY_HOURS: (
        doubts({"hours": 350.0}, "TrainingSession"),
        Path("hours"),
        "est long pour une formation ; est-ce le total des heures de toutes les personnes ?",
    ),
    Code.MANY_TO_TRAIN: (
        doubts({"peopleCount": 12_000}, "TrainingNeed"),
        Path("peopleCount"),
        "est beaucoup pour un seul besoin ; un chiffre de trop ?",
    ),
    Code.MANY_SUPPORT_DAYS: (
        doubts({"supportDays": 140.0}, "TerritorialPlan"),
        Path("supportDays"),
        "est beaucoup pour accompagner un plan ; est-ce en heures ?",
    ),
    Code.MORE_ANSWERS_THAN_TRAINED: (
        doubts({"trainedCount": 12, "respondentCount": 15}, "TrainingSession"),
        Path("respondentCount"),
        "dépasse le nombre de personnes formées (12) ; lequel est juste ?",
    ),
    Code.MANY_PEOPLE: (
        doubts({"count": 45_000}, "HeadCount"),
        Path("count"),
        "est beaucoup pour un an ; est-ce un total, ou un chiffre de trop ?",
    ),
    Code.SMALL_POPULATION: (
        doubts({"population": 12}, "AdministrativeTerritory"),
        Path("population"),
        "est peu pour un quartier ; un chiffre de moins ?",
    ),
    Code.LARGE_POPULATION: (
        doubts({"population": 1_200_000}, "AdministrativeTerritory"),
        Path("population"),
        "est trop pour un seul quartier ; un chiffre de trop ?",
    ),
    Code.TEN_TIMES_MORE: (
        doubts({"trainedCount": 140}, before={"trainedCount": 14}),
        Path("trainedCount"),
        "est dix fois plus que ce que dit le graphe (14) ; un chiffre de trop ?",
    ),
    Code.TEN_TIMES_LESS: (
        doubts({"grantedEuros": 1_200.0}, "Grant", {"grantedEuros": 12_000.0}),
        Path("grantedEuros"),
        "est dix fois moins que ce que dit le graphe (12000) ; un chiffre de moins ?",
    ),
    Code.TO_COME: (
        doubts({"surveyedOn": date(2026, 12, 1)}, "Survey"),
        Path("surveyedOn"),
        "est dans l’avenir (01/12/2026) ; attendu : un jour passé, ou rien",
    ),
    Code.LONG_AGO: (
        doubts({"surveyedOn": date(2009, 6, 1)}, "Survey"),
        Path("surveyedOn"),
        "est d’il y a plus de 15 ans (01/06/2009) ; est-ce la bonne année ?",
    ),
    Code.DAY_AND_MONTH_EXCHANGED: (
        doubts({"startsOn": date(2024, 4, 11)}, before={"startsOn": date(2024, 11, 4)}),
        Path("startsOn"),
        "est le jour que dit le graphe (04/11/2024), jour et mois échangés ; lequel est juste ?",
    ),
    Code.AFTER_PREPARATION: (
        doubts({"wishedOn": date(2025, 3, 2), "inPreparationOn": date(2024, 3, 2)}),
        Path("wishedOn"),
        "est après le début de la préparation (02/03/2024)",
    ),
    Code.AFTER_SIGNATURE: (
        doubts({"wishedOn": date(2025, 3, 2), "signedOn": date(2024, 3, 2)}),
        Path("wishedOn"),
        "est après la signature (02/03/2024)",
    ),
    Code.AFTER_ABANDONMENT: (
        doubts({"wishedOn": date(2025, 3, 2), "abandonedOn": date(2024, 3, 2)}),
        Path("wishedOn"),
        "est après l’abandon (02/03/2024)",
    ),
    Code.BEFORE_NOTICED: (
        doubts({"noticedOn": date(2025, 3, 2), "liftedOn": date(2024, 3, 2)}, "Obstacle"),
        Path("liftedOn"),
        "est avant le jour où l’obstacle a été constaté (02/03/2025)",
    ),
    Code.BEFORE_IDENTIFIED: (
        doubts({"identifiedOn": date(2025, 3, 2), "metOn": date(2024, 3, 2)}, "TrainingNeed"),
        Path("metOn"),
        "est avant le jour où le besoin a été repéré (02/03/2025)",
    ),
    Code.CANCELLED_AFTER_END: (
        doubts({**CANCELLED, "startsOn": date(2025, 1, 2), "endsOn": date(2025, 6, 30), "cancelledOn": DAY}),
        Path("cancelledOn"),
        "est après la fin (30/06/2025) ; corrigez l’une des deux dates, ou l’état",
    ),
    Code.DELIVERED_BEFORE_BEGUN: (
        doubts({"startsOn": date(2025, 3, 2), "deliveredOn": date(2024, 3, 2)}),
        Path("deliveredOn"),
        "est avant le début du diagnostic (02/03/2025)",
    ),
    Code.DELIVERED_BEFORE_DATA: (
        doubts({"dataEndsOn": date(2027, 12, 30), "deliveredOn": date(2026, 5, 2)}),
        Path("deliveredOn"),
        "est avant la fin des données (30/12/2027)",
    ),
    Code.SIGNED_ON_UNKNOWN_DAY: (
        doubts({"signedDayUnknown": True, "signedOn": date(2025, 1, 2)}),
        Path("signedDayUnknown"),
        "dit que le jour est inconnu, et le jour de la signature est donné ; gardez l’un des deux",
    ),
    Code.SIGNED_LONG_BEFORE: (
        doubts({**ACTIVE, "startsOn": date(2024, 1, 1), "signedOn": date(2014, 1, 1)}),
        Path("signedOn"),
        "est bien avant le début (01/01/2024) ; corrigez l’une des deux dates",
    ),
    Code.SIGNED_OUTSIDE_CONTRACT: (
        doubtful_signature(date(2012, 1, 1), date(2015, 1, 1), date(2023, 12, 31)),
        Path("signedOn"),
        "est loin des années du contrat (2015–2023) ; est-ce le bon jour, et le bon contrat ?",
    ),
    Code.CONFIRMED_TO_COME: (
        doubtful_confirmations([date(2027, 1, 15)], {}, DAY),
        Path("sources"),
        "donne une confirmation dans l’avenir (15/01/2027) ; attendu : un jour passé",
    ),
    Code.CONFIRMED_LONG_BEFORE: (
        doubtful_confirmations([date(2012, 3, 15)], {"startsOn": date(2026, 1, 1)}, DAY),
        Path("sources"),
        "est confirmée le 15/03/2012, bien avant de commencer (01/01/2026) ; est-ce le bon jour ?",
    ),
    Code.LASTS_TOO_LONG: (
        doubts({**ACTIVE, "startsOn": date(2006, 1, 1), "endsOn": date(2026, 12, 31)}),
        Path("endsOn"),
        "la fait durer plus de 10 ans, depuis le 01/01/2006 ; corrigez l’une des deux dates",
    ),
    Code.BEGINS_FAR_AHEAD: (
        doubts({"startsOn": date(2028, 1, 1)}, "Trainer"),
        Path("startsOn"),
        "commence dans plus d’un an (01/01/2028) ; est-ce le bon jour ?",
    ),
    Code.ENDS_FAR_AHEAD: (
        doubts({"endsOn": date(2049, 12, 31)}, "Trainer"),
        Path("endsOn"),
        "finit dans plus de 10 ans (31/12/2049) ; est-ce la bonne année ?",
    ),
    Code.LASTS_DAYS_ONLY: (
        doubts({"startsOn": date(2026, 1, 1), "endsOn": date(2026, 1, 14)}, "Trainer"),
        Path("endsOn"),
        "ne fait durer ce lien que 14 jours, depuis le 01/01/2026 ; est-ce la bonne fin ?",
    ),
    Code.YEAR_BEFORE_PAID: (
        doubtful_year(2014, [{"startsOn": date(2024, 3, 1)}], DAY),
        Path("year"),
        (
            "est bien avant ce que la subvention paie, qui commence en 2024 ; est-ce la bonne année, et la bonne "
            "subvention ?"
        ),
    ),
    Code.YEAR_AFTER_PAID: (
        doubtful_year(2026, [{"endsOn": date(2024, 12, 31)}], DAY),
        Path("year"),
        "est bien après ce que la subvention paie, qui finit en 2024 ; est-ce la bonne année, et la bonne subvention ?",
    ),
    Code.YEAR_TO_COME: (
        doubtful_year(2028, [], DAY),
        Path("year"),
        "est dans l’avenir ; est-ce la bonne année, et la bonne subvention ?",
    ),
    Code.YEAR_LONG_AGO: (
        doubtful_year(1998, [], DAY),
        Path("year"),
        "est d’il y a plus de 25 ans ; est-ce la bonne année, et la bonne subvention ?",
    ),
    Code.PLANNED_AND_OVER: (
        doubts({**PLANNED, "endsOn": date(2026, 11, 24)}),
        Path("status"),
        "est prévue, et finie le 24/11/2026 ; réalisée, ou annulée ?",
    ),
    Code.PLANNED_AND_BEGUN: (
        doubts({**PLANNED, "startsOn": date(2026, 11, 24)}),
        Path("status"),
        "est prévue, et aurait commencé le 24/11/2026 ; en cours, ou reportée ?",
    ),
    Code.NOT_BEGUN: (
        doubts({**ACTIVE, "startsOn": date(2027, 2, 1)}),
        Path("status"),
        "est dite « en cours », et commence le 01/02/2027 ; prévue ?",
    ),
    Code.ACTIVE_AND_OVER: (
        doubts({**ACTIVE, "endsOn": date(2024, 12, 31)}),
        Path("status"),
        "est dite « en cours », et finie le 31/12/2024 ; réalisée, ou une autre fin ?",
    ),
    Code.ACTIVE_AND_DELIVERED: (
        doubts({**ACTIVE, "deliveredOn": date(2026, 5, 2)}, "Diagnostic"),
        Path("status"),
        "est dite « en cours », et le diagnostic est remis le 02/05/2026 ; réalisée ?",
    ),
    Code.DONE_AND_NOT_OVER: (
        doubts({**DONE, "startsOn": date(2026, 1, 1), "endsOn": date(2031, 12, 31)}),
        Path("status"),
        "est dite « réalisé », et finit le 31/12/2031 ; en cours, ou une autre fin ?",
    ),
    Code.CANCELLATION_DAY_ALONE: (
        doubts({**ACTIVE, "cancelledOn": date(2026, 5, 1)}),
        Path("cancelledOn"),
        "donne un jour d’annulation, et l’état n’est pas « annulé » ; corrigez l’un des deux",
    ),
    Code.TITLE_SAYS_CALLED_OFF: (
        doubts({**ACTIVE, "title": "Forum des élus (annulé)"}),
        Path("title"),
        "dit « annulé » ou « reporté » ; si c’est le cas, dites-le dans la colonne « État »",
    ),
    Code.TRAINED_BEFORE_SESSION: (
        doubts({**PLANNED, "trainedCount": 12}),
        Path("trainedCount"),
        "donne des personnes formées par une session prévue ; réalisée ?",
    ),
    Code.TRAINED_NOBODY: (
        doubts({**DONE, "trainedCount": 0}),
        Path("trainedCount"),
        "dit que la session n’a formé personne ; si le nombre est inconnu, videz la cellule",
    ),
    Code.CANCELLED_WITHOUT_DAY: (
        doubts(CANCELLED, before=ACTIVE),
        Path("status"),
        (
            "est annulée sans jour : elle ne comptera aucun jour, même avant l’annulation ; "
            "donnez le jour dans « Annulé le »"
        ),
    ),
    Code.ABANDONED_BUT_GOING_ON: (
        doubts({**ACTIVE, "abandonedOn": date(2026, 5, 1)}),
        Path("abandonedOn"),
        "dit le plan abandonné, et l’état est « en cours » ; corrigez l’un des deux",
    ),
    Code.OUT_OF_FORCE: (
        uncounted(
            "Action",
            {"startsOn": DAY, "endsOn": DAY},
            CARRIED | ends(territories=["contract:0"]),
            {"contract:0": OLD_CONTRACT},
        ),
        Path("territories", ("contract:0",)),
        "« Ancien contrat » n’est pas en vigueur aux dates de la ligne (01/01/2015 – 31/12/2023)",
    ),
    Code.NOBODY_CARRIES: (
        uncounted("Action", {"endsOn": DAY}, CONFIRMED, {}),
        Path("actors"),
        "personne n’y tient un rôle qui compte (porteur, partenaire, formateur…) : ne sera pas pris en compte",
    ),
    Code.NOBODY_COMMISSIONS: (
        uncounted("Diagnostic", {}, CONFIRMED, {}),
        Path("actors"),
        "personne ne le porte ni ne le commande : seule sa remise comptera, sur l’axe 1, sans acteur",
    ),
    Code.UNCONFIRMED: (
        uncounted("Action", {"endsOn": DAY}, ends(actors=["institution:1"]), {}),
        Path("sources"),
        "aucune source ne donne de jour : ne sera pas pris en compte ; attendu : « Source (15/03/2026) »",
    ),
    Code.OPEN_END: (
        uncounted("Action", {}, CARRIED, {}),
        Path("endsOn"),
        "sans date de fin : prise en compte tant qu’une source la confirme",
    ),
    Code.SESSION_WITHOUT_END: (
        uncounted("TrainingSession", {}, CARRIED, {}),
        Path("endsOn"),
        "sans date de fin : la session est tenue pour finie le jour où elle commence",
    ),
    Code.PLAN_NOT_SIGNED: (
        uncounted("TerritorialPlan", {}, CARRIED, {}),
        Path("signedOn"),
        "le plan n’est pas signé : il annonce des axes et ne compte sur aucun",
    ),
    Code.ON_EVERY_AXIS: (
        on_every_axis(ends(axes=[f"axis:{number}" for number in range(1, 6)])),
        Path("axes"),
        "la fait compter sur tous les axes à la fois ; gardez ceux dont elle relève vraiment",
    ),
    Code.FAR_FROM_CONTRACT: (
        DISTANCES.far("TerritorialPlan", "plan:1", ends(cityContract=["contract:1"], territories=[LILLE])),
        Path("cityContract", ("contract:1",)),
        "« Lille » : loin de ce contrat (Contrat de Nantes), dans une autre région ; est-ce voulu ?",
    ),
    Code.NOBODY_IN_ALL_OF_IT: (
        overwide_surveys(
            {"emptyAxes": ["VICTIM_SUPPORT"]}, ends(territories=[NANTES, "region:52"]), REGISTER.territories
        ),
        Path("territories", ("region:52",)),
        (
            "« Pays de la Loire » : le relevé dirait qu’il n’y a personne dans aucun de ses territoires ; nommez ceux "
            "où il a cherché"
        ),
    ),
    Code.BEYOND_CONTRACT: (
        DISTANCES.far("TerritorialPlan", "plan:1", ends(cityContract=["contract:1"], territories=[NANTES, FONTENAY])),
        Path("territories", (FONTENAY,)),
        (
            "« Fontenay-le-Comte » : loin de ce contrat (Contrat de Nantes), à plus de 40 km de son département ; "
            "est-ce voulu ?"
        ),
    ),
    Code.FAR_FROM_BODY: (
        DISTANCES.far("Action", "action:1", ends(actors=["institution:1"], territories=[LILLE])),
        Path("territories", (LILLE,)),
        "« Lille » : loin de « Ville de Nantes » (Nantes), dans une autre région ; est-ce voulu ?",
    ),
    Code.SEAT_MOVED: (
        DISTANCES.moved("Institution", ends(basedIn=[LILLE]), ends(basedIn=[NANTES])),
        Path("basedIn"),
        "est dans un autre département que « Nantes », que dit le graphe ; a-t-elle vraiment déménagé ?",
    ),
    Code.CONTRACT_CHANGED: (
        DISTANCES.moved(
            "AdministrativeTerritory", ends(cityContract=["contract:2"]), ends(cityContract=["contract:1"])
        ),
        Path("cityContract"),
        "n’est pas le contrat que dit le graphe (« Contrat de Nantes ») ; est-ce une correction ?",
    ),
    Code.WIDER_THAN_TOWN: (
        DISTANCES.far("Action", "action:1", ends(actors=["institution:1"], territories=["departement:44"])),
        Path("territories", ("departement:44",)),
        "« Loire-Atlantique » : bien plus que le territoire de « Ville de Nantes » ; la commune plutôt ?",
    ),
    Code.FAR_FROM_EACH_OTHER: (
        DISTANCES.far("AdministrativeTerritory", "qpv:1", ends(communes=[NANTES, ROCHE])),
        Path("communes", (NANTES, ROCHE)),
        "« La Roche-sur-Yon », « Nantes » : à 63 km au moins l’une de l’autre ; est-ce voulu ?",
    ),
    Code.FAR_FROM_THE_OTHERS: (
        DISTANCES.far("AdministrativeTerritory", "qpv:1", ends(communes=[NANTES, REZE, ROCHE])),
        Path("communes", (ROCHE,)),
        "« La Roche-sur-Yon » : à 57 km des autres communes ; est-ce voulu ?",
    ),
}
