"""The command's path from a template to an import that is taken back, and exports over HTTP.

Rule: real processes on the embedded database; what they say is read as an officer would.
"""

import asyncio
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import networkx as nx
import pytest
from openpyxl import load_workbook

from changes.load import load
from graph.client import Client
from graph.domain.counting import Durations
from graph.embedded import EmbeddedDatabase
from tests.engines import EMBEDDED, ENGINE
from tests.graphs import small
from tests.server.service_process import environment, serving

pytestmark = pytest.mark.skipif(ENGINE != EMBEDDED, reason="the command starts the embedded database")
LINE = {
    "Intitulé": "Atelier d'essai",
    "Début": "mars 2026",
    "Axes": "3",
    "Territoires": "commune:44109",
    "Acteurs": "institution:demo-tangram (porteur)",
}
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose embedded database holds the demonstration."""
    folder = tmp_path_factory.mktemp("exchange")
    with EmbeddedDatabase(folder / "data") as database:
        access = database.restart()

        async def fill() -> None:
            async with Client(access, timeout_seconds=60.0) as client:
                await load(client, "demonstration", small(), Durations(), lambda *_: None)

        asyncio.run(fill())
    return folder


@pytest.fixture
def run(folder: Path) -> Run:
    def command(*words: str, code: int = 0) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "server.cli.main", *words],
            cwd=folder,
            env=environment(folder, {}),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == code, done.stderr
        return done

    return command


def _fill(path: Path, **cells: str) -> None:
    book = load_workbook(path)
    sheet: Any = book["Actions"]
    headings = {cell.value: cell.column for cell in sheet[1]}
    for heading, value in (LINE | cells).items():
        sheet.cell(2, headings[heading]).value = value
    book["Lisez-moi"]["B2"] = "Service d'essai"
    book.save(path)


@pytest.mark.slow
def test_from_a_template_to_an_import_that_is_taken_back(folder: Path, run: Run) -> None:
    run("workbook", "new", "reseau.xlsx")
    assert "existe déjà" in run("workbook", "new", "reseau.xlsx", code=2).stderr
    _fill(folder / "reseau.xlsx", Territoires="commune:44199")
    wrong = run("import", "reseau.xlsx", "--marked", "marque.xlsx", code=1)
    assert "« Actions », K2 (Territoires) : « commune:44199 » ne désigne aucun territoire connu" in wrong.stdout
    marked: Any = load_workbook(folder / "marque.xlsx")["Actions"]["K2"]
    assert marked.comment.text.startswith("erreur : ne désigne aucun territoire connu")
    assert marked.fill.fgColor.rgb == "FFF8CBAD"
    assert run("imports").stdout == ""

    _fill(folder / "reseau.xlsx")
    checked = json.loads(run("import", "reseau.xlsx", "--check", "--json").stdout)
    assert (checked["errors"], len(checked["created"])) == ([], 2)
    assert [warning["column"] for warning in checked["warnings"]] == ["État", "Sources", "Fin"]
    applied = run("import", "reseau.xlsx")
    assert "créés : 2 (Actions 1, Sources 1)" in applied.stdout
    (listed,) = run("imports").stdout.splitlines()
    identifier = listed.split()[0]
    assert all(part in listed for part in ("Service d'essai", "reseau.xlsx", "2 créés", "en place"))
    assert "rien : tout ce que dit le fichier est déjà dans le graphe" in run("import", "reseau.xlsx").stdout

    run("export", "reseau.gexf", "--axes", "3")
    assert "Atelier d'essai" in (folder / "reseau.gexf").read_text("utf-8")
    assert "d'aucun format connu" in run("export", "reseau.doc", code=2).stderr
    assert "names no axes" in run("export", "x.csv", "--axes", "9", code=1).stderr
    assert not (folder / "x.csv").exists()
    assert "ne désigne rien de connu" in run("forget", "Personne", "--yes", code=1).stderr

    run("undo", identifier)
    assert "annulé le" in run("imports").stdout
    assert "déjà été annulé" in run("undo", identifier, code=1).stderr


def test_what_cannot_be_read_is_told(folder: Path, run: Run) -> None:
    assert "impossible de lire" in run("import", "absent.xlsx", code=2).stderr
    assert "ni un fichier ni une correspondance fournie" in run("import", "x", "--mapping", "absent", code=2).stderr
    (folder / "vieux.xls").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600))
    assert "Enregistrer sous" in run("import", "vieux.xls", code=2).stderr


def test_exports_have_an_address(folder: Path) -> None:
    with serving(folder) as service:
        service.wait_until_ready()
        answer = httpx.get(f"{service.url}/export/graphml", params={"axes": "4", "within": "region:52"}, timeout=60)
        assert answer.status_code == 200
        assert answer.headers["content-disposition"].endswith('.graphml"')
        graph: Any = nx.parse_graphml(answer.text)
        asked = service.ask("{ engagements(where: {axes: {includes: VICTIM_SUPPORT}}) { totalCount } }").json()
        kinds = ("PlanAction", "Commitment", "Diagnostic", "TrainingSession", "TerritorialPlan")
        engagements = [node for node, values in graph.nodes(data=True) if values["kind"] in kinds]
        assert 0 < len(engagements) <= asked["data"]["engagements"]["totalCount"]
        for address, status, said in (
            ("/export/pdf", 404, "matrix.svg"),
            ("/export/csv?axes=9", 400, "axes"),
            ("/export/csv?zone=1", 400, "zone"),
            ("/export/csv?within=departement:99", 400, "departement:99"),
        ):
            refused = httpx.get(f"{service.url}{address}", timeout=60)
            assert refused.status_code == status
            assert said in refused.json()["errors"][0]["message"]
        svg = httpx.get(f"{service.url}/export/matrix.svg", params={"within": "region:52"}, timeout=60)
        assert svg.headers["content-type"].startswith("image/svg+xml")
        assert svg.text.startswith("<svg")
