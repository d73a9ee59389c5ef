"""The licences of the bundled packages, and the bill of materials of the whole installation."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from tests.dist.build import PROJECT
from tests.dist.licences import Bundled, bundled
from tests.dist.sbom import SBOM

PACKAGE = re.compile(r".*node_modules/((?:@[^/]+/)?[^/]+)/")


@pytest.fixture(scope="module")
def packages() -> list[Bundled]:
    return bundled()


@pytest.fixture(scope="module")
def bill() -> dict[str, Any]:
    assert SBOM.exists(), "make sbom"
    read: dict[str, Any] = json.loads(SBOM.read_text("utf-8"))
    return read


def pinned(lines: list[str]) -> set[tuple[str, str]]:
    """Return the names and versions of requirements."""
    pairs = (re.sub(r"\[.*?\]", "", line).split("==") for line in lines)
    return {(name, version) for name, version in pairs}


def test_each_bundled_package_has_its_licence_and_its_text(packages: list[Bundled], repository: Path) -> None:
    assert [one.name for one in packages if one.licence == "no licence named" or not one.text] == []
    locked = json.loads((repository / "web" / "package-lock.json").read_text("utf-8"))["packages"]
    known = {(PACKAGE.fullmatch(f"{path}/"), one.get("version")) for path, one in locked.items() if path}
    versions = {(found[1], version) for found, version in known if found}
    assert {(one.name, one.version) for one in packages} <= versions


def test_every_dependency_of_the_console_is_listed_with_its_licence(
    packages: list[Bundled], repository: Path
) -> None:
    required = json.loads((repository / "web" / "package.json").read_text("utf-8"))["dependencies"]
    assert {*required} - {one.name for one in packages} == set()
    (font,) = [one for one in packages if one.name.startswith("@fontsource")]
    assert font.licence == "OFL-1.1"
    assert "SIL OPEN FONT LICENSE Version 1.1" in font.text


@pytest.mark.proof  # CI checks only the packages that web/package.json names
def test_every_package_in_the_source_maps_of_a_build_is_listed(repository: Path, tmp_path: Path) -> None:
    def names() -> Iterator[str]:
        for path in tmp_path.rglob("*.map"):
            for source in json.loads(path.read_text("utf-8"))["sources"]:
                if found := PACKAGE.match(source):
                    yield found[1]

    web = repository / "web"
    command = [str(web / "node_modules" / ".bin" / "vite"), "build", "--sourcemap", "--logLevel", "error"]
    environment = os.environ | {"PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])}
    subprocess.run([*command, "--outDir", str(tmp_path)], cwd=web, env=environment, check=True)
    found = {*names()}
    assert len(found) > 50
    assert found - {one.name for one in bundled(tmp_path / "licences.txt")} == set()


def test_the_bill_lists_the_installation_and_no_build_tools(
    bill: dict[str, Any], packages: list[Bundled]
) -> None:
    project = PROJECT["project"]
    root = bill["metadata"]["component"]
    assert (root["name"], root["version"]) == ("cinqaxes", project["version"])
    python = {
        (found[1], found[2])
        for one in bill["components"]
        if (found := re.fullmatch(r"pkg:pypi/(.+)@(.+)", one["purl"]))
    }
    assert pinned(project["dependencies"] + project["optional-dependencies"]["embedded"]) <= python
    assert {name for name, _ in python}.isdisjoint({"pip", "setuptools", "pytest", "cinqaxes"})
    npm = {
        (f"{one['group']}/{one['name']}" if "group" in one else one["name"], one["version"])
        for one in bill["components"]
        if one["purl"].startswith("pkg:npm/")
    }
    assert npm == {(one.name, one.version) for one in packages}


def test_each_part_of_the_bill_has_a_licence(bill: dict[str, Any]) -> None:
    assert [one["name"] for one in bill["components"] if not one.get("licenses")] == []
    (java,) = [one for one in bill["components"] if one["name"] == "openjdk"]
    assert java["licenses"] == [{"expression": "GPL-2.0-only WITH Classpath-exception-2.0"}]


def test_the_bill_follows_the_schema_of_cyclonedx(bill: dict[str, Any]) -> None:
    assert bill["specVersion"] == "1.6"
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(SBOM.read_text("utf-8")) is None
