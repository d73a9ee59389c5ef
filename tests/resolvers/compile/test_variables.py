"""Coercion of variables, compared with graphql-core's own."""

from typing import Any

from graphql import OperationDefinitionNode, build_schema, get_variable_values, parse
from graphql.execution.values import VariableValuesOrErrors
from hypothesis import example, given
from hypothesis import strategies as st

from resolvers.compile.variables import ERRORS_SHOWN, Variables

SCHEMA = build_schema("""
    enum Axis { KNOWLEDGE SUPPORT }
    scalar Day
    input Where { axis: Axis, AND: [Where!], text: String = "all" }
    type Query { none: Int }
""")
TYPES = [
    *("Int", "Int!", "String", "Boolean!", "ID", "Float", "Axis", "Axis!", "Day"),
    *("[Axis!]", "[Axis!]!", "[Int]", "[[Int]]", "Where", "[Where!]!"),
    *("Int = 10", "Axis = SUPPORT", '[String!] = ["a"]', 'Where = {text: "b"}'),
]
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(["KNOWLEDGE", "SUPPORT", "", "7"])
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["axis", "AND", "text", "no"]), inner),
    max_leaves=6,
)


def operation(types: list[str]) -> OperationDefinitionNode:
    defined = ", ".join(f"$v{place}: {one}" for place, one in enumerate(types))
    (definition,) = parse(f"query({defined}) {{ none }}").definitions
    assert isinstance(definition, OperationDefinitionNode)
    return definition


def outcome(values: VariableValuesOrErrors) -> object:
    """Return the values and their sources, or the errors, so that NaN equals NaN and 1 is neither 1.0 nor True."""
    if isinstance(values, list):
        return [str(error) for error in values]
    sources = {name: (str(source.signature.type), source.value) for name, source in values.sources.items()}
    return repr((values.coerced, sources))


@example(["Int = 10"], [])
@example(["Int!"], [])
@example(["[Axis!]", "Where"], [["SUPPORT"], {"axis": "no"}])
@given(st.lists(st.sampled_from(TYPES), min_size=1, max_size=4), st.lists(VALUES, max_size=5))
def test_values_and_errors_are_those_of_graphql_core(types: list[str], values: list[Any]) -> None:
    definition = operation(types)
    variables = {f"v{place}": value for place, value in enumerate(values)}
    expected = get_variable_values(SCHEMA, definition.variable_definitions or (), variables, max_errors=ERRORS_SHOWN)
    assert outcome(Variables(SCHEMA, definition).coerce(variables)) == outcome(expected)


def test_a_value_that_is_not_given_is_not_null() -> None:
    coerced = Variables(SCHEMA, operation(["Int", "Axis"])).coerce({"v1": None})
    assert not isinstance(coerced, list)
    assert coerced.coerced == {"v1": None}
    assert list(coerced.sources) == ["v0", "v1"]


def test_values_nested_without_end_are_an_error() -> None:
    deep: Any = 1
    for _ in range(100_000):
        deep = [deep]
    assert outcome(Variables(SCHEMA, operation(["[Int]"])).coerce({"v0": deep})) == [
        "Variable values are nested too deeply."
    ]
