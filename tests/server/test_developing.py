"""`make dev` in a copy of the sources: changes restart the service, not the database, and both end with the command.

Vite is replaced by a script that ends in the same way.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import psutil  # type: ignore[import-untyped]
import pytest

from graph.access import Access
from resolvers.snapshot.store import WHOLE
from server.cli import developing as command
from server.settings import Settings
from tests.engines import copy_small
from tests.processes import descendants
from tests.service_process import REPOSITORY, START_SECONDS, ServiceProcess, address, environment

pytestmark = pytest.mark.slow
PATIENCE_SECONDS = 30.0
VITE = "process.stdin.on('end', () => process.exit()).resume();\n"
BUILT = shutil.ignore_patterns("__pycache__", "console_files", "site_files")
CHANGED, BEFORE = "resolvers/fields/vocabularies.py", "word.label_fr"
QUESTION = '{ vocabularies(names: ["PlanStage"]) { members { labelFr } } }'


@contextmanager
def developing(folder: Path) -> Iterator[ServiceProcess]:
    """Run the program of `make dev` on a copy of the sources in this folder, in a process group as in a terminal."""
    copy_small(folder / "data")
    for package in command.PACKAGES:
        shutil.copytree(REPOSITORY / package, folder / package, ignore=BUILT)
    vite = folder / "web" / "node_modules" / "vite" / "bin" / "vite.js"
    vite.parent.mkdir(parents=True)
    vite.write_text(VITE)
    with tempfile.TemporaryFile("w+", encoding="utf-8") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "server.cli.developing"],
            cwd=folder,
            env=environment(folder, {}) | {"PYTHONPATH": str(folder)},
            stderr=log,
            text=True,
            process_group=0,
        )
        service = ServiceProcess("", process, log)
        try:
            service.url = address(service)
            yield service
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def labels(service: ServiceProcess) -> str:
    """Return the answer; empty if the service that accepted the connection is ending."""
    with suppress(httpx.TransportError):
        return str(service.ask(QUESTION).json())
    return ""


def test_the_service_follows_the_sources_and_its_database_stays(tmp_path: Path) -> None:
    with developing(tmp_path) as service:
        assert "signé" in labels(service)
        java = descendants(service.process.pid, "java")
        source = tmp_path / CHANGED
        source.write_text(source.read_text("utf-8").replace(BEFORE, f"{BEFORE}.upper()"), "utf-8")
        deadline = time.monotonic() + START_SECONDS
        while "SIGNÉ" not in labels(service):
            assert time.monotonic() < deadline, service.written()
        assert descendants(service.process.pid, "java") == java
        os.killpg(service.process.pid, signal.SIGINT)
        assert service.process.wait(PATIENCE_SECONDS) == 0, service.written()
        assert psutil.wait_procs(java, 0)[1] == []
        assert service.written().count("Tout est arrêté.") == 1


@pytest.mark.proof  # CI ends it by a key in the terminal
def test_nothing_stays_when_it_is_killed(tmp_path: Path) -> None:
    with developing(tmp_path) as service:
        every = psutil.Process(service.process.pid).children(recursive=True)
        assert "java" in {one.name() for one in every}
        service.process.kill()
        assert psutil.wait_procs(every, PATIENCE_SECONDS)[1] == []


async def test_a_snapshot_is_read_again_only_after_a_change_of_its_code(
    small_access: Access, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings()
    first = await command.cached_store(settings, small_access, tmp_path)
    again = await command.cached_store(settings, small_access, tmp_path)
    assert (first.reads[WHOLE], again.reads[WHOLE]) == (1, 0)
    assert first.latest
    assert again.latest
    assert again.latest.engagements.ids == first.latest.engagements.ids
    assert again.sizes
    monkeypatch.setattr(command, "digest_of_sources", lambda: "others")
    assert (await command.cached_store(settings, small_access, tmp_path)).reads[WHOLE] == 1
