"""The console, the settings and the handling of database errors, shared by all commands.

An error that the user can fix is one sentence, and ends the command with a code other than 0.
"""

import asyncio
import os
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn, TypeVar

import typer
from rich.console import Console

from changes.changeset import NotPossibleError
from changes.load import UnusableDatabaseError
from graph.access import Access
from graph.client import Client, DatabaseRefusedError
from graph.embedded_access import EmbeddedError
from graph.errors import ClientError, Code
from graph.system_errors import reason_of
from server.cli.database import running_or_started
from server.settings import Settings, WrongSettingsError, access_of, read_settings

USAGE_ERROR = 2
FOLDER = ""
"""The suffix of a workbook that is a folder of CSV files."""
WORKBOOK_SUFFIXES = (".xlsx", ".ods", FOLDER)
LONG_SECONDS = 600.0
"""Time limit of one statement of a subcommand that writes."""
FRENCH = {
    Code.DATABASE_UNAVAILABLE: (
        "la base ne répond pas, ou ne répond plus{place} : vérifiez {what}, et relancez la commande ; "
        "une écriture est faite en entier, ou pas du tout"
    ),
    Code.TIMEOUT: "la base a mis trop longtemps à répondre et a été arrêtée : relancez la commande",
    Code.LIMIT_EXCEEDED: "cette demande dépasse ce qui se rend en une fois : restreignez-la (within, axes, where)",
    Code.INTERNAL: "le service a fait une erreur : relancez la commande, et signalez-la si elle revient",
}
"""French sentences for officers, by error code; the errors' own messages are for clients of the API."""
T = TypeVar("T")
console = Console(stderr=True, highlight=False)


def fail(message: str, code: int = 1) -> NoReturn:
    """Print a sentence and end the command."""
    console.print(message, style="red", markup=False, soft_wrap=True)
    raise typer.Exit(code)


def read_settings_or_fail() -> Settings:
    """Return the settings; end the command if one is wrong."""
    return or_fail(read_settings, WrongSettingsError)


def or_fail(work: Callable[[], T], error: type[Exception]) -> T:
    """Return the result of `work`; if it raises this error, print its message and exit with the code of wrong usage."""
    try:
        return work()
    except error as problem:
        fail(str(problem), USAGE_ERROR)


def refuse_target(target: Path) -> None:
    """End the command, before any work, if the output file exists or its folder cannot receive it."""
    if target.exists():
        fail(f"« {target} » existe déjà ; donnez un autre nom", USAGE_ERROR)
    folder = target.parent
    if not folder.is_dir():
        fail(f"« {target} » : le dossier « {folder} » n’existe pas ; créez-le, ou donnez un autre nom", USAGE_ERROR)
    if not os.access(folder, os.W_OK):
        fail(f"« {target} » : on ne peut pas écrire dans le dossier « {folder} » ; donnez un autre nom", USAGE_ERROR)


@contextmanager
def draft_of(target: Path) -> Iterator[Path]:
    """Provide the name of a draft that becomes the output file at the end; after an exception nothing remains.

    A draft that a killed command left behind is replaced.
    """
    draft = target.with_name(f"{target.name}.part")
    draft.unlink(missing_ok=True)
    try:
        yield draft
        draft.rename(target)
    finally:
        draft.unlink(missing_ok=True)


def refuse_other_than_workbook(target: Path, option: str = "") -> None:
    """End the command if the name of the output is neither that of a workbook nor that of a folder."""
    if target.suffix.casefold() not in WORKBOOK_SUFFIXES:
        place = f"{option} : " if option else ""
        fail(f"{place}« {target.name} » ; attendu : un fichier .xlsx ou .ods, ou un dossier", USAGE_ERROR)


@contextmanager
def guarded(settings: Settings | None = None) -> Iterator[None]:
    """End the command with a sentence if the database is missing, refuses access or holds other data.

    With settings, the sentence gives the address of a Neo4j that does not answer.
    """
    try:
        yield
    except ClientError as error:
        fail(_sentence(error, settings))
    except (EmbeddedError, DatabaseRefusedError, UnusableDatabaseError, NotPossibleError) as error:
        fail(str(error))
    except OSError as error:
        fail(f"« {error.filename} » ne se lit ou ne s’écrit pas : {reason_of(error)}")


def _sentence(error: ClientError, settings: Settings | None) -> str:
    """Return an error of the database as a sentence for officers, with the address of a Neo4j."""
    if error.code not in FRENCH:
        return str(error)
    place, what = "", "qu’elle tourne"
    if settings and not settings.embedded:
        place = f", sur {access_of(settings).address}"
        what = f"cette adresse (CINQAXES_NEO4J_URI), et {what}"
    return FRENCH[error.code].format(place=place, what=what)


def address_of(host: str, port: int) -> str:
    """Return the URL of the API on a host and port."""
    return f"http://[{host}]:{port}/graphql" if ":" in host else f"http://{host}:{port}/graphql"


def with_client(work: Callable[[Client], Awaitable[T]], seconds: float = LONG_SECONDS) -> T:
    """Run work that needs a client of the database; `seconds` is the time limit of one statement."""

    async def run(access: Access) -> T:
        async with Client(access, timeout_seconds=seconds) as client:
            return await work(client)

    settings = read_settings_or_fail()
    with guarded(settings), running_or_started(settings, console) as access:
        return asyncio.run(run(access))
