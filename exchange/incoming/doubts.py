"""Values that cannot be, and values to look at again, of what a file states or changes."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from changes.changeset import Facts
from changes.rows import Value
from exchange.findings import Doubt, Gravity
from graph.french import agree, count
from graph.model import SHAPE
from graph.shape import Property, Scalar
from graph.text import fold
from graph.vocabulary import EngagementStatus

FIRST_YEAR, LAST_YEAR = 1980, 2050
"""Between which days and years of the field lie."""
LAST_DAYS = frozenset({"endsOn", "expiredOn"})
PAST_DAYS = (
    "wishedOn",
    "inPreparationOn",
    "signedOn",
    "deliveredOn",
    "cancelledOn",
    "needIdentifiedOn",
    "retrievedOn",
    "surveyedOn",
)
"""The days of what has happened."""
ORDERED_DAYS = (
    ("wishedOn", "inPreparationOn", "est après le début de la préparation ({1:%d/%m/%Y})"),
    ("inPreparationOn", "signedOn", "est après la signature ({1:%d/%m/%Y})"),
    ("wishedOn", "signedOn", "est après la signature ({1:%d/%m/%Y})"),
    ("needIdentifiedOn", "startsOn", "est après le début de la session ({1:%d/%m/%Y})"),
    ("startsOn", "deliveredOn", "est avant le début du diagnostic ({0:%d/%m/%Y})"),
)
"""Pairs of days of which the first comes before the second, and what is said where it does not."""
HALF_YEAR = timedelta(days=183)
CALLED_OFF = re.compile(r"\b(?:annule|reporte|ajourne)e?s?\b")
ADDRESS = re.compile(r"(?:https?|ftp)://\S+", re.IGNORECASE)


def impossible(kind: str, facts: Facts) -> Iterator[Doubt]:
    """Yield the columns whose values cannot be."""
    for stored in SHAPE.kinds[kind].properties:
        message = _impossible_value(stored, facts.get(stored.name))
        if message:
            yield Doubt(stored.name, message)
    signed, expired = facts.get("signedOn"), facts.get("expiredOn")
    if isinstance(signed, date) and isinstance(expired, date) and expired < signed:
        yield Doubt("expiredOn", f"est avant la signature ({signed:%d/%m/%Y}) ; corrigez l’une des deux dates")
    if (
        kind == "Survey"
        and facts.get("axes")
        and (unseen := _words(facts.get("emptyAxes")) - _words(facts.get("axes")))
    ):
        remedy = f"{agree(len(unseen), 'ajoutez-le', 'ajoutez-les')} aux axes examinés"
        examined = agree(len(unseen), "examiné")
        yield Doubt("emptyAxes", f"nomme {count(len(unseen), 'axe')} que le relevé n’a pas {examined} ; {remedy}")


def doubtful(facts: Facts, day: date, today: date) -> Iterator[Doubt]:
    """Yield the columns whose values are to be looked at again; `day` is the day that the file describes."""
    asked, granted = facts.get("askedEuros"), facts.get("grantedEuros")
    if isinstance(asked, (int, float)) and isinstance(granted, (int, float)) and 0 <= asked < granted:
        yield Doubt("grantedEuros", f"est plus que le montant demandé ({asked:g} €)")
    yield from _doubtful_state(facts, day)
    for name in PAST_DAYS:
        if isinstance(value := facts.get(name), date) and value > max(day, today):
            yield Doubt(name, f"est dans l’avenir ({value:%d/%m/%Y}) ; attendu : un jour passé, ou rien")
    for first, last, message in ORDERED_DAYS:
        early, late = facts.get(first), facts.get(last)
        if isinstance(early, date) and isinstance(late, date) and early > _latest(late):
            yield Doubt(last if last == "deliveredOn" else first, message.format(early, late))
    if facts.get("signedDayUnknown") and facts.get("signedOn"):
        yield Doubt(
            "signedDayUnknown",
            "dit que le jour est inconnu, et le jour de la signature est donné ; gardez l’un des deux",
        )
    url = facts.get("url")
    if isinstance(url, str) and not ADDRESS.fullmatch(url):
        yield Doubt("url", "n’est pas une adresse ; attendu : « https://… », ou rien")


def doubtful_confirmations(confirmed: Iterable[Value], day: date, today: date) -> Iterator[Doubt]:
    """Yield each day of confirmation that is still to come."""
    for value in confirmed:
        if isinstance(value, date) and value > max(day, today):
            message = f"donne une confirmation dans l’avenir ({value:%d/%m/%Y}) ; attendu : un jour passé"
            yield Doubt("sources", message)


def _doubtful_state(facts: Facts, day: date) -> Iterator[Doubt]:
    """Yield what in the days and the title of an engagement speaks against its state."""
    status, start, end = facts.get("status"), facts.get("startsOn"), facts.get("endsOn")
    if status is None:
        return
    first, last = (value if isinstance(value, date) and is_plausible(value) else None for value in (start, end))
    is_over, is_to_come = last and (first or last) <= last < day, first and first > day
    if status == EngagementStatus.PLANNED and is_over:
        message = f"est prévue, et finie le {last:%d/%m/%Y} ; réalisée, ou annulée ?"
        yield Doubt("status", message, Gravity.COSTS_A_FIGURE)
    elif status == EngagementStatus.PLANNED and first and first < day:
        message = f"est prévue, et aurait commencé le {first:%d/%m/%Y} ; en cours, ou reportée ?"
        yield Doubt("status", message, Gravity.COSTS_A_FIGURE)
    elif status in {EngagementStatus.ACTIVE, EngagementStatus.DONE} and is_to_come:
        label = EngagementStatus(str(status)).label_fr
        yield Doubt("status", f"est dite « {label} », et commence le {first:%d/%m/%Y} ; prévue ?")
    if status != EngagementStatus.CANCELLED:
        if facts.get("cancelledOn"):
            message = "donne un jour d’annulation, et l’état n’est pas « annulé » ; corrigez l’un des deux"
            yield Doubt("cancelledOn", message, Gravity.COSTS_A_FIGURE)
        if CALLED_OFF.search(fold(str(facts.get("title")))):
            message = "dit « annulé » ou « reporté » ; si c’est le cas, dites-le dans la colonne « État »"
            yield Doubt("title", message, Gravity.COSTS_A_FIGURE)


def _impossible_value(stored: Property, value: Value) -> str | None:
    if isinstance(value, date) and not is_plausible(value):
        remedy = " ; sans fin, écrivez « en cours »" if value.year > LAST_YEAR and stored.name in LAST_DAYS else ""
        return f"n’est pas entre {FIRST_YEAR} et {LAST_YEAR}{remedy}"
    if stored.name == "year" and isinstance(value, int) and not FIRST_YEAR <= value <= LAST_YEAR:
        return f"n’est pas entre {FIRST_YEAR} et {LAST_YEAR}"
    if stored.type in {Scalar.INT, Scalar.FLOAT} and isinstance(value, (int, float)) and value < 0:
        return "est négatif"
    if stored.name == "population" and value == 0:
        return "n’est pas un nombre d’habitants ; s’il est inconnu, laissez la cellule vide"
    return None


def is_plausible(day: date) -> bool:
    """Return whether a day lies in the years of the field."""
    return FIRST_YEAR <= day.year <= LAST_YEAR


def _latest(day: date) -> date:
    """Return the last day that a cell may mean: an inexact day, such as a year or a quarter, is stored as its first."""
    if (day.day, day.month) == (1, 1):
        return date(day.year, 12, 31)
    return day + HALF_YEAR if day.day == 1 and is_plausible(day) else day


def _words(value: Value) -> set[str]:
    return set(value) if isinstance(value, list) else set()
