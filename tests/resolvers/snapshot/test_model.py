"""The snapshot: how records become columns, and which of them depend on a day or a view.

The columns of one snapshot share a file.
"""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.calendar import NEVER_ENDS, plus_months
from graph.domain.counting import Durations
from graph.rights import View
from graph.vocabulary import Audience, Criterion, OfferKind, Role, Theme
from resolvers.rules.coverage import matrix
from resolvers.rules.network import network
from resolvers.rules.past_and_planned import past_and_planned
from resolvers.rules.rows import is_in_city_contract
from resolvers.rules.territory_reach import reach_of
from resolvers.snapshot.columns import MissingError
from resolvers.snapshot.model import (
    Actors,
    Engagements,
    Survey,
    role_mask,
    roles_of,
    word_mask,
)
from resolvers.snapshot.offers import Dated, Offer
from resolvers.snapshot.records import EngagementRecord, OfferRecord, SurveyRecord
from tests.resolvers.rules.small import (
    CARRYING,
    NEW,
    action,
    actor,
    country,
    engagement,
    planned,
    snapshot_of,
    territories_of,
)

DAY = date(2026, 6, 15)


# --- bits ------------------------------------------------------------------------------------------------------------


@given(st.lists(st.sampled_from(Role)))
def test_bits_of_roles_give_the_roles_back_in_the_order_of_the_vocabulary(roles: list[Role]) -> None:
    assert roles_of(role_mask(roles)) == [role for role in Role if role in roles]


def test_no_roles_have_no_bits() -> None:
    assert role_mask([]) == 0
    assert roles_of(0) == []


def test_every_word_has_a_bit_of_its_own_in_its_vocabulary() -> None:
    for words in (Criterion, Theme, Audience):
        bits = [word_mask([word]) for word in words]
        assert word_mask(words) == sum(bits) == 2 ** len(bits) - 1
    assert word_mask(["AGE", "AGE"]) == word_mask(["AGE"])
    assert len({*Criterion, *Theme, *Audience}) == len(Criterion) + len(Theme) + len(Audience)


# --- engagements -----------------------------------------------------------------------------------------------------


def engagements_of(*records: EngagementRecord) -> Engagements:
    return snapshot_of(territories=country(), engagements=records).engagements


def test_engagements_that_never_count_are_left_out() -> None:
    found = engagements_of(action(1, NEW, days=(None, "2030-01-01")), action(2, NEW), planned(3, NEW, "2027-01-01"))
    assert found.ids == ["action:2", "action:3"]


def test_a_planned_engagement_counts_on_no_day_and_keeps_its_first_day() -> None:
    found = engagements_of(action(1, NEW), planned(2, NEW, "2026-06-15"))
    assert found.planned_indexes == [1]
    assert list(found.planned) == [0, DAY.toordinal()]
    assert list(found.starts)[1] == list(found.ends)[1] == NEVER_ENDS
    assert found.on(DAY.toordinal()) == [0]


def test_days_are_ordinals_and_open_ends_never_end() -> None:
    found = engagements_of(
        action(1, NEW, days=("2025-01-01", "2025-12-31"), confirmed="2025-06-01"),
        action(2, NEW, days=("2025-01-01", None), confirmed=None),
    )
    assert list(found.ends) == [date(2025, 12, 31).toordinal(), NEVER_ENDS]
    assert list(found.confirmed) == [date(2025, 6, 1).toordinal(), 0]
    assert list(found.starts) == [date(2025, 1, 1).toordinal()] * 2


def test_axes_targets_and_actors_are_indexes_in_order() -> None:
    roles = {"institution:b": ["LEAD"], "institution:a": ["FUNDER", "TRAINER"]}
    snapshot = snapshot_of(
        territories=country(), engagements=[engagement("action:1", (5, 1), ["qpv:1", "commune:1"], roles)]
    )
    found, territory_ids = snapshot.engagements, snapshot.territories.ids
    assert found.axes == [(0, 4)]
    assert [territory_ids[t] for t in found.targets[0]] == ["commune:1", "qpv:1"]
    named = [(snapshot.actors.ids[a], roles_of(mask)) for a, mask in found.actors[0]]
    assert named == [("institution:a", ["TRAINER", "FUNDER"]), ("institution:b", ["LEAD"])]


