"""The command, from an empty template to an import and its undo, and exports over HTTP.

Real processes on a running database; their output is read as an officer would.
"""

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import networkx as nx
import pytest
from openpyxl import load_workbook

from exchange.incoming.lists.mapping import SHIPPED_MAPPINGS
from resolvers.errors import UNNAMED
from tests.engines import copy_small, running
from tests.service_process import environment, serving, settings_of

DAY = "2026-11-25"
LINE = {
    "Intitulé": "Atelier d'essai",
    "Début": "mars 2026",
    "Axes": "3",
    "Territoires": "commune:44109",
    "Acteurs": "institution:demo-tangram (porteur)",
}
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Provide the settings of a database that holds the demonstration."""
    folder = tmp_path_factory.mktemp("database")
    copy_small(folder)
    with running(folder) as access:
        yield settings_of(access)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Provide the folder in which commands run."""
    return tmp_path_factory.mktemp("exchange")


@pytest.fixture
def run(folder: Path, database: dict[str, str]) -> Run:
    def command(*words: str, code: int = 0) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "server.cli.main", *words],
            cwd=folder,
            env=environment(folder, database),
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
def test_from_a_template_to_an_import_and_its_undo(folder: Path, run: Run) -> None:
    run("workbook", "new", "reseau.xlsx")
    assert "existe déjà" in run("workbook", "new", "reseau.xlsx", code=2).stderr
    nowhere = run("workbook", "new", "nulle/reseau.xlsx", code=2).stderr
    assert nowhere == "« nulle/reseau.xlsx » : le dossier « nulle » n’existe pas ; créez-le, ou donnez un autre nom\n"
    assert "attendu : un fichier .xlsx ou .ods" in run("workbook", "new", "reseau.pdf", code=2).stderr
    _fill(folder / "reseau.xlsx", Territoires="commune:44199")
    wrong = run("import", "reseau.xlsx", "--marked", "marque.xlsx", code=1)
    assert "« Actions », K2 (Territoires) : « commune:44199 » ne désigne aucun territoire connu" in wrong.stdout
    marked: Any = load_workbook(folder / "marque.xlsx")["Actions"]["K2"]
    assert marked.comment.text.startswith("erreur : ne désigne aucun territoire connu")
    assert marked.fill.fgColor.rgb == "FFF8CBAD"
    none = run("imports")
    assert none.stdout == ""
    assert none.stderr.endswith("Aucun import.\n")

    _fill(folder / "reseau.xlsx")
    checked = json.loads(run("import", "reseau.xlsx", "--check", "--json").stdout)
    assert (checked["errors"], len(checked["created"])) == ([], 2)
    assert [warning["column"] for warning in checked["warnings"]] == ["État", "Sources", "Fin"]
    applied = run("import", "reseau.xlsx")
    assert "2 fiches créées (Actions 1, Sources 1)" in applied.stdout
    (listed,) = run("imports").stdout.splitlines()
    identifier = listed.split()[0]
    assert all(part in listed for part in ("Service d'essai", "reseau.xlsx", "2 fiches créées, 0 modifiée", "en place"))
    assert "rien : tout ce que dit le fichier est déjà dans le graphe" in run("import", "reseau.xlsx").stdout

    run("export", "reseau.gexf", "--axes", "3")
    assert "Atelier d'essai" in (folder / "reseau.gexf").read_text("utf-8")
    assert "d’aucun format connu" in run("export", "reseau.doc", code=2).stderr
    assert "ne désigne pas d’axes" in run("export", "x.csv", "--axes", "9", code=1).stderr
    assert not (folder / "x.csv").exists()
    assert "ne désigne rien de connu" in run("forget", "Personne", "--yes", code=1).stderr

    run("undo", identifier)
    assert "annulé le" in run("imports").stdout
    assert "déjà été annulé" in run("undo", identifier, code=1).stderr

    _fill(folder / "reseau.xlsx", Identifiant="action:de-plus-tard", **{"À faire": "supprimer"})
    assert "la suppression est notée à son jour" in run("import", "reseau.xlsx").stdout
    (in_place,) = [line for line in run("imports").stdout.splitlines() if "en place" in line]
    run("undo", in_place.split()[0])  # the deletion of a node that does not exist yet is recorded, for later files


def test_the_effect_of_a_faulty_file_is_not_computed(folder: Path, run: Run) -> None:
    (folder / "Subventions.csv").write_text("Année;Accordée par\n01/02/24;institution:demo-tangram\n", "utf-8")
    done = run("import", "Subventions.csv", "--check", code=1)
    assert "écrivez 2024 si c’est bien l’année" in done.stdout
    assert "n’est donné que pour un fichier sans erreur" in done.stdout
    assert "Traceback" not in done.stderr


LIST = """N° de dossier;Exercice;Bénéficiaire;N° SIRET;Montant
D1;2024;Relais Fictif des Essais;99900001100018;12 345,67
D2;2024;Relais Fictif des Essais;99900001100018;beaucoup
D3;2025;Atelier Fictif des Essais;99900002900010;1 234 €
"""


def complete(proposal: Path, **facts: str) -> None:
    """Add the facts that a list does not state to a proposal, and remove the comment signs."""
    text = re.sub(r'^# (?=\[|"[^"]+" = |vers = )', "", proposal.read_text("utf-8"), flags=re.MULTILINE)
    for heading, fact in facts.items():
        text = text.replace(f'"{heading}" = ""', f'"{heading}" = "{fact}"')
    proposal.write_text(text, "utf-8")


