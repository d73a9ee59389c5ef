"""Every problem is found by its rule, at its place in the statement, and has one French sentence.

Contradictions to the graph are reported at a cell; their sentences are tested in this one file, hence the length.
"""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path as File
from string import ascii_uppercase

import pytest

from changes.attribution import Attribution, Verdict
from changes.current import Current
from changes.forgotten import ForgottenPersons
from changes.rows import EdgeKey
from exchange.faults import Fault
from exchange.findings import Findings, Place
from exchange.incoming.judgement.forgotten import without_forgotten
from exchange.incoming.workbook.lines import Line
from exchange.incoming.workbook.placing import LineReporter, report
from exchange.incoming.workbook.statements import Claim
from exchange.sentences import ENGLISH, FRENCH, LANGUAGES, Row
from exchange.sheets import BY_KIND, DECISION, SHEETS
from graph.vocabulary import Theme
from judgement.comparison import compare
from judgement.disputes import BY_VERDICT, Dispute, problem_of
from judgement.likeness import Candidate, Reason
from judgement.merging import Conflict, with_author
from judgement.problems import Problem
from judgement.problems import ProblemCode as Code
from judgement.statements import DELETION
from judgement.values import Details, Fields
from tests.exchange.outgoing.test_cells import directory
from tests.judgement.cases import CASES, DEFAULT_SOURCE

REPOSITORY = File(__file__).parents[2]
JUDGEMENT = sorted((REPOSITORY / "judgement").glob("*.py"))
RAISING = [*JUDGEMENT, *sorted((REPOSITORY / "exchange").rglob("*.py")), REPOSITORY / "server/http/check_worker.py"]
RAISED = {
    name
    for module in RAISING
    if module.name != "problems.py"
    for name in re.findall(r"(?:ProblemCode|Fault)\.(\w+)", module.read_text("utf-8"))
} | {code.name for codes in BY_VERDICT.values() for code in codes}


def about(kind: str, identifier: str, **facts: str) -> Claim:
    sheet = BY_KIND[kind]
    letters = {column.name: letter for letter, column in zip(ascii_uppercase, sheet.columns, strict=False)}
    return Claim(kind, identifier, dict(facts), line=Line(sheet, 2, dict(facts), letters, sheet.name))


IN_GRAPH = Current({"offer:1": "Offer"}, {"offer:1": {"title": "Module"}}, {"offer:1": {}})
INTERVENES: EdgeKey = ("INTERVENES_IN", "trainer:1", "commune:44109")
INTERVENTIONS = next(sheet for sheet in SHEETS if sheet.relation_name == "intervenesIn")
SAID = Claim(
    "Trainer",
    "trainer:1",
    edges={"intervenesIn": {INTERVENES: {}}},
    line=Line(INTERVENTIONS, 2, {"owner": "trainer:1"}, {"owner": "A"}, "Interventions"),
)
ACTION = about("Action", "action:1", title="Atelier")
OURS, THEIRS = Attribution(date(2026, 3, 1), "source:8", "1"), Attribution(date(2026, 3, 9), "source:9", "2")
Reporting = Callable[[Findings], None]


def compared(*claims: Claim) -> Reporting:
    def report_all(findings: Findings) -> None:
        compare(claims, [], IN_GRAPH, DEFAULT_SOURCE, directory().register, LineReporter(findings))

    return report_all


def reported_at(line: Line, problem: Problem) -> Reporting:
    return lambda findings: report(problem, line, findings)


def reported(problem: Problem) -> Reporting:
    return reported_at(ACTION.line, problem)


def of_body(problem: Problem) -> Reporting:
    return reported_at(about("Institution", "institution:1", name="Ruche").line, problem)


def of_file(problem: Problem) -> Reporting:
    return lambda findings: findings.report(Place("a.xlsx"), "", problem)


def conflicting(problem: Problem) -> Reporting:
    conflict = Conflict(ACTION, ("action:1", "title"), problem)
    return lambda findings: report(with_author(conflict, None), ACTION.line, findings)


def disputed(verdict: Verdict, name: str = "", known_value: object = None, *, is_reference: bool = False) -> Reporting:
    dispute = Dispute(ACTION, name, verdict, OURS, THEIRS, known_value, is_reference=is_reference)
    titles = {"source:8": "Relevé", "source:9": "Note « B »"}
    return lambda findings: report(problem_of(dispute, titles.__getitem__), ACTION.line, findings)


def forgotten(claim: Claim) -> Reporting:
    persons = ForgottenPersons([("trainer:1", "2026-03-01", "salt", [])])
    return lambda findings: [*without_forgotten([claim], persons, findings)].clear()


