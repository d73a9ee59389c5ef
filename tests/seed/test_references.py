"""The official territories: counted, and placed as their communes are.

Rule: the expected facts are computed from the packaged files by brute force, never by the code under test.
"""

import os
import subprocess
import sys
from collections import Counter, defaultdict

import pytest

from graph.model import SHAPE
from seed.references.read import read_file
from tests.seed.reference_files import (
    ROOT,
    ancestors,
    attached,
    contracts,
    ends,
    grounds,
    hosts,
    lead_ground,
    lines,
    made,
    nodes,
    official,
    pairs,
    touching,
)

RANK = {"commune": 0, "ept": 1, "epci": 2, "departement": 3, "region": 4, "country": 5}


def rank(identifier: str) -> int:
    """Return the size of the kind of a territory."""
    return RANK[identifier.partition(":")[0]]


def test_every_territory_is_there() -> None:
    """No territory of the reference is missing."""
    kinds = Counter(str(node.properties["kind"]) for node in made().nodes if node.kind == "AdministrativeTerritory")
    assert kinds == {
        "COUNTRY": 1,
        "REGION": 26,
        "DEPARTEMENT": 109,
        "COMMUNE": 34969,
        "EPCI": 1255,
        "EPT": 11,
        "QPV": 1584,
    }


def test_rows_fit_the_model() -> None:
    """Ids are unique, properties and relationship types are declared, required ones are stated, both ends exist."""
    assert len(nodes()) == len(made().nodes)
    for node in made().nodes:
        declared = {known.name: known for known in SHAPE.kinds[node.kind].properties}
        assert node.properties.keys() <= declared.keys()
        required = {name for name, known in declared.items() if known.required}
        assert required - node.properties.keys() <= {"id", "label"}
    assert len({(edge.type, edge.start, edge.end) for edge in made().edges}) == len(made().edges)
    for edge in made().edges:
        assert edge.type in SHAPE.relationships
        assert edge.start in nodes()
        assert edge.end in nodes()


def test_part_of_is_true_containment() -> None:
    """Walking PART_OF from any official territory finds exactly the territories that contain its communes."""
    outer_of: defaultdict[str, set[str]] = defaultdict(set)
    for identifier, communes in grounds().items():
        for commune in communes:
            outer_of[commune].add(identifier)
    above = ancestors()
    for commune, outers in outer_of.items():
        assert above[f"commune:{commune}"] == outers
    for identifier, communes in grounds().items():
        around = set.intersection(*(outer_of[commune] for commune in communes)) - {identifier}
        expected = {outer for outer in around if grounds()[outer] != communes or rank(outer) > rank(identifier)}
        assert above.get(identifier, set()) == expected, identifier


def test_overlaps_is_shared_ground_without_containment() -> None:
    """OVERLAPS between official territories: they share a commune, neither contains the other, stored once."""
    outer_of: defaultdict[str, list[str]] = defaultdict(list)
    for identifier in sorted(grounds()):
        for commune in grounds()[identifier]:
            outer_of[commune].append(identifier)
    meeting = {(one, other) for met in outer_of.values() for one in met for other in met if one < other}
    expected = {
        (one, other)
        for one, other in meeting
        if not grounds()[one] <= grounds()[other] and not grounds()[other] <= grounds()[one]
    }
    stored = pairs("OVERLAPS")
    assert {pair for pair in stored if not any(end.startswith(("contract:", "qpv:")) for end in pair)} == expected
    assert all(one < other for one, other in stored)


def test_equal_ground_and_grand_paris() -> None:
    """Paris the commune is in Paris the département; the métropole contains four départements and its eleven EPT."""
    above = ancestors()
    assert {"departement:75", "epci:200054781", "region:11"} <= above["commune:75056"]
    assert "commune:75056" not in above["departement:75"]
    inside = {start.split(":")[0] for start, end in pairs("PART_OF") if end == "epci:200054781"}
    assert inside == {"commune", "departement", "ept"}
    assert touching("epci:200054781") & {"departement:91", "departement:95", "departement:92"} == {
        "departement:91",
        "departement:95",
    }
    assert {"ept:200057990", "ept:200058014"} < {
        start for start, end in pairs("PART_OF") if end == "epci:200054781" and start.startswith("ept:")
    }


