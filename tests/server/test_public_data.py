"""The public data in the command, as an officer uses them: imported, classified in a workbook, taken back.

Real processes on a database that holds only the official territories at first.
"""

import gzip
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from seed.public import PUBLIC_LISTS
from tests.engines import copy_small, running
from tests.service_process import environment, settings_of

PURPOSE = "PERMANENCE JURIDIQUE POUR LES VICTIMES"
TITLE = "Permanence juridique pour les victimes de discrimination"
ACTION = {
    "Intitulé": TITLE,
    "Début": "2019",
    "Fin": "2026",
    "Axes": "4",
    "Territoires": "69266",
    "Acteurs": "{body} (porteur)",
}
Run = Callable[..., str]


def command(folder: Path, settings: dict[str, str]) -> Run:
    def run(*words: str, code: int = 0) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "server.cli.main", *words],
            cwd=folder,
            env=environment(folder, settings),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    return run


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """Provide the command on a database that holds only the official territories."""
    folder = tmp_path_factory.mktemp("public")
    with running(tmp_path_factory.mktemp("database")) as access:
        run = command(folder, settings_of(access))
        run("load", "--references-only")
        run.folder = folder  # type: ignore[attr-defined]
        yield run


def content(run: Run, name: str) -> set[str]:
    """Return the lines of a backup, without the imports and the node about the graph itself."""
    folder: Path = run.folder  # type: ignore[attr-defined]
    run("backup", name)
    with gzip.open(folder / name, "rt", encoding="utf-8") as lines:
        every = [line for line in lines if '"Graph"' not in line and "import:" not in line]
    return set(every[1:-1])  # without the heading, and the last line with the digest


def classify(path: Path) -> None:
    """Enter in the workbook of a territory the action that a grant paid for, and the kind of its beneficiary."""
    book: Any = load_workbook(path)
    columns = {sheet.title: {cell.value: cell.column for cell in sheet[1]} for sheet in book}
    grants, bodies, actions = book["Subventions"], book["Institutions"], book["Actions"]
    of_grants, of_bodies, of_actions = columns["Subventions"], columns["Institutions"], columns["Actions"]
    (row,) = [
        number
        for number in range(2, grants.max_row + 1)
        if f"2019 - 69 -HCV - {PURPOSE}" in str(grants.cell(number, of_grants["Objet"]).value)
    ]
    grants.cell(row, of_grants["Pour"]).value = TITLE
    body = grants.cell(row, of_grants["Bénéficiaire"]).value
    for number in range(2, bodies.max_row + 1):
        if str(bodies.cell(number, of_bodies["Identifiant"]).value) in body:
            bodies.cell(number, of_bodies["Type"]).value = "association"
    for heading, value in ACTION.items():
        actions.cell(2, of_actions[heading]).value = value.format(body=body)
    book["Lisez-moi"]["B2"] = "Service d'essai"
    book["Lisez-moi"]["B4"] = "01/12/2026"
    book.save(path)


@pytest.mark.slow
def test_public_data_are_imported_classified_and_taken_back(run: Run) -> None:
    folder: Path = run.folder  # type: ignore[attr-defined]
    before = content(run, "avant.jsonl.gz")
    output = run("import", "--public")
    assert "Institutions 347, Sources 1, Subventions 782" in output
    assert "Institutions 2\u202f719" in output
    assert "Institutions 2\u202f845" in output
    assert (
        "4\u202f255 (« categorie_motcle »), 426 (« beneficiaire »), 1 (« appariement_ambigu »), 29 (« siren »)"
        in output
    )
    assert "La matrice des contrats ne change pas" in output
    assert run("import", "--public").count("tout ce que dit le fichier est déjà dans le graphe") == 3
    assert run("imports").count("en place") == 3
    assert "n’y entre pas" in run("load", code=1)

    run("export", "rhone.xlsx", "--within", "departement:69")
    classify(folder / "rhone.xlsx")
    imported = run("import", "rhone.xlsx")
    assert "1 fiche créée" in imported or "2 fiches créées" in imported  # the workbook may be a source too
    assert "axe 4 : non renseigné → partiel" in imported
    assert "garde son type" not in imported

    taken = run("undo", "--public")
    assert taken.count("Repris :") == 3
    assert "3 fiches gardées" in taken
    assert "AGIR POUR L EGALITE (institution:343300885)" in taken
    assert "en place, en partie annulé le" in run("imports")
    assert "Le graphe suit le modèle." in run("check")
    (classified,) = [line.split()[0] for line in run("imports").splitlines() if "rhone.xlsx" in line]
    run("undo", classified)
    assert "fiche gardée" not in run("undo", "--public")
    assert "rien à reprendre" in run("undo", "--public", code=1)
    assert content(run, "apres.jsonl.gz") == before
    assert "Chargé" in run("load")  # no public data are left


def test_public_data_and_the_demonstration_exclude_each_other(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("demonstration")
    copy_small(folder)
    with running(folder) as access:
        run = command(tmp_path_factory.mktemp("called"), settings_of(access))
        refused = run("import", "--public", code=1)
        assert "cette instance montre la démonstration" in refused
        assert "cinqaxes load --references-only" in refused
        assert run("imports") == "Aucun import.\n"
        assert "--public : ne se combine qu’avec --check" in run("import", "--public", "--json", code=2)
        assert "il manque FICHIER" in run("import", code=2)
        assert "donnez un IDENTIFIANT, ou « --public »" in run("undo", code=2)
        assert "ne se combine pas" in run("undo", "import:1", "--public", code=2)
        shipped = PUBLIC_LISTS[0]
        mapped = run("import", str(shipped.file), "--mapping", shipped.mapping, "--set-aside", "r.xlsx", code=1)
        assert "cette instance montre la démonstration" in mapped
