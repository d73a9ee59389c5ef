"""Preparing a database: starting the embedded one, and filling an empty graph, with progress.

A load that was interrupted is completed before anything else.
"""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from changes.load import load, state
from changes.rows import GraphRows
from graph.access import Access
from graph.client import Client, UnavailableError, WrongPasswordError
from graph.disk import MEGABYTE
from graph.embedded import QUICK_JAVA, EmbeddedDatabase
from graph.embedded_access import running
from graph.errors import ClientError
from graph.french import count
from seed import demo, references
from server.settings import Settings, access_of

REFERENCES = "references"
DEMO = "demonstration"
SOURCES: Mapping[str, tuple[str, Callable[[], GraphRows]]] = {
    REFERENCES: ("Territoires officiels", references.rows),
    DEMO: ("Réseau de démonstration", demo.rows),
}


@contextmanager
def running_or_started(settings: Settings, console: Console) -> Iterator[Access]:
    """Provide access to the database of the running service, or else to one started here."""
    if shared := access_of_running(settings):
        console.print(f"Base embarquée du service qui tourne, données dans « {settings.data} ».")
        try:
            yield shared
        except WrongPasswordError as error:  # it was accepted before, so the database is stopping
            raise UnavailableError(str(error)) from error
        return
    with database(settings, console) as (access, _):
        yield access


def access_of_running(settings: Settings) -> Access | None:
    """Return the access to the embedded database that another process shares; None if none does."""
    shared = running(settings.data) if settings.embedded else None
    return shared and _with_reserve(shared, settings)


@contextmanager
def database(
    settings: Settings, console: Console, *, shared: bool = False
) -> Iterator[tuple[Access, EmbeddedDatabase | None]]:
    """Provide access to the database, starting and stopping an embedded one; `shared` lets other commands use it."""
    if not settings.embedded:
        yield access_of(settings), None
        return
    embedded = EmbeddedDatabase(
        settings.data,
        heap_megabytes=settings.heap_megabytes,
        command_timeout_seconds=settings.timeout_seconds + 5,
        shared=shared,
        java_flags=QUICK_JAVA if settings.quick_java else (),
    )
    with console.status("Démarrage de la base embarquée…"):
        access = embedded.start()
    console.print(f"Base embarquée démarrée, données dans « {settings.data} ».")
    try:
        yield _with_reserve(access, settings), embedded
    finally:
        embedded.stop()


def _with_reserve(access: Access, settings: Settings) -> Access:
    return replace(access, reserve_bytes=settings.disk_reserve_megabytes * MEGABYTE)


async def fill(access: Access, settings: Settings, console: Console, names: list[str]) -> list[str]:
    """Load these sources; return the names of those that changed something."""
    changed: list[str] = []
    # Writing a batch of 2,000 nodes may take longer than the time limit of a query.
    async with Client(access, timeout_seconds=max(settings.timeout_seconds, 60.0)) as client:
        console.print(f"Base : {await client.product()}")
        for place, name in enumerate(names):
            title, read = SOURCES[name]
            with bar(title, console) as advance:
                rows = await asyncio.to_thread(read)
                if await load(client, name, rows, settings.durations, advance, names[place + 1 :]):
                    changed.append(name)
            if rows.warnings and name in changed:
                console.print(
                    f"{title} : {count(len(rows.warnings), 'remarque')} sur les sources (« cinqaxes check » les liste)."
                )
    return changed


def source_remarks(names: Iterable[str]) -> list[str]:
    """Return the remarks on these sources (what is left out, what is doubtful), each a sentence in French."""
    return [remark for name in names if name in SOURCES for remark in SOURCES[name][1]().warnings]


@contextmanager
def bar(title: str, console: Console) -> Iterator[Callable[[int, int], None]]:
    """Show the progress of a job; nothing is shown for one that reports no progress."""
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    with Progress(*columns, console=console) as progress:
        task = progress.add_task(title, total=None)

        def advance(done: int, total: int) -> None:
            progress.update(task, completed=done, total=total)

        yield advance
        if progress.tasks[0].total is None:
            progress.update(task, description=f"{title} : déjà en place", completed=1, total=1)


async def sources_to_load(access: Access, settings: Settings) -> list[str]:
    """Return the sources to load at the start: all if the graph is empty, else those of an interrupted load, if any."""
    async with Client(access, timeout_seconds=settings.timeout_seconds) as client:
        graph = await state(client)
        if graph is None or not (graph.loaded or graph.loading):
            return list(SOURCES)
        return [name for name in SOURCES if name in graph.loading]


def prepare(access: Access, settings: Settings, console: Console) -> None:
    """Fill an empty graph before serving it; if a Neo4j does not answer yet, do nothing."""
    try:
        names = asyncio.run(sources_to_load(access, settings))
        if names:
            asyncio.run(fill(access, settings, console, names))
    except ClientError:
        if settings.embedded:
            raise
        console.print(f"La base ne répond pas encore sur {access.address} ; le service démarre et réessaie.")
