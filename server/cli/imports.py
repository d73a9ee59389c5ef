"""The commands for the imports recorded in the graph: list them and undo them."""

from typing import Annotated

import typer

from changes.imports import Import, imports
from graph.client import Client
from graph.french import count
from server.cli.database import bar
from server.cli.public import take_public_back
from server.cli.session import USAGE_ERROR, console, fail, read_settings_or_fail, with_client
from server.clock import today
from usecases.undo import undo

app = typer.Typer()


@app.command(name="imports")
def list_imports() -> None:
    """Liste les imports : quand, par quel service, de quel fichier, ce qu’ils ont apporté."""
    listed = with_client(imports)
    if not listed:
        console.print("Aucun import.")
    for one in listed:
        state = f"annulé le {one.undone_on}" if one.undone_on else "en place"
        if one.taken_back_on and not one.undone_on:
            state = f"en place, en partie annulé le {one.taken_back_on}"
        typer.echo(
            f"{one.id}  {one.on}  {one.service or '–'}  {one.file_name}  {_counts_in_words(one)}  {state}  "
            f"sha256 {one.file_hash}"
        )


def _counts_in_words(one: Import) -> str:
    """Return the counts of an import in words; nodes to which the import gave an end also count as changed."""
    ended = f" (dont {count(one.ended, 'terminée')})" if one.ended else ""
    created = count(one.created, "fiche créée", "fiches créées")
    return f"{created}, {count(one.changed, 'modifiée')}{ended}, {count(one.deleted, 'supprimée')}"


@app.command(name="undo")
def undo_import(
    identifier: Annotated[
        str,
        typer.Argument(metavar="IDENTIFIANT", help="L’identifiant que donne « cinqaxes imports ».", show_default=False),
    ] = "",
    public: Annotated[  # noqa: FBT002 - a command-line flag
        bool,
        typer.Option("--public", help="Ce qu’a apporté « import --public », sauf ce sur quoi on s’est appuyé depuis."),
    ] = False,
) -> None:
    """Annule un import : tout ce qu’il a changé redevient comme avant, sauf si autre chose s’y rattache depuis."""
    if public and identifier:
        fail("« --public » ne se combine pas avec un IDENTIFIANT : donnez l’un ou l’autre", USAGE_ERROR)
    if not public and not identifier:
        fail("donnez un IDENTIFIANT, ou « --public »", USAGE_ERROR)
    if public:
        take_public_back()
        return
    settings = read_settings_or_fail()

    async def run(client: Client) -> Import:
        with bar("Annulation, tout ou rien", console) as advance:
            return await undo(client, identifier, settings.durations, today(), advance)

    undone = with_client(run)
    console.print(f"Annulé : {undone.id} ({undone.file_name})")
