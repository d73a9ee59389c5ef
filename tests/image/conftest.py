"""The image, a Neo4j loaded by it, and its service; each is created once."""

import re
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil  # type: ignore[import-untyped]
import pytest

from tests.cache import CACHE
from tests.engines import store_national
from tests.image.buildah import Container
from tests.neo4j_server import NO_OPTIMISATIONS, PASSWORD, USER, Neo4jServer, free_port
from tests.neo4j_version import version_named
from tests.processes import descendants

START_SECONDS = 60.0
DOCKERFILE_PORT = 8000


@dataclass(frozen=True)
class Loaded:
    """A container, the settings of a database, and the outputs of two loads from the container."""

    container: Container
    settings: dict[str, str]
    outputs: list[str]


@dataclass(frozen=True)
class Service:
    """The service of the image: buildah, the process that it started, and the port of that process."""

    buildah: subprocess.Popen[str]
    process: psutil.Process
    port: int

    def client(self) -> httpx.Client:
        return httpx.Client(base_url=f"http://127.0.0.1:{self.port}", timeout=30)


@pytest.fixture(scope="session")
def container(repository: Path) -> Iterator[Container]:
    """A container of the image; everything is deleted afterwards."""
    CACHE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE) as folder:
        yield Container(Path(folder), repository)


@pytest.fixture(scope="session")
def loaded(container: Container, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loaded]:
    """The Neo4j of docker-compose.yml, loaded twice by the image."""
    compose = (Path(__file__).parents[2] / "docker-compose.yml").read_text("utf-8")
    found = re.search(r"neo4j:([\d.]+)-community", compose)
    assert found is not None
    folder = tmp_path_factory.mktemp("neo4j")
    with Neo4jServer(version_named(found[1]), folder, java_flags=NO_OPTIMISATIONS) as server:
        settings = {
            "CINQAXES_NEO4J_URI": server.uri,
            "CINQAXES_NEO4J_USER": USER,
            "CINQAXES_NEO4J_PASSWORD": PASSWORD,
        }
        outputs = []
        for _ in range(2):
            done = container.run(*container.config["Entrypoint"], "load", **settings)
            outputs.append(done.stdout + done.stderr)
            assert done.returncode == 0, outputs[-1]
        yield Loaded(container, settings, outputs)
    store_national(folder, found[1])


@pytest.fixture(scope="session")
def service(loaded: Loaded) -> Iterator[Service]:
    """A ready service of the image, started as the image says; killed at the end if no test has ended it."""
    port = free_port()
    words = [*loaded.container.config["Entrypoint"], *loaded.container.config["Cmd"]]
    command = loaded.container.command(*words, **loaded.settings, CINQAXES_PORT=str(port))
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as buildah:
        try:
            service = Service(buildah, _process(buildah), port)
            _wait_until_ready(service)
            yield service
        finally:
            for process in psutil.Process(buildah.pid).children(recursive=True) if buildah.poll() is None else ():
                process.kill()


def _process(buildah: subprocess.Popen[str]) -> psutil.Process:
    """Find the service below buildah and its helpers."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and buildah.poll() is None:
        for process in descendants(buildah.pid, "cinqaxes"):
            return process
        time.sleep(0.05)
    raise AssertionError(buildah.stdout and buildah.poll() is not None and buildah.stdout.read())


def _wait_until_ready(service: Service) -> None:
    deadline = time.monotonic() + START_SECONDS
    with service.client() as client:
        while time.monotonic() < deadline and service.buildah.poll() is None:
            try:
                if client.get("/health/ready").status_code == httpx.codes.OK:
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.1)
    message = "the service of the image is not ready"
    raise AssertionError(message)
