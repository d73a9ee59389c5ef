"""Nodes as other services of a federated graph refer to them: by id, by official code, by SIREN.

The result for a representation is compared with `nodes` by id.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from graphql import build_schema

from changes.changeset import Change, Changes, Facts
from changes.rows import GraphRows
from changes.statements import writing_of
from graph.bounds import Limits
from graph.domain.counting import Durations
from graph.rights import Viewer
from resolvers.service import Service
from schema.federation import subgraph_schema
from tests.api_session import VIEWERS, ApiSession

pytestmark = pytest.mark.database
SELECTED = """__typename
  ... on Institution { id label siren mobilisedAxes(asOf: "2026-11-25")
    engagements(first: 2) { totalCount nodes { id } } }
  ... on Trainer { id label }
  ... on AdministrativeTerritory { id code population coverage(asOf: "2026-11-25") { axis status } }
  ... on CityContract { id label generation }"""
ENTITIES = f"query ($named: [_Any!]!) {{ _entities(representations: $named) {{ {SELECTED} }} }}"
NODES = f"query ($ids: [ID!]!) {{ nodes(ids: $ids) {{ {SELECTED} }} }}"
NAMED: list[tuple[dict[str, Any], str | None]] = [
    ({"__typename": "Institution", "siren": "244400404"}, "institution:244400404"),
    ({"__typename": "AdministrativeTerritory", "kind": "COMMUNE", "code": "44109"}, "commune:44109"),
    ({"__typename": "AdministrativeTerritory", "kind": "DEPARTEMENT", "code": "2A"}, "departement:2A"),
    ({"__typename": "AdministrativeTerritory", "kind": "QPV", "code": "QN04401M"}, "qpv:QN04401M"),
    ({"__typename": "CityContract", "generation": "2024-2030", "code": "CN04403I"}, "contract:2024:CN04403I"),
    ({"__typename": "CityContract", "id": "contract:2024:CN04403I"}, "contract:2024:CN04403I"),
    ({"__typename": "Institution", "id": "institution:demo-mairie-nantes"}, "institution:demo-mairie-nantes"),
    ({"__typename": "AdministrativeTerritory", "id": "region:52"}, "region:52"),
    ({"__typename": "Institution", "siren": "000000000"}, None),
    ({"__typename": "Institution", "id": "commune:44109"}, None),
    ({"__typename": "Trainer", "id": "institution:demo-mairie-nantes"}, None),
    ({"__typename": "AdministrativeTerritory", "kind": "COMMUNE", "code": "99999"}, None),
]


@pytest.fixture
def subgraph(national: ApiSession) -> Iterator[ApiSession]:
    """The national graph, queried as a gateway does."""
    kept = national.service
    national.service = Service(subgraph_schema(), Limits())
    yield national
    national.service = kept


@pytest.mark.parametrize("viewer", VIEWERS)
async def test_representations_find_the_nodes_in_their_order_in_one_statement(
    subgraph: ApiSession, viewer: Viewer
) -> None:
    trainers = await subgraph.data("{ trainers(first: 2) { nodes { id } } }", viewer=viewer)
    ids = [node["id"] for node in trainers["trainers"]["nodes"]]
    named = [*NAMED, *(({"__typename": "Trainer", "id": identifier}, identifier) for identifier in ids), NAMED[0]]
    await subgraph.store.current()
    answer = await subgraph.ask(ENTITIES, {"named": [representation for representation, _ in named]}, viewer)
    assert not answer.errors
    assert answer.usage.statements == 1
    direct = await subgraph.data(NODES, {"ids": [identifier for _, identifier in named if identifier]}, viewer)
    expected = iter(direct["nodes"])
    assert answer.data == {"_entities": [next(expected) if identifier else None for _, identifier in named]}


async def test_a_batch_is_planned_once_whatever_it_names(subgraph: ApiSession) -> None:
    for representation, _ in NAMED[1:]:
        await subgraph.data(ENTITIES, {"named": [representation, NAMED[0][0]]})
    assert subgraph.service.plans.misses == 1


@pytest.mark.parametrize(
    ("representation", "message"),
    [
        (
            {"__typename": "Coverage", "id": "offer:1"},
            "__typename: 'Coverage' is not a type with a key; expected one of Administr",
        ),
        ({"id": "region:52"}, "__typename: 'None' is not a type with a key"),
        ("region:52", "is not a type with a key"),
        (
            {"__typename": "Institution", "siren": 244400404},
            "no key is given as text; expected id or siren",
        ),
        ({"__typename": "AdministrativeTerritory", "code": "44109"}, "expected id or kind and code"),
    ],
)
async def test_a_representation_that_names_no_node_is_refused(
    subgraph: ApiSession, representation: object, message: str
) -> None:
    answer = await subgraph.ask(ENTITIES, {"named": [representation]})
    assert answer.codes == ["BAD_USER_INPUT"]
    assert message in answer.errors[0]["message"]


async def test_too_many_are_refused_by_their_number(subgraph: ApiSession) -> None:
    answer = await subgraph.ask(
        "query ($named: [_Any!]!) { _entities(representations: $named) { __typename } }",
        {"named": [NAMED[0][0]] * 1_001},
    )
    assert answer.codes == ["LIMIT_EXCEEDED"]


async def test_a_siren_names_the_body_and_not_its_establishments(scratch: ApiSession) -> None:
    await scratch.replace(GraphRows())
    numbers: dict[str, Facts] = {
        "institution:a-establishment": {"siren": "244400404", "siret": "24440040400129"},
        "institution:b-body": {"siren": "244400404"},
        "institution:c-establishment": {"siren": "244400404", "siret": "24440040400137"},
    }
    common: Facts = {"kind": "ASSOCIATION", "fictional": True}
    changes = Changes({("Institution", i): Change(None, {"name": i, **common, **of}) for i, of in numbers.items()})
    await scratch.client.write((await writing_of(scratch.client, changes, Durations())).statements)
    scratch.service = Service(subgraph_schema(), Limits())
    found = await scratch.data(ENTITIES, {"named": [{"__typename": "Institution", "siren": "244400404"}]})
    assert [one["id"] for one in found["_entities"]] == ["institution:b-body"]


async def test_the_service_returns_its_schema_with_the_keys(subgraph: ApiSession) -> None:
    sdl = (await subgraph.data("{ _service { sdl } }"))["_service"]["sdl"]
    assert 'type Institution implements Actor & Node @key(fields: "id") @key(fields: "siren")' in sdl
    assert "_entities" not in sdl


async def test_a_gateway_does_not_get_the_fields_that_each_relay_service_has_for_itself(subgraph: ApiSession) -> None:
    sdl = build_schema((await subgraph.data("{ _service { sdl } }"))["_service"]["sdl"], assume_valid_sdl=True)
    assert sdl.query_type
    assert not {"node", "nodes"} & set(sdl.query_type.fields)
    assert set(sdl.get_type("Node").fields) == {"id"}  # type: ignore[union-attr]
    assert (await subgraph.data('{ node(id: "region:52") { label } }'))["node"] == {"label": "Pays de la Loire"}


async def test_a_service_without_the_setting_is_no_subgraph(national: ApiSession) -> None:
    answer = await national.ask("{ _service { sdl } }")
    assert "Cannot query field '_service'" in answer.errors[0]["message"]
