"""Files made byte by byte, and opened in a separate process whose memory is measured."""

import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.service_process import machine_environment

MOST_MEGABYTES = 500
PROGRAM = """
import re, sys
from pathlib import Path
from exchange.files.book import UnreadableFileError
from exchange.files.reader import open_book
from exchange.sentences import FRENCH
try:
    book = open_book(Path(sys.argv[1]))
    print(sum(len(grid.rows) for grid in book.grids), "rows")
except UnreadableFileError as error:
    print(FRENCH.sentence(error.problem))
# Not ru_maxrss, which includes the memory of the process that this one was forked from.
(kibibytes,) = re.findall(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())
print(int(kibibytes) // 1024)
"""


def opened_in_process(path: Path, seconds: float = 60) -> str:
    """Open a file in a separate process and return its output; the process must use little memory."""
    command = [sys.executable, "-c", PROGRAM, str(path)]
    found = subprocess.run(
        command, env=machine_environment(), capture_output=True, text=True, timeout=seconds, check=True
    )
    *output, megabytes = found.stdout.splitlines()
    assert int(megabytes) < MOST_MEGABYTES
    return "\n".join(output)


def repacked(
    path: Path, target: Path, change: Callable[[str, bytes], bytes], more: dict[str, bytes] | None = None
) -> Path:
    """Write a copy of an archive with changed and added parts."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for part in source.infolist():
            copy.writestr(part.filename, change(part.filename, source.read(part.filename)))
        for name, content in (more or {}).items():
            copy.writestr(name, content)
    return target


def unchanged(_name: str, content: bytes) -> bytes:
    return content
