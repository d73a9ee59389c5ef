"""A load killed at any moment is completed by the next one, with the same result as without a kill.

A real process is killed with SIGKILL; the graphs are compared node by node and relationship by relationship.
"""

import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from changes.audit import losses
from changes.load import load, state
from graph.access import Access
from graph.client import Client
from graph.domain.counting import Durations
from graph.embedded import QUICK_JAVA, EmbeddedDatabase
from tests.api_session import ApiSession
from tests.content import digest
from tests.engines import EMBEDDED, ENGINE, empty
from tests.graphs import small
from tests.service_process import command, environment

SECONDS = 240.0
LOAD = (sys.executable, "-m", "server.cli.main", "load")
PARTS = (0.5, 0.1, 0.8)
"""The parts of the rows that are written when the process is killed, one kill after the other."""
PART_BYTES = 8_000_000
"""The size of the database files at which the load of everything is killed, when a part of it is written."""
PROGRAM = """
import asyncio, sys
import changes.load
from graph.access import Access
from graph.client import Client
from tests.hostile.test_killed_load import load_small

async def main():
    async with Client(Access(*sys.argv[2:]), timeout_seconds=60.0) as client:
        await load_small(client, stop_at=float(sys.argv[1]))

changes.load.ROWS_AT_ONCE = 1  # one transaction per batch, so that the process is killed between two
asyncio.run(main())
"""


def wait_to_be_killed() -> None:
    """Report on standard output that this part of the rows is written, and write no more."""
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    time.sleep(SECONDS)


def kill_once_ready(command: Sequence[str]) -> None:
    """Run a program and kill it once it waits to be killed."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n", "it ended too early"
        process.kill()


async def load_small(client: Client, *, stop_at: float = 2) -> bool:
    """Load the small rows; once the share `stop_at` is written, report it and wait to be killed."""

    def progress(done: int, total: int) -> None:
        if done / total >= stop_at:
            wait_to_be_killed()

    return await load(client, "small", small(), Durations(), progress)


def _killed(access: Access, part: float) -> None:
    arguments = [str(part), access.uri, access.user, access.password, access.database]
    kill_once_ready([sys.executable, "-c", PROGRAM, *arguments])


async def test_a_killed_load_is_completed(scratch: ApiSession, scratch_access: Access) -> None:
    client = scratch.client
    await empty(client)
    assert await load_small(client)
    right = await digest(client)
    assert not await load_small(client), "a second load has nothing to do"
    assert await digest(client) == right
    await empty(client)
    for part in PARTS:
        _killed(scratch_access, part)
        graph = await state(client)
        assert graph is not None
        assert (graph.names, graph.loading) == ([], ["small"])
        assert await losses(client) == [], "a load that was killed has lost nothing"
    assert await load_small(client)
    assert await digest(client) == right
    assert await losses(client) == []
    graph = await state(client)
    assert graph is not None
    assert (graph.names, graph.loading) == (["small"], [])


def _load_killed_at(size: int, folder: Path) -> None:
    """Kill a load when the files of its database have reached this size, in bytes."""
    with subprocess.Popen(LOAD, cwd=folder, env=environment(folder, {}), stderr=subprocess.DEVNULL) as process:
        while process.poll() is None and _size(folder / "data") < size:
            time.sleep(0.05)
        assert process.poll() is None, "the load ended too early"
        process.kill()


def _size(folder: Path) -> int:
    sizes = 0
    for file in folder.rglob("*"):
        with suppress(FileNotFoundError):  # the database removes some of its files
            sizes += file.stat().st_size
    return sizes


@pytest.mark.proof  # CI kills a load of a small graph
@pytest.mark.slow
@pytest.mark.skipif(ENGINE != EMBEDDED, reason="the command starts the embedded database")
async def test_the_command_completes_a_killed_load_of_everything(national: ApiSession, tmp_path: Path) -> None:
    _load_killed_at(PART_BYTES, tmp_path)
    completed = command(tmp_path, "load")
    assert completed.returncode == 0, completed.stderr
    assert "Chargé : " in completed.stderr
    database = EmbeddedDatabase(tmp_path / "data", java_flags=QUICK_JAVA)
    try:
        async with Client(database.start(), timeout_seconds=60.0) as client:
            assert await digest(client) == await digest(national.client)
    finally:
        database.stop()
