"""Surveys valid on a day: the one that decides about a row on an axis, and its finding."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from graph.calendar import first_within
from graph.vocabulary import SurveyFinding
from resolvers.snapshot.model import AXES, Snapshot, Survey


class Finding(NamedTuple):
    """The finding of a survey of a territory on an axis."""

    survey: Survey
    found: SurveyFinding
    territory: int


class Surveys:
    """The surveys that are valid on a day.

    « Nobody found » applies to each territory surveyed, to territories with the same ground, and to everything inside
    them. « Somebody found » applies to a territory that is or contains the whole ground surveyed, since nobody knows in
    which part of that ground somebody was found.
    """

    def __init__(self, snapshot: Snapshot, day: int) -> None:
        """Record by axis what each survey found, at the territories for which it holds."""
        territories = snapshot.territories
        self._territories = territories
        self._nobody: list[dict[int, list[Finding]]] = [defaultdict(list) for _ in AXES]
        self._somebody: list[dict[int, list[Finding]]] = [defaultdict(list) for _ in AXES]
        first = first_within(day, snapshot.durations.survey)
        for survey in snapshot.surveys:
            if not first <= survey.surveyed_on <= day:
                continue
            equal = [{territory, *territories.same_ground[territory]} for territory in survey.territories]
            holding = [same.union(*(territories.ancestors[one] for one in same)) for same in equal]
            whole = set.intersection(*holding) if holding else set()
            for territory, same in zip(survey.territories, equal, strict=True):
                for axis in survey.nobody:
                    _note(self._nobody[axis], same, Finding(survey, SurveyFinding.NOBODY, territory))
                for axis in survey.somebody:
                    _note(self._somebody[axis], whole, Finding(survey, SurveyFinding.SOMEBODY, territory))

    def has_own(self, row: int, axis: int) -> bool:
        """Return whether a survey decides about a row differently from other rows with the same ancestors."""
        return row in self._nobody[axis] or row in self._somebody[axis]

    def of(self, row: int, axis: int) -> Finding | None:
        """Return the newest finding that holds for a row on an axis; None if there is none.

        Among findings of one day, « somebody » comes before « nobody »; then the survey with the least id comes first.
        Among the territories of a survey, the row itself comes first, then the territories with the same ground, then
        the least id.
        """
        nobody, somebody = self._nobody[axis], self._somebody[axis]
        above = self._territories.ancestors[row]
        if not self.has_own(row, axis) and nobody.keys().isdisjoint(above):
            return None
        findings = [finding for place in (row, *above) for finding in nobody.get(place, ())]
        findings += somebody.get(row, ())
        same = self._territories.same_ground[row]

        def precedence(finding: Finding) -> tuple[int, bool, str, bool, bool, int]:
            survey, outcome, territory = finding
            is_nobody = outcome is SurveyFinding.NOBODY
            return -survey.surveyed_on, is_nobody, survey.id, territory != row, territory not in same, territory

        return min(findings, key=precedence)


def _note(noted: dict[int, list[Finding]], places: Iterable[int], finding: Finding) -> None:
    for place in places:
        noted[place].append(finding)
