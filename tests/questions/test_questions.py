"""The golden questions on a real database: same statements, same answers, whichever engine is under test.

Plans are checked on Neo4j only: the embedded database's EXPLAIN names no index, so there only the statements and the
answer of a question are compared.
"""

import json
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import pytest_asyncio

from graph.access import Access
from graph.catalogue import CATALOGUE
from graph.model import SHAPE
from graph.statement.core.writer import Statement
from resolvers.plans import ROOT_FIELDS
from tests.api_session import ApiSession
from tests.engines import EMBEDDED, ENGINE
from tests.neo4j_version import VERSIONS
from tests.questions.golden import Question, RecordingClient, ask, cypher, operators, questions

pytestmark = pytest.mark.asyncio(loop_scope="module")
COUNT_IN_A_BRANCH = re.compile(r"CASE WHEN \$p\d+ THEN null ELSE (COUNT \{.+?\}) END")
"""A count that a run may have cached: it is in a branch of a CASE, which Neo4j's plan of the statement leaves out."""
SCAN_OF_LABELS = re.compile(r"ByLabels?Scan$")
NEWEST = VERSIONS[-1].version
"""The release whose plans decide which scans are allowed: the long-term one may need fewer."""
SNAPSHOT = ["changes", *sorted(name for name in CATALOGUE if name.startswith("snapshot_"))]


@dataclass(frozen=True)
class RecordedService:
    """A service with its snapshot, and the client that records its statements."""

    session: ApiSession
    client: RecordingClient


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def recorded(national_access: Access) -> AsyncIterator[RecordedService]:
    async with RecordingClient(national_access) as client:
        yield RecordedService(ApiSession(client), client)


@pytest.mark.parametrize("question", questions(), ids=lambda question: question.stem)
async def test_a_question_sends_the_stored_statements_and_gets_the_stored_answer(
    recorded: RecordedService, question: Question
) -> None:
    asking = await ask(recorded.session, recorded.client, question)
    assert len(asking.statements) == asking.counted == question.statements
    assert cypher(asking.statements) == question.stored(".cypher")
    assert asking.data == json.loads(question.stored(".json"))
    assert all(len(sent) == 1 for sent in asking.by_root)


@pytest.mark.parametrize("question", questions(), ids=lambda question: question.stem)
async def test_the_plan_of_a_question_scans_nothing_that_an_index_finds(
    recorded: RecordedService, question: Question
) -> None:
    asking = await ask(recorded.session, recorded.client, question)
    if ENGINE == EMBEDDED:
        return
    scanned = [scan for statement in asking.statements for scan in await scans(recorded.client, statement)]
    assert not [scan for scan in scanned if scan.startswith("AllNodesScan")]
    if not question.scan_allowed:
        assert not scanned
    elif ENGINE == NEWEST:
        assert scanned, "the head allows a scan that no plan has"


@pytest.mark.parametrize("name", SNAPSHOT)
async def test_a_statement_of_the_snapshot_finds_by_id_or_reads_labels_and_never_all_nodes(
    recorded: RecordedService, name: str
) -> None:
    fixed = CATALOGUE[name]
    known = {"ids": ["country:FR"], "since": 0}
    statement = Statement(fixed.text, {parameter: known[parameter] for parameter in fixed.parameters})
    rows = await recorded.client.records(statement)
    assert rows
    if ENGINE != EMBEDDED:
        scanned = await scans(recorded.client, statement)
        assert not [scan for scan in scanned if fixed.parameters or scan.startswith("AllNodesScan")]


async def test_a_total_is_counted_only_where_it_is_selected_and_reads_no_rows(recorded: RecordedService) -> None:
    for plural in sorted(kind.plural for kind in SHAPE.kinds.values() if kind.plural):
        total, page = [
            (await _statement(recorded, f"{{ {plural}(first: 1) {{ {selected} }} }}")).text
            for selected in ("totalCount", "edges { node { id } }")
        ]
        assert "COUNT {" in total
        assert "COLLECT" not in total
        assert "COUNT {" not in page


async def test_a_page_of_one_kind_is_read_from_an_index_in_its_order(recorded: RecordedService) -> None:
    text = "{ territories(where: {kind: {eq: COMMUNE}}, first: 20) { edges { node { id } } } }"
    statement = await _statement(recorded, text)
    (rows,) = await recorded.client.read(statement)
    ids = [identifier for (identifier,) in rows]
    assert ids == sorted(ids)
    assert len(ids) == 20
    if ENGINE != EMBEDDED:
        names = {
            str(operator["operatorType"]).split("@")[0] for operator in operators(await recorded.client.plan(statement))
        }
        assert "NodeIndexSeek" in names
        assert names.isdisjoint({"Sort", "Top", "PartialTop"})


async def test_every_root_field_is_asked_in_some_question() -> None:
    asked = "\n".join(question.text for question in questions())
    ours = ROOT_FIELDS.keys() - {"_entities"}  # used only by gateways
    assert [name for name in ours if f"{name}(" not in asked and f"{name} {{" not in asked] == []


async def _statement(recorded: RecordedService, text: str) -> Statement:
    recorded.client.sent.clear()
    await recorded.session.data(text)
    ((statement,),) = recorded.client.sent.values()
    return statement


async def scans(client: RecordingClient, statement: Statement) -> list[str]:
    """Return the scans of all nodes and of labels in Neo4j's plan of a statement; a count in a branch is included."""
    counted = statement._replace(text=COUNT_IN_A_BRANCH.sub(r"\1", statement.text))
    steps = list(operators(await client.plan(counted)))
    assert steps, "no plan"
    named = [(str(operator["operatorType"]).split("@")[0], operator["args"].get("Details", "")) for operator in steps]
    return [f"{name} {details}" for name, details in named if name == "AllNodesScan" or SCAN_OF_LABELS.search(name)]
