"""The watchdog queries the embedded database in a thread: a busy event loop is not mistaken for a silent database."""

import asyncio
import time
from pathlib import Path

import pytest

from server import watch
from server.http.health import Health
from tests.engines import EMBEDDED, ENGINE, copy_small, embedded

pytestmark = pytest.mark.skipif(ENGINE != EMBEDDED, reason="only the embedded database is watched")
BUSY_SECONDS = 4.0


async def test_a_database_that_answers_is_not_restarted_while_the_loop_is_busy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "POLL_SECONDS", 0.05)
    monkeypatch.setattr(watch, "CHECK_SECONDS", 0.1)
    monkeypatch.setattr(watch, "ANSWER_SECONDS", 2.0)
    copy_small(tmp_path / "data")
    database, health = embedded(tmp_path / "data"), Health()
    access = database.start()
    task = asyncio.create_task(watch.keep_alive(database, access, health, 1.0))
    try:
        end = time.monotonic() + BUSY_SECONDS
        while time.monotonic() < end:
            time.sleep(0.9)  # noqa: ASYNC251 - blocks the loop on purpose
            await asyncio.sleep(0)
        await asyncio.sleep(0.5)
    finally:
        task.cancel()
        database.stop()
    assert health.restarts == 0
