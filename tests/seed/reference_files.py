"""The reference rows, and the packaged files read anew to compare them with.

Rule: what is expected comes from the files, by brute force, never from the code under test.
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
    """Return the rows, made once."""
    return rows()


@cache
def nodes() -> dict[str, NodeRow]:
    """Return the nodes by id."""
    return {node.id: node for node in made().nodes}


@cache
def grounds() -> Grounds:
    """Return the communes of every official territory that is no commune."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for line in lines("communes"):
        for outer in ("country:FR", f"region:{line['region']}", f"departement:{line['departement']}"):
            found[outer].add(line["code"])
    for line in lines("epci_membres"):
        found[f"epci:{line['siren_epci']}"].add(line["code_commune"])
    for line in lines("ept"):
        found[f"ept:{line['siren']}"].update(line["communes"].split())
    return {identifier: frozenset(communes) for identifier, communes in found.items()}


@cache
def lines(name: str) -> list[dict[str, str]]:
    """Read a packaged file."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def pairs(kind: str) -> Pairs:
    """Return the ends of the edges of a type."""
    return {(edge.start, edge.end) for edge in made().edges_of([kind])}


def ends(kind: str, start: str) -> set[str]:
    """Return where the edges of a type lead from a node."""
    return {end for first, end in pairs(kind) if first == start}


def touching(identifier: str) -> set[str]:
    """Return what a territory overlaps, in either direction."""
    found = (pair for pair in pairs("OVERLAPS") if identifier in pair)
    return {one if other == identifier else other for one, other in found}


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


def contract_rows() -> Iterator[dict[str, str]]:
    """Read the rows of both files of contracts."""
    yield from lines("contrats_ville_2015_2023")
    yield from lines("contrats_ville_2024_2030")
