"""The city contracts: counted, placed, led and followed as the files say, with a test for each known defect.

Rule: the expected facts are computed from the packaged files by brute force, never by the code under test. The defects
of one source share a file.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from datetime import date
from functools import cache
from math import cos, hypot, radians

import pytest

from seed.references.bodies import commune_body_name
from tests.seed.reference_files import (
    ancestors,
    contract_rows,
    contracts,
    dissolved,
    ends,
    grounds,
    holding,
    hosts,
    lead_ground,
    lines,
    made,
    nodes,
    pairs,
    position,
    touching,
)


def test_contracts_of_each_generation() -> None:
    """433 codes in 2015; in 2024 391 CN codes and 55 CV codes, 45 of which are a CN contract under its old code."""
    contracts = [node.properties for node in made().nodes if node.kind == "CityContract"]
    assert Counter(contract["generation"] for contract in contracts) == {"2015-2023": 433, "2024-2030": 391 + 55 - 45}
    former = [str(contract["formerCode"]) for contract in contracts if "formerCode" in contract]
    assert sum(len(codes.split(", ")) for codes in former) == 45
    codes = {line["code_cv"] for line in lines("contrats_ville_2024_2030")}
    kept = {str(contract["code"]) for contract in contracts if contract["generation"] == "2024-2030"}
    assert kept | {code for codes_ in former for code in codes_.split(", ")} == codes


# --- where they are ---------------------------------------------------------------------------------------------------


def test_perimeters() -> None:
    """398 contracts of 2024 are where their QPV are; three of them and all of 2015 are assumed to be at their lead."""
    perimeters = {contract: str(nodes()[contract].properties["perimeter"]) for contract in contracts()}
    of_qpv = {contract for contract, perimeter in perimeters.items() if perimeter == "QPV"}
    assert of_qpv == hosts().keys()
    assert len(of_qpv) == 398
    assumed = perimeters.keys() - of_qpv
    assert {perimeters[contract] for contract in assumed} == {"ASSUMED"}
    assert {contract for contract in assumed if ":2024:" in contract} == {
        f"contract:2024:{code}" for code in ("CN07303M", "CV401", "CV428")
    }


def test_ground_of_contracts() -> None:
    """A contract lies in the territories that contain its area, and overlaps those that share a part of it.

    The area is the communes of its QPV, or else of its leads; a dissolved lead has its former communes.
    """
    for contract, rows in contracts().items():
        leads = [lead_ground(line) or dissolved()[line["code_porteur"]] for line in rows]
        ground = hosts().get(contract) or frozenset().union(*leads)
        containers, touched = position(ground)
        assert ancestors()[contract] == containers, contract
        assert touching(contract) == touched, contract
        assert ends("LIES_ON", contract) == {f"commune:{code}" for code in ground}, contract


def test_the_ground_of_most_contracts_is_one_commune() -> None:
    """The median was 27 communes when the ground of a contract was all communes of its lead."""
    sizes = sorted(len(communes) for communes in hosts().values())
    assert sizes[len(sizes) // 2] == 1


def test_no_commune_is_in_a_contract() -> None:
    """Only QPV are: a workshop anywhere else in a commune is not part of the contract."""
    inside = {start.split(":")[0] for start, end in pairs("PART_OF") if end.startswith("contract:")}
    assert inside == {"qpv"}


def test_contracts_whose_lead_is_gone() -> None:
    """172 rows of 2015, of 171 contracts, have a dissolved lead: the perimeter is assumed, and a warning names each."""
    gone = {contract for contract, rows in contracts().items() if None in map(lead_ground, rows)}
    assert len(gone) == 171
    assert {nodes()[contract].properties["perimeter"] for contract in gone} == {"ASSUMED"}
    assert not [pair for pair in pairs("SAME_GROUND") if gone & set(pair)]
    (reported,) = [warning for warning in made().warnings if "n’existe plus" in warning]
    assert set(re.findall(r"contract:\d+:\w+", reported)) == gone
    assert " : 171. contract:2015:CV004 (CA Bourg en Bresse Agglomération, 240100628) ; " in reported
    governed = {start for start, _ in pairs("GOVERNS")}
    assert {end for start, end in pairs("LED_BY") if start in gone}.isdisjoint(governed)
    assert ends("PART_OF", "contract:2015:CV141") == {"epci:200072726"}


def test_the_communes_of_an_epci_that_is_gone_are_communes_of_today() -> None:
    """The last lists have 1,343 dissolved EPCI; 171 of them led contracts, in 172 rows, 170 with their point inside."""
    known = {line["code"] for line in lines("communes")}
    assert all(communes and communes <= known for communes in dissolved().values())
    years = {line["siren_epci"]: line["annee"] for line in lines("epci_disparus_membres")}
    assert Counter(years.values()) == {"2015": 95, "2016": 1217, "2017": 31}
    gone = [line for some in contracts().values() for line in some if lead_ground(line) is None]
    leads = {line["code_porteur"] for line in gone}
    assert leads <= dissolved().keys()
    assert Counter(years[lead] for lead in leads) == {"2015": 47, "2016": 114, "2017": 10}
    within = [nearest(float(line["lon"]), float(line["lat"])) in dissolved()[line["code_porteur"]] for line in gone]
    assert (len(within), sum(within)) == (172, 170)


def test_the_warning_of_a_lost_lead_says_where_the_succession_comes_from() -> None:
    """168 of the 171 have a successor, though no body in common."""
    (lost,) = [warning for warning in made().warnings if "n’existe plus" in warning]
    assert "son successeur, s’il en a un, est celui du lieu" in lost


def test_each_kind_of_defect_is_one_warning() -> None:
    """171 similar lines of « cinqaxes check » hid the eight others."""
    kinds = Counter(warning.split(" : ")[0] for warning in made().warnings)
    assert len(kinds) == 9
    assert set(kinds.values()) == {1}


def test_one_contract_over_two_departements() -> None:
    """CV043 has two rows, in 13 and 84, with one dissolved lead; its communes are in one métropole."""
    assert ends("PART_OF", "contract:2015:CV043") == {"epci:200054807"}
    assert {"departement:13", "departement:84"} <= touching("contract:2015:CV043")
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
    """Three Corsican rows have neither département nor région: they are placed by their leads."""
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
    """No overseas contract has a point in metropolitan France; true points overseas and all others stay."""
    contracts = [node.properties for node in nodes().values() if node.kind == "CityContract"]
    without = [str(contract["code"]) for contract in contracts if "longitude" not in contract]
    overseas = {line["code_cv"] for line in contract_rows() if line["departement"].startswith(("97", "98"))}
    assert set(without) <= overseas
    assert len(without) == 96 + 1  # drawn in an inset, and without a point in the source
    assert nodes()["contract:2024:CV428"].properties["latitude"] == -12.78572
    assert nodes()["contract:2024:CN04403I"].properties["longitude"] == pytest.approx(-1.6, abs=0.2)


def test_no_population_is_invented() -> None:
    """Contracts have none, since the source's is wrong; nor has a commune where the source has none."""
    assert not [node for node in nodes().values() if node.kind == "CityContract" and "population" in node.properties]
    without = {f"commune:{line['code']}" for line in lines("communes") if not line["population"]}
    assert len(without) == 6
    assert without == {i for i, n in nodes().items() if i.startswith("commune:") and "population" not in n.properties}


