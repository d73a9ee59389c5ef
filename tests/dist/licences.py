"""Reads the licences of what the console bundles, which its build has written."""

import re
from pathlib import Path
from typing import Final, NamedTuple

from tests.dist.build import REPOSITORY

LICENCES: Final = REPOSITORY / "server" / "http" / "console_files" / "licences.txt"
HEADING: Final = re.compile(r"^## (\S+) (\S+) \((.+)\)$", re.MULTILINE)


class Bundled(NamedTuple):
    """A package of npm that is bundled: its licence by the name of SPDX, and the text that comes with it."""

    name: str
    version: str
    licence: str
    text: str


def bundled(written: Path = LICENCES) -> list[Bundled]:
    """Return the packages whose licences are written in a file."""
    _, *parts = HEADING.split(written.read_text("utf-8"))
    rows = zip(parts[::4], parts[1::4], parts[2::4], parts[3::4], strict=True)
    return [Bundled(name, version, licence, text.strip()) for name, version, licence, text in rows]
