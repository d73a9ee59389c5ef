"""Equal rows of a list: distinguished, added up or counted, and chosen by their empty or filled cells."""

from collections.abc import Sequence

import pytest

from exchange.cells.text import Raw
from exchange.incoming.lists.mapping import ListMapping, parse_mapping
from tests.exchange.incoming.test_tables import lines_of

PAID = """
[[table]]
vers = "Subventions"
{more}
[table.colonnes]
{columns}
"Année" = "{{Exercice}}"
"Accordé (€)" = "{{Montant}}"
{conditions}
"""
PAYMENTS: Sequence[Sequence[Raw]] = (
    ["SIRET", "Exercice", "Montant", "Demandé"],
    ["99900001100018", 2024, 0.1, None],
    ["99900002900010", 2024, 300, None],
    ["99900001100018", 2024, 0.2, None],
    ["99900001100018", 2024, "NC", 800],
    ["99900001100018", 2025, "beaucoup", None],
)


def paid(more: str = "", columns: str = "", conditions: str = "") -> ListMapping:
    return parse_mapping(PAID.format(more=more, columns=columns, conditions=conditions))


def test_identical_rows_are_distinguished_by_their_number_or_rank() -> None:
    numbered = paid(columns='Identifiant = "grant:a-{ligne.numéro}"')
    assert [line.text("id") for line in lines_of(numbered, *PAYMENTS)[0]] == [f"grant:a-{n}" for n in range(2, 7)]
    ranked = paid(columns='Identifiant = "grant:a-{SIRET}-{Exercice}-{ligne.rang}"')
    ids = [line.text("id") for line in lines_of(ranked, *PAYMENTS)[0]]
    assert [identifier.removeprefix("grant:a-") for identifier in ids] == [
        "99900001100018-2024-1",
        "99900002900010-2024-1",
        "99900001100018-2024-2",
        "99900001100018-2024-3",
        "99900001100018-2025-1",
    ]


def test_a_rank_counts_rows_that_a_condition_excludes() -> None:
    ranked = paid(
        columns='Identifiant = "grant:a-{SIRET}-{ligne.rang}"', conditions='[table.si]\nMontant = ["(rempli)"]'
    )
    lines, findings = lines_of(ranked, *PAYMENTS)
    assert [line.text("id")[-2:] for line in lines] == ["-1", "-1", "-2", "-4"]
    assert findings == ["« liste » : lignes laissées par « si » : 1 (« Montant »)."]


def test_a_row_with_only_its_number_and_rank_makes_no_line() -> None:
    numbered = paid(columns='Identifiant = "grant:a-{ligne.numéro}-{ligne.rang}-{SIRET}"')
    rows: list[list[Raw]] = [[*PAYMENTS[0], "Note"], [None, None, None, None, "fin de la liste"]]
    assert lines_of(numbered, *rows)[0] == []


def test_a_mapping_of_only_the_sheets_name_makes_one_line() -> None:
    mapping = parse_mapping('[[table]]\nvers = "Offres"\n[table.colonnes]\n"Intitulé" = "Accueil {feuille}"')
    ((line,), _) = lines_of(mapping, ["Nom"], ["a"], ["b"])
    assert (line.text("title"), line.rows) == ("Accueil liste", [2, 3])


def test_amounts_of_equal_rows_are_added_to_the_cent() -> None:
    added = paid(more='somme = ["Accordé (€)"]', columns='Identifiant = "grant:a-{SIRET}-{Exercice}"')
    lines, _ = lines_of(added, *PAYMENTS)
    assert [(line.rows, line.cells["grantedEuros"]) for line in lines] == [
        ([2, 4, 5], 0.3),
        ([3], 300),
        ([6], "beaucoup"),
    ], "a line with an unreadable amount is not merged, so that it is reported at its cell"


def test_equal_rows_are_counted() -> None:
    mapping = parse_mapping("""
[[table]]
vers = "Sessions"
nombre = "Personnes formées"
[table.colonnes]
"Intitulé" = "{Séance}"
""")
    lines, _ = lines_of(mapping, ["Séance", "Nom"], ["A", "x"], ["B", "y"], ["A", "z"])
    assert [(line.text("title"), line.cells["trainedCount"]) for line in lines] == [("A", 2), ("B", 1)]


@pytest.mark.parametrize(
    ("condition", "rows"),
    [
        ('Montant = ["(rempli)"]', [2, 3, 4, 6]),
        ('Montant = ["(vide)"]', [5]),
        ('"Montant|ou Demandé" = ["(rempli)"]', [2, 3, 4, 5, 6]),
        ('Exercice = ["2025", "(vide)"]', [6]),
        ('Exercice = ["2024"]\nDemandé = [" (Vide) "]', [2, 3, 4]),
    ],
)
def test_rows_are_chosen_by_empty_or_filled_cells(condition: str, rows: list[int]) -> None:
    quoted = condition.replace("Demandé =", '"Demandé" =')
    lines, _ = lines_of(paid(conditions=f"[table.si]\n{quoted}"), *PAYMENTS)
    assert [line.number for line in lines] == rows


def test_a_missing_column_of_a_condition_is_reported() -> None:
    _, (finding,) = lines_of(paid(conditions='[table.si]\n"Montant|ou Voté" = ["(rempli)"]'), *PAYMENTS)
    assert "il manque « Voté »" in finding
