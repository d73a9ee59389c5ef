"""The map of contracts opened from its URL by GDAL, the library with which QGIS reads files."""

import json
from pathlib import Path

import pytest

from tests.clients.test_python_client import run
from tests.service_process import ServiceProcess

PROGRAM = """
import json, sys
from pyogrio.raw import read

meta, _, shapes, columns = read(sys.argv[1])
rows = [dict(zip(meta["fields"].tolist(), values)) for values in zip(*(column.tolist() for column in columns))]
print(json.dumps({"rows": rows, "without_point": sum(shape is None for shape in shapes)}, default=str))
"""
COVERED = """query ($day: Date!) {
  coverage(rows: {kind: CITY_CONTRACT}, asOf: $day, first: 1000) {
    totalCount
    nodes { territory { id ... on CityContract { longitude } } cells { axis status } } } }"""


@pytest.mark.parametrize("day", ["2019-01-01", "2026-11-25"])
def test_gdal_reads_the_contracts_of_the_api(service: ServiceProcess, python: Path, day: str) -> None:
    done = run(python, PROGRAM, f"{service.url}/export/geojson?asOf={day}")
    assert done.returncode == 0, done.stderr
    read = json.loads(done.stdout)
    covered = service.ask(COVERED, {"day": day}).json()["data"]["coverage"]
    assert len(read["rows"]) == covered["totalCount"] > 0
    assert read["without_point"] == sum(row["territory"]["longitude"] is None for row in covered["nodes"])
    statuses = {row["territory"]["id"]: [cell["status"] for cell in row["cells"]] for row in covered["nodes"]}
    assert {row["id"]: [row[f"axis{number}"] for number in range(1, 6)] for row in read["rows"]} == statuses
