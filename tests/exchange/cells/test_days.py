"""Days as officers write them, exact or not, and the texts that are refused."""

import calendar
from datetime import date, datetime

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from exchange.cells.days import MONTHS, Span, read_span
from tests.exchange.said import refused

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
    "jusqu’au 31 décembre 2024": (None, date(2024, 12, 31)),
    "du 01/03/2021 au 30/06/2022": (date(2021, 3, 1), date(2022, 6, 30)),
    "T2 2023": (date(2023, 4, 1), date(2023, 6, 30)),
    "2e trimestre 2023": (date(2023, 4, 1), date(2023, 6, 30)),
    "S2 2022": (date(2022, 7, 1), date(2022, 12, 31)),
    "rentrée 2022": (date(2022, 9, 1), date(2022, 9, 30)),
    "mars-2021": (date(2021, 3, 1), date(2021, 3, 31)),
    "depuis lundi 1 mars 2021": (date(2021, 3, 1), None),
    "du 01/03/2021 à ce jour": (date(2021, 3, 1), None),
    "en cours": (None, None),
    "sans date de fin": (None, None),
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


def test_a_month_may_have_decomposed_accents() -> None:
    assert read_span("de\u0301cembre 2026") == read_span("décembre 2026")


@drawn(DAYS)
def test_a_month_lasts_from_its_first_to_its_last_day(day: date) -> None:
    last = calendar.monthrange(day.year, day.month)[1]
    for name in MONTHS[day.month - 1]:
        assert read_span(f"{name} {day.year}") == Span(day.replace(day=1), day.replace(day=last))


@pytest.mark.parametrize(
    ("text", "sentence"),
    {
        "15/03/21": "écrivez 15/03/2021",
        "31/02/2021": "n’existe pas",
        "44270": "écrivez 15/03/2021",
        "bientôt": "n’est pas une date",
        "44270.5": "écrivez 15/03/2021",
        "20210315": "écrivez 15/03/2021",
        "03/25/2021": "écrivez 25/03/2021",
        "03/25/21": "écrivez 25/03/2021",
        "2022-2021": "suite d’années",
        "13/2021": "n’existe pas",
        "mars-24": "écrivez mars 2024 si c’est bien ce mois",
        "janv.-24": "écrivez janvier 2024",
        "mars 0000": "n’existe pas",
        "00/00/0000": "n’existe pas",
        "0000": "n’est pas une année",
        "depuis " * 2_000: "n’est pas une date",
        "du depuis 2020 au jusqu’au 2021": "n’est pas une date",
    }.items(),
)
def test_a_text_that_is_no_day_is_refused_with_the_remedy(text: str, sentence: str) -> None:
    with refused(sentence):
        read_span(text)
