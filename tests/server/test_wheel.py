"""The package as users install it: a wheel, in a separate environment, started in an empty folder.

No time is asserted; the log gives the time of the first answer, which `pytest --log-level=INFO -rP` shows.
"""

import logging
import re
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from pathlib import Path

import httpx
import pytest

from server.cli.serve import QUESTION
from server.http import console
from tests.service_process import REPOSITORY, START_SECONDS, TLS, ServiceProcess, address, machine_environment

pytestmark = pytest.mark.proof  # CI installs and asks the same code in the container image: tests/image
UV = Path(sys.executable).with_name("uv")
LOG = logging.getLogger("wheel")


def run(*command: str | Path, folder: Path) -> None:
    """Run a command to its end; fail with its output."""
    ended = subprocess.run(command, cwd=folder, env=environment(), capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr


def environment() -> dict[str, str]:
    """Return the environment of a process without access to these sources."""
    return {name: value for name, value in machine_environment().items() if name != "PYTHONPATH"}


def built(folder: Path) -> Path:
    """Build the wheel from a copy, since a build writes into its sources."""
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))
    rooms = {name.split(".")[0] for name in project["tool"]["setuptools"]["packages"]}
    for room in rooms:
        shutil.copytree(REPOSITORY / room, folder / room, ignore=shutil.ignore_patterns("__pycache__"))
    for path in REPOSITORY.iterdir():
        if path.is_file():
            shutil.copy(path, folder)
    run(
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "-q",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        "dist",
        ".",
        folder=folder,
    )
    (wheel,) = (folder / "dist").glob("*.whl")
    return wheel


def installed(wheel: Path, folder: Path) -> Path:
    """Install the wheel with its dependencies, and return the folder of its commands."""
    run(UV, "venv", "-q", "--python", sys.executable, folder, folder=folder.parent)
    install = (UV, "pip", "install", "-q", "--python", folder / "bin" / "python")
    run(*install, "--require-hashes", "-r", REPOSITORY / "requirements.lock", folder=folder)
    run(*install, "--no-deps", "--require-hashes", "-r", REPOSITORY / "requirements-embedded.lock", folder=folder)
    run(*install, "--no-deps", wheel, folder=folder)
    return folder / "bin"


def test_an_installed_wheel_answers_in_an_empty_folder(tmp_path: Path) -> None:
    sources, data = tmp_path / "sources", tmp_path / "data"
    sources.mkdir()
    data.mkdir()
    commands = installed(built(sources), tmp_path / "environment")
    settings = environment() | {"CINQAXES_DATA": str(data), "CINQAXES_PORT": "0"}
    started = time.monotonic()
    with tempfile.TemporaryFile("w+", encoding="utf-8") as log:
        process = subprocess.Popen([commands / "cinqaxes", "serve"], cwd=data, env=settings, stderr=log, text=True)
        try:
            service = ServiceProcess("", process, log)
            service.url = address(service)
            LOG.info("the address after %.1f s", time.monotonic() - started)
            while (answer := service.ask(QUESTION)).status_code != httpx.codes.OK:
                assert time.monotonic() - started < START_SECONDS, answer.text
                time.sleep(0.1)
            LOG.info("the first answer after %.1f s", time.monotonic() - started)
            assert answer.json()["data"]["mobilised"]["totalCount"] > 0
            page = httpx.get(f"{service.url}/", headers={"accept": "text/html"}, verify=TLS)
            assert (page.status_code == httpx.codes.OK) == console.is_built()
            assert bool(re.search(r'src="[^"]+\.js"', page.text)) == console.is_built()
        finally:
            process.terminate()
            assert process.wait(START_SECONDS) == 0
