"""The calls of the MCP tools that the tests make, and the official client of the protocol, which sends them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import mcp_types as types
from mcp.client.session import ClientSession
from mcp.client.streamable_http import streamable_http_client

from seed import demo
from tests.service_process import ServiceProcess

CONTRACT, TOWN, DAY = "contract:2024:CN04403I", "departement:44", "2026-11-25"
ENGAGEMENT = next(node.id for node in demo.rows().nodes if node.kind == "Diagnostic")
EARLIER, LATER, SOON = "2025-11-25", "2028-03-01", "2028-05-30"
CALLS: dict[str, dict[str, Any]] = {
    "actor": {"actor": "institution:demo-mairie-nantes", "asOf": DAY},
    "cells": {"territories": [CONTRACT], "asOf": DAY},
    "changes": {"within": TOWN, "since": EARLIER, "asOf": DAY},
    "counting_rules": {},
    "coverage": {"within": TOWN, "first": 3, "asOf": DAY},
    "diagnostics": {"within": "region:52", "asOf": DAY},
    "engagement": {"engagement": ENGAGEMENT, "asOf": DAY},
    "find": {"text": "laval"},
    "mobilised": {"within": TOWN, "axes": ["VICTIM_SUPPORT"], "asOf": DAY},
    "network": {"around": [CONTRACT], "asOf": DAY},
    "path": {"from": CONTRACT, "to": "institution:demo-mairie-nantes", "asOf": DAY},
    "plans": {"within": TOWN, "asOf": DAY},
    "territory": {"territory": CONTRACT},
    "to_confirm": {"within": "region:52", "until": SOON, "asOf": LATER},
    "trainers": {"within": TOWN, "asOf": DAY},
    "training_offers": {"within": TOWN, "asOf": DAY},
    "words": {"names": ["Axis"]},
}
"""The arguments with which each tool is called."""


@asynccontextmanager
async def connected(agents: ServiceProcess) -> AsyncIterator[ClientSession]:
    """Provide the official client, connected; a fixture would close it in another task than it was opened in."""
    async with streamable_http_client(f"{agents.url}/mcp") as (read, write), ClientSession(read, write) as session:
        await session.initialize()
        yield session


def text_of(result: types.CallToolResult) -> str:
    (content,) = result.content
    assert isinstance(content, types.TextContent)
    return content.text


def data_of(result: types.CallToolResult) -> Any:
    assert result.structured_content, text_of(result)
    return result.structured_content["data"]
