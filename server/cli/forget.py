"""The commands that remove a person from the graph and from the files of the database."""

import asyncio
import time
from collections.abc import Collection
from pathlib import Path
from typing import Annotated

import typer

from graph.access import Access
from graph.client import Client
from graph.embedded_compaction import JOURNAL, compact, is_searched, traces
from graph.french import count
from graph.rights import TWIN
from graph.text import fold
from server.cli.database import running_or_started
from server.cli.session import (
    LONG_SECONDS,
    USAGE_ERROR,
    console,
    fail,
    guarded,
    read_settings_or_fail,
    with_client,
)
from server.clock import today
from server.settings import Settings
from usecases.forget import Forgettable, Forgotten, find_trainer, forget, forgettable

FLUSH_SECONDS = 10.0
"""Time limit for a running database to flush its memory to its files."""

app = typer.Typer()


@app.command(name="forget")
def forget_trainer(
    trainer: Annotated[
        str,
        typer.Argument(metavar="PERSONNE", help="L’identifiant d’un formateur ou d’une formatrice, ou son nom exact."),
    ],
    yes: Annotated[bool, typer.Option("--yes", help="Sans demander de confirmation.")] = False,  # noqa: FBT002
) -> None:
    """Oublie une personne : dans le graphe, dans l’historique et dans les fichiers de la base embarquée."""
    settings = read_settings_or_fail()
    with guarded(settings), running_or_started(settings, console) as access:
        found = asyncio.run(_found(access, trainer))
        if not found.in_graph and not found.records:
            console.print(
                f"Rien à oublier : « {trainer} » est déjà une personne oubliée. Si la commande avait été interrompue, "
                "« cinqaxes compact » récrit les fichiers de la base.",
                markup=False,
            )
            return
        console.print(_description(found), markup=False)
        if not yes:
            _confirm("Oublier cette personne ? Cela ne s’annule pas.")
        done = asyncio.run(_forget(access, found.id, settings))
    console.print("Les classeurs, exports et sauvegardes déjà faits ne sont pas atteints : supprimez-les aussi.")
    _print_traces(settings, done.texts | ({trainer} - {done.id}))


@app.command(name="compact")
def compact_files() -> None:
    """Récrit les fichiers de la base embarquée : ce qui a été effacé du graphe n’y reste pas."""
    settings = read_settings_or_fail()
    if not settings.embedded:
        fail("seule la base embarquée se récrit ainsi ; pour Neo4j, voir docs/operations.md", USAGE_ERROR)
    with_client(_compact)
    console.print("Fichiers de la base récrits.")


async def _found(access: Access, trainer: str) -> Forgettable:
    async with Client(access, timeout_seconds=LONG_SECONDS) as client:
        return await forgettable(client, await find_trainer(client, trainer))


def _description(found: Forgettable) -> str:
    """Return what would be forgotten, and what would stay, in one sentence."""
    names = ", ".join(f"« {name} »" for name in found.names) or "sans nom"
    records = count(found.records, "enregistrement d’import", "enregistrements d’import")
    places = " et ".join(["dans le graphe"] * found.in_graph + [f"dans {records}"] * (found.records > 0))
    return f"À oublier : {found.id} ({names}), {places} ; ses mobilisations restent, sous « {TWIN} »."


async def _forget(access: Access, identifier: str, settings: Settings) -> Forgotten:
    async with Client(access, timeout_seconds=LONG_SECONDS) as client:
        done = await forget(client, identifier, settings.durations, today())
        records = count(done.records, "enregistrement d’import récrit", "enregistrements d’import récrits")
        console.print(f"Oublié : {done.id} ; {records}.")
        if done.remaining:
            texts = ", ".join(done.remaining)
            console.print(
                f"Le nom se lit encore dans : {texts} ; corrigez ces textes, puis lancez « cinqaxes compact »."
            )
        await _compact(client)
        return done


async def _compact(client: Client) -> None:
    if client.access.http_port:
        with console.status("Réécriture des fichiers de la base…"):
            await compact(client, client.access)


def _print_traces(settings: Settings, texts: Collection[str]) -> None:
    """Print which files of the database still contain one of these texts, and until when."""
    if not settings.embedded:
        console.print(
            "Les fichiers de Neo4j et ses journaux de transactions gardent des octets effacés : "
            "docs/operations.md (« Forgotten persons ») dit lesquels, et jusqu’à quand."
        )
        return
    files = _written_traces(settings.data, texts)
    journal = [path.name for path in files if path.suffix == JOURNAL]
    others = [str(path) for path in files if path.suffix != JOURNAL]
    if journal:
        console.print(f"Le journal de la base ({', '.join(journal)}) en garde des traces jusqu’à l’arrêt du service.")
    if others:
        console.print(f"On en lit encore des octets dans : {', '.join(others)}.", soft_wrap=True)
    if not any(map(is_searched, texts)):
        console.print("Ce nom est trop court pour être cherché dans les fichiers de la base.")
    elif not files:
        console.print("Les fichiers de la base n’en gardent rien.")


def _written_traces(folder: Path, texts: Collection[str]) -> list[Path]:
    """Return the files with traces, once a running database has written its pages."""
    deadline = time.monotonic() + FLUSH_SECONDS
    files = traces(folder, texts)
    # The database may soon overwrite traces in other files; those in the journal stay until the service stops.
    while {JOURNAL} < {path.suffix for path in files} and time.monotonic() < deadline:
        time.sleep(0.5)
        files = traces(folder, texts)
    return files


def _confirm(question: str) -> None:
    """Ask for confirmation; end the command unless the answer is yes."""
    try:
        answer = console.input(f"{question} [oui/non] ", markup=False)
    except EOFError:
        answer = ""
    if fold(answer) not in {"o", "oui"}:
        fail("Abandonné : rien n’a été écrit.")
