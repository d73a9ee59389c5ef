"""The commands « backup » and « restore »: one compressed file moves a graph from one database to any other."""

import gzip
import os
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from changes.backup import Content, DamagedBackupError, lines_of, restore
from changes.backup_lines import LONGEST_LINE
from graph.client import Client
from graph.french import figures
from graph.system_errors import reason_of
from server.cli.database import bar
from server.cli.session import USAGE_ERROR, console, draft_of, fail, refuse_target, with_client

app = typer.Typer()
DAMAGES = (gzip.BadGzipFile, EOFError, zlib.error)
NO_BACKUP = "« {} » n’est pas une sauvegarde de Cinq Axes, ou n’est pas entière"
PATIENCE_SECONDS = 120.0
"""Time limit for reading one page of the graph, or for restoring one batch."""


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="Le fichier à écrire, par exemple sauvegarde.jsonl.gz.")],
) -> None:
    """Sauvegarde tout le graphe dans un fichier, pendant que le service répond."""
    refuse_target(file)

    def for_owner(path: str, flags: int) -> int:
        return os.open(path, flags, 0o600)  # a backup contains personal data

    async def run(client: Client) -> None:
        async for line in lines_of(client):
            out.write(line + b"\n")

    with (
        draft_of(file) as draft,
        open(draft, "xb", opener=for_owner) as raw,
        gzip.GzipFile(fileobj=raw, mode="wb", filename="", mtime=0) as out,
    ):
        with_client(run, PATIENCE_SECONDS)
    console.print(f"Sauvegarde écrite : {file} ({file.stat().st_size / 1_000_000:.1f} Mo)")


@app.command(name="restore")
def restore_file(file: Annotated[Path, typer.Argument(help="Une sauvegarde de « cinqaxes backup ».")]) -> None:
    """Restaure une sauvegarde dans une base vide ; une restauration interrompue se relance."""
    _refuse_other_than_backup(file)

    def lines() -> Iterator[bytes]:
        try:
            with gzip.open(file) as content:
                while line := content.readline(LONGEST_LINE + 2):
                    yield line.rstrip(b"\n")
        except DAMAGES as error:
            raise DamagedBackupError(NO_BACKUP.format(file)) from error

    async def run(client: Client) -> Content:
        with bar("Restauration", console) as advance:
            return await restore(client, lines, advance)

    result = with_client(run, PATIENCE_SECONDS)
    console.print(f"Restauré : nœuds et relations {figures(result.lines)}, empreinte {result.digest[:12]}.")


def _refuse_other_than_backup(file: Path) -> None:
    """End the command, before any work, if a file cannot be read or does not begin as a backup does."""
    try:
        with gzip.open(file) as content:
            if not content.read(1):
                raise EOFError
    except DAMAGES:
        fail(NO_BACKUP.format(file), USAGE_ERROR)
    except OSError as error:
        fail(f"impossible de lire « {file} » : {reason_of(error)}", USAGE_ERROR)
