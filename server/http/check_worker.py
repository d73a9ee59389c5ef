"""The worker of `/check`: examines one file in a separate process with limited memory and time.

The job is read from standard input as JSON, and the answer written to standard output; if the file cannot be read, the
answer is one sentence, and the exit code says so. It writes nothing outside the folder of the job.
"""

import asyncio
import json
import resource
import sys
from datetime import date
from pathlib import Path
from typing import Any

from changes.changeset import NotPossibleError
from exchange.faults import Fault
from exchange.files.book import Book, UnreadableFileError
from exchange.files.reader import open_book
from exchange.incoming.examination import Examination
from exchange.incoming.report import as_json, write_marked_copy
from exchange.sentences import LANGUAGES
from graph.access import Access
from graph.client import Client, DatabaseRefusedError
from graph.errors import ClientError
from graph.rights import View, Viewer
from judgement.problems import Problem
from server.http.check_protocol import NOT_NOW, REPORT, UNREADABLE
from usecases.examine import examine

MOST_MEMORY = 2 * 1024**3
MOST_FINDINGS = 1_000
LONG_SECONDS = 60.0
"""The time limit of one statement of an examination."""


def main() -> None:
    """Do the job read from standard input."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    job = json.load(sys.stdin)
    try:
        answer = _answered(job)
    except UnreadableFileError as error:
        _refuse(error.problem, job["language"])
    except MemoryError:
        _refuse(Fault.FILE_BEYOND_MEMORY.of(), job["language"])
    except (NotPossibleError, ClientError, DatabaseRefusedError):
        sys.exit(NOT_NOW)
    else:
        sys.stdout.buffer.write(answer)


def _refuse(problem: Problem, language: str) -> None:
    sys.stdout.write(LANGUAGES[language].sentence(problem))
    sys.exit(UNREADABLE)


def _answered(job: dict[str, Any]) -> bytes:
    path = Path(job["path"])
    book = open_book(path, LANGUAGES[job["language"]])
    examined = asyncio.run(_examine(book, job))
    if job["answer"] == REPORT:
        return as_json(examined, MOST_FINDINGS)
    target = path.with_name(f"marked-{path.stem[:40]}.xlsx")
    write_marked_copy(path, book, target)
    return target.read_bytes()


async def _examine(book: Book, job: dict[str, Any]) -> Examination:
    view, territories, name = job["viewer"]
    viewer = Viewer(View(view), tuple(territories), name)
    async with Client(Access(**job["access"]), timeout_seconds=LONG_SECONDS) as client:
        return await examine(client, book, date.fromisoformat(job["today"]), viewer=viewer)


if __name__ == "__main__":
    main()
