"""Fixed statements: a file declares its purpose and its parameters, and each is used."""

from pathlib import Path

import pytest

from graph.catalogue import CATALOGUE, FOLDER, UndeclaredParameterError, load, parse


@pytest.mark.parametrize("name", CATALOGUE)
def test_a_file_begins_with_the_purpose_of_its_statement(name: str) -> None:
    lines = (FOLDER / f"{name}.cypher").read_text("utf-8").splitlines()
    head = [line.removeprefix("// ") for line in lines if line.startswith("// ")]
    purpose = " ".join(line for line in head if not line.startswith("parameters:"))
    assert lines[: len(head)] == [f"// {line}" for line in head]
    assert purpose.endswith(".")
    assert len(purpose) > 20
    assert CATALOGUE[name].text == "\n".join(lines[len(head) :])


@pytest.mark.parametrize("name", CATALOGUE)
def test_every_statement_is_used(repository: Path, name: str) -> None:
    packages = [repository / package for package in ("graph", "changes", "exchange", "resolvers", "usecases")]
    uses = [path for package in packages for path in package.rglob("*.py") if f'"{name}"' in path.read_text("utf-8")]
    assert uses


def test_undeclared_parameter_is_refused() -> None:
    with pytest.raises(UndeclaredParameterError, match="uses"):
        parse("wrong", "// A statement.\n// parameters: a\nRETURN $a + $b")


def test_unused_parameter_is_refused() -> None:
    with pytest.raises(UndeclaredParameterError, match="declares"):
        parse("wrong", "// A statement.\n// parameters: a, b\nRETURN $a")


def test_a_folder_is_read_by_the_names_of_its_files(tmp_path: Path) -> None:
    (tmp_path / "one.cypher").write_text("// Reads one.\n// parameters: a , b\nRETURN $a\n  + $b + $a\n", "utf-8")
    (tmp_path / "notes.txt").write_text("no statement", "utf-8")
    (statement,) = load(tmp_path).values()
    assert (statement.name, statement.text) == ("one", "RETURN $a\n  + $b + $a")
    assert statement.parameters == {"a", "b"}
