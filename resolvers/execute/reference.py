"""The reference path: graphql-core completes the answers of the plans, field by field.

The selections and statements are the same as without it; only making objects of the rows is left to the executor, on a
schema that knows nothing of ours but what is printed. It serves tests, not a service.
"""

from collections.abc import Mapping
from typing import Any

from graphql import (
    DocumentNode,
    GraphQLResolveInfo,
    GraphQLSchema,
    build_schema,
    execute_sync,
    print_schema,
)

from graph.statement.core.run import NullError
from graph.statement.core.writer import TYPE_KEY


class Reference:
    """Completes answers against one schema."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self._schema = build_schema(print_schema(schema))

    def complete(
        self, document: DocumentNode, name: str | None, variables: Mapping[str, Any], answers: dict[str, Any]
    ) -> tuple[dict[str, Any], list[NullError]]:
        """Return the data of the root fields' answers, and the nulls that have no place in it."""
        found = execute_sync(
            self._schema,
            document,
            root_value=answers,
            variable_values=dict(variables),
            operation_name=name,
            field_resolver=_read,
            type_resolver=lambda value, _info, _type: value[TYPE_KEY],
        )
        faults = [NullError(error.message, [*(error.path or ())]) for error in found.errors or ()]
        return {key: (found.data or {}).get(key) for key in answers}, faults


def _read(source: Mapping[str, Any], info: GraphQLResolveInfo[Any], **_arguments: Any) -> Any:
    return source[str(info.path.key)]
