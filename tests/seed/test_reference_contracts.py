"""The city contracts: counted, placed, led and followed as the files say, each known defect by a test.

Rule: what is expected is worked out from the packaged files by brute force, never by the code under test.
"""

from collections import Counter, defaultdict
from datetime import date

import pytest

from seed.references.bodies import commune_body_name
from tests.seed.reference_files import (
    ancestors,
    contract_rows,
    ends,
    grounds,
    lines,
    made,
    nodes,
    pairs,
    touching,
)


def lead_ground(line: dict[str, str]) -> frozenset[str] | None:
    """Return the communes of the lead of a row; None where it is gone."""
    if line["type_porteur"] == "commune":
        return frozenset((line["code_porteur"],))
    return grounds().get(f"epci:{line['code_porteur']}", grounds().get(f"ept:{line['code_porteur']}"))


def test_contracts_of_each_generation() -> None:
    """433 codes in 2015; in 2024 391 CN codes and 55 CV codes, 45 of which are a CN contract under its old code."""
    contracts = [node.properties for node in made().nodes if node.kind == "CityContract"]
    assert Counter(contract["generation"] for contract in contracts) == {"2015-2023": 433, "2024-2030": 391 + 55 - 45}
    former = [str(contract["formerCode"]) for contract in contracts if "formerCode" in contract]
    assert sum(len(codes.split(", ")) for codes in former) == 45
    codes = {line["code_cv"] for line in lines("contrats_ville_2024_2030")}
    kept = {str(contract["code"]) for contract in contracts if contract["generation"] == "2024-2030"}
    assert kept | {code for codes_ in former for code in codes_.split(", ")} == codes


def test_ground_of_contracts() -> None:
    """A contract lies in what contains all its leads' communes, and overlaps what shares some of them."""
    lines_of: defaultdict[str, list[dict[str, str]]] = defaultdict(list)
    for line in contract_rows():
        lines_of[f"contract:{line['generation'][:4]}:{line['code_cv']}"].append(line)
    everything = grounds() | {f"commune:{line['code']}": frozenset((line["code"],)) for line in lines("communes")}
    holding: defaultdict[str, set[str]] = defaultdict(set)
    for identifier, communes in everything.items():
        for commune in communes:
            holding[commune].add(identifier)
    above, overlapping = ancestors(), defaultdict(set)
    for pair in pairs("OVERLAPS"):
        for one, other in (pair, pair[::-1]):
            overlapping[one].add(other)
    for identifier in (node.id for node in nodes().values() if node.kind == "CityContract"):
        leads = [lead_ground(line) for line in lines_of[identifier]]
        ground = frozenset().union(*(lead for lead in leads if lead))
        if None not in leads:
            touched = set.union(*(holding[commune] for commune in ground))
            assert above[identifier] == {outer for outer in touched if ground <= everything[outer]}, identifier
            assert overlapping[identifier] == touched - above[identifier], identifier


def test_contracts_whose_lead_is_gone() -> None:
    """172 rows of 2015 have a lead that is gone: 171 contracts, no commune and no successor guessed, each listed."""
    gone = {
        f"contract:{line['generation'][:4]}:{line['code_cv']}" for line in contract_rows() if lead_ground(line) is None
    }
    assert len(gone) == 171
    assert not [pair for pair in pairs("OVERLAPS") if gone & set(pair) and any("commune:" in end for end in pair)]
    assert not [pair for pair in pairs("SUCCEEDS") if gone & set(pair)]
    told = {warning.split(" : ")[0] for warning in made().warnings if "n'existe plus" in warning}
    assert told == gone
    governed = {start for start, _ in pairs("GOVERNS")}
    assert {end for start, end in pairs("LED_BY") if start in gone}.isdisjoint(governed)
    assert ends("PART_OF", "contract:2015:CV141") == {"departement:44"}


def test_one_contract_over_two_departements() -> None:
    """CV043 stands on two rows, in 13 and 84, with one lead that is gone."""
    assert ends("PART_OF", "contract:2015:CV043") == {"region:93"}
    assert touching("contract:2015:CV043") == {"departement:13", "departement:84"}
    assert ends("LED_BY", "contract:2015:CV043") == {"institution:241300276"}


def test_one_contract_under_two_codes() -> None:
    """Mamoudzou is CV408 and CN97610I in 2024, one contract; CV408 of 2015 is another."""
    assert nodes()["contract:2024:CN97610I"].properties["formerCode"] == "CV408"
    assert "contract:2024:CV408" not in nodes()
    assert "contract:2015:CV408" in nodes()


def test_contract_with_two_leads() -> None:
    """Arue and Papeete lead one contract, which three older codes name."""
    contract = nodes()["contract:2024:CN98701M"]
    assert contract.properties["name"] == "Arue, Papeete"
    assert contract.properties["formerCode"] == "CV416, CV422, CV429"
    assert ends("LED_BY", contract.id) == {"institution:commune-98712", "institution:commune-98735"}
    assert ends("PART_OF", contract.id) == {"departement:987"}
    assert touching(contract.id) == {"commune:98712", "commune:98735"}


