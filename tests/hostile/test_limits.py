"""Requests that are too large are refused before the database is used, in bounded time and memory.

There is no database, only the sizes of one; an attempt to use it would return DATABASE_UNAVAILABLE.
"""

import asyncio

import pytest

from graph.access import Access
from graph.bounds import CELLS_LIMIT, Limits
from graph.client import Client
from resolvers.compile.documents import KEPT_BYTES, LONGEST_KEPT, Documents
from schema.query import graphql_schema
from tests.api_session import Answer, ApiSession
from tests.resolvers.unanswering import SIZES

SECONDS = 60.0  # never reached if the work is bounded; otherwise it would take hours
BOMB = " ".join(f"fragment f{i} on Query {{...f{i + 1} ...f{i + 1}}}" for i in range(22))
CHAIN = " ".join(f"fragment f{i} on Query {{...f{i + 1}}}" for i in range(2_000))
LEAF = " fragment f22 on Query {__typename} fragment f2000 on Query {__typename}"


def nested(levels: int, inner: str = "{}") -> str:
    return "{NOT: " * levels + inner + "}" * levels


TOO_MUCH = {
    "depth 50": ('{territory(ref:{id:"x"}){' + "basedIn{" * 50 + "id" + "}" * 52, "depth"),
    "1,000 aliases of a root": ("{" + " ".join(f'a{i}:node(id:"x"){{id}}' for i in range(1_000)) + "}", "root fields"),
    "1,000 aliases of a field": (
        "{territories(first:1000){edges{node{" + " ".join(f"a{i}:label" for i in range(1_000)) + "}}}}",
        "values",
    ),
    "3,000 fields": ("{vocabularies{" + " ".join(f"a{i}:name" for i in range(3_000)) + "}}", "fields"),
    "one field 2,000 times": ("{vocabularies{" + "name " * 1_990 + "}}", "select each field once"),
    "one connection 900 times": ("{" + "engagements{totalCount} " * 900 + "}", "select each field once"),
    "900 fragments": (
        "{"
        + " ".join(f"...f{i}" for i in range(900))
        + "}"
        + " ".join(f"fragment f{i} on Query{{a{i}:__typename}}" for i in range(900)),
        "fields",
    ),
    "fragment bomb": ("{...f0} " + BOMB + LEAF, "fields once fragments are spread"),
    "fragment chain": ("{...f0} " + CHAIN + LEAF, "levels of selections and fragments"),
    "filter nested 30 deep": (f"{{engagements(where:{nested(30)}){{totalCount}}}}", "levels of conditions"),
    "deep pages": (
        "{territories(first:1000){edges{node{children(first:1000){edges{node{id}}}}}}}",
        "the limit is 500,000",
    ),
    "the most rows of sums 30 times": (
        "{"
        + " ".join(
            f"a{i}:grantSums(first:2000,by:[AXIS,FUNDER]){{keys{{field value label}} granted{{sum}}}}"
            for i in range(30)
        )
        + "}",
        "the limit is 500,000",
    ),
    "introspection 30 times": (
        "{" + " ".join(f"a{i}:__schema{{types{{{'name ' * 18}}}}}" for i in range(30)) + "}",
        "introspection",
    ),
}
NOT_A_DOCUMENT = {
    "filter nested 500 deep": f"{{engagements(where:{nested(500)}){{totalCount}}}}",
    "900 inline fragments": "{" + "...{" * 900 + "__typename" + "}" * 901,
    "1 MB of words": "{" + " ".join(f"a{i}:b" for i in range(100_000)) + "}",
    "20,000 directives": "{__typename" + " @skip(if: false)" * 20_000 + "}",
    "introspection without end": "{__schema{types{fields{type{fields{type{fields{type{name}}}}}}}}}",
    "1,900 errors": "{" + " ".join(f"x{i}" for i in range(1_900)) + "}",
    "a value that would be repeated": f"{{engagements(where:{'[' * 190}{']' * 190}){{totalCount}}}}",
}


async def ask(question: str, variables: dict[str, object] | None = None) -> Answer:
    async with Client(Access("bolt://127.0.0.1:1", "nobody", "", "none")) as client:
        async with asyncio.timeout(SECONDS):
            session = ApiSession(client)
            session.store.sizes = SIZES
            return await session.ask(question, variables)


