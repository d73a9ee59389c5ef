"""Shared databases of tests: one with the official territories and the demonstration, one to fill and empty."""

import gc
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, Phase, is_hypothesis_test, settings

from exchange.lookup import loader
from exchange.lookup.gazetteer import Gazetteer
from graph.access import Access
from graph.client import Client
from graph.rights import Viewer
from judgement.entries import GazetteerEntry
from resolvers.snapshot.store import SnapshotStore
from tests.api_session import ApiSession
from tests.shared import Shared, reach

OBJECTS_BEFORE_COLLECTION = 50_000
"""The number of new objects before Python's garbage collector runs; by default 700."""
SHARED = pytest.StashKey[Shared]()
DATABASE_FIXTURES = frozenset({"national", "national_access", "scratch", "scratch_access"})

settings.register_profile(
    "cinqaxes",
    deadline=None,
    print_blob=True,
    phases=(Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)
settings.load_profile("cinqaxes")


def pytest_configure(config: pytest.Config) -> None:
    """Own the shared databases and service, unless another process of the run does."""
    gc.set_threshold(OBJECTS_BEFORE_COLLECTION)
    if _worker_input(config) is None:
        config.stash[SHARED] = shared = Shared()
        config.add_cleanup(shared.stop)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Give the address of the owner to a process that runs tests."""
    node.workerinput["shared"] = node.config.stash[SHARED].address


def _worker_input(config: pytest.Config) -> dict[str, Any] | None:
    """Return the data from the process that distributes the tests; None in that process itself."""
    worker_input: dict[str, Any] | None = getattr(config, "workerinput", None)
    return worker_input


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if DATABASE_FIXTURES.intersection(getattr(item, "fixturenames", ())):
            item.add_marker("database")
        if is_hypothesis_test(getattr(item, "obj", None)):
            item.add_marker("drawn")
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


@pytest.fixture(scope="session")
def shared(pytestconfig: pytest.Config) -> Shared:
    """The databases and the service that all processes of the run share."""
    worker_input = _worker_input(pytestconfig)
    return pytestconfig.stash[SHARED] if worker_input is None else reach(*worker_input["shared"])


@pytest.fixture(scope="session")
def national_access(shared: Shared) -> Access:
    """A database with the official territories and the demonstration network; tests only read it."""
    return shared.national()


@pytest.fixture(scope="session")
def small_access(shared: Shared) -> Access:
    """A database with the small graph, for services that tests start; these only read it."""
    return shared.small()


@pytest.fixture(scope="session")
def scratch_access(shared: Shared, worker_id: str) -> Access:
    """An empty database that tests fill and empty."""
    return shared.scratch(worker_id)


@pytest.fixture(scope="session")
def cached_snapshots() -> dict[str, SnapshotStore]:
    """Caches the snapshot of the national database, by its address, between tests: nobody writes to it."""
    return {}


@pytest.fixture(scope="session")
def cached_territories() -> dict[Viewer, list[GazetteerEntry]]:
    """Caches the territories of the national database that workbooks are examined with, by viewer."""
    return {}


@pytest.fixture(scope="session")
def cached_gazetteers() -> dict[int, Gazetteer]:
    """Caches the gazetteers of these territories, by the identity of their list."""
    return {}


@pytest_asyncio.fixture(loop_scope="function")
async def national(
    national_access: Access,
    cached_snapshots: dict[str, SnapshotStore],
    cached_territories: dict[Viewer, list[GazetteerEntry]],
    cached_gazetteers: dict[int, Gazetteer],
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[ApiSession]:
    """A session on the territories and the demonstration network, as of 25 November 2026."""
    read, build = loader.read_territories, loader.gazetteer_of

    async def read_once(client: Client, viewer: Viewer) -> list[GazetteerEntry]:
        if client.access.uri != national_access.uri:
            return await read(client, viewer)
        if viewer not in cached_territories:
            cached_territories[viewer] = await read(client, viewer)
        return cached_territories[viewer]

    def build_once(territories: list[GazetteerEntry]) -> Gazetteer:
        if not any(territories is snapshot for snapshot in cached_territories.values()):
            return build(territories)
        gazetteer = cached_gazetteers.get(id(territories))
        if gazetteer is None or len(gazetteer.by_id) > len(territories):  # a workbook added its own territory
            gazetteer = cached_gazetteers[id(territories)] = build(territories)
        return gazetteer

    monkeypatch.setattr(loader, "read_territories", read_once)
    monkeypatch.setattr(loader, "gazetteer_of", build_once)
    async with Client(national_access, timeout_seconds=30.0) as client:
        session = ApiSession(client)
        if snapshot := cached_snapshots.get(national_access.uri):
            session.store.take(snapshot)
        yield session
        cached_snapshots[national_access.uri] = session.store


@pytest_asyncio.fixture(loop_scope="function")
async def scratch(scratch_access: Access) -> AsyncIterator[ApiSession]:
    """A session on a database that the test fills."""
    async with Client(scratch_access, timeout_seconds=30.0) as client:
        yield ApiSession(client)


@pytest.fixture(scope="session")
def repository() -> Path:
    """The folder of the project."""
    return Path(__file__).parents[1]
