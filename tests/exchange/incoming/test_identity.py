"""Lines identified by number, name, decision or the facts of an engagement."""

from datetime import date
from itertools import permutations

import pytest

from exchange.cells.text import Raw
from exchange.findings import Findings
from exchange.incoming.judgement.identity import IdentityResolver
from exchange.incoming.judgement.institutions import Identities, certainty
from exchange.incoming.workbook.lines import Line
from exchange.lookup.directory import Directory
from exchange.lookup.gazetteer import Gazetteer
from exchange.lookup.loader import Lookup
from exchange.lookup.similarity import InstitutionNames
from exchange.sheets import BY_KIND, DECISION
from graph.rights import EVERYTHING
from judgement.entries import DirectoryEntry, GazetteerEntry
from judgement.likeness import EngagementIdentity

SIREN, SIRET, OTHER_PLACE = "732829320", "73282932000074", "73282932000082"
OTHER_SIREN, OTHER_SIRET = "012345609", "01234560900015"

SHARED = date(2025, 1, 1), frozenset({"commune:44109"})
WORKSHOP = EngagementIdentity("action:1", "Action", "Atelier", *SHARED)


def lookup() -> Lookup:
    names = InstitutionNames({"loire atlantique": "44"})
    towns = (("44109", "Nantes"), ("44143", "Rezé"))
    gazetteer = Gazetteer(
        GazetteerEntry(f"commune:{code}", "COMMUNE", code, name, f"{name} (44)") for code, name in towns
    )
    directory = Directory(gazetteer, names, EVERYTHING)
    directory.add(DirectoryEntry("institution:cidff", "Institution", "CIDFF 44", (), (SIREN,), "commune:44109"))
    directory.add(DirectoryEntry("institution:reze", "Institution", "Commune de Rezé", governs="commune:44143"))
    directory.add(DirectoryEntry("action:1", "Action", "Atelier"))
    names.add("institution:cidff", "CIDFF 44")
    return Lookup(directory, names, {"atelier": [WORKSHOP]})


def resolve(kind: str, *lines: dict[str, Raw], mapped: bool = False) -> tuple[Identities, list[str]]:
    """Return the identities of lines, and the messages of their findings."""
    findings, sheet = Findings(), BY_KIND[kind]
    read = [
        Line(sheet, number, dict(cells), {}, sheet.name, [number], mapped=mapped)
        for number, cells in enumerate(lines, start=2)
    ]
    resolver = IdentityResolver(lookup(), findings, read)
    for line in sorted(read, key=certainty):
        resolver.add(line)
    return resolver.identities, [finding.message for finding in findings.entries]


@pytest.mark.parametrize(
    ("cells", "identifier"),
    [
        ({"name": "CIDFF 44", "siren": SIREN}, "institution:cidff"),
        ({"name": "CIDFF 44", "siret": SIRET}, "institution:cidff"),
        ({"name": "cidff 44"}, "institution:cidff"),
        ({"name": "Centre X", "siren": OTHER_SIREN}, "institution:012345609"),
        ({"name": "Maison pour tous", "basedIn": "44109"}, "institution:maison-pour-tous-44109"),
        ({"name": "Commune de Rezé", "basedIn": "44143"}, "institution:reze"),
        ({"name": "Commune de Rezé", "basedIn": "44109"}, "institution:commune-de-reze-44109"),
        ({"name": "CIDFF Loire-Atlantique", DECISION: "institution:cidff"}, "institution:cidff"),
        ({"name": "CIDFF Loire-Atlantique", DECISION: "Nouvelle"}, "institution:cidff-loire-atlantique"),
    ],
)
def test_an_institution_is_identified(cells: dict[str, Raw], identifier: str) -> None:
    identities, messages = resolve("Institution", cells)
    assert [resolved_id for _, resolved_id in identities.lines] == [identifier]
    assert messages == []