def test_words_are_bits() -> None:
    found = engagements_of(
        engagement("action:1", criteria=["AGE", "SEX"], themes=["HOUSING"], audiences=["STAFF", "MANAGER"]),
        engagement("action:2"),
    )
    assert list(found.criteria) == [word_mask(["SEX", "AGE"]), 0]
    assert list(found.themes) == [word_mask(["HOUSING"]), 0]
    assert list(found.audiences) == [word_mask(["STAFF", "MANAGER"]), 0]


def test_engagements_are_found_by_day_by_target_and_by_actor() -> None:
    snapshot = snapshot_of(
        territories=country(),
        engagements=[
            action(1, NEW, days=("2026-06-15", "2026-06-15")),
            action(2, "qpv:1", "institution:b", days=("2026-06-16", None)),
            engagement("action:3", targets=[NEW, "qpv:1"], actors={"institution:b": ["FUNDER"]}),
        ],
    )
    found, index = snapshot.engagements, snapshot.territories.index
    assert found.on(DAY.toordinal()) == [0, 2]
    assert {snapshot.territories.ids[t]: list(e) for t, e in found.by_target.items()} == {NEW: [0, 2], "qpv:1": [1, 2]}
    assert index["commune:1"] not in found.by_target
    assert {snapshot.actors.ids[a]: list(e) for a, e in found.by_actor.items()} == {
        "institution:a": [0],
        "institution:b": [1, 2],
    }


def test_equal_tuples_are_stored_once() -> None:
    people = Actors.of_records([actor("institution:a")])
    records = [action(n, "country:FR", axes=(1, 4)) for n in (1, 2)]
    found = Engagements.of_records(records, territories_of({"country:FR": []}), people, Durations(), {})
    assert found.axes[0] is found.axes[1]
    assert found.actors[0] is found.actors[1]


def test_a_target_or_actor_that_was_not_read_is_missing() -> None:
    territories, people = territories_of({"country:FR": []}), Actors.of_records([actor("institution:a")])
    for record in (action(1, "commune:404"), action(1, "country:FR", "institution:404")):
        with pytest.raises(MissingError, match="404"):
            Engagements.of_records([record], territories, people, Durations(), {})


def test_renumbered_engagements_follow_their_actors_to_other_indexes() -> None:
    before, after = (Actors.of_records([actor(f"institution:{c}") for c in some]) for some in ("bcd", "abd"))
    records = [action(1, "country:FR", "institution:b", "institution:c", "institution:d")]
    found = Engagements.of_records(records, territories_of({"country:FR": []}), before, Durations(), {})
    moved = found.renumbered(before, after)
    assert [after.ids[a] for a, _ in moved.actors[0]] == ["institution:b", "institution:d"]
    assert [before.ids[a] for a, _ in found.actors[0]] == ["institution:b", "institution:c", "institution:d"]


# --- what is complete, and what is confirmed -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "facts", "day"),
    [
        ("TrainingSession", {"ends_on": "2026-01-31"}, "2026-01-31"),
        ("TrainingSession", {}, "2025-01-01"),  # held in a day
        ("Diagnostic", {"delivered_on": "2026-02-28", "ends_on": "2026-01-31"}, "2026-02-28"),
        ("Diagnostic", {"ends_on": "2026-01-31", "status": "DONE"}, "2026-01-31"),
        ("Diagnostic", {"ends_on": "2026-01-31"}, None),
        ("Diagnostic", {}, None),
        ("Action", {"ends_on": "2026-01-31", "delivered_on": "2026-02-28"}, None),
        ("Commitment", {"ends_on": "2026-01-31"}, None),
        ("TerritorialPlan", {"ends_on": "2026-01-31"}, None),
    ],
)
def test_a_session_is_complete_once_held_and_a_diagnostic_once_delivered(
    kind: str, facts: dict[str, Any], day: str | None
) -> None:
    found = engagements_of(engagement("action:1", kind=kind, **facts))
    assert list(found.completed) == [date.fromisoformat(day).toordinal() if day else NEVER_ENDS]
    assert list(found.diagnostics) == [kind == "Diagnostic"]
    if day:
        ordinal = date.fromisoformat(day).toordinal()
        assert [found.is_complete(0, ordinal + later) for later in (-1, 0, 1)] == [False, True, True]


