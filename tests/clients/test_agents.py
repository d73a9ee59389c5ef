"""The tools for AI agents, called by the protocol's official client over HTTP.

A wrong call gets a sentence that names the argument and says what would be right.
"""

import re
from pathlib import Path
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from mcp.client.session import ClientSession
from mcp.client.streamable_http import streamable_http_client

from graph.access import Access
from server.application import application
from server.settings import Settings
from tests.clients.agents import CALLS, DAY, EARLIER, LATER, TOWN, connected, text_of
from tests.node_scripts import run_script
from tests.server import small_service
from tests.service_process import ServiceProcess


async def test_tools_are_read_only_and_their_arguments_are_a_json_schema(agents: ServiceProcess) -> None:
    async with connected(agents) as session:
        found = (await session.list_tools()).tools
    assert sorted(tool.name for tool in found) == sorted(CALLS)
    for tool in found:
        Draft202012Validator.check_schema(tool.input_schema)
        Draft202012Validator(tool.input_schema).validate(CALLS[tool.name])
        assert tool.description
        undescribed = [name for name, one in tool.input_schema["properties"].items() if not one.get("description")]
        assert not undescribed, tool.name
        assert tool.annotations
        assert (tool.annotations.read_only_hint, tool.annotations.destructive_hint) == (True, False)


async def test_the_server_sends_instructions_for_reading_an_answer(agents: ServiceProcess) -> None:
    async with streamable_http_client(f"{agents.url}/mcp") as (read, write), ClientSession(read, write) as session:
        greeting = await session.initialize()
    assert greeting.server_info.name == "cinqaxes"
    assert "`GAP` means that a recent survey looked and found nobody" in (greeting.instructions or "")


@pytest.mark.parametrize(
    ("name", "given", "words"),
    [
        ("coverages", {}, "no tool is called 'coverages'; there are actor, cells"),
        ("find", {"words": "x"}, "words: find has no such argument; it has text, kinds, first"),
        ("find", {}, "text: find needs it. The words to find: each must be the beginning of a word"),
        ("find", {"text": "laval", "kinds": "TERRITORY"}, "kinds: give a list; not 'TERRITORY'"),
        ("find", {"text": "laval", "kinds": ["TOWN"]}, "kinds[0]: give one of TERRITORY, CITY_CONTRACT, INSTITUTION"),
        (
            "coverage",
            {"orderBy": [{"gap": "DESC"}]},
            "orderBy[0].gap: coverage has no such argument; it has code, name",
        ),
        ("mobilised", {"first": "ten"}, "first: give a whole number; not 'ten'"),
        ("mobilised", {"within": "departement:00"}, "within: no territory has the id 'departement:00'"),
        ("plans", {"within": "departement:00"}, "within: no territory has the id 'departement:00'"),
        (
            "cells",
            {"territories": ["departement:00"]},
            "territories: rows.ids: no territory has the id 'departement:00'",
        ),
        ("mobilised", {"asOf": "yesterday"}, "asOf: give a day as YYYY-MM-DD, or \"today\"; not 'yesterday'"),
        ("mobilised", {"asOf": "2026-02-30"}, "asOf: Variable '$asOf' has invalid value: Date: '2026-02-30'"),
        ("mobilised", {"asOf": "2026-02-30"}, "not a day of the calendar"),
        (
            "actor",
            {"actor": "institution:00"},
            "actor: 'institution:00': no node has this id; the tool find returns ids",
        ),
        (
            "actor",
            {"actor": TOWN},
            f"actor: '{TOWN}' is of the kind AdministrativeTerritory; give the id of one of In",
        ),
        ("engagement", {"engagement": TOWN}, "give the id of one of Action, Commitment, Diagnostic, TerritorialPlan"),
        ("territory", {"territory": "commune:0"}, "territory: no territory has the id 'commune:0'; the tool find"),
        ("path", {"from": "institution:00", "to": TOWN}, "from: "),
        ("changes", {}, "since: changes needs it. The earlier day."),
        (
            "changes",
            {"since": DAY, "asOf": EARLIER},
            f"since: '{DAY}' is later than asOf, '{EARLIER}'; give the earlier",
        ),
        ("to_confirm", {"until": EARLIER, "asOf": DAY}, f"asOf: '{DAY}' is later than until, '{EARLIER}'"),
        ("coverage", {"first": 1000, "kind": "COMMUNE"}, "cost: this asks for up to"),
    ],
)
async def test_a_wrong_call_is_reported_to_the_agent(
    agents: ServiceProcess, name: str, given: dict[str, Any], words: str
) -> None:
    async with connected(agents) as session:
        result = await session.call_tool(name, given)
    assert result.is_error
    assert words in text_of(result)


async def test_an_argument_left_out_may_be_null(agents: ServiceProcess) -> None:
    """Many agents send null for the arguments that they leave out; only for `confirmed` has null a meaning."""
    async with connected(agents) as session:
        plain = await session.call_tool("mobilised", {"within": "region:52", "asOf": LATER})
        nulls = await session.call_tool(
            "mobilised", {"within": "region:52", "asOf": LATER, "axes": None, "after": None}
        )
        both = await session.call_tool("mobilised", {"within": "region:52", "asOf": LATER, "confirmed": None})
    assert plain.structured_content == nulls.structured_content
    assert plain.structured_content
    assert both.structured_content
    counts = [
        answer["data"]["mobilised"]["totalCount"] for answer in (plain.structured_content, both.structured_content)
    ]
    assert counts[0] < counts[1]


@pytest.mark.parametrize(
    "headers", [{"origin": "https://elsewhere.example"}, {"host": "elsewhere.example"}], ids=["origin", "host"]
)
def test_pages_of_other_sites_and_other_host_names_are_refused(agents: ServiceProcess, headers: dict[str, str]) -> None:
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    accept = {"accept": "application/json, text/event-stream"}
    allowed = httpx.post(f"{agents.url}/mcp", json=body, headers=accept)
    refused = httpx.post(f"{agents.url}/mcp", json=body, headers=accept | headers)
    assert allowed.status_code == httpx.codes.OK
    assert refused.status_code in {400, 403, 421}
    assert "tools" not in refused.text


def test_an_instance_without_the_setting_has_no_tools(small_access: Access) -> None:
    with small_service.serving(application(Settings(data="data"), small_access), lifespan="on") as origin:
        answer = httpx.post(f"{origin}/mcp", json={"jsonrpc": "2.0", "id": 1, "method": "tools/list"})
    assert answer.status_code in {httpx.codes.NOT_FOUND, httpx.codes.METHOD_NOT_ALLOWED}


def test_the_conformance_suite_of_the_protocol_passes_except_for_features_not_offered(agents: ServiceProcess) -> None:
    """The suite also fails if a scenario that is expected to fail passes."""
    folder = Path(__file__).parent / "conformance"
    found = run_script(folder / "conformance.mjs", folder, f"{agents.url}/mcp", str(folder / "expected.yaml"))
    for scenario in ("server-initialize", "ping", "tools-list", "tools-call-error", "dns-rebinding-protection"):
        assert re.search(rf"✓ {scenario}: [1-9]\d* passed, 0 failed", found), found
