"""The question: which roles and criteria decide, and the places of axes."""

import pytest

from graph.vocabulary import Axis, Role
from resolvers.rules.question import Question, axis_places, question_of
from resolvers.snapshot.model import roles_of
from tests.resolvers.rules.small import engagement, snapshot_of

CARRYING = ["LEAD", "STEERING", "PARTNER", "TRAINER", "COORDINATOR"]


def test_the_carrying_roles_count_unless_roles_are_given() -> None:
    assert roles_of(question_of({}).roles) == CARRYING
    assert question_of({"roles": None}) == question_of({}) == Question(question_of({}).roles, None)
    assert roles_of(question_of({"roles": ["SUPPORT", "LEAD", "LEAD"]}).roles) == ["LEAD", "SUPPORT"]
    assert question_of({"roles": []}).roles == 0


def test_no_criteria_filter_nothing_and_an_empty_list_lets_nothing_through() -> None:
    assert question_of({"criteria": None}).criteria is None
    assert question_of({"criteria": []}).criteria == 0
    assert question_of({"criteria": ["SEX", "AGE"]}) == question_of({"criteria": ["AGE", "SEX", "AGE"]})
    assert question_of({"criteria": ["SEX"]}) != question_of({"criteria": ["AGE"]})


@pytest.mark.parametrize("role", Role)
def test_an_engagement_counts_if_one_actor_holds_a_role_of_the_question(role: Role) -> None:
    roles: dict[str, list[str]] = {"institution:a": ["BENEFICIARY"], "institution:b": [role]}
    snapshot = snapshot_of(engagements=[engagement("action:1", actors=roles)])
    assert question_of({}).counts(snapshot, 0) is (role in CARRYING)
    assert question_of({"roles": [role]}).counts(snapshot, 0)
    assert question_of({"roles": ["BENEFICIARY"]}).counts(snapshot, 0)


def test_an_engagement_of_nobody_never_counts() -> None:
    snapshot = snapshot_of(engagements=["action:1"])
    assert not question_of({"roles": list(Role)}).counts(snapshot, 0)


@pytest.mark.parametrize(
    ("states", "criteria", "counts"),
    [
        ([], None, True),
        ([], ["SEX"], False),
        (["SEX", "AGE"], ["AGE"], True),
        (["SEX", "AGE"], ["AGE", "ORIGIN"], True),
        (["SEX"], ["ORIGIN"], False),
        (["SEX"], [], False),
        (["SEX"], None, True),
    ],
)
def test_an_engagement_states_at_least_one_of_the_criteria(
    *, states: list[str], criteria: list[str] | None, counts: bool
) -> None:
    record = engagement("action:1", actors={"institution:a": ["LEAD"]}, criteria=states)
    snapshot = snapshot_of(engagements=[record])
    assert question_of({"criteria": criteria}).counts(snapshot, 0) is counts


def test_axes_have_places_in_their_own_order() -> None:
    assert axis_places(None) == [0, 1, 2, 3, 4]
    assert axis_places([]) == []
    assert axis_places(["ACTION_PROGRAMME", "KNOWLEDGE", "KNOWLEDGE"]) == [0, 4]
    assert [axis.number - 1 for axis in Axis] == axis_places(list(Axis))
