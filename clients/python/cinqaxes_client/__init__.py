"""Typed questions to a Cinq Axes service, and their answers as tables.

    from datetime import date
    from cinqaxes_client import CinqAxes, TerritoryKind, TerritoryRows

    graph = CinqAxes("http://127.0.0.1:8000")
    graph.table(graph.coverage, rows=TerritoryRows(kind=TerritoryKind.CITY_CONTRACT)).to_frame()
    graph.table(graph.engagements, as_of=date.today()).to_frame("polars")

The package `api` is generated from `documents/` and the schema; it holds the questions, the inputs and words that they
take, and the types of their answers. Inputs and words can be imported from here and are loaded when they are.
"""

import importlib
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import httpx

from cinqaxes_client.api.base_model import BaseModel
from cinqaxes_client.api.client import ApiClient
from cinqaxes_client.api.exceptions import GraphQLClientError
from cinqaxes_client.tables import IncompleteError, Table, table_of_pages

if TYPE_CHECKING:
    from cinqaxes_client.api.enums import *  # noqa: F403 - what __getattr__ loads, for type checkers
    from cinqaxes_client.api.input_types import *  # noqa: F403 - the same

__all__ = ["CinqAxes", "GraphQLClientError", "IncompleteError", "Table"]
TIMEOUT_SECONDS = 60.0


def __getattr__(name: str) -> Any:
    """Return an input or a vocabulary of the schema."""
    for module in ("cinqaxes_client.api.enums", "cinqaxes_client.api.input_types"):
        if not name.startswith("_") and hasattr(loaded := importlib.import_module(module), name):
            return getattr(loaded, name)
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)


class CinqAxes(ApiClient):
    """A service that is asked: each document of the package is a method."""

    def __init__(
        self, address: str, headers: Mapping[str, str] | None = None, timeout_seconds: float = TIMEOUT_SECONDS
    ) -> None:
        """Set the address of the service, for example http://127.0.0.1:8000; nothing is asked yet."""
        client = httpx.Client(headers=headers, timeout=timeout_seconds)
        super().__init__(f"{address.rstrip('/')}/graphql", http_client=client)

    def table(self, question: Callable[..., BaseModel], **variables: Any) -> Table:
        """Return all pages of an answer as one table.

        Args:
            question: A method of this client whose answer is one list with pages.
            variables: Its arguments.

        Raises:
            IncompleteError: a list inside the answer has more than its document asks for.
            GraphQLClientError: the service answered with an error.
        """
        return table_of_pages(lambda after: question(**variables, after=after))
