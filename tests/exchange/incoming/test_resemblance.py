"""Near duplicates are shown to the officer, in any order of lines; a number or the officer's answer decides."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import permutations

import pytest

from changes.current import Current
from exchange.cells.text import Raw
from exchange.findings import Finding, Findings, Severity
from exchange.incoming.judgement.identity import IdentityResolver
from exchange.incoming.judgement.resemblance import Resemblances
from exchange.incoming.workbook.lines import Line
from exchange.incoming.workbook.statements import ClaimReader
from exchange.lookup.directory import Directory
from exchange.lookup.gazetteer import Gazetteer
from exchange.lookup.loader import Lookup
from exchange.lookup.similarity import InstitutionNames
from exchange.sentences import FRENCH
from exchange.sheets import BY_KIND, DECISION
from graph.rights import EVERYTHING
from graph.text import fold
from judgement.entries import DirectoryEntry, GazetteerEntry
from judgement.likeness import EngagementIdentity
from judgement.problems import Gravity

SIRETS = ("73282932000074", "01234560900015", "90000001900019")
NANTES = frozenset({"commune:44109"})
SHARED = date(2025, 1, 1), NANTES
BODY = frozenset({"institution:cidff"})
WORKSHOP = EngagementIdentity("action:1", "Action", "Atelier", *SHARED, date(2025, 12, 31), BODY)
FORUM = EngagementIdentity("action:2", "Action", "Forum de l'accès aux droits 2025", *SHARED, date(2025, 12, 31), BODY)
TALES = EngagementIdentity("action:3", "Action", "Collecte de récits ouvriers", *SHARED, date(2026, 6, 30), BODY)
DAYS = date(2025, 3, 3), date(2025, 3, 4)
COURSE = EngagementIdentity("session:1", "TrainingSession", "Formation d'accueil", DAYS[0], NANTES, DAYS[1], BODY)
ENGAGEMENTS = (WORKSHOP, FORUM, TALES, COURSE)
GRANT = ("Grant", "2025", "147", "2 4", "institution:cidff", "action:1")
SURVEY = ("Survey", "2025-03-15", "commune:44109")
ORIENTATION = ("Orientation", "former les agents d accueil", "diagnostic:1")
REFERENCES = {GRANT: "grant:1", SURVEY: "survey:1", ORIENTATION: "orientation:1"}
TOWNS = {"44109": "Nantes", "44143": "Rezé"}


def lookup() -> Lookup:
    names = InstitutionNames({"loire atlantique": "44", "loire": "42"})
    towns = [
        GazetteerEntry(f"commune:{code}", "COMMUNE", code, name, f"{name} (44)", attached_to="departement:44")
        for code, name in TOWNS.items()
    ]
    department = GazetteerEntry("departement:44", "DEPARTEMENT", "44", "Loire-Atlantique", "Loire-Atlantique")
    directory = Directory(Gazetteer([*towns, department]), names, EVERYTHING)
    for entry in (
        DirectoryEntry("institution:cidff", "Institution", "CIDFF 44", (), (), "commune:44109", "CIDFF"),
        DirectoryEntry("institution:pirae", "Institution", "Commune de Pirae", (), ("219873623",), "", "COMMUNE"),
        DirectoryEntry("institution:244900015", "Institution", "CU Angers Loire Métropole", body_kind="EPCI"),
        DirectoryEntry(
            "institution:maison", "Institution", "Maison des droits", (), (), "commune:44109", "ASSOCIATION"
        ),
        DirectoryEntry(
            "institution:reze", "Institution", "Commune de Rezé", body_kind="COMMUNE", governs="commune:44143"
        ),
        DirectoryEntry("trainer:1", "Trainer", "Camille Démonstration"),
        DirectoryEntry("offer:1", "Offer", "Accueillir sans discriminer"),
        DirectoryEntry("source:1", "Source", "Bilan de l'agglomération 2025"),
        DirectoryEntry("diagnostic:1", "Diagnostic", "Diagnostic d'essai"),
        DirectoryEntry("diagnostic:2", "Diagnostic", "Autre diagnostic"),
        *(DirectoryEntry(e.id, e.kind, e.title) for e in ENGAGEMENTS),
    ):
        directory.add(entry)
        if entry.kind == "Institution":
            names.add(entry.id, entry.name)
    return Lookup(directory, names, {fold(e.title): [e] for e in ENGAGEMENTS}, REFERENCES)


def examine(kind: str, *lines: Mapping[str, Raw], mapped: bool = False, earlier: Sequence[str] = ()) -> list[Finding]:
    """Return the findings about lines of one kind, given a small graph."""
    return examine_kinds(*((kind, cells) for cells in lines), mapped=mapped, earlier=earlier)


def examine_kinds(
    *lines: tuple[str, Mapping[str, Raw]], mapped: bool = False, earlier: Sequence[str] = ()
) -> list[Finding]:
    """Return the findings about lines of any kinds, the first of which is line 2."""
    known, findings = lookup(), Findings()
    current = Current({identifier: entry.kind for identifier, entry in known.directory.entries.items()})
    current.kinds |= {identifier: reference[0] for reference, identifier in REFERENCES.items()}
    read = [
        Line(BY_KIND[kind], number, dict(cells), {}, BY_KIND[kind].name, [number], mapped=mapped)
        for number, (kind, cells) in enumerate(lines, start=2)
    ]
    resolver = IdentityResolver(known, findings, read)
    for line in read:
        resolver.add(line)
    reader = ClaimReader(known.directory, Findings())
    claims = [reader.read_node(line, identifier) for line, identifier in resolver.identities.lines]
    resemblances = Resemblances(claims, {claim.id for claim in claims}, current, known, earlier)
    resemblances.report(findings, ENGAGEMENTS, REFERENCES)
    return findings.entries


def messages(kind: str, *lines: Mapping[str, Raw], mapped: bool = False) -> list[str]:
    return [f"{FRENCH.written(finding.severity)} {finding}" for finding in examine(kind, *lines, mapped=mapped)]


ACTION: dict[str, Raw] = {
    "title": "Atelier",
    "startsOn": "01/01/2025",
    "endsOn": "31/12/2025",
    "territories": "commune:44109",
    "actors": "CIDFF 44 (porteur)",
}
TO_ELECTED: dict[str, Raw] = {"text": "Former les élus des communes", "diagnostic": "diagnostic:2"}
HERE: dict[str, Raw] = {"basedIn": "44109"}
TALE: dict[str, Raw] = ACTION | {"title": "Recueil de récits d'ouvriers"}
NEW_GRANT: dict[str, Raw] = {"year": 2025, "programme": "147", "awardedBy": "CIDFF 44", "funds": "Atelier"}
ALMOST: Sequence[tuple[str, Mapping[str, Raw], str]] = (
    ("Institution", {"name": "CIDFF Loire-Atlantique"}, "pourrait être « CIDFF 44 » (institution:cidff, score 100"),
    ("Institution", {"name": "ANGERS LOIRE METROPOLE", "kind": "intercommunalité"}, ": angers, loire, metropole"),
    ("Institution", {"name": "Mairie de Rezé", "kind": "mairie", "basedIn": "44143"}, "(institution:reze, score 100"),
    ("Institution", {"name": "Maison du droits", "kind": "autre", "basedIn": "44109"}, "« Maison des droits »"),
    ("Trainer", {"name": "Camile Démonstration"}, "pourrait être « Camille Démonstration » (trainer:1)"),
    ("Offer", {"title": "Acceuillir sans discriminer"}, "pourrait être « Accueillir sans discriminer » (offer:1)"),
    ("Source", {"title": "Bilan de l’aglomération 2025"}, "pourrait être « Bilan de l'agglomération 2025 » (source:1)"),
    ("Action", ACTION | {"startsOn": "20/01/2025"}, "qui a le même titre et commence le 01/01/2025 (action:1)"),
    ("Action", ACTION | {"startsOn": "15/12/2024"}, "qui a le même titre et commence le 01/01/2025 (action:1)"),
    ("Action", ACTION | {"startsOn": "01/06/2025"}, "qui a le même titre et commence le 01/01/2025 (action:1)"),
    ("Action", ACTION | {"title": "Forum de l'acces aux drois 2025"}, "Forum de l'accès aux droits 2025 » (action:2)"),
    ("Action", TALE, "s’intitule « Collecte de récits ouvriers » (action:3)"),
    ("Action", TALE | {"title": "Collecte de récits ouvriers du Choletais"}, "(action:3)"),
    ("Action", ACTION | {"territories": "Nantes (44) ; Rezé (44)"}, "a pour territoires « Nantes (44) » (action:1)"),
    ("Action", ACTION | {"territories": "Loire-Atlantique"}, "a pour territoires « Nantes (44) » (action:1)"),
    ("Action", ACTION | {"id": "action:x"}, "le même premier jour et les mêmes territoires (action:1)"),
    ("Grant", NEW_GRANT, "une subvention du graphe (grant:1), qui n’en diffère que par « Ligne »"),
    ("Grant", NEW_GRANT | {"awardedBy": None, "line": "2.4"}, "qui n’en diffère que par « Accordée par »"),
    ("Grant", NEW_GRANT | {"id": "grant:x", "line": "2.4"}, "une subvention du graphe (grant:1)"),
    ("Survey", {"surveyedOn": "20/03/2025", "axes": "1", "territories": "44109"}, "un relevé du graphe (survey:1)"),
    ("Orientation", {"text": "Former les agent d'accueil", "diagnostic": "diagnostic:1"}, "(orientation:1)"),
)  # fmt: skip


@pytest.mark.parametrize(("kind", "cells", "sentence"), ALMOST, ids=lambda part: str(part)[:40])
def test_near_duplicates_are_shown_to_the_officer(kind: str, cells: Mapping[str, Raw], sentence: str) -> None:
    filled = {name: raw for name, raw in cells.items() if raw is not None}
    (message,) = messages(kind, filled)
    assert message.startswith("erreur")
    assert sentence in message
    assert "dans la colonne « Rapprochement », sinon écrivez-y « nouveau »" in message
    assert messages(kind, filled | {DECISION: "Nouveau"}) == []
    if "id" not in filled:
        known = next(i for i in [*lookup().directory.entries, *REFERENCES.values()] if f"({i}" in message)
        assert messages(kind, filled | {DECISION: known}) == []


def test_an_engagement_moved_by_months_is_a_doubt_or_an_error_if_the_file_held_it_before() -> None:
    moved: dict[str, Raw] = ACTION | {"title": "Formation d'accueil", "startsOn": "01/06/2025", "endsOn": "02/06/2025"}
    (doubt,) = examine("TrainingSession", moved)
    assert doubt.gravity is Gravity.COSTS_A_FIGURE
    assert "qu’une mobilisation du 03/03/2025 (session:1) ; si c’est la même, déplacée, écrivez son id" in doubt.message
    (question,) = examine("TrainingSession", moved, earlier=["session:1"])
    assert question.severity is Severity.ERROR
    assert "du 03/03/2025, que ce fichier ne donne plus (session:1) ; si c’est la même chose, écrivez" in str(question)
    for answer in ("nouveau", "session:1"):
        assert examine("TrainingSession", moved | {DECISION: answer}, earlier=["session:1"]) == []
    assert examine("TrainingSession", moved | {"startsOn": "02/03/2026", "endsOn": "03/03/2026"}) == []
    known = moved | {"startsOn": "03/03/2025", "endsOn": "04/03/2025"}
    assert examine("TrainingSession", known, moved, earlier=["session:1"]) == []


def test_a_line_called_new_with_an_exact_known_name_is_reported() -> None:
    cases: Sequence[tuple[str, Mapping[str, Raw], str]] = (
        ("Trainer", {"name": "Camille Démonstration"}, "trainer:1"),
        ("Institution", {"name": "CIDFF 44", **HERE}, "institution:cidff"),
        ("Offer", {"title": "Accueillir sans discriminer"}, "offer:1"),
    )
    for kind, cells, known in cases:
        (message,) = messages(kind, dict(cells) | {DECISION: "nouveau"})
        assert message.startswith("avertissement")
        assert f"({known}), qui est dans le graphe sous ce nom exact et que la ligne désigne" in message
    separate: dict[str, Raw] = {"id": "trainer:2", "name": "Camille Démonstration", DECISION: "nouveau"}
    assert messages("Trainer", separate) == []


def test_an_engagement_known_as_another_kind_is_referred_to_its_sheet() -> None:
    (message,) = messages("Commitment", ACTION)
    assert "mais est d’une autre sorte (action) (action:1)" in message
    assert "écrivez la ligne dans la feuille « Actions », sinon écrivez « nouveau » dans la colonne" in message
    assert messages("Commitment", ACTION | {DECISION: "nouveau"}) == []


@pytest.mark.parametrize(
    ("kind", "cells"),
    [
        ("Institution", {"name": "Association Vivre la Ville", "kind": "association", "basedIn": "44109"}),
        ("Institution", {"name": "CIDFF 49", "kind": "CIDFF"}),
        ("Institution", {"name": "Mairie de Rezé", "kind": "mairie", "basedIn": "44109"}),
        ("Institution", {"name": "Commune de Rezé", "kind": "mairie", "basedIn": "44109"}),
        ("Institution", {"name": "Maison des droit", "kind": "association", "basedIn": "Rezé (44)"}),
        ("Institution", {"name": "Maison des droit", "kind": "université", "basedIn": "44109"}),
        ("Institution", {"name": "Maison des droits Bellevue", "kind": "association", "basedIn": "Rezé (44)"}),
        ("Institution", {"name": "Commune de Pirae", "siren": "732829320", "id": "institution:732829320"}),
        ("Trainer", {"name": "Zélie Inventée"}),
        ("Source", {"title": "Bilan de l'agglomération 2026"}),
        ("Action", ACTION | {"startsOn": "01/01/2026", "endsOn": "31/12/2026"}),
        ("Action", ACTION | {"startsOn": "20/01/2025", "territories": "Nulle-Part"}),
        ("Action", ACTION | {"title": "Forum de l'accès aux droits 2026"}),
        ("Action", ACTION | {"title": "Forum de l'acces aux drois 2025", "startsOn": "02/01/2025"}),
        ("Action", TALE | {"actors": "Maison des droits (porteur)"}),
        ("Action", ACTION | {"territories": "Rezé (44)"}),
        ("TrainingSession", {"title": "Atelier", "startsOn": "01/06/2025", "territories": "44109"}),
        ("Grant", NEW_GRANT | {"line": "1.6"}),
        ("Grant", NEW_GRANT | {"line": "2.4", "year": 2024}),
        ("Survey", {"surveyedOn": "20/05/2025", "axes": "1", "territories": "44109"}),
        ("Orientation", {"text": "Former les élus", "diagnostic": "diagnostic:1"}),
    ],
)  # fmt: skip
def test_different_things_are_not_reported(kind: str, cells: Mapping[str, Raw]) -> None:
    assert [message for message in messages(kind, cells) if "n’est l’identifiant de rien" not in message] == []


@pytest.mark.parametrize(
    "lines",
    [
        [ACTION, ACTION | {"startsOn": "20/01/2025"}],
        [ACTION | {"title": FORUM.title, "id": "action:2"}, ACTION | {"title": "Forum de l'acces aux drois 2025"}],
    ],
)
def test_a_node_of_another_line_is_not_proposed_for_a_new_one(lines: list[Mapping[str, Raw]]) -> None:
    assert messages("Action", *lines) == []
    assert messages("Action", *lines[::-1]) == []


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("Institution", HERE | {"name": "Ligue du droit"}, HERE | {"name": "La ligue des droits"}),
        ("Institution", HERE | {"name": "Maison bleue", "otherNames": "MB Nantes"}, HERE | {"name": "MB de Nantes"}),
        ("Institution", {"name": "ADIL 44"}, {"name": "Agence départementale d'information sur le logement (44)"}),
        ("Trainer", {"name": "Basile Imaginé"}, {"name": "Basile Imagines"}),
        ("Offer", {"title": "Agir au quotidien"}, {"title": "Agir au quotidein"}),
        ("Source", {"title": "Enquête de terrain"}, {"title": "Enquete de terain"}),
        ("Action", ACTION | {"title": "Marche exploratoire"}, ACTION | {"title": "Marche exploratiore"}),
        ("Grant", NEW_GRANT | {"funds": "action:2"}, NEW_GRANT | {"funds": "action:2", "line": "2.4"}),
        ("Orientation", TO_ELECTED, TO_ELECTED | {"text": "Former les élus des comunes"}),
    ],
)  # fmt: skip
def test_two_spellings_in_one_file_are_reported_in_any_order(
    kind: str, one: Mapping[str, Raw], other: Mapping[str, Raw]
) -> None:
    for lines in ((one, other), (other, one)):
        (finding,) = examine(kind, *lines)
        assert finding.place.address == (3,)
        assert list(finding.place.rows) == [3, 2], "neither is imported before somebody decides"
        assert "ligne 2" in finding.message
        assert "gardez une seule des deux lignes, sinon écrivez « nouveau »" in finding.message
    assert examine(kind, one, dict(other) | {DECISION: "nouveau"}) == []
    assert examine(kind, dict(one) | {DECISION: "nouveau"}, other) == []


def test_namesakes_with_different_numbers_are_separate_in_any_order() -> None:
    lines = [{"name": "France services", "siret": siret, "basedIn": "44109"} for siret in SIRETS]
    for order in permutations(lines):
        findings = examine("Institution", *order)
        assert [finding.severity for finding in findings] == [Severity.WARNING] * 2
        assert all("qui a un autre numéro" in finding.message for finding in findings)


def test_the_number_of_an_association_among_its_other_names_decides() -> None:
    lines = [{"name": "Amicale du quartier", **HERE, "otherNames": f"AQ ; W44200123{n}"} for n in range(3)]
    for order in permutations(lines):
        findings = examine("Institution", *order)
        assert [finding.severity for finding in findings] == [Severity.WARNING] * 2
    renamed = [{"name": name, "otherNames": "w442001230"} for name in ("Amicale A", "Ligue Z")]
    (message,) = messages("Institution", *renamed)
    assert "est déjà donné à la ligne 2" in message


def test_lines_with_different_numbers_and_the_name_of_a_body_without_a_number_are_refused() -> None:
    lines = [{"name": "Maison des droits", "siret": siret} for siret in SIRETS[:2]]
    for order in (lines, lines[::-1]):
        expected = "est le nom de institution:maison, dont le numéro n’est pas connu"
        assert [expected in text for text in messages("Institution", *order)] == [True, True]
    decided = [lines[0] | {DECISION: "institution:maison"}, lines[1] | {DECISION: "nouveau"}]
    assert [messages("Institution", *some) for some in (decided, decided[::-1], lines[:1])] == [[], [], []]


def test_the_id_of_a_list_decides_and_a_resemblance_is_a_warning() -> None:
    (message,) = messages("Institution", {"id": "institution:liste-1", "name": "CIDFF Loire-Atlantique"}, mapped=True)
    assert message.startswith("avertissement")
    assert "entre à part, avec l’identifiant de la ligne" in message
    pair = [{"id": f"institution:liste-{n}", "name": name} for n, name in enumerate(("ADIL 42", "ADIL de la Loire"))]
    assert messages("Institution", *pair, mapped=True) == []


def test_an_unknown_id_is_reported_unless_the_officer_calls_the_line_new() -> None:
    line: dict[str, Raw] = dict(ACTION) | {"id": "action:x", "title": "Marche exploratoire"}
    (message,) = messages("Action", line)
    assert message.startswith("avertissement")
    assert "n’est l’identifiant de rien de connu" in message
    assert messages("Action", line | {DECISION: "nouveau"}) == messages("Action", line, mapped=True) == []
