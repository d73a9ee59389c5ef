"""Problems: what may be wrong with a statement, as a code, a path in the statement and values, in no language.

Whoever took the statement knows where it stands, in a cell or in an input, and words the problem by its code.
"""

from collections.abc import Mapping
from enum import Enum, StrEnum
from typing import NamedTuple, Self


class Gravity(Enum):
    """The weight of a warning, the gravest first."""

    COSTS_A_FIGURE = "COSTS_A_FIGURE"
    """As it stands, the matrix or a sum will be wrong: what is stated counts in no cell, or where it should not."""
    MAY_BE_WRONG = "MAY_BE_WRONG"
    TO_KNOW = "TO_KNOW"


class Path(NamedTuple):
    """A place in a statement: a property or relation, and the ids or values in it that are meant, none for all."""

    field: str
    items: tuple[str, ...] = ()


class Problem(NamedTuple):
    """A code, where in the statement it holds, and the values by which a sentence explains it."""

    code: "ProblemCode"
    path: Path
    values: Mapping[str, object]


IMPOSSIBLE = None
"""The gravity of an error: nothing of such a statement is applied."""
COSTS, DOUBTFUL, TO_KNOW = Gravity


class ProblemCode(StrEnum):
    """The problems, each defined once with its gravity. A code stays as it is: clients compare it."""

    gravity: Gravity | None

    def __new__(cls, value: str, gravity: Gravity | None = DOUBTFUL) -> Self:
        """Make a member of a gravity."""
        code = str.__new__(cls, value)
        code._value_ = value
        code.gravity = gravity
        return code

    def at(self, field: str, *items: str, **values: object) -> Problem:
        """Return the problem in a field of a statement, or with some of the items of the field."""
        return Problem(self, Path(field, items), values)

    # Values that cannot be.
    OUT_OF_YEARS = "OUT_OF_YEARS", IMPOSSIBLE
    END_OUT_OF_YEARS = "END_OUT_OF_YEARS", IMPOSSIBLE
    NEGATIVE = "NEGATIVE", IMPOSSIBLE
    NO_INHABITANTS = "NO_INHABITANTS", IMPOSSIBLE
    EXPIRED_BEFORE_SIGNED = "EXPIRED_BEFORE_SIGNED", IMPOSSIBLE
    EMPTY_AXES_NOT_EXAMINED = "EMPTY_AXES_NOT_EXAMINED", IMPOSSIBLE

    ENDS_BEFORE_BEGINNING = "ENDS_BEFORE_BEGINNING", IMPOSSIBLE
    DONE_WITHOUT_END = "DONE_WITHOUT_END", IMPOSSIBLE

    # What is held against the graph.
    ANOTHER_KIND_OF_THING = "ANOTHER_KIND_OF_THING", IMPOSSIBLE
    MISSING = "MISSING", IMPOSSIBLE
    NOTHING_TO_DELETE = "NOTHING_TO_DELETE"
    STATE_DEDUCED = "STATE_DEDUCED", TO_KNOW

    # Words.
    SAYS_NOTHING = "SAYS_NOTHING"
    UNKNOWN_PROGRAMME = "UNKNOWN_PROGRAMME", COSTS
    KIND_AGAINST_NAME = "KIND_AGAINST_NAME"
    KIND_AGAINST_ASSOCIATION = "KIND_AGAINST_ASSOCIATION"
    INSTITUTION_KIND_CHANGED = "INSTITUTION_KIND_CHANGED"
    SOURCE_KIND_CHANGED = "SOURCE_KIND_CHANGED"
    MADE_PUBLIC = "MADE_PUBLIC", COSTS
    ANOTHER_NAME = "ANOTHER_NAME"
    NAME_OF_OTHERS = "NAME_OF_OTHERS"
    NO_ADDRESS = "NO_ADDRESS"

    # Numbers.
    GRANTED_MORE_THAN_ASKED = "GRANTED_MORE_THAN_ASKED"
    SMALL_GRANT = "SMALL_GRANT", COSTS
    LARGE_GRANT = "LARGE_GRANT", COSTS
    MANY_TRAINED = "MANY_TRAINED", COSTS
    LONG_TRAINING = "LONG_TRAINING", COSTS
    SMALL_POPULATION = "SMALL_POPULATION", COSTS
    LARGE_POPULATION = "LARGE_POPULATION", COSTS
    TEN_TIMES_MORE = "TEN_TIMES_MORE", COSTS
    TEN_TIMES_LESS = "TEN_TIMES_LESS", COSTS

    # Days.
    TO_COME = "TO_COME"
    LONG_AGO = "LONG_AGO"
    DAY_AND_MONTH_EXCHANGED = "DAY_AND_MONTH_EXCHANGED"
    AFTER_PREPARATION = "AFTER_PREPARATION"
    AFTER_SIGNATURE = "AFTER_SIGNATURE"
    AFTER_ABANDONMENT = "AFTER_ABANDONMENT"
    AFTER_SESSION = "AFTER_SESSION"
    DELIVERED_BEFORE_BEGUN = "DELIVERED_BEFORE_BEGUN"
    DELIVERED_BEFORE_DATA = "DELIVERED_BEFORE_DATA"
    SIGNED_ON_UNKNOWN_DAY = "SIGNED_ON_UNKNOWN_DAY"
    SIGNED_LONG_BEFORE = "SIGNED_LONG_BEFORE"
    SIGNED_OUTSIDE_CONTRACT = "SIGNED_OUTSIDE_CONTRACT"
    CONFIRMED_TO_COME = "CONFIRMED_TO_COME"
    CONFIRMED_LONG_BEFORE = "CONFIRMED_LONG_BEFORE", COSTS
    LASTS_TOO_LONG = "LASTS_TOO_LONG", COSTS
    BEGINS_FAR_AHEAD = "BEGINS_FAR_AHEAD"
    ENDS_FAR_AHEAD = "ENDS_FAR_AHEAD"
    LASTS_DAYS_ONLY = "LASTS_DAYS_ONLY"
    YEAR_BEFORE_PAID = "YEAR_BEFORE_PAID"
    YEAR_AFTER_PAID = "YEAR_AFTER_PAID"
    YEAR_TO_COME = "YEAR_TO_COME"
    YEAR_LONG_AGO = "YEAR_LONG_AGO"

    # The state of an engagement.
    PLANNED_AND_OVER = "PLANNED_AND_OVER", COSTS
    PLANNED_AND_BEGUN = "PLANNED_AND_BEGUN", COSTS
    NOT_BEGUN = "NOT_BEGUN"
    ACTIVE_AND_OVER = "ACTIVE_AND_OVER", COSTS
    ACTIVE_AND_DELIVERED = "ACTIVE_AND_DELIVERED"
    DONE_AND_NOT_OVER = "DONE_AND_NOT_OVER", COSTS
    CANCELLATION_DAY_ALONE = "CANCELLATION_DAY_ALONE", COSTS
    TITLE_SAYS_CALLED_OFF = "TITLE_SAYS_CALLED_OFF", COSTS
    TRAINED_BEFORE_SESSION = "TRAINED_BEFORE_SESSION"
    TRAINED_NOBODY = "TRAINED_NOBODY"
    CANCELLED_WITHOUT_DAY = "CANCELLED_WITHOUT_DAY", COSTS
    ABANDONED_BUT_GOING_ON = "ABANDONED_BUT_GOING_ON"

    # What will not count, not for long, or on every axis.
    OUT_OF_FORCE = "OUT_OF_FORCE", COSTS
    NOBODY_CARRIES = "NOBODY_CARRIES", COSTS
    NOBODY_COMMISSIONS = "NOBODY_COMMISSIONS", COSTS
    UNCONFIRMED = "UNCONFIRMED", COSTS
    OPEN_END = "OPEN_END", TO_KNOW
    SESSION_WITHOUT_END = "SESSION_WITHOUT_END", TO_KNOW
    PLAN_NOT_SIGNED = "PLAN_NOT_SIGNED", COSTS
    ON_EVERY_AXIS = "ON_EVERY_AXIS", COSTS

    # Ground that lies far away.
    FAR_FROM_CONTRACT = "FAR_FROM_CONTRACT"
    BEYOND_CONTRACT = "BEYOND_CONTRACT"
    FAR_FROM_BODY = "FAR_FROM_BODY"
    SEAT_MOVED = "SEAT_MOVED"
    CONTRACT_CHANGED = "CONTRACT_CHANGED"
    WIDER_THAN_TOWN = "WIDER_THAN_TOWN", COSTS
    FAR_FROM_EACH_OTHER = "FAR_FROM_EACH_OTHER"
    FAR_FROM_THE_OTHERS = "FAR_FROM_THE_OTHERS"
