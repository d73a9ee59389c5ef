"""Two spellings of one text, and two slightly different texts."""

from collections import Counter
from datetime import date, timedelta

import pytest

from judgement.likeness import EngagementIdentity, is_respelt, repetition_keys


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


@pytest.mark.parametrize("kind", ["TrainingSession", "Action"])
def test_a_weekly_title_is_compared_with_few_others(kind: str) -> None:
    """A list may hold thousands of lines with one title and territory: each by another body, or weekly sessions."""
    weekly = [
        EngagementIdentity(
            f"x:{week}",
            kind,
            "Médiation",
            date(2000, 1, 3) + timedelta(weeks=week),
            frozenset({"commune:44109"}),
            bodies=frozenset({f"institution:{week}"}),
        )
        for week in range(300)
    ]
    counts = Counter(key for one in weekly for key in repetition_keys(one))
    compared = sum(counts[key] for one in weekly for key in repetition_keys(one, sought=True))
    assert compared <= 3 * len(weekly)
