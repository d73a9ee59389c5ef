"""The surveys of the last twelve months about a cell (section 6).

Rule: « nobody found » holds for the surveyed territory and all inside it, « somebody found » for all that contain the
surveyed territory.
"""

from datetime import date
from typing import NamedTuple

from graph.vocabulary import Axis, SurveyFinding
from tests.oracle.counting import add_months
from tests.oracle.facts import Facts
from tests.oracle.territories import ancestors, same_ground

SURVEY_MONTHS = 12


class Survey(NamedTuple):
    """The content of the deciding survey: its day, its finding, its territory, its source, its id."""

    surveyed_on: date
    found: SurveyFinding
    territory: str
    source: str | None
    survey: str


def survey_of(facts: Facts, row: str, axis: Axis, day: date) -> Survey | None:
    """Return the newest survey about the cell; on one day those that found somebody first, then the least id."""
    said = [
        Survey(made, finding, territory, _source(facts, survey), survey)
        for survey in facts.ids(["Survey"])
        for made, finding in [(facts.day(survey, "surveyedOn"), _finding(facts, survey, axis))]
        if made and finding and made <= day <= add_months(made, SURVEY_MONTHS)
        for territory in [_territory(facts, survey, finding, row)]
        if territory
    ]
    newest = [one for one in said if one.surveyed_on == max(other.surveyed_on for other in said)]
    return min(newest, key=lambda one: (one.found == SurveyFinding.NOBODY, one.survey), default=None)


def _finding(facts: Facts, survey: str, axis: Axis) -> SurveyFinding | None:
    if axis in facts.words(survey, "emptyAxes"):
        return SurveyFinding.NOBODY
    return SurveyFinding.SOMEBODY if axis in facts.words(survey, "axes") else None


def _territory(facts: Facts, survey: str, finding: SurveyFinding, row: str) -> str | None:
    """Return the territory through which a survey concerns the row: the row, the same ground, else the least id."""
    looked_at = {edge.end for edge in facts.out("SURVEYED", survey)}
    if finding == SurveyFinding.SOMEBODY and not all(_holds(facts, one, row) for one in looked_at):
        return None
    here = [row] if row in looked_at else sorted(looked_at & same_ground(facts, row))
    if here:
        return here[0]
    if finding == SurveyFinding.SOMEBODY:
        return min(looked_at, default=None)
    return min((one for one in looked_at if _is_within(facts, row, one)), default=None)


def _is_within(facts: Facts, row: str, territory: str) -> bool:
    """Return whether a row is the given territory, has the same ground, or lies in one of these."""
    around = {row} | ancestors(facts, row)
    return not around.isdisjoint({territory} | same_ground(facts, territory))


def _holds(facts: Facts, territory: str, row: str) -> bool:
    """Return whether a territory, or one with the same ground, is the row or lies in it."""
    same = {territory} | same_ground(facts, territory)
    return row in same or any(row in ancestors(facts, one) for one in same)


def _source(facts: Facts, survey: str) -> str | None:
    return min((edge.end for edge in facts.out("STATED_BY", survey)), default=None)
