"""The stages of plans and needs, the state of a contract's plans, and the age of its diagnostics (rules 26 and 33).

Rule: a contract's plans and diagnostics are also those of territories with the same ground and of its lead's territory.
"""

from datetime import date, timedelta

from graph.vocabulary import EngagementStatus, NeedStage, PlanStage
from tests.oracle.counting import add_months, delivered_by, signed_from
from tests.oracle.facts import Facts
from tests.oracle.territories import lead_territories, same_ground

FURTHEST = (PlanStage.SIGNED, PlanStage.IN_PREPARATION, PlanStage.WISHED, PlanStage.EXPIRED, PlanStage.ABANDONED)


def stages(facts: Facts, plan: str) -> list[tuple[date, PlanStage]]:
    """Return the dated stages of a plan, oldest first; those of the same day in the order of the vocabulary."""
    abandoned, expired = facts.day(plan, "abandonedOn"), _expired_from(facts, plan)
    if abandoned is not None and expired is not None and abandoned <= expired:
        expired = None
    begun = (
        (PlanStage.WISHED, facts.day(plan, "wishedOn")),
        (PlanStage.IN_PREPARATION, facts.day(plan, "inPreparationOn")),
        (PlanStage.SIGNED, signed_from(facts, plan)),
        (PlanStage.EXPIRED, expired),
        (PlanStage.ABANDONED, abandoned),
    )
    dated = [(begins, stage) for stage, begins in begun if begins is not None]
    return sorted(dated, key=lambda step: (step[0], list(PlanStage).index(step[1])))


def _expired_from(facts: Facts, plan: str) -> date | None:
    """Return the first day after the term of a plan, whether or not anybody states it."""
    ends = facts.day(plan, "endsOn")
    return facts.day(plan, "expiredOn") or (ends + timedelta(days=1) if ends else None)


def stage(facts: Facts, plan: str, day: date) -> PlanStage | None:
    """Return the latest stage that began on or before the day; None before the first."""
    begun = [stage for begins, stage in stages(facts, plan) if begins <= day]
    return begun[-1] if begun else None


def _contract_and_leads(facts: Facts, contract: str) -> set[str]:
    """Return a contract, the territories with the same ground, and the territory of its lead."""
    return {contract} | same_ground(facts, contract) | lead_territories(facts, contract)


def _targeting(facts: Facts, contract: str, kind: str) -> set[str]:
    """Return the engagements of a kind that target a contract, the same ground or the territory of its lead."""
    engagements = {
        edge.start for territory in _contract_and_leads(facts, contract) for edge in facts.into("TARGETS", territory)
    }
    return {engagement for engagement in engagements if facts.kind(engagement) == kind}


def _annexed(facts: Facts, contract: str) -> set[str]:
    """Return the plans annexed to a contract, or to one with the same ground."""
    contracts = {contract} | same_ground(facts, contract)
    return {edge.start for one in contracts for edge in facts.into("ANNEXED_TO", one)}


def plan_stage(facts: Facts, contract: str, day: date) -> PlanStage | None:
    """Return the furthest stage of a contract's plans on the day; None if none has begun."""
    begun = [
        stage(facts, plan, day) for plan in _annexed(facts, contract) | _targeting(facts, contract, "TerritorialPlan")
    ]
    return next((furthest for furthest in FURTHEST if furthest in begun), None)


def deliveries(facts: Facts, contract: str) -> list[date]:
    """Return the days on which the diagnostics of a contract were delivered."""
    diagnostics = _targeting(facts, contract, "Diagnostic")
    diagnostics |= {edge.end for plan in _annexed(facts, contract) for edge in facts.out("BASED_ON", plan)}
    return [day for day in (delivered_by(facts, diagnostic) for diagnostic in diagnostics) if day]


def diagnosed_since(facts: Facts, contract: str, since: date) -> bool:
    """Return whether a diagnostic of a contract was delivered on a day or after it."""
    return any(delivered >= since for delivered in deliveries(facts, contract))


def diagnostic_age(facts: Facts, contract: str, day: date) -> int | None:
    """Return the age, in whole months, of the newest diagnostic delivered by the day; None without one."""
    delivered = [handed_over for handed_over in deliveries(facts, contract) if handed_over <= day]
    return _whole_months(max(delivered), day) if delivered else None


def age(facts: Facts, diagnostic: str, day: date) -> int | None:
    """Return the age of a diagnostic in whole months; None while it is not delivered."""
    delivered = delivered_by(facts, diagnostic)
    return _whole_months(delivered, day) if delivered and delivered <= day else None


def data_age(facts: Facts, diagnostic: str, day: date) -> int | None:
    """Return the age of the data of a diagnostic in whole months; None if they end later, or on an unknown day."""
    last = facts.day(diagnostic, "dataEndsOn")
    return _whole_months(last, day) if last and last <= day else None


def days_to_plan(facts: Facts, diagnostic: str, day: date) -> int | None:
    """Return the days from the delivery to the first plan signed since, among those based on the diagnostic."""
    delivered = delivered_by(facts, diagnostic)
    if delivered is None or delivered > day:
        return None
    signatures = [signed_from(facts, edge.start) for edge in facts.into("BASED_ON", diagnostic)]
    return min(((one - delivered).days for one in signatures if one and delivered <= one <= day), default=None)


def _whole_months(start: date, day: date) -> int:
    months = (day.year - start.year) * 12 + day.month - start.month
    return months if add_months(start, months) <= day else months - 1


def need_stage(facts: Facts, need: str, day: date) -> NeedStage | None:
    """Return the stage of a need on the day; None before it was identified."""
    identified = facts.day(need, "identifiedOn")
    if identified and day < identified:
        return None
    sessions = [edge.start for edge in facts.into("MEETS", need)]
    held = [one for one in sessions if facts.value(one, "status") in {EngagementStatus.ACTIVE, EngagementStatus.DONE}]
    planned = [one for one in sessions if facts.value(one, "status") == EngagementStatus.PLANNED]
    last = [facts.day(one, "endsOn") or facts.day(one, "startsOn") for one in held]
    if _by(day, facts.day(need, "metOn"), *last):
        return NeedStage.MET
    if _by(day, facts.day(need, "declinedOn")):
        return NeedStage.DECLINED
    first = [facts.day(one, "startsOn") for one in planned]
    if last or any(one and day <= one for one in first) or _by(day, facts.day(need, "plannedOn")):
        return NeedStage.PLANNED
    return NeedStage.IDENTIFIED


def unanswered(facts: Facts, need: str, day: date) -> bool:
    """Return whether a need exists on the day, and is neither met nor declined."""
    return need_stage(facts, need, day) in {NeedStage.IDENTIFIED, NeedStage.PLANNED}


def _by(day: date, *begun: date | None) -> bool:
    return any(begins is not None and begins <= day for begins in begun)
