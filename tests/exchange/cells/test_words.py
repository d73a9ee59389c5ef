"""Words of the vocabularies and lists of axes as officers write them."""

import pytest

from exchange.cells.words import NoWordError, nearest_labels, read_axes, read_word
from graph.vocabulary import VOCABULARIES, Axis, InstitutionKind, Role, Word


@pytest.mark.parametrize("words", [words for words in VOCABULARIES if words is not Axis])
def test_every_word_is_read_by_its_label_and_value(words: type[Word]) -> None:
    for word in words:
        for text in (word.value, word.label_fr, word.label_fr.upper(), f" {word.label_fr} "):
            assert read_word(words, text) == word.value


def test_words_are_read_without_accents_plural_or_in_full() -> None:
    assert read_word(InstitutionKind, "Associations") == InstitutionKind.ASSOCIATION
    assert read_word(InstitutionKind, "DDCS") == InstitutionKind.DEPARTMENTAL_DIRECTORATE
    assert read_word(Role, "Beneficiaires") == Role.BENEFICIARY
    with pytest.raises(NoWordError, match="« financeur »"):
        read_word(Role, "financeuse")


@pytest.mark.parametrize(
    ("text", "numbers"),
    {
        "4": [4],
        "axes 1 et 3": [1, 3],
        "Axe 2": [2],
        "1 ; 4": [1, 4],
        "5, 1": [1, 5],
        "1 à 3": [1, 2, 3],
        "tous": [1, 2, 3, 4, 5],
        "accompagner les victimes": [4],
        "VICTIM_SUPPORT": [4],
    }.items(),
)
def test_axes_are_read_by_number_or_wording(text: str, numbers: list[int]) -> None:
    assert read_axes(text) == [str(Axis.of_number(number)) for number in numbers]


@pytest.mark.parametrize("text", ["6", "axe 0", "un peu"])
def test_a_text_that_is_no_axis_is_refused(text: str) -> None:
    with pytest.raises(NoWordError, match="un numéro de 1 à 5"):
        read_axes(text)


@pytest.mark.parametrize(
    ("text", "sentence"),
    {
        "1.3": "écrivez « 1 ; 3 »",
        "13": "écrivez « 1 ; 3 »",
        "2026-03-01": "écrivez « 1 ; 3 »",
        "1-3": "écrivez « 1 ; 3 », ou « 1 à 3 »",
        "IV": "écrivez 4",
        "33": "un numéro de 1 à 5",
        "17": "un numéro de 1 à 5",
    }.items(),
)
def test_what_a_spreadsheet_made_of_axes_is_written_anew(text: str, sentence: str) -> None:
    with pytest.raises(NoWordError, match=sentence):
        read_axes(text)


def test_the_nearest_labels_are_given_or_all_of_them() -> None:
    assert nearest_labels(Role, "financeuse")[0] == "« financeur »"
    assert nearest_labels(Role, "zzz") == [f"« {role.label_fr} »" for role in Role]