def test_two_leads_one_inside_the_other() -> None:
    """CV428 is led by Petite-Terre and by Dzaoudzi, which alone leads CN97608I: they are two contracts."""
    contract = nodes()["contract:2024:CV428"]
    assert "formerCode" not in contract.properties
    assert nodes()["contract:2024:CN97608I"].properties["formerCode"] == "CV405"
    assert ends("PART_OF", contract.id) == {"epci:200050532"}
    assert touching(contract.id) == {"commune:97608", "commune:97615"}


def test_rows_without_departement() -> None:
    """Three Corsican rows have neither département nor région: their leads place them."""
    above = ancestors()
    assert "departement:2A" in above["contract:2015:CV366"]
    assert "departement:2A" in above["contract:2015:CV367"]
    assert "departement:2B" in above["contract:2015:CV368"]


def test_names_are_kept_and_na_is_replaced() -> None:
    """The row named « NA » takes its lead's name, a double space becomes one, other words stay."""
    assert nodes()["contract:2024:CV419"].properties["name"] == "Moorea-Maiao"
    assert nodes()["contract:2024:CN03902I"].properties["name"] == "CA ECLA (Espace Communautaire Lons Agglomération)"
    assert nodes()["contract:2024:CN00103M"].properties["name"] == "CA Haut - Bugey Agglomération"
    assert "NA" not in {node.properties.get("name") for node in nodes().values()}


def test_points_of_map_insets_are_dropped() -> None:
    """No overseas contract has a point in metropolitan France; true points overseas and all in it are kept."""
    contracts = [node.properties for node in nodes().values() if node.kind == "CityContract"]
    without = [str(contract["code"]) for contract in contracts if "longitude" not in contract]
    overseas = {line["code_cv"] for line in contract_rows() if line["departement"].startswith(("97", "98"))}
    assert set(without) <= overseas
    assert len(without) == 96 + 1  # drawn in an inset, and without a point in the source
    assert nodes()["contract:2024:CV428"].properties["latitude"] == -12.78572
    assert nodes()["contract:2024:CN04403I"].properties["longitude"] == pytest.approx(-1.6, abs=0.2)


def test_no_population_is_made_up() -> None:
    """Contracts have none, since the source's is wrong; nor has a commune where the source has none."""
    assert not [node for node in nodes().values() if node.kind == "CityContract" and "population" in node.properties]
    without = {f"commune:{line['code']}" for line in lines("communes") if not line["population"]}
    assert len(without) == 6
    assert without == {i for i, n in nodes().items() if i.startswith("commune:") and "population" not in n.properties}


def test_a_contract_has_its_facts() -> None:
    """Loire-Atlantique: three contracts of 2024, two of which follow one of 2015 with the same lead."""
    contract = nodes()["contract:2024:CN04403I"]
    assert contract.properties["name"] == "Nantes Métropole"
    assert contract.properties["startsOn"] == date(2024, 1, 1)
    assert contract.properties["endsOn"] == date(2030, 12, 31)
    assert contract.properties["perimeter"] == "ASSUMED"
    assert ends("LED_BY", contract.id) == {"institution:244400404"}
    assert ends("GOVERNS", "institution:244400404") == {"epci:244400404"}
    above = ancestors()
    here = {
        identifier for identifier, outers in above.items() if "departement:44" in outers and "contract:" in identifier
    }
    assert {identifier for identifier in here if ":2024:" in identifier} == {
        "contract:2024:CN04401I",
        "contract:2024:CN04402M",
        "contract:2024:CN04403I",
    }
    assert pairs("SUCCEEDS") & {(one, other) for one in here for other in here} == {
        ("contract:2024:CN04401I", "contract:2015:CV143"),
        ("contract:2024:CN04403I", "contract:2015:CV142"),
    }


def test_successions_share_a_lead() -> None:
    """SUCCEEDS is exactly the pairs, one of each generation, that have a lead in common."""
    leads: defaultdict[str, set[str]] = defaultdict(set)
    for start, end in pairs("LED_BY"):
        leads[start].add(end)
    older = {contract for contract in leads if contract.startswith("contract:2015:")}
    expected = {(new, old) for new in leads.keys() - older for old in older if leads[new] & leads[old]}
    assert pairs("SUCCEEDS") == expected


@pytest.mark.parametrize(
    ("code", "name", "expected"),
    [
        ("44109", "Nantes", "Commune de Nantes"),
        ("98712", "Arue", "Commune d'Arue"),
        ("91226", "Étrechy", "Commune d'Étrechy"),
        ("97407", "Le Port", "Commune du Port"),
        ("97101", "Les Abymes", "Commune des Abymes"),
        ("61214", "L'Aigle", "Commune de L'Aigle"),
        ("97408", "La Possession", "Commune de La Possession"),
        ("75056", "Paris", "Ville de Paris"),
    ],
)
def test_names_of_communes_as_bodies(code: str, name: str, expected: str) -> None:
    """A commune as a body is named in correct French."""
    assert commune_body_name(code, name) == expected
