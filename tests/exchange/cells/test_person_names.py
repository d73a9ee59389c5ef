"""Names of persons written without a title in a text, and names of places and bodies that are not persons."""

import pytest

from exchange.cells.person_names import person_names


@pytest.mark.parametrize(
    ("text", "name"),
    {
        "voir avec Marie Durand": "Marie Durand",
        "Marie DURAND anime l’atelier": "Marie DURAND",
        "Atelier animé par DURAND Marie": "DURAND Marie",
        "Permanence de MARIE DURAND au CCAS": "MARIE DURAND",
        "Rencontre au collège Jean Zay avec Aïcha Benali": "Aïcha Benali",
        "Entretien (Jean-Pierre Le Goff), Nantes": "Jean-Pierre Le",
        "école primaire ; Mohamed Diallo": "Mohamed Diallo",
        "voir avec marie durand": "marie durand",
    }.items(),
)
def test_a_first_name_next_to_a_surname_is_found(text: str, name: str) -> None:
    assert [*person_names(text)] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "ECOLE JEAN ZAY : MARIE DURAND",
        "Centre social et culturel Anne Frank",
        "Permanence à la bibliothèque Assia Djebar",
        "Laïcité au Val Saint Martin VVV",
        "Université de Picardie Jules Verne (UPJV)",
        "Bus France Services du Réolais",
        "MJC Louise",
        "JEU Noël Solidaire",
        "Champ Roland Et Bords De L’Oise",
        "les marie durand",
        "avec Marie pour le CCAS",
        "avec louise au CCAS",
        "Marie, Durand et les autres",
        "Forum Marie",
        "Rue du docteur Marie Durand",
    ],
)
def test_things_named_after_people_are_not_persons(text: str) -> None:
    assert [*person_names(text)] == []
