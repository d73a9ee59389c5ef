"""The command that starts the service; no other command loads this module, which loads the HTTP application."""

import os
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from typing import Annotated

import typer
import uvicorn

from graph.access import Access
from graph.embedded import EmbeddedDatabase
from graph.system_errors import reason_of
from server.application import application, documents_of
from server.cli.database import database, prepare
from server.cli.session import USAGE_ERROR, address_of, console, fail, guarded, read_settings_or_fail
from server.http.console import is_built
from server.http.documents import ManifestError
from server.settings import Settings
from server.worker import UVICORN, configure_process

QUESTION = (
    '{ mobilised(axes: [VICTIM_SUPPORT], within: {code: {kind: DEPARTEMENT, code: "44"}}) '
    "{ totalCount edges { node { actor { label } since } } } }"
)

app = typer.Typer()


@app.command()
def serve(
    workers: Annotated[
        int | None, typer.Option(min=1, max=64, help="Processus qui répondent (CINQAXES_WORKERS).", show_default=False)
    ] = None,
) -> None:
    """Démarre la base et l’API ; remplit d’abord un graphe vide (territoires officiels et démonstration)."""
    settings = read_settings_or_fail()
    processes = workers or settings.workers
    if processes > 1 and settings.embedded:
        fail("CINQAXES_WORKERS : plusieurs processus demandent un Neo4j (CINQAXES_NEO4J_URI).", USAGE_ERROR)
    try:
        documents_of(settings)
    except ManifestError as error:
        fail(f"CINQAXES_DOCUMENTS : {error}", USAGE_ERROR)
    if settings.agents and find_spec("mcp") is None:
        fail(
            "CINQAXES_AGENTS : il manque le paquet « mcp » ; installez Cinq Axes avec [agents] "
            "(dans une copie du dépôt : requirements-extras.lock).",
            USAGE_ERROR,
        )
    configure_process(settings)
    with suppress(KeyboardInterrupt), serving(settings) as (listening, access, embedded):
        wait, invite = _announcements(settings, listening)
        if processes > 1:
            from server.prefork import serve_by_workers  # noqa: PLC0415 - gunicorn, which one worker does not need

            serve_by_workers(settings, access, listening, processes, on_start=wait, on_ready=invite)
        else:
            served = application(settings, access, embedded, on_start=wait, on_ready=invite)
            uvicorn.Server(uvicorn.Config(served, **UVICORN)).run(sockets=[listening])
    console.print("Service arrêté.")


@contextmanager
def serving(settings: Settings) -> Iterator[tuple[socket.socket, Access, EmbeddedDatabase | None]]:
    """Provide a socket that accepts clients, and the filled database; SIGTERM ends the block as Ctrl-C does.

    Clients that connect before the workers have started wait for them. The socket is bound first, but accepts clients
    only when the database is ready. The system may still refuse the port at that point: binding alone does not keep
    another program from listening on it meanwhile.
    """
    with socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET) as listening, guarded(settings):
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with _port_refused(settings):
            listening.bind((settings.host, settings.port))
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that the database is stopped first
        with database(settings, console, shared=True) as (access, embedded):
            prepare(access, settings, console)
            with _port_refused(settings):
                listening.listen()
            yield listening, access, embedded


@contextmanager
def _port_refused(settings: Settings) -> Iterator[None]:
    """End the command with a sentence if the system refuses the port."""
    try:
        yield
    except OSError as error:
        fail(
            f"impossible d’écouter sur {settings.host}:{settings.port} ({reason_of(error)}) ; "
            "changez CINQAXES_HOST ou CINQAXES_PORT"
        )


def _announcements(settings: Settings, listening: socket.socket) -> tuple[Callable[[], None], Callable[[], None]]:
    """Return the functions that announce that the service accepts requests, and that it can answer them."""
    address = address_of(settings.host, listening.getsockname()[1])
    page = address.removesuffix("graphql")

    def wait() -> None:
        console.print(f"Le service écoute sur {address} ; il répond dès que le graphe est lu…", soft_wrap=True)

    def invite() -> None:
        console.print(f"\nCinq Axes répond sur {address}", style="bold", soft_wrap=True)
        if settings.console:
            still = "" if is_built() else " (pas encore construite : la page le dit et se recharge d’elle-même)"
            console.print(f"La console, dans un navigateur : {page}{still}", style="bold", soft_wrap=True)
        if settings.trusted_only:
            console.print("Il ne répond qu’aux questions enregistrées (CINQAXES_TRUSTED_ONLY).", markup=False)
        else:
            console.print("Une question à essayer (axe 4 en Loire-Atlantique, aujourd’hui) :", markup=False)
            console.print(f"  {QUESTION}\n", markup=False, soft_wrap=True)
        _notify_manager()

    return wait, invite


def _notify_manager() -> None:
    """Notify the service manager, if any, that the service is ready, by the systemd protocol."""
    place = os.environ.get("NOTIFY_SOCKET", "")
    if place:
        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
            manager.sendto(b"READY=1", f"\0{place[1:]}" if place.startswith("@") else place)
