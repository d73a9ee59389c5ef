"""Nested answers as tables, with one row for each combination of the items in their lists.

An engagement with two actors and three axes has six rows; an empty list leaves its columns empty and keeps the row.
A column is named by the path to its field in the document, with dots.
"""

import importlib
import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel

CONNECTION_FIELDS = frozenset({"nodes", "edges", "node"})
"""Fields of connections, which are left out of the names of columns."""
OMITTED_FIELDS = frozenset({"__typename", "pageInfo"})
Path = tuple[str, ...]
Row = dict[str, Any]


class IncompleteError(Exception):
    """A list inside an answer has more items than its document requests; the message names it."""


@dataclass(frozen=True)
class Table:
    """The rows of an answer: days are `date` objects, enums are their codes, missing values are None."""

    columns: list[str]
    rows: list[Row]

    def to_frame(self, library: str = "pandas") -> Any:
        """Return the table as a DataFrame.

        Args:
            library: « pandas » or « polars »; it has to be installed.
        """
        if library not in {"pandas", "polars"}:
            message = f"unknown library {library!r}; give 'pandas' or 'polars'"
            raise ValueError(message)
        columns = {name: [row.get(name) for row in self.rows] for name in self.columns}
        # Imported here, since both take long to load and a user of the rows needs neither.
        try:
            frames = importlib.import_module(library)
        except ModuleNotFoundError as missing:
            message = f"{library} is not installed: pip install 'cinqaxes-client[{library}]'"
            raise ModuleNotFoundError(message, name=library) from missing
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


def _fields(model: type[BaseModel], path: Path) -> Iterator[tuple[str, Path, Any]]:
    """Yield the attribute, the path and the type of each field that belongs in the table."""
    for name, field in model.model_fields.items():
        field_name = field.alias or name
        if field_name not in OMITTED_FIELDS:
            yield name, path if field_name in CONNECTION_FIELDS else (*path, field_name), field.annotation


def _columns(model: type[BaseModel], path: Path) -> Iterator[str]:
    for _, at, annotation in _fields(model, path):
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
            message = f"{'.'.join((name, *path))}: the list has more items than its document requests"
            raise IncompleteError(message)
        rows: list[Row] = [{}]
        for attribute, at, annotation in _fields(type(value), path):
            inner = getattr(value, attribute)
            if inner is not None or not _models(annotation):
                rows = [row | more for row in rows for more in _rows(inner, at, name)]
        return rows
    return [{".".join(path): value.value if isinstance(value, Enum) else value}]


def _models(annotation: Any) -> list[type[BaseModel]]:
    """Return the object types in an annotation: none for a scalar, several for a union."""
    if get_origin(annotation) in {list, Union, types.UnionType}:
        return [model for inner in get_args(annotation) for model in _models(inner)]
    return [annotation] if isinstance(annotation, type) and issubclass(annotation, BaseModel) else []
