"""The first operations of the console, sent to a service that has just started, on the whole country.

The operations are those of the console's sources, with the initial values of its pages; a process answers them over
HTTP while other processes use the processors.
"""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest
from graphql import DocumentNode, FragmentDefinitionNode, FragmentSpreadNode, OperationDefinitionNode, parse, print_ast
from graphql.language import Visitor, visit

from graph.access import Access
from graph.client import Client
from graph.embedded_access import running
from graph.statement.core.writer import Statement
from graph.statement.maintain.version import ANYTHING
from graph.vocabulary import Reach, Role
from tests.engines import copy_national
from tests.service_process import REPOSITORY, START_SECONDS, TLS, ServiceProcess, serving, settings_of

pytestmark = pytest.mark.slow
DAY, CONTRACT = "2026-11-25", "contract:2024:CN04403I"
PLAN = "plan:demo-territorial-prevention-lutte-contre-discriminations-2024"
PATIENT = {"timeout_seconds": "120"}
"""The settings of a service whose answers may come late."""
ENDING = {"inEffectOn": DAY, "countsUntil": {"gte": DAY, "lte": "2027-02-23"}}
HOME = "Coverage"
"""The operation of the home page."""
TEMPORARY = "DATABASE_UNAVAILABLE"
VALUES: Mapping[str, Any] = {
    "around": ["departement:44"],
    "asOf": DAY,
    "axis": "VICTIM_SUPPORT",
    "day": DAY,
    "depth": 2,
    "earlier": "2021-11-25",
    "ending": ENDING,
    "everyRole": list(Role),
    "first": 20,
    "from": "epci:200083392",
    "id": CONTRACT,
    "ids": [CONTRACT, "contract:2024:CN04901M"],
    "lapsing": {"qualifications": {"some": {"edge": {"endsOn": {"gte": DAY, "lte": "2027-02-23"}}}}},
    "last": "2027-02-23",
    "limit": 500,
    "needs": {"unansweredOn": DAY},
    "orderBy": [{"code": "ASC"}],
    "of": {"id": {"in": [PLAN]}},
    "plan": PLAN,
    "overdue": {"status": {"eq": "PLANNED"}, "startsOn": {"lt": DAY}},
    "paid": {"funds": {"some": {"node": {"id": {"in": [PLAN]}}}}},
    "reaches": list(Reach),
    "rows": {"kind": "CITY_CONTRACT"},
    "started": {"countsFrom": {"gt": "2021-11-25", "lte": DAY}},
    "stopped": {"countsUntil": {"gte": "2021-11-25", "lt": DAY}},
    "territory": CONTRACT,
    "text": "nantes",
    "to": "epci:247200132",
    "where": {"inForceFrom": {"lte": DAY}, "inForceUntil": {"gte": DAY}},
    "until": "2027-05-24",
    "wide": False,
    "within": {"id": "departement:44"},
}
"""The values of the variables that operations require; most pages start with the whole country."""
UNCLASSIFIED: Mapping[str, Any] = {"funds": {"none": {}}, "budgetYear": {"lte": 2026}}
FUNDED: Mapping[str, Any] = {"receivedGrants": {"some": {"node": UNCLASSIFIED}}}
VALUES_OF_OPERATIONS: Mapping[str, Mapping[str, Any]] = {
    "Coverage": {
        "first": 2_000,
        "rows": {"kind": "REGION", "onlyInCityContract": True},
        "wide": True,
    },
    "Diagnostics": {"pending": {"takenUpBy": {"none": {}}}, "where": {"startsOn": {"lte": DAY}}},
    "Evolution": {"from": "2021-11-25", "to": DAY},
    "Mobilised": {"first": 500},
    "Money": {
        "byYear": ["AXIS", "FUNDER", "YEAR"],
        "rows": ["AXIS", "FUNDER"],
        "unclassified": UNCLASSIFIED,
        "where": {},
    },
    "MoneyBehind": {"most": 20, "rows": ["AXIS", "FUNDER"], "where": {}},
    "Needs": {"where": {"unansweredOn": DAY}},
    "Orientations": {"where": {"takenUpBy": {"none": {}}}},
    "Funded": {"bodies": FUNDED, "where": UNCLASSIFIED, "withoutGround": UNCLASSIFIED},
    "ToClassify": {
        "bodies": FUNDED,
        "where": UNCLASSIFIED,
        "withoutGround": UNCLASSIFIED,
    },
    "Training": {
        "byYear": ["OFFER", "YEAR"],
        "people": {"engagement": {"startsOn": {"lte": DAY}}},
        "rows": ["OFFER"],
        "sessions": {"startsOn": {"lte": DAY}},
    },
    "TrainingBehind": {"most": 20, "rows": ["OFFER"], "sessions": {"startsOn": {"lte": DAY}}},
}
"""The values that differ for an operation, by its name."""


