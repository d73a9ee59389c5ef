"""Numbers and amounts in euros as officers write them."""

from datetime import date

import pytest

from exchange.cells.numbers import read_number, read_whole, read_year
from exchange.cells.text import text_of
from tests.exchange.said import refused


@pytest.mark.parametrize(
    ("text", "euros"),
    {
        "12 k€": 12_000,
        "12,5 k€": 12_500,
        "1 250 €": 1_250,
        "1.250,50": 1_250.5,
        "1,2 M€": 1_200_000,
        "800": 800,
        "12 345,67": 12_345.67,
        "12345.67": 12_345.67,
        "12\u00a0345,67\u00a0€": 12_345.67,
        "1.234": 1_234,
        "1234 €": 1_234,
    }.items(),
)
def test_amounts_are_read_with_their_unit(text: str, euros: float) -> None:
    assert read_number(text_of(text), amount=True) == euros


def test_a_number_of_a_spreadsheet_keeps_its_decimals_and_an_amount_is_never_rounded() -> None:
    assert read_number(1.234, amount=False) == 1.234
    assert read_number(0.1 + 0.2, amount=True) == 0.3
    assert read_number(12_345.67, amount=True) == 12_345.67
    with refused(r"au centime, 1,23$"):
        read_number(1.234, amount=True)
    with refused("plus de deux décimales"):
        read_number("12345.678", amount=True)


def test_a_text_that_is_no_number_is_refused() -> None:
    with refused("montant"):
        read_number("une douzaine", amount=True)
    with refused("sans décimales"):
        read_whole("12,5", amount=False)
    with refused("écrivez 12500"):
        read_whole("12,500", amount=False)
    with refused("écrivez 1200"):
        read_whole("1 200 hab.", amount=False)
    with refused("est une date"):
        read_number(date(2026, 2, 1), amount=False)


def test_a_unit_counts_in_an_amount_only() -> None:
    assert read_whole("12 k€", amount=True) == 12_000
    assert read_whole("-3", amount=False) == -3
    with refused("attendu : des chiffres, par exemple 12"):
        read_number("12 k€", amount=False)


@pytest.mark.parametrize("raw", ["1" * 40, "1" * 5_000, 1e300, -1e300, float("inf"), float("nan"), 10**12])
@pytest.mark.parametrize("amount", [True, False])
def test_an_implausibly_large_number_is_refused(raw: str | float, *, amount: bool) -> None:
    with refused():
        read_number(raw, amount=amount)


@pytest.mark.parametrize(
    ("text", "sentence"),
    {
        "01/03/2024": "écrivez 2024$",
        "mars 2024": "écrivez 2024$",
        "01/02/24": "écrivez 2024 si c’est bien l’année",
        "2024-2025": "quatre chiffres",
        "l’an dernier": "quatre chiffres",
    }.items(),
)
def test_a_text_that_is_no_year_is_refused_and_the_year_in_it_named(text: str, sentence: str) -> None:
    with refused(sentence):
        read_year(text)