def test_a_contract_has_its_facts() -> None:
    """Loire-Atlantique: three contracts of 2024, each of which follows one of 2015; one lead was merged since."""
    contract = nodes()["contract:2024:CN04403I"]
    assert contract.properties["name"] == "Nantes Métropole"
    assert contract.properties["startsOn"] == date(2024, 1, 1)
    assert contract.properties["endsOn"] == date(2030, 12, 31)
    assert contract.properties["perimeter"] == "QPV"
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
        ("contract:2024:CN04402M", "contract:2015:CV141"),
        ("contract:2024:CN04403I", "contract:2015:CV142"),
    }


# --- successions -----------------------------------------------------------------------------------------------------

Pairs = set[tuple[str, str]]


def successions(basis: str) -> Pairs:
    """Return the successions that rest on a basis, newer first."""
    edges = made().edges_of(["SUCCEEDS"])
    return {(edge.start, edge.end) for edge in edges if edge.properties["basis"] == basis}


@cache
def same_lead() -> Pairs:
    """Return the pairs, one of each generation, that have a lead in common."""
    leads: defaultdict[str, set[str]] = defaultdict(set)
    for start, end in pairs("LED_BY"):
        leads[start].add(end)
    older = {contract for contract in leads if contract.startswith("contract:2015:")}
    return {(new, old) for new in leads.keys() - older for old in older if leads[new] & leads[old]}


@cache
def centroids() -> list[tuple[float, float, str]]:
    """Return the points of the communes as latitude, longitude and code, from south to north."""
    return sorted((float(line["lat"]), float(line["lon"]), line["code"]) for line in lines("communes_centroides"))


def nearest(longitude: float, latitude: float) -> str:
    """Return the commune whose point is nearest, of all within a degree of latitude."""
    first, last = (bisect_left(centroids(), (latitude + step,)) for step in (-1, 1))
    width = cos(radians(latitude))
    return min(centroids()[first:last], key=lambda c: hypot((c[1] - longitude) * width, c[0] - latitude))[2]


def of_place(older: str) -> str | None:
    """Return the contract of 2024 at the point of an older one, by the rule, line by line."""
    rows = contracts()[older]
    departements = {line["departement"] for line in rows if line["departement"]}
    points = [(float(line["lon"]), float(line["lat"])) for line in rows if line["lon"]]
    if not points or any(code.startswith(("97", "98")) for code in departements):
        return None
    commune = nearest(*points[0])
    around = {identifier for identifier in holding()[commune] if identifier.startswith(("ept:", "epci:"))}
    groupings = sorted(around, key=lambda identifier: identifier.startswith("epci:"))
    newer = {contract: some for contract, some in contracts().items() if ":2024:" in contract}
    for code in (commune, *(identifier.split(":")[1] for identifier in groupings)):
        led = [
            contract
            for contract, some in newer.items()
            if code in {line["code_porteur"] for line in some} and departements & {line["departement"] for line in some}
        ]
        if led:
            return led[0] if len(led) == 1 else None
    for grouping in groupings:
        inside = [contract for contract in newer if hosts().get(contract, {""}) <= grounds()[grouping]]
        if len(inside) == 1:
            return inside[0]
    return None


