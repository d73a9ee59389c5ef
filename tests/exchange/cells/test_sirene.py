"""SIREN and SIRET: the numbers that are accepted, and the reasons for refusing others."""

from collections.abc import Callable

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from exchange.cells.sirene import read_siren, read_siret
from exchange.faults import CellError
from tests.exchange.said import refused


def test_numbers_of_bodies_are_checked() -> None:
    assert read_siret("732 829 320 00074") == "73282932000074"
    assert read_siret("356 000 000 49837") == "35600000049837", "La Poste has a special rule"
    assert read_siren("012 345 609") == "012345609"
    with refused("écrivez 012345609"):
        read_siren("12345609")
    with refused("clé de contrôle"):
        read_siren("123456789")
    with refused("a 5 chiffres"):
        read_siret("12345")


@pytest.mark.parametrize(("read", "zeros"), [(read_siren, "000 000 000"), (read_siret, "00000000000000")])
def test_zeros_typed_for_an_unknown_number_are_refused(read: Callable[[str], str], zeros: str) -> None:
    with refused("laissez la cellule vide"):
        read(zeros)


@drawn(st.integers(0, 10**8 - 1))
def test_a_siren_has_one_right_last_digit(number: int) -> None:
    taken = 0 if number else 1  # zeros alone belong to nobody
    for last in range(10):
        text = f"{number:08}{last}"
        try:
            taken += read_siren(text) == text
        except CellError:
            assert not (number or last) or not _luhn(text)
    assert taken == 1


def _luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value // 10 + value % 10
    return total % 10 == 0
