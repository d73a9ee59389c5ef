"""The verbs of the command while a service runs on the embedded database, and after the service was killed.

The real command and the real service in one folder; the service is queried over HTTP for the result.
"""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import psutil  # type: ignore[import-untyped]
import pytest

from tests.engines import copy_small
from tests.exchange.workbooks import write
from tests.service_process import ServiceProcess, command, environment, serving

TITLES = '{ engagements(where: {title: {contains: "Atelier voisin"}}) { totalCount } }'
LINE = {
    "Intitulé": "Atelier voisin",
    "Début": "mars 2026",
    "Axes": "3",
    "Territoires": "commune:44109",
    "Acteurs": "institution:demo-tangram (porteur)",
}


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose embedded database holds the small demonstration, and a workbook with one action."""
    folder = tmp_path_factory.mktemp("loaded")
    copy_small(folder / "data")
    write(folder / "reseau.xlsx", {"Actions": [LINE]})
    return folder


@pytest.fixture(scope="module")
def folder(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of that folder with a running service."""
    return Path(shutil.copytree(loaded, tmp_path_factory.mktemp("served") / "instance"))


@pytest.fixture(scope="module")
def service(folder: Path) -> Iterator[ServiceProcess]:
    """The running service of that folder, with the view of an officer."""
    with serving(folder, default_view="everything") as running:
        running.wait_until_ready()
        yield running


def run_verb(folder: Path, *words: str, code: int = 0) -> subprocess.CompletedProcess[str]:
    """Run a verb and check its exit code."""
    done = command(folder, *words, default_view="everything")
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    return done


def action_count(service: ServiceProcess) -> int:
    """Return the number of actions of the workbook that the service knows."""
    count: int = service.ask(TITLES).json()["data"]["engagements"]["totalCount"]
    return count


def checked(service: ServiceProcess, path: Path) -> Any:
    """Return the service's report on a file."""
    headers = {"content-type": "application/octet-stream"}
    address = f"{service.url}/check?name={path.name}"
    answer = httpx.post(address, content=path.read_bytes(), headers=headers, timeout=120)
    assert answer.status_code == 200, answer.text
    return answer.json()


def ports_of(service: ServiceProcess) -> set[tuple[str, int]]:
    """Return the addresses on which a service and its database listen."""
    processes = [psutil.Process(service.process.pid), *psutil.Process(service.process.pid).children(recursive=True)]
    listening = (c for p in processes for c in p.net_connections() if c.status == psutil.CONN_LISTEN)
    return {(c.laddr.ip, c.laddr.port) for c in listening}


@pytest.mark.slow
def test_every_verb_works_while_the_service_runs_and_takes_effect_at_once(
    service: ServiceProcess, folder: Path
) -> None:
    before = ports_of(service)
    assert "2 fiches créées (Actions 1, Sources 1)" in run_verb(folder, "import", "reseau.xlsx", "--check").stdout
    assert action_count(service) == 0
    assert checked(service, folder / "reseau.xlsx")["errorCount"] == 0
    done = run_verb(folder, "import", "reseau.xlsx")
    assert "Base embarquée du service qui tourne" in done.stderr
    assert action_count(service) == 1
    (listed,) = run_verb(folder, "imports").stdout.splitlines()
    run_verb(folder, "export", "copie.xlsx")
    assert "rien : tout ce que dit le fichier" in run_verb(folder, "import", "copie.xlsx", "--check").stdout
    assert "problème : territoire qui n’est dans aucun autre" in run_verb(folder, "check", code=1).stdout
    assert "ne désigne rien de connu" in run_verb(folder, "forget", "Personne", "--yes", code=1).stderr
    assert "ce graphe est à jour" in run_verb(folder, "upgrade").stderr
    run_verb(folder, "undo", listed.split()[0])
    assert action_count(service) == 0
    version = service.ready().json()["graphVersion"]
    run_verb(folder, "touch")
    assert service.ready().json()["graphVersion"] == version + 1
    assert ports_of(service) == before
    assert {address for address, _ in before} <= {"127.0.0.1", "::ffff:127.0.0.1"}
    assert service.process.poll() is None


def test_a_second_service_is_refused(service: ServiceProcess, folder: Path) -> None:
    refused = run_verb(folder, "serve", code=1)
    assert f"déjà utilisé par la base embarquée du processus {service.process.pid}" in refused.stderr


def test_the_command_works_after_the_service_was_killed(loaded: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(loaded, tmp_path / "instance"))
    with serving(folder) as running:
        running.wait_until_ready()
        os.kill(running.process.pid, signal.SIGKILL)  # not reaped before the end: its process id is still in use
        done = run_verb(folder, "import", "reseau.xlsx")
    assert "Appliqué : import:" in done.stderr
    assert "du service qui tourne" not in done.stderr
    assert "1 " in run_verb(folder, "imports").stdout


def test_an_import_during_which_the_service_stops_writes_nothing_and_reports_it(loaded: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(loaded, tmp_path / "instance"))
    lines = [LINE | {"Intitulé": f"Atelier voisin {i}"} for i in range(1500)]
    write(folder / "long.xlsx", {"Actions": lines})
    with serving(folder) as running:
        running.wait_until_ready()
        importing = subprocess.Popen(
            [sys.executable, "-m", "server.cli.main", "import", "long.xlsx"],
            cwd=folder,
            env=environment(folder, {}),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert importing.stderr is not None
        while "qui tourne" not in importing.stderr.readline():
            assert importing.poll() is None
        running.process.send_signal(signal.SIGTERM)
        _, output = importing.communicate(timeout=120)
    assert importing.returncode == 1, output
    assert "la base ne répond" in output
    assert "Traceback" not in output
    assert run_verb(folder, "imports").stdout == ""
