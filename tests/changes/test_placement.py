"""Areas follow from sets of communes: compared with areas computed by brute force, for random QPV."""

from collections.abc import Mapping

from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from changes.changeset import Change, Changes, Facts
from changes.rows import EdgeKey
from changes.statements import writing_of
from graph.domain.counting import Durations
from seed.references.read import read_references
from tests.api_session import ApiSession
from tests.content import digest
from tests.engines import as_many
from tests.graphs import two_departements
from tests.proofs import TIMES

COMMUNES = [f"commune:{code}" for code in ("44109", "44162", "44194", "44143", "44184", "44103", "44190")]
CONTRACTS = ["contract:2024:CN04403I", "contract:2024:CN04401I"]
KNOWN, NEW = ["qpv:QN04401M", "qpv:QN04404M"], ["qpv:QN04499X", "qpv:QN04499Y"]
AREA = """query ($id: ID!) { node(id: $id) { ... on Territory {
  sameGround { id } ancestors { id } overlaps(first: 200) { edges { node { id } } } } } }"""
StatedQpv = dict[str, tuple[frozenset[str], str]]
"""The communes and the contract of QPV."""


@drawn(
    st.dictionaries(
        st.sampled_from([*KNOWN, *NEW]),
        st.tuples(st.frozensets(st.sampled_from(COMMUNES), min_size=1, max_size=3), st.sampled_from(CONTRACTS)),
        min_size=1,
        max_size=3,
    ),
    st.dictionaries(
        st.sampled_from(CONTRACTS), st.frozensets(st.sampled_from(COMMUNES), min_size=1, max_size=3), max_size=2
    ),
)
@settings(max_examples=TIMES * as_many(5, 3))
async def test_areas_follow_from_sets_of_communes(
    scratch: ApiSession, stated: StatedQpv, grounds: dict[str, frozenset[str]]
) -> None:
    """The area of a contract with communes stated by an officer includes these and the communes of its QPV."""
    await scratch.replace(two_departements())
    before, areas = await digest(scratch.client), communes_of_areas()
    changes = changes_to(stated)
    for contract, communes in grounds.items():
        state_communes(changes, contract, communes)
    writing = await writing_of(scratch.client, changes, Durations())
    await scratch.client.write(writing.statements)
    every = official() | stated
    for qpv, (communes, _) in stated.items():
        await check_area(scratch, qpv, communes, areas)
    for contract in CONTRACTS:
        members = {qpv: communes for qpv, (communes, belongs_to) in every.items() if belongs_to == contract}
        await check_area(scratch, contract, grounds.get(contract, frozenset()).union(*members.values()), areas)
        for qpv in list(members)[:5]:
            await check_area(scratch, qpv, members[qpv], areas)
    await scratch.client.write((await writing_of(scratch.client, writing.changes.inverse, Durations())).statements)
    assert await digest(scratch.client) == before


async def test_qpv_with_one_name_are_distinguished_while_both_exist(scratch: ApiSession) -> None:
    """The other QPV gets a new label too, and its former one once its namesake is deleted."""
    await scratch.replace(two_departements())
    before = await digest(scratch.client)
    name, label = (await _texts(scratch, KNOWN[0]))[:2]
    communes, contract = official()[KNOWN[0]]
    changes = changes_to({NEW[0]: (communes, contract)})
    changes.nodes["AdministrativeTerritory", NEW[0]] = Change(
        None, {"kind": "QPV", "code": NEW[0][4:], "name": name, "fictional": False}
    )
    writing = await writing_of(scratch.client, changes, Durations())
    await scratch.client.write(writing.statements)
    assert await _texts(scratch, KNOWN[0]) == (name, f"{label} ({KNOWN[0][4:]})")
    assert await _texts(scratch, NEW[0]) == (name, f"{label} ({NEW[0][4:]})")
    await scratch.client.write((await writing_of(scratch.client, writing.changes.inverse, Durations())).statements)
    assert await digest(scratch.client) == before


async def _texts(session: ApiSession, identifier: str) -> tuple[str, str]:
    """Return the name and the label of a territory."""
    node = await session.data(
        "query ($id: ID!) { node(id: $id) { label ... on Territory { name } } }", {"id": identifier}
    )
    return node["node"]["name"], node["node"]["label"]


