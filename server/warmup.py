"""The operations that most clients start with, run when a worker starts.

A new statement costs the database 50 to 200 ms of planning; no client should wait for the planning of an operation that
every client sends.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from graphql import OperationDefinitionNode, parse, print_ast

from resolvers.execute.context import RequestContext
from resolvers.service import GraphQLRequest, Service

COMMON = (Path(__file__).parent / "warmup.graphql").read_text("utf-8")
VALUES: Mapping[str, Any] = {"id": "region:52", "first": 20, "around": ["axis:1"], "text": "nantes"}


def requests() -> list[GraphQLRequest]:
    """Return the common operations as clients send them."""
    common = []
    for operation in parse(COMMON).definitions:
        if isinstance(operation, OperationDefinitionNode):
            names = [defined.variable.name.value for defined in operation.variable_definitions or ()]
            common.append(GraphQLRequest(print_ast(operation), None, {name: VALUES[name] for name in names}))
    return common


async def warm(service: Service, new_context: Callable[[], RequestContext]) -> None:
    """Run each common operation twice, since the cache keeps plans used more than once; discard the answers."""
    for request in requests() * 2:
        await service.answer(request, new_context(), "warming")