TITLE, LINE = "« Actions », B2 (Intitulé) : « Atelier » ", "« Actions », ligne 2 : "
OLDER = "n’entre pas : « Relevé » le dit le 01/03/2026, et plus récemment "
CORRECTED = "n’entre pas : ce fichier est déjà entré, et depuis "
PRECEDED = "n’entre pas : « Relevé » le dit le 01/03/2026, et du même jour "
BY_NAME = " ; de deux fichiers d’un même jour, celui dont le nom vient en dernier est gardé"
IMPOSE = " ; pour l’imposer, donnez à la ligne ou au classeur un jour plus récent"
GIVE_DATE = " ; le fichier ne dit pas de quel jour il est : donnez sa date"
VALUE = "le graphe dit « Forum », d’après Note « B » (09/03/2026)"
GONE = "Note « B » (09/03/2026) a supprimé ce que dit la ligne"
END_GONE = "Note « B » (09/03/2026) a supprimé ce que nomme la ligne"
GOES_ON = "Note « B » (09/03/2026) en parle encore"
SINCE = "a changé dans le graphe depuis l’export"
UNREADABLE = "ne peut être comparé à l’export, dont l’empreinte est d’une autre version ou a été modifiée"
BOTH = " : le graphe dit « emploi ; logement », le fichier « rien »"
NOW = " : la ligne vaut maintenant 01/01/2025, oui"
WAY_OUT = " ; exportez à nouveau, ou videz la cellule « Empreinte » pour imposer la ligne du fichier"
VALUES: dict[str, object] = {"graph": [Theme.EMPLOYMENT, Theme.HOUSING], "file": None}
DETAILS = Details([date(2025, 1, 1), True])
FIRST = Line(BY_KIND["Offer"], 7, {}, {}, "Offres")
NO_FIELDS, OF_SURVEYS = Fields("Institution", frozenset()), Fields("Survey", frozenset({"surveyedOn", "territories"}))
SURVEY = about("Survey", "survey:1", surveyedOn="2026")
TWICE = "« Relevés », B2 (Relevé le) : « 2026 » est déjà donné à la ligne 2 ; gardez une seule des deux lignes"
GRANT, NEED = BY_KIND["Grant"].kind, BY_KIND["TrainingNeed"].kind
OF_ENGAGEMENT: dict[str, object] = {
    "id": "action:2",
    "first": date(2026, 1, 2),
    "title": "Forum",
    "places": ["Nantes (44)", "Rezé (44)"],
    "kind": BY_KIND["Action"].kind,
    "sheet": "Actions",
}
CHOICES = [
    Candidate("a", "La Ruche", 93, Reason.SHARED_WORDS, ("nantes", "ruche"), "institution:a"),
    Candidate("b", "Ruches", 90, Reason.NEAR_LETTERS, (), "institution:b"),
]
ALMOST_KNOWN = "est presque une mobilisation du graphe, qui "
ALMOST_SAID = "est presque une mobilisation de ce fichier (ligne 7), qui n’en diffère que par "
AT_ONCE = " et durerait en même temps ; si c’est la même, gardez une seule des deux lignes"
MOVED = "est le premier jour d’une ligne du même titre, au même endroit, qu’une mobilisation du 02/01/2026"
GIVE_ID = (
    " ; si c’est la même chose, écrivez l’identifiant dans la colonne « Rapprochement », sinon écrivez-y « nouveau »"
)
KEEP_ONE = (
    " ; si c’est la même chose, gardez une seule des deux lignes, sinon écrivez « nouveau » dans la colonne "
    "« Rapprochement »"
)
UNSAID = (
    "« a.xlsx » : aucun service, aucune source et aucun jour dans tout le fichier : rien de ce qu’il dit ne sera "
    "confirmé, et ce qui doit l’être ne comptera pas ; donnez-les "
)
REPORTED: dict[Code, tuple[Reporting, str]] = {
    Code.GIVEN_TWICE: (
        of_body(Code.GIVEN_TWICE.at("name", others=(FIRST,), fields=NO_FIELDS)),
        (
            "« Institutions », B2 (Nom) : « Ruche » est déjà donné à « Offres », ligne 7 ; gardez une seule des "
            "deux lignes."
        ),
    ),
    Code.UNLIKE_FIRST: (
        of_body(Code.UNLIKE_FIRST.at("name", others=(FIRST,), said="Ruches")),
        ("« Institutions », B2 (Nom) : « Ruche » n’est pas ce que dit la ligne 7, qui est gardée : « Ruches »."),
    ),
    Code.ID_OF_OTHER_FORM: (
        of_body(Code.ID_OF_OTHER_FORM.at("name", form="Offres", prefix="institution")),
        (
            "« Institutions », B2 (Nom) : « Ruche » n’est pas un identifiant de cette feuille mais de la feuille "
            "« Offres » ; attendu : « institution:… », ou une cellule vide."
        ),
    ),
    Code.ID_NAMES_PERSON: (
        of_body(Code.ID_NAMES_PERSON.at("name")),
        (
            "« Institutions », B2 (Nom) : « Ruche » contient le nom de la personne, qui y resterait ; videz-la : "
            "un autre sera tiré au hasard."
        ),
    ),
    Code.NAME_OF_SEVERAL: (
        of_body(Code.NAME_OF_SEVERAL.at("name", ids=("a", "b"))),
        ("« Institutions », B2 (Nom) : « Ruche » désigne plusieurs lignes connues ; écrivez l’identifiant : a ou b."),
    ),
    Code.SEVERAL_PERSONS: (
        of_body(Code.SEVERAL_PERSONS.at("name", ids=("a", "b"))),
        (
            "« Institutions », B2 (Nom) : « Ruche » désigne plusieurs personnes connues ; écrivez l’identifiant "
            ": a ou b."
        ),
    ),
    Code.READ_AS_PERSON: (
        of_body(Code.READ_AS_PERSON.at("name", known="Zélie", id="a")),
        (
            "« Institutions », B2 (Nom) : « Ruche » est lu comme « Zélie » (a) ; si c’est une autre personne, "
            "écrivez « nouveau » dans la colonne « Rapprochement »."
        ),
    ),
    Code.NEW_UNDER_KNOWN_NAME: (
        of_body(Code.NEW_UNDER_KNOWN_NAME.at("name", known="La Ruche", id="a")),
        (
            "« Institutions », B2 (Nom) : « Ruche » est dit de « La Ruche » (a), qui est dans le graphe sous ce "
            "nom exact et que la ligne désigne ; si c’est un homonyme, donnez-lui un identifiant à lui dans la "
            "colonne « Identifiant »."
        ),
    ),
    Code.NUMBER_OF_ANOTHER: (
        of_body(Code.NUMBER_OF_ANOTHER.at("name", known="La Ruche", owner="a", id="b")),
        (
            "« Institutions », B2 (Nom) : « Ruche » est le numéro de « La Ruche » (a), et non de b ; corrigez "
            "l’un des deux."
        ),
    ),
    Code.OTHER_NUMBER: (
        of_body(Code.OTHER_NUMBER.at("name", known="La Ruche", numbers=("1", "2"))),
        (
            "« Institutions », B2 (Nom) : « Ruche » n’est pas le numéro connu de « La Ruche » (1, 2) ; une "
            "institution d’un autre numéro est une autre : videz l’identifiant."
        ),
    ),
    Code.SIRET_OF_OTHER_SIREN: (
        of_body(Code.SIRET_OF_OTHER_SIREN.at("name", siren="1")),
        (
            "« Institutions », B2 (Nom) : « Ruche » ne commence pas par le SIREN de la ligne (1) ; corrigez l’un "
            "des deux."
        ),
    ),
    Code.ESTABLISHMENT_OF_KNOWN: (
        of_body(Code.ESTABLISHMENT_OF_KNOWN.at("name", known="La Ruche", id="a")),
        (
            "« Institutions », B2 (Nom) : « Ruche » est un établissement de « La Ruche » (a), de même SIREN ; "
            "l’institution de cette ligne entre à part et lui est liée, et si c’est la même, écrivez son "
            "identifiant dans la colonne « Rapprochement »."
        ),
    ),
    Code.BODY_OF_KNOWN: (
        of_body(Code.BODY_OF_KNOWN.at("name", known="La Ruche", id="a")),
        (
            "« Institutions », B2 (Nom) : « Ruche » est l’organisme de « La Ruche » (a), de même SIREN ; "
            "l’institution de cette ligne entre à part et lui est liée, et si c’est la même, écrivez son "
            "identifiant dans la colonne « Rapprochement »."
        ),
    ),
    Code.RENAMED: (
        of_body(Code.RENAMED.at("name", known="La Ruche", id="a")),
        (
            "« Institutions », B2 (Nom) : « Ruche » est le nom, dans ce fichier, de « La Ruche » (a), qui porte "
            "ce numéro et prend ce nom."
        ),
    ),
    Code.NAMESAKE_OF_OTHER_NUMBER: (
        of_body(Code.NAMESAKE_OF_OTHER_NUMBER.at("name", id="a", numbers=("1", "2"))),
        ("« Institutions », B2 (Nom) : « Ruche » porte le nom de a, qui a un autre numéro (1, 2) ; elle entre à part."),
    ),
    Code.NAME_OF_SEVERAL_NUMBERS: (
        of_body(Code.NAME_OF_SEVERAL_NUMBERS.at("name", id="a")),
        (
            "« Institutions », B2 (Nom) : « Ruche » est le nom de a, dont le numéro n’est pas connu, et de "
            "plusieurs lignes qui ont chacune le leur ; dans la colonne « Rapprochement », écrivez cet "
            "identifiant sur sa ligne, « nouveau » sur les autres."
        ),
    ),
    Code.SAID_TWICE: (
        reported_at(SURVEY.line, Code.SAID_TWICE.at("surveyedOn", others=(SURVEY.line,), fields=OF_SURVEYS)),
        f"{TWICE}, ou donnez un identifiant à chacune (Relevé le, Territoires : les deux disent la même chose).",
    ),
    Code.SAID_TWICE_IN_LIST: (
        reported_at(SURVEY.line, Code.SAID_TWICE_IN_LIST.at("surveyedOn", others=(SURVEY.line,), fields=OF_SURVEYS)),
        (
            f"{TWICE}, ou donnez un identifiant à chacune (Relevé le, Territoires : les deux disent la même "
            "chose) ; la correspondance peut les distinguer par « {ligne.rang} », ou les additionner par « somme »."
        ),
    ),
    Code.MISSING_IDENTITY: (
        reported(Code.MISSING_IDENTITY.at("startsOn")),
        "« Actions », C2 (Début) : la cellule est vide ; il en faut une pour reconnaître la ligne.",
    ),
    Code.MISSING_END: (
        reported(Code.MISSING_END.at("startsOn")),
        "« Actions », C2 (Début) : la cellule est vide ; attendu : un nom ou un identifiant.",
    ),
    Code.MISSING_COLUMN: (
        reported(Code.MISSING_COLUMN.at("startsOn")),
        "« Actions », C2 (Début) : cette colonne manque ; une ligne nouvelle en a besoin.",
    ),
    Code.KNOWN_ON_OTHER_DAY: (
        reported(Code.KNOWN_ON_OTHER_DAY.at("title", **OF_ENGAGEMENT)),
        f"{TITLE}{ALMOST_KNOWN}a le même titre et commence le 02/01/2026 (action:2){GIVE_ID}.",
    ),
    Code.KNOWN_UNDER_OTHER_TITLE: (
        reported(Code.KNOWN_UNDER_OTHER_TITLE.at("title", **OF_ENGAGEMENT)),
        f"{TITLE}{ALMOST_KNOWN}commence le même jour au même endroit et s’intitule « Forum » (action:2){GIVE_ID}.",
    ),
    Code.KNOWN_IN_OTHER_TERRITORIES: (
        reported(Code.KNOWN_IN_OTHER_TERRITORIES.at("title", **OF_ENGAGEMENT)),
        (
            f"{TITLE}{ALMOST_KNOWN}a le même titre, commence le même jour et a pour territoires « Nantes (44) ; Rezé "
            f"(44) » (action:2){GIVE_ID}."
        ),
    ),
    Code.KNOWN_AS_OTHER_KIND: (
        reported(Code.KNOWN_AS_OTHER_KIND.at("title", **OF_ENGAGEMENT)),
        (
            f"{TITLE}{ALMOST_KNOWN}a le même titre, le même premier jour et les mêmes territoires, mais est d’une "
            "autre sorte (action) (action:2) ; si c’est la même chose, écrivez la ligne dans la feuille « Actions », "
            "sinon écrivez « nouveau » dans la colonne « Rapprochement »."
        ),
    ),
    Code.KNOWN_UNDER_OTHER_ID: (
        reported(Code.KNOWN_UNDER_OTHER_ID.at("title", **OF_ENGAGEMENT)),
        (f"{TITLE}{ALMOST_KNOWN}a le même titre, le même premier jour et les mêmes territoires (action:2){GIVE_ID}."),
    ),
    Code.KNOWN_AND_MOVED: (
        reported(Code.KNOWN_AND_MOVED.at("title", **OF_ENGAGEMENT)),
        f"{TITLE}{MOVED}, que ce fichier ne donne plus (action:2){GIVE_ID}.",
    ),
    Code.MAY_BE_MOVED: (
        reported(Code.MAY_BE_MOVED.at("title", **OF_ENGAGEMENT)),
        (
            f"{TITLE}{MOVED} (action:2) ; si c’est la même, déplacée, écrivez son identifiant dans la colonne "
            "« Rapprochement »."
        ),
    ),
    Code.MAY_BE_KNOWN: (
        of_body(Code.MAY_BE_KNOWN.at("name", choices=CHOICES)),
        (
            "« Institutions », B2 (Nom) : « Ruche » pourrait être « La Ruche » (institution:a, score 93 sur 100, en "
            f"commun : nantes, ruche) ; « Ruches » (institution:b, score 90 sur 100, à quelques lettres près){GIVE_ID}."
        ),
    ),
    Code.MAY_BE_SAID: (
        of_body(Code.MAY_BE_SAID.at("name", choices=[Candidate("b", "Ruches", where=Row(7))], others=(FIRST,))),
        f"« Institutions », B2 (Nom) : « Ruche » pourrait être « Ruches » (ligne 7){KEEP_ONE}.",
    ),
    Code.ALMOST_KNOWN: (
        reported_at(SURVEY.line, Code.ALMOST_KNOWN.at("surveyedOn", other="survey:2", kind=GRANT, fields=OF_SURVEYS)),
        (
            "« Relevés », B2 (Relevé le) : « 2026 » est presque une subvention du graphe (survey:2), qui n’en diffère "
            f"que par « Relevé le » et « Territoires »{GIVE_ID}."
        ),
    ),
    Code.ALMOST_SAID: (
        reported_at(
            SURVEY.line,
            Code.ALMOST_SAID.at("surveyedOn", other=Row(7, "Offres"), kind=NEED, fields=OF_SURVEYS, others=(FIRST,)),
        ),
        (
            "« Relevés », B2 (Relevé le) : « 2026 » est presque un besoin de formation de ce fichier (« Offres », "
            f"ligne 7), qui n’en diffère que par « Relevé le » et « Territoires »{KEEP_ONE}."
        ),
    ),
    Code.SAID_UNDER_OTHER_TITLE: (
        reported(Code.SAID_UNDER_OTHER_TITLE.at("title", other=Row(7))),
        f"{TITLE}est presque le titre d’une autre, du même jour au même endroit (ligne 7){KEEP_ONE}.",
    ),
    Code.SAID_ON_OTHER_DAY: (
        reported(Code.SAID_ON_OTHER_DAY.at("title", other=Row(7))),
        f"{TITLE}{ALMOST_SAID}le début{AT_ONCE}.",
    ),
    Code.SAID_AS_OTHER_KIND: (
        reported(Code.SAID_AS_OTHER_KIND.at("title", other=Row(7))),
        f"{TITLE}{ALMOST_SAID}la feuille{AT_ONCE}.",
    ),
    Code.ENTERS_UNDER_OWN_ID: (
        reported(Code.ENTERS_UNDER_OWN_ID.at("title", like=Code.KNOWN_AND_MOVED.at("title", **OF_ENGAGEMENT))),
        (f"{TITLE}{MOVED}, que ce fichier ne donne plus (action:2) ; entre à part, avec l’identifiant de la ligne."),
    ),
    Code.ID_OF_NOTHING: (
        reported(Code.ID_OF_NOTHING.at("title", near="action:1")),
        (
            f"{TITLE}n’est l’identifiant de rien de connu (le plus proche : action:1) ; la ligne entre comme nouvelle, "
            "si vous ne le corrigez pas."
        ),
    ),
    Code.SOURCE_OUT_OF_YEARS: (
        of_file(Code.SOURCE_OUT_OF_YEARS.at("retrievedOn", first=1980, last=2050)),
        "« a.xlsx » : n’est pas entre 1980 et 2050 ; donnez le jour où le fichier dit vrai.",
    ),
    Code.SOURCE_TO_COME: (
        of_file(Code.SOURCE_TO_COME.at("retrievedOn", day=date(2031, 3, 12))),
        (
            "« a.xlsx » : est dans l’avenir (12/03/2031) : d’ici là, ce que dit ce fichier l’emporterait sur tout ce "
            "qui sera dit de plus récent, et resterait confirmé ; attendu : un jour passé."
        ),
    ),
    Code.SOURCE_UNSAID: (
        of_file(Code.SOURCE_UNSAID.at("sources", sheet="Lisez-moi", service="Service", day="Date")),
        f"{UNSAID}sur la feuille « Lisez-moi » (« Service » et « Date »), ou par « --service » et « --confirmed ».",
    ),
    Code.SOURCE_UNSAID_IN_LIST: (
        of_file(Code.SOURCE_UNSAID_IN_LIST.at("sources")),
        f"{UNSAID}dans la correspondance (« service » et « date »), ou par « --service » et « --confirmed ».",
    ),
    Code.COLUMN_DISPLACED: (
        of_file(Code.COLUMN_DISPLACED.at("title", cells=6)),
        (
            "« a.xlsx » : 6 cellules ont pris la valeur d’autres lignes ; si la colonne a été triée ou décalée seule, "
            "annulez-le dans le tableur, ou exportez à nouveau."
        ),
    ),
    Code.ANOTHER_KIND_OF_THING: (
        compared(about("Source", "offer:1")),
        "« Sources », A2 (Identifiant) : « offer:1 » est dans le graphe une autre sorte de chose (offre).",
    ),
    Code.MISSING: (
        compared(about("Offer", "offer:2", title="Prévenir")),
        "« Offres », C2 (Type) : la cellule est vide ; elle est obligatoire pour une ligne nouvelle.",
    ),
    Code.NOTHING_TO_DELETE: (
        compared(replace(about("Offer", "offer:2"), deletes=True)),
        (
            "« Offres », A2 (Identifiant) : « offer:2 » n’est pas dans le graphe, il n’y a rien à supprimer ; la "
            "suppression est notée à son jour : un fichier plus ancien qui le dit encore ne le fera pas entrer."
        ),
    ),
    Code.REPEATED: (
        compared(SAID, replace(SAID, line=replace(SAID.line, number=3))),
        "« Interventions », A3 (Formateur) : « trainer:1 » répète la ligne 2 ; gardez une seule des deux lignes.",
    ),
    Code.CONTRADICTED: (
        compared(SAID, replace(SAID, deletes=True, line=replace(SAID.line, number=3))),
        (
            "« Interventions », A3 (Formateur) : « trainer:1 » contredit la ligne 2, sur les mêmes noms ; gardez une "
            "seule des deux lignes."
        ),
    ),
    Code.STATE_DEDUCED: (
        compared(about("Action", "action:1", title="Forum des métiers")),
        "« Actions », E2 (État) : l’état n’est pas dit ; « en cours » est déduit des dates.",
    ),
    Code.NEW_AND_KNOWN: (
        reported(Code.NEW_AND_KNOWN.at(DECISION, value="nouveau", id="action:1")),
        (
            "« Actions », ligne 2 (Rapprochement) : « nouveau » est dit d’une ligne dont l’identifiant est connu "
            "(action:1) ; pour une autre chose, videz-le."
        ),
    ),
    Code.STILL_IN_USE: (
        reported(Code.STILL_IN_USE.at(DELETION, value="action:1", labels=("Forum", "Atelier", None))),
        (
            "« Actions », ligne 2 (À faire) : « action:1 » ne peut pas être supprimé, il sert encore à « Atelier », "
            "« Forum »."
        ),
    ),
    Code.FORGOTTEN: (
        forgotten(about("Trainer", "trainer:1", id="trainer:1", name="Zélie")),
        "« Formateurs », B2 (Nom) : « Zélie » est une personne oubliée le 01/03/2026 ; la ligne n’entre pas.",
    ),
    Code.NAME_OF_FORGOTTEN: (
        forgotten(about("Trainer", "trainer:1", name="Zélie")),
        (
            "« Formateurs », B2 (Nom) : « Zélie » est une personne oubliée le 01/03/2026 ; la ligne n’entre pas ; si "
            "c’est une autre personne du même nom, écrivez « nouveau » dans la colonne « Rapprochement »."
        ),
    ),
    Code.OLDER_VALUE: (disputed(Verdict.OLDER, "title", "Forum"), f"{TITLE}{OLDER}{VALUE}{IMPOSE}."),
    Code.OLDER_THAN_DELETION: (disputed(Verdict.OLDER), f"{LINE}{OLDER}{GONE}{IMPOSE}."),
    Code.OLDER_THAN_DELETION_OF_END: (
        disputed(Verdict.OLDER, is_reference=True),
        f"{LINE}{OLDER}{END_GONE}{IMPOSE}.",
    ),
    Code.OLDER_DELETION: (
        disputed(Verdict.OLDER, DELETION),
        f"« Actions », ligne 2 (À faire) : {OLDER}{GOES_ON}{IMPOSE}.",
    ),
    Code.CORRECTED_VALUE: (disputed(Verdict.CORRECTED, "title", "Forum"), f"{TITLE}{CORRECTED}{VALUE}{IMPOSE}."),
    Code.CORRECTED_BY_DELETION: (disputed(Verdict.CORRECTED), f"{LINE}{CORRECTED}{GONE}{IMPOSE}."),
    Code.CORRECTED_BY_DELETION_OF_END: (
        disputed(Verdict.CORRECTED, is_reference=True),
        f"{LINE}{CORRECTED}{END_GONE}{IMPOSE}.",
    ),
    Code.CORRECTED_DELETION: (
        disputed(Verdict.CORRECTED, DELETION),
        f"« Actions », ligne 2 (À faire) : {CORRECTED}{GOES_ON}{IMPOSE}.",
    ),
    Code.PRECEDED_VALUE: (
        disputed(Verdict.EARLIER_NAME, "title", "Forum"),
        f"{TITLE}{PRECEDED}{VALUE}{BY_NAME}{IMPOSE}.",
    ),
    Code.PRECEDED_BY_DELETION: (disputed(Verdict.EARLIER_NAME), f"{LINE}{PRECEDED}{GONE}{BY_NAME}{IMPOSE}."),
    Code.PRECEDED_BY_DELETION_OF_END: (
        disputed(Verdict.EARLIER_NAME, is_reference=True),
        f"{LINE}{PRECEDED}{END_GONE}{BY_NAME}{IMPOSE}.",
    ),
    Code.PRECEDED_DELETION: (
        disputed(Verdict.EARLIER_NAME, DELETION),
        f"« Actions », ligne 2 (À faire) : {PRECEDED}{GOES_ON}{BY_NAME}{IMPOSE}.",
    ),
    Code.REPLACES_VALUE: (
        disputed(Verdict.LATER_NAME, "title", "Forum"),
        f"{TITLE}remplace « Forum », d’après Note « B » (09/03/2026), du même jour{BY_NAME} : ici « Relevé ».",
    ),
    Code.REPLACES_DELETION: (
        disputed(Verdict.LATER_NAME),
        f"{LINE}revient, alors que {GONE}{BY_NAME} : ici « Relevé ».",
    ),
    Code.UNDATED_VALUE: (
        disputed(Verdict.UNDATED, "title", "Forum"),
        f"{TITLE}remplace « Forum », d’après Note « B » (09/03/2026){GIVE_DATE}.",
    ),
    Code.UNDATED_RETURN: (disputed(Verdict.UNDATED), f"{LINE}revient, alors que {GONE}{GIVE_DATE}."),
    Code.DELETES_STATED: (
        disputed(Verdict.LATER_NAME, DELETION),
        (
            "« Actions », ligne 2 (À faire) : supprime ce que dit Note « B » (09/03/2026), du même jour"
            f"{BY_NAME} : ici « Relevé »."
        ),
    ),
    Code.UNDATED_DELETION: (
        disputed(Verdict.UNDATED, DELETION),
        f"« Actions », ligne 2 (À faire) : supprime ce que dit Note « B » (09/03/2026){GIVE_DATE}.",
    ),
    Code.EMPTIED: (
        reported(Code.EMPTIED.at("status", value="NC")),
        (
            "« Actions », E2 (État) : « NC » n’efface rien : la cellule ne dit plus ce qu’elle disait à l’export, et "
            "le graphe le garde ; pour effacer, écrivez « (effacer) »."
        ),
    ),
    Code.EMPTIED_FOR_NOTHING: (
        reported(Code.EMPTIED_FOR_NOTHING.at("status", value="NC")),
        (
            "« Actions », E2 (État) : « NC » n’efface rien : la cellule ne dit plus ce qu’elle disait à l’export, et "
            "le graphe le garde ; cette colonne ne s’efface pas, récrivez ce qui est juste."
        ),
    ),
    Code.CHANGED_SINCE: (conflicting(Code.CHANGED_SINCE.at("title", **VALUES)), f"{TITLE}{SINCE}{BOTH}{WAY_OUT}."),
    Code.THING_CHANGED_SINCE: (conflicting(Code.THING_CHANGED_SINCE.at("")), f"{LINE}{SINCE}{WAY_OUT}."),
    Code.LINK_CHANGED_SINCE: (
        conflicting(Code.LINK_CHANGED_SINCE.at("", now=DETAILS)),
        f"{LINE}{SINCE}{NOW}{WAY_OUT}.",
    ),
    Code.NOT_COMPARABLE: (
        conflicting(Code.NOT_COMPARABLE.at("title", **VALUES)),
        f"{TITLE}{UNREADABLE}{BOTH}{WAY_OUT}.",
    ),
    Code.THING_NOT_COMPARABLE: (conflicting(Code.THING_NOT_COMPARABLE.at("")), f"{LINE}{UNREADABLE}{WAY_OUT}."),
    Code.LINK_NOT_COMPARABLE: (
        conflicting(Code.LINK_NOT_COMPARABLE.at("", now=DETAILS)),
        f"{LINE}{UNREADABLE}{NOW}{WAY_OUT}.",
    ),
    Code.DELETED_SINCE: (
        conflicting(Code.DELETED_SINCE.at("")),
        f"{LINE}n’est pas dans le graphe : identifiant modifié à la main, ou supprimé depuis l’export{WAY_OUT}.",
    ),
    Code.OTHER_ENDS: (
        conflicting(Code.OTHER_ENDS.at("")),
        (
            f"{LINE}nomme un autre lien que l’export ; celui de l’export reste dans le graphe et ne se supprime que "
            f"sur une ligne à lui{WAY_OUT}."
        ),
    ),
}