def official() -> StatedQpv:
    """Return the QPV of the references."""
    return {
        f"qpv:{qpv.code}": (frozenset(f"commune:{code}" for code in qpv.communes), f"contract:2024:{qpv.contract}")
        for qpv in read_references().qpvs
    }


def changes_to(stated: StatedQpv) -> Changes:
    """Return the change set that states QPV, from their facts in the references."""
    known, changes = official(), Changes()
    for qpv, (communes, contract) in stated.items():
        if qpv in NEW:
            facts: Facts = {"kind": "QPV", "code": qpv[4:], "name": qpv[4:], "fictional": False}
            changes.nodes["AdministrativeTerritory", qpv] = Change(None, facts)
        wanted = joins(qpv, communes, contract)
        there = joins(qpv, *known[qpv]) if qpv in KNOWN else set()
        changes.edges |= {key: Change({}, None) for key in there - wanted}
        changes.edges |= {key: Change(None, {}) for key in wanted - there}
    return changes


def state_communes(changes: Changes, contract: str, communes: frozenset[str]) -> None:
    """Add the communes that an officer states for a contract of the references."""
    there = frozenset[str]().union(*(hosts for hosts, belongs_to in official().values() if belongs_to == contract))
    changes.nodes["CityContract", contract] = Change({"perimeter": "QPV"}, {"perimeter": "STATED"})
    changes.edges |= {("LIES_ON", contract, commune): Change({}, None) for commune in there - communes}
    changes.edges |= {("LIES_ON", contract, commune): Change(None, {}) for commune in communes - there}


def joins(qpv: str, communes: frozenset[str], contract: str) -> set[EdgeKey]:
    return {("BELONGS_TO", qpv, contract), *(("LIES_ON", qpv, commune) for commune in communes)}


def communes_of_areas() -> dict[str, set[str]]:
    """Return the communes of every official territory, by following `PART_OF` from each commune."""
    above: dict[str, set[str]] = {}
    for edge in two_departements().edges:
        if edge.type == "PART_OF" and not edge.start.startswith(("qpv:", "contract:")):
            above.setdefault(edge.start, set()).add(edge.end)
    by_area: dict[str, set[str]] = {}
    for commune in (node.id for node in two_departements().nodes if node.id.startswith("commune:")):
        ahead = {commune}
        while ahead:
            for area in ahead:
                by_area.setdefault(area, set()).add(commune)
            ahead = set().union(*(above.get(area, set()) for area in ahead))
    return by_area


async def check_area(
    session: ApiSession, identifier: str, communes: frozenset[str], areas: Mapping[str, set[str]]
) -> None:
    """Check that the area of a QPV or contract in the graph follows from its communes."""
    node = (await session.data(AREA, {"id": identifier}))["node"]
    above = {one["id"] for one in node["ancestors"] if not one["id"].startswith("contract:")}
    assert above == {area for area, inside in areas.items() if communes <= inside}
    overlaps = {edge["node"]["id"] for edge in node["overlaps"]["edges"]}
    assert overlaps == {area for area, inside in areas.items() if communes & inside and not communes <= inside}
    same = {area for area, inside in areas.items() if inside == communes}
    assert {one["id"] for one in node["sameGround"]} == (same if identifier.startswith("contract:") else set())


async def test_a_contract_is_deleted_with_its_qpv(scratch: ApiSession) -> None:
    """The perimeter of a contract follows from its QPV, but not that of a contract which is deleted with them."""
    await scratch.replace(two_departements())
    before, contract = await digest(scratch.client), "contract:2024:CN04499X"
    stated = changes_to({NEW[0]: (frozenset(COMMUNES[:1]), contract)})
    facts: Facts = {"kind": "CITY_CONTRACT", "code": "CN04499X", "name": "Essai", "generation": "2024-2030"}
    stated.nodes["CityContract", contract] = Change(None, {**facts, "perimeter": "QPV", "fictional": True})
    for changes in (stated, stated.inverse):
        await scratch.client.write((await writing_of(scratch.client, changes, Durations())).statements)
        found = await scratch.data("query ($id: ID!) { node(id: $id) { id } }", {"id": contract})
        assert found["node"] == ({"id": contract} if changes is stated else None)
    assert await digest(scratch.client) == before
