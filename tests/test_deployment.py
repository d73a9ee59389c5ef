"""The files shipped with the code: lock files, Dockerfile, compose file, as text; tests/image builds the image."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

LOCKS = tuple(
    f"requirements{of}.lock" for of in ("", "-clients", "-dev", "-embedded", "-extras", "-site", "-uv", "-web")
)

GUIDES = ("operations.md", "exploitation.md")

TOP_PACKAGES = ("changes", "exchange", "graph", "judgement", "resolvers", "schema", "seed", "server", "usecases")


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((Path(__file__).parents[1] / "docker-compose.yml").read_text("utf-8"))
    return loaded


@pytest.mark.parametrize("name", LOCKS)
def test_locks_contain_hashes_and_no_urls(repository: Path, name: str) -> None:
    text = (repository / name).read_text("utf-8")
    assert "://" not in text
    packages = [block for block in re.split(r"\n(?=[a-zA-Z])", text) if re.match(r"[a-zA-Z0-9_.\-\[\]]+==", block)]
    assert packages
    assert all("--hash=sha256:" in block for block in packages)


def test_locks_pin_what_the_project_declares(repository: Path) -> None:
    project = tomllib.loads((repository / "pyproject.toml").read_text("utf-8"))
    declared = [
        *project["project"]["dependencies"],
        *(line for extra in project["project"]["optional-dependencies"].values() for line in extra),
        *(line for group in project["dependency-groups"].values() for line in group if isinstance(line, str)),
    ]
    locked = "\n".join((repository / name).read_text("utf-8") for name in LOCKS)
    for line in declared:
        name, version = re.sub(r"\[.*?\]", "", line).split("==")
        assert re.search(rf"^{re.escape(name)}(\[.*\])?=={re.escape(version)}\b", locked, re.MULTILINE), line


def test_the_lock_of_the_console_contains_hashes_and_no_urls(repository: Path) -> None:
    text = (repository / "web" / "package-lock.json").read_text("utf-8")
    packages = [package for path, package in json.loads(text)["packages"].items() if path]
    assert packages
    assert all("integrity" in package and "resolved" not in package for package in packages if not package.get("link"))


def test_compose_follows_the_schema_of_the_specification(repository: Path, tmp_path: Path) -> None:
    checker = (sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec")
    text = (repository / "docker-compose.yml").read_text("utf-8")
    wrong = tmp_path / "docker-compose.yml"
    wrong.write_text(text.replace("depends_on:", "depend_on:"), "utf-8")
    checked = [
        subprocess.run([*checker, path], capture_output=True, text=True, check=False)
        for path in (repository / "docker-compose.yml", wrong)
    ]
    assert checked[0].returncode == 0, checked[0].stdout
    assert "'depend_on' was unexpected" in checked[1].stdout


def test_compose_publishes_only_the_api_on_loopback(compose: dict[str, Any]) -> None:
    published = {name: service.get("ports", []) for name, service in compose["services"].items()}
    assert published == {"neo4j": [], "load": [], "api": ["127.0.0.1:8000:8000"]}
    assert compose["networks"]["inner"]["internal"] is True
    assert compose["services"]["neo4j"]["networks"] == ["inner"]


def test_compose_bounds_and_hardens_every_service(compose: dict[str, Any]) -> None:
    for name, service in compose["services"].items():
        assert service["mem_limit"], name
        assert service["pids_limit"] > 0, name
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert service.get("read_only") or name == "neo4j", "Neo4j writes its settings when it starts"


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
    head, *stages = (repository / "Dockerfile").read_text("utf-8").split("FROM ")
    assert re.search(r"^ARG BASE=python:3\.\d+-slim$", head, re.MULTILINE)
    assert all(stage.startswith("${BASE}") for stage in stages)
    assert re.search(r"^USER 10001$", stages[-1], re.MULTILINE)
    assert "requirements-dev" not in "".join(stages)


def test_image_copies_every_package_it_needs(repository: Path) -> None:
    dockerfile = (repository / "Dockerfile").read_text("utf-8")
    ignored = (repository / ".dockerignore").read_text("utf-8")
    for package in TOP_PACKAGES:
        assert f"COPY {package} {package}" in dockerfile
        assert f"!{package}" in ignored.splitlines()


def test_the_image_installs_jemalloc_and_keeps_no_package_lists(repository: Path) -> None:
    *others, last = (repository / "Dockerfile").read_text("utf-8").split("FROM ")
    downloading = [stage for stage in others if "apt-get download libjemalloc2\n" in stage]
    assert len(downloading) == 1
    assert re.search(r"id=certificates,\S+,mode=0444 ", downloading[0]), "apt downloads as another user than root"
    assert "from=allocator,source=/packages,target=/packages dpkg --install /packages/libjemalloc2_*.deb\n" in last
    assert "apt-get" not in last
    assert "type=secret" not in last, "buildah deletes files of the base over which it has mounted secrets"


def test_the_image_and_the_guides_set_the_same_allocator(repository: Path) -> None:
    stage = (repository / "Dockerfile").read_text("utf-8").split("FROM ")[-1]
    allocator = re.findall(r"\b(?:PYTHONMALLOC|LD_PRELOAD|MALLOC_CONF)=\S+", stage)
    assert allocator[:2] == ["PYTHONMALLOC=malloc", "LD_PRELOAD=libjemalloc.so.2"]
    assert len(allocator) == 3
    for name in GUIDES:
        guide = (repository / "docs" / name).read_text("utf-8")
        assert re.findall(r"^Environment=(.*)$", guide, re.MULTILINE) == allocator


@pytest.mark.parametrize("name", GUIDES)
def test_the_guides_name_every_build_secret(repository: Path, name: str) -> None:
    secrets = set(re.findall(r"type=secret,id=(\w+)", (repository / "Dockerfile").read_text("utf-8")))
    assert secrets >= {"apt", "certificates"}
    assert set(re.findall(r"`--secret id=(\w+),", (repository / "docs" / name).read_text("utf-8"))) == secrets


def test_the_wheel_lists_every_package(repository: Path) -> None:
    declared = set(tomllib.loads((repository / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["packages"])
    found = {
        str(path.parent.relative_to(repository)).replace("/", ".")
        for package in TOP_PACKAGES
        for path in (repository / package).rglob("__init__.py")
    }
    assert declared == found