def test_overseas_is_part_of_the_country() -> None:
    """A collectivity is a région and a département of the same ground; it has no EPCI."""
    assert ancestors()["commune:97801"] == {"departement:978", "region:978", "country:FR"}
    assert ancestors()["departement:971"] == {"region:01", "country:FR"}


# --- the same ground -------------------------------------------------------------------------------------------------


def known_ground(contract: str) -> frozenset[str]:
    """Return the communes of a contract whose area is known for sure: those of its QPV, or its only lead."""
    if contract in hosts():
        return hosts()[contract]
    leads = {(line["type_porteur"], line["code_porteur"]) for line in contracts()[contract]}
    return frozenset(code for kind, code in leads if kind == "commune") if len(leads) == 1 else frozenset()


def test_same_ground_is_exactly_equal_sets_of_communes() -> None:
    """A pair is stored once; it has an official territory, and never two contracts, a QPV or an empty set."""
    by_ground: defaultdict[frozenset[str], list[str]] = defaultdict(list)
    for identifier, communes in official().items():
        by_ground[communes].append(identifier)
    expected = {(one, other) for some in by_ground.values() for one in some for other in some if one < other}
    for contract in contracts():
        for other in by_ground.get(known_ground(contract), ()):
            expected.add((min(contract, other), max(contract, other)))
    assert pairs("SAME_GROUND") == expected
    assert not [pair for pair in expected if all(end.startswith("contract:") for end in pair)]


def test_a_contract_of_one_commune_has_its_ground() -> None:
    """279 contracts of 2024 have their QPV in one commune; Kani-Kéli alone leads CV401, which has no QPV."""
    same = {contract for pair in pairs("SAME_GROUND") for contract in pair if contract.startswith("contract:2024:")}
    of_one = {contract for contract, communes in hosts().items() if len(communes) == 1}
    assert same == of_one | {"contract:2024:CV401"}
    assert len(of_one) == 279


def test_paris_and_overseas_have_ground_of_several_kinds() -> None:
    """Paris is a commune, a département and a contract; a région overseas is a département too."""
    same_ground = pairs("SAME_GROUND")
    assert {("commune:75056", "departement:75"), ("commune:75056", "contract:2024:CN07501I")} < same_ground
    assert ("contract:2024:CN07501I", "departement:75") in same_ground
    regions = [line["code"] for line in lines("regions") if line["zone"] != "metro"]
    assert {end for _, end in same_ground if end.startswith("region:")} == {f"region:{code}" for code in regions}


def test_no_assumed_ground_is_the_same_unless_a_single_commune_leads() -> None:
    """An EPCI that leads an assumed contract does not have its area."""
    for pair in pairs("SAME_GROUND"):
        for end in pair:
            if end.startswith("contract:") and nodes()[end].properties["perimeter"] == "ASSUMED":
                assert [line["type_porteur"] for line in contracts()[end]] == ["commune"], pair


# --- attached --------------------------------------------------------------------------------------------------------


def test_every_territory_but_the_country_is_attached_to_exactly_one() -> None:
    """A région to the country, a département to its région, all others to a département."""
    attachments = Counter(start for start, _ in pairs("ATTACHED_TO"))
    territories = {node.id for node in made().nodes if node.kind in {"AdministrativeTerritory", "CityContract"}}
    assert attachments.keys() == territories - {"country:FR"}
    assert {*attachments.values()} == {1}
    kinds = {(start.split(":")[0], end.split(":")[0]) for start, end in pairs("ATTACHED_TO")}
    smaller = {(kind, "departement") for kind in ("commune", "epci", "ept", "contract", "qpv")}
    assert kinds == smaller | {("departement", "region"), ("region", "country")}


