"""Finds a trainer by name, for `cinqaxes forget`."""

from changes.changeset import NotPossibleError
from exchange.lookup.gazetteer import UnknownError
from exchange.lookup.loader import read_lookup
from graph.client import Client


async def find_trainer(client: Client, text: str) -> str:
    """Return the id of the trainer that a text names, by id or exact name.

    Raises:
        NotPossibleError: the text names no trainer, or more than one.
    """
    try:
        return (await read_lookup(client, ())).directory.find(text, "Trainer")
    except UnknownError as error:
        message = f"« {text} » {error}"
        raise NotPossibleError(message) from error
