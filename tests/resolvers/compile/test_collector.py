"""From a document to selections: fragments merged, directives applied, arguments as plain values."""

from typing import Any

from graphql import GraphQLSchema, OperationDefinitionNode, SelectionNode, get_variable_values, parse, validate
from graphql.execution.values import VariableValues

from graph.statement.core.run import DeferredList, Slot, Values, resolve
from graph.statement.core.selection import Field, Selection
from resolvers.compile.collector import Collector, plain
from resolvers.compile.limits import fragments_of
from schema.query import graphql_schema
from tests.resolvers.compile.schemas import SCHEMA


class Collected:
    """The selections of one document."""

    def __init__(
        self, text: str, variables: dict[str, Any] | None = None, *, schema: GraphQLSchema = SCHEMA, typed: bool = False
    ) -> None:
        document = parse(text)
        assert validate(schema, document) == []
        operation = next(d for d in document.definitions if isinstance(d, OperationDefinitionNode))
        coerced = get_variable_values(schema, operation.variable_definitions or (), variables or {})
        assert isinstance(coerced, VariableValues)
        self.selection_set = operation.selection_set
        self.collector = Collector(schema, fragments_of(document), coerced, typed=typed)
        assert schema.query_type
        self.roots = [field for field, _ in self.collector.roots(schema.query_type, operation.selection_set)]

    @property
    def root(self) -> Field:
        """The one root field."""
        (root,) = self.roots
        return root


class Bounded(Collector):
    """A document that fails after this many visits of its nodes."""

    left = 1_000

    def _included(self, node: SelectionNode) -> bool:
        self.left -= 1
        assert self.left
        return super()._included(node)


def shown(selection: Selection | None) -> dict[str, list[str]]:
    """Return the keys selected on each type."""
    return {name: [field.key for field in fields] for name, fields in (selection.fields if selection else {}).items()}


# --- merging ---------------------------------------------------------------------------------------------------------


def test_root_fields_come_in_the_order_of_the_answer_under_their_aliases() -> None:
    found = Collected("{ b: size(of: 1) ...F a: size } fragment F on Query { c: size b: size(of: 1) }").roots
    assert [(field.key, field.name) for field in found] == [("b", "size"), ("c", "size"), ("a", "size")]


def test_fields_of_one_key_are_merged_with_all_that_is_below_them() -> None:
    root = Collected(
        """{ box { id inside { id } ...F ... on Box { inside { b: bounces } } } }
        fragment F on Thing { label ... on Box { inside { colour id } } }"""
    ).root
    assert shown(root.selection) == {"Box": ["id", "inside", "label"]}
    assert shown(root.sub().named("inside")[0].selection) == {"Ball": ["id", "colour", "b"]}


def test_an_interface_or_union_has_a_selection_for_each_of_its_types() -> None:
    text = """{ things { id ... on Ball { bounces } ...F near { ... on Box { label } __typename } } }
    fragment F on Box { holds { id } }"""
    root = Collected(text).root
    assert shown(root.selection) == {"Ball": ["id", "bounces", "near"], "Box": ["id", "holds", "near"]}
    near = root.sub().named("near")[0]
    assert shown(near.selection) == {"Ball": ["__typename"], "Box": ["label", "__typename"]}
    assert shown(Collected("{ any { ... on Thing { id } ... on Box { label } } }").root.selection) == {
        "Ball": ["id"],
        "Box": ["id", "label"],
    }


def test_a_fragment_of_another_type_selects_nothing() -> None:
    assert shown(Collected("{ things { ... on Thing { ... on Box { id } } } }").root.selection)["Ball"] == []


def test_fields_are_collected_once_however_often_fragments_are_spread() -> None:
    levels = 30
    doubling = [f"fragment F{n} on Thing {{ near {{ ...F{n + 1} ...F{n + 1} }} }}" for n in range(levels)]
    text = " ".join(["{ things { ...F0 } }", *doubling, f"fragment F{levels} on Thing {{ id }}"])
    document = parse(text)
    operation = document.definitions[0]
    assert isinstance(operation, OperationDefinitionNode)
    collector = Bounded(SCHEMA, fragments_of(document), VariableValues({}, {}))
    assert SCHEMA.query_type
    collector.roots(SCHEMA.query_type, operation.selection_set)
    assert collector.collected == levels + 2


