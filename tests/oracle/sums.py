"""Sums of grants, training sessions and head counts, added one by one (rule 32).

Rule: each item is in every row that any walk from it leads to, each time whole; a step that leads nowhere leaves its
keys unknown. A number withheld from the viewer is in no sum: it is counted as withheld, not as known.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from graph.vocabulary import Role
from tests.oracle.facts import Facts, edge_roles
from tests.oracle.territories import attached

OwnKeys = Mapping[str, str | None]
Keys = tuple[str | None, ...]
WITHHELD = "withheld"
Number = Fraction | str | None
"""A number as a viewer sees it: its value, `WITHHELD`, or None if nobody gives it."""
PEOPLE = ("trainedCount", "count")
"""The numbers that may be withheld."""
BREAKDOWNS = {"AUDIENCE": "audience", "THEME": "theme", "CRITERION": "criterion", "OUTCOME": "outcome"}


@dataclass
class Amount:
    """The numbers of a row: all visible ones, those that are in other rows too, and how many are withheld."""

    all: list[Fraction] = field(default_factory=list)
    shared: list[Fraction] = field(default_factory=list)
    withheld: int = 0


@dataclass
class Sums:
    """The content of a row: its ids, the number of those also in other rows, and the amounts by name."""

    ids: list[str] = field(default_factory=list)
    shared: int = 0
    amounts: dict[str, Amount] = field(default_factory=lambda: defaultdict(Amount))


Walks = Callable[[Facts, str], Iterable[OwnKeys]]
Measures = Callable[[Facts, str], Mapping[str, Number]]


def grant_sums(facts: Facts, grants: Iterable[str], by: Sequence[str]) -> dict[Keys, Sums]:
    """Return the rows of grants by their keys; one that funds nothing known is in none (rule 36)."""
    classified = [grant for grant in grants if list(facts.out("FUNDS", grant))]
    return _sums(facts, classified, by, _from_grant, _of_grant)


def training_sums(facts: Facts, sessions: Iterable[str], by: Sequence[str]) -> dict[Keys, Sums]:
    """Return the rows of training sessions by their keys."""
    return _sums(facts, sessions, by, _from_session, _of_session)


def head_count_sums(
    facts: Facts, head_counts: Iterable[str], kind: str, breakdown: str, by: Sequence[str]
) -> dict[Keys, Sums]:
    """Return the rows of head counts of a kind and of one breakdown, or of no breakdown, by their keys."""
    asked = [one for one in head_counts if facts.value(one, "kind") == kind and _breakdown(facts, one) == breakdown]
    return _sums(facts, asked, by, _from_head_count, _of_head_count)


def _sums(facts: Facts, ids: Iterable[str], by: Sequence[str], walks: Walks, measures: Measures) -> dict[Keys, Sums]:
    rows: dict[Keys, Sums] = defaultdict(Sums)
    for one in ids:
        own = {tuple(keys[name] for name in by) for keys in walks(facts, one)}
        for keys in own:
            rows[keys].ids.append(one)
            rows[keys].shared += len(own) > 1
            for name, number in measures(facts, one).items():
                amount = rows[keys].amounts[name]
                amount.withheld += number == WITHHELD
                if isinstance(number, Fraction):
                    amount.all.append(number)
                    amount.shared += [number] if len(own) > 1 else []
    return rows


def _number(facts: Facts, one: str, name: str) -> Number:
    value = facts.value(one, name)
    if isinstance(value, int | float):
        return Fraction(str(value))
    return WITHHELD if facts.anonymous and name in PEOPLE and facts.value(one, f"{name}Withheld") else None


def _of_grant(facts: Facts, grant: str) -> Mapping[str, Number]:
    return {name: _number(facts, grant, f"{name}Euros") for name in ("asked", "granted")}


def _of_session(facts: Facts, session: str) -> Mapping[str, Number]:
    people, hours = _number(facts, session, "trainedCount"), _number(facts, session, "hours")
    both: Number = None
    if isinstance(hours, Fraction):
        both = people * hours if isinstance(people, Fraction) else people
    return {"people": people, "hours": hours, "personHours": both}


def _of_head_count(facts: Facts, head_count: str) -> Mapping[str, Number]:
    return {"people": _number(facts, head_count, "count")}


def _breakdown(facts: Facts, head_count: str) -> str:
    return next((by for by, name in BREAKDOWNS.items() if facts.value(head_count, name)), "TOTAL")


def _from_grant(facts: Facts, grant: str) -> Iterable[OwnKeys]:
    """Yield the keys of each way from a grant to its possible breakdowns."""
    own = {"YEAR": str(facts.value(grant, "year")), "PROGRAMME": _text(facts, grant, "programme")}
    own["LINE"] = _text(facts, grant, "line")
    for funder in _or_nothing(edge.start for edge in facts.into("AWARDED", grant)):
        for recipient in _or_nothing(edge.start for edge in facts.into("RECEIVED", grant)):
            for engagement in _or_nothing(edge.end for edge in facts.out("FUNDS", grant)):
                for keys in _around_engagement(facts, engagement):
                    yield {**own, "FUNDER": funder, "RECIPIENT": recipient, **keys}


def _from_session(facts: Facts, session: str) -> Iterable[OwnKeys]:
    """Yield the keys of each way from a session."""
    own = {"YEAR": _year(facts, session), "SESSION_KIND": _text(facts, session, "kind")}
    for keys in _around_engagement(facts, session):
        yield {**own, **keys}


def _from_head_count(facts: Facts, head_count: str) -> Iterable[OwnKeys]:
    """Yield the keys of each way from a head count: of its own year, or of the year when its engagement began."""
    own = {by: _text(facts, head_count, name) for by, name in BREAKDOWNS.items()}
    for engagement in _or_nothing(edge.end for edge in facts.out("COUNTED_IN", head_count)):
        year = _text(facts, head_count, "year") or (_year(facts, engagement) if engagement else None)
        for keys in _around_engagement(facts, engagement):
            yield {**own, "YEAR": year, **keys}


def _around_engagement(facts: Facts, engagement: str | None) -> Iterable[OwnKeys]:
    for offer in _or_nothing(edge.end for edge in facts.out("DELIVERS", engagement or "")):
        how = _text(facts, offer, "kind") if offer else None
        project = next((edge.end for edge in facts.out("IN_PROJECT", engagement or "")), None)
        for employer in _or_nothing(_institutions(facts, engagement, Role.BENEFICIARY)):
            for lead in _or_nothing(_institutions(facts, engagement, Role.LEAD)):
                own = {"OFFER": offer, "OFFER_KIND": how, "PROJECT": project, "EMPLOYER": employer}
                own |= {"LEAD": lead, "ENGAGEMENT": engagement}
                for keys in _from_targets(facts, engagement):
                    yield {**own, **keys}


def _from_targets(facts: Facts, engagement: str | None) -> Iterable[OwnKeys]:
    for axis in _or_nothing(edge.end for edge in facts.out("ON_AXIS", engagement or "")):
        for territory in _or_nothing(edge.end for edge in facts.out("TARGETS", engagement or "")):
            around = {kind: _around(facts, territory, kind) for kind in ("DEPARTEMENT", "REGION")}
            yield {"AXIS": axis, "TERRITORY": territory, **around}


def _institutions(facts: Facts, engagement: str | None, role: Role) -> list[str]:
    """Return the institutions that hold a role in an engagement."""
    engaged = [edge for edge in facts.into("ENGAGED_IN", engagement or "") if role in edge_roles(edge)]
    return [edge.start for edge in engaged if facts.kind(edge.start) == "Institution"]


def _around(facts: Facts, territory: str | None, kind: str) -> str | None:
    """Return the territory of a kind that is the given one, or in which it is counted."""
    around = {territory, *attached(facts, territory)} if territory else set()
    return next((one for one in around if one and facts.value(one, "kind") == kind), None)


def _year(facts: Facts, engagement: str) -> str | None:
    starts = facts.day(engagement, "startsOn")
    return str(starts.year) if starts else None


def _text(facts: Facts, one: str, name: str) -> str | None:
    value = facts.value(one, name)
    return None if value is None else str(value)


def _or_nothing(ids: Iterable[str]) -> list[str | None]:
    return [*dict.fromkeys(ids)] or [None]
