"""Problems of engagements that the matrix will not count, or only for a time, and of grants that no sum includes."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import cast

from changes.changeset import Facts
from graph.vocabulary import CARRYING_ROLES, Axis, EngagementStatus, Role, TerritoryKind
from judgement.entries import GazetteerEntry
from judgement.problems import Problem, ProblemCode
from judgement.statements import Edges

EVERY_AXIS = len(Axis)
OPEN_KINDS = frozenset({"Action", "Commitment"})
"""The kinds of engagement that stay open if no last day is stated."""
UNSEARCHABLE_KINDS = frozenset({TerritoryKind.REGION, TerritoryKind.COUNTRY})
"""The kinds of territory that are too wide to be searched completely for actors."""


def uncounted(
    kind: str, facts: Facts, edges: Mapping[str, Edges], territories: Mapping[str, GazetteerEntry]
) -> Iterator[Problem]:
    """Yield each reason why an engagement will not count, or only for a limited time."""
    for relation in ("territories", "cityContract"):
        for entry in (territories.get(end) for _, _, end in edges.get(relation, {})):
            if entry and not _overlaps(entry, facts):
                days = {"first": entry.starts_on, "last": entry.ends_on}
                yield ProblemCode.OUT_OF_FORCE.at(relation, entry.id, territory=entry.label, **days)
    if not _is_counted(kind, edges.get("actors", {})):
        yield (ProblemCode.NOBODY_COMMISSIONS if kind == "Diagnostic" else ProblemCode.NOBODY_CARRIES).at("actors")
    if not any(edge.get("confirmedOn") for edge in edges.get("sources", {}).values()):
        yield ProblemCode.UNCONFIRMED.at("sources")
    if facts.get("endsOn") is None and facts.get("status") != EngagementStatus.PLANNED:
        if kind in OPEN_KINDS:
            yield ProblemCode.OPEN_END.at("endsOn")
        elif kind == "TrainingSession":
            yield ProblemCode.SESSION_WITHOUT_END.at("endsOn")
    if kind == "TerritorialPlan" and facts.get("signedOn") is None and not facts.get("signedDayUnknown"):
        yield ProblemCode.PLAN_NOT_SIGNED.at("signedOn")


def on_every_axis(edges: Mapping[str, Edges]) -> Iterator[Problem]:
    """Yield a problem if an engagement would count on every axis."""
    if len(edges.get("axes", {})) == EVERY_AXIS:
        yield ProblemCode.ON_EVERY_AXIS.at("axes")


def without_amount(facts: Facts) -> Iterator[Problem]:
    """Yield a problem if a grant has no amount, so that no sum includes it."""
    if facts.get("askedEuros") is None and facts.get("grantedEuros") is None:
        yield ProblemCode.NO_AMOUNT.at("grantedEuros")


def overwide_surveys(
    facts: Facts, edges: Mapping[str, Edges], territories: Mapping[str, GazetteerEntry]
) -> Iterator[Problem]:
    """Yield the territories that a survey calls empty although they are too wide to be searched completely."""
    for _, _, end in edges.get("territories", {}) if facts.get("emptyAxes") else ():
        if (entry := territories.get(end)) and entry.kind in UNSEARCHABLE_KINDS:
            yield ProblemCode.NOBODY_IN_ALL_OF_IT.at("territories", end, territory=entry.label)


def _overlaps(entry: GazetteerEntry, facts: Facts) -> bool:
    """Return whether a territory is in force on any day of an engagement; True if its first day is unknown."""
    first, last = facts.get("startsOn"), facts.get("endsOn")
    return not isinstance(first, date) or entry.is_in_force(first, last if isinstance(last, date) else date.max)


def _is_counted(kind: str, actors: Edges) -> bool:
    """Return whether an actor has a role that counts."""
    counted = {*CARRYING_ROLES, *([Role.COMMISSIONER] if kind == "Diagnostic" else [])}
    return any(counted.intersection(cast("list[str]", edge.get("roles") or [])) for edge in actors.values())
