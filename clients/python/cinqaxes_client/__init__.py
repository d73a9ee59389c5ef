"""Typed questions to a Cinq Axes service, and their answers as tables.

    from datetime import date
    from cinqaxes_client import CinqAxes, TerritoryKind, TerritoryRows

    graph = CinqAxes("http://127.0.0.1:8000")
    graph.table(graph.coverage, rows=TerritoryRows(kind=TerritoryKind.CITY_CONTRACT)).to_frame()
    graph.table(graph.engagements, as_of=date.today()).to_frame("polars")

The package `api` is generated from `documents/` and the schema; it holds the questions, the inputs and words that they
take, and the types of their answers. Inputs and words can be imported from here and are loaded when they are. `connect`
takes a client of other documents, which `cinqaxes-codegen` makes, and `table` makes tables of its answers.
"""

import importlib
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import httpx
from pydantic import BaseModel

from cinqaxes_client.api.client import ApiClient
from cinqaxes_client.api.exceptions import GraphQLClientError
from cinqaxes_client.tables import IncompleteError, Table, table_of_pages

if TYPE_CHECKING:
    from cinqaxes_client.api.enums import *  # noqa: F403 - what __getattr__ loads, for type checkers
    from cinqaxes_client.api.input_types import *  # noqa: F403 - the same

__all__ = ["CinqAxes", "GraphQLClientError", "IncompleteError", "Table", "connect", "table"]
TIMEOUT_SECONDS = 60.0
Client = TypeVar("Client")


def __getattr__(name: str) -> Any:
    """Return an input or a vocabulary of the schema."""
    for module in ("cinqaxes_client.api.enums", "cinqaxes_client.api.input_types"):
        if not name.startswith("_") and hasattr(loaded := importlib.import_module(module), name):
            return getattr(loaded, name)
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)


def connect(
    client: Callable[..., Client],
    address: str,
    headers: Mapping[str, str] | None = None,
    timeout_seconds: float = TIMEOUT_SECONDS,
) -> Client:
    """Return a client of this class for a service; nothing is asked yet.

    Args:
        client: A class that `cinqaxes-codegen` made.
        address: The address of the service, for example http://127.0.0.1:8000.
        headers: Headers that each request bears.
        timeout_seconds: How long an answer is waited for.
    """
    return client(**_asked(address, headers, timeout_seconds))


def _asked(address: str, headers: Mapping[str, str] | None, timeout_seconds: float) -> dict[str, Any]:
    """Return what a generated client is made from, to ask the service at an address."""
    asking = httpx.Client(headers=headers, timeout=timeout_seconds)
    return {"url": f"{address.rstrip('/')}/graphql", "http_client": asking}


def table(question: Callable[..., BaseModel], **variables: Any) -> Table:
    """Return all pages of an answer as one table.

    Args:
        question: A method of a client whose answer is one list with pages, and that takes the cursor `after`.
        variables: Its arguments.

    Raises:
        IncompleteError: a list inside the answer has more than its document asks for.
        GraphQLClientError: the service answered with an error.
    """
    return table_of_pages(lambda after: question(**variables, after=after))


class CinqAxes(ApiClient):
    """A service that is asked: each document of the package is a method."""

    def __init__(
        self, address: str, headers: Mapping[str, str] | None = None, timeout_seconds: float = TIMEOUT_SECONDS
    ) -> None:
        """Set the address of the service, for example http://127.0.0.1:8000; nothing is asked yet."""
        super().__init__(**_asked(address, headers, timeout_seconds))

    def table(self, question: Callable[..., BaseModel], **variables: Any) -> Table:
        """Return all pages of an answer of this client as one table, as the function `table` does."""
        return table(question, **variables)
