"""Tools for AI agents: the GraphQL documents in `tools/`, each with its arguments as a JSON Schema.

A document begins with a comment. Its first line says what the document answers; « page: » precedes the URL of the
console page that shows the answer, in which `{name}` stands for a variable; « $name: » precedes the meaning of a
variable that the schema does not describe; « in order: » precedes the names of two variables that are days, the earlier
day first; « rests on: » precedes the assumptions of the answer that no source states.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import takewhile
from pathlib import Path
from typing import Any, Final, TypeVar
from urllib.parse import quote

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLSchema,
    InlineFragmentNode,
    Node,
    OperationDefinitionNode,
    VariableNode,
    Visitor,
    is_abstract_type,
    parse,
    print_ast,
    visit,
)

from server.http.tool_arguments import arguments_of, echo, fault_of, without_nulls

FOLDER: Final = Path(__file__).with_name("tools")
FRAGMENTS: Final = FOLDER / "fragments.graphql"
"""The shared fragments, which select the days and the sources of what is stated."""
_Kind = TypeVar("_Kind", bound=Node)


@dataclass(frozen=True)
class ById:
    """A root field that returns the node with an id: the argument with the id, and the possible types of the node."""

    argument: str
    types: frozenset[str]


@dataclass(frozen=True)
class Tool:
    """A tool: its name, description, document, arguments, and the console page that shows the answer."""

    name: str
    description: str
    text: str
    arguments: Mapping[str, Any]
    page: str
    rests_on: str | None
    days_in_order: tuple[str, ...]
    by_id: Mapping[str, ById]

    def given(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """Return the arguments without nulls, except where null has a meaning."""
        return without_nulls(self.arguments, arguments)

    def fault(self, given: Mapping[str, Any], today: date) -> str | None:
        """Return a sentence on the wrong argument and what would be right; None if all are right."""
        if fault := fault_of(self.arguments, given, self.name):
            return fault
        texts = self._texts(given, today)
        days = [texts[name] for name in self.days_in_order]
        if days == sorted(days):
            return None
        earlier, later = self.days_in_order
        return f"{earlier}: {echo(days[0])} is later than {later}, {echo(days[1])}; give the earlier day"

    def id_fault(self, given: Mapping[str, Any], data: Mapping[str, Any]) -> str | None:
        """Return a sentence on an id that is unknown or of a kind not served here; None if all are right."""
        for root, asked in self.by_id.items():
            named, node = f"{asked.argument}: {echo(given[asked.argument])}", data[root]
            if node is None:
                return f"{named}: no node has this id; the tool find returns ids"
            if node["__typename"] not in asked.types:
                kinds = ", ".join(sorted(asked.types))
                return f"{named} is of the kind {node['__typename']}; give the id of one of {kinds}, as find gives it"
        return None

    def day(self, given: Mapping[str, Any], today: date) -> str:
        """Return the day of the answer: the one asked for, else today."""
        return self._texts(given, today).get("asOf", today.isoformat())

    def address(self, given: Mapping[str, Any], today: date) -> str:
        """Return the URL of the page for these arguments."""
        return self.page.format_map({name: quote(text, safe=":,") for name, text in self._texts(given, today).items()})

    def _texts(self, given: Mapping[str, Any], today: date) -> dict[str, str]:
        """Return the arguments as texts; missing ones have their default."""
        values = {name: schema.get("default", "") for name, schema in self.arguments["properties"].items()}
        values |= given
        return {name: today.isoformat() if value == "today" else _text(value) for name, value in values.items()}


def tools(schema: GraphQLSchema) -> list[Tool]:
    """Return the tools, sorted by name."""
    shared = [one for one in parse(FRAGMENTS.read_text("utf-8")).definitions if isinstance(one, FragmentDefinitionNode)]
    fragments = {one.name.value: one for one in shared}
    paths = sorted(path for path in FOLDER.glob("*.graphql") if path != FRAGMENTS)
    return [_tool(path.read_text("utf-8"), schema, fragments) for path in paths]


def _tool(text: str, schema: GraphQLSchema, fragments: Mapping[str, FragmentDefinitionNode]) -> Tool:
    whole = "\n\n".join([text.rstrip(), *(print_ast(one) for one in _spread_in(parse(text), fragments))])
    document = parse(whole)
    (operation,) = (one for one in document.definitions if isinstance(one, OperationDefinitionNode))
    description, head = _head(text)
    meanings = {key.removeprefix("$"): value for key, value in head.items() if key.startswith("$")}
    return Tool(
        operation.name.value if operation.name else "",
        description,
        whole,
        arguments_of(document, operation, schema, meanings),
        head["page"],
        head.get("rests on"),
        tuple(head["in order"].split(", ")) if "in order" in head else (),
        dict(_by_id(operation, schema)),
    )


def _head(text: str) -> tuple[str, dict[str, str]]:
    """Return the description of a document, and the values of the other lines of its comment by their keys."""
    lines = [line.removeprefix("# ") for line in takewhile(lambda line: line.startswith("# "), text.splitlines())]
    return lines[0], {key: value for key, _, value in (line.partition(": ") for line in lines[1:])}


def _spread_in(part: Node, fragments: Mapping[str, FragmentDefinitionNode]) -> Iterable[FragmentDefinitionNode]:
    """Return the shared fragments that a document uses, directly or through other fragments, each once."""
    fragments_spread: dict[str, FragmentDefinitionNode] = {}
    waiting = [part]
    while waiting:
        for spread in _all_of(FragmentSpreadNode, waiting.pop()):
            name = spread.name.value
            if name in fragments and name not in fragments_spread:
                fragments_spread[name] = fragments[name]
                waiting.append(fragments[name])
    return fragments_spread.values()


def _by_id(operation: OperationDefinitionNode, schema: GraphQLSchema) -> Iterator[tuple[str, ById]]:
    """Yield the root fields that return the node with an id."""
    for root in operation.selection_set.selections:
        if not isinstance(root, FieldNode) or root.name.value not in {"node", "territory"}:
            continue
        (variable,) = (one for argument in root.arguments or () for one in _all_of(VariableNode, argument))
        inner = root.selection_set.selections if root.selection_set and root.name.value == "node" else ()
        narrowed = [one.type_condition for one in inner if isinstance(one, InlineFragmentNode) and one.type_condition]
        types = [one.name.value for one in narrowed] or [{"node": "Node", "territory": "Territory"}[root.name.value]]
        key = root.alias.value if root.alias else root.name.value
        yield key, ById(variable.name.value, frozenset(one for name in types for one in _objects(name, schema)))


def _objects(name: str, schema: GraphQLSchema) -> Iterator[str]:
    """Yield the names of the object types that a type stands for."""
    named = schema.type_map[name]
    if is_abstract_type(named):
        yield from (one.name for one in schema.get_possible_types(named))
    else:
        yield name


def _all_of(kind: type[_Kind], part: Node) -> list[_Kind]:
    """Return the syntax nodes of one type in a part of a document."""
    nodes: list[_Kind] = []

    class _Collector(Visitor):
        def enter(self, node: Node, *_: Any) -> None:
            if isinstance(node, kind):
                nodes.append(node)

    visit(part, _Collector())
    return nodes


def _text(value: Any) -> str:
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)
