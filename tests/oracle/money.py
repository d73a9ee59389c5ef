"""Sums of the amounts asked for and granted, grant after grant.

Rule: a grant stands in every row that any walk from it leads to, each time whole; a step that leads nowhere leaves its
keys unknown.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from graph.vocabulary import Role
from tests.oracle.facts import Facts, edge_roles
from tests.oracle.territories import attached

OwnKeys = Mapping[str, str | None]
Keys = tuple[str | None, ...]


@dataclass
class Amounts:
    """One amount of the grants of a row: of all of them, and of those that stand in other rows too."""

    all: list[Fraction] = field(default_factory=list)
    shared: list[Fraction] = field(default_factory=list)


@dataclass
class Sums:
    """The grants of a row: how many, how many of them stand in other rows too, and the amounts by name."""

    count: int = 0
    shared: int = 0
    amounts: dict[str, Amounts] = field(default_factory=lambda: defaultdict(Amounts))


def grant_sums(facts: Facts, grants: Iterable[str], by: Sequence[str]) -> dict[Keys, Sums]:
    """Return the rows by their keys."""
    rows: dict[Keys, Sums] = defaultdict(Sums)
    for grant in grants:
        own = {tuple(keys[name] for name in by) for keys in _walks(facts, grant)}
        for keys in own:
            row = rows[keys]
            row.count += 1
            row.shared += len(own) > 1
            for name in ("askedEuros", "grantedEuros"):
                value = facts.value(grant, name)
                if isinstance(value, int | float):
                    row.amounts[name].all.append(Fraction(str(value)))
                    row.amounts[name].shared += [Fraction(str(value))] if len(own) > 1 else []
    return rows


def _walks(facts: Facts, grant: str) -> Iterable[OwnKeys]:
    """Yield the keys of each way from a grant to all that it may be broken down by."""
    year = facts.value(grant, "year")
    own = {"YEAR": str(year), "PROGRAMME": _text(facts, grant, "programme"), "LINE": _text(facts, grant, "line")}
    for funder in _or_nothing(edge.start for edge in facts.into("AWARDED", grant)):
        for engagement in _or_nothing(edge.end for edge in facts.out("FUNDS", grant)):
            for keys in _of_engagement(facts, engagement):
                yield {**own, "FUNDER": funder, "ENGAGEMENT": engagement, **keys}


def _of_engagement(facts: Facts, engagement: str | None) -> Iterable[OwnKeys]:
    on = facts.out("ON_AXIS", engagement) if engagement else []
    engaged = facts.into("ENGAGED_IN", engagement) if engagement else []
    targets = facts.out("TARGETS", engagement) if engagement else []
    leads = [e.start for e in engaged if Role.LEAD in edge_roles(e) and facts.kind(e.start) == "Institution"]
    for axis in _or_nothing(edge.end for edge in on):
        for lead in _or_nothing(leads):
            for ground in _or_nothing(edge.end for edge in targets):
                yield {
                    "AXIS": axis,
                    "LEAD": lead,
                    "TERRITORY": ground,
                    "DEPARTEMENT": _around(facts, ground, "DEPARTEMENT"),
                    "REGION": _around(facts, ground, "REGION"),
                }


def _around(facts: Facts, ground: str | None, kind: str) -> str | None:
    """Return the territory of a kind that a ground is, or in which it is counted."""
    around = {ground, *attached(facts, ground)} if ground else set()
    return next((one for one in around if one and facts.value(one, "kind") == kind), None)


def _text(facts: Facts, grant: str, name: str) -> str | None:
    value = facts.value(grant, name)
    return None if value is None else str(value)


def _or_nothing(ids: Iterable[str]) -> list[str | None]:
    return [*dict.fromkeys(ids)] or [None]
