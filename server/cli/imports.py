"""The verbs on the imports that the graph remembers: they are listed, and taken back."""

from typing import Annotated

import typer

from changes.imports import Import, imports, undo
from graph.client import Client
from server.cli.database import bar
from server.cli.session import console, read_settings_or_fail, with_client
from server.clock import today

app = typer.Typer()


@app.command(name="imports")
def list_imports() -> None:
    """Liste les imports : quand, par quel service, de quel fichier, ce qu'ils ont apporté."""
    for one in with_client(imports):
        state = f"annulé le {one.undone_on}" if one.undone_on else "en place"
        counts = f"{one.created} créés, {one.changed} modifiés dont {one.ended} terminés, {one.deleted} supprimés"
        typer.echo(
            f"{one.id}  {one.on}  {one.service or '–'}  {one.file_name}  {counts}  {state}  sha256 {one.file_hash}"
        )


@app.command(name="undo")
def undo_import(
    identifier: Annotated[
        str, typer.Argument(metavar="IDENTIFIANT", help="L'identifiant que donne « cinqaxes imports ».")
    ],
) -> None:
    """Annule un import : tout ce qu'il a changé redevient comme avant, sauf si autre chose s'y rattache depuis."""
    settings = read_settings_or_fail()

    async def run(client: Client) -> Import:
        with bar("Annulation, tout ou rien", console) as advance:
            return await undo(client, identifier, settings.durations, today(), advance)

    undone = with_client(run)
    console.print(f"Annulé : {undone.id} ({undone.file_name})")
