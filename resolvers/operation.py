"""Operations: a document is parsed, limited, validated and answered root by root.

Rule: limits apply before anything is asked of the database; root fields run side by side and fail alone; what
leaves here is ready to be written as JSON. Introspection is left to graphql-core, nothing else is.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import structlog
from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    execute_sync,
    get_variable_values,
    parse,
    validate,
)
from graphql.language import SelectionSetNode
from graphql.utilities import get_operation_ast
from graphql.validation import specified_rules

from graph.mistakes import Code, Mistake
from graph.statement.selection import Field
from resolvers.around import network_around, path_between
from resolvers.asked import Asked
from resolvers.limits import Limits, check_cost, check_document
from resolvers.lists import LISTS, listed, one, several, territory, vocabularies
from resolvers.search import search
from resolvers.selection import Collector
from resolvers.where import where
from resolvers.who import who_could_be, who_is

log = structlog.get_logger("cinqaxes")

Resolver = Callable[[Asked, Field], Awaitable[Any]]
RESOLVERS: Mapping[str, Resolver] = {
    "node": one,
    "nodes": several,
    "vocabularies": vocabularies,
    "territory": territory,
    **dict.fromkeys(LISTS, listed),
    "mobilised": who_is,
    "mobilisable": who_could_be,
    "coverage": where,
    "network": network_around,
    "path": path_between,
    "search": search,
}
DOCUMENTS_KEPT = 500
INTROSPECTION = frozenset({"__schema", "__type"})


@dataclass(frozen=True)
class Request:
    """An operation as a client sends it."""

    query: str
    operation_name: str | None = None
    variables: Mapping[str, Any] = field(default_factory=dict)
    mutations_allowed: bool = True
    cost_wanted: bool = False


@dataclass
class Result:
    """The answer of an operation; `data` is absent when the request itself is refused."""

    errors: list[dict[str, Any]] = field(default_factory=list)
    data: dict[str, Any] | None = None
    executed: bool = False
    unavailable: bool = False
    cost: int = 0
    operation_name: str | None = None


class RefusedOverGetError(Exception):
    """A mutation or subscription was sent where only queries may be."""


class Service:
    """Answers operations against one schema."""

    def __init__(self, schema: GraphQLSchema, limits: Limits, *, introspection: bool = True) -> None:
        self._schema = schema
        self._limits = limits
        self._introspection = introspection
        self._documents: dict[str, DocumentNode | list[GraphQLError]] = {}

    async def answer(self, request: Request, asked: Asked, request_id: str) -> Result:
        """Answer one operation; what goes wrong is in the result's errors."""
        result = Result()
        try:
            document = self._document(request.query)
            operation = self._operation(document, request)
            result.operation_name = operation.name.value if operation.name else None
            plan = _Plan(document, operation, request.variables, self._roots(document, operation, request, result))
        except GraphQLError as error:
            result.errors.append(self._formatted(error))
            return result
        except _Refusal as refusal:
            result.errors.extend(self._formatted(error) for error in refusal.errors)
            return result
        except Mistake as mistake:
            result.errors.append(_mistake(mistake))
            return result
        result.executed = True
        await self._answer_roots(plan, asked, request_id, result)
        return result

    def _document(self, query: str) -> DocumentNode:
        found = self._documents.pop(query, None)
        if found is None:
            document = parse(query, max_tokens=self._limits.tokens)
            check_document(document, self._limits)
            errors = validate(self._schema, document, specified_rules, max_errors=20)
            found = errors or document
            while len(self._documents) >= DOCUMENTS_KEPT:
                del self._documents[next(iter(self._documents))]
        self._documents[query] = found
        if isinstance(found, list):
            raise _Refusal(found)
        return found

    def _operation(self, document: DocumentNode, request: Request) -> OperationDefinitionNode:
        operation = get_operation_ast(document, request.operation_name)
        if operation is None:
            names = [d.name.value for d in document.definitions if isinstance(d, OperationDefinitionNode) and d.name]
            message = (
                f"operationName: {request.operation_name!r} is not in the document; it has {', '.join(names) or 'none'}"
            )
            if request.operation_name is None:
                message = f"operationName: the document has several operations, name one of {', '.join(names)}"
            raise Mistake(message)
        if operation.operation is not OperationType.QUERY:
            if not request.mutations_allowed:
                raise RefusedOverGetError
            message = f"the schema has no {operation.operation.value}s; it answers queries"
            raise Mistake(message)
        return operation

    def _roots(
        self, document: DocumentNode, operation: OperationDefinitionNode, request: Request, result: Result
    ) -> list[tuple[Field, list[FieldNode]]]:
        coerced = get_variable_values(
            self._schema, list(operation.variable_definitions or ()), dict(request.variables), max_errors=20
        )
        if isinstance(coerced, list):
            raise _Refusal(coerced)
        fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
        collector = Collector(self._schema, fragments, coerced)
        query_type = self._schema.query_type
        if query_type is None:
            message = "the schema has no query type"
            raise RuntimeError(message)
        roots = collector.roots(query_type, operation.selection_set)
        result.cost = check_cost([root for root, _ in roots], self._limits)
        return roots

    async def _answer_roots(self, plan: "_Plan", asked: Asked, request_id: str, result: Result) -> None:
        answers = await asyncio.gather(
            *(self._answer_root(plan, root, nodes, asked) for root, nodes in plan.roots), return_exceptions=True
        )
        result.data = {}
        for (root, nodes), answer in zip(plan.roots, answers, strict=True):
            if isinstance(answer, BaseException):
                if not isinstance(answer, Exception):
                    raise answer
                result.data[root.key] = None
                result.errors.append(_located(answer, root, nodes, request_id))
                unavailable = isinstance(answer, Mistake) and answer.code is Code.DATABASE_UNAVAILABLE
                result.unavailable = result.unavailable or unavailable
            else:
                result.data[root.key] = answer

    async def _answer_root(self, plan: "_Plan", root: Field, nodes: list[FieldNode], asked: Asked) -> Any:
        if root.name == "__typename":
            return "Query"
        if root.name in INTROSPECTION:
            return self._introspect(plan, root, nodes)
        return await RESOLVERS[root.name](asked, root)

    def _introspect(self, plan: "_Plan", root: Field, nodes: list[FieldNode]) -> Any:
        if not self._introspection:
            message = "introspection is switched off on this service"
            raise Mistake(message)
        fragments = [d for d in plan.document.definitions if isinstance(d, FragmentDefinitionNode)]
        operation = OperationDefinitionNode(
            operation=OperationType.QUERY,
            variable_definitions=plan.operation.variable_definitions,
            selection_set=SelectionSetNode(selections=tuple(nodes)),
        )
        document = DocumentNode(definitions=(operation, *fragments))
        answer = execute_sync(self._schema, document, variable_values=dict(plan.variables))
        if answer.errors:
            raise answer.errors[0]
        return (answer.data or {})[root.key]

    def _formatted(self, error: GraphQLError) -> dict[str, Any]:
        formatted: dict[str, Any] = {**error.formatted}
        message = str(formatted["message"])
        if not self._introspection:
            message = message.split(" Did you mean", maxsplit=1)[0]
        return formatted | {"message": message, "extensions": {"code": Code.BAD_USER_INPUT}}


