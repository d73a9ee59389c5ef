"""`make run` in a clone: the service answers first, and the console and documentation are built meanwhile.

The command runs as make starts it, in a process group as in a terminal; a script replaces make itself.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil  # type: ignore[import-untyped]
import pytest

from tests.engines import copy_small
from tests.proofs import some_in_ci
from tests.service_process import START_SECONDS, ServiceProcess, address, environment

pytestmark = pytest.mark.slow
PATIENCE_SECONDS = 30.0
MAKE = """#!/bin/sh
case "$*" in *-q*) exit {missing};; esac
echo "$*" >> {calls}
case "$*" in *console*) {console};; *) {docs};; esac
"""
"""A replacement of make, in which each test defines how the console and the documentation are built."""


@contextmanager
def building(folder: Path, *, console: str = "true", docs: str = "true", missing: int = 1) -> Iterator[ServiceProcess]:
    """Run the program of `make run`, with the make script of this folder."""
    copy_small(folder / "data")
    make, calls = folder / "make", folder / "calls"
    make.write_text(MAKE.format(calls=calls, console=console, docs=docs, missing=missing))
    make.chmod(0o755)
    with tempfile.TemporaryFile("w+", encoding="utf-8") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "server.cli.building", str(make)],
            cwd=folder,
            env=environment(folder, {}),
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


def wait_for(condition: Callable[[], object], service: ServiceProcess) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, service.written()
        time.sleep(0.05)


def test_the_service_answers_before_the_console_is_built_and_the_terminal_says_when_it_is(tmp_path: Path) -> None:
    console = f"while [ ! -e {tmp_path}/go ]; do sleep 0.1; done"
    with building(tmp_path, console=console) as service:
        service.wait_until_ready()
        assert service.ask("{ territories { totalCount } }").json()["data"]
        to_come = "À construire pendant que le service répond : la console et la documentation (/docs/)."
        assert to_come in service.written()
        assert "La console est là" not in service.written()
        (tmp_path / "go").touch()
        wait_for(lambda: "La documentation (/docs/) est là" in service.written(), service)
        written = service.written()
        assert written.index("La console est là") < written.index("La documentation (/docs/) est là")
    assert (tmp_path / "calls").read_text().splitlines() == ["-s console", "-s docs"]


def test_the_documentation_waits_until_the_service_answers(tmp_path: Path) -> None:
    calls = tmp_path / "calls"
    with building(tmp_path) as service:
        wait_for(lambda: calls.exists() and "docs" in calls.read_text(), service)
        assert service.ready().status_code == 200


def test_a_failed_build_is_reported_and_the_service_goes_on(tmp_path: Path) -> None:
    with building(tmp_path, console="echo manque : node; exit 3") as service:
        wait_for(lambda: "La documentation (/docs/) est là" in service.written(), service)
        assert "La console ne se construit pas ici ; le service répond sans elle" in service.written()
        assert "manque : node" in service.written()
        assert service.ready().status_code == 200


def test_nothing_is_announced_if_everything_is_built(tmp_path: Path) -> None:
    with building(tmp_path, missing=0) as service:
        service.wait_until_ready()
        assert "construire" not in service.written()
    assert not (tmp_path / "calls").exists()


@pytest.mark.parametrize("sent", some_in_ci(["a key in the terminal", "a signal"], "a key in the terminal"))
def test_the_build_ends_with_the_service(tmp_path: Path, sent: str) -> None:
    with building(tmp_path, console="sleep 600") as service:
        service.wait_until_ready()
        every = psutil.Process(service.process.pid).children(recursive=True)
        assert "sleep" in {one.name() for one in every}
        if sent == "a key in the terminal":
            os.killpg(service.process.pid, signal.SIGINT)
        else:
            service.process.terminate()
        _, alive = psutil.wait_procs(every, PATIENCE_SECONDS)
        assert alive == []
        assert service.process.wait(PATIENCE_SECONDS) == 0
        assert service.written().count("Service arrêté.") == 1
        assert "Traceback" not in service.written()


def test_a_service_that_does_not_start_ends_the_build_with_its_code(tmp_path: Path) -> None:
    make = tmp_path / "make"
    make.write_text(MAKE.format(calls=tmp_path / "calls", console="sleep 600", docs="true", missing=1))
    make.chmod(0o755)
    ended = subprocess.run(
        [sys.executable, "-m", "server.cli.building", str(make)],
        cwd=tmp_path,
        env=environment(tmp_path, {"trusted_only": "true", "console": "false"}),
        capture_output=True,
        text=True,
        timeout=START_SECONDS,
        check=False,
    )
    assert ended.returncode == 2
    assert "CINQAXES_DOCUMENTS" in ended.stderr
    assert [one for one in psutil.process_iter(["cmdline"]) if one.info["cmdline"] == ["sleep", "600"]] == []