def test_attachments_are_those_of_the_files() -> None:
    """Communes, EPCI, départements and QPV as their files say, EPT where most of their inhabitants live."""
    expected = {f"region:{line['code']}": "country:FR" for line in lines("regions")}
    expected |= {f"departement:{line['code']}": f"region:{line['region']}" for line in lines("departements")}
    expected |= {f"commune:{line['code']}": f"departement:{line['departement']}" for line in lines("communes")}
    expected |= {f"epci:{line['siren']}": f"departement:{line['departement_principal']}" for line in lines("epci")}
    home = {line["code"]: line for line in lines("communes")}
    for line in lines("ept"):
        inhabitants: Counter[str] = Counter()
        for code in line["communes"].split():
            inhabitants[home[code]["departement"]] += int(home[code]["population"])
        ((departement, _),) = inhabitants.most_common(1)
        expected[f"ept:{line['siren']}"] = f"departement:{departement}"
    for line in lines("qpv_2024"):
        (departement,) = {home[code]["departement"] for code in line["communes"].split()}
        expected[f"qpv:{line['code']}"] = f"departement:{departement}"
    stored = {start: end for start, end in pairs("ATTACHED_TO") if not start.startswith("contract:")}
    assert stored == expected
    assert (stored["ept:200057990"], stored["ept:200058014"]) == ("departement:92", "departement:94")


def test_contracts_are_attached_as_their_rows_say_else_as_their_lead_is() -> None:
    """Corsica's three rows name no département; CV043 has rows in 13 and 84 and is counted in 13."""
    departements = {line["code"]: line["departement"] for line in lines("communes")}
    for contract, rows_of_contract in contracts().items():
        stated = sorted({line["departement"] for line in rows_of_contract if line["departement"]})
        if stated:
            assert attached(contract) == f"departement:{stated[0]}", contract
        else:
            (ground,) = (lead_ground(line) for line in rows_of_contract)
            assert ground is not None
            assert attached(contract) in {f"departement:{departements[commune]}" for commune in ground}
    assert {attached(f"contract:2015:{code}") for code in ("CV366", "CV367")} == {"departement:2A"}
    assert attached("contract:2015:CV368") == "departement:2B"
    assert attached("contract:2015:CV043") == "departement:13"


def test_what_is_in_a_departement_is_attached_to_it() -> None:
    """Only territories in no département, or with several, may be counted elsewhere."""
    for identifier, outers in ancestors().items():
        inside = {outer for outer in outers if outer.startswith("departement:")}
        if inside and not identifier.startswith("departement:"):
            assert inside == {attached(identifier)}, identifier


def test_one_contract_of_2024_is_in_no_single_departement() -> None:
    """Pertuis (84) is in the contract of the métropole of Aix and Marseille (13); 33 contracts straddled before."""
    above = ancestors()
    astride = {
        contract
        for contract in contracts()
        if ":2024:" in contract and not any(outer.startswith("departement:") for outer in above[contract])
    }
    assert astride == {"contract:2024:CN01303M"}
    assert {i for i in touching("contract:2024:CN01303M") if i.startswith("departement:")} == {
        "departement:13",
        "departement:84",
    }
    assert attached("contract:2024:CN01303M") == "departement:13"
    assert ends("PART_OF", "qpv:QN08406M") >= {"contract:2024:CN01303M"}
    assert attached("qpv:QN08406M") == "departement:84"


def test_sums_by_departement_equal_the_country() -> None:
    """Contracts of each generation, QPV and their inhabitants, EPCI and EPT: none lost, none counted twice."""
    departements = {end for _, end in pairs("ATTACHED_TO") if end.startswith("departement:")}
    counted: Counter[str] = Counter()
    for start, end in pairs("ATTACHED_TO"):
        if end in departements:
            counted[":".join(start.split(":")[: 2 if start.startswith("contract:") else 1])] += 1
    assert counted == {
        "commune": 34969, "epci": 1255, "ept": 11, "contract:2015": 433, "contract:2024": 401, "qpv": 1584,
    }  # fmt: skip


def test_other_columns_are_refused() -> None:
    """A changed file is not read as if it were unchanged."""
    with pytest.raises(ValueError, match=r"regions\.csv: columns code,nom,chef_lieu,zone"):
        read_file("regions.csv", "code,nom", tuple)


def test_order_does_not_depend_on_hashing() -> None:
    """Two processes with other hash seeds make the same rows in the same order."""
    script = (
        "import hashlib; from seed.references import rows; print(hashlib.sha256(repr(rows()).encode()).hexdigest())"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", script],
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(seen) == 1