@pytest.mark.parametrize("code", sorted(Code.__members__.values() - REPORTED.keys()))
def test_each_problem_is_found_at_its_place_and_has_its_sentence(code: Code) -> None:
    found, path, text = CASES[code]
    (problem,) = found
    assert (problem.code, problem.path, FRENCH.sentence(problem)) == (code, path, text)
    assert all(language.sentence(problem) for language in LANGUAGES.values())


@pytest.mark.parametrize("code", REPORTED)
def test_each_contradiction_to_the_graph_is_reported_at_its_cell(code: Code) -> None:
    reporting, text = REPORTED[code]
    for language in LANGUAGES.values():
        findings = Findings(language=language)
        reporting(findings)
        assert {finding.language for finding in findings.entries} == {language}
        assert language is not FRENCH or text in map(str, findings.entries)


@pytest.mark.parametrize("code", [*Code, *Fault])
def test_each_code_is_raised_and_has_a_sentence_with_the_same_values_in_every_language(code: Code | Fault) -> None:
    assert code.name == code.value
    assert code.name in RAISED
    for language in LANGUAGES.values():
        assert language.sentences[code]
        assert values_in(language.sentences[code]) == values_in(FRENCH.sentences[code])


def values_in(template: str) -> set[str]:
    return {name for _, name, _, _ in FRENCH.parse(template) if name}


