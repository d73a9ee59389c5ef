"""Names in a sentence: the first ones, and how many more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from changes.naming import NAMES_SHOWN, quoted, shortened_list


@pytest.mark.parametrize(
    ("texts", "most", "sentence"),
    [
        ([], 2, ""),
        (["a"], 2, "a"),
        (["a", "b"], 2, "a, b"),
        (["a", "b", "c"], 2, "a, b et 1 autre"),
        (["a", "b", "c", "d"], 2, "a, b et 2 autres"),
    ],
)
def test_a_long_list_is_shortened(texts: list[str], most: int, sentence: str) -> None:
    assert shortened_list(texts, most) == sentence


@given(st.lists(st.integers(0, 99).map(str), max_size=20))
def test_the_names_shown_and_the_number_of_others_add_up(texts: list[str]) -> None:
    names, _, others = shortened_list(texts).partition(" et ")
    shown = names.split(", ") if names else []
    assert shown == texts[:NAMES_SHOWN]
    assert len(shown) + int(others.split(" ", maxsplit=1)[0] if others else 0) == len(texts)


def test_labels_are_quoted_each_once_and_in_order() -> None:
    assert quoted(["b", None, "a", "b", ""]) == "« a », « b »"
    assert quoted([]) == ""
