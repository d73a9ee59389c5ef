"""Imports the shipped lists of public data (« import --public »); incomplete rows are left out."""

import typer

from changes.changeset import NotPossibleError
from changes.load import state
from exchange.files.reader import open_book
from exchange.incoming.lists.mapping import read_mapping
from graph.client import Client
from seed.public import PUBLIC_LISTS
from server.cli.database import bar
from server.cli.examined import apply, report
from server.cli.session import console, with_client
from server.clock import today
from usecases.examine_in_part import examine_in_part
from usecases.public_data import refuse_public_data


def import_public(*, check: bool) -> None:
    """Import the complete rows of each shipped list; with `check`, write nothing."""

    async def run(client: Client) -> bool:
        graph = await state(client)
        if graph is None:
            message = "le graphe est vide : lancez d’abord « cinqaxes load --references-only »"
            raise NotPossibleError(message)
        await refuse_public_data(client)
        for one in PUBLIC_LISTS:
            with bar("Lecture", console) as advance:
                book, mapping = open_book(one.file), read_mapping(one.mapping)
                examined = await examine_in_part(client, book, today(), progress=advance, mapping=mapping)
            await report(client, examined)
            if examined.findings.errors:
                return False
            if not check:
                await apply(client, examined)
            typer.echo("")
        return True

    if not with_client(run):
        raise typer.Exit(1)
