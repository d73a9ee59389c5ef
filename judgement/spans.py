"""Doubts about the days of an engagement, compared with its status, its length, its sources and its grants."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import NamedTuple

from changes.changeset import Facts
from changes.rows import Value
from graph.calendar import plus_months
from graph.text import fold
from graph.vocabulary import EngagementStatus
from judgement.problems import Problem, ProblemCode

FIRST_YEAR, LAST_YEAR = 1980, 2050
"""The first and last plausible year of anything in this policy field."""
HALF_YEAR, ONE_DAY = timedelta(days=183), timedelta(days=1)
MOST_YEARS: Mapping[str, int] = {
    "TrainingSession": 2,
    "Diagnostic": 3,
    "Action": 10,
    "TerritorialPlan": 10,
    "Commitment": 16,
}
"""The longest plausible spans, in years.

A session may last a school year, written « 2025-2026 »; an action or plan may follow a city contract of nine years; a
commitment may last for two contracts in a row.
"""
FAR_BACK, FAR_AHEAD, CAREER = 25, 10, 40
"""The maximum number of years from a file's day: back to an event, ahead to a planned one, back to a relationship."""
YEARS_BACK: Mapping[str, int] = {"surveyedOn": 15, "retrievedOn": 15}
"""Smaller limits for some days: in a file, an older survey or an older visit to a web page is doubtful."""
SHORTEST = timedelta(days=28)
"""The shortest plausible relationship, a month; those of the demonstration last years."""
NEAR_YEARS, MONTHS_A_YEAR = 1, 12
"""The maximum number of years between an engagement and its grant or announcement, and the constant to get months."""
SIGNED_YEARS = 2
"""The maximum number of years between the signature of a plan and its first day."""
CALLED_OFF = re.compile(r"\b(?:annule|reporte|ajourne)e?s?\b")


class Context(NamedTuple):
    """The day that a file describes, today's date, the newest confirmation by a source, and the previous facts."""

    day: date
    today: date
    confirmed_on: date | None = None
    before: Mapping[str, Value] = MappingProxyType({})

    @property
    def latest(self) -> date:
        """The last day about which the file can know anything."""
        return max(self.day, self.today)


def is_plausible(day: date) -> bool:
    """Return whether a day is within the plausible years."""
    return FIRST_YEAR <= day.year <= LAST_YEAR


def latest_meant(day: date) -> date:
    """Return the last day that a cell may mean: a year or a quarter, for example, is stored as its first day."""
    if (day.day, day.month) == (1, 1):
        return date(day.year, 12, 31)
    return day + HALF_YEAR if day.day == 1 and is_plausible(day) else day


def earliest_meant(day: date) -> date:
    """Return the earliest day that a last day may mean: a year in a cell, for example, is read as its 31 December."""
    if (day.day, day.month) == (31, 12):
        return date(day.year, 1, 1)
    return day - HALF_YEAR if is_plausible(day) and (day + ONE_DAY).day == 1 else day


def doubtful_confirmations(confirmed: Iterable[Value], facts: Facts, latest: date) -> Iterator[Problem]:
    """Yield the days of confirmation that are impossible, in the future, or long before the confirmed fact."""
    given = [value for value in confirmed if isinstance(value, date)]
    if any(not is_plausible(day) for day in given):
        yield ProblemCode.OUT_OF_YEARS.at("sources", first=FIRST_YEAR, last=LAST_YEAR)
    days = [day for day in given if is_plausible(day)]
    for day in days:
        if day > latest:
            yield ProblemCode.CONFIRMED_TO_COME.at("sources", day=day)
    first, is_planned = _plausible_span(facts)[0], facts.get("status") == EngagementStatus.PLANNED
    if first and not is_planned and days and max(days) < plus_months(first, -MONTHS_A_YEAR * NEAR_YEARS):
        yield ProblemCode.CONFIRMED_LONG_BEFORE.at("sources", day=max(days), first=first)


def doubtful_year(year: Value, funded: Iterable[Facts], latest: date) -> Iterator[Problem]:
    """Yield doubts about the year of a grant, compared with the engagements that it funds and the latest day."""
    if not isinstance(year, int) or not FIRST_YEAR <= year <= LAST_YEAR:
        return
    for first, last in map(_plausible_span, funded):
        if first and year < first.year - NEAR_YEARS:
            yield ProblemCode.YEAR_BEFORE_PAID.at("year", first=first)
            return
        if last and year > last.year + NEAR_YEARS:
            yield ProblemCode.YEAR_AFTER_PAID.at("year", last=last)
            return
    if year > latest.year + NEAR_YEARS:
        yield ProblemCode.YEAR_TO_COME.at("year")
    elif year < latest.year - FAR_BACK:
        yield ProblemCode.YEAR_LONG_AGO.at("year", years=FAR_BACK)


