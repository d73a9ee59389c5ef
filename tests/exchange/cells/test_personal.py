"""Free text that may identify a person."""

import pytest

from exchange.cells.personal import personal_content


@pytest.mark.parametrize(
    ("text", "what"),
    {
        "Écrire à jean.dupont@exemple.fr": "une adresse électronique",
        "Appeler le 06 12 34 56 78": "un numéro de téléphone",
        "Signalement de Mme Exemple": "le nom d’une personne",
        "La victime Aïcha Exemple a déposé plainte": "le nom d’une victime",
        "Permanence du 15/03/2021 au 20/04/2021": None,
        "Atelier n° 44109 2021 2022": None,
        "Maison des victimes": None,
    }.items(),
)
def test_personal_data_in_a_text_is_recognised(text: str, what: str | None) -> None:
    assert personal_content(text) == what


def test_the_name_of_a_body_that_helps_victims_is_no_victims_name() -> None:
    name = "Aide aux victimes Appui Fictif"
    assert personal_content(name, names_body=True) is None
    assert personal_content(f"{name}, Mme Exemple", names_body=True) == "le nom d’une personne"
