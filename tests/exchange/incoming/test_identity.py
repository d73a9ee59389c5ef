"""Lines identified by number, name, decision or the facts of an engagement."""

from datetime import date

import pytest

from exchange.cells.text import Raw
from exchange.findings import Findings
from exchange.incoming.identity import Identities, IdentityResolver
from exchange.incoming.lines import Line
from exchange.lookup.directory import Directory, DirectoryEntry
from exchange.lookup.gazetteer import Gazetteer, GazetteerEntry
from exchange.lookup.loader import EngagementIdentity, Lookup
from exchange.lookup.similarity import InstitutionNames
from exchange.sheets import BY_KIND, DECISION
from graph.rights import Caller

SIREN = "732829320"


def lookup() -> Lookup:
    names = InstitutionNames({"loire atlantique": "44"})
    gazetteer = Gazetteer([GazetteerEntry("commune:44109", "COMMUNE", "44109", "Nantes", "Nantes (44)")])
    directory = Directory(gazetteer, names, Caller.OFFICER)
    directory.add(DirectoryEntry("institution:cidff", "Institution", "CIDFF 44", (), (SIREN,), "commune:44109"))
    directory.add(DirectoryEntry("action:1", "PlanAction", "Atelier"))
    names.add("institution:cidff", "CIDFF 44")
    engagement = EngagementIdentity("action:1", "PlanAction", date(2025, 1, 1), frozenset({"commune:44109"}))
    return Lookup(directory, names, {"atelier": [engagement]})


def resolve(kind: str, *lines: dict[str, Raw]) -> tuple[Identities, list[str]]:
    """Return the identities of lines, and the messages of their findings."""
    findings = Findings()
    resolver = IdentityResolver(lookup(), findings)
    for number, cells in enumerate(lines, start=2):
        resolver.add(Line(BY_KIND[kind], number, cells, {}, BY_KIND[kind].name))
    return resolver.identities, [finding.message for finding in findings.entries]


@pytest.mark.parametrize(
    ("cells", "identifier"),
    [
        ({"name": "Tout autre nom", "siren": SIREN}, "institution:cidff"),
        ({"name": "cidff 44"}, "institution:cidff"),
        ({"name": "Centre X", "siren": "012345609"}, "institution:012345609"),
        ({"name": "Maison pour tous", "basedIn": "44109"}, "institution:maison-pour-tous-44109"),
        ({"name": "CIDFF Loire-Atlantique", DECISION: "institution:cidff"}, "institution:cidff"),
        ({"name": "CIDFF Loire-Atlantique", DECISION: "Nouvelle"}, "institution:cidff-loire-atlantique"),
    ],
)
def test_an_institution_is_identified(cells: dict[str, Raw], identifier: str) -> None:
    identities, messages = resolve("Institution", cells)
    assert [resolved_id for _, resolved_id in identities.lines] == [identifier]
    assert messages == []


def test_a_similar_name_is_put_to_the_officer_and_a_decision_is_remembered() -> None:
    identities, (message,) = resolve("Institution", {"name": "CIDFF Loire-Atlantique"})
    assert identities.lines == []
    assert "pourrait être « CIDFF 44 » (institution:cidff, score 100 sur 100" in message
    identities, _ = resolve("Institution", {"name": "CIDFF Loire-Atlantique", DECISION: "institution:cidff"})
    assert identities.new_names == {"institution:cidff": ["CIDFF Loire-Atlantique"]}
    assert len(identities.lines_by_name) == 1


def test_a_new_institution_with_an_id_is_warned_of_similar_ones_of_the_graph_only() -> None:
    line: dict[str, Raw] = {"id": "institution:essai", "name": "CIDFF Loire-Atlantique"}
    identities, (message,) = resolve("Institution", line)
    assert [resolved_id for _, resolved_id in identities.lines] == ["institution:essai"]
    assert "ressemble à « CIDFF 44 »" in message


@pytest.mark.parametrize(
    ("change", "is_known"),
    [
        ({}, True),
        ({"startsOn": "02/01/2025"}, False),
        ({"territories": "Nulle-Part"}, False),
        ({"title": "Cours"}, False),
    ],
)
def test_an_engagement_is_known_by_title_first_day_and_territories(change: dict[str, Raw], is_known: bool) -> None:  # noqa: FBT001
    cells: dict[str, Raw] = {"title": "ATELIER", "startsOn": "01/01/2025", "territories": "Nantes (44)"}
    ((_, identifier),) = resolve("PlanAction", cells | change)[0].lines
    ((_, again),) = resolve("PlanAction", cells | change)[0].lines
    assert (identifier == "action:1") is is_known
    assert identifier == again, "the same file gives the same ids"


def test_one_line_at_most_is_about_a_node() -> None:
    identities, (message,) = resolve("Offer", {"title": "Accueillir"}, {"title": "accueillir"})
    assert len(identities.lines) == 1
    assert message == "est déjà donné à la ligne 2 ; gardez une seule des deux lignes"


def test_an_id_of_another_sheet_is_refused() -> None:
    identities, (message,) = resolve("Offer", {"id": "action:1", "title": "x"})
    assert identities.lines == []
    assert "attendu : « offer:…" in message
