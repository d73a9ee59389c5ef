"""A port in use, a read-only folder and a hanging database: a sentence, or a restart."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import psutil  # type: ignore[import-untyped]
import pytest

from tests.engines import EMBEDDED, ENGINE, copy_small
from tests.processes import descendants
from tests.service_process import START_SECONDS, command, environment, serving

pytestmark = pytest.mark.skipif(ENGINE != EMBEDDED, reason="the service starts its own database here")
PR_CAPBSET_DROP = 24
CAP_DAC_OVERRIDE = 1
NAMES = "{ institutions(first: 3) { edges { node { name } } } }"


def java_of(process: int) -> psutil.Process:
    """Wait for the database that a service starts, and return its process."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        for java in descendants(process, "java"):
            return java
        time.sleep(0.02)
    message = "no database was started"
    raise AssertionError(message)


def test_a_database_that_hangs_is_started_again(tmp_path: Path) -> None:
    copy_small(tmp_path / "data")
    with serving(tmp_path, hung_seconds="10", timeout_seconds="2", log_format="json") as service:
        service.wait_until_ready()
        right = service.ask(NAMES).json()
        hung = java_of(service.process.pid)
        hung.send_signal(signal.SIGSTOP)
        answer = service.ask(NAMES).json()
        assert "errors" in answer, service.written()
        assert [error["extensions"]["code"] for error in answer["errors"]] == ["TIMEOUT"]
        hung.wait(timeout=START_SECONDS)
        service.wait_until_ready()
        assert service.ask(NAMES).json() == right
        assert service.metrics()["cinqaxes_database_restarts_total"] == 1
        assert "hangs" in service.written()


def test_a_port_taken_while_the_database_starts_ends_the_service(tmp_path: Path) -> None:
    copy_small(tmp_path / "data")
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", 0))
        port = other.getsockname()[1]
        process = subprocess.Popen(
            [sys.executable, "-m", "server.cli.main", "serve"],
            cwd=tmp_path,
            env=environment(tmp_path, {"port": str(port)}),
            stderr=subprocess.PIPE,
            text=True,
        )
        java = java_of(process.pid)
        other.listen()
        _, answer = process.communicate(timeout=START_SECONDS)
    assert process.returncode == 1
    assert f"impossible d’écouter sur 127.0.0.1:{port} (adresse déjà utilisée)" in answer
    assert "Traceback" not in answer
    assert not java.is_running()


def _without_override() -> None:
    """Make file permissions apply to root too."""
    if os.geteuid() == 0 and ctypes.CDLL(None, use_errno=True).prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE) != 0:
        raise OSError(ctypes.get_errno())


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    copy_small(tmp_path / "data")
    folders = [tmp_path / "data", tmp_path / "data" / "log"]
    for folder in folders:
        folder.chmod(0o500)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "server.cli.main", "check"],
            cwd=tmp_path,
            env=environment(tmp_path, {}),
            capture_output=True,
            text=True,
            check=False,
            preexec_fn=_without_override,
        )
    finally:
        for folder in folders:
            folder.chmod(0o700)
    assert done.returncode == 1
    assert f"Le dossier {tmp_path / 'data'} ne peut pas recevoir la base embarquée : accès refusé." in done.stderr
    assert "Traceback" not in done.stderr
    assert command(tmp_path, "imports").returncode == 0
