"""A second line about the same engagement or person is reported; repeated sessions are not."""

from collections.abc import Mapping

import pytest

from exchange.cells.text import Raw
from exchange.sentences import FRENCH
from exchange.sheets import DECISION
from tests.exchange.incoming.test_resemblance import ACTION, examine_kinds, messages

MARCH: dict[str, Raw] = ACTION | {"title": "Marche exploratoire"}


@pytest.mark.parametrize(
    ("other", "kind", "heading"),
    [
        (MARCH | {"startsOn": "02/01/2025"}, "Action", "le début"),
        (MARCH | {"startsOn": "01/09/2025", "endsOn": "31/12/2026"}, "Action", "le début"),
        (MARCH, "Commitment", "la feuille"),
    ],
)
def test_an_engagement_stated_by_two_lines_is_a_warning(other: Mapping[str, Raw], kind: str, heading: str) -> None:
    def found(*lines: tuple[str, Mapping[str, Raw]]) -> list[str]:
        return [f"{FRENCH.written(finding.severity)} {finding}" for finding in examine_kinds(*lines)]

    one, two = ("Action", MARCH), (kind, other)
    for lines in ((one, two), (two, one)):
        (message,) = found(*lines)
        assert message.startswith("avertissement")
        assert f"ligne 2), qui n’en diffère que par {heading} et durerait en même temps" in message
        assert message.endswith("si c’est la même, gardez une seule des deux lignes.")
    assert found(one, (kind, dict(other) | {DECISION: "nouveau"})) == []


@pytest.mark.parametrize(
    ("kind", "other"),
    [
        ("Action", {"startsOn": "01/01/2026", "endsOn": "31/12/2026"}),  # the following year
        ("Action", {"startsOn": "01/02/2025", "actors": "Maison des droits (porteur)"}),
        ("TrainingSession", {"startsOn": "08/01/2025"}),
    ],
)
def test_recurring_engagements_of_one_file_are_not_reported(kind: str, other: dict[str, Raw]) -> None:
    assert messages(kind, MARCH, MARCH | other) == []


def test_a_persons_name_matches_in_any_word_order() -> None:
    (message,) = messages("Trainer", {"name": "DÉMONSTRATION Camille"})
    assert "est lu comme « Camille Démonstration » (trainer:1)" in message
    (message,) = messages("Trainer", {"name": "Mme Camille DÉMONSTRATION"})
    assert "est lu comme « Camille Démonstration » (trainer:1)" in message
    (message,) = messages("Trainer", {"name": "Zélie Inventée"}, {"name": "INVENTÉE Zélie"})[1:]
    assert "est déjà donné à la ligne 2" in message
