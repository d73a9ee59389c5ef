"""A service in which graphql-core completes the answers, field by field, from the results of the same plans.

The plans and statements are those of the product; only the objects of the answer are made by graphql-core, on a schema
built from the printed one.
"""

from collections.abc import Mapping
from typing import Any

from graphql import GraphQLResolveInfo, build_schema, execute_sync, print_schema

from graph.statement.core.run import NullError
from graph.statement.core.writer import TYPE_KEY
from resolvers import errors
from resolvers.execute.context import RequestContext
from resolvers.plans import Plans
from resolvers.prepared import Prepared
from resolvers.result import Result
from resolvers.service import Service


class ReferenceService(Service):
    """Answers operations more slowly, as a reference for correct answers."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.plans = Plans(self._schema, self._limits, typed=True)
        self._printed = build_schema(print_schema(self._schema))

    async def _run(self, prepared: Prepared, context: RequestContext, request_id: str, result: Result) -> None:
        await super()._run(prepared, context, request_id, result)
        answers = result.data or {}
        introspected = {root.key: answers[root.key] for root, planned in prepared.plan.roots if planned is None}
        found = execute_sync(
            self._printed,
            prepared.tree,
            root_value=answers,
            variable_values=dict(prepared.variables_given),
            operation_name=result.operation_name,
            field_resolver=_read,
            type_resolver=lambda value, _info, _type: value[TYPE_KEY],
        )
        result.data = {key: (found.data or {}).get(key) for key in answers} | introspected
        for error in found.errors or ():
            path = [*(error.path or ())]
            if introspected.keys().isdisjoint(path[:1]):  # the call of `super` has reported those of introspection
                node = prepared.nodes_at(self._schema, path)[0]
                result.errors.append(errors.of_field(NullError(error.message, path), path, node, request_id))


def _read(source: Mapping[str, Any], info: GraphQLResolveInfo[Any], **_arguments: Any) -> Any:
    return source[str(info.path.key)]
