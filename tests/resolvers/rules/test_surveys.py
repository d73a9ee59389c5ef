"""Surveys valid on a day: what the newest found, and where it holds."""

from datetime import date

import pytest

from graph.calendar import day_text
from graph.vocabulary import SurveyFinding
from resolvers.rules.surveys import Surveys
from resolvers.snapshot.records import SurveyRecord
from tests.resolvers.rules.small import LED, NEW, OLD, PARIS, PARIS_CONTRACT, snapshot_of, survey, with_corners

DAY = date(2026, 6, 15)
KNOWLEDGE, SUPPORT = 0, 3
CORNERS = with_corners()
Found = tuple[str, str, str]


def found(*surveys: SurveyRecord, row: str = NEW, axis: int = SUPPORT, day: date = DAY) -> Found | None:
    """Return the finding that holds for a row: the outcome, the territory and the day of the survey."""
    snapshot = snapshot_of(territories=CORNERS, surveys=surveys)
    finding = Surveys(snapshot, day.toordinal()).of(CORNERS.index[row], axis)
    return finding and (str(finding.found), CORNERS.ids[finding.territory], day_text(finding.survey.surveyed_on))


def nobody(surveyed: str, on: str = "2026-01-01") -> SurveyRecord:
    return survey(on, [surveyed])


def somebody(surveyed: str, on: str = "2026-01-01") -> SurveyRecord:
    return survey(on, [surveyed], [], ["VICTIM_SUPPORT"])


def holds(one: SurveyRecord) -> set[str]:
    """Return the rows for which a survey holds."""
    surveys = Surveys(snapshot_of(territories=CORNERS, surveys=[one]), DAY.toordinal())
    return {row for row, place in CORNERS.index.items() if surveys.of(place, SUPPORT)}


# --- where -----------------------------------------------------------------------------------------------------------


def test_nobody_found_holds_for_the_territory_and_all_inside_it() -> None:
    assert holds(nobody("epci:1")) == {"epci:1", "commune:1", "commune:2", "qpv:1", OLD, NEW}
    assert holds(nobody("qpv:1")) == {"qpv:1"}


def test_somebody_found_holds_for_the_territory_and_all_that_contain_it() -> None:
    assert holds(somebody("epci:1")) == {"epci:1", "departement:44", "region:52", "country:FR"}
    assert holds(somebody("qpv:1")) == {
        "qpv:1", "commune:1", NEW, "epci:1", "departement:44", "region:52", "country:FR",
    }  # fmt: skip


@pytest.mark.parametrize("surveyed", [PARIS, PARIS_CONTRACT, "departement:75"])
def test_a_finding_holds_for_the_same_ground_too(surveyed: str) -> None:
    same = {PARIS, PARIS_CONTRACT, "departement:75"}
    assert holds(nobody(surveyed)) == same | {"qpv:75"}
    assert holds(somebody(surveyed)) == same | {"epci:GP", "region:11", "country:FR"}


def test_a_survey_of_an_overlap_a_lead_territory_or_another_generation_does_not_hold_for_a_row() -> None:
    for surveyed in ("commune:1", OLD):
        assert found(nobody(surveyed)) is None
        assert found(somebody(surveyed)) is None
    assert found(somebody("epci:2"), row=LED) is None
    assert found(nobody("commune:4"), row=LED) == ("NOBODY", "commune:4", "2026-01-01")


def test_somebody_in_several_territories_says_nothing_of_each_alone() -> None:
    both = survey("2026-01-01", ["commune:1", "commune:2"], [], ["VICTIM_SUPPORT"])
    assert holds(both) == {"epci:1", "departement:44", "region:52", "country:FR"}
    assert found(both, row="epci:1") == ("SOMEBODY", "commune:1", "2026-01-01")
    within = survey("2026-01-01", ["epci:1", "commune:1"], [], ["VICTIM_SUPPORT"])
    assert found(within, row="epci:1") == ("SOMEBODY", "epci:1", "2026-01-01")
    assert found(within, row="commune:1") is None


def test_a_survey_of_several_territories_that_found_nobody_holds_for_each() -> None:
    both = survey("2026-01-01", ["commune:9", NEW])
    assert [found(both, row=row) for row in (NEW, "commune:9")] == [
        ("NOBODY", NEW, "2026-01-01"),
        ("NOBODY", "commune:9", "2026-01-01"),
    ]


# --- the axes of a survey --------------------------------------------------------------------------------------------


