"""The reference rows, and the packaged files read again to compare them with.

Rule: the expected rows come from the files, by brute force, never from the code under test.
"""

import csv
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from changes.rows import GraphRows, NodeRow
from seed.references import rows

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "seed" / "references" / "data"
Pairs = set[tuple[str, str]]
Grounds = dict[str, frozenset[str]]


@cache
def made() -> GraphRows:
    """Return the reference rows, made once."""
    return rows()


@cache
def nodes() -> dict[str, NodeRow]:
    """Return the nodes by id."""
    return {node.id: node for node in made().nodes}


@cache
def grounds() -> Grounds:
    """Return the communes of every official territory that is no commune."""
    communes_of: defaultdict[str, set[str]] = defaultdict(set)
    for line in lines("communes"):
        for outer in ("country:FR", f"region:{line['region']}", f"departement:{line['departement']}"):
            communes_of[outer].add(line["code"])
    for line in lines("epci_membres"):
        communes_of[f"epci:{line['siren_epci']}"].add(line["code_commune"])
    for line in lines("ept"):
        communes_of[f"ept:{line['siren']}"].update(line["communes"].split())
    return {identifier: frozenset(communes) for identifier, communes in communes_of.items()}


@cache
def lines(name: str) -> list[dict[str, str]]:
    """Read a packaged file."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def pairs(kind: str) -> Pairs:
    """Return the ends of the edges of a type."""
    return {(edge.start, edge.end) for edge in made().edges_of([kind])}


@cache
def _by_start(kind: str) -> dict[str, set[str]]:
    ends_of: defaultdict[str, set[str]] = defaultdict(set)
    for start, end in pairs(kind):
        ends_of[start].add(end)
    return dict(ends_of)


def ends(kind: str, start: str) -> set[str]:
    """Return the other ends of the edges of a type that start at a node."""
    return _by_start(kind).get(start, set())


def touching(identifier: str) -> set[str]:
    """Return the territories that a territory overlaps, in either direction."""
    return overlaps().get(identifier, set())


@cache
def ancestors() -> dict[str, set[str]]:
    """Return every territory reached by PART_OF, for each that has a parent."""
    parents: defaultdict[str, set[str]] = defaultdict(set)
    for start, end in pairs("PART_OF"):
        parents[start].add(end)
    known: dict[str, set[str]] = {}

    def above(identifier: str) -> set[str]:
        if identifier not in known:
            direct = parents.get(identifier, set())
            known[identifier] = direct.union(*(above(parent) for parent in direct))
        return known[identifier]

    return {identifier: above(identifier) for identifier in list(parents)}


@cache
def official() -> Grounds:
    """Return the communes of every official territory, communes included."""
    return grounds() | {f"commune:{line['code']}": frozenset((line["code"],)) for line in lines("communes")}


@cache
def contracts() -> dict[str, list[dict[str, str]]]:
    """Return the rows of every contract that is a node, by id; old codes of a contract are left out."""
    rows: defaultdict[str, list[dict[str, str]]] = defaultdict(list)
    for line in contract_rows():
        identifier = f"contract:{line['generation'][:4]}:{line['code_cv']}"
        if identifier in nodes():
            rows[identifier].append(line)
    return dict(rows)


@cache
def hosts() -> Grounds:
    """Return the communes with QPV of each contract that has some."""
    communes_of: defaultdict[str, set[str]] = defaultdict(set)
    for line in lines("qpv_2024"):
        if line["contrat"]:
            communes_of[f"contract:2024:{line['contrat']}"].update(line["communes"].split())
    return {identifier: frozenset(communes) for identifier, communes in communes_of.items()}


@cache
def holding() -> dict[str, set[str]]:
    """Return the official territories that hold each commune."""
    holders: defaultdict[str, set[str]] = defaultdict(set)
    for identifier, communes in official().items():
        for commune in communes:
            holders[commune].add(identifier)
    return holders


def position(communes: frozenset[str]) -> tuple[set[str], set[str]]:
    """Return the official territories that contain a set of communes, and those that only overlap it."""
    touched = set().union(*(holding()[commune] for commune in communes))
    containers = {identifier for identifier in touched if communes <= official()[identifier]}
    return containers, touched - containers


def lead_ground(line: dict[str, str]) -> frozenset[str] | None:
    """Return the communes of the lead of a row; None if the lead no longer exists."""
    if line["type_porteur"] == "commune":
        return frozenset((line["code_porteur"],))
    return grounds().get(f"epci:{line['code_porteur']}", grounds().get(f"ept:{line['code_porteur']}"))


@cache
def dissolved() -> Grounds:
    """Return the former communes of dissolved EPCI, by SIREN."""
    return {line["siren_epci"]: frozenset(line["communes"].split()) for line in lines("epci_disparus_membres")}


@cache
def overlaps() -> dict[str, set[str]]:
    """Return what every territory overlaps, in either direction."""
    neighbours: defaultdict[str, set[str]] = defaultdict(set)
    for one, other in pairs("OVERLAPS"):
        neighbours[one].add(other)
        neighbours[other].add(one)
    return neighbours


def attached(identifier: str) -> str:
    """Return the one territory in which another is counted."""
    (area,) = ends("ATTACHED_TO", identifier)
    return area


def contract_rows() -> Iterator[dict[str, str]]:
    """Read the rows of both files of contracts."""
    yield from lines("contrats_ville_2015_2023")
    yield from lines("contrats_ville_2024_2030")
