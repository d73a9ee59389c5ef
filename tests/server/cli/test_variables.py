"""A value of `--variables` that is not a JSON object is refused in French, with the place and what would be right."""

import pytest
import typer

from server.cli.query import EXPECTED_VARIABLES, values_of

PLACES = (
    ("{", "ligne 1, colonne 2, il faut ici un nom entre guillemets doubles"),
    ("{'id': 5}", "ligne 1, colonne 2, il faut ici un nom entre guillemets doubles"),
    ('{"id" 5}', "ligne 1, colonne 7, il faut ici deux-points"),
    ('{"id": 5 "on": 6}', "ligne 1, colonne 10, il faut ici une virgule"),
    ('{\n  "id":\n}', "ligne 3, colonne 1, il faut ici une valeur"),
    ("", "ligne 1, colonne 1, il faut ici une valeur"),
    ('{"id": "5}', "ligne 1, colonne 8, les guillemets de ce texte ne sont pas fermés"),
    ('{"id": "a\tb"}', "ligne 1, colonne 10, un texte ne contient ni saut de ligne ni tabulation"),
    ('{"id": "a\\x"}', "ligne 1, colonne 10, après « \\ », ce signe ne convient pas"),
    ('{"id": 5} 6', "ligne 1, colonne 11, la suite est de trop"),
)


@pytest.mark.parametrize(("variables", "words"), PLACES)
def test_the_place_of_the_mistake_is_given(variables: str, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit) as end:
        values_of(variables)
    said = capsys.readouterr().err.strip()
    assert end.value.exit_code == 2
    assert said.startswith(f"--variables : {words}")
    assert said.endswith(f" ; {EXPECTED_VARIABLES}")


@pytest.mark.parametrize("variables", ["[5]", "null", '"id"', "5"])
def test_another_value_than_an_object_is_refused(variables: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit) as end:
        values_of(variables)
    assert end.value.exit_code == 2
    assert "ce n’est pas un objet JSON" in capsys.readouterr().err


def test_values_are_read() -> None:
    assert values_of('{"id": "commune:44109"}') == {"id": "commune:44109"}
