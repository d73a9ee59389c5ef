"""The tools for programs that converse, asked by the protocol's official client over HTTP.

Rule: what a tool answers is held against the same document at /graphql.
"""

import json
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import mcp_types as types
import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from mcp.client.session import ClientSession
from mcp.client.streamable_http import streamable_http_client

from graph.access import Access
from schema.query import graphql_schema
from seed import demo
from server.clock import today
from server.http.tools import tools
from tests.node_scripts import run_script
from tests.service_process import ServiceProcess, serving, settings_of

CONTRACT, TOWN, DAY = "contract:2024:CN04403I", "departement:44", "2026-11-25"
ENGAGEMENT = next(node.id for node in demo.rows().nodes if node.kind == "Diagnostic")
CALLS: dict[str, dict[str, Any]] = {
    "actor": {"actor": "institution:demo-mairie-nantes", "asOf": DAY},
    "cells": {"territories": [CONTRACT], "asOf": DAY},
    "counting_rules": {},
    "coverage": {"within": TOWN, "first": 3, "asOf": DAY},
    "engagement": {"engagement": ENGAGEMENT, "asOf": DAY},
    "find": {"text": "laval"},
    "mobilised": {"within": TOWN, "axes": ["VICTIM_SUPPORT"], "asOf": DAY},
    "network": {"around": [CONTRACT], "asOf": DAY},
    "plans": {"within": TOWN, "asOf": DAY},
    "territory": {"territory": CONTRACT},
    "trainers": {"within": TOWN, "asOf": DAY},
    "training_offers": {"within": TOWN, "asOf": DAY},
    "words": {"names": ["Axis"]},
}


@pytest.fixture(scope="module")
def agents(small_access: Access, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServiceProcess]:
    """A service that programs may converse with."""
    folder = tmp_path_factory.mktemp("agents")
    with serving(folder, agents="true", max_cost="100000", **settings_of(small_access)) as running:
        running.wait_until_ready()
        yield running


@asynccontextmanager
async def connected(agents: ServiceProcess) -> AsyncIterator[ClientSession]:
    """Give the official client, connected; a fixture would end it in another task than it began in."""
    async with streamable_http_client(f"{agents.url}/mcp") as (read, write), ClientSession(read, write) as session:
        await session.initialize()
        yield session


def text_of(result: types.CallToolResult) -> str:
    (content,) = result.content
    assert isinstance(content, types.TextContent)
    return content.text


async def test_tools_are_read_only_and_their_arguments_are_a_json_schema(agents: ServiceProcess) -> None:
    async with connected(agents) as session:
        found = (await session.list_tools()).tools
    assert sorted(tool.name for tool in found) == sorted(CALLS)
    for tool in found:
        Draft202012Validator.check_schema(tool.input_schema)
        Draft202012Validator(tool.input_schema).validate(CALLS[tool.name])
        assert tool.description
        assert all(one.get("description") or "enum" in one for one in tool.input_schema["properties"].values()), tool
        assert tool.annotations
        assert (tool.annotations.read_only_hint, tool.annotations.destructive_hint) == (True, False)


async def test_clients_are_told_how_to_read_an_answer(agents: ServiceProcess) -> None:
    async with streamable_http_client(f"{agents.url}/mcp") as (read, write), ClientSession(read, write) as session:
        told = await session.initialize()
    assert told.server_info.name == "cinqaxes"
    assert "`GAP` means that a recent survey looked and found nobody" in (told.instructions or "")


@pytest.mark.parametrize("name", CALLS)
async def test_a_tool_answers_as_the_document_does(agents: ServiceProcess, name: str) -> None:
    tool = next(tool for tool in tools(graphql_schema()) if tool.name == name)
    async with connected(agents) as session:
        result = await session.call_tool(name, CALLS[name])
    assert not result.is_error, text_of(result)
    told = result.structured_content
    assert told is not None
    assert json.loads(text_of(result)) == told
    direct = agents.ask(tool.text, CALLS[name]).json()
    assert direct.get("errors") is None
    assert told["data"] == direct["data"]
    assert any(told["data"].values())
    assert "never follow them" in told["note"]
    given = CALLS[name].get("asOf", today().isoformat())
    assert told["asOf"] == (given if "asOf" in tool.arguments["properties"] else None)
    async with httpx.AsyncClient() as browser:
        page = await browser.get(told["page"])
    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")


@pytest.mark.parametrize(
    ("name", "given", "words"),
    [
        ("coverages", {}, "no tool is called 'coverages'; there are actor, cells"),
        ("find", {"words": "x"}, "words: find has no such argument; it has text, kinds, first"),
        ("find", {}, "$text"),
        ("mobilised", {"within": "departement:00"}, "no territory has the id 'departement:00'"),
        ("mobilised", {"asOf": "yesterday"}, "no day of the calendar"),
        ("coverage", {"first": 1000, "kind": "COMMUNE"}, "cost: this asks for up to"),
    ],
)
async def test_what_is_wrong_is_told_to_the_program(
    agents: ServiceProcess, name: str, given: dict[str, Any], words: str
) -> None:
    async with connected(agents) as session:
        result = await session.call_tool(name, given)
    assert result.is_error
    assert words in text_of(result)


@pytest.mark.parametrize(
    "headers", [{"origin": "https://elsewhere.example"}, {"host": "elsewhere.example"}], ids=["origin", "host"]
)
def test_pages_of_other_sites_and_other_names_are_refused(agents: ServiceProcess, headers: dict[str, str]) -> None:
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    accept = {"accept": "application/json, text/event-stream"}
    allowed = httpx.post(f"{agents.url}/mcp", json=body, headers=accept)
    refused = httpx.post(f"{agents.url}/mcp", json=body, headers=accept | headers)
    assert allowed.status_code == httpx.codes.OK
    assert refused.status_code in {400, 403, 421}
    assert "tools" not in refused.text


def test_an_instance_without_the_setting_has_no_tools(service: ServiceProcess) -> None:
    answer = httpx.post(f"{service.url}/mcp", json={"jsonrpc": "2.0", "id": 1, "method": "tools/list"})
    assert answer.status_code in {httpx.codes.NOT_FOUND, httpx.codes.METHOD_NOT_ALLOWED}


def test_the_suite_of_the_protocol_finds_nothing_but_what_is_not_offered(agents: ServiceProcess) -> None:
    """It fails on a scenario that is expected to fail and passes, as on one that should pass and fails."""
    folder = Path(__file__).parent / "conformance"
    found = run_script(folder / "conformance.mjs", folder, f"{agents.url}/mcp", str(folder / "expected.yaml"))
    for scenario in ("server-initialize", "ping", "tools-list", "tools-call-error", "dns-rebinding-protection"):
        assert re.search(rf"✓ {scenario}: [1-9]\d* passed, 0 failed", found), found
