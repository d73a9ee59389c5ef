"""Exports: the API's answers to a viewer, with their own cost limits; errors about a filter are in French."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from exchange.outgoing.formats import ExportSource
from graph.bounds import Limits
from graph.client import Client
from graph.errors import ClientError, Code
from graph.rights import Viewer
from resolvers.execute.context import RequestContext
from resolvers.service import GraphQLRequest, Service
from resolvers.snapshot.store import SnapshotStore

BY_PAGES = Limits(cost=4_500_000, expensive=4_500_000, bytes=67_108_864)
"""An export reads pages of engagements with all their fields; the filters have the usual limits."""
UNBOUNDED = Limits(cost=10**12, expensive=10**12, bytes=10**12)
"""No limits: the command has a process of its own."""
UNKNOWN_FIELD = re.compile(r"unknown field '(\w+)'(?:\. Did you mean '(\w+)')?")
"""The error message of graphql-core about an unknown field of an input object."""
LONGEST_ECHO = 60
"""The maximum number of characters quoted from a wrong value."""


@dataclass
class Exporter:
    """Provides the data of exports."""

    service: Service
    client: Client
    store: SnapshotStore
    limits: Limits = BY_PAGES

    def source(self, viewer: Viewer, today: date) -> ExportSource:
        """Return the API, the database and the viewer for an export on a day."""

        async def ask(query: str, variables: Mapping[str, Any]) -> Mapping[str, Any]:
            context = RequestContext(self.client, self.store, viewer, today, self.limits)
            result = await self.service.answer(GraphQLRequest(query, None, variables), context, "export")
            if result.errors:
                extensions, message = result.errors[0]["extensions"], result.errors[0]["message"]
                raise ClientError(_in_french(message, extensions["code"]), extensions["code"])
            return result.data or {}

        return ExportSource(ask, self.client, viewer)


def _in_french(message: str, code: Code) -> str:
    """Return an error of the API in French, naming the filter that caused it: `within` or `where`."""
    quoted = re.findall(r"'([^']+)'", message)
    if code is Code.NOT_FOUND and quoted:
        return f"within : « {echo(quoted[-1])} » n’est l’identifiant d’aucun territoire ; par exemple : departement:44"
    if unknown := UNKNOWN_FIELD.search(message):
        name, near = unknown.groups()
        hint = f" ; le plus proche : « {near} »" if near else ""
        return f"where : le champ « {echo(name)} » n’existe pas dans ce filtre de « engagements »{hint}"
    if code is Code.BAD_USER_INPUT:
        return f"where : ce n’est pas un filtre de « engagements » ; l’API dit : {message}"
    return message


def echo(text: str) -> str:
    """Return the beginning of a client's text, short enough to be quoted in a message."""
    return text[:LONGEST_ECHO]
