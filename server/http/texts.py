"""The texts for programs: the schema for the tools of clients, and how to ask, for those that write questions."""

from collections.abc import Awaitable, Callable
from functools import cache
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from schema.outline import outline
from schema.query import printed_schema

GUIDE = Path(__file__).with_name("llms.md")


def guide() -> str:
    """Return how to ask and to read an answer, with worked questions and the outline of the schema."""
    return GUIDE.read_text("utf-8") + outline()


def _tagged(text_of: Callable[[], str]) -> Callable[[Request], Awaitable[Response]]:
    """Return the endpoint of a text; a client that has it gets 304."""

    @cache
    def text_and_tag() -> tuple[str, str]:
        text = text_of()
        return text, f'W/"{sha256(text.encode()).hexdigest()[:32]}"'  # weak: the text is packed in several ways

    async def answer(request: Request) -> Response:
        text, tag = text_and_tag()
        known = {each.strip() for each in request.headers.get("if-none-match", "").split(",")}
        headers = {"etag": tag, "cache-control": "no-cache"}
        if tag in known or "*" in known:
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
        return PlainTextResponse(text, headers=headers)

    return answer


schema_text = _tagged(printed_schema)
llms_text = _tagged(guide)