def test_successions_rest_on_the_lead_where_there_is_one_else_on_the_place() -> None:
    """Exactly the pairs with a lead in common; for every other contract of 2015 the one at its point, if any."""
    assert successions("LEAD") == same_lead()
    others = {contract for contract in contracts() if ":2015:" in contract} - {old for _, old in same_lead()}
    expected = {(newer, older) for older in others if (newer := of_place(older))}
    assert successions("LOCATION") == expected
    assert pairs("SUCCEEDS") == same_lead() | expected


def test_contracts_whose_lead_is_gone_are_followed_by_the_contract_of_their_place() -> None:
    """168 of 171; no contract has a successor by both bases."""
    gone = {contract for contract, rows in contracts().items() if None in map(lead_ground, rows)}
    followed = [older for _, older in successions("LOCATION") if older in gone]
    assert len(followed) == len(set(followed)) == 168
    assert not gone & {older for _, older in successions("LEAD")}
    assert not {older for _, older in successions("LEAD")} & {older for _, older in successions("LOCATION")}


def is_overseas(contract: str) -> bool:
    """Return whether a row of a contract is overseas."""
    return any(line["departement"].startswith(("97", "98")) for line in contracts()[contract])


def test_the_place_is_right_182_times_of_184() -> None:
    """The point gives the successor that the lead gives, but for two contracts: another one, and none."""
    tested = {older: of_place(older) for older in {old for _, old in same_lead()} if not is_overseas(older)}
    wrong = {older: newer for older, newer in tested.items() if (newer, older) not in same_lead()}
    assert len(tested) == 184
    assert wrong == {"contract:2015:CV021": "contract:2024:CN00603I", "contract:2015:CV076": None}


def test_no_overseas_contract_is_followed_by_place() -> None:
    """Their points are drawn in insets off metropolitan France."""
    assert not [pair for pair in successions("LOCATION") if any(map(is_overseas, pair))]


def test_some_successions_that_the_place_gives() -> None:
    """Châteaubriant's EPCI was merged into CC Châteaubriant-Derval, which leads the contract of 2024."""
    assert ("contract:2024:CN04402M", "contract:2015:CV141") in successions("LOCATION")


# --- QPV -------------------------------------------------------------------------------------------------------------


def test_qpv_have_the_facts_of_the_file() -> None:
    """1,584 in all; a population is missing where the source has none (108) and is never zero."""
    stored = {i: node.properties for i, node in nodes().items() if i.startswith("qpv:")}
    expected = {
        f"qpv:{line['code']}": {
            "code": line["code"],
            "name": " ".join(line["nom"].split()),
            "kind": "QPV",
            "fictional": False,
        }
        | ({"population": int(line["population"])} if line["population"] else {})
        for line in lines("qpv_2024")
    }
    assert {i: {name: value for name, value in facts.items() if value is not None} for i, facts in stored.items()} == (
        expected
    )
    assert len(stored) == 1584
    assert sum(not line["population"] for line in lines("qpv_2024")) == 108
    assert sum(int(str(facts["population"])) for facts in expected.values() if "population" in facts) == 5_737_536


def test_qpv_without_a_population_have_none_and_not_zero() -> None:
    """108: the row leaves it out."""
    without = [i for i, node in nodes().items() if i.startswith("qpv:") and node.properties.get("population") is None]
    assert len(without) == 108


def test_a_qpv_is_in_its_contract_and_in_no_other() -> None:
    """As the file says; eight have none."""
    stated = {
        f"qpv:{line['code']}": {f"contract:2024:{line['contrat']}"} if line["contrat"] else set()
        for line in lines("qpv_2024")
    }
    for qpv, contract in stated.items():
        assert {outer for outer in ancestors()[qpv] if outer.startswith("contract:")} == contract, qpv
    assert sum(not contract for contract in stated.values()) == 8


def test_a_qpv_is_in_what_contains_its_communes_and_overlaps_them_if_several() -> None:
    """A single commune contains it; several overlap it, and so do territories with only some of them."""
    several = 0
    for line in lines("qpv_2024"):
        communes = frozenset(line["communes"].split())
        containers, touched = position(communes)
        qpv = f"qpv:{line['code']}"
        assert {outer for outer in ancestors()[qpv] if not outer.startswith("contract:")} == containers, qpv
        assert touching(qpv) == touched, qpv
        if len(communes) > 1:
            several += 1
            assert {f"commune:{code}" for code in communes} <= touched
    assert several > 0


def test_a_qpv_has_the_ground_of_nothing() -> None:
    """It is smaller than its communes, from which its place is known."""
    assert not [pair for pair in pairs("SAME_GROUND") if any(end.startswith("qpv:") for end in pair)]


# --- names -----------------------------------------------------------------------------------------------------------


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