@dataclass(frozen=True)
class _Plan:
    """An operation ready to be answered: its root fields with their nodes, and what introspection needs."""

    document: DocumentNode
    operation: OperationDefinitionNode
    variables: Mapping[str, Any]
    roots: list[tuple[Field, list[FieldNode]]]


class _Refusal(Exception):
    def __init__(self, errors: list[GraphQLError]) -> None:
        super().__init__()
        self.errors = errors


def _mistake(mistake: Mistake) -> dict[str, Any]:
    return {"message": mistake.message, "extensions": {"code": mistake.code}}


def _located(error: Exception, root: Field, nodes: list[FieldNode], request_id: str) -> dict[str, Any]:
    """Return an error of a root field: ours to explain to the client, or ours to look into, with a reference."""
    location = nodes[0].loc
    line = {"line": location.start_token.line, "column": location.start_token.column} if location else None
    place: dict[str, Any] = {"path": [root.key]} | ({"locations": [line]} if line else {})
    if isinstance(error, (Mistake, GraphQLError)):
        code = error.code if isinstance(error, Mistake) else Code.BAD_USER_INPUT
        return {"message": error.message, **place, "extensions": {"code": code}}
    log.error("internal error", root=root.name, request_id=request_id, exc_info=error)
    message = "something went wrong on our side; give the reference to whoever runs the service"
    return {"message": message, **place, "extensions": {"code": Code.INTERNAL, "reference": request_id}}
