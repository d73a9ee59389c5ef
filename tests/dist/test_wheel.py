"""The package on a machine with Python alone: installed from the wheel, started in an empty folder.

The installation and the service have no access to the checkout, make, Node.js or Java; queries go over HTTP. No time is
asserted; the log gives the time until the service is ready (`pytest --log-level=INFO -rP`).
"""

import json
import logging
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil  # type: ignore[import-untyped]
import pytest

from tests.dist.build import PROJECT
from tests.dist.installing import install
from tests.service_process import START_SECONDS, TLS, ServiceProcess, address, machine_environment
from tests.test_readme import examples

ABSENT = ("java", "make", "node", "npm", "npx", "cinqaxes")
OURS = frozenset({"JAVA_HOME", "PATH", "PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV"})
LOG = logging.getLogger("wheel")


@dataclass(frozen=True)
class Installed:
    """The folder of the installed commands, an empty working folder, and the environment variables for both."""

    commands: Path
    folder: Path
    environment: dict[str, str]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel in a new environment, with an empty folder as the PATH."""
    place, empty = tmp_path_factory.mktemp("environment"), tmp_path_factory.mktemp("empty")
    kept = {name: value for name, value in machine_environment().items() if name not in OURS}
    environment = kept | {"PATH": str(tmp_path_factory.mktemp("path"))}
    assert [tool for tool in ABSENT if shutil.which(tool, path=environment["PATH"])] == []
    return Installed(install(place / "installed", environment), empty, environment)


@pytest.fixture(scope="module")
def service(installed: Installed) -> Iterator[ServiceProcess]:
    """The service as `cinqaxes serve` starts it, killed at the end if no test has ended it."""
    assert [*installed.folder.iterdir()] == []
    started = time.monotonic()
    with tempfile.TemporaryFile("w+", encoding="utf-8") as log:
        process = subprocess.Popen(
            [installed.commands / "cinqaxes", "serve"],
            cwd=installed.folder,
            env=installed.environment | {"CINQAXES_PORT": "0", "CINQAXES_QUICK_JAVA": "true"},
            stderr=log,
            text=True,
        )
        try:
            service = ServiceProcess("", process, log)
            service.url = address(service)
            service.wait_until_ready()
            LOG.info("ready after %.1f s", time.monotonic() - started)
            yield service
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait(START_SECONDS)


def test_the_command_prints_the_version_of_the_project(installed: Installed) -> None:
    done = subprocess.run(
        [installed.commands / "cinqaxes", "--version"],
        cwd=installed.folder,
        env=installed.environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == f"cinqaxes {PROJECT['project']['version']}\n"


def test_an_extra_that_is_missing_is_named_as_it_is_installed(installed: Installed) -> None:
    done = subprocess.run(
        [installed.commands / "cinqaxes", "serve"],
        cwd=installed.folder,
        env=installed.environment | {"CINQAXES_AGENTS": "true"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "installez Cinq Axes avec [agents]" in done.stderr
    assert "agents" in PROJECT["project"]["optional-dependencies"]


def test_the_question_of_the_readme_is_answered_as_shown(service: ServiceProcess, repository: Path) -> None:
    (example,) = examples((repository / "README.md").read_text("utf-8"))
    answer = service.ask(example.question)
    assert answer.status_code == httpx.codes.OK, answer.text
    assert answer.json() == {"data": json.loads(example.answer)}


def test_the_console_is_served_with_its_files(service: ServiceProcess) -> None:
    with httpx.Client(base_url=service.url, verify=TLS) as client:
        page = client.get("/", headers={"accept": "text/html"})
        files = re.findall(r'(?:src|href)="([^"]+\.(?:js|css))"', page.text)
        assert page.status_code == httpx.codes.OK
        assert {path.rpartition(".")[2] for path in files} == {"js", "css"}
        assert {client.get(path).status_code for path in files} == {httpx.codes.OK}


def test_the_documentation_is_served(service: ServiceProcess) -> None:
    page = httpx.get(f"{service.url}/docs/", verify=TLS)
    assert page.status_code == httpx.codes.OK
    assert "Cinq Axes" in page.text


def test_the_data_are_in_the_folder_where_it_started(service: ServiceProcess, installed: Installed) -> None:
    assert service.ready().status_code == httpx.codes.OK
    assert [path.name for path in installed.folder.iterdir()] == ["data"]


def test_a_signal_ends_it_with_its_database(service: ServiceProcess) -> None:
    children = psutil.Process(service.process.pid).children(recursive=True)
    assert any("java" in one.name() for one in children)
    service.process.terminate()
    assert service.process.wait(START_SECONDS) == 0, service.written()
    assert "Service arrêté." in service.written()
    assert psutil.wait_procs(children, START_SECONDS)[1] == []
