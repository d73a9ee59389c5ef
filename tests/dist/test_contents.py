"""The contents of the wheel and the sdist: the whole product, identical with the checkout, and nothing else.

Nothing is installed; the tests read the files that `make dist` has built.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.dist.build import DIST, NAME, PROJECT, SDIST, WHEEL, build, built, top_packages, tracked

INFO = f"{NAME}.dist-info"
NOT_SHIPPED = {"schema/released.graphql", "schema/subgraph.graphql"}
"""The files that only `make check` reads, or that gateways take from the repository."""


@pytest.fixture(scope="module")
def wheel() -> Iterator[ZipFile]:
    path = DIST / WHEEL
    assert path.exists(), "make dist"
    with ZipFile(path) as archive:
        yield archive


@pytest.fixture(scope="module")
def metadata(wheel: ZipFile) -> str:
    """The metadata of the wheel."""
    return wheel.read(f"{INFO}/METADATA").decode()


def shipped(wheel: ZipFile) -> set[str]:
    return {name for name in wheel.namelist() if not name.startswith(f"{INFO}/")}


def test_the_wheel_holds_the_tracked_files_of_its_packages_and_what_was_built(wheel: ZipFile) -> None:
    expected = {*tracked(*top_packages())} - NOT_SHIPPED | {*built()}
    assert sorted(expected - shipped(wheel)) == [], "in the repository, and not in the wheel"
    assert sorted(shipped(wheel) - expected) == [], "in the wheel, and not in the repository"
    assert {*top_packages()}.isdisjoint({"benchmarks", "tests"})


def test_each_file_is_identical_with_the_checkout(wheel: ZipFile, repository: Path) -> None:
    other = [name for name in shipped(wheel) if wheel.read(name) != (repository / name).read_bytes()]
    assert other == [], "make dist"


def test_the_metadata_of_the_wheel_are_complete(wheel: ZipFile, metadata: str) -> None:
    project = PROJECT["project"]
    assert f"\nVersion: {project['version']}\n" in metadata
    assert "\nLicense-Expression: MIT\n" in metadata
    needed = [
        *project["dependencies"],
        *(line for extra in project["optional-dependencies"].values() for line in extra),
    ]
    assert len(re.findall(r"^Requires-Dist: ", metadata, re.MULTILINE)) == len(needed)
    (database,) = project["optional-dependencies"]["embedded"]
    assert f'\nRequires-Dist: {database}; extra == "embedded"\n' in metadata
    assert "cinqaxes = server.cli.main:main" in wheel.read(f"{INFO}/entry_points.txt").decode()


def test_licences_and_origins_are_in_the_wheel(wheel: ZipFile, repository: Path) -> None:
    licences = PROJECT["project"]["license-files"]
    assert [wheel.read(f"{INFO}/licenses/{name}") for name in licences] == [
        (repository / name).read_bytes() for name in licences
    ]
    assert {"seed/references/ATTRIBUTION.md", "seed/demo/NOTICE.md"} <= shipped(wheel)
    assert "Copyright" in wheel.read("server/http/site_files/assets/theme-licence.txt").decode()


def test_a_second_build_gives_the_same_sdist_and_wheel(tmp_path: Path) -> None:
    build(tmp_path)
    for name in (SDIST, WHEEL):
        assert (tmp_path / name).read_bytes() == (DIST / name).read_bytes(), name
