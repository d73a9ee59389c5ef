"""The command « schema », which prints the GraphQL schema and updates the files generated from it."""

from pathlib import Path
from typing import Annotated

import typer

from schema.clients import printed_module
from schema.federation import printed_subgraph
from schema.query import printed_schema
from schema.vocabularies import printed_words
from server.cli.session import fail

REPOSITORY = Path(__file__).parents[2]
app = typer.Typer()


@app.command()
def schema(
    check_file: Annotated[  # noqa: FBT002 - a command-line flag
        bool, typer.Option("--check", help="Compare le schéma aux fichiers qu’il a produits ; code 1 s’ils diffèrent.")
    ] = False,
    write: Annotated[  # noqa: FBT002 - a command-line flag
        bool, typer.Option("--write", help="Réécrit les fichiers de schema/ et de clients/js.")
    ] = False,
) -> None:
    """Imprime le schéma GraphQL."""
    printed = {
        "schema/schema.graphql": printed_schema(),
        "schema/subgraph.graphql": printed_subgraph(),
        "schema/words.json": printed_words(),
        "clients/js/schema.js": printed_module(),
    }
    if write:
        for name, text in printed.items():
            (REPOSITORY / name).write_text(text, "utf-8")
    elif check_file:
        for name, text in printed.items():
            if (REPOSITORY / name).read_text("utf-8") != text:
                fail(f"{name} n’est plus à jour ; lancez « cinqaxes schema --write »")
    else:
        typer.echo(printed_schema(), nl=False)
