"""Finds a trainer by name, for `cinqaxes forget`."""

from changes.changeset import NotPossibleError
from changes.forget import trainer_of_history
from exchange.lookup.gazetteer import UnknownError
from exchange.lookup.loader import read_lookup
from graph.client import Client


async def find_trainer(client: Client, text: str) -> str:
    """Return the id of the trainer that a text names, by id or exact name, in the graph or in the history of imports.

    Raises:
        NotPossibleError: the text names no trainer, or more than one.
    """
    try:
        return (await read_lookup(client, ())).directory.find(text, "Trainer")
    except UnknownError as error:
        if identifier := await trainer_of_history(client, text):
            return identifier
        message = f"« {text} » {error}"
        raise NotPossibleError(message) from error