@pytest.mark.parametrize(
    ("cells", "identifier", "message"),
    [
        ({"name": "Autre nom", "siren": SIREN}, "institution:cidff", "de « CIDFF 44 » (institution:cidff), qui porte"),
        ({"name": "CIDFF 44", "siren": OTHER_SIREN}, f"institution:{OTHER_SIREN}", f"a un autre numéro ({SIREN})"),
        ({"name": "Antenne de Rezé", "siret": SIRET}, f"institution:{SIRET}", "est un établissement de « CIDFF 44 »"),
        ({"name": "CIDFF 44", "siren": SIREN, "siret": OTHER_SIRET}, None, f"par le SIREN de la ligne ({SIREN})"),
        ({"id": "institution:x", "name": "X", "siren": SIREN}, None, "est le numéro de « CIDFF 44 »"),
        ({"id": "institution:cidff", "name": "X", "siren": OTHER_SIREN}, None, "n’est pas le numéro connu de"),
    ],
)
def test_a_number_decides_and_a_name_proposes(cells: dict[str, Raw], identifier: str | None, message: str) -> None:
    identities, messages = resolve("Institution", cells)
    assert [resolved_id for _, resolved_id in identities.lines] == ([identifier] if identifier else [])
    assert any(message in one for one in messages), messages


def test_a_body_with_a_different_number_is_not_proposed() -> None:
    identities, messages = resolve("Institution", {"name": "CIDFF Loire-Atlantique", "siren": OTHER_SIREN})
    assert [resolved_id for _, resolved_id in identities.lines] == [f"institution:{OTHER_SIREN}"]
    assert messages == []


def test_two_establishments_of_one_body_stay_separate() -> None:
    places: list[dict[str, Raw]] = [{"name": "Antenne A", "siret": SIRET}, {"name": "Antenne B", "siret": OTHER_PLACE}]
    identities, _ = resolve("Institution", *places)
    assert [resolved_id for _, resolved_id in identities.lines] == [
        f"institution:{SIRET}",
        f"institution:{OTHER_PLACE}",
    ]


def test_a_body_and_its_establishment_stay_separate_in_either_order() -> None:
    body: dict[str, Raw] = {"name": "Centre X", "siren": OTHER_SIREN}
    place: dict[str, Raw] = {"name": "Antenne du centre X", "siren": OTHER_SIREN, "siret": OTHER_SIRET}
    same: dict[str, Raw] = {"name": "Centre X", "siren": OTHER_SIREN, "siret": OTHER_SIRET}
    for lines in ([body, place], [place, body]):
        identities, (message,) = resolve("Institution", *lines)
        assert {i for _, i in identities.lines} == {f"institution:{OTHER_SIREN}", f"institution:{OTHER_SIRET}"}
        assert "entre à part et lui est liée" in message
    for lines in ([body, same], [same, body]):
        identities, _ = resolve("Institution", *lines)
        assert len({i for _, i in identities.lines}) == 1


NAMED_ALIKE: list[dict[str, Raw]] = [
    {"name": "Point conseil"},
    {"name": "Point conseil", "basedIn": "44109"},
    {"name": "Point conseil", "basedIn": "44143"},
    {"name": "Point conseil", "siret": OTHER_SIRET},
    {"name": "Point conseil", "siret": "90000001900019"},
]


@pytest.mark.parametrize("lines", [NAMED_ALIKE[:2], NAMED_ALIKE[:3], NAMED_ALIKE[1:4], NAMED_ALIKE[2:], NAMED_ALIKE])
@pytest.mark.parametrize("mapped", [False, True])
def test_identities_do_not_depend_on_the_order_of_the_lines(lines: list[dict[str, Raw]], mapped: bool) -> None:  # noqa: FBT001
    ends = set()
    for order in permutations(lines):
        identities, messages = resolve("Institution", *order, mapped=mapped)
        by_name = sorted((str(sorted(line.cells.items())), identifier) for line, identifier in identities.lines)
        is_refused = any("gardez une seule" in one or "plusieurs lignes" in one for one in messages)
        ends.add("refused" if is_refused else str(by_name))
    assert len(ends) == 1


def test_one_siret_under_two_names_is_refused() -> None:
    _, messages = resolve("Institution", {"name": "Un", "siret": OTHER_SIRET}, {"name": "Deux", "siret": OTHER_SIRET})
    assert any("est déjà donné à la ligne 2" in message for message in messages)


def test_a_decision_is_remembered_as_another_name() -> None:
    identities, _ = resolve("Institution", {"name": "CIDFF Loire-Atlantique", DECISION: "institution:cidff"})
    assert identities.new_names == {"institution:cidff": ["CIDFF Loire-Atlantique"]}
    assert len(identities.lines_by_name) == 1


