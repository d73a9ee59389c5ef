"""The queries documented in our pages and packages, with values for their variables."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from schema.query import graphql_schema
from server.http.tools import tools
from tests.clients.agents import CALLS

PAGES = ("README.md", "docs/examples.md", "server/http/llms.md")
SCRIPT = re.compile(r"`(query .*?)`", re.DOTALL)
PAGE_VALUES: Mapping[str, Any] = {
    "actor": "institution:demo-mairie-nantes",
    "within": {"code": {"kind": "DEPARTEMENT", "code": "44"}},
    "day": "2026-11-25",
}
"""The values of the variables in the queries of the pages."""
PACKAGE_VALUES: Mapping[str, Mapping[str, Any]] = {
    "coverage": {"rows": {"kind": "CITY_CONTRACT"}, "axes": ["VICTIM_SUPPORT"], "orderBy": [{"gaps": "DESC"}]},
    "engagements": {"asOf": "2026-11-25", "first": 20},
    "mobilised": {"within": {"id": "region:52"}, "axes": ["VICTIM_SUPPORT"]},
}
"""The values of the variables in the documents of the Python package."""


class Documented(NamedTuple):
    """A query, and the page or file that contains it."""

    place: str
    text: str
    variables: Mapping[str, Any]


def documented(repository: Path) -> list[Documented]:
    """Return the queries of the pages, of the packages and of the tools for AI agents."""
    return [*for_people(repository), *_of_tools()]


def for_people(repository: Path) -> list[Documented]:
    """Return the queries that people copy into their own programs."""
    return [*_of_pages(repository), *_of_package(repository)]


def _of_pages(repository: Path) -> Iterator[Documented]:
    for name in PAGES:
        text = (repository / name).read_text("utf-8")
        for number, question in enumerate(re.findall(r"```graphql\n(.*?)```", text, re.DOTALL), 1):
            yield _documented(f"{name} {number}", question)
    page = (repository / "site" / "pages" / "frontend.md").read_text("utf-8")
    for question in SCRIPT.findall(page):
        yield _documented("frontend.md", question)


def _documented(place: str, text: str) -> Documented:
    return Documented(place, text, {name: value for name, value in PAGE_VALUES.items() if f"${name}:" in text})


def _of_package(repository: Path) -> Iterator[Documented]:
    for path in sorted((repository / "clients" / "python").glob("*/*.graphql")):
        if path.parent.name == "documents":
            yield Documented(f"documents/{path.name}", path.read_text("utf-8"), PACKAGE_VALUES[path.stem])


def _of_tools() -> Iterator[Documented]:
    for tool in tools(graphql_schema()):
        yield Documented(f"tools/{tool.name}", tool.text, CALLS[tool.name])
