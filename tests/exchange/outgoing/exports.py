"""Exports as a viewer receives them, for tests."""

from dataclasses import replace

from exchange.outgoing.formats import FORMATS
from exchange.outgoing.network import ExportFilters
from graph.rights import VISITOR, Viewer
from graph.vocabulary import TerritoryKind
from tests.api_session import TODAY, ApiSession
from usecases.export import Exporter

DAY = "2026-11-25"
WITHIN = {"id": "region:52"}


async def exported(
    session: ApiSession,
    name: str,
    filters: ExportFilters,
    rows: str = TerritoryKind.CITY_CONTRACT.value,
    viewer: Viewer = VISITOR,
) -> bytes:
    """Return an export as one text."""
    source = Exporter(session.service, session.client, session.store).source(viewer, TODAY)
    return b"".join([chunk async for chunk in FORMATS[name].stream(source, replace(filters, rows=rows))])
