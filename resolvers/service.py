"""Operations: a document is read, its variables coerced, its plan found or made, and its root fields run.

Rule: limits apply before anything is asked of the database; root fields run side by side and fail alone; what
leaves here is ready to be written as JSON. Introspection is left to graphql-core, nothing else is.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, NamedTuple

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    execute_sync,
    get_variable_values,
)
from graphql.execution.values import VariableValues
from graphql.language import SelectionSetNode
from graphql.utilities import get_operation_ast

from graph.errors import Code, ClientError
from graph.statement.core.run import Null
from graph.statement.core.selection import Field
from resolvers import errors
from resolvers.compile.collector import Collector
from resolvers.compile.documents import ERRORS_TOLD, Documents, InvalidDocument
from resolvers.compile.limits import Limits, fragments_of
from resolvers.execute.context import Asked
from resolvers.execute.reference import Reference
from resolvers.execute.root import Root
from resolvers.plans import Plan, Plans

ROOTS_AT_ONCE = 4
"""How many root fields of one operation are answered at once, so that it leaves connections to the others."""
NAMES_TOLD = 10


class Request(NamedTuple):
    """An operation as a client sends it."""

    query: str
    operation_name: str | None = None
    variables: Mapping[str, Any] = MappingProxyType({})
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
    """Answers operations against one schema.

    `reference` has graphql-core complete the answers that the plans bring, field by field: slower, and a measure of
    what is right.
    """

    def __init__(
        self, schema: GraphQLSchema, limits: Limits, *, introspection: bool = True, reference: bool = False
    ) -> None:
        self._schema = schema
        self._limits = limits
        self._introspection = introspection
        self._documents = Documents(schema, limits)
        self.plans = Plans(schema, limits, typed=reference)
        self._reference = Reference(schema) if reference else None

    async def answer(self, request: Request, asked: Asked, request_id: str) -> Result:
        """Answer one operation; what goes wrong is in the result's errors."""
        result = Result()
        try:
            prepared = self._prepared(request, asked, result)
        except GraphQLError as error:
            result.errors.append(errors.of_graphql(error, suggestions=self._introspection))
            return result
        except InvalidDocument as invalid:
            told = (errors.of_graphql(error, suggestions=self._introspection) for error in invalid.errors)
            result.errors.extend(told)
            return result
        except ClientError as error:
            result.errors.append(errors.of_client_error(error))
            return result
        result.executed = True
        await self._run(prepared, asked, request_id, result)
        return result

    def _prepared(self, request: Request, asked: Asked, result: Result) -> "_Prepared":
        document = self._documents.read(request.query)
        operation = self._operation(document.tree, request)
        result.operation_name = operation.name.value if operation.name else None
        variables = get_variable_values(
            self._schema, operation.variable_definitions or (), dict(request.variables), max_errors=ERRORS_TOLD
        )
        if isinstance(variables, list):
            raise InvalidDocument(variables)
        plan, values = self.plans.plan(document, operation, variables, asked.caller)
        result.cost = plan.price.check(asked.run(values), self._limits)
        return _Prepared(plan, values, document.tree, operation, variables, request.variables)

    def _operation(self, document: DocumentNode, request: Request) -> OperationDefinitionNode:
        operation = get_operation_ast(document, request.operation_name)
        if operation is None:
            names = [d.name.value for d in document.definitions if isinstance(d, OperationDefinitionNode) and d.name]
            known = ", ".join(names[:NAMES_TOLD]) + ("…" if len(names) > NAMES_TOLD else "") or "none with a name"
            message = f"operationName: {request.operation_name!r} is not in the document; it has {known}"
            if request.operation_name is None:
                message = f"operationName: the document has several operations, name one of {known}"
            raise ClientError(message)
        if operation.operation is not OperationType.QUERY:
            if not request.mutations_allowed:
                raise RefusedOverGetError
            message = f"the schema has no {operation.operation.value}s; it answers queries"
            raise ClientError(message)
        return operation

    async def _run(self, prepared: "_Prepared", asked: Asked, request_id: str, result: Result) -> None:
        roots = prepared.plan.roots
        answers = await self._answers(prepared, asked)
        result.data = {}
        for (root, _), answer in zip(roots, answers, strict=True):
            if isinstance(answer, BaseException):
                if not isinstance(answer, Exception):
                    raise answer
                result.data[root.key] = None
                self._tell(answer, [root.key], prepared, request_id, result)
                unavailable = isinstance(answer, ClientError) and answer.code is Code.DATABASE_UNAVAILABLE
                result.unavailable = result.unavailable or unavailable
            else:
                result.data[root.key], faults = answer
                for fault in faults:
                    self._tell(fault, [root.key, *fault.path], prepared, request_id, result)
        if self._reference:
            introspected = {root.key: result.data[root.key] for root, planned in roots if planned is None}
            name, given = result.operation_name, prepared.given
            completed, faults = self._reference.complete(prepared.tree, name, given, result.data)
            result.data = completed | introspected
            for fault in faults:
                if introspected.keys().isdisjoint(fault.path[:1]):  # else told already: introspection has one way only
                    self._tell(fault, fault.path, prepared, request_id, result)

    async def _answers(self, prepared: "_Prepared", asked: Asked) -> Sequence[tuple[Any, list[Null]] | BaseException]:
        """Return what came of each root field, in order."""
        roots = prepared.plan.roots
        if len(roots) == 1:
            try:
                return [await self._answer_root(prepared, *roots[0], asked)]
            except Exception as error:  # noqa: BLE001 - told as the error of its root field
                return [error]
        counted = await self._counted(prepared, asked)
        turn = asyncio.Semaphore(ROOTS_AT_ONCE)

        async def in_turn(root: Field, planned: Root | Exception | None) -> tuple[Any, list[Null]]:
            if root.key in counted:
                return counted[root.key], []
            async with turn:
                return await self._answer_root(prepared, root, planned, asked)

        answers: list[tuple[Any, list[Null]] | BaseException]
        answers = await asyncio.gather(*(in_turn(*root) for root in roots), return_exceptions=True)
        return answers

    async def _counted(self, prepared: "_Prepared", asked: Asked) -> dict[str, Any]:
        """Return the answers of the root fields that one statement counts; none where one of them fails."""
        if prepared.plan.counted is None:
            return {}
        keys, root = prepared.plan.counted
        try:
            return dict(zip(keys, (await asked.answer(root, prepared.values))[0], strict=True))
        except Exception:  # noqa: BLE001 - each is then asked for itself, and fails alone
            return {}

    def _tell(
        self, error: Exception, path: list[str | int], prepared: "_Prepared", request_id: str, result: Result
    ) -> None:
        collector = Collector(self._schema, fragments_of(prepared.tree), prepared.variables)
        (node, *_) = collector.nodes_at(prepared.operation.selection_set, path)
        result.errors.append(errors.of_field(error, path, node, request_id))

    async def _answer_root(
        self, prepared: "_Prepared", root: Field, planned: Root | Exception | None, asked: Asked
    ) -> tuple[Any, list[Null]]:
        if isinstance(planned, Exception):
            raise planned
        if planned is None:
            return ("Query" if root.name == "__typename" else self._introspect(prepared, root)), []
        try:
            return await asked.answer(planned, prepared.values)
        except Null as fault:
            return None, [fault]

    def _introspect(self, prepared: "_Prepared", root: Field) -> Any:
        if not self._introspection:
            message = "introspection is switched off on this service"
            raise ClientError(message)
        fragments = fragments_of(prepared.tree)
        collector = Collector(self._schema, fragments, prepared.variables)
        nodes = collector.nodes_at(prepared.operation.selection_set, [root.key])
        operation = OperationDefinitionNode(
            operation=OperationType.QUERY,
            variable_definitions=prepared.operation.variable_definitions,
            selection_set=SelectionSetNode(selections=tuple(nodes)),
        )
        document = DocumentNode(definitions=(operation, *fragments.values()))
        answer = execute_sync(self._schema, document, variable_values=dict(prepared.given))
        if answer.errors:
            raise answer.errors[0]
        return (answer.data or {})[root.key]


class _Prepared(NamedTuple):
    """An operation ready to be run: its plan and values, and what its errors and introspection need of the document."""

    plan: Plan
    values: list[Any]
    tree: DocumentNode
    operation: OperationDefinitionNode
    variables: VariableValues
    given: Mapping[str, Any]
