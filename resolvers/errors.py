"""Errors as clients see them.

Each has a code. None contains a statement, a traceback or more than a few lines of what the client sent, and none
reveals the schema where introspection is switched off.
"""

import re
from typing import Any

import structlog
from graphql import FieldNode, GraphQLError, GraphQLSyntaxError, get_location

from graph.errors import ClientError, Code
from graph.statement.core.run import NullError

LONGEST = 500
UNNAMED = "the query or one of its values does not match the schema; details are hidden: introspection is switched off"
LONG_QUOTED = re.compile(r"""(?<!\w)(['"])((?:(?!\1).){60})(?:(?!\1).){10,}(\1|$)""", re.DOTALL)
"""A quoted value of 70 characters or more, which an error shortens."""
log = structlog.get_logger("cinqaxes")


def of_graphql(error: GraphQLError, *, suggestions: bool) -> dict[str, Any]:
    """Return an error of parsing, validation or coercion.

    Without `suggestions`, an error of validation or coercion has a general message; its location is the only detail.
    """
    formatted: dict[str, Any] = {**error.formatted}
    message = str(formatted["message"])
    if not (suggestions or isinstance(error, GraphQLSyntaxError)):
        message = UNNAMED
    return formatted | {"message": shortened(message), "extensions": {"code": Code.BAD_USER_INPUT}}


def of_client_error(error: ClientError) -> dict[str, Any]:
    """Return an error that refuses the whole request."""
    return {"message": shortened(error.message), "extensions": {"code": error.code}}


def of_field(error: Exception, path: list[str | int], node: FieldNode | None, request_id: str) -> dict[str, Any]:
    """Return the error of a field: a client's mistake with its remedy, or an internal error with a log reference.

    Without the field's AST node the error has no location.
    """
    place: dict[str, Any] = {"path": path}
    if node and node.loc:
        place["locations"] = [get_location(node.loc.source, node.loc.start).formatted]
    if isinstance(error, ClientError):
        return of_client_error(error) | place
    if isinstance(error, GraphQLError):
        return {"message": shortened(error.message), **place, "extensions": {"code": Code.BAD_USER_INPUT}}
    if isinstance(error, NullError):
        log.error("null where the schema allows none", path=path, request_id=request_id)
        return {"message": str(error), **place, "extensions": {"code": Code.INTERNAL, "reference": request_id}}
    return of_fault(error, request_id, root=node.name.value if node else str(path[0])) | place


def of_fault(error: Exception, request_id: str, **known: str) -> dict[str, Any]:
    """Return an internal error with a reference to the log; the items of `known` become fields of the log line."""
    log.error("internal error", **known, request_id=request_id, exc_info=error)
    message = "internal error; report this reference to the operator of the service"
    return {"message": message, "extensions": {"code": Code.INTERNAL, "reference": request_id}}


def shortened(message: str) -> str:
    """Return a message of bounded length, since it may repeat what the client sent."""
    message = LONG_QUOTED.sub(r"\1\2…\3", message[: 4 * LONGEST])
    return message if len(message) <= LONGEST else f"{message[:LONGEST]}…"
