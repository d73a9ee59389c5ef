"""One GraphQL request in the form of the specification, parsed from a query string or a JSON body, without I/O.

A parameter of a wrong type is refused by name, never converted. JSON is parsed strictly (no duplicate keys, no NaN, no
half surrogate pairs), since two readers that understand it differently are a security hole. Nothing the client sent is
repeated back.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Final, Never

from resolvers.service import GraphQLRequest
from server.http.documents import TrustedDocuments

_MAPS: Final = ("variables", "extensions")
_PARAMETERS: Final = ("query", "documentId", "operationName", *_MAPS)
# The parser's own limit depends on the version of Python, and later readers of the values are recursive too.
_MAX_NESTING: Final = 64


_LONGEST_BATCH: Final = 50
"""The longest batch in which each request gets its own error; a longer one gets a single error."""


class RequestError(Exception):
    """The request is refused; the message says what would be accepted."""

    def __init__(
        self,
        status: int,
        message: str,
        headers: Mapping[str, str] | None = None,
        *,
        code: str = "BAD_USER_INPUT",
        batch: int = 0,
    ) -> None:
        """Set the status, message, headers and error code, and the number of copies of the error for a batch."""
        super().__init__(message)
        self.status = status
        self.headers = headers or {}
        self.code = code
        self.batch = batch


def from_query_string(items: Iterable[tuple[str, str]], documents: TrustedDocuments) -> GraphQLRequest:
    """Parse the request of a GET.

    Args:
        items: the decoded pairs of the query string, in order; parameters that are not GraphQL's are ignored.
        documents: the documents that may be requested by digest.

    Raises:
        RequestError: with status 400, naming the parameter.
    """
    parameters: dict[str, object] = {}
    for name, value in items:
        if name not in _PARAMETERS:
            continue
        if name in parameters:
            _refuse(f'The parameter "{name}" is given more than once.')
        parameters[name] = _json(value, f'The parameter "{name}"') if name in _MAPS else value
    # In a query string an empty operationName is the same as none (GraphQL over HTTP, section GET).
    parameters["operationName"] = parameters.get("operationName") or None
    return _request(parameters, documents, mutations_allowed=False)


def from_body(body: bytes, documents: TrustedDocuments) -> GraphQLRequest:
    """Parse the request of a POST.

    Args:
        body: a JSON object in UTF-8.
        documents: the documents that may be requested by digest.

    Raises:
        RequestError: with status 400, naming the parameter.
    """
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        _refuse("The body is not UTF-8.")
    document = _json(text, "The body")
    if isinstance(document, list):
        message = "The body is a list: batches are not served, send one JSON object per request."
        raise RequestError(400, message, batch=len(document) if len(document) <= _LONGEST_BATCH else 0)
    if not isinstance(document, dict):
        _refuse('The body is not a JSON object with the parameter "query".')
    return _request(document, documents, mutations_allowed=True)


def _request(
    parameters: Mapping[str, object], documents: TrustedDocuments, *, mutations_allowed: bool
) -> GraphQLRequest:
    query, operation_name = _text(parameters, documents), parameters.get("operationName")
    if not (operation_name is None or isinstance(operation_name, str)):
        _refuse('The parameter "operationName" is neither a string nor null.')
    variables, extensions = (_map(parameters, name) for name in _MAPS)
    return GraphQLRequest(query, operation_name, variables, extensions, mutations_allowed)


def _text(parameters: Mapping[str, object], documents: TrustedDocuments) -> str:
    """Return the text of the document, sent or referred to by its digest."""
    query, identifier = parameters.get("query"), parameters.get("documentId")
    if query is not None and identifier is not None:
        _refuse('Give "query" or "documentId", not both.')
    if query is None and identifier is None:
        return _persisted(_map(parameters, "extensions"), documents)
    if identifier is not None:
        if not isinstance(identifier, str):
            _refuse('The parameter "documentId" is not a string.')
        text = documents.text(identifier)
        if text is None:
            message = 'No document has this "documentId" here: it is "sha256:" and the SHA-256 of a trusted document.'
            raise RequestError(400, message, code="PERSISTED_DOCUMENT_NOT_FOUND")
        return text
    if not isinstance(query, str):
        _refuse('The parameter "query" is not a string.')
    if documents.only:
        message = 'Only trusted documents are answered here: send a "documentId" instead of the "query".'
        raise RequestError(403, message, code="PERSISTED_DOCUMENT_REQUIRED")
    return query


def _persisted(extensions: Mapping[str, object], documents: TrustedDocuments) -> str:
    """Return the text referred to by the extension of Apollo and urql; clients cannot add documents."""
    if "persistedQuery" not in extensions:
        _refuse('The parameter "query" is missing: it is the text of a GraphQL document.')
    persisted = extensions["persistedQuery"]
    digest = persisted.get("sha256Hash") if isinstance(persisted, dict) else None
    text = documents.text(digest) if isinstance(digest, str) else None
    if text is None:
        # The message by which Apollo and urql recognise that they have to send the text.
        raise RequestError(400, "PersistedQueryNotSupported", code="PERSISTED_QUERY_NOT_SUPPORTED")
    return text


def _map(parameters: Mapping[str, object], name: str) -> dict[str, object]:
    value = parameters.get(name)
    if value is None:
        return {}
    if not isinstance(value, dict):
        _refuse(f'The parameter "{name}" is neither a JSON object nor null.')
    return value


def _json(text: str, what: str) -> object:
    try:
        document: object = _DECODER.decode(text)
        if text.count("{") + text.count("[") > _MAX_NESTING:
            _refuse_deep(document, what)
        if "\\u" in text:
            # An escaped half of a surrogate pair gives a str that no driver and no answer can encode.
            json.dumps(document, ensure_ascii=False).encode()
    except RecursionError:
        _refuse(f"{what} is nested deeper than {_MAX_NESTING} levels.")
    except json.JSONDecodeError as error:
        _refuse(f"{what} is not JSON: {error.msg} at character {error.pos}.")
    except UnicodeEncodeError:
        _refuse(f"{what} holds half of a surrogate pair.")
    except ValueError as error:
        _refuse(f"{what} is not JSON this service reads: {error}.")
    return document


def _refuse_deep(document: object, what: str) -> None:
    level = [document]
    for _ in range(_MAX_NESTING):
        maps = [child for value in level if isinstance(value, dict) for child in value.values()]
        level = maps + [child for value in level if isinstance(value, list) for child in value]
        if not level:
            return
    _refuse(f"{what} is nested deeper than {_MAX_NESTING} levels.")


def _distinct(pairs: list[tuple[str, object]]) -> dict[str, object]:
    distinct = dict(pairs)
    if len(distinct) == len(pairs):
        return distinct
    names = [name for name, _ in pairs]
    twice = next((f'the key "{name}"' for name in _PARAMETERS if names.count(name) > 1), "a key")
    message = f"{twice} is given more than once in one object"
    raise ValueError(message)


def _no_constant(name: str) -> Never:
    message = f"{name} is not a JSON number"
    raise ValueError(message)


_DECODER: Final = json.JSONDecoder(object_pairs_hook=_distinct, parse_constant=_no_constant)


def _refuse(message: str) -> Never:
    raise RequestError(400, message)
