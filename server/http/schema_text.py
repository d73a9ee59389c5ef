"""The address `/schema.graphql`: the schema as text, for the tools of clients."""

from functools import cache
from hashlib import sha256
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from schema.query import printed_schema


@cache
def _text_and_tag() -> tuple[str, str]:
    """Return the schema, and its tag: a weak one, since the text is packed in several ways."""
    text = printed_schema()
    return text, f'W/"{sha256(text.encode()).hexdigest()[:32]}"'


async def schema_text(request: Request) -> Response:
    """Answer with the schema, or with 304 to a client that has it."""
    text, tag = _text_and_tag()
    known = {each.strip() for each in request.headers.get("if-none-match", "").split(",")}
    headers = {"etag": tag, "cache-control": "no-cache"}
    if tag in known or "*" in known:
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return PlainTextResponse(text, headers=headers)
