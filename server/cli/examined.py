"""Reporting and applying an examination, for the commands that import."""

import sys

import typer

from exchange.incoming.examination import Examination
from exchange.incoming.report import as_json, as_text
from graph.client import Client
from resolvers.snapshot.store import SnapshotStore
from server.cli.database import bar
from server.cli.effect_lines import effect_lines
from server.cli.session import console, read_settings_or_fail
from server.clock import today
from usecases.apply import apply_examination
from usecases.effect import effect_of


async def apply(client: Client, examined: Examination) -> None:
    """Apply an examination unless it found errors, and print the result."""
    if examined.is_all_set_aside:
        console.print("Rien n’est importé : toutes les lignes sont mises de côté.")
    if examined.findings.errors or not examined.has_changes:
        return
    with bar("Écriture, tout ou rien", console) as advance:
        made = await apply_examination(client, examined, read_settings_or_fail().durations, today(), advance)
    if made:
        console.print(f"Appliqué : {made.id} (« cinqaxes undo {made.id} » l’annule)")


async def report(client: Client, examined: Examination, *, as_data: bool = False) -> None:
    """Print the findings of an examination and its changes."""
    if as_data:
        sys.stdout.buffer.write(as_json(examined) + b"\n")
        return
    for line in as_text(examined):
        typer.echo(line)
    if examined.findings.errors:  # the changes of a file with missing days or years would be uncertain
        typer.echo("\nL’effet sur la matrice des contrats n’est donné que pour un fichier sans erreur.")
    elif examined.comparison.changes:
        store = SnapshotStore(client, read_settings_or_fail().durations, for_questions=False)
        for line in effect_lines(await effect_of(client, store, examined.comparison.changes, today())):
            typer.echo(line)
