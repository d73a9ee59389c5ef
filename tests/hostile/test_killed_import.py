"""An import that is killed at any moment, or whose database is killed, is applied completely or not at all.

A real process is killed with SIGKILL during its single transaction; the graphs are compared as a whole.
"""

import os
import random
import signal
import sys
from pathlib import Path

import pytest

from changes.imports import imports
from changes.load import load
from exchange.files.reader import open_book
from graph.access import Access
from graph.client import Client
from graph.domain.counting import Durations
from graph.errors import ClientError
from tests.api_session import TODAY, ApiSession
from tests.content import digest
from tests.engines import EMBEDDED, ENGINE, embedded
from tests.exchange.workbooks import Line, write
from tests.graph.test_embedded import process_ids
from tests.graphs import small
from tests.hostile.test_killed_load import kill_once_ready, wait_to_be_killed
from usecases.apply import apply_examination
from usecases.examine import examine

LINES = 300
PARTS = (0.1, 0.5, 0.9)
PROGRAM = """
import asyncio, sys
from pathlib import Path
from graph.access import Access
from graph.client import Client
from tests.hostile.test_killed_import import import_file

async def main():
    async with Client(Access(*sys.argv[3:]), timeout_seconds=120.0) as client:
        await import_file(client, Path(sys.argv[1]), stop_at=float(sys.argv[2]))

asyncio.run(main())
"""


def many(path: Path) -> Path:
    """Write a workbook with many actions of one institution."""
    drawn = random.Random(4)  # noqa: S311 - always the same lines
    lines: list[Line] = [
        {
            "Intitulé": f"Action {number}",
            "Début": f"{drawn.randint(1, 28):02}/{drawn.randint(1, 12):02}/2025",
            "État": "en cours",
            "Axes": drawn.choice(("1", "2 et 4", "tous")),
            "Territoires": drawn.choice(("commune:44109", "departement:49", "region:52")),
            "Acteurs": "institution:demo-tangram (porteur)",
        }
        for number in range(LINES)
    ]
    return write(path, {"Actions": lines})


async def import_file(client: Client, path: Path, *, stop_at: float = 2) -> str:
    """Import a file and return the import's id; once the share `stop_at` is written, report it and await the kill."""

    def progress(done: int, total: int) -> None:
        if done / total >= stop_at:
            wait_to_be_killed()

    examined = await examine(client, open_book(path), TODAY)
    made = await apply_examination(client, examined, Durations(), TODAY, progress)
    assert made is not None
    return made.id


def _killed(access: Access, path: Path, part: float) -> None:
    arguments = [str(path), str(part), access.uri, access.user, access.password, access.database]
    kill_once_ready([sys.executable, "-c", PROGRAM, *arguments])


@pytest.mark.slow
async def test_a_killed_import_has_written_nothing(scratch: ApiSession, scratch_access: Access, tmp_path: Path) -> None:
    client = scratch.client
    path = many(tmp_path / "reseau.xlsx")
    await scratch.replace(small())
    before = await digest(client)
    await import_file(client, path)
    whole = await digest(client)
    await scratch.replace(small())
    for part in PARTS:
        _killed(scratch_access, path, part)
        assert await digest(client) == before
        assert await imports(client) == []
    await import_file(client, path)
    assert await digest(client) == whole


@pytest.mark.slow
@pytest.mark.proof  # CI kills the import, and the database under a service: tests/hostile/test_outage.py
@pytest.mark.skipif(ENGINE != EMBEDDED, reason="kills the embedded database")
async def test_an_import_whose_database_is_killed_has_written_nothing(tmp_path: Path) -> None:
    path = many(tmp_path / "reseau.xlsx")
    database = embedded(tmp_path / "data")
    try:
        async with Client(database.start(), timeout_seconds=60.0) as client:
            await load(client, "small", small(), Durations(), lambda *_: None)
            before = await digest(client)
            examined = await examine(client, open_book(path), TODAY)

            def progress(done: int, total: int) -> None:
                if done / total >= PARTS[1] and database.is_alive():
                    os.kill(process_ids(tmp_path / "data")[-1], signal.SIGKILL)

            with pytest.raises(ClientError, match="does not answer"):
                await apply_examination(client, examined, Durations(), TODAY, progress)
        async with Client(database.restart(), timeout_seconds=60.0) as client:
            assert await digest(client) == before
    finally:
        database.stop()
