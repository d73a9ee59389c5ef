"""Nested answers as tables: one row for each combination of what stands in their lists.

An engagement with two actors and three axes is six rows; an empty list leaves its columns empty and its row in place.
A column is named by the path to its field, with dots, as the document names it.
"""

import importlib
import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel

UNNAMED = frozenset({"nodes", "edges", "node"})
"""Fields of connections, which no path names."""
UNSHOWN = frozenset({"__typename", "pageInfo"})
Path = tuple[str, ...]
Row = dict[str, Any]


class IncompleteError(Exception):
    """A list inside an answer goes on beyond the page that its document asks for; the message names it."""


@dataclass(frozen=True)
class Table:
    """Rows of one answer: days are dates, words of the vocabularies their codes, a missing value is None."""

    columns: list[str]
    rows: list[Row]

    def to_frame(self, library: str = "pandas") -> Any:
        """Return the table as a DataFrame.

        Args:
            library: « pandas » or « polars »; it has to be installed.
        """
        if library not in {"pandas", "polars"}:
            message = f"{library!r} makes no frame here; give 'pandas' or 'polars'"
            raise ValueError(message)
        columns = {name: [row.get(name) for row in self.rows] for name in self.columns}
        # Loaded here: whoever wants rows only needs neither, and both take long to load.
        frames = importlib.import_module(library)
        return frames.DataFrame(columns, strict=False) if library == "polars" else frames.DataFrame(columns)


def table_of_pages(ask: Callable[[str | None], BaseModel]) -> Table:
    """Return all pages of a list as one table; `ask` returns the page after a cursor."""
    columns: list[str] = []
    rows: list[Row] = []
    after: str | None = None
    while True:
        answer = ask(after)
        ((name, field),) = type(answer).model_fields.items()
        connection = getattr(answer, name)
        if not columns:
            (nodes,) = _models(type(connection).model_fields["nodes"].annotation)
            columns = list(_columns(nodes, ()))
        for node in connection.nodes:
            rows += _rows(node, (), field.alias or name)
        if not connection.page_info.has_next_page:
            return Table(columns, rows)
        after = connection.page_info.end_cursor


def _shown(model: type[BaseModel], path: Path) -> Iterator[tuple[str, Path, Any]]:
    """Yield the attribute, the path and the type of each field that is shown."""
    for name, field in model.model_fields.items():
        field_name = field.alias or name
        if field_name not in UNSHOWN:
            yield name, path if field_name in UNNAMED else (*path, field_name), field.annotation


def _columns(model: type[BaseModel], path: Path) -> Iterator[str]:
    for _, at, annotation in _shown(model, path):
        models = _models(annotation)
        if not models:
            yield ".".join(at)
        for inner in models:
            yield from _columns(inner, at)


def _rows(value: Any, path: Path, name: str) -> list[Row]:
    """Return the rows of a value at a path; `name` is that of the list, for messages."""
    if isinstance(value, list):
        return [row for one in value for row in _rows(one, path, name)] or [{}]
    if isinstance(value, BaseModel):
        page = getattr(value, "page_info", None)
        if page is not None and page.has_next_page:
            message = f"{'.'.join((name, *path))}: there are more than its document asks for"
            raise IncompleteError(message)
        rows: list[Row] = [{}]
        for attribute, at, annotation in _shown(type(value), path):
            inner = getattr(value, attribute)
            if inner is not None or not _models(annotation):
                rows = [row | more for row in rows for more in _rows(inner, at, name)]
        return rows
    return [{".".join(path): value.value if isinstance(value, Enum) else value}]


def _models(annotation: Any) -> list[type[BaseModel]]:
    """Return the types of objects in a type: none for a scalar, several for what is one of several."""
    if get_origin(annotation) in {list, Union, types.UnionType}:
        return [model for inner in get_args(annotation) for model in _models(inner)]
    return [annotation] if isinstance(annotation, type) and issubclass(annotation, BaseModel) else []
