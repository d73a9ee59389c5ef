"""The service answers operations: it reads the document, finds or makes its plan, and runs its root fields.

Limits apply before anything is sent to the database. Root fields run concurrently and fail independently. The result is
ready for JSON serialization. graphql-core answers introspection and nothing else.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar, cast

from graphql import FieldNode, GraphQLError, GraphQLSchema, OperationType

from graph.bounds import ROOTS_AT_ONCE, Limits
from graph.errors import ClientError, Code
from graph.fair_semaphore import TooBusyError
from graph.statement.core.run import NullError, Values
from graph.statement.core.selection import Field
from graph.tracing import span
from resolvers import errors
from resolvers.compile.documents import Document, Documents, InvalidDocumentError, Operation
from resolvers.compile.limits import count_values
from resolvers.compile.price import UnreadSizesError
from resolvers.dispatch import Dispatch
from resolvers.execute.context import Answer, RequestContext
from resolvers.execute.root import PlannedRoot
from resolvers.plans import Plans
from resolvers.prepared import Prepared
from resolvers.result import Result
from resolvers.scheduler import Scheduler

T = TypeVar("T")
NAMES_SHOWN = 10
FEW_VALUES = 500
"""The maximum number of variable values that are coerced on the event loop; more are coerced in the planning thread."""


class GraphQLRequest(NamedTuple):
    """One operation as a client sends it; a missing map is an empty one."""

    query: str
    operation_name: str | None = None
    variables: Mapping[str, Any] = MappingProxyType({})
    extensions: Mapping[str, Any] = MappingProxyType({})
    mutations_allowed: bool = True
    """False for a GET request, which may run queries only."""


class Service:
    """Answers operations against one schema.

    With a `scheduler`, clients share the service fairly; without one, no operation waits for another.
    """

    def __init__(
        self,
        schema: GraphQLSchema,
        limits: Limits,
        *,
        introspection: bool = True,
        scheduler: Scheduler | None = None,
    ) -> None:
        self._schema = schema
        self._limits = limits
        self._introspection = introspection
        self._scheduler = scheduler
        self._dispatch = Dispatch(scheduler)
        self._documents = Documents(schema, limits)
        self.plans = Plans(schema, limits)

    async def plan(self, client: str, work: Callable[[], T]) -> T:
        """Run a function that plans or parses, when it is the client's turn, and return its result.

        Raises:
            TooBusyError: the client's turn did not come in time.
        """
        return work() if self._scheduler is None else await self._scheduler.plan(client, work)

    async def answer(self, request: GraphQLRequest, context: RequestContext, request_id: str) -> Result:
        """Answer one operation; every error is in the result. The context's limits, if any, replace the service's."""
        with span("GraphQL Operation") as traced:
            result = Result()
            await self._answer(request, context, request_id, result)
            result.describe(traced)
            return result

    async def _answer(self, request: GraphQLRequest, context: RequestContext, request_id: str, result: Result) -> None:
        context.limits = limits = context.limits or self._limits
        try:
            with span("plan") as traced:
                planned = self.plans.misses
                prepared = await self._prepared(request, context, limits, result)
                traced.set_attribute("cinqaxes.plan.kept", self.plans.misses == planned)
        except GraphQLError as error:
            result.errors.append(errors.of_graphql(error, suggestions=self._introspection))
        except InvalidDocumentError as invalid:
            result.errors += [errors.of_graphql(error, suggestions=self._introspection) for error in invalid.errors]
        except ClientError as error:
            result.errors.append(errors.of_client_error(error))
            result.unavailable = error.code is Code.DATABASE_UNAVAILABLE
        except Exception as error:  # noqa: BLE001 - the graph cannot be read
            result.errors.append(errors.of_fault(error, request_id))
        else:
            try:
                await self._dispatch.run(prepared, context, partial(self._run, prepared, context, request_id), result)
            except TooBusyError as error:
                result.errors.append(errors.of_client_error(error))
                result.unavailable = True

    async def _prepared(
        self, request: GraphQLRequest, context: RequestContext, limits: Limits, result: Result
    ) -> Prepared:
        """Prepare an operation: at once if its plan is cached, else in the planning thread when its turn comes.

        If its price depends on the sizes of the graph, they are read first.
        """
        few = self._scheduler is None or count_values(request.variables) <= FEW_VALUES
        if few and (kept := self._prepare(request, context, limits, result, only_kept=True)):
            return kept
        prepare = partial(self._prepare, request, context, limits, result)
        try:
            return cast("Prepared", await self.plan(context.client_key, prepare))
        except UnreadSizesError:
            await context.store.current()
        return cast("Prepared", await self.plan(context.client_key, prepare))

    def _prepare(
        self,
        request: GraphQLRequest,
        context: RequestContext,
        limits: Limits,
        result: Result,
        *,
        only_kept: bool = False,
    ) -> Prepared | None:
        """Return an operation ready to run; None with `only_kept` if its plan is not cached."""
        document = self._documents.kept(request.query) if only_kept else self._documents.read(request.query)
        if document is None:
            return None
        operation = self._operation(document, request, result)
        result.operation_name, result.operation_type = operation.name, operation.type.value
        variables = operation.variables.coerce(request.variables)
        if isinstance(variables, list):
            raise InvalidDocumentError(variables)
        plan, given = self.plans.plan(
            document, operation.name, variables, context.viewer.view, context.store.sizes, only_kept=only_kept
        )
        if plan is None:
            return None
        result.cost, context.expensive = plan.price.check(Values(given), limits)
        return Prepared(plan, given, document, operation.name, variables, request.variables)

    def _operation(self, document: Document, request: GraphQLRequest, result: Result) -> Operation:
        operation = document.operation(request.operation_name)
        if operation is None:
            names = [one.name for one in document.operations if one.name]
            known = ", ".join(names[:NAMES_SHOWN]) + ("…" if len(names) > NAMES_SHOWN else "") or "none with a name"
            message = f"operationName: {request.operation_name!r} is not in the document; it has {known}"
            if request.operation_name is None:
                message = f"operationName: the document has several operations; give the name of one: {known}"
            raise ClientError(message)
        if operation.type is not OperationType.QUERY:
            result.refused_over_get = not request.mutations_allowed
            message = f"the schema has no {operation.type.value}s, only queries"
            raise ClientError(message)
        return operation

    async def _run(self, prepared: Prepared, context: RequestContext, request_id: str, result: Result) -> None:
        roots = prepared.plan.roots
        answers = await self._answers(prepared, context)
        data: dict[str, Any] = {}
        failures: list[tuple[Exception, list[str | int]]] = []
        for (root, _), answer in zip(roots, answers, strict=True):
            if isinstance(answer, BaseException):
                if not isinstance(answer, Exception):
                    raise answer
                data[root.key] = None
                failures.append((answer, [root.key]))
                unavailable = isinstance(answer, ClientError) and answer.code is Code.DATABASE_UNAVAILABLE
                result.unavailable = result.unavailable or unavailable
            else:
                data[root.key], faults = answer
                failures += [(fault, [root.key, *fault.path]) for fault in faults]
        if failures:
            nodes = await self._nodes_at(prepared, [path for _, path in failures], context)
            for (error, path), node in zip(failures, nodes, strict=True):
                result.errors.append(errors.of_field(error, path, node, request_id))
        result.executed, result.data = True, data

    async def _answers(self, prepared: Prepared, context: RequestContext) -> Sequence[Answer | BaseException]:
        """Return for each root field, in order, its answer or its error."""
        roots = prepared.plan.roots
        if len(roots) == 1:
            try:
                return [await self._answer_root(prepared, *roots[0], context)]
            except Exception as error:  # noqa: BLE001 - becomes the error of its root field
                return [error]
        totals = await self._totals(prepared, context)
        turn = asyncio.Semaphore(ROOTS_AT_ONCE)

        async def in_turn(root: Field, planned: PlannedRoot | Exception | None) -> Answer:
            async with turn:
                return await self._answer_root(prepared, root, planned, context)

        others = [in_turn(*root) for root in roots if root[0].key not in totals]
        answers = iter(await asyncio.gather(*others, return_exceptions=True) if others else ())
        return [(totals[root.key], []) if root.key in totals else next(answers) for root, _ in roots]

    async def _totals(self, prepared: Prepared, context: RequestContext) -> dict[str, Any]:
        """Return the answers of the root fields that one statement counts together; empty if one of them fails."""
        if prepared.plan.totals is None:
            return {}
        keys, root = prepared.plan.totals
        try:
            return dict(zip(keys, (await context.answer(root, prepared.given))[0], strict=True))
        except Exception:  # noqa: BLE001 - each then runs separately, and fails alone
            return {}

    async def _nodes_at(
        self, prepared: Prepared, paths: Sequence[list[str | int]], context: RequestContext
    ) -> Sequence[FieldNode | None]:
        """Return the AST node of the field at each path; None if the client's turn to parse again came too late."""
        try:
            await self._parse_again(prepared, context)
        except TooBusyError:  # the answer is worth more than the locations of its errors
            return [None] * len(paths)
        return [prepared.nodes_at(self._schema, path)[0] for path in paths]

    async def _answer_root(
        self, prepared: Prepared, root: Field, planned: PlannedRoot | Exception | None, context: RequestContext
    ) -> Answer:
        if isinstance(planned, Exception):
            raise planned
        if planned is None:
            return ("Query" if root.name == "__typename" else await self._introspect(prepared, root, context)), []
        try:
            return await context.answer(planned, prepared.given)
        except NullError as fault:
            return None, [fault]

    async def _introspect(self, prepared: Prepared, root: Field, context: RequestContext) -> Any:
        if not self._introspection:
            message = "introspection is switched off on this service"
            raise ClientError(message)
        await self._parse_again(prepared, context)
        return prepared.introspect(self._schema, root)

    async def _parse_again(self, prepared: Prepared, context: RequestContext) -> None:
        """Parse the document again, when it is the client's turn."""
        await self.plan(context.client_key, lambda: prepared.tree)
