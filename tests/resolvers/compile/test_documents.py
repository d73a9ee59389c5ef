"""Documents: parsed, checked and cached within bounds."""

import gc
import tracemalloc
from collections.abc import Iterator
from types import FunctionType, ModuleType

import pytest
from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLError,
    GraphQLSchema,
    Node,
    OperationDefinitionNode,
    Token,
    VariableDefinitionNode,
    parse,
    print_ast,
)

from graph.bounds import Limits
from graph.errors import ClientError, Code
from resolvers.compile import documents
from resolvers.compile.documents import LONGEST_KEPT, Document, Documents, InvalidDocumentError
from resolvers.compile.variables import ERRORS_SHOWN
from tests.resolvers.compile.schemas import SCHEMA

QUERY = '{ things(where: {name: "a"}, first: 3) { id } }'


def reader(limits: Limits | None = None) -> Documents:
    return Documents(SCHEMA, limits or Limits())


def test_a_document_comes_with_and_without_its_literals() -> None:
    document = reader().read(QUERY)
    assert document.literals == {"0": "a", "1": 3}
    assert document.text == "{\n  things(where: { name: $0 }, first: $1) {\n    id\n  }\n}"
    assert document.query == QUERY
    assert print_ast(document.tree()) == print_ast(parse(QUERY))


def reachable(root: object) -> Iterator[object]:
    waiting, seen = [root], set[int]()
    while waiting:
        item = waiting.pop()
        if id(item) not in seen and not isinstance(item, (type, ModuleType, FunctionType, GraphQLSchema)):
            seen.add(id(item))
            waiting += gc.get_referents(item)
            yield item


def test_a_cached_document_refers_to_its_variables_only_and_to_no_tree() -> None:
    document = reader().read("query One($size: Int = 1, $where: Where) { things(first: $size, where: $where) { id } }")
    nodes = {type(item) for item in reachable(document) if isinstance(item, (Node, Token))}
    assert VariableDefinitionNode in nodes
    assert nodes.isdisjoint({DocumentNode, OperationDefinitionNode, FieldNode})
    assert sum(isinstance(item, Token) for item in reachable(document)) == 1


QUERIES = {
    "short": "{ __typename }",
    "fields": "{ " + " ".join(f"f{n}: __typename" for n in range(60)) + " }",
    "literals": "{ " + " ".join(f't{n}: things(where: {{name: "n{n}"}}) {{ id }}' for n in range(15)) + " }",
    "variables": f"""query A({" ".join(f"$v{n}: Int = {n}" for n in range(15))}) {{
        {" ".join(f"t{n}: things(first: $v{n}) {{ id }}" for n in range(15))} }}""",
}


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_a_document_takes_about_the_memory_that_is_estimated(query: str) -> None:
    kept: list[Document] = []
    read = reader().read

    def memory_after(number: int) -> int:
        kept.extend(read(query + " " * len(kept)) for _ in range(number))
        gc.collect()
        return tracemalloc.get_traced_memory()[0]

    tracemalloc.start()
    try:
        before = memory_after(100)
        taken = (memory_after(50) - before) / 50
    finally:
        tracemalloc.stop()
    assert taken <= kept[-1].size <= 3 * taken


def test_documents_of_one_shape_have_one_text() -> None:
    read = reader().read
    one = read(QUERY)
    assert read('{things(where:{name:"other"},first:40){id}}').text == one.text
    assert read('{things(where:{name:"other"},first:40){id label}}').text != one.text
    assert read("{things(where:{size:1},first:40){id}}").text != one.text


def test_a_recent_document_is_cached() -> None:
    read = reader().read
    assert read(QUERY) is read(QUERY)
    assert read(QUERY) is not read(QUERY + " ")


def test_the_oldest_documents_are_dropped_when_they_take_too_many_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "KEPT_BYTES", 8 * 2 * reader().read(QUERY).size)
    read = reader().read
    used_again, used_once = read(QUERY), read(QUERY.replace("3", "4"))
    assert read(QUERY) is used_again
    for number in "567":
        read(QUERY.replace("3", number))
    assert read(QUERY) is used_again
    assert read(QUERY.replace("3", "4")) is not used_once


def test_a_very_long_document_is_not_cached() -> None:
    read = reader().read
    long = QUERY + " " * (LONGEST_KEPT - len(QUERY))
    assert read(long) is read(long)
    assert read(long + " ") is not read(long + " ")


def test_a_document_that_cannot_be_parsed_is_an_error_of_graphql() -> None:
    with pytest.raises(GraphQLError, match="Syntax Error"):
        reader().read("{ things(")


def test_a_document_that_does_not_fit_the_schema_is_invalid_with_every_reason() -> None:
    with pytest.raises(InvalidDocumentError) as caught:
        reader().read("{ nothing things(first: true) { id weight } }")
    messages = [error.message for error in caught.value.errors]
    assert len(messages) == 3
    assert any("'nothing'" in message for message in messages)


def test_reasons_beyond_the_most_that_are_shown_are_summed_up() -> None:
    with pytest.raises(InvalidDocumentError) as caught:
        reader().read("{ " + " ".join(f"missing{n}" for n in range(3 * ERRORS_SHOWN)) + " }")
    assert len(caught.value.errors) == ERRORS_SHOWN + 1
    assert "Too many validation errors" in caught.value.errors[-1].message


def test_a_document_over_a_limit_is_refused_before_it_is_validated() -> None:
    with pytest.raises(ClientError) as caught:
        reader(Limits(fields=1)).read("{ nothing nowhere }")
    assert caught.value.code is Code.LIMIT_EXCEEDED
    with pytest.raises(GraphQLError, match="tokens"):
        reader(Limits(tokens=5)).read(QUERY)


def test_a_refused_document_is_not_cached() -> None:
    read = reader().read
    for _ in range(2):
        with pytest.raises(InvalidDocumentError):
            read("{ nothing }")
