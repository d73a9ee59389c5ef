"""Builds the sdist, and the wheel from it, into `dist/`; `make dist` runs it.

They contain the files that git tracks, and the built console and documentation. Their bytes depend only on these files
and the time of the last commit, not on the folder, the time or the user of the build.
"""

import gzip
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from pathlib import Path
from typing import Any, Final

REPOSITORY: Final = Path(__file__).parents[2]
DIST: Final = REPOSITORY / "dist"
BUILT: Final = ("server/http/console_files", "server/http/site_files")
"""The folders that the wheel contains although git does not track them."""
UV: Final = Path(sys.executable).with_name("uv")
PROJECT: Final[dict[str, Any]] = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))
NAME: Final = f"cinqaxes-{PROJECT['project']['version']}"
SDIST: Final = f"{NAME}.tar.gz"
WHEEL: Final = f"{NAME}-py3-none-any.whl"


def tracked(*paths: str) -> list[str]:
    """Return the files that git tracks below these paths of the project."""
    command = ["git", "ls-files", "-z", "--", *paths]
    listed = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True).stdout
    return listed.split("\0")[:-1]


def top_packages() -> list[str]:
    """Return the top folders whose packages are installed."""
    return sorted({name.partition(".")[0] for name in PROJECT["tool"]["setuptools"]["packages"]})


def built() -> list[str]:
    """Return the files of the console and of the documentation.

    Raises:
        SystemExit: one of them is not built.
    """
    for folder in BUILT:
        if not (REPOSITORY / folder / "index.html").exists():
            sys.exit(f"{folder} is not built: make console docs")
    found = (path for folder in BUILT for path in (REPOSITORY / folder).rglob("*") if path.is_file())
    return sorted(path.relative_to(REPOSITORY).as_posix() for path in found)


def build(out: Path) -> None:
    """Build the sdist and the wheel into a folder."""
    project = PROJECT["project"]
    beside = ["pyproject.toml", project["readme"], *project["license-files"]]
    with tempfile.TemporaryDirectory() as scratch:
        sources = Path(scratch, "sources")
        for name in [*beside, *tracked(*top_packages()), *built()]:
            (sources / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(REPOSITORY / name, sources / name)
        run_uv("--sdist", sources, Path(scratch))
        out.mkdir(exist_ok=True)
        normalise_sdist(Path(scratch, SDIST), out / SDIST)
    run_uv("--wheel", out / SDIST, out)


def run_uv(target: str, source: Path, out: Path) -> None:
    """Build a wheel or an sdist from a folder or an sdist, with the setuptools of this environment."""
    options = ["-q", "--no-build-isolation", "--no-build-logs", "--no-create-gitignore", "--python", sys.executable]
    environment = os.environ | {"SOURCE_DATE_EPOCH": str(commit_time())}
    subprocess.run([UV, "build", *options, target, source, "-o", out], env=environment, umask=0o022, check=True)


def commit_time() -> int:
    """Return the time of all files, in seconds since 1970: that of the last commit, or SOURCE_DATE_EPOCH if set."""
    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(given)
    command = ["git", "log", "-1", "--format=%ct"]
    return int(subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True).stdout)


def normalise_sdist(source: Path, target: Path) -> None:
    """Rewrite an sdist without what depends on the machine: owners, permissions, times and the order of files."""
    time = commit_time()
    with (
        tarfile.open(source) as read,
        target.open("wb") as file,
        gzip.GzipFile("", "wb", 6, file, mtime=time) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as written,
    ):
        for member in sorted((one for one in read if one.isfile()), key=lambda one: one.name):
            plain = tarfile.TarInfo(member.name)
            plain.size, plain.mtime, plain.mode = member.size, time, 0o644
            written.addfile(plain, read.extractfile(member))


if __name__ == "__main__":
    build(DIST)
