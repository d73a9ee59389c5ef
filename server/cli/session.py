"""What every verb of the command shares: the console, the settings, and a database that may be missing.

An error that a person can mend is told in one sentence, and ends the command with a code other than 0.
"""

from collections.abc import Callable
from typing import NoReturn, TypeVar

import typer
from rich.console import Console

from changes.load import NotOursError
from graph.access import Access
from graph.client import Refused
from graph.embedded import EmbeddedError
from graph.errors import ClientError
from server.cli.database import database
from server.settings import Settings, WrongSettingsError, read_settings

USAGE_ERROR = 2
T = TypeVar("T")
console = Console(stderr=True, highlight=False)


def fail(message: str, code: int = 1) -> NoReturn:
    """End the command with a sentence."""
    console.print(message, style="red", markup=False, soft_wrap=True)
    raise typer.Exit(code)


def read_settings_or_fail() -> Settings:
    """Return the settings; end the command when one is wrong."""
    try:
        return read_settings()
    except WrongSettingsError as error:
        fail(str(error), USAGE_ERROR)


def guarded(work: Callable[[], T]) -> T:
    """Run what may meet a database that is not there, refuses us or holds something else."""
    try:
        return work()
    except (EmbeddedError, Refused, ClientError, NotOursError) as error:
        fail(str(error))


def address_of(host: str, port: int) -> str:
    """Return the address of the API on a host and port."""
    return f"http://[{host}]:{port}/graphql" if ":" in host else f"http://{host}:{port}/graphql"


def with_database(settings: Settings, work: Callable[[Access], T]) -> T:
    """Run what needs the database."""

    def run() -> T:
        with database(settings, console) as (access, _):
            return work(access)

    return guarded(run)