def is_confirmed(day: str, confirmed: str | None, kind: str = "Action", **facts: Any) -> bool:
    """Return whether an engagement is confirmed on a day; confirmations are valid for 24 months."""
    found = engagements_of(engagement("action:1", confirmed=confirmed, kind=kind, **facts))
    on = date.fromisoformat(day)
    return found.is_confirmed(0, on.toordinal(), plus_months(on, -24).toordinal())


@pytest.mark.parametrize(
    ("confirmed", "expected"),
    [("2024-06-14", False), ("2024-06-15", True), ("2026-06-15", True), ("2026-12-31", True), (None, False)],
)
@pytest.mark.parametrize("kind", ["Action", "Commitment", "TerritorialPlan", "TrainingSession", "Diagnostic"])
def test_a_continuing_engagement_is_confirmed_by_a_confirmation_of_the_last_24_months(
    *, kind: str, confirmed: str | None, expected: bool
) -> None:
    assert is_confirmed("2026-06-15", confirmed, kind, ends_on="2026-06-16") is expected


@pytest.mark.parametrize(
    ("confirmed", "expected"), [("2020-03-31", False), ("2020-04-01", True), ("2026-12-31", True), (None, False)]
)
@pytest.mark.parametrize(
    ("kind", "facts"),
    [
        ("TrainingSession", {"ends_on": "2020-04-01"}),
        ("Diagnostic", {"delivered_on": "2020-04-01"}),
        ("Diagnostic", {"ends_on": "2020-04-01", "status": "DONE"}),
    ],
)
def test_a_complete_engagement_is_confirmed_for_good_by_one_confirmation_of_that_day_or_later(
    *, kind: str, facts: dict[str, str], confirmed: str | None, expected: bool
) -> None:
    assert is_confirmed("2026-06-15", confirmed, kind, **facts) is expected


def test_an_engagement_not_yet_complete_is_confirmed_like_any_other() -> None:
    days = "2020-03-31", "2020-04-01"
    assert [is_confirmed(day, "2019-01-01", "Diagnostic", delivered_on="2020-04-01") for day in days] == [True, False]


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        ([("SIGNED_ACT", "2020-01-01")], True),
        ([("GRANT_DECISION", "2020-01-01")], True),
        ([("SIGNED_ACT", None), ("REPORT", "2020-01-01")], True),  # dated by another of its sources
        ([("SIGNED_ACT", None)], False),
        ([("REPORT", "2020-01-01")], False),
        ([], False),
    ],
)
def test_an_act_confirms_until_the_last_day(*, sources: list[tuple[str, str | None]], expected: bool) -> None:
    facts: dict[str, Any] = {"ends_on": "2026-06-15", "sources": sources}
    assert is_confirmed("2026-06-15", "2020-01-01", **facts) is expected
    assert not is_confirmed("2026-06-16", "2020-01-01", **facts)
    assert not is_confirmed("2026-06-15", "2020-01-01", sources=sources)


def test_an_act_does_not_confirm_that_something_was_held() -> None:
    sources = [("SIGNED_ACT", "2020-01-01")]
    assert not is_confirmed("2026-06-15", "2020-01-01", "TrainingSession", ends_on="2026-06-15", sources=sources)
    assert is_confirmed("2026-06-14", "2020-01-01", "TrainingSession", ends_on="2026-06-15", sources=sources)


# --- actors ----------------------------------------------------------------------------------------------------------


def test_names_are_those_the_view_shows() -> None:
    records = [
        actor("trainer:1", name="zoe")._replace(public_name_key="formateur rice"),
        actor("trainer:2", name="ada")._replace(public_name_key=None),
    ]
    people = Actors.of_records(records)
    assert list(people.names_for(View.EVERYTHING)) == ["zoe", "ada"]
    assert list(people.names_for(View.VISITOR)) == ["formateur rice", ""]


def test_the_dated_facts_of_a_trainer_come_by_id() -> None:
    trainer = actor(
        "trainer:1",
        territories=[["region:2", None, None], ["region:1", "2026-01-01", None]],
        qualifications=[["offer:2", None, "2026-12-31", "an issuer"], ["offer:1", None, None, None]],
    )
    people = Actors.of_records([trainer])
    assert people.intervenes == [
        (Dated("region:1", date(2026, 1, 1).toordinal(), NEVER_ENDS), Dated("region:2", 0, NEVER_ENDS))
    ]
    assert [(q.other, q.detail) for q in people.qualified[0]] == [("offer:1", None), ("offer:2", "an issuer")]
    assert people.is_trainer == [True]


