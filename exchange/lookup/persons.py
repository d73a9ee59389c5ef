"""Finding a person, for what is asked about them by name."""

from changes.changeset import NotPossibleError
from exchange.lookup.gazetteer import UnknownError
from exchange.lookup.loader import known_to
from graph.client import Client


async def trainer_named(client: Client, text: str) -> str:
    """Return the id of the trainer that a text names, by id or exact name.

    Raises:
        NotPossibleError: no trainer is called so, or several are.
    """
    try:
        return (await known_to(client, ())).directory.find(text, "Trainer")
    except UnknownError as error:
        message = f"« {text} » {error}"
        raise NotPossibleError(message) from error
