"""Words of the vocabularies and lists of axes as officers write them."""

import pytest

from exchange.cells.values import read_edge_value, read_value
from exchange.cells.words import nearest_labels, read_axes, read_word, read_words, rewritten_words
from exchange.sheets import SHEETS
from graph.model import SHAPE
from graph.shape import Property
from graph.vocabulary import (
    VOCABULARIES,
    Audience,
    Axis,
    EngagementStatus,
    InstitutionKind,
    Role,
    Theme,
    Word,
)
from tests.exchange.said import refused

COLUMNS = [
    pytest.param(stored, isinstance(member, Property), id=f"{sheet.name}-{column.heading}")
    for sheet in SHEETS
    for column in sheet.columns
    if column.name not in {"id", "owner"}
    for member in [sheet.model_member(column)]
    for stored in ([member] if isinstance(member, Property) else member.edge[:1])
    if isinstance(stored.type, type)
]
"""The columns that hold words of a vocabulary, or give one in parentheses."""
SEPARATORS = ("{} ; {}", "{};{}", "{}, {}", "{} et {}", "{}\n{}")
"""The separators of two words in workbooks, exports for programs, CSV, pages and texts typed by hand."""


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


@pytest.mark.parametrize(("stored", "is_cell"), COLUMNS)
def test_every_form_in_which_a_word_is_shown_is_read_in_its_column(stored: Property, *, is_cell: bool) -> None:
    words = list(stored.type)  # type: ignore[arg-type] # the columns hold words
    for word, other in zip(words, [*words[1:], words[0]], strict=True):
        for form in dict.fromkeys((*word.forms, capital(word.label_fr))):
            if not is_cell:
                assert read_edge_value(stored, form) == ([word.value] if stored.many else word.value)
            elif not stored.many:
                assert read_value(stored, form, last=False, euros=False) == word.value
            else:
                for separator, second in ((separator, second) for separator in SEPARATORS for second in other.forms):
                    read = read_value(stored, separator.format(form, second), last=False, euros=False)
                    assert isinstance(read, list)
                    assert sorted(read) == sorted({word.value, other.value}), separator.format(form, second)


def test_roles_are_joined_as_exports_and_pages_do() -> None:
    relation = SHAPE.kinds["Action"].relation("actors")
    assert relation
    for text in ("porteur, pilote", "LEAD + pilote"):
        assert read_edge_value(relation.edge[0], text) == ["LEAD", "STEERING"]


@pytest.mark.parametrize(
    ("words", "text", "value"),
    [
        (EngagementStatus, "réalisée", "DONE"),
        (EngagementStatus, "Annulées", "CANCELLED"),
        (EngagementStatus, "prévue", "PLANNED"),
        (Role, "porteuse", "LEAD"),
        (Role, "financeuses", "FUNDER"),
        (Role, "accompagnatrice", "SUPPORT"),
    ],
)
def test_a_word_is_read_in_its_feminine_form(words: type[Word], text: str, value: str) -> None:
    assert read_word(words, text) == value


def test_a_list_with_other_separators_is_read_and_rewritten() -> None:
    assert read_words(Theme, "éducation et jeunesse, logement et emploi") == [
        "EDUCATION_AND_YOUTH",
        "HOUSING",
        "EMPLOYMENT",
    ]
    assert rewritten_words(Theme, "Éducation et jeunesse, logement") == "éducation et jeunesse ; logement"
    assert rewritten_words(Audience, "agents\njeunes") == "agents ; jeunes"
    assert rewritten_words(Audience, "Agents ; jeunes") == ""
    with refused():
        read_words(Theme, "logement, plage")


@pytest.mark.parametrize("words", [words for words in VOCABULARIES if words is not Axis])
def test_every_word_is_read_by_its_label_and_value(words: type[Word]) -> None:
    for word in words:
        for text in (word.value, word.label_fr, word.label_fr.upper(), f" {word.label_fr} "):
            assert read_word(words, text) == word.value


def test_words_are_read_without_accents_plural_or_in_full() -> None:
    assert read_word(InstitutionKind, "Associations") == InstitutionKind.ASSOCIATION
    assert read_word(InstitutionKind, "DDCS") == InstitutionKind.DEPARTMENTAL_DIRECTORATE
    assert read_word(Role, "Beneficiaires") == Role.BENEFICIARY
    with refused("« financeur »"):
        read_word(Role, "financier")


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
        "4 - accompagner les victimes": [4],
        "axes 1 et 3 ; 5": [1, 3, 5],
        "1 à 3 et 5": [1, 2, 3, 5],
        "1-2": [1, 2],
        "1\n3": [1, 3],
        "1 – Connaissance, 2 – Sensibilisation et formation": [1, 2],
    }.items(),
)
def test_axes_are_read_by_number_or_wording(text: str, numbers: list[int]) -> None:
    assert read_axes(text) == [str(Axis.of_number(number)) for number in numbers]


@pytest.mark.parametrize("text", ["6", "axe 0", "un peu"])
def test_a_text_that_is_no_axis_is_refused(text: str) -> None:
    with refused("un numéro de 1 à 5"):
        read_axes(text)


@pytest.mark.parametrize(
    ("text", "sentence"),
    {
        "1.3": "écrivez « 1 ; 3 »",
        "13": "écrivez « 1 ; 3 »",
        "2026-03-01": "écrivez « 1 ; 3 »",
        "1-3": "écrivez « 1 ; 3 », ou « 1 à 3 »",
        "axes 1 - 3": "écrivez « 1 ; 3 », ou « 1 à 3 »",
        "01/03/2024": "écrivez « 1 ; 3 »",
        "01-mars": "écrivez « 1 ; 3 »",
        "02-janv": "écrivez « 2 ; 1 »",
        "IV": "écrivez 4",
        "33": "un numéro de 1 à 5",
        "17": "un numéro de 1 à 5",
    }.items(),
)
def test_axes_that_a_spreadsheet_changed_are_refused_with_a_rewriting(text: str, sentence: str) -> None:
    with refused(sentence):
        read_axes(text)


def test_several_axes_are_refused_where_one_is_expected() -> None:
    assert read_word(Axis, "axe n° 4") == Axis.VICTIM_SUPPORT
    with refused("un seul, donc une ligne par axe"):
        read_word(Axis, "1 ; 3")


def test_the_nearest_labels_are_given_or_all_of_them() -> None:
    assert nearest_labels(Role, "financeuse")[0] == "financeur"
    assert nearest_labels(Role, "zzz") == [role.label_fr for role in Role]
