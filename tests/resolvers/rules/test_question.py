"""The question: which roles, criteria, themes and audiences count, and the indexes of axes."""

from datetime import date
from typing import Any

import pytest

from graph.vocabulary import Audience, Axis, Criterion, Role, Theme
from resolvers.rules.question import Question, axis_indexes, question_of
from resolvers.snapshot.model import role_mask, roles_of
from tests.resolvers.rules.small import diagnostic, engagement, snapshot_of

CARRYING = ["LEAD", "STEERING", "PARTNER", "TRAINER", "COORDINATOR"]
DAY = date(2026, 6, 15).toordinal()


# --- roles -----------------------------------------------------------------------------------------------------------


def test_without_roles_the_default_counts_and_with_an_empty_list_nobody() -> None:
    assert question_of({"roles": None}) == question_of({}) == Question()
    assert question_of({}).roles is None
    assert question_of({"roles": []}).roles == 0
    assert question_of({"roles": ["SUPPORT", "LEAD", "LEAD"]}).roles == role_mask(["LEAD", "SUPPORT"])


@pytest.mark.parametrize("kind", ["Action", "Commitment", "TrainingSession", "TerritorialPlan", "Diagnostic"])
def test_the_carrying_roles_count_and_in_a_diagnostic_its_commissioner(kind: str) -> None:
    snapshot = snapshot_of(engagements=[engagement("action:1", kind=kind)])
    expected = {*CARRYING, "COMMISSIONER"} if kind == "Diagnostic" else {*CARRYING}
    assert set(roles_of(question_of({}).roles_in(snapshot, 0))) == expected
    assert roles_of(question_of({"roles": ["FUNDER", "LEAD"]}).roles_in(snapshot, 0)) == ["LEAD", "FUNDER"]


@pytest.mark.parametrize("role", Role)
def test_an_engagement_counts_if_one_actor_holds_a_role_of_the_question(role: Role) -> None:
    roles: dict[str, list[str]] = {"institution:a": ["BENEFICIARY"], "institution:b": [role]}
    snapshot = snapshot_of(engagements=[engagement("action:1", actors=roles)])
    assert question_of({}).counts(snapshot, 0) is (role in CARRYING)
    assert question_of({"roles": [role]}).counts(snapshot, 0)
    assert question_of({"roles": ["BENEFICIARY"]}).counts(snapshot, 0)


def test_an_engagement_without_actors_never_counts() -> None:
    snapshot = snapshot_of(engagements=["action:1"])
    assert not question_of({"roles": list(Role)}).counts(snapshot, 0)


def test_actors_count_with_the_roles_of_the_question_only() -> None:
    roles = {"institution:a": ["LEAD", "FUNDER"], "institution:b": ["COMMISSIONER"], "institution:c": ["FUNDER"]}
    snapshot = snapshot_of(
        engagements=[
            engagement("action:1", actors=roles),
            engagement("diagnostic:1", actors=roles, kind="Diagnostic"),
        ]
    )

    def counted(place: int, **arguments: list[str]) -> list[tuple[str, list[str]]]:
        found = question_of(arguments).counted(snapshot, place)
        return [(snapshot.actors.ids[actor][-1], roles_of(mask)) for actor, mask in found]

    assert counted(0) == [("a", ["LEAD"])]
    assert counted(1) == [("a", ["LEAD"]), ("b", ["COMMISSIONER"])]
    assert counted(1, roles=["FUNDER"]) == counted(0, roles=["FUNDER"]) == [("a", ["FUNDER"]), ("c", ["FUNDER"])]
    assert counted(1, roles=["LEAD"]) == [("a", ["LEAD"])]


# --- delivered diagnostics -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("delivered", "alone"), [("2026-06-14", True), ("2026-06-15", True), ("2026-06-16", False), (None, False)]
)
def test_a_diagnostic_counts_alone_on_knowledge_once_it_is_delivered(*, delivered: str | None, alone: bool) -> None:
    snapshot = snapshot_of(engagements=[diagnostic(1, "country:FR", delivered, a="FUNDER")])
    assert [question_of({}).counts_alone(snapshot, 0, axis, DAY) for axis in range(5)] == [alone, *[False] * 4]
    assert not question_of({"roles": ["LEAD"]}).counts_alone(snapshot, 0, 0, DAY)
    assert not question_of({"themes": ["HOUSING"]}).counts_alone(snapshot, 0, 0, DAY)


def test_a_session_that_was_held_does_not_count_alone() -> None:
    snapshot = snapshot_of(engagements=[engagement("session:1", (1,), kind="TrainingSession", ends_on="2026-01-01")])
    assert not question_of({}).counts_alone(snapshot, 0, 0, DAY)


# --- words -----------------------------------------------------------------------------------------------------------


WORDS_OF: dict[str, list[str]] = {"criteria": list(Criterion), "themes": list(Theme), "audiences": list(Audience)}


@pytest.mark.parametrize("name", ["criteria", "themes", "audiences"])
def test_without_words_there_is_no_filter_and_an_empty_list_is_one_that_nothing_passes(name: str) -> None:
    one, other = WORDS_OF[name][:2]
    assert getattr(question_of({name: None}), name) is None
    assert getattr(question_of({name: []}), name) == 0
    assert question_of({name: [one, other]}) == question_of({name: [other, one, other]})
    assert question_of({name: [one]}) != question_of({name: [other]})


@pytest.mark.parametrize("name", ["criteria", "themes", "audiences"])
@pytest.mark.parametrize(
    ("states", "wanted", "counts"),
    [
        ("", None, True),
        ("", "a", False),
        ("ab", "b", True),
        ("ab", "bc", True),
        ("a", "c", False),
        ("a", "", False),
        ("a", None, True),
    ],
)
def test_an_engagement_counts_if_it_states_at_least_one_of_the_words_of_the_filter(
    *, name: str, states: str, wanted: str | None, counts: bool
) -> None:
    words = dict(zip("abc", WORDS_OF[name], strict=False))
    stated: dict[str, Any] = {name: [words[c] for c in states]}
    record = engagement("action:1", actors={"institution:a": ["LEAD"]}, **stated)
    snapshot = snapshot_of(engagements=[record])
    question = question_of({name: None if wanted is None else [words[c] for c in wanted]})
    assert question.counts(snapshot, 0) is question.passes(snapshot, 0) is counts


def test_an_engagement_must_pass_every_filter() -> None:
    words: dict[str, Any] = {name: [some[0]] for name, some in WORDS_OF.items()}
    snapshot = snapshot_of(engagements=[engagement("action:1", actors={"institution:a": ["LEAD"]}, **words)])
    assert question_of(words).passes(snapshot, 0)
    for name, some in WORDS_OF.items():
        assert not question_of(words | {name: [some[1]]}).passes(snapshot, 0)


def test_axes_have_indexes_in_their_own_order() -> None:
    assert axis_indexes(None) == [0, 1, 2, 3, 4]
    assert axis_indexes([]) == []
    assert axis_indexes(["ACTION_PROGRAMME", "KNOWLEDGE", "KNOWLEDGE"]) == [0, 4]
    assert [axis.number - 1 for axis in Axis] == axis_indexes(list(Axis))
