"""The wheel of the embedded database: its folder, and the platforms that have one.

Nothing is imported from the wheel. A problem is one sentence in French that says what to do.
"""

import importlib.util
import platform
import sys
from pathlib import Path
from typing import Final

_OLDEST_GLIBC: Final = (2, 34)
_ASK_FOR_ADDRESS: Final = "donnez l’adresse d’un serveur Neo4j dans CINQAXES_NEO4J_URI."


def wheel_problem() -> str | None:
    """Return in French why no embedded database can run here; None if one can."""
    reason = platform_problem(sys.platform, platform.machine(), _glibc_version())
    if reason is not None:
        return f"Pas de base embarquée ici ({reason}) : {_ASK_FOR_ADDRESS}"
    if not (wheel_folder() / "jre" / "bin" / "java").is_file():
        return f"Le paquet arcadedb-embedded n’est pas installé : installez-le, ou {_ASK_FOR_ADDRESS}"
    return None


def platform_problem(system: str, machine: str, glibc: tuple[int, int] | None) -> str | None:
    """Return in French why there is no wheel for a platform; None if there is one.

    Args:
        system: as `sys.platform`.
        machine: as `platform.machine()`.
        glibc: the version of the GNU C library; None for another C library (musl) or none.
    """
    if system == "darwin":
        return None if machine == "arm64" else "Mac à processeur Intel"
    if system != "linux":
        return f"système {system}"
    if machine not in {"x86_64", "aarch64"}:
        return f"processeur {machine}"
    if glibc is None:
        return "Linux sans glibc, par exemple Alpine (musl)"
    oldest = ".".join(map(str, _OLDEST_GLIBC))
    return None if glibc >= _OLDEST_GLIBC else f"glibc {glibc[0]}.{glibc[1]}, il faut au moins {oldest}"


def _glibc_version() -> tuple[int, int] | None:
    name, version = platform.libc_ver()
    if name != "glibc":
        return None
    major, minor = version.split(".")[:2]
    return int(major), int(minor)


def class_archive() -> Path:
    """Return the path of the class data archive, which may not exist."""
    return wheel_folder() / "classes.aot"


def wheel_folder() -> Path:
    """Return the folder of the installed wheel; an empty path if it is not installed."""
    # Located without an import, which would load JPype into this process.
    spec = importlib.util.find_spec("arcadedb_embedded")
    return Path(spec.origin).parent if spec is not None and spec.origin is not None else Path()
