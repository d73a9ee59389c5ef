"""Templates of a mapping, filled with the cells of one row."""

from datetime import date

import pytest

from exchange.cells.text import Raw
from exchange.incoming.lists.templates import read_template
from tests.exchange.said import refused

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
        "{absent|ou nom}": "Maison",
        "{nom|ou absent}": "Maison",
        "{nc|ou montant}": 12_345.67,
        "{absent|ou insee|zéros 5}": "01004",
        "{absent|avant (|OU commune|avant (}": "Nantes",
        "{absent|ou nc|sinon 4}": "4",
        "{absent|ou nc}": "NC",
        "({absent|ou nc})": None,
        "{absent|ou nom} (porteur) ; {absent|ou nc} (financeur)": "Maison (porteur)",
        "sans emplacement": "sans emplacement",
        "4 ; 5": "4 ; 5",
    }.items(),
)
def test_a_template_takes_the_values_of_a_row(template: str, value: Raw) -> None:
    assert read_template(template).fill(CELLS.get) == value


def test_a_template_needs_every_column_that_may_fill_a_slot() -> None:
    assert [slot.column for slot in read_template("{a|ou b} ; {c|zéros 5|ou d|1|ou e}").slots] == [
        "a",
        "b",
        "c",
        "d",
        "e",
    ]


@pytest.mark.parametrize("template", ["{a|ou }", "{a|ou |zéros 5}", "{|ou b}", "{a|ou}"])
def test_a_slot_with_an_incomplete_alternative_is_refused(template: str) -> None:
    with refused():
        read_template(template)
