"""Impossible and doubtful values in what a file states or changes."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from changes.changeset import Facts
from changes.rows import Value
from graph.model import SHAPE
from graph.shape import Property, Scalar
from graph.vocabulary import EngagementStatus, HeadCountBreakdown
from judgement.meanings import doubtful_words
from judgement.problems import Problem, ProblemCode
from judgement.spans import (
    FIRST_YEAR,
    LAST_YEAR,
    Context,
    doubtful_exchange,
    doubtful_past,
    doubtful_period,
    doubtful_span,
    doubtful_status,
    earliest_meant,
    is_plausible,
    latest_meant,
)

LAST_DAYS = frozenset({"endsOn", "expiredOn", "dataEndsOn", "validUntil", "availableUntil"})
PAST_DAYS = (
    "wishedOn",
    "inPreparationOn",
    "signedOn",
    "dataStartsOn",
    "deliveredOn",
    "cancelledOn",
    "noticedOn",
    "liftedOn",
    "identifiedOn",
    "metOn",
    "declinedOn",
    "retrievedOn",
    "surveyedOn",
    "lastContactOn",
    "evaluatedOn",
)
"""The days of past events."""
ORDERED_DAYS = (
    ("wishedOn", "inPreparationOn", ProblemCode.AFTER_PREPARATION, "wishedOn"),
    ("inPreparationOn", "signedOn", ProblemCode.AFTER_SIGNATURE, "inPreparationOn"),
    ("wishedOn", "signedOn", ProblemCode.AFTER_SIGNATURE, "wishedOn"),
    ("noticedOn", "liftedOn", ProblemCode.BEFORE_NOTICED, "liftedOn"),
    ("identifiedOn", "plannedOn", ProblemCode.BEFORE_IDENTIFIED, "plannedOn"),
    ("identifiedOn", "metOn", ProblemCode.BEFORE_IDENTIFIED, "metOn"),
    ("identifiedOn", "declinedOn", ProblemCode.BEFORE_IDENTIFIED, "declinedOn"),
    ("cancelledOn", "endsOn", ProblemCode.CANCELLED_AFTER_END, "cancelledOn"),
    ("wishedOn", "abandonedOn", ProblemCode.AFTER_ABANDONMENT, "wishedOn"),
    ("inPreparationOn", "abandonedOn", ProblemCode.AFTER_ABANDONMENT, "inPreparationOn"),
    ("signedOn", "abandonedOn", ProblemCode.AFTER_ABANDONMENT, "signedOn"),
    ("startsOn", "deliveredOn", ProblemCode.DELIVERED_BEFORE_BEGUN, "deliveredOn"),
    ("dataEndsOn", "deliveredOn", ProblemCode.DELIVERED_BEFORE_DATA, "deliveredOn"),
)
"""Pairs of days that must be in order, the problem if they are not, and the field at which it is reported."""
PERIODS = (
    ("startsOn", "endsOn"),
    ("dataStartsOn", "dataEndsOn"),
    ("validFrom", "validUntil"),
    ("availableFrom", "availableUntil"),
)


class Bounds(NamedTuple):
    """The plausible bounds, and the problems of numbers above and below; `of_less` is None if none can be lower."""

    least: float
    most: float
    of_more: ProblemCode
    of_less: ProblemCode | None = None


EUROS = Bounds(100, 1_000_000, ProblemCode.LARGE_GRANT, ProblemCode.SMALL_GRANT)
"""Of 5,493 grants of programme 147 (2016–2023), the lowest is 200 €; 99.9 % are at most 275,000 €, two above 2 M€."""
BOUNDS: Mapping[str, Bounds] = {
    "askedEuros": EUROS,
    "grantedEuros": EUROS,
    # A session has one trainer and one room. The largest session of the demonstration trained 24 people; more than 300
    # must be a total.
    "trainedCount": Bounds(0, 300, ProblemCode.MANY_TRAINED),
    # A diploma takes thirty days; a larger number, such as 35, is probably one of hours.
    "days": Bounds(0, 30, ProblemCode.LONG_TRAINING),
    # Thirty days of seven hours.
    "hours": Bounds(0, 210, ProblemCode.MANY_HOURS),
    # One day a week, for a year.
    "supportDays": Bounds(0, 50, ProblemCode.MANY_SUPPORT_DAYS),
    # All the agents of a département's services are a few thousand.
    "peopleCount": Bounds(0, 5_000, ProblemCode.MANY_TO_TRAIN),
    # The Défenseur des droits itself receives some 100,000 people a year in all of France.
    "count": Bounds(0, 20_000, ProblemCode.MANY_PEOPLE),
    # The QPV with known populations have 401 to 132,511 inhabitants.
    "population": Bounds(100, 200_000, ProblemCode.LARGE_POPULATION, ProblemCode.SMALL_POPULATION),
}
TENFOLD = 10
PERCENTAGES, WHOLE = frozenset({"satisfiedPercent", "appliedPercent"}), 100
ADDRESS = re.compile(r"(?:https?|ftp)://\S+", re.IGNORECASE)
REACHES = re.compile(
    r"\S ?(?:@|[(\[](?:@|at|arobase)[)\]]) ?[\w-]+\.\w|(?:\d[ .\-/()]{0,2}){10}|https?://\S|\bwww\.\w"
    r"|\w\.[a-z]{2,4}(?!\w)|\b\d{2} ?\d{3} +[^\W\d]{2}",
    re.IGNORECASE,
)
"""A way to reach a person: an e-mail address, a telephone number, a page, or a postal code with its town."""


def impossible(kind: str, facts: Facts) -> Iterator[Problem]:
    """Yield the impossible values."""
    yield from impossible_values(SHAPE.kinds[kind].properties, facts)
    signed, expired = facts.get("signedOn"), facts.get("expiredOn")
    if isinstance(signed, date) and isinstance(expired, date) and expired < signed:
        yield ProblemCode.EXPIRED_BEFORE_SIGNED.at("expiredOn", signed=signed)
    unseen = _words(facts.get("emptyAxes")) - _words(facts.get("axes"))
    if kind == "Survey" and facts.get("axes") and unseen:
        yield ProblemCode.EMPTY_AXES_NOT_EXAMINED.at("emptyAxes", axes=len(unseen))
    broken_down = [by.lower() for by in HeadCountBreakdown if facts.get(by.lower())]
    if kind == "HeadCount" and len(broken_down) > 1:
        yield ProblemCode.BROKEN_DOWN_TWICE.at(broken_down[1])


def impossible_values(properties: Iterable[Property], facts: Facts) -> Iterator[Problem]:
    """Yield the values, of a node or relationship with these properties, that are impossible taken alone."""
    for stored in properties:
        yield from _impossible_value(stored, facts.get(stored.name))


def disordered(facts: Facts) -> Iterator[Problem]:
    """Yield the periods that end before they begin."""
    for first, last in PERIODS:
        start, end = facts.get(first), facts.get(last)
        if isinstance(start, date) and isinstance(end, date) and end < start and is_plausible(start):
            yield ProblemCode.ENDS_BEFORE_BEGINNING.at(last, value=end, start=start)


def contradictory(kind: str, facts: Facts) -> Iterator[Problem]:
    """Yield the days that contradict each other or the status.

    Only a training session may have the status `DONE` without a last day.
    """
    yield from disordered(facts)
    if facts.get("status") == EngagementStatus.DONE and facts.get("endsOn") is None and kind != "TrainingSession":
        yield ProblemCode.DONE_WITHOUT_END.at("endsOn", value="")


def doubtful(kind: str, facts: Facts, context: Context) -> Iterator[Problem]:
    """Yield the doubtful values."""
    yield from doubtful_words(kind, facts, context.before)
    asked, granted = facts.get("askedEuros"), facts.get("grantedEuros")
    if isinstance(asked, (int, float)) and isinstance(granted, (int, float)) and 0 <= asked < granted:
        yield ProblemCode.GRANTED_MORE_THAN_ASKED.at("grantedEuros", asked=asked)
    trained, answers = facts.get("trainedCount"), facts.get("respondentCount")
    if isinstance(trained, int) and isinstance(answers, int) and answers > trained > 0:
        yield ProblemCode.MORE_ANSWERS_THAN_TRAINED.at("respondentCount", trained=trained)
    yield from _doubtful_numbers(facts, context)
    if "status" in facts:
        yield from doubtful_status(kind, facts, context)
        yield from doubtful_span(kind, facts)
    else:
        yield from doubtful_period(facts, context)
    yield from doubtful_past(facts, context)
    yield from doubtful_exchange(facts, context.before)
    for name in PAST_DAYS:
        if isinstance(value := facts.get(name), date) and value > context.latest:
            yield ProblemCode.TO_COME.at(name, day=value)
    for first, last, code, place in ORDERED_DAYS:
        early, late = facts.get(first), facts.get(last)
        if not isinstance(early, date) or not isinstance(late, date):
            continue
        if (earliest_meant(early) if first in LAST_DAYS else early) > latest_meant(late):
            yield code.at(place, first=early, last=late)
    if facts.get("signedDayUnknown") and facts.get("signedOn"):
        yield ProblemCode.SIGNED_ON_UNKNOWN_DAY.at("signedDayUnknown")
    yield from _doubtful_addresses(facts, context.before)


def _doubtful_addresses(facts: Facts, before: Mapping[str, Value]) -> Iterator[Problem]:
    """Yield invalid page addresses, and contacts that reach nobody."""
    for name in ("url", "website"):
        address = facts.get(name)
        if isinstance(address, str) and not ADDRESS.fullmatch(address):
            yield ProblemCode.NO_ADDRESS.at(name)
    for name in ("contact", "telephone"):
        contact = facts.get(name)
        if isinstance(contact, str) and contact != before.get(name) and not REACHES.search(contact):
            yield ProblemCode.REACHES_NOBODY.at(name)


def _doubtful_numbers(facts: Facts, context: Context) -> Iterator[Problem]:
    """Yield the numbers beyond their bounds, and those that change more than a correction would."""
    for name, bounds in BOUNDS.items():
        value, known = facts.get(name), context.before.get(name)
        if not isinstance(value, (int, float)) or value <= 0:
            continue
        if code := bounds.of_less if value < bounds.least else bounds.of_more if value > bounds.most else None:
            yield code.at(name)
        elif isinstance(known, (int, float)) and known > 0 and not 1 < TENFOLD * value / known < TENFOLD**2:
            code = ProblemCode.TEN_TIMES_MORE if value > known else ProblemCode.TEN_TIMES_LESS
            yield code.at(name, known=known)


def _impossible_value(stored: Property, value: Value) -> Iterator[Problem]:
    if isinstance(value, date) and not is_plausible(value):
        is_end = value.year > LAST_YEAR and stored.name in LAST_DAYS
        code = ProblemCode.END_OUT_OF_YEARS if is_end else ProblemCode.OUT_OF_YEARS
        yield code.at(stored.name, first=FIRST_YEAR, last=LAST_YEAR)
    elif stored.name == "year" and isinstance(value, int) and not FIRST_YEAR <= value <= LAST_YEAR:
        yield ProblemCode.OUT_OF_YEARS.at("year", first=FIRST_YEAR, last=LAST_YEAR)
    elif stored.type in {Scalar.INT, Scalar.FLOAT} and isinstance(value, (int, float)) and value < 0:
        yield ProblemCode.NEGATIVE.at(stored.name)
    elif stored.name in PERCENTAGES and isinstance(value, (int, float)) and value > WHOLE:
        yield ProblemCode.OVER_HUNDRED.at(stored.name)
    elif stored.name == "population" and value == 0:
        yield ProblemCode.NO_INHABITANTS.at("population")


def _words(value: Value) -> set[str]:
    return set(value) if isinstance(value, list) else set()
