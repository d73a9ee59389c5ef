"""A service that clients of several kinds ask; pages of one other site may."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.access import Access
from tests.service_process import ServiceProcess, serving, settings_of

SITE = "https://carte.exemple"


@pytest.fixture(scope="package")
def service(small_access: Access, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServiceProcess]:
    folder = tmp_path_factory.mktemp("clients")
    with serving(folder, origins=f"{SITE}, http://localhost:3000", **settings_of(small_access)) as running:
        running.wait_until_ready()
        yield running


@pytest.fixture(scope="session")
def python(repository: Path) -> Path:
    """The interpreter of the clients' environment, as `make .venv/.clients` sets it up."""
    found = repository / ".venv" / "clients" / "bin" / "python"
    assert found.exists(), "the clients are not installed: make .venv/.clients"
    return found


@pytest.fixture(scope="package")
def agents(small_access: Access, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServiceProcess]:
    """A service that programs may converse with."""
    folder = tmp_path_factory.mktemp("agents")
    with serving(folder, agents="true", max_cost="100000", **settings_of(small_access)) as running:
        running.wait_until_ready()
        yield running
