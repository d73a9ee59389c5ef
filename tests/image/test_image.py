"""The container image as operators run it: it fills a graph, answers, has few rights and tools, and stops cleanly."""

import re
import signal
import tomllib
from pathlib import Path

import psutil  # type: ignore[import-untyped]
import pytest

from server.cli.serve import QUESTION
from tests.image.buildah import Container
from tests.image.conftest import DOCKERFILE_PORT, Loaded, Service

pytestmark = pytest.mark.proof  # CI reads the Dockerfile and docker-compose.yml as text: tests/test_deployment.py
TOOLS = "ar as c++ cc cpp g++ gcc git ld make node npm npx pip pip3"


def test_the_first_load_fills_the_graph_and_the_second_changes_nothing(loaded: Loaded) -> None:
    assert "Chargé : " in loaded.outputs[0]
    assert "Rien à changer" in loaded.outputs[1]


def test_the_service_is_live_and_ready_and_answers(service: Service) -> None:
    with service.client() as client:
        assert client.get("/health/live").status_code == 200
        assert client.get("/health/ready").status_code == 200
        answer = client.post("/graphql", json={"query": QUESTION}).json()
    assert "errors" not in answer
    assert answer["data"]["mobilised"]["totalCount"] > 0


def test_the_console_and_its_files_are_served(service: Service) -> None:
    with service.client() as client:
        page = client.get("/", headers={"accept": "text/html"})
        files = re.findall(r'(?:src|href)="([^"]+\.(?:js|css))"', page.text)
        assert {path.rpartition(".")[2] for path in files} == {"js", "css"}
        assert all(client.get(path).status_code == 200 for path in files)


def test_the_documentation_is_served(service: Service) -> None:
    with service.client() as client:
        assert "Cinq Axes" in client.get("/docs/").text
        assert client.get("/docs/docs/comment_on_compte.html").status_code == 200


def test_the_health_check_of_the_image_passes_while_the_service_runs(service: Service, container: Container) -> None:
    kind, *words = container.config["Healthcheck"]["Test"]
    assert kind == "CMD"

    def exit_code(port: int) -> int:
        return container.run(*[word.replace(f":{DOCKERFILE_PORT}/", f":{port}/") for word in words]).returncode

    assert exit_code(service.port) == 0
    assert exit_code(1) != 0


def test_the_service_runs_as_the_user_of_the_image_without_capabilities(service: Service, container: Container) -> None:
    assert set(service.process.uids()) == {int(container.config["User"])} != {0}
    status = Path(f"/proc/{service.process.pid}/status").read_text("utf-8")
    assert re.search(r"^CapEff:\s*0+$", status, re.MULTILINE)


def test_the_service_writes_in_tmp_only(service: Service, container: Container) -> None:
    owner = service.process.uids().real
    parts = [path for path in container.files.rglob("*") if path.lstat().st_uid == owner]
    assert [path for path in parts if path.relative_to(container.files).parts[0] != "tmp"] == []


def test_a_command_of_the_image_allocates_with_jemalloc(container: Container) -> None:
    done = container.run("cat", "/proc/self/maps")
    assert "/libjemalloc.so.2" in done.stdout
    assert "jemalloc" not in done.stderr, "a missing library and an unknown option are only warnings"


def test_the_image_contains_no_build_tool(container: Container) -> None:
    assert container.run("sh", "-c", f"for tool in {TOOLS}; do command -v $tool; done; true").stdout == ""
    find_tools = "from importlib.util import find_spec; print([n for n in ('pip', 'setuptools') if find_spec(n)])"
    assert container.run("python", "-c", find_tools).stdout.strip() == "[]"


def test_the_image_has_the_version_of_the_project(container: Container, repository: Path) -> None:
    project = tomllib.loads((repository / "pyproject.toml").read_text("utf-8"))["project"]
    status = container.run("python", "-c", "from importlib.metadata import version; print(version('cinqaxes'))")
    assert status.stdout.strip() == project["version"]


def test_sigterm_ends_the_service_with_code_0(service: Service) -> None:
    service.process.send_signal(signal.SIGTERM)
    outputs, _ = service.buildah.communicate(timeout=60)
    assert service.buildah.returncode == 0, outputs
    assert "Service arrêté." in outputs
    assert not psutil.pid_exists(service.process.pid)
