"""Columns of a partner's list are recognised by values and headings, as the proposed mapping shows."""

import tomllib

import pytest

from tests.exchange.incoming.proposals import Rows, completed, proposed

TRACKED: Rows = (
    ("Suivi du plan", None),
    (
        "N°",
        "Porteur",
        "Axe du plan",
        "Intitulé",
        "Ville",
        "Coût total",
        "Montant attribué 2023",
        "Montant attribué 2024",
    ),
    (1, "Relais Fictif", "4 – Accompagner", "Permanence", "Angers", "12 000 €", "3 000 €", "3 000 €"),
    (2, "Atelier Fictif", "2 – Former", "Formation", "Nantes", "2 000 €", None, "500 €"),
)


def test_numbered_rows_are_not_headings_of_axes_and_a_cost_is_not_a_grant() -> None:
    text = completed(proposed({"Suivi": TRACKED}), Début="2024")
    tables = tomllib.loads(text)["table"]
    assert [table["vers"] for table in tables] == ["Institutions", "Actions", "Subventions", "Subventions"]
    assert tables[1]["colonnes"]["Axes"] == "{Axe du plan|avant –}"
    assert [(table["colonnes"]["Année"], table["colonnes"]["Accordé (€)"]) for table in tables[2:]] == [
        ("2023", "{Montant attribué 2023}"),
        ("2024", "{Montant attribué 2024}"),
    ]
    assert [table["colonnes"]["Identifiant"] for table in tables[2:]] == [
        "grant:liste-{N°}-2023",
        "grant:liste-{N°}-2024",
    ]
    assert {table["colonnes"]["Pour"] for table in tables[2:]} == {"action:liste-{N°}"}
    assert "F « Coût total » : non reconnue" in text


@pytest.mark.parametrize(
    ("heading", "value", "is_axis"),
    [
        ("Priorité", "4 - accompagnement des victimes", True),
        ("Priorité", "Axe 2 : sensibilisation", True),
        ("Priorité", "1 - permanence du mardi", False),
        ("Priorité", "4", False),
        ("Axe", "4", True),
        ("Axe", "4 - autre libellé", True),
    ],
)
def test_an_axis_is_recognised_by_its_words_or_its_heading(heading: str, value: str, is_axis: bool) -> None:  # noqa: FBT001
    text = proposed({"a": ((heading, "Structure"), (value, "Relais Fictif"), (value, "Atelier Fictif"))})
    assert ("des axes, d’après ses valeurs" in text) is is_axis


def test_kinds_of_bodies_that_contain_a_known_word_are_translated() -> None:
    rows: Rows = (
        ("Structure", "Nature juridique"),
        ("Relais Fictif", "Association loi 1901"),
        ("Atelier Fictif", "SARL"),
        ("Ville Fictive", "commune"),
    )
    (table,) = tomllib.loads(proposed({"a": rows}))["table"]
    assert table["nouveau"] == {"Type": "{Nature juridique}"}
    assert table["mots"] == {"Type": {"Association loi 1901": "association", "SARL": "autre"}}


@pytest.mark.parametrize(
    ("numbers", "slot"),
    [(("a-1", "a-2 ; a-3", "a-4"), "{id|1}"), (("a-1", "a-1 ; a-2", "a-3"), None), (("a-1", None, "a-3"), None)],
)
def test_a_column_of_repeated_or_missing_numbers_is_not_an_id(
    numbers: tuple[str | None, ...], slot: str | None
) -> None:
    rows: Rows = (("id", "Structure"), *((number, f"Relais {place}") for place, number in enumerate(numbers)))
    (table,) = tomllib.loads(proposed({"a": rows}))["table"]
    assert table["colonnes"].get("Identifiant") == (f"institution:liste-{slot}" if slot else None)


def test_without_a_known_heading_the_column_that_looks_like_names_is_taken() -> None:
    rows: Rows = (
        ("id_fs", "lib_fs", "type_fs", "insee_com", "lib_com", "site"),
        (1, "France services de Valserhône", "Principal", "01033", "Valserhône", "https://a.example"),
        (2, "France services de Guise", "Principal", "02361", "Guise", "https://b.example"),
        (3, "Bus France services", "Antenne", "02361", "Guise", "https://c.example"),
    )
    (table,) = tomllib.loads(proposed({"france": rows}))["table"]
    assert table["colonnes"] == {
        "Identifiant": "institution:liste-{id_fs}",
        "Nom": "{lib_fs}",
        "Implantation": "{insee_com|1}",
    }


def test_a_grant_without_a_number_is_identified_by_payee_year_and_rank() -> None:
    rows: Rows = (
        ("SIREN", "Bénéficiaire", "Année", "Objet", "Montant voté", "Montant demandé", "Code commune", "Département"),
        ("999000011", "Relais Fictif", 2024, "Ateliers", 100, 200, "44109", "44"),
        ("999000011", "Relais Fictif", 2024, "Ateliers", 100, 200, None, "44"),
        (None, "Atelier Fictif", 2024, "Écoute", None, 50, "49007", "49"),
    )
    text = completed(proposed({"Subventions": rows}), Axes="4")
    bodies, near, wide, grants = tomllib.loads(text)["table"]
    assert (near["vers"], wide["vers"], grants["vers"]) == ("Actions", "Actions", "Subventions")
    own_id = "liste-{SIREN}-{Année|année}-{ligne.rang}"
    assert grants["colonnes"]["Pour"] == near["colonnes"]["Identifiant"] == f"action:{own_id}"
    assert grants["si"] == {"Montant voté|ou Montant demandé": ["(rempli)"]}
    assert near["si"] == {"Code commune": ["(rempli)"]}
    assert (wide["si"], wide["colonnes"]["Territoires"]) == ({"Code commune": ["(vide)"]}, "département {Département}")
    assert near["colonnes"]["Acteurs"] == "{SIREN|ou Bénéficiaire} (porteur)"
    assert "si" not in bodies
