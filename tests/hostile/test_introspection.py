"""Introspection can be switched off; then no error reveals a name of the schema that the client did not send."""

import pytest
from graphql import get_introspection_query

from graph.access import Access
from graph.bounds import Limits
from graph.client import Client
from resolvers.errors import UNNAMED
from resolvers.service import Service
from schema.federation import subgraph_schema
from tests.api_session import Answer, ApiSession

INTROSPECTIONS = [
    "{ __schema { types { name } } }",
    '{ t: __type(name: "Trainer") { name } }',
    "query A { ...F } fragment F on Query { __schema { queryType { name } } }",
]
MISSPELT = {
    "{ mobilisd { totalCount } }": "mobilised",
    "{ mobilised(axs: [VICTIM_SUPPORT]) { totalCount } }": "axes",
    "{ mobilised(axes: [VICTIM_SUPORT]) { totalCount } }": "VICTIM_SUPPORT",
    "{ node(id: 1) { ... on Trainr { id } } }": "Trainer",
    "{ node(id: 1) { publicListing } }": "Trainer",
    '{ sources(where: {titl: {eq: "x"}}) { totalCount } }': "title",
    "query ($a: Axs) { mobilised(axes: $a) { totalCount } }": "Axis",
    "{ __typename @skp(if: true) }": "skip",
    "{ ...Frag } fragment Fragm on Query { __typename }": "Fragm'?",
    "{ mobilised(orderBy: [{nam: ASC}]) { totalCount } }": "name",
    "{ sources }": "{ ... }",
}
WRONG_VALUES = [
    ("query ($a: [Axis!]) { mobilised(axes: $a) { totalCount } }", {"a": ["VICTIM_SUPORT"]}, "VICTIM_SUPPORT"),
    ("query ($w: SourceWhere) { sources(where: $w) { totalCount } }", {"w": {"titl": {"eq": "x"}}}, "title"),
    ("query ($w: SourceWhere) { sources(where: $w) { totalCount } }", {"w": {"title": {"eqq": "x"}}}, "'eq'"),
]


async def ask(question: str, variables: dict[str, object] | None = None, *, open_to_all: bool = False) -> Answer:
    async with Client(Access("bolt://127.0.0.1:1", "nobody", "", "none")) as client:
        return await ApiSession(client, introspection=open_to_all).ask(question, variables)


@pytest.mark.parametrize("question", INTROSPECTIONS)
async def test_introspection_can_be_switched_off(question: str) -> None:
    answer = await ask(question)
    assert answer.codes == ["BAD_USER_INPUT"]
    assert answer.errors[0]["message"] == "introspection is switched off on this service"
    assert not any((answer.data or {}).values())
    assert not (await ask(question, open_to_all=True)).errors


@pytest.mark.parametrize(("question", "right"), MISSPELT.items())
async def test_no_error_suggests_a_name(question: str, right: str) -> None:
    await _assert_nothing_revealed(question, None, right)


@pytest.mark.parametrize(("question", "values", "right"), WRONG_VALUES)
async def test_no_error_on_a_wrong_value_suggests_a_name(question: str, values: dict[str, object], right: str) -> None:
    await _assert_nothing_revealed(question, values, right)


async def _assert_nothing_revealed(question: str, values: dict[str, object] | None, right: str) -> None:
    hidden = await ask(question, values)
    assert set(hidden.codes) == {"BAD_USER_INPUT"}
    for error in hidden.errors:
        assert error["message"] == UNNAMED or error["message"].startswith("Syntax Error")
        assert "did you mean" not in error["message"].lower()
        assert right not in error["message"].replace(question, "")


async def test_graphiql_can_read_the_schema() -> None:
    for descriptions in (True, False):
        answer = await ask(get_introspection_query(descriptions=descriptions), open_to_all=True)
        assert answer.data is not None
        assert answer.data["__schema"]["queryType"]["name"] == "Query"


async def test_a_wrong_spelling_is_explained_if_introspection_is_on() -> None:
    answer = await ask("{ mobilisd { totalCount } }", open_to_all=True)
    assert "Did you mean 'mobilised'" in answer.errors[0]["message"]


async def test_every_input_says_whether_exactly_one_of_its_fields_is_given(scratch: ApiSession) -> None:
    data = await scratch.data(
        '{ ref: __type(name: "TerritoryRef") { isOneOf } rows: '
        '__type(name: "TerritoryRows") { isOneOf inputFields { type { kind isOneOf } } } }'
    )
    assert data["ref"]["isOneOf"] is True
    assert data["rows"]["isOneOf"] is False
    assert {f["type"]["isOneOf"] for f in data["rows"]["inputFields"] if f["type"]["kind"] == "LIST"} == {None}


@pytest.mark.parametrize(
    ("question", "codes"),
    [
        ("query __ApolloGetServiceDefinition__ { _service { sdl } }", []),
        (f"{{ {' '.join(f'a{i}: _service {{ sdl }}' for i in range(50))} }}", ["LIMIT_EXCEEDED"]),
        (f"{{ _service {{ {' '.join(f'a{i}: sdl' for i in range(50))} }} }}", ["LIMIT_EXCEEDED"]),
    ],
    ids=["once", "fifty times", "under fifty names"],
)
async def test_the_text_of_the_schema_is_not_repeated_in_an_answer(question: str, codes: list[str]) -> None:
    """Each copy is a quarter of a mebibyte."""
    async with Client(Access("bolt://127.0.0.1:1", "nobody", "", "none")) as client:
        session = ApiSession(client)
        session.service = Service(subgraph_schema(), Limits())
        answer = await session.ask(question)
    assert answer.codes == codes
    assert bool(answer.data) is (not codes)


async def test_a_long_value_is_shortened_in_errors() -> None:
    for question in (
        f'{{ node(id: "{"x" * 5_000}" ) {{ {"y" * 5_000} }} }}',
        f'{{ mobilised(asOf: "{"z" * 5_000}") {{ totalCount }} }}',
    ):
        answer = await ask(question, open_to_all=True)
        assert set(answer.codes) == {"BAD_USER_INPUT"}
        assert max(len(error["message"]) for error in answer.errors) < 300
