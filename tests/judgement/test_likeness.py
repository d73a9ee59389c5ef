"""Two spellings of one text, and two texts that differ by little."""

import pytest

from judgement.likeness import is_respelt


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Atelier de sensibilisation", "Ateliers de sensibilisation", True),
        ("Atelier de sensibilisation", "Atelier de sensiblisation", True),
        ("Atelier de sensibilisation", "Atelier de sensibiliastion", True),
        ("Formation des élus", "Formation des agents", False),
        ("Atelier de sensibilisation A", "Atelier de sensibilisation B", False),
        ("Atelier de sensibilisation 1", "Atelier de sensibilisation 2", False),
        ("Promotion II des référents", "Promotion III des référents", False),
        ("Session 12b des référents", "Session 12c des référents", False),
        ("Écoute", "Écoutes", False),
        ("ÉCOUTE  des victimes", "Écoute des victimes", False),
    ],
)
def test_typing_errors_are_few_and_in_long_words(one: str, other: str, *, expected: bool) -> None:
    assert is_respelt(one, other) is expected
    assert is_respelt(other, one) is expected
