"""Takes back the imports of the shipped lists of public data (« undo --public »)."""

import typer

from changes.changeset import NotPossibleError
from changes.imports import imports
from graph.client import Client
from graph.french import count
from seed.public import SERIES
from server.cli.database import bar
from server.cli.session import console, read_settings_or_fail, with_client
from server.clock import today
from usecases.undo import TakenBack, take_back


def take_public_back() -> None:
    """Undo the imports of the shipped lists, the latest first, except for changes on which others have built since."""
    durations = read_settings_or_fail().durations

    async def run(client: Client) -> list[TakenBack]:
        in_place = [one for one in await imports(client) if one.series in SERIES and not one.undone_on]
        if not in_place:
            message = "rien à reprendre : aucun import de « cinqaxes import --public » n’est en place"
            raise NotPossibleError(message)
        taken_back = []
        for one in reversed(in_place):
            with bar("Annulation, tout ou rien", console) as advance:
                taken_back.append(await take_back(client, one.id, durations, today(), advance))
        return taken_back

    for entry, gone, kept in with_client(run):
        typer.echo(f"Repris : {entry.id} ({entry.file_name}), {count(gone, 'fiche')}")
        if kept:
            stays = count(len(kept), "fiche gardée", "fiches gardées")
            typer.echo(f"  {stays}, parce que d’autres données en dépendent ou parce que la fiche a changé :")
        for identifier, label in kept.items():
            typer.echo(f"    {label} ({identifier})")