def test_the_report_on_a_list_names_the_next_command(folder: Path, run: Run) -> None:
    (folder / "ma liste.csv").write_text(LIST, "utf-8")
    text = run("import", "ma liste.csv", "--check", code=1).stdout
    assert "ma liste.csv : 1 erreur, aucun avertissement." in text
    assert "« cinqaxes mapping new 'ma liste.csv' » propose la correspondance" in text


def test_a_shipped_mapping_is_printed_to_be_copied(run: Run) -> None:
    assert run("mapping", "show", "croix").stdout == (SHIPPED_MAPPINGS / "croix.toml").read_text("utf-8")
    assert "au choix : annuaire_2019, " in run("mapping", "show", "../croix", code=2).stderr


def test_a_list_is_imported_by_a_proposed_mapping_without_its_faulty_lines(folder: Path, run: Run) -> None:
    (folder / "liste.csv").write_text(LIST, "utf-8")
    proposed = run("mapping", "new", "liste.csv", "--output", "proposee.toml").stderr
    assert "Correspondance proposée : proposee.toml" in proposed
    assert "existe déjà" in run("mapping", "new", "liste.csv", "--output", "proposee.toml", code=2).stderr
    complete(folder / "proposee.toml", Axes="4", Territoires="44109")
    importing = ("import", "liste.csv", "--mapping", "proposee.toml")
    assert "E3 (Accordé (€)) : « beaucoup » n’est pas un nombre" in run(*importing, "--check", code=1).stdout
    assert "un fichier .xlsx ou .ods, ou un dossier" in run(*importing, "--set-aside", "reste.csv", code=2).stderr

    before = run("imports").stdout
    checked = json.loads(run(*importing, "--set-aside", "essai", "--check", "--json").stdout)
    assert (checked["setAsideCount"], checked["errorCount"], len(checked["created"])) == (1, 0, 7)
    assert run("imports").stdout == before
    (folder / "fautive").mkdir()
    (folder / "fautive/liste.csv").write_text("".join(LIST.splitlines(keepends=True)[::2]), "utf-8")
    nothing = run("import", "fautive/liste.csv", *importing[2:], "--set-aside", "tout")
    assert "rien : toutes les lignes sont mises de côté" in nothing.stdout
    assert "Lignes mises de côté : tout\nRien n’est importé : toutes les lignes sont mises de côté." in nothing.stderr
    assert len((folder / "tout/liste.csv").read_text("utf-8-sig").splitlines()) == 2
    assert run("imports").stdout == before
    applied = run(*importing, "--set-aside", "reste", "--marked", "liste-marquee.xlsx")
    assert "Lignes mises de côté : 1\n  1 – Accordé (€) : n’est pas un nombre" in applied.stdout
    assert "7 fiches créées (Actions 2, Institutions 2, Sources 1, Subventions 2)" in applied.stdout
    assert "7 fiches créées" in run("imports").stdout
    (title, left) = (folder / "reste/liste.csv").read_text("utf-8-sig").splitlines()
    assert (title[-6:], left.split(";")[:2]) == (";Motif", ["D2", "2024"])
    assert "n’est pas un nombre" in load_workbook(folder / "liste-marquee.xlsx")["liste"]["E3"].comment.text

    corrected = (folder / "reste/liste.csv").read_text("utf-8-sig").replace("beaucoup", "100", 1)
    (folder / "corrige").mkdir()
    (folder / "corrige/liste.csv").write_text(corrected, "utf-8")
    entered = run("import", "corrige", "--mapping", "proposee.toml").stdout
    assert "3 fiches créées (Actions 1, Sources 1, Subventions 1)" in entered
    in_place = [line for line in run("imports").stdout.splitlines() if "en place" in line]
    assert len(in_place) == 2
    for line in reversed(in_place):
        run("undo", line.split()[0])


def test_an_unreadable_file_is_reported(folder: Path, run: Run) -> None:
    assert "impossible de lire" in run("import", "absent.xlsx", code=2).stderr
    assert "ni un fichier ni une correspondance fournie" in run("import", "x", "--mapping", "absent", code=2).stderr
    (folder / "vieux.xls").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600))
    assert "Enregistrer sous" in run("import", "vieux.xls", code=2).stderr


def test_exports_are_available_over_http(folder: Path, database: dict[str, str]) -> None:
    with serving(folder, introspection="false", **database) as service:
        service.wait_until_ready()
        answer = httpx.get(
            f"{service.url}/export/graphml", params={"axes": "4", "within": "region:52", "asOf": DAY}, timeout=60
        )
        assert answer.status_code == 200
        assert answer.headers["content-disposition"] == f'attachment; filename="cinqaxes-region-52-{DAY}.graphml"'
        graph: Any = nx.parse_graphml(answer.text)
        counted = service.ask("{ engagements(where: {axes: {includes: VICTIM_SUPPORT}}) { totalCount } }").json()
        kinds = ("Action", "Commitment", "Diagnostic", "TrainingSession", "TerritorialPlan")
        engagements = [node for node, values in graph.nodes(data=True) if values["kind"] in kinds]
        assert 0 < len(engagements) <= counted["data"]["engagements"]["totalCount"]
        for address, status, text in (
            ("/export/pdf", 404, "matrix.svg"),
            ("/export/csv?axes=9", 400, "axes"),
            ("/export/csv?zone=1", 400, "zone"),
            ("/export/csv?within=departement:99", 400, "departement:99"),
            ('/export/csv?where={"titl":{"eq":"x"}}', 400, UNNAMED),
        ):
            refused = httpx.get(f"{service.url}{address}", timeout=60)
            assert refused.status_code == status
            assert text in refused.json()["errors"][0]["message"]
        svg = httpx.get(f"{service.url}/export/matrix.svg", params={"within": "region:52"}, timeout=60)
        assert svg.headers["content-type"].startswith("image/svg+xml")
        assert svg.text.startswith("<svg")
