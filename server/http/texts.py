"""Texts for programs: the schema for client tools, and a guide for programs that write queries."""

from collections.abc import Awaitable, Callable
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from graph.rights import ViewKey
from schema.outline import outline
from schema.query import printed_schema
from server.http.etags import REVALIDATED, matches, not_modified, tag_of

GUIDE = Path(__file__).with_name("llms.md")
READING = "## How to read an answer\n"


def guide() -> str:
    """Return the guide to queries and answers, with examples and an outline of the schema."""
    return GUIDE.read_text("utf-8") + outline()


def reading() -> str:
    """Return the part of the guide about reading an answer."""
    _, _, after = GUIDE.read_text("utf-8").partition(READING)
    return after.partition("\n## ")[0].strip()


def _tagged(text_of: Callable[[], str]) -> Callable[[Request], Awaitable[Response]]:
    """Return the endpoint of a text with an ETag."""

    @cache
    def text_and_tag() -> tuple[str, str]:
        text = text_of()
        return text, tag_of(ViewKey.of_all(text))

    async def answer(request: Request) -> Response:
        text, tag = text_and_tag()
        if matches(request.headers, tag):
            return not_modified(tag)
        return PlainTextResponse(text, headers={"etag": tag, **REVALIDATED})

    return answer


schema_text = _tagged(printed_schema)
llms_text = _tagged(guide)