# --- directives ------------------------------------------------------------------------------------------------------


def test_skip_and_include_are_applied_to_fields_and_fragments() -> None:
    text = """query Q($yes: Boolean!, $no: Boolean!) { box {
      a: id @include(if: $yes) b: id @include(if: $no) c: id @skip(if: $no) d: id @skip(if: $yes)
      e: id @include(if: true) @skip(if: true)
      ... @include(if: $no) { f: id } ...F @skip(if: $no) ...G @skip(if: $yes)
    } } fragment F on Box { g: id } fragment G on Box { h: id }"""
    assert shown(Collected(text, {"yes": True, "no": False}).root.selection) == {"Box": ["a", "c", "g"]}


# --- arguments -------------------------------------------------------------------------------------------------------


def test_arguments_are_plain_values_with_their_defaults() -> None:
    root = Collected('query Q($size: Int) { things(where: {name: "a", size: $size, all: [{open: true}]}) { id } }').root
    assert root.arguments == {"first": 5, "where": {"name": "a", "all": [{"open": True}]}}
    given = Collected('{ ball(id: "1", colour: BLUE) { id } }').root
    assert given.arguments == {"id": "1", "colour": "BLUE"}


def test_an_enum_becomes_its_stored_value() -> None:
    text = "{ institutions(where: {institutionKind: {in: [COMMUNE, SCHOOL]}}, orderBy: [{name: DESC}]) { totalCount } }"
    arguments = Collected(text, schema=graphql_schema()).root.arguments
    assert arguments["where"] == {"institutionKind": {"in": ["COMMUNE", "SCHOOL"]}}
    assert type(arguments["where"]["institutionKind"]["in"][0]) is str
    assert arguments["orderBy"] == [{"name": "DESC"}]


def test_a_list_with_a_deferred_item_is_deferred() -> None:
    slot = Slot(0)
    found = plain({"ids": ["a", slot], "names": ["a"], "first": slot})
    assert isinstance(found["ids"], DeferredList)
    assert (found["names"], found["first"]) == (["a"], slot)
    assert resolve(found, Values(["b"])) == {"ids": ["a", "b"], "names": ["a"], "first": "b"}


# --- what is known of a field ----------------------------------------------------------------------------------------


def test_a_field_knows_whether_it_is_a_list_and_whether_it_may_be_null() -> None:
    root = Collected("{ box { id label near { id } holds { bounces colour } inside { id } } }").root
    facts = {field.key: (field.many, field.required) for field in root.sub().fields["Box"]}
    assert facts == {
        "id": (False, True),
        "label": (False, False),
        "near": (True, True),
        "holds": (True, True),
        "inside": (False, False),
    }
    assert (root.many, root.required) == (False, True)


def test_no_field_is_required_if_an_executor_completes_the_answer() -> None:
    root = Collected("{ box { id near { id } } }", typed=True).root
    assert not any(field.required for field in (root, *root.sub().fields["Box"]))


def test_the_same_field_on_several_types_is_one_field() -> None:
    selection = Collected("{ things { id label } }").root.sub()
    assert [a is b for a, b in zip(selection.of("Ball"), selection.of("Box"), strict=True)] == [True, True]


# --- where errors stand ----------------------------------------------------------------------------------------------


def test_the_nodes_at_a_path_are_found_through_lists_fragments_and_aliases() -> None:
    text = """{ box { n: near { id } ...F } other: box { n: near { label } } }
    fragment F on Box { ... on Thing { n: near { label } } }"""
    found = Collected(text)
    nodes = found.collector.nodes_at(found.selection_set, ["box", "n", 0, "label"])
    assert [(node.name.value, node.loc and node.loc.start_token.line) for node in nodes] == [("label", 2)]
    assert len(found.collector.nodes_at(found.selection_set, ["box", "n"])) == 2
    assert found.collector.nodes_at(found.selection_set, ["nothing"]) == []
