"""Values that cannot be, and values to look at again, of what a file states or changes."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from changes.changeset import Facts
from changes.rows import Value
from exchange.findings import Doubt, Gravity
from exchange.incoming.judgement.meanings import doubtful_words
from exchange.incoming.judgement.spans import (
    FIRST_YEAR,
    LAST_YEAR,
    Context,
    doubtful_exchange,
    doubtful_past,
    doubtful_period,
    doubtful_span,
    doubtful_state,
    earliest_meant,
    is_plausible,
    latest_meant,
)
from graph.french import agree, count
from graph.model import SHAPE
from graph.shape import Property, Scalar

LAST_DAYS = frozenset({"endsOn", "expiredOn", "dataEndsOn"})
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
    ("wishedOn", "abandonedOn", "est après l’abandon ({1:%d/%m/%Y})"),
    ("inPreparationOn", "abandonedOn", "est après l’abandon ({1:%d/%m/%Y})"),
    ("signedOn", "abandonedOn", "est après l’abandon ({1:%d/%m/%Y})"),
    ("startsOn", "deliveredOn", "est avant le début du diagnostic ({0:%d/%m/%Y})"),
    ("dataEndsOn", "deliveredOn", "est avant la fin des données ({0:%d/%m/%Y})"),
)
"""Pairs of days of which the first comes before the second, and what is said where it does not."""


class Bounds(NamedTuple):
    """The least and the most that a number may be without a doubt, and what is said of one beyond."""

    least: float
    most: float
    of_less: str
    of_more: str


EUROS = Bounds(
    100,
    1_000_000,
    "est peu pour une subvention ; est-ce en k€ ?",
    "est beaucoup pour une subvention ; est-ce en centimes, ou un total ?",
)
"""Of 5,493 grants of programme 147 (2016–2023) the least is 200 €; 99.9 % are at most 275,000 €, two above 2 M€."""
BOUNDS: Mapping[str, Bounds] = {
    "askedEuros": EUROS,
    "grantedEuros": EUROS,
    # A trainer and a room: the largest session of the demonstration trained 24; beyond 300 it must be a total.
    "trainedCount": Bounds(
        0, 300, "", "est beaucoup pour une seule session ; est-ce un total, ou un chiffre de trop ?"
    ),
    # Thirty days are a diploma's; 35 are the hours of a week.
    "days": Bounds(0, 30, "", "est long pour des jours de formation ; est-ce en heures ?"),
    # The QPV whose inhabitants are known have 401 to 132,511.
    "population": Bounds(
        100,
        200_000,
        "est peu pour un quartier ; un chiffre de moins ?",
        "est trop pour un seul quartier ; un chiffre de trop ?",
    ),
}
TENFOLD = 10
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


def doubtful(kind: str, facts: Facts, context: Context) -> Iterator[Doubt]:
    """Yield the columns whose values are to be looked at again."""
    yield from doubtful_words(kind, facts, context.before)
    asked, granted = facts.get("askedEuros"), facts.get("grantedEuros")
    if isinstance(asked, (int, float)) and isinstance(granted, (int, float)) and 0 <= asked < granted:
        yield Doubt("grantedEuros", f"est plus que le montant demandé ({asked:g} €)")
    yield from _doubtful_numbers(facts, context)
    if "status" in facts:
        yield from doubtful_state(kind, facts, context)
        yield from doubtful_span(kind, facts)
    else:
        yield from doubtful_period(facts, context)
    yield from doubtful_past(facts, context)
    yield from doubtful_exchange(facts, context.before)
    for name in PAST_DAYS:
        if isinstance(value := facts.get(name), date) and value > context.latest:
            yield Doubt(name, f"est dans l’avenir ({value:%d/%m/%Y}) ; attendu : un jour passé, ou rien")
    for first, last, message in ORDERED_DAYS:
        early, late = facts.get(first), facts.get(last)
        if not isinstance(early, date) or not isinstance(late, date):
            continue
        if (earliest_meant(early) if first in LAST_DAYS else early) > latest_meant(late):
            yield Doubt(last if last == "deliveredOn" else first, message.format(early, late))
    if facts.get("signedDayUnknown") and facts.get("signedOn"):
        yield Doubt(
            "signedDayUnknown",
            "dit que le jour est inconnu, et le jour de la signature est donné ; gardez l’un des deux",
        )
    url = facts.get("url")
    if isinstance(url, str) and not ADDRESS.fullmatch(url):
        yield Doubt("url", "n’est pas une adresse ; attendu : « https://… », ou rien")


def _doubtful_numbers(facts: Facts, context: Context) -> Iterator[Doubt]:
    """Yield the numbers beyond their bounds, and those that a correction would not move so far."""
    for name, bounds in BOUNDS.items():
        value, known = facts.get(name), context.before.get(name)
        if not isinstance(value, (int, float)) or value <= 0:
            continue
        if not bounds.least <= value <= bounds.most:
            yield Doubt(name, bounds.of_less if value < bounds.least else bounds.of_more, Gravity.COSTS_A_FIGURE)
        elif isinstance(known, (int, float)) and known > 0 and not 1 < TENFOLD * value / known < TENFOLD**2:
            much, sign = ("dix fois plus", "trop") if value > known else ("dix fois moins", "moins")
            message = f"est {much} que ce que dit le graphe ({known:g}) ; un chiffre de {sign} ?"
            yield Doubt(name, message, Gravity.COSTS_A_FIGURE)


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


def _words(value: Value) -> set[str]:
    return set(value) if isinstance(value, list) else set()
