"""CSV and JSON Lines, compared with each other and with the graph."""

import csv
import io
import json

import pytest

from exchange.outgoing.network import ExportFilters
from exchange.outgoing.tables import COLUMNS, trained_count
from tests.api_session import ApiSession
from tests.exchange.outgoing.exports import exported


async def test_csv_and_json_lines_have_the_same_engagements(national: ApiSession) -> None:
    filters = ExportFilters(within={"id": "departement:44"}, as_of="2020-01-01", in_effect=True)
    lines = [json.loads(line) for line in (await exported(national, "jsonl", filters)).splitlines()]
    rows = list(
        csv.DictReader(io.StringIO((await exported(national, "csv", filters)).decode("utf-8-sig")), delimiter=";")
    )
    assert len(lines) > 5
    assert all(line["inEffect"] for line in lines)
    assert {row["Identifiant"] for row in rows} == {line["id"] for line in lines}
    assert len(rows) == sum(len(line["actors"]) for line in lines)
    starts = {line["id"]: line["startsOn"] for line in lines}
    assert all(row["Début"] == starts[row["Identifiant"]] <= "2020-01-01" for row in rows)


@pytest.mark.parametrize(
    ("engagement", "text"),
    [
        ({}, ""),
        ({"trainedCount": None, "trainedCountWithheld": False}, ""),
        ({"trainedCount": None, "trainedCountWithheld": True}, "non communiqué"),
        ({"trainedCount": 3, "trainedCountWithheld": True}, "3"),
        ({"trainedCount": 0, "trainedCountWithheld": False}, "0"),
    ],
)
def test_a_number_of_people_may_be_unknown_or_withheld(engagement: dict[str, object], text: str) -> None:
    assert trained_count(engagement) == text


def test_a_column_stays_where_it_was() -> None:
    assert list(COLUMNS) == [
        *("Identifiant", "Sorte", "Intitulé", "Axes", "Acteur", "Identifiant de l’acteur", "Rôles", "Territoires"),
        *("Codes", "Début", "Fin", "Compte jusqu’au", "État", "Personnes formées", "Sources", "Confirmé le"),
        *("Annulé le", "Critères", "Thématiques", "Publics"),
    ]
