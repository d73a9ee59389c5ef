"""What people write in cells: days, words, axes, amounts, numbers of bodies, names that are alike."""

import calendar
from datetime import date, datetime

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from exchange.cells.days import MONTHS, NoDayError, Span, read_span
from exchange.cells.numbers import NoNumberError, read_number, read_whole
from exchange.cells.sirene import BadNumberError, siren_of, siret_of
from exchange.cells.text import guarded, is_silent, lost_digits, text_of, unguarded
from exchange.cells.words import NoWordError, read_axes, read_word
from exchange.lookup.similarity import Alike
from graph.vocabulary import VOCABULARIES, Axis, InstitutionKind, Role, Word

DAYS = st.dates(date(1950, 1, 1), date(2099, 12, 31))
SPANS = {
    "15/03/2021": (date(2021, 3, 15), date(2021, 3, 15)),
    "2021-03-15": (date(2021, 3, 15), date(2021, 3, 15)),
    "1er mars 2021": (date(2021, 3, 1), date(2021, 3, 1)),
    "mars 2021": (date(2021, 3, 1), date(2021, 3, 31)),
    "févr. 2024": (date(2024, 2, 1), date(2024, 2, 29)),
    "Août 2020": (date(2020, 8, 1), date(2020, 8, 31)),
    "03/2021": (date(2021, 3, 1), date(2021, 3, 31)),
    "2021": (date(2021, 1, 1), date(2021, 12, 31)),
    "2021-2022": (date(2021, 1, 1), date(2022, 12, 31)),
    "2021 à 2022": (date(2021, 1, 1), date(2022, 12, 31)),
    "depuis 2019": (date(2019, 1, 1), None),
    "depuis le 1er juin 2019": (date(2019, 6, 1), None),
    "à partir de mars 2021": (date(2021, 3, 1), None),
    "jusqu'en 2023": (None, date(2023, 12, 31)),
    "jusqu'au 31 décembre 2024": (None, date(2024, 12, 31)),
    "du 01/03/2021 au 30/06/2022": (date(2021, 3, 1), date(2022, 6, 30)),
    "T2 2023": (date(2023, 4, 1), date(2023, 6, 30)),
    "2e trimestre 2023": (date(2023, 4, 1), date(2023, 6, 30)),
    "S2 2022": (date(2022, 7, 1), date(2022, 12, 31)),
    "rentrée 2022": (date(2022, 9, 1), date(2022, 9, 30)),
    "en cours": (None, None),
}


@pytest.mark.parametrize(("text", "span"), SPANS.items())
def test_days_are_read_as_officers_write_them(text: str, span: tuple[date | None, date | None]) -> None:
    assert read_span(text) == Span(*span)


@drawn(DAYS)
def test_a_day_is_read_in_every_exact_form(day: date) -> None:
    exact = Span(day, day)
    assert read_span(day) == read_span(datetime.combine(day, datetime.min.time())) == exact
    assert read_span(day.isoformat()) == read_span(f"{day:%d/%m/%Y}") == exact
    assert read_span(f"{day.day} {MONTHS[day.month - 1][0]} {day.year}") == exact


@drawn(DAYS)
def test_a_month_lasts_from_its_first_to_its_last_day(day: date) -> None:
    last = calendar.monthrange(day.year, day.month)[1]
    for name in MONTHS[day.month - 1]:
        assert read_span(f"{name} {day.year}") == Span(day.replace(day=1), day.replace(day=last))


@pytest.mark.parametrize(
    ("text", "said"),
    {
        "15/03/21": "écrivez 15/03/2021",
        "31/02/2021": "n'existe pas",
        "44270": "écrivez 15/03/2021",
        "bientôt": "n'est pas une date",
        "2022-2021": "suite d'années",
        "13/2021": "n'existe pas",
    }.items(),
)
def test_what_is_no_day_says_what_would_be_right(text: str, said: str) -> None:
    with pytest.raises(NoDayError, match=said):
        read_span(text)


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
def test_what_is_no_axis_is_refused(text: str) -> None:
    with pytest.raises(NoWordError, match="un numéro de 1 à 5"):
        read_axes(text)


@pytest.mark.parametrize(
    ("text", "euros"),
    {
        "12 k€": 12_000,
        "12,5 k€": 12_500,
        "1 250 €": 1_250,
        "1.250,50": 1_250.5,
        "1,2 M€": 1_200_000,
        "800": 800,
    }.items(),
)
def test_amounts_are_read_with_their_unit(text: str, euros: float) -> None:
    assert read_number(text, amount=True) == euros


def test_what_is_no_number_is_refused() -> None:
    with pytest.raises(NoNumberError, match="montant"):
        read_number("une douzaine", amount=True)
    with pytest.raises(NoNumberError, match="sans décimales"):
        read_whole("12,5", amount=False)


def test_numbers_of_bodies_are_checked() -> None:
    assert siret_of("732 829 320 00074") == "73282932000074"
    assert siret_of("356 000 000 49837") == "35600000049837", "La Poste has a rule of its own"
    assert siren_of("012 345 609") == "012345609"
    with pytest.raises(BadNumberError, match="écrivez 012345609"):
        siren_of("12345609")
    with pytest.raises(BadNumberError, match="clé de contrôle"):
        siren_of("123456789")
    with pytest.raises(BadNumberError, match="a 5 chiffres"):
        siret_of("12345")


@drawn(st.integers(0, 10**8 - 1))
def test_a_siren_has_one_right_last_digit(number: int) -> None:
    taken = 0
    for last in range(10):
        text = f"{number:08}{last}"
        try:
            taken += siren_of(text) == text
        except BadNumberError:
            assert not _luhn(text)
    assert taken == 1


def _luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value // 10 + value % 10
    return total % 10 == 0


def test_what_a_spreadsheet_did_to_a_value_is_known() -> None:
    assert text_of(44109.0) == "44109"
    assert text_of("  Saint\u00a0Denis\n(93) ") == "Saint Denis (93)"
    assert lost_digits("2,00043E+13")
    assert not lost_digits("20004312300018")
    assert all(is_silent(text) for text in ("", "NC", "néant", "-"))


@drawn(st.text())
def test_a_guarded_text_comes_back_and_is_never_run(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.fixture
def alike() -> Alike:
    known = Alike({"loire atlantique": "44", "maine et loire": "49"})
    known.add("institution:cidff-44", "CIDFF 44")
    known.add("institution:mairie", "Mairie de Nantes")
    return known


@pytest.mark.parametrize(
    ("name", "identifier"),
    {
        "CIDFF Loire-Atlantique": "institution:cidff-44",
        "Centre d'information sur les droits des femmes et des familles (44)": "institution:cidff-44",
        "Ville de Nantes": "institution:mairie",
        "CIDFF 49": None,
        "Mairie de Rezé": None,
    }.items(),
)
def test_names_that_may_be_one_are_put_together(alike: Alike, name: str, identifier: str | None) -> None:
    found = alike.near(name)
    assert [one for one, *_ in found] == ([identifier] if identifier else [])
    assert all(likeness.reason and likeness.score >= 84 for *_, likeness in found)
