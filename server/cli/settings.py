"""The command « settings », which lists the settings of the service."""

import typer

from server.cli.session import read_settings_or_fail
from server.settings import described

app = typer.Typer()


@app.command(name="settings")
def list_settings() -> None:
    """Liste les réglages, leur valeur et leur sens, comme on les écrit dans le fichier cinqaxes.env."""
    for name, value, meaning in described(read_settings_or_fail()):
        typer.echo(f"{f'{name}={value}':<42} # {meaning}")