def test_a_survey_is_about_the_axes_that_it_examined() -> None:
    one = survey("2026-01-01", [NEW], ["KNOWLEDGE"], ["VICTIM_SUPPORT"])
    kinds = [found(one, axis=axis) for axis in range(5)]
    assert [kind and kind[0] for kind in kinds] == ["NOBODY", None, None, "SOMEBODY", None]


def test_an_empty_axis_counts_as_examined_even_if_it_is_not_listed() -> None:
    one = survey("2026-01-01", [NEW], [], ["KNOWLEDGE"])._replace(empty_axes=["VICTIM_SUPPORT"])
    assert [found(one, axis=axis) for axis in (KNOWLEDGE, SUPPORT)] == [
        ("SOMEBODY", NEW, "2026-01-01"),
        ("NOBODY", NEW, "2026-01-01"),
    ]


# --- which -----------------------------------------------------------------------------------------------------------


def test_the_newest_survey_decides_whatever_its_territory() -> None:
    assert found(nobody("country:FR", "2026-02-01"), somebody(NEW)) == ("NOBODY", "country:FR", "2026-02-01")
    assert found(nobody(NEW), somebody("qpv:1", "2026-02-01")) == ("SOMEBODY", "qpv:1", "2026-02-01")
    assert found(nobody("epci:1", "2026-02-01"), nobody(NEW, "2026-03-01")) == ("NOBODY", NEW, "2026-03-01")
    assert found(nobody("epci:1", "2026-03-01"), nobody(NEW, "2026-02-01")) == ("NOBODY", "epci:1", "2026-03-01")


@pytest.mark.parametrize("turned", [False, True])
def test_on_one_day_somebody_decides_and_among_equal_surveys_the_least_id(*, turned: bool) -> None:
    first, second = (nobody(NEW)._replace(id=f"survey:{n}") for n in (1, 2))
    other = somebody("qpv:1")._replace(id="survey:3")
    some = [first, second, other]
    assert found(*(some[::-1] if turned else some)) == ("SOMEBODY", "qpv:1", "2026-01-01")
    same_day = [first, second._replace(territories=["epci:1"])]
    assert found(*(same_day[::-1] if turned else same_day)) == ("NOBODY", NEW, "2026-01-01")
    least = [second._replace(territories=[NEW]), first._replace(territories=["epci:1"])]
    assert found(*(least[::-1] if turned else least)) == ("NOBODY", "epci:1", "2026-01-01")


# --- when ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("make", [nobody, somebody])
@pytest.mark.parametrize(
    ("day", "speaks"),
    [("2026-02-27", False), ("2026-02-28", True), ("2027-02-28", True), ("2027-03-01", False)],
)
def test_a_survey_is_valid_for_twelve_months_from_its_day(*, make: type, day: str, speaks: bool) -> None:
    assert (found(make(NEW, "2026-02-28"), day=date.fromisoformat(day)) is not None) is speaks


def test_a_survey_of_tomorrow_or_without_a_day_is_not_valid() -> None:
    assert found(nobody(NEW, "2026-06-16")) is None
    assert found(nobody(NEW)._replace(surveyed_on=None)) is None


def test_a_survey_after_the_day_leaves_the_decision_to_an_older_one() -> None:
    assert found(nobody(NEW), somebody(NEW, "2026-06-16")) == ("NOBODY", NEW, "2026-01-01")


# --- rows of their own -----------------------------------------------------------------------------------------------


def test_a_row_has_its_own_finding_unless_it_comes_only_from_above() -> None:
    def own(one: SurveyRecord) -> set[str]:
        surveys = Surveys(snapshot_of(territories=CORNERS, surveys=[one]), DAY.toordinal())
        return {row for row, place in CORNERS.index.items() if surveys.has_own(place, SUPPORT)}

    assert own(nobody("epci:1")) == {"epci:1"}
    assert own(nobody(PARIS)) == {PARIS, PARIS_CONTRACT, "departement:75"}
    assert own(somebody("epci:1")) == {"epci:1", "departement:44", "region:52", "country:FR"}


def test_findings_are_words_of_the_vocabulary() -> None:
    snapshot = snapshot_of(territories=CORNERS, surveys=[nobody(NEW)])
    finding = Surveys(snapshot, DAY.toordinal()).of(CORNERS.index[NEW], SUPPORT)
    assert finding is not None
    assert finding.found is SurveyFinding.NOBODY
