"""Adds to the site the pages of the repository, under their paths, and pages generated from the printed schema."""

import logging
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import distribution
from pathlib import Path
from typing import Final, Literal

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    build_schema,
    get_named_type,
)
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).parents[1]
PAGES = (
    "*.md",
    "docs/*.md",
    "docs/decisions/*.md",
    "docs/images/*.png",
    "docs/monitoring/*",
    "clients/*/README.md",
    "seed/*/*.md",
    "benchmarks/results/*.md",
    "benchmarks/results/*.svg",
    "web/assets/ATTRIBUTION.md",
    "schema/schema.graphql",
    "LICENSE",
)
KINDS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "territories": ("Territories", ("Territory",)),
    "actors": ("Actors", ("Actor",)),
    "engagements": ("Engagements", ("Engagement",)),
    "evidence": ("Evidence and plans", ()),
}
"""For each page about kinds of node, its title and the interfaces of its kinds; the last has all other kinds."""
BUILT_IN = "__"
SITE_PAGES: Final = "site/pages/"
"""The folder of the site's own pages: links in the repository include it; on the site these pages are at the root."""


def on_startup(*, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG001 - passed by mkdocs
    """Keep warnings enabled in a quiet build, where `strict` would not count them otherwise."""
    logging.getLogger("mkdocs").setLevel(logging.WARNING if command == "build" else logging.INFO)


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001 - passed by mkdocs
    """Remove from links the folder of the site's own pages, which is the root of the site."""
    return markdown.replace(f"]({SITE_PAGES}", "](")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages of the repository, those of the schema, and the licence of the theme."""
    licence = distribution("mkdocs-material").read_text("licenses/LICENSE")
    files.append(File.generated(config, "assets/theme-licence.txt", content=licence))
    for path in sorted(path for pattern in PAGES for path in ROOT.glob(pattern)):
        files.append(File.generated(config, path.relative_to(ROOT).as_posix(), abs_src_path=str(path)))
    schema = build_schema((ROOT / "schema" / "schema.graphql").read_text("utf-8"))
    for name, text in reference(schema).items():
        files.append(File.generated(config, f"reference/{name}.md", content=text))
    return files


def reference(schema: GraphQLSchema) -> dict[str, str]:
    """Return the pages of a schema by name, as Markdown; each type is on one page."""
    pages: dict[str, list[GraphQLNamedType]] = {name: [] for name in ("query", *KINDS, "answers", "words", "inputs")}
    for one in sorted(schema.type_map.values(), key=lambda one: one.name):
        if not one.name.startswith(BUILT_IN) and (page := _page_of(one)):
            pages[page].append(one)
    place = {one.name: page for page, types in pages.items() for one in types}
    titles = {name: title for name, (title, _) in KINDS.items()}
    titles |= {"query": "Root fields", "answers": "Answers", "words": "Words", "inputs": "Arguments and filters"}
    return {page: "\n".join([f"# {titles[page]}", "", *_sections(types, place, page)]) for page, types in pages.items()}


def _page_of(one: GraphQLNamedType) -> str | None:
    if isinstance(one, GraphQLEnumType):
        return "words"
    if isinstance(one, GraphQLInputObjectType):
        return "inputs"
    if not isinstance(one, GraphQLObjectType | GraphQLInterfaceType):
        return None
    if one.name == "Query":
        return "query"
    names = {one.name, *(interface.name for interface in one.interfaces)}
    if "Node" not in names:
        return "answers"
    return next((page for page, (_, known) in KINDS.items() if names & {*known}), "evidence")


def _sections(types: Iterable[GraphQLNamedType], place: Mapping[str, str], page: str) -> Iterator[str]:
    for one in types:
        if page != "query":
            yield f"## {one.name}\n\n{one.description or ''}\n"
        if isinstance(one, GraphQLEnumType):
            yield from ("| value | meaning |", "|---|---|")
            yield from (f"| `{name}` | {_line(value.description)} |" for name, value in one.values.items())
        elif isinstance(one, GraphQLInputObjectType):
            yield '??? note "Fields"\n'
            yield from ("    | name | type | meaning |", "    |---|---|---|")
            for name, field in one.fields.items():
                yield f"    | `{name}` | {_type(field.type, place, page)} | {_line(field.description)} |"
        elif isinstance(one, GraphQLObjectType | GraphQLInterfaceType):
            yield from ("| field | type | meaning |", "|---|---|---|")
            for name, field in one.fields.items():
                arguments = ", ".join(f"`{argument}`" for argument in field.args)
                asked = f" Arguments: {arguments}." if arguments else ""
                yield f"| `{name}` | {_type(field.type, place, page)} | {_line(field.description)}{asked} |"
        yield ""


def _type(found: object, place: Mapping[str, str], page: str) -> str:
    """Return a type as text, with a link to its section."""
    name = get_named_type(found).name  # type: ignore[arg-type, union-attr]
    text = f"`{found}`"
    if name not in place or place[name] == "query":
        return text
    return f"[{text}]({'' if place[name] == page else f'{place[name]}.md'}#{name.lower()})"


def _line(text: str | None) -> str:
    return " ".join((text or "").split()).replace("|", "\\|")
