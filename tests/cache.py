"""The folder of files that tests fetch or make once, and the digest that shows when to make them again."""

import hashlib
import os
from functools import cache
from pathlib import Path
from typing import Final

REPOSITORY = Path(__file__).parents[1]
LOADING = ("changes", "graph", "seed", "requirements-embedded.lock", "tests/graphs.py")
"""Folders and files on which a loaded graph depends."""
CACHE: Final = Path(os.environ.get("CINQAXES_TEST_CACHE", REPOSITORY / ".cache")).resolve()


@cache
def digest_of_sources() -> str:
    """Return the digest of everything on which a loaded graph depends."""
    content = hashlib.sha256()
    for name in LOADING:
        root = REPOSITORY / name
        for path in sorted(root.rglob("*")) if root.is_dir() else [root]:
            if path.is_file() and "__pycache__" not in path.parts:
                content.update(path.relative_to(REPOSITORY).as_posix().encode() + b"\0" + path.read_bytes())
    return content.hexdigest()
