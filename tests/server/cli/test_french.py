"""All help and usage errors of the command are in French."""

import re
import sys

import pytest
import typer

from server.cli.main import app, main

ENGLISH = re.compile(
    r"\b(Show this|Commands?|COMMAND|required|default:|Try|Error|Missing|Invalid|No such|Got|Aborted|Input should)\b"
)
VERBS = sorted(
    typer.main.get_command(app).list_commands(typer.Context(typer.main.get_command(app)))  # type: ignore[attr-defined]
)
MISTAKES = (
    ("launch", "« launch » n’est pas un verbe"),
    ("workbook neuf", "« neuf » n’est pas un verbe"),
    ("export", "il manque l’argument « FICHIER »"),
    ("import liste.csv --servce X", "« --servce » n’est pas une option de ce verbe ; le plus proche : --service"),
    ("import liste.csv --service", "l’option --service demande une valeur"),
    ("import liste.csv --check=1", "l’option --check ne prend pas de valeur"),
    ("import liste.csv --confirmed hier", "(reçu : hier) : un jour est attendu, comme 2026-11-25 ou 25/11/2026"),
    ("imports tous", "« tous » est de trop"),
    ("serve --workers deux", "la valeur de --workers ne convient pas (reçu : deux) : un nombre entier est attendu"),
    ("serve --workers 0", "(reçu : 0) : un nombre d’au moins 1 est attendu"),
)


def run_in_process(
    words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> tuple[int | str | None, str]:
    """Run the command in this process; return its exit code and its output on one line."""
    monkeypatch.setattr(sys, "argv", ["cinqaxes", *words.split()])
    with pytest.raises(SystemExit) as end:
        main()
    output = capsys.readouterr()
    return end.value.code, " ".join((output.out + output.err).split())


@pytest.mark.parametrize("words", ["", "workbook", "workbook new", *VERBS])
def test_every_help_is_in_french(
    words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, output = run_in_process(f"{words} --help", monkeypatch, capsys)
    assert code == 0
    assert "Affiche cette aide." in output
    assert not ENGLISH.search(output), output


def test_a_command_without_a_verb_shows_its_help(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for words in ("", "workbook"):
        code, output = run_in_process(words, monkeypatch, capsys)
        assert code == 2
        assert "Verbes" in output
        assert not ENGLISH.search(output), output


@pytest.mark.parametrize(("words", "sentence"), MISTAKES)
def test_a_usage_error_is_reported_in_french(
    words: str, sentence: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, output = run_in_process(words, monkeypatch, capsys)
    assert code == 2
    assert sentence in output
    assert "--help » dit comment l’écrire" in output
    assert not ENGLISH.search(output), output
