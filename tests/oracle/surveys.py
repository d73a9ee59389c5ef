"""What the surveys of the last twelve months say of a cell (section 6).

Rule: nobody holds for the ground looked at and all inside it, somebody for the ground and all that contains it.
"""

from datetime import date
from typing import NamedTuple

from graph.vocabulary import Axis, SurveyFinding
from tests.oracle.counting import add_months
from tests.oracle.facts import Facts
from tests.oracle.territories import ancestors, same_ground

SURVEY_MONTHS = 12


class Survey(NamedTuple):
    """What the deciding survey says: its day, what it found, the territory it looked at, its source, its id."""

    surveyed_on: date
    found: SurveyFinding
    territory: str
    source: str | None
    survey: str


def survey_of(facts: Facts, row: str, axis: Axis, day: date) -> Survey | None:
    """Return the newest survey that says something of the cell; of one day who found somebody, then the least id."""
    said = [
        Survey(made, found, territory, _source(facts, survey), survey)
        for survey in facts.ids(["Survey"])
        for made, found in [(facts.day(survey, "surveyedOn"), _finding(facts, survey, axis))]
        if made and found and made <= day <= add_months(made, SURVEY_MONTHS)
        for territory in [_territory(facts, survey, found, row)]
        if territory
    ]
    newest = [one for one in said if one.surveyed_on == max(other.surveyed_on for other in said)]
    return min(newest, key=lambda one: (one.found == SurveyFinding.NOBODY, one.survey), default=None)


def _finding(facts: Facts, survey: str, axis: Axis) -> SurveyFinding | None:
    if axis in facts.words(survey, "emptyAxes"):
        return SurveyFinding.NOBODY
    return SurveyFinding.SOMEBODY if axis in facts.words(survey, "axes") else None


def _territory(facts: Facts, survey: str, found: SurveyFinding, row: str) -> str | None:
    """Return the territory through which a survey speaks of the row: the row, its same ground, else the least id."""
    looked_at = {edge.end for edge in facts.out("SURVEYED", survey)}
    here = [row] if row in looked_at else sorted(looked_at & same_ground(facts, row))
    if here:
        return here[0]
    return min((one for one in looked_at if _holds(facts, one, found, row)), default=None)


def _holds(facts: Facts, territory: str, found: SurveyFinding, row: str) -> bool:
    for ground in {territory} | same_ground(facts, territory):
        holds = ground in ancestors(facts, row) if found == SurveyFinding.NOBODY else row in ancestors(facts, ground)
        if holds:
            return True
    return False


def _source(facts: Facts, survey: str) -> str | None:
    return min((edge.end for edge in facts.out("STATED_BY", survey)), default=None)
