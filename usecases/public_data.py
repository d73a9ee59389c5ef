"""Keeps public data and the fictional demonstration in different graphs."""

from changes.changeset import NotPossibleError
from changes.imports import imports
from graph.client import Client
from graph.statement.maintain.facts import ANY_FICTIONAL
from seed.public import SERIES

DEMONSTRATION_THERE = (
    "cette instance montre la démonstration, qui est fictive : ce qui est connu publiquement n’y entre pas. "
    "Commencez une autre instance : donnez à CINQAXES_DATA un dossier neuf, puis « cinqaxes load --references-only », "
    "« cinqaxes import --public » et « cinqaxes serve »"
)
ALREADY_PUBLIC = (
    "cette instance contient ce qui est connu publiquement de structures réelles : la démonstration, qui est fictive, "
    "n’y entre pas ; chargez les seuls territoires par « cinqaxes load --references-only »"
)


async def refuse_public_data(client: Client) -> None:
    """Refuse public data if the graph holds the demonstration.

    Raises:
        NotPossibleError: the graph holds the demonstration; the message says how to begin another instance.
    """
    if await client.read(ANY_FICTIONAL):
        raise NotPossibleError(DEMONSTRATION_THERE)


async def refuse_demonstration(client: Client) -> None:
    """Refuse the demonstration if the graph holds public data.

    Raises:
        NotPossibleError: an import of public data is active.
    """
    if any(entry.series in SERIES and not entry.undone_on for entry in await imports(client)):
        raise NotPossibleError(ALREADY_PUBLIC)