def test_every_language_has_the_same_words_and_codes() -> None:
    for language in LANGUAGES.values():
        assert language.words.keys() == FRENCH.words.keys()
        assert language.sentences.keys() == {*Code, *Fault}
        assert values_in(language.candidate) == values_in(FRENCH.candidate)


@pytest.mark.parametrize("code", [*Code, *Fault])
def test_an_english_sentence_has_no_french_except_quotes_from_the_file(code: Code | Fault) -> None:
    own = re.sub("“[^”]*”|{[^}]*}|région|départements?", "x", ENGLISH.sentences[code])
    assert not re.search("[à-ÿ’«»]| [;:?!]", own)


def texts(module: File) -> Iterator[str]:
    """Yield the texts of a module, its docstrings left out."""
    tree = ast.parse(module.read_text("utf-8"))
    documented = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documented:
            yield node.value


def test_two_files_of_one_source_are_distinguished_by_their_names() -> None:
    dispute = Dispute(ACTION, "title", Verdict.EARLIER_NAME, OURS, OURS._replace(file="2"), "Forum")
    for names, said in (
        ({"1": "juin.xlsx", "2": "novembre.xlsx"}, ("Relevé [juin.xlsx]", "Relevé [novembre.xlsx]")),
        ({"1": "juin.xlsx", "2": "juin.xlsx"}, ("Relevé", "Relevé")),
        ({"1": "juin.xlsx"}, ("Relevé", "Relevé")),
    ):
        problem = problem_of(dispute, lambda _: "Relevé", names)
        assert (problem.values["ours"], problem.values["theirs"]) == said
        assert f"« {said[0]} » le dit le 01/03/2026" in FRENCH.sentence(problem)


def test_judgement_contains_no_sentences() -> None:
    """Callers make the sentences: no text in judgement has accents, quotation marks or the name of a column."""
    french = [text for module in JUDGEMENT for text in texts(module) if re.search("[à-ÿ’«»]", text)]
    assert french == []
