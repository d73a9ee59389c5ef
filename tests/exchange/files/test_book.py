"""The letters of columns."""

import pytest
from openpyxl.utils import get_column_letter

from exchange.files.book import column_letters


@pytest.mark.parametrize("index", [0, 25, 26, 51, 52, 701, 702, 16_383])
def test_columns_have_the_letters_of_a_spreadsheet(index: int) -> None:
    assert column_letters(index) == get_column_letter(index + 1)
