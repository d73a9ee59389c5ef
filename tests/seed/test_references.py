"""The official territories: counted, and placed as their communes place them.

Rule: what is expected is worked out from the packaged files by brute force, never by the code under test.
"""

import os
import subprocess
import sys
from collections import Counter, defaultdict

import pytest

from graph.model import SHAPE
from seed.references.read import read_file
from tests.seed.reference_files import ROOT, ancestors, grounds, made, nodes, pairs, touching

RANK = {"commune": 0, "ept": 1, "epci": 2, "departement": 3, "region": 4, "country": 5}


def rank(identifier: str) -> int:
    """Return the size of the kind of a territory."""
    return RANK[identifier.partition(":")[0]]


def test_every_territory_is_there() -> None:
    """Nothing of the reference is lost."""
    kinds = Counter(str(node.properties["kind"]) for node in made().nodes if node.kind == "AdministrativeTerritory")
    assert kinds == {
        "COUNTRY": 1,
        "REGION": 26,
        "DEPARTEMENT": 109,
        "COMMUNE": 34969,
        "EPCI": 1255,
        "EPT": 11,
    }


def test_rows_keep_to_the_model() -> None:
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
    """Walking PART_OF from any official territory meets what contains its communes, no more and no less."""
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
    """OVERLAPS between official territories is what shares a commune, neither containing the other, stored once."""
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
    assert {pair for pair in stored if not any(end.startswith("contract:") for end in pair)} == expected
    assert all(one < other for one, other in stored)


def test_equal_ground_and_grand_paris() -> None:
    """Paris the commune lies in Paris the département; the métropole holds four départements and its eleven EPT."""
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


def test_other_columns_are_refused() -> None:
    """A file that changed is not read as if it had not."""
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
