"""The child processes of the processes that tests start."""

from contextlib import suppress

import psutil  # type: ignore[import-untyped]


def descendants(process_id: int, name: str, words: str = "") -> list[psutil.Process]:
    """Return the descendants of a process that have this name and, in their command line, these words.

    A process that ends meanwhile is left out.
    """
    processes = []
    for process in psutil.Process(process_id).children(recursive=True):
        with suppress(psutil.NoSuchProcess):
            if process.name() == name and words in " ".join(process.cmdline()):
                processes.append(process)
    return processes
