"""Folding: one way for matching, searching and sorting."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from graph.text import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Saint-Nazaire", "saint nazaire"),
        ("Œuvres d'Évry", "oeuvres d evry"),
        ("ÆGIS — « Hérault »", "aegis herault"),
        ("  L'Haÿ-les-Roses ", "l hay les roses"),
        ("STRASSE ß", "strasse ss"),
        ("Île\u00a0de\u202fRé", "ile de re"),
        ("", ""),
    ],
)
def test_folds_as_a_french_reader_expects(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
@example("\U00010783")
@example("Ǽ")
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(), st.text())
def test_words_fold_each_on_its_own(first: str, second: str) -> None:
    assert fold(f"{first} {second}") == f"{fold(first)} {fold(second)}".strip()
