"""Numbers and amounts in euros as officers write them."""

import pytest

from exchange.cells.numbers import NoNumberError, read_number, read_whole


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


def test_a_text_that_is_no_number_is_refused() -> None:
    with pytest.raises(NoNumberError, match="montant"):
        read_number("une douzaine", amount=True)
    with pytest.raises(NoNumberError, match="sans décimales"):
        read_whole("12,5", amount=False)


def test_a_unit_counts_in_an_amount_only() -> None:
    assert read_whole("12 k€", amount=True) == 12_000
    assert read_whole("-3", amount=False) == -3
    with pytest.raises(NoNumberError, match="attendu : un nombre"):
        read_number("12 k€", amount=False)