@pytest.mark.parametrize(
    ("kind", "cells"),
    [
        ("Action", {"title": "Autre titre", "startsOn": "01/06/2027", "territories": "44109", DECISION: "action:1"}),
        ("Action", {"title": "Autre titre", "startsOn": "01/06/2027", DECISION: "ATELIER"}),
    ],
)
def test_a_decision_identifies_the_node_of_a_line(kind: str, cells: dict[str, Raw]) -> None:
    identities, messages = resolve(kind, cells)
    assert [identifier for _, identifier in identities.lines] == ["action:1"]
    assert messages == []


def test_a_decision_that_names_nothing_is_refused() -> None:
    identities, (message,) = resolve("Action", {"title": "Atelier", "startsOn": "01/01/2025", DECISION: "oui"})
    assert identities.lines == []
    assert message.endswith("ou écrivez « nouveau »")


def test_a_new_namesake_gets_an_id_from_its_number() -> None:
    line: dict[str, Raw] = {"name": "CIDFF 44", "siret": OTHER_SIRET, DECISION: "nouveau"}
    ((_, identifier),) = resolve("Institution", line)[0].lines
    assert identifier == f"institution:{OTHER_SIRET}"


@pytest.mark.parametrize(
    ("change", "is_known"),
    [
        ({}, True),
        ({"startsOn": "02/01/2025"}, False),
        ({"territories": "Nulle-Part"}, False),
        ({"title": "Cours"}, False),
    ],
)
def test_an_engagement_is_identified_by_title_first_day_and_territories(change: dict[str, Raw], is_known: bool) -> None:  # noqa: FBT001
    cells: dict[str, Raw] = {"title": "ATELIER", "startsOn": "01/01/2025", "territories": "Nantes (44)"}
    ((_, identifier),) = resolve("Action", cells | change)[0].lines
    ((_, again),) = resolve("Action", cells | change)[0].lines
    assert (identifier == "action:1") is is_known
    assert identifier == again, "the same file gives the same ids"


def test_a_second_line_about_a_node_is_refused() -> None:
    identities, (message,) = resolve("Offer", {"title": "Accueillir"}, {"title": "accueillir"})
    assert len(identities.lines) == 1
    assert message == "est déjà donné à la ligne 2 ; gardez une seule des deux lignes"


def test_an_id_of_another_sheet_is_refused() -> None:
    identities, (message,) = resolve("Offer", {"id": "action:1", "title": "x"})
    assert identities.lines == []
    assert "n’est pas un identifiant de cette feuille mais de la feuille « Actions » ; attendu : « offer:…" in message


GRANT: dict[str, Raw] = {"year": 2025, "programme": "147", "line": "2.4", "awardedBy": "CIDFF 44", "funds": "Atelier"}
SURVEY: dict[str, Raw] = {"surveyedOn": date(2026, 3, 15), "axes": "1", "territories": "commune:44109"}


@pytest.mark.parametrize(
    ("kind", "line", "spellings"),
    [
        ("Grant", GRANT, {"year": ("2025", 2025.0), "awardedBy": (SIREN, "institution:cidff", "cidff 44"),
                          "line": (2.4, "2,4", "ligne 2.4"),
                          "funds": ("action:1", "ATELIER"),
                          "programme": (147, " 147 ", "P147", "BOP 147", "147-02", "0147-01-02",
                                        "Politique de la ville")}),
        ("Survey", SURVEY, {"surveyedOn": ("15/03/2026", "2026-03-15"),
                            "territories": ("Nantes (44)", "44109", "Nantes")}),
        ("Orientation", {"text": "Former", "diagnostic": "action:1"}, {"text": ("former", "FORMER ")}),
    ],
)  # fmt: skip
def test_nodes_without_a_number_are_identified_in_any_spelling(
    kind: str, line: dict[str, Raw], spellings: dict[str, tuple[Raw, ...]]
) -> None:
    lines = [line, *(line | {name: other} for name, others in spellings.items() for other in others)]
    ids = {identity for one in lines for _, identity in resolve(kind, one)[0].lines}
    assert len(ids) == 1


@pytest.mark.parametrize("change", [{"year": 2024}, {"line": "1.6"}, {"programme": "148"}])
def test_a_grant_with_another_fact_is_a_new_one(change: dict[str, Raw]) -> None:
    ids = [identity for one in (GRANT, GRANT | change) for _, identity in resolve("Grant", one)[0].lines]
    assert len(set(ids)) == 2