def doubtful_status(kind: str, facts: Facts, context: Context) -> Iterator[Problem]:
    """Yield contradictions between the days and title of an engagement and its status.

    For half a year after its end, an engagement that was under way at its last confirmation is not reported, since news
    comes late. Nor is a plan, since plans expire without an announcement.
    """
    status, delivered = EngagementStatus(str(facts.get("status"))), facts.get("deliveredOn")
    first, last = _plausible_span(facts)
    day, long_ago = context.day, context.day - HALF_YEAR
    last_heard = long_ago if kind == "TerritorialPlan" else max(context.confirmed_on or day, long_ago)
    is_over, is_to_come = last and (first or last) <= last < day, first and first > day
    if status == EngagementStatus.PLANNED and is_over:
        yield ProblemCode.PLANNED_AND_OVER.at("status", last=last)
    elif status == EngagementStatus.PLANNED and first and first < day:
        yield ProblemCode.PLANNED_AND_BEGUN.at("status", first=first)
    elif status in {EngagementStatus.ACTIVE, EngagementStatus.DONE} and is_to_come:
        yield ProblemCode.NOT_BEGUN.at("status", status=status, first=first)
    elif status == EngagementStatus.ACTIVE and last and is_over and last < last_heard:
        yield ProblemCode.ACTIVE_AND_OVER.at("status", status=status, last=last)
    elif status == EngagementStatus.ACTIVE and isinstance(delivered, date) and delivered <= day:
        yield ProblemCode.ACTIVE_AND_DELIVERED.at("status", status=status, delivered=delivered)
    elif status == EngagementStatus.DONE and last and earliest_meant(last) > day:
        yield ProblemCode.DONE_AND_NOT_OVER.at("status", status=status, last=last)
    yield from _doubtful_outcome(status, facts, context)
    if status != EngagementStatus.CANCELLED:
        if facts.get("cancelledOn"):
            yield ProblemCode.CANCELLATION_DAY_ALONE.at("cancelledOn")
        if CALLED_OFF.search(fold(str(facts.get("title")))):
            yield ProblemCode.TITLE_SAYS_CALLED_OFF.at("title")


def _doubtful_outcome(status: EngagementStatus, facts: Facts, context: Context) -> Iterator[Problem]:
    """Yield outcomes of an engagement that contradict its status."""
    trained, abandoned, known = facts.get("trainedCount"), facts.get("abandonedOn"), context.before.get("status")
    if status == EngagementStatus.PLANNED and trained:
        yield ProblemCode.TRAINED_BEFORE_SESSION.at("trainedCount")
    if status == EngagementStatus.DONE and trained == 0:
        yield ProblemCode.TRAINED_NOBODY.at("trainedCount")
    is_called_off = status == EngagementStatus.CANCELLED and known not in {None, EngagementStatus.PLANNED, status}
    if is_called_off and not facts.get("cancelledOn"):
        yield ProblemCode.CANCELLED_WITHOUT_DAY.at("status")
    is_given_up = isinstance(abandoned, date) and abandoned <= context.day
    if is_given_up and status in {EngagementStatus.PLANNED, EngagementStatus.ACTIVE}:
        yield ProblemCode.ABANDONED_BUT_GOING_ON.at("abandonedOn", status=status)


def doubtful_span(kind: str, facts: Facts) -> Iterator[Problem]:
    """Yield the end of an engagement that would last implausibly long, and a signature long before its beginning."""
    first, last = _plausible_span(facts)
    years = MOST_YEARS[kind]
    if first and last and last >= plus_months(first, MONTHS_A_YEAR * years):
        yield ProblemCode.LASTS_TOO_LONG.at("endsOn", years=years, first=first)
    signed = facts.get("signedOn")
    if first and isinstance(signed, date) and signed < plus_months(first, -MONTHS_A_YEAR * SIGNED_YEARS):
        yield ProblemCode.SIGNED_LONG_BEFORE.at("signedOn", first=first)


def _plausible_span(facts: Facts) -> tuple[date | None, date | None]:
    """Return the first and last day of an engagement, without impossible ones."""
    days = facts.get("startsOn"), facts.get("endsOn")
    first, last = (day if isinstance(day, date) and is_plausible(day) else None for day in days)
    return first, last


def doubtful_signature(signed: Value, first: date | None, last: date | None) -> Iterator[Problem]:
    """Yield the day on which somebody signed a contract, if it is far from the days of the contract."""
    if not isinstance(signed, date) or not first or not last:
        return
    if not plus_months(first, -MONTHS_A_YEAR * SIGNED_YEARS) <= signed <= last:
        yield ProblemCode.SIGNED_OUTSIDE_CONTRACT.at("signedOn", first=first, last=last)


def doubtful_period(facts: Facts, context: Context) -> Iterator[Problem]:
    """Yield days of a relationship, such as a qualification, that are too far ahead, and spans that are too short."""
    first, last = _plausible_span(facts)
    if first and first > plus_months(context.latest, MONTHS_A_YEAR * NEAR_YEARS):
        yield ProblemCode.BEGINS_FAR_AHEAD.at("startsOn", first=first)
    if last and last > plus_months(context.latest, MONTHS_A_YEAR * FAR_AHEAD):
        yield ProblemCode.ENDS_FAR_AHEAD.at("endsOn", years=FAR_AHEAD, last=last)
    elif first and last and first <= last < first + SHORTEST:
        yield ProblemCode.LASTS_DAYS_ONLY.at("endsOn", days=(last - first).days + 1, first=first)


def doubtful_past(facts: Facts, context: Context) -> Iterator[Problem]:
    """Yield days too long before the day of the file."""
    is_relationship = "status" not in facts and not YEARS_BACK.keys() & facts.keys()
    for name, value in facts.items():
        years = YEARS_BACK.get(name, CAREER if is_relationship else FAR_BACK)
        is_new = isinstance(value, date) and is_plausible(value) and value != context.before.get(name)
        if isinstance(value, date) and is_new and value < plus_months(context.day, -MONTHS_A_YEAR * years):
            yield ProblemCode.LONG_AGO.at(name, years=years, day=value)


def doubtful_exchange(facts: Facts, before: Mapping[str, Value]) -> Iterator[Problem]:
    """Yield days that equal those in the graph with day and month swapped, an error that spreadsheets make."""
    for name, value in facts.items():
        known = before.get(name)
        if not isinstance(value, date) or not isinstance(known, date) or value == known:
            continue
        if (value.year, value.month, value.day) == (known.year, known.day, known.month):
            yield ProblemCode.DAY_AND_MONTH_EXCHANGED.at(name, known=known)
