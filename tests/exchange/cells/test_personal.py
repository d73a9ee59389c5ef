"""Free text that may identify a person."""

import pytest

from exchange.cells.personal import Content, has_social_number, personal_content


@pytest.mark.parametrize(
    ("text", "what"),
    {
        "Écrire à jean.dupont@exemple.fr": Content.EMAIL,
        "Appeler le 06 12 34 56 78": Content.TELEPHONE,
        "Appeler le +33 (0)6 12 34 56 78": Content.TELEPHONE,
        "Appeler le 06.12.34.56.78": Content.TELEPHONE,
        "Appeler le 06/12/34/56/78": Content.TELEPHONE,
        "Écrire à jean.dupont [at] exemple.fr": Content.EMAIL,
        "Écrire à jean.dupont(arobase)exemple.fr": Content.EMAIL,
        "Signalement de Mme Exemple": Content.PERSON,
        "Rendez-vous avec M Exemple": Content.PERSON,
        "Atelier animé par mme exemple": Content.PERSON,
        "Accueil de mme la préfète": None,
        "Ligne M, station Exemple": None,
        "La victime Aïcha Exemple a déposé plainte": Content.VICTIM,
        "Permanence du 15/03/2021 au 20/04/2021": None,
        "Atelier n° 44109 2021 2022": None,
        "Permanence du 01/02/2021-03/04/2021": None,
        "Volet (a) accueil, volet (b) suivi": None,
        "Maison des victimes": None,
    }.items(),
)
def test_personal_data_in_a_text_is_recognised(text: str, what: Content | None) -> None:
    assert personal_content(text) == what


def test_the_name_of_a_body_that_helps_victims_is_not_a_victims_name() -> None:
    name = "Aide aux victimes Appui Fictif"
    assert personal_content(name, names_body=True) is None
    assert personal_content(f"{name}, Mme Exemple", names_body=True) == Content.PERSON


@pytest.mark.parametrize(
    "text", ["295109912611193", "Mme X, 2 95 10 99 126 111 93", "n° 2 95 10 99 126 111 clé 93", "1 84 12 2A 451 089 33"]
)
def test_a_social_security_number_is_known_by_its_key(text: str) -> None:
    assert has_social_number(text)


@pytest.mark.parametrize("text", ["295109912611194", "90000001900019", "2951099126111", "1295109912611193"])
def test_another_number_is_no_social_security_number(text: str) -> None:
    assert not has_social_number(text)
