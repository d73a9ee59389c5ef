"""Cells as text: traces of spreadsheets, lists, brackets, and texts that a spreadsheet would run."""

from datetime import date, datetime

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from exchange.cells.text import (
    Raw,
    cell_fault,
    drop_control_characters,
    guard_formula,
    has_lost_digits,
    is_blank,
    length_in_spreadsheet,
    list_remedy,
    split_brackets,
    split_list,
    text_damage,
    text_of,
    unguard_formula,
    written_list,
)
from exchange.faults import Fault
from exchange.sentences import FRENCH


def test_the_damage_of_a_spreadsheet_is_recognised() -> None:
    assert text_of(44109.0) == "44109"
    assert text_of("  Saint\u00a0Denis\n(93) ") == "Saint Denis (93)"
    assert has_lost_digits("2,00043E+13")
    assert not has_lost_digits("20004312300018")
    assert all(is_blank(text) for text in ("", "NC", "néant", "-"))


@drawn(st.text())
def test_a_guarded_text_is_read_unchanged_and_never_run(text: str) -> None:
    assert unguard_formula(guard_formula(text)) == text
    assert not guard_formula(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (None, ""),
        (True, "oui"),
        (False, "non"),
        (2.5, "2.5"),
        (7, "7"),
        (date(2021, 3, 15), "2021-03-15"),
        (datetime(2021, 3, 15, 10, 30), "2021-03-15"),  # noqa: DTZ001 - a spreadsheet knows no time zone
    ],
)
def test_a_value_of_a_spreadsheet_becomes_text(raw: Raw, text: str) -> None:
    assert text_of(raw) == text


def test_a_withheld_count_is_blank_and_a_fact_is_not() -> None:
    assert is_blank("< 5")
    assert is_blank("Moins de 5")
    assert is_blank("S/O")
    assert not is_blank("5")
    assert not is_blank("non")


def test_errors_of_formulas_are_recognised_in_any_case() -> None:
    assert cell_fault("#n/a")
    assert not cell_fault("N/A")


def test_lists_and_brackets_are_split() -> None:
    assert split_list(" a ; ;b;") == ["a", "b"]
    assert split_brackets("Nantes (44)") == ("Nantes", "44")
    assert split_brackets("Bilan (2023) (15/01/2024)") == ("Bilan (2023)", "15/01/2024")
    assert split_brackets("(44)") == ("(44)", "")
    assert split_brackets("Nantes (44) Sud") == ("Nantes (44) Sud", "")


def test_only_characters_that_xml_cannot_hold_are_dropped() -> None:
    assert drop_control_characters("a\x00\x0b\x1fb\t\n\rc\ufffe\ud800é") == "ab\t\n\rcé"


@pytest.mark.parametrize(
    ("text", "sentence"),
    {
        "#NOM?": "erreur de formule",
        "#VALEUR !": "erreur de formule",
        "Err:502": "erreur de formule",
        "####": "trop étroite",
        "Idem": "ligne du dessus",
        "effacer": "écrivez « (effacer) »",
        "(à vider)": "écrivez « (effacer) »",
        "Supprimer": "écrivez « (effacer) »",
    }.items(),
)
def test_a_text_that_stands_for_missing_content_is_a_fault(text: str, sentence: str) -> None:
    fault = cell_fault(text)
    assert fault is not None
    assert sentence in FRENCH.sentence(fault)


@pytest.mark.parametrize(
    "text", ["", "non", "# 3", "#1", "idéal", "id", "(effacer)", "(Effacer)", "effacer les frontières"]
)
def test_other_texts_are_not_faults(text: str) -> None:
    assert cell_fault(text) is None


def test_a_damaged_text_is_recognised() -> None:
    texts = ("lâ€™accÃ¨s aux droits", "l'Ã©galitÃ©", "l'\ufffdgalit\ufffd", "l'égalité à São Paulo, ÂGE et DÉJÀ")
    found = [damage and damage.code for damage in map(text_damage, texts)]
    assert found == [Fault.WRONG_DECODING, Fault.WRONG_DECODING, Fault.LOST_LETTERS, None]


@pytest.mark.parametrize(
    ("written", "proposal"),
    [
        ("a, b", "a ; b"),
        ("a et b", "a ; b"),
        ("a\nb\nc", "a ; b ; c"),
        ("a, b et c", "a ; b ; c"),
        ("a - b", "a ; b"),
        ("a & b, b", "a & b ; b"),
        ("a-b", ""),
        ("a, z", ""),
        ("a", ""),
    ],
)
def test_a_list_with_other_separators_is_rewritten_if_all_its_values_are_known(written: str, proposal: str) -> None:
    assert list_remedy(written, lambda piece: piece in {"a", "b", "c", "a & b"}) == proposal


def test_the_values_of_a_cell_keep_their_line_breaks() -> None:
    assert written_list("x ; a\nb;;x") == ["x", " a\nb"]
    assert written_list(3.0) == ["3"]


def test_a_spreadsheet_counts_an_emoji_as_two_signs() -> None:
    assert length_in_spreadsheet("école") == 5
    assert length_in_spreadsheet("🙂") == 2
