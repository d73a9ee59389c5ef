"""Reads the licences of the packages bundled with the console, from the file that its build writes."""

import re
from pathlib import Path
from typing import Final, NamedTuple

from tests.dist.build import REPOSITORY

LICENCES: Final = REPOSITORY / "server" / "http" / "console_files" / "licences.txt"
HEADING: Final = re.compile(r"^## (\S+) (\S+) \((.+)\)$", re.MULTILINE)


class Bundled(NamedTuple):
    """A bundled npm package: its SPDX licence identifier, and the text of the licence."""

    name: str
    version: str
    licence: str
    text: str


def bundled(written: Path = LICENCES) -> list[Bundled]:
    """Return the packages listed in a file of licences."""
    _, *parts = HEADING.split(written.read_text("utf-8"))
    rows = zip(parts[::4], parts[1::4], parts[2::4], parts[3::4], strict=True)
    return [Bundled(name, version, licence, text.strip()) for name, version, licence, text in rows]
