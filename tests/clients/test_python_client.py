"""The typed client for Python, generated from the schema and installed in a separate environment.

A program that knows only the package and the address runs there; its tables are compared with the exports, which other
code of the service writes.
"""

import csv
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.service_process import ServiceProcess

DAY = "2026-11-25"
NAMES = {
    "territory.id": "territoryId",
    "territory.kind": "territoryKind",
    "territory.code": "code",
    "territory.label": "territory",
    "cells.survey.surveyedOn": "surveyedOn",
    "id": "engagementId",
    "kind": "engagementKind",
    "actors.actor.id": "actorId",
    "actors.actor.kind": "actorKind",
    "actors.actor.label": "actor",
    "actors.role": "role",
    "territories.id": "territoryId",
    "territories.kind": "territoryKind",
    "territories.label": "territory",
}
"""The columns of the exports by those of the tables; cells.status is status and so on."""
PROGRAM = """
import json, sys
from datetime import date
from cinqaxes_client import CinqAxes

address, question, library, variables = sys.argv[1:]
loaded = [name for name in ("pandas", "polars", "cinqaxes_client.api.input_types") if name in sys.modules]
graph = CinqAxes(address)
table = graph.table(getattr(graph, question), **json.loads(variables), as_of=date(2026, 11, 25))
frame = table.to_frame(library)
rows = frame.to_dicts() if library == "polars" else frame.astype(object).where(frame.notna(), None).to_dict("records")
print(json.dumps({"loaded": loaded, "rows": rows}, default=str))
"""


def run(python: Path, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a program in that environment, without access to our sources."""
    command = [str(python), "-I", "-c", program, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=180, cwd="/")


def table(python: Path, service: ServiceProcess, question: str, library: str, **variables: Any) -> list[dict[str, str]]:
    """Return a table as the export writes it: the same columns, every value as its text."""
    done = run(python, PROGRAM, service.url, question, library, json.dumps(variables))
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["loaded"] == [], "importing the client loads modules that it may not need"
    return [{NAMES.get(k, k.rsplit(".", 1)[-1]): text(v) for k, v in row.items()} for row in found["rows"]]


def text(value: Any) -> str:
    """Return a value as the exports for programs write it."""
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def exported(service: ServiceProcess, name: str, **parameters: str) -> list[dict[str, str]]:
    """Return the rows of an export."""
    answer = httpx.get(f"{service.url}/export/{name}", params={"asOf": DAY, **parameters}, timeout=60.0)
    assert answer.status_code == httpx.codes.OK, answer.text
    return list(csv.DictReader(answer.text.splitlines()))


def assert_same(found: list[dict[str, str]], expected: list[dict[str, str]]) -> None:
    """Compare two tables in their common columns, with the rows in any order."""
    columns = sorted(set(found[0]) & set(expected[0]))
    one, other = (sorted([tuple(row[c] for c in columns) for row in rows]) for rows in (found, expected))
    assert one == other


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_coverage_of_all_contracts_is_a_frame(python: Path, service: ServiceProcess, library: str) -> None:
    found = table(python, service, "coverage", library, rows={"kind": "CITY_CONTRACT"}, first=7)
    expected = exported(service, "matrix.csv", rows="CITY_CONTRACT")
    assert len(found) > 7 * 5, "more than one page"
    assert {"territoryId", "axis", "status", "actorCount", "fragile", "lapsedOn", "surveyedOn"} <= set(found[0])
    assert_same(found, expected)


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_engagements_by_actors_and_axes_are_a_tidy_frame(python: Path, service: ServiceProcess, library: str) -> None:
    found = table(python, service, "engagements", library, first=40)
    expected = exported(service, "tidy.csv")
    assert {"engagementId", "axis", "actorId", "role", "territoryId", "inEffect", "countsUntil"} <= set(found[0])
    assert_same(found, expected)


def test_an_incomplete_list_is_an_error_that_names_it(python: Path, service: ServiceProcess) -> None:
    done = run(python, PROGRAM, service.url, "engagements", "pandas", '{"each": 1}')
    assert "IncompleteError: engagements.actors" in done.stderr or "IncompleteError: engagements.terr" in done.stderr


def test_an_error_of_the_service_is_reported_with_its_message(python: Path, service: ServiceProcess) -> None:
    done = run(python, PROGRAM, service.url, "coverage", "pandas", '{"rows": {"kind": "REGION"}, "first": 0}')
    assert "GraphQLClientGraphQLMultiError: coverage.first" in done.stderr


def test_the_examples_of_its_page_run(python: Path, service: ServiceProcess, repository: Path) -> None:
    page = (repository / "clients" / "python" / "README.md").read_text(encoding="utf-8")
    example = re.findall(r"```python\n(.*?)```", page, re.DOTALL)[0]
    program = example.replace("http://127.0.0.1:8000", service.url) + "print(coverage.shape, rows[0], frame.shape)\n"
    done = run(python, program)
    assert done.returncode == 0, done.stderr
    assert "VICTIM_SUPPORT" in done.stdout