class Operation(NamedTuple):
    """An operation of the console, by its name, with its values."""

    name: str
    text: str
    values: Mapping[str, Any]


def operations() -> list[Operation]:
    """Return the operations of all views, each with its fragments."""
    documents = [parse(file.read_text("utf-8")) for file in sorted((REPOSITORY / "web" / "src").rglob("*.graphql"))]
    every = [definition for document in documents for definition in document.definitions]
    fragments = {one.name.value: one for one in every if isinstance(one, FragmentDefinitionNode)}
    found = []
    for one in every:
        if isinstance(one, OperationDefinitionNode) and one.name:
            spread = spread_by(one, fragments)
            text = print_ast(DocumentNode(definitions=(one, *(fragments[name] for name in spread))))
            found.append(Operation(one.name.value, text, values_of(one)))
    return found


def spread_by(node: Any, fragments: Mapping[str, FragmentDefinitionNode]) -> dict[str, None]:
    """Return the names of the fragments that a definition uses, directly or indirectly."""
    found: dict[str, None] = {}

    class Spreads(Visitor):
        def enter_fragment_spread(self, spread: FragmentSpreadNode, *_: Any) -> None:
            if spread.name.value not in found:
                found[spread.name.value] = None
                found.update(spread_by(fragments[spread.name.value], fragments))

    visit(node, Spreads())
    return found


def values_of(operation: OperationDefinitionNode) -> dict[str, Any]:
    """Return a value for each variable that needs one."""
    assert operation.name
    given = {**VALUES, **VALUES_OF_OPERATIONS.get(operation.name.value, {})}
    needed = [one for one in operation.variable_definitions or () if print_ast(one.type).endswith("!")]
    return {one.variable.name.value: given[one.variable.name.value] for one in needed}


def error_codes(service: ServiceProcess, every: list[Operation]) -> dict[str, list[str]]:
    """Send all operations at once; return the error codes by operation."""

    def codes(operation: Operation) -> list[str]:
        body = {"query": operation.text, "operationName": operation.name, "variables": operation.values}
        answer = httpx.post(f"{service.url}/graphql", json=body, timeout=START_SECONDS, verify=TLS).json()
        return [error["extensions"]["code"] for error in answer.get("errors", ())]

    with ThreadPoolExecutor(len(every)) as threads:
        found = zip(every, threads.map(codes, every), strict=True)
        return {operation.name: reply for operation, reply in found if reply}


@contextmanager
def busy_machine() -> Iterator[None]:
    """Keep all processors busy."""
    with ExitStack() as stack:
        for _ in range(os.cpu_count() or 1):
            busy = stack.enter_context(subprocess.Popen([sys.executable, "-c", "while True: pass"]))
            stack.callback(busy.kill)
        yield


@pytest.fixture
def country(tmp_path: Path) -> Iterator[ServiceProcess]:
    """A service on the whole country that has just begun to accept requests, on a busy machine."""
    copy_national(tmp_path / "data")
    with busy_machine(), serving(tmp_path, **PATIENT) as service:
        yield service


def lasting_errors(service: ServiceProcess) -> dict[str, list[str]]:
    """Send all operations at once, then those of the home page; return the errors that clients do not retry.

    A permit for a long query may be available when the console retries; the home page gets one at once.
    """
    every = operations()
    lasting = {
        name: [code for code in codes if code != TEMPORARY] for name, codes in error_codes(service, every).items()
    }
    home = error_codes(service, [one for one in every if one.name == HOME])
    return {name: codes for name, codes in (lasting | home).items() if codes}


async def test_no_view_is_refused_before_or_after_the_start_or_while_the_graph_is_read_again(
    country: ServiceProcess, tmp_path: Path
) -> None:
    every = operations()
    assert {HOME, "Reference", "Plans", "Mobilised", "Confirm", "Trainers"} <= {one.name for one in every}
    assert "LIMIT_EXCEEDED" not in {code for codes in error_codes(country, every).values() for code in codes}
    country.wait_until_ready()
    assert lasting_errors(country) == {}
    access = running(tmp_path / "data")
    assert access
    async with Client(access) as client:
        await client.write([ANYTHING])
        assert lasting_errors(country) == {}
        older = "MATCH (g:Graph {id: 'graph'}) SET g.version = g.version - 3"
        await client.write([Statement(older, {})])
        assert lasting_errors(country) == {}


@pytest.mark.proof  # CI asks one process on a busy machine, and workers on a quiet one: tests/server/test_workers.py
def test_no_view_is_refused_by_starting_workers(tmp_path: Path, national_access: Access) -> None:
    with busy_machine(), serving(tmp_path, workers="2", **PATIENT, **settings_of(national_access)) as service:
        assert lasting_errors(service) == {}
