"""The map of contracts added to a project by QGIS itself, from the URL in the guide."""

import json
import subprocess

from tests.clients.test_gdal import COVERED
from tests.service_process import ServiceProcess

PYTHON = "/usr/bin/python3"
"""Debian's Python, for which Debian packages QGIS as a module."""
PROGRAM = """
import json, sys
from qgis.core import QgsApplication, QgsProject, QgsVectorLayer

application = QgsApplication([], False)
application.initQgis()
layer = QgsVectorLayer(sys.argv[1], "contrats", "ogr")
assert layer.isValid(), layer.error().message()
QgsProject.instance().addMapLayer(layer)
layer_facts = {"rows": layer.featureCount(), "crs": layer.crs().authid()}
layer_facts["without_point"] = sum(not feature.hasGeometry() for feature in layer.getFeatures())
layer.setSubsetString("axis4 = 'COVERED'")
layer_facts["covered"] = sorted(feature["id"] for feature in layer.getFeatures())
print(json.dumps(layer_facts), flush=True)
QgsProject.instance().clear()
application.exitQgis()
"""
DAY = "2026-11-25"


def test_qgis_shows_the_contracts_of_the_api(service: ServiceProcess) -> None:
    address = f"{service.url}/export/geojson?asOf={DAY}"
    environment = {"QT_QPA_PLATFORM": "offscreen", "HOME": "/nonexistent", "PATH": "/usr/bin"}
    done = subprocess.run(
        [PYTHON, "-c", PROGRAM, address], capture_output=True, text=True, check=False, env=environment, timeout=120
    )
    missing = "QGIS is not installed: apt-get install --no-install-recommends python3-qgis"
    assert "No module named 'qgis'" not in done.stderr, missing
    assert done.returncode == 0, done.stderr
    layer_facts = json.loads(done.stdout)
    covered = service.ask(COVERED, {"day": DAY}).json()["data"]["coverage"]
    rows = {row["territory"]["id"]: row for row in covered["nodes"]}
    assert layer_facts["crs"] == "EPSG:4326"
    assert layer_facts["rows"] == covered["totalCount"] > 0
    assert layer_facts["without_point"] == sum(row["territory"]["longitude"] is None for row in rows.values())
    assert layer_facts["covered"] == sorted(one for one, row in rows.items() if row["cells"][3]["status"] == "COVERED")
    assert layer_facts["covered"]