@pytest.mark.parametrize(("question", "words"), TOO_MUCH.values(), ids=TOO_MUCH)
async def test_a_request_over_a_limit_is_refused(question: str, words: str) -> None:
    answer = await ask(question)
    assert answer.codes == ["LIMIT_EXCEEDED"], answer.errors
    assert words in answer.errors[0]["message"]


@pytest.mark.parametrize("question", NOT_A_DOCUMENT.values(), ids=NOT_A_DOCUMENT)
async def test_an_absurd_document_is_refused(question: str) -> None:
    answer = await ask(question)
    assert set(answer.codes) == {"BAD_USER_INPUT"}
    assert len(answer.errors) <= 21
    assert max(len(error["message"]) for error in answer.errors) <= 501


def test_the_bomb_is_short() -> None:
    assert len("{...f0} " + BOMB + LEAF) < 1_200


async def test_conditions_are_counted_over_all_filters_of_an_operation() -> None:
    aliases = " ".join(f"a{i}: sources(where: $w) {{ totalCount }}" for i in range(20))
    where = {"OR": [{"title": {"eq": str(i)}} for i in range(30)]}
    answer = await ask(f"query ($w: SourceWhere) {{ {aliases} }}", {"w": where})
    assert answer.codes == ["LIMIT_EXCEEDED"]
    assert "conditions and values" in answer.errors[0]["message"]


async def test_a_variable_is_priced_by_its_value() -> None:
    question = """query ($n: Int, $m: Int) {
      territories(first: $n) { edges { node { children(first: $m) { edges { node { id label } } } } } } }"""
    assert (await ask(question, {"n": 1_000, "m": 1_000})).codes == ["LIMIT_EXCEEDED"]
    assert (await ask(question, {"n": 10, "m": 10})).codes == ["DATABASE_UNAVAILABLE"]


def test_the_cached_documents_are_bounded() -> None:
    documents = Documents(graphql_schema(), Limits())
    document = "{ __typename }"
    first = documents.read(document)
    assert documents.read(document) is first
    for number in range(KEPT_BYTES // LONGEST_KEPT + 1):
        documents.read(f"{{ a{number}: __typename }}".ljust(LONGEST_KEPT))
    assert documents.read(document) is first, "documents used once do not displace it"
    for number in range(KEPT_BYTES // LONGEST_KEPT):
        for _ in range(2):
            documents.read(f"{{ b{number}: __typename }}".ljust(LONGEST_KEPT))
    assert documents.read(document) is not first
    large = document.ljust(LONGEST_KEPT + 1)
    assert documents.read(large) is not documents.read(large)


async def test_cells_outside_the_page_are_counted(national: ApiSession) -> None:
    one = "coverage(rows: {kind: COMMUNE, onlyInCityContract: false}, first: 1) { summary { lapsedCount } }"
    unpriced = ApiSession(national.client, limits=Limits(cost=10**12))
    await national.store.current()
    unpriced.store.take(national.store)
    answer = await unpriced.ask("{ " + " ".join(f"a{i}: {one}" for i in range(20)) + " }")
    assert set(answer.codes) == {"LIMIT_EXCEEDED"}
    assert f"the limit of one operation is {CELLS_LIMIT:,}" in answer.errors[0]["message"]
    assert answer.data is not None
    assert any(answer.data.values()), "as many as the limit allows are answered"


async def test_one_operation_leaves_connections_to_the_others(national: ApiSession) -> None:
    roots = " ".join(f"a{i}: sources(first: 1) {{ totalCount }}" for i in range(50))
    await national.data("{ " + roots + " }")


async def test_the_bytes_read_for_an_expensive_question_are_counted(national: ApiSession) -> None:
    question = "{ territories(first: 200) { edges { node { id label } } } }"
    for most, codes in ((100_000, []), (1_000, ["LIMIT_EXCEEDED"])):
        expensive = ApiSession(national.client, limits=Limits(expensive=-1, bytes=most))
        assert (await expensive.ask(question)).codes == codes
