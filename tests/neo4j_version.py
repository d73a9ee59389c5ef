"""The releases of Neo4j Community that tests run, and their requirements: a JDK, and the jars by Maven.

`python -m tests.neo4j_version` fetches the jars of all releases, or reports what is missing.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.cache import CACHE

SOURCES: Final = Path(__file__).parent / "neo4j"
_JDK_FOLDERS: Final = (
    Path("/usr/lib/jvm"),
    Path("/opt/java"),
    Path("/Library/Java/JavaVirtualMachines"),
    Path.home() / ".sdkman" / "candidates" / "java",
)


class Neo4jServerError(Exception):
    """A server could not be fetched or did not start; the message says why."""


@dataclass(frozen=True)
class Neo4jVersion:
    """A Neo4j Community release and the Java release (JDK) it is tested on."""

    version: str
    jdk: int


VERSIONS: Final = (Neo4jVersion("5.26.30", 17), Neo4jVersion("2026.09.0", 25))


def version_named(name: str) -> Neo4jVersion:
    """Return the version with a name.

    Raises:
        Neo4jServerError: it is none of `VERSIONS`.
    """
    for version in VERSIONS:
        if version.version == name:
            return version
    message = f"Neo4j {name} is none of {', '.join(version.version for version in VERSIONS)}."
    raise Neo4jServerError(message)


def missing(version: Neo4jVersion) -> str | None:
    """Return a sentence on what this machine lacks to run a version; None if nothing is missing."""
    needed = []
    if java_of(version.jdk) is None:
        needed.append(f"JDK {version.jdk} (looked at JAVA_HOME_{version.jdk}, JAVA_HOME, the PATH, /usr/lib/jvm)")
    if not _library_folder(version).is_dir() and shutil.which("mvn") is None:
        needed.append("Maven (mvn), which downloads its jars")
    return f"Neo4j {version.version} cannot run here: missing {' and '.join(needed)}." if needed else None


def _library_folder(version: Neo4jVersion) -> Path:
    return CACHE / "neo4j" / version.version / "lib"


def libraries_of(version: Neo4jVersion) -> Path:
    """Return the folder with the jars of a version, fetching them if they are missing.

    Raises:
        Neo4jServerError: something is missing, or Maven cannot fetch them.
    """
    if (problem := missing(version)) is not None:
        raise Neo4jServerError(problem)
    folder = _library_folder(version)
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent) as draft:
            _copy_jars(version, Path(draft, "lib"))
            with suppress(OSError):  # another process was faster
                Path(draft, "lib").rename(folder)
    return folder


def _copy_jars(version: Neo4jVersion, folder: Path) -> None:
    command = ["mvn", "-q", "-B", "-f", str(SOURCES / "pom.xml"), f"-Dneo4j.version={version.version}"]
    command += ["dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={folder}"]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode != 0:
        message = f"Maven could not download Neo4j {version.version}:\n{done.stdout[-2000:]}"
        raise Neo4jServerError(message)


def java_of(release: int) -> Path | None:
    """Find the `java` of a JDK (a JRE cannot compile the launcher) of one release."""
    for home in _java_homes(release):
        described = home / "release"
        if (home / "bin" / "javac").is_file() and described.is_file():
            text = described.read_text(encoding="utf-8", errors="replace")
            if f'JAVA_VERSION="{release}' in text.replace(".", '"'):
                return home / "bin" / "java"
    return None


def _java_homes(release: int) -> Iterator[Path]:
    names = [name for name in sorted(os.environ) if name == "JAVA_HOME" or name.startswith(f"JAVA_HOME_{release}")]
    yield from (Path(os.environ[name]) for name in reversed(names))
    if (found := shutil.which("java")) is not None:
        yield Path(found).resolve().parents[1]
    for folder in _JDK_FOLDERS:
        for entry in sorted(folder.glob("*")):
            yield from (entry, entry / "Contents" / "Home")


if __name__ == "__main__":
    if problems := [problem for version in VERSIONS if (problem := missing(version))]:
        sys.exit("\n".join(problems))
    try:
        for release in VERSIONS:
            libraries_of(release)
    except Neo4jServerError as error:
        sys.exit(str(error))
