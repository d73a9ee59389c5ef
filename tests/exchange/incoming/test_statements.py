"""Claims read from cells: values, relationships with their facts, and findings that leave the rest of a line valid."""

from datetime import date

import pytest

from exchange.cells.text import Raw
from exchange.findings import Findings
from exchange.incoming.workbook.lines import Line
from exchange.incoming.workbook.statements import Claim, ClaimReader
from exchange.sheets import BY_KIND, SHEETS
from judgement.entries import DirectoryEntry
from judgement.statements import DELETION
from tests.exchange.outgoing.test_cells import directory

ACTIONS = BY_KIND["Action"]


def read(cells: dict[str, Raw], kind: str = "Action") -> tuple[Claim, list[str]]:
    """Return the claim of a line, and the messages of its findings."""
    findings = Findings()
    claim = ClaimReader(directory(), findings).read_node(Line(BY_KIND[kind], 2, cells, {}, "Feuille"), "x:1")
    return claim, [finding.message for finding in findings.entries]


def test_an_inexact_date_is_its_first_day_or_its_last() -> None:
    claim, messages = read({"startsOn": "2024", "endsOn": "2025"})
    assert claim.facts == {"startsOn": date(2024, 1, 1), "endsOn": date(2025, 12, 31)}
    claim, messages = read({"startsOn": "en cours", "endsOn": "en cours"})
    assert claim.facts == {"endsOn": None}
    assert messages == ["ne dit pas de premier jour ; attendu : une date, par exemple 15/03/2021"]


def test_a_value_is_erased_where_the_model_allows_it() -> None:
    claim, messages = read(
        {"title": "(effacer)", "endsOn": "(effacer)", "territories": "(effacer)", "plan": "(Effacer)"}
    )
    assert claim.facts == {"endsOn": None}
    assert claim.edges == {"plan": {}}
    assert messages == [
        "ne peut pas être effacé, la colonne est obligatoire",
        "ne peut pas être effacé, il en faut au moins un",
    ]


def test_roles_of_an_actor_named_twice_are_merged() -> None:
    claim, messages = read({"actors": "Mairie (porteur) ; Mairie (financeur, porteur) ; Inconnue (porteur) ; Mairie"})
    assert claim.edges == {"actors": {("ENGAGED_IN", "institution:1", "x:1"): {"roles": ["LEAD", "FUNDER"]}}}
    unknown, without_role = messages
    assert unknown.startswith("ne désigne rien de connu")
    assert without_role.startswith("ne dit pas son rôle")


def test_a_wrong_cell_does_not_affect_the_others() -> None:
    claim, messages = read({"startsOn": "bientôt", "status": "#REF!", "axes": "1 et 3", "title": "Atelier"})
    assert claim.facts == {"title": "Atelier"}
    assert set(claim.edges["axes"]) == {("ON_AXIS", "x:1", "axis:1"), ("ON_AXIS", "x:1", "axis:3")}
    assert len(messages) == 2
    assert "est une erreur de formule ; écrivez la valeur" in messages


@pytest.mark.parametrize(("text", "deletes"), [("supprimer", True), ("À supprimer", True), ("", False)])
def test_a_line_may_delete_its_node(text: str, deletes: bool) -> None:  # noqa: FBT001 - a value of the table
    claim, messages = read({DELETION: text} if text else {})
    assert (claim.deletes, messages) == (deletes, [])


def test_communes_imply_a_stated_perimeter_unless_the_line_states_another() -> None:
    claim, _ = read({"communes": "Nantes (44)"}, "CityContract")
    assert claim.facts == {"perimeter": "STATED"}
    claim, _ = read({"communes": "Nantes (44)", "perimeter": "supposé"}, "CityContract")
    assert claim.facts != {"perimeter": "STATED"}


def test_a_relationship_needs_both_ends() -> None:
    (sheet,) = [sheet for sheet in SHEETS if sheet.relation_name == "affiliations"]
    findings = Findings()
    reader = ClaimReader(directory(), findings)
    assert reader.read_edge(Line(sheet, 2, {"owner": "Loïc Fictif"}, {}, "Rattachements")) is None
    assert [error.place.heading for error in findings.errors] == ["Institution"]


def test_parentheses_that_belong_to_a_title_are_no_day_and_a_wrong_day_is_not_lost() -> None:
    known, findings = directory(), Findings()
    known.add(DirectoryEntry("source:a", "Source", "Rapport (2023)"))
    known.add(DirectoryEntry("source:b", "Source", "Note"))
    line = Line(ACTIONS, 2, {"sources": "Rapport (2023) ; Note (20/11/26)"}, {}, "Feuille")
    claim = ClaimReader(known, findings).read_node(line, "x:1")
    assert claim.edges == {"sources": {("STATED_BY", "x:1", "source:a"): {}}}
    assert [finding.value for finding in findings.errors] == ["Note (20/11/26)"]
    assert "écrivez 20/11/2026" in findings.errors[0].message