@pytest.mark.parametrize(
    ("day", "holds"), [("2026-01-01", True), ("2026-01-02", True), ("2025-12-31", False), ("2026-01-03", False)]
)
def test_a_dated_fact_holds_on_its_first_and_last_day(*, day: str, holds: bool) -> None:
    dated = Dated.of_row(["institution:a", "2026-01-01", "2026-01-02"])
    assert dated.holds(date.fromisoformat(day).toordinal()) is holds


def bodies(people: Actors, actor: str, day: date = DAY) -> list[str]:
    return sorted(people.ids[body] for body in people.bodies(people.index[actor], day.toordinal()))


def test_an_actor_rests_on_itself_and_on_its_employer_while_employed() -> None:
    people = Actors.of_records(
        [actor("institution:a"), actor("trainer:1", "institution:a", employed=("2026-01-01", None))]
    )
    assert bodies(people, "institution:a") == ["institution:a"]
    assert bodies(people, "trainer:1") == ["institution:a", "trainer:1"]
    assert bodies(people, "trainer:1", date(2025, 12, 31)) == ["trainer:1"]


def test_a_trainer_rests_on_each_employer_of_the_day_and_on_no_other_affiliation() -> None:
    rows: list[list[str | None]] = [
        ["institution:c", "EMPLOYED", None, None],
        ["institution:b", "EMPLOYED", None, "2026-06-15"],
        ["institution:a", "NETWORK", None, None],
    ]
    trainer = actor("trainer:1")._replace(affiliations=rows)
    people = Actors.of_records([*(actor(f"institution:{c}") for c in "abc"), trainer])
    assert bodies(people, "trainer:1") == ["institution:b", "institution:c", "trainer:1"]
    assert bodies(people, "trainer:1", date(2026, 6, 16)) == ["institution:c", "trainer:1"]


# --- the rest --------------------------------------------------------------------------------------------------------


def test_an_offer_is_read_as_sets() -> None:
    offer = Offer.of_record(OfferRecord("offer:1", "", "", "DEDICATED", ["KNOWLEDGE"], ["HOUSING"], [], [], []))
    assert (offer.kind, offer.axes, offer.themes, offer.audiences) == (
        OfferKind.DEDICATED, frozenset({"KNOWLEDGE"}), frozenset({"HOUSING"}), frozenset(),
    )  # fmt: skip


def survey_of(
    axes: list[str], empty: list[str], on: str | None = "2026-01-01", sources: tuple[str, ...] = ()
) -> Survey:
    record = SurveyRecord("survey:1", on, axes, empty, ["commune:2"], [*sources])
    return Survey.of_record(record, territories_of({"commune:1": [], "commune:2": []}))


def test_a_survey_found_nobody_on_its_empty_axes_and_somebody_on_the_others_it_looked_at() -> None:
    found = survey_of(["ACTION_PROGRAMME", "KNOWLEDGE"], ["KNOWLEDGE"], sources=("source:2", "source:1"))
    assert found == Survey("survey:1", date(2026, 1, 1).toordinal(), frozenset({0}), frozenset({4}), (1,), "source:1")
    assert survey_of([], ["KNOWLEDGE"]).nobody == frozenset({0})
    assert survey_of([], ["KNOWLEDGE"]).somebody == frozenset()
    assert survey_of(["KNOWLEDGE"], []).somebody == frozenset({0})
    assert survey_of(["KNOWLEDGE"], []).source is None


def test_a_survey_without_a_day_is_as_old_as_the_calendar() -> None:
    assert survey_of([], [], on=None).surveyed_on == date.min.toordinal()


def test_clearing_the_caches_clears_every_one() -> None:
    snapshot = snapshot_of(territories=country(), engagements=[action(1, NEW)])
    row = snapshot.territories.index[NEW]
    matrix(snapshot, DAY, CARRYING).row(row)
    reach_of(snapshot, row)
    network(snapshot, DAY, CARRYING, range(5))
    is_in_city_contract(snapshot, row, DAY)
    past_and_planned(snapshot, CARRYING)
    assert [name for name, kept in vars(snapshot.caches).items() if not kept] == []
    snapshot.caches_by_thread.clear()
    assert [name for name, kept in vars(snapshot.caches).items() if kept] == []
