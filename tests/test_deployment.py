"""What is shipped beside the code: lock files, image and compose file, checked as text where no Docker is at hand."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-embedded.lock", "requirements-web.lock")

ROOMS = ("changes", "exchange", "graph", "resolvers", "schema", "seed", "server")


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((Path(__file__).parents[1] / "docker-compose.yml").read_text("utf-8"))
    return loaded


@pytest.mark.parametrize("name", LOCKS)
def test_locks_hold_hashes_and_no_address(repository: Path, name: str) -> None:
    text = (repository / name).read_text("utf-8")
    assert "://" not in text
    packages = [block for block in re.split(r"\n(?=[a-zA-Z])", text) if re.match(r"[a-zA-Z0-9_.\-\[\]]+==", block)]
    assert packages
    assert all("--hash=sha256:" in block for block in packages)


def test_locks_pin_what_the_project_declares(repository: Path) -> None:
    project = tomllib.loads((repository / "pyproject.toml").read_text("utf-8"))
    declared = [
        *project["project"]["dependencies"],
        *project["project"]["optional-dependencies"]["embedded"],
        *(line for group in project["dependency-groups"].values() for line in group if isinstance(line, str)),
    ]
    locked = "\n".join((repository / name).read_text("utf-8") for name in LOCKS)
    for line in declared:
        name, version = re.sub(r"\[.*?\]", "", line).split("==")
        assert re.search(rf"^{re.escape(name)}(\[.*\])?=={re.escape(version)}\b", locked, re.MULTILINE), line


def test_the_console_s_lock_holds_hashes_and_no_address(repository: Path) -> None:
    text = (repository / "web" / "package-lock.json").read_text("utf-8")
    packages = [package for path, package in json.loads(text)["packages"].items() if path]
    assert packages
    assert all("integrity" in package and "resolved" not in package for package in packages if not package.get("link"))


def test_compose_publishes_only_the_api_on_loopback(compose: dict[str, Any]) -> None:
    published = {name: service.get("ports", []) for name, service in compose["services"].items()}
    assert published == {"neo4j": [], "load": [], "api": ["127.0.0.1:8000:8000"]}
    assert compose["networks"]["inner"]["internal"] is True
    assert compose["services"]["neo4j"]["networks"] == ["inner"]


def test_compose_takes_the_password_from_the_environment(repository: Path) -> None:
    text = (repository / "docker-compose.yml").read_text("utf-8")
    uses = re.findall(r"(?:NEO4J_AUTH|CINQAXES_NEO4J_PASSWORD): *(\S+)", text)
    assert uses
    assert all("${CINQAXES_NEO4J_PASSWORD:?" in use for use in uses)


def test_compose_has_health_checks_and_a_volume(compose: dict[str, Any]) -> None:
    assert "healthcheck" in compose["services"]["neo4j"]
    assert "/health/ready" in str(compose["services"]["api"]["healthcheck"])
    assert compose["services"]["neo4j"]["volumes"] == ["neo4j-data:/data"]
    assert compose["services"]["api"]["depends_on"]["load"]["condition"] == "service_completed_successfully"


def test_compose_runs_the_neo4j_that_is_tested(repository: Path, compose: dict[str, Any]) -> None:
    version = compose["services"]["neo4j"]["image"].split(":")[1].removesuffix("-community")
    assert version in (repository / "Makefile").read_text("utf-8")


def test_image_is_slim_and_not_root(repository: Path) -> None:
    stages = (repository / "Dockerfile").read_text("utf-8").split("FROM ")[1:]
    assert all(re.match(r"python:3\.\d+-slim", stage) for stage in stages)
    assert re.search(r"^USER 10001$", stages[-1], re.MULTILINE)
    assert "requirements-dev" not in "".join(stages)


def test_image_copies_every_room_it_needs(repository: Path) -> None:
    dockerfile = (repository / "Dockerfile").read_text("utf-8")
    ignored = (repository / ".dockerignore").read_text("utf-8")
    for room in ROOMS:
        assert f"COPY {room} {room}" in dockerfile
        assert f"!{room}" in ignored.splitlines()


def test_package_holds_every_package_of_the_rooms(repository: Path) -> None:
    declared = set(tomllib.loads((repository / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["packages"])
    found = {
        str(path.parent.relative_to(repository)).replace("/", ".")
        for room in ROOMS
        for path in (repository / room).rglob("__init__.py")
    }
    assert declared == found
