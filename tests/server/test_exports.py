"""The parameters of an export: those that are read, and those that are refused by name."""

import pytest

from exchange.outgoing.matrix import MatrixRows
from exchange.outgoing.network import ExportFilters
from server.exports import filters_of

DAY = "2026-11-25"


@pytest.mark.parametrize(
    ("parameters", "sentence"),
    [
        ({"axes": "9"}, "axes"),
        ({"within": "44"}, "departement:44"),
        ({"asOf": "demain"}, "YYYY-MM-DD"),
        ({"rows": "VILLE"}, "CITY_CONTRACT"),
        ({"where": "[1]"}, "object"),
        ({"where": "{"}, "JSON"),
        ({"inEffect": "oui"}, "true nor false"),
        ({"zone": "x"}, "unknown parameter"),
    ],
)
def test_a_wrong_parameter_is_named(parameters: dict[str, str], sentence: str) -> None:
    with pytest.raises(Exception, match=sentence):
        filters_of(parameters)


def test_days_and_axes_are_read() -> None:
    filters, rows = filters_of({"axes": "1,4", "asOf": DAY, "within": "departement:44", "inEffect": "true"})
    expected = ExportFilters({"id": "departement:44"}, ("KNOWLEDGE", "VICTIM_SUPPORT"), DAY, in_effect=True)
    assert filters == expected
    assert rows == MatrixRows("CITY_CONTRACT")
