"""Fixed statements: what a file declares is what it uses."""

import pytest

from graph.catalogue import CATALOGUE, FOLDER, UndeclaredParameterError, parse


def test_every_statement_says_what_it_is_for() -> None:

    for name in CATALOGUE:
        first = (FOLDER / f"{name}.cypher").read_text("utf-8").splitlines()[0]
        assert first.startswith("// ")
        assert first.endswith((".", ",")) or len(first) > 40, first


def test_undeclared_parameter_is_refused() -> None:
    with pytest.raises(UndeclaredParameterError, match="uses"):
        parse("wrong", "// A statement.\n// parameters: a\nRETURN $a + $b")


def test_unused_parameter_is_refused() -> None:
    with pytest.raises(UndeclaredParameterError, match="declares"):
        parse("wrong", "// A statement.\n// parameters: a, b\nRETURN $a")
