"""The command line: help, exit codes, and understandable errors."""

import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.service_process import command

VERBS = (
    *("serve", "load", "upgrade", "backup", "restore", "check", "touch", "schema", "query", "settings"),
    *("workbook", "mapping", "import", "imports", "undo", "export", "forget", "compact"),
)
FILES = ("exchange", "openpyxl", "lxml", "odfdo", "python_calamine")
QUESTIONS = ("graphql", "strawberry", "resolvers")
LOADED = "import server.cli.main, server.cli.{}, sys; print([name for name in {} if name in sys.modules])"
PASSWORD = {"neo4j_password": "hunter2"}


def test_every_verb_has_help(tmp_path: Path) -> None:
    general = command(tmp_path, "--help")
    assert general.returncode == 0
    for verb in VERBS:
        assert f" {verb} " in general.stdout
    result = command(tmp_path, "load", "--help")
    assert result.returncode == 0
    assert "--references-only" in result.stdout


def test_the_command_prints_its_version(tmp_path: Path) -> None:
    shown = command(tmp_path, "--version")
    assert (shown.returncode, shown.stdout) == (0, f"cinqaxes {version('cinqaxes')}\n")


@pytest.mark.parametrize(
    ("module", "unwanted"),
    [("serve", FILES), ("graph", FILES + QUESTIONS), ("imports", FILES + QUESTIONS), ("backup", FILES + QUESTIONS)],
)
def test_a_verb_loads_only_the_modules_that_it_needs(repository: Path, module: str, unwanted: tuple[str, ...]) -> None:
    program = LOADED.format(module, unwanted)
    loaded = subprocess.run([sys.executable, "-c", program], cwd=repository, capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "[]"


def test_an_unknown_verb_is_a_usage_error(tmp_path: Path) -> None:
    refused = command(tmp_path, "launch")
    assert refused.returncode == 2
    assert "launch" in refused.stderr


def test_settings_are_listed_with_their_meaning(tmp_path: Path) -> None:
    result = command(tmp_path, "settings", port="8080", default_view="everything", **PASSWORD)
    assert result.returncode == 0
    lines = result.stdout.splitlines()
    assert any(line.startswith("CINQAXES_PORT=8080 ") and "# port d’écoute" in line for line in lines)
    assert any(line.startswith("CINQAXES_DEFAULT_VIEW=everything ") for line in lines)
    assert any(line.startswith("CINQAXES_INTROSPECTION=true ") for line in lines)
    assert "hunter2" not in result.stdout
    (tmp_path / "cinqaxes.env").write_text(result.stdout, "utf-8")
    assert command(tmp_path, "settings", port="8080").returncode == 0


def test_settings_come_from_a_file_and_the_environment_takes_precedence(tmp_path: Path) -> None:
    (tmp_path / "cinqaxes.env").write_text("CINQAXES_POOL_SIZE=7\nCINQAXES_MAX_DEPTH=9\n", "utf-8")
    result = command(tmp_path, "settings", max_depth="11").stdout
    assert "CINQAXES_POOL_SIZE=7 " in result
    assert "CINQAXES_MAX_DEPTH=11 " in result


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("port", "99999", "CINQAXES_PORT : un nombre d’au plus 65535 est attendu (reçu : 99999)"),
        ("port", "web", "CINQAXES_PORT : un nombre entier est attendu (reçu : web)"),
        ("log_format", "xml", "CINQAXES_LOG_FORMAT : 'human' ou 'json' est attendu (reçu : xml)"),
        ("timeout_seconds", "0", "CINQAXES_TIMEOUT_SECONDS : un nombre de plus de 0.0 est attendu (reçu : 0)"),
        (
            "caller",
            "officer",
            "s’appelle désormais CINQAXES_DEFAULT_VIEW (visitor au lieu de anonymous, everything au lieu de officer)",
        ),
        ("prot", "1", "CINQAXES_PROT : réglage inconnu ; le plus proche : CINQAXES_PORT"),
        ("nothing", "1", "CINQAXES_NOTHING : réglage inconnu ; ôtez-le, « cinqaxes settings » donnera la liste"),
    ],
)
def test_a_wrong_setting_is_refused_by_name(tmp_path: Path, name: str, value: str, words: str) -> None:
    refused = command(tmp_path, "serve", **{name: value})
    assert refused.returncode == 2
    assert words in refused.stderr
    assert not (tmp_path / "data").exists()


def test_a_wrong_setting_in_the_file_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "cinqaxes.env").write_text("CINQAXES_PROT=1\nCINQAXES_CALLER=officer\n", "utf-8")
    refused = command(tmp_path, "settings")
    assert refused.returncode == 2
    assert "CINQAXES_PROT : réglage inconnu" in refused.stderr
    assert "CINQAXES_CALLER s’appelle désormais CINQAXES_DEFAULT_VIEW" in refused.stderr


def test_a_query_without_a_running_service_is_reported(tmp_path: Path) -> None:
    refused = command(tmp_path, "query", "{ __typename }", port="1")
    assert refused.returncode == 1
    assert "sur http://127.0.0.1:1/graphql ; démarrez-le avec « cinqaxes serve »" in refused.stderr
    for arguments, words in (
        (("query", "@nothing"), "impossible de lire nothing"),
        (("query", "{ a }", "--variables", '{"id": 5,}'), "--variables : ligne 1, colonne "),
        (
            ("query", "{ a }", "--variables", "[5]"),
            "--variables : ce n’est pas un objet JSON ; attendu : un objet JSON",
        ),
    ):
        refused = command(tmp_path, *arguments)
        assert refused.returncode == 2
        assert words in refused.stderr


def test_an_unreachable_neo4j_is_reported(tmp_path: Path) -> None:
    for verb in ("load", "check"):
        refused = command(tmp_path, verb, neo4j_uri="bolt://127.0.0.1:1")
        assert refused.returncode == 1
        assert "la base ne répond pas, ou ne répond plus, sur bolt://127.0.0.1:1 : vérifiez" in refused.stderr
    refused = command(tmp_path, "check", neo4j_uri="http://127.0.0.1:1")
    assert refused.returncode == 1
    assert "CINQAXES_NEO4J_URI" in refused.stderr


def test_an_empty_graph_is_not_reported_as_valid(tmp_path: Path) -> None:
    for verb in ("check", "touch"):
        refused = command(tmp_path, verb)
        assert refused.returncode == 1
        assert "lancez « cinqaxes load »" in refused.stderr


def test_the_schema_is_printed(tmp_path: Path) -> None:
    result = command(tmp_path, "schema")
    assert result.returncode == 0
    assert "type Query {" in result.stdout
    assert command(tmp_path, "schema", "--check").returncode == 0
