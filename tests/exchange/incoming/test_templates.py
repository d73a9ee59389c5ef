"""Templates of a mapping, filled with the cells of one row."""

from datetime import date

import pytest

from exchange.cells.text import Raw
from exchange.incoming.templates import read_template

CELLS: dict[str, Raw] = {
    "nom": "Maison",
    "codes": "44109; ;44162",
    "jour": date(2024, 5, 1),
    "commune": "Nantes (44109)",
    "partenaires": "Un, Deux",
    "nc": "NC",
    "insee": 1004.0,
    "montant": 12_345.67,
    "exercice": "Exercice 2023",
}


@pytest.mark.parametrize(
    ("template", "value"),
    {
        "{nom}": "Maison",
        "{Nom} (vue)": "Maison (vue)",
        "{nom} ({absent})": "Maison",
        "{nc} (porteur)": None,
        "{codes|3}": "44162",
        "{codes|2}": None,
        "{codes|4}": None,
        "{absent}, {autre}": None,
        "{nom} (porteur) ; {absent} (financeur)": "Maison (porteur)",
        "{jour}": date(2024, 5, 1),
        "{montant}": 12_345.67,
        "le {jour}": "le 2024-05-01",
        "{jour|année}": "2024",
        "{exercice|année}": "2023",
        "{nom|année}": "Maison",
        "{insee|zéros 5}": "01004",
        "{nom|zéros 9}": "Maison",
        "{commune|avant (}": "Nantes",
        "{commune|après (|avant )}": "44109",
        "{nom|avant (}": "Maison",
        "{nom|après (}": None,
        "{partenaires|couper ,|2}": "Deux",
        "{partenaires|couper ,|chaque (partenaire)}": "Un (partenaire) ; Deux (partenaire)",
        "{absent|sinon 4}": "4",
        "{nc|sinon 4}": "4",
        "{nom|sinon 4}": "Maison",
        "sans emplacement": "sans emplacement",
        "4 ; 5": "4 ; 5",
    }.items(),
)
def test_a_template_takes_the_values_of_a_row(template: str, value: Raw) -> None:
    assert read_template(template).fill(CELLS.get) == value
