"""Which root fields need the snapshot: by their arguments, and by anything nested in them."""

import pytest
from graphql import OperationDefinitionNode, parse, validate
from graphql.execution.values import VariableValues

from graph.model import SHAPE
from resolvers.compile.collector import Collector
from resolvers.compile.limits import fragments_of
from resolvers.compile.needs import needs_snapshot
from schema.query import graphql_schema

GRAPHQL = graphql_schema()
DEEP = """{ nodes(ids: []) { ...F } }
fragment F on Institution { engagements { edges { node { ...G } } } }
fragment G on Engagement { territories { edges { node { inCityContract(asOf: "today") } } } }"""
WITHIN = '{within: {id: "region:52"}}'


def needs(text: str) -> bool:
    document = parse(text)
    assert validate(GRAPHQL, document) == []
    operation = document.definitions[0]
    assert isinstance(operation, OperationDefinitionNode)
    assert GRAPHQL.query_type
    collector = Collector(GRAPHQL, fragments_of(document), VariableValues({}, {}))
    ((root, _),) = collector.roots(GRAPHQL.query_type, operation.selection_set)
    return needs_snapshot(root)


@pytest.mark.parametrize(
    "text",
    [
        '{ territory(ref: {id: "commune:44109"}) { id label parents { id } } }',
        '{ institutions(where: {label: {contains: "a"}}) { edges { node { label engagements { totalCount } } } } }',
        '{ node(id: "axis:1") { id ... on CityContract { inForceFrom } } }',
        '{ engagements(where: {inEffectOn: "today"}) { edges { node { inEffect(asOf: "today") } } } }',
        "{ __typename }",
    ],
)
def test_a_root_field_that_the_database_answers_alone_needs_no_snapshot(text: str) -> None:
    assert not needs(text)


@pytest.mark.parametrize(
    "text",
    [
        '{ territory(ref: {code: {kind: COMMUNE, code: "44109"}}) { id } }',
        f"{{ territories(where: {WITHIN}) {{ totalCount }} }}",
        f'{{ territories(where: {{OR: [{{name: {{eq: "a"}}}}, {{NOT: {WITHIN}}}]}}) {{ totalCount }} }}',
        f"{{ engagements(where: {{territories: {{some: {{node: {WITHIN}}}}}}}) {{ totalCount }} }}",
        f"{{ engagements {{ edges {{ node {{ territories(where: {WITHIN}) {{ totalCount }} }} }} }} }}",
        '{ actors { edges { node { mobilisedAxes(asOf: "today") } } } }',
        '{ node(id: "commune:44109") { ...F } } fragment F on Territory { coverage(asOf: "today") { status } }',
        DEEP,
    ],
)
def test_an_operation_that_the_database_cannot_answer_alone_needs_the_snapshot_however_deep(text: str) -> None:
    assert needs(text)


def test_every_condition_declared_to_need_the_snapshot_does() -> None:
    found = {c.name for kind in SHAPE.kinds.values() for c in kind.conditions if c.needs_snapshot}
    assert {"within", "reaches"} <= found
