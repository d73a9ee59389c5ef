"""Installs the wheel with the embedded database into a new environment, as README.md says.

The wheel names the packages that it requires; their versions are those of the lock files.
"""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from tests.dist.build import DIST, REPOSITORY, UV, WHEEL

LOCKS: Final = ("requirements.lock", "requirements-embedded.lock")


def install(folder: Path, environment: Mapping[str, str] = os.environ) -> Path:
    """Create an environment with the wheel in a folder, and return the folder of its commands.

    Args:
        folder: where the environment is made.
        environment: the variables that the installer sees.
    """
    wheel = DIST / WHEEL
    assert wheel.exists(), "make dist"
    versions = [f"-c={REPOSITORY / lock}" for lock in LOCKS]
    commands = folder / "bin"
    steps = (
        ["venv", "-q", "--python", sys.executable, str(folder)],
        ["pip", "install", "-q", "--python", f"{commands}/python", *versions, f"{wheel}[embedded]"],
    )
    for command in steps:
        done = subprocess.run([UV, *command], env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    return commands
