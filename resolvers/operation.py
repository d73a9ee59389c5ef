"""Operations: a document is parsed, limited, validated and answered root by root.

Rule: limits apply before anything is asked of the database; root fields run side by side and fail alone; what
leaves here is ready to be written as JSON. Introspection is left to graphql-core, nothing else is.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    execute_sync,
    get_variable_values,
)
from graphql.language import SelectionSetNode
from graphql.utilities import get_operation_ast

from graph.mistakes import Code, Mistake
from graph.statement.selection import Field
from resolvers import errors
from resolvers.around import network_around, path_between
from resolvers.asked import Asked
from resolvers.documents import Documents, Invalid
from resolvers.limits import Limits, check_cost, check_introspection, fragments_of
from resolvers.lists import LISTS, listed, one, several, territory, vocabularies
from resolvers.search import search
from resolvers.selection import Collector
from resolvers.where import where
from resolvers.who import who_could_be, who_is

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
ROOTS_AT_ONCE = 4
"""How many root fields of one operation are answered at once, so that it leaves connections to the others."""
NAMES_TOLD = 10
INTROSPECTION = frozenset({"__schema", "__type"})


@dataclass(frozen=True)
class Request:
    """An operation as a client sends it."""

    query: str
    operation_name: str | None = None
    variables: Mapping[str, Any] = field(default_factory=dict)
    mutations_allowed: bool = True


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
        self._documents = Documents(schema, limits)

    async def answer(self, request: Request, asked: Asked, request_id: str) -> Result:
        """Answer one operation; what goes wrong is in the result's errors."""
        result = Result()
        try:
            document = self._documents.read(request.query)
            operation = self._operation(document, request)
            result.operation_name = operation.name.value if operation.name else None
            plan = _Plan(document, operation, request.variables, self._roots(document, operation, request, result))
        except GraphQLError as error:
            result.errors.append(errors.of_graphql(error, suggestions=self._introspection))
            return result
        except Invalid as invalid:
            told = (errors.of_graphql(error, suggestions=self._introspection) for error in invalid.errors)
            result.errors.extend(told)
            return result
        except Mistake as mistake:
            result.errors.append(errors.of_mistake(mistake))
            return result
        result.executed = True
        await self._answer_roots(plan, asked, request_id, result)
        return result

    def _operation(self, document: DocumentNode, request: Request) -> OperationDefinitionNode:
        operation = get_operation_ast(document, request.operation_name)
        if operation is None:
            names = [d.name.value for d in document.definitions if isinstance(d, OperationDefinitionNode) and d.name]
            known = ", ".join(names[:NAMES_TOLD]) + ("…" if len(names) > NAMES_TOLD else "") or "none with a name"
            message = f"operationName: {request.operation_name!r} is not in the document; it has {known}"
            if request.operation_name is None:
                message = f"operationName: the document has several operations, name one of {known}"
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
            raise Invalid(coerced)
        fragments = fragments_of(document)
        collector = Collector(self._schema, fragments, coerced)
        query_type = self._schema.query_type
        if query_type is None:
            message = "the schema has no query type"
            raise RuntimeError(message)
        roots = collector.roots(query_type, operation.selection_set)
        introspected = [node for root, nodes in roots if root.name in INTROSPECTION for node in nodes]
        check_introspection(introspected, fragments, self._limits)
        result.cost = check_cost([root for root, _ in roots], self._limits)
        return roots

    async def _answer_roots(self, plan: "_Plan", asked: Asked, request_id: str, result: Result) -> None:
        turn = asyncio.Semaphore(ROOTS_AT_ONCE)

        async def in_turn(root: Field, nodes: list[FieldNode]) -> Any:
            async with turn:
                return await self._answer_root(plan, root, nodes, asked)

        answers = await asyncio.gather(*(in_turn(*root) for root in plan.roots), return_exceptions=True)
        result.data = {}
        for (root, nodes), answer in zip(plan.roots, answers, strict=True):
            if isinstance(answer, BaseException):
                if not isinstance(answer, Exception):
                    raise answer
                result.data[root.key] = None
                result.errors.append(errors.of_root(answer, root.key, nodes[0], request_id))
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
        fragments = fragments_of(plan.document).values()
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


@dataclass(frozen=True)
class _Plan:
    """An operation ready to be answered: its root fields with their nodes, and what introspection needs."""

    document: DocumentNode
    operation: OperationDefinitionNode
    variables: Mapping[str, Any]
    roots: list[tuple[Field, list[FieldNode]]]
