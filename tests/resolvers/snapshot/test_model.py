"""The snapshot: how records become columns, and what of them depends on a day or a caller."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.calendar import NEVER_ENDS
from graph.rights import Caller
from graph.vocabulary import Criterion, OfferKind, Role
from resolvers.rules.coverage import matrix
from resolvers.rules.ground import ground
from resolvers.rules.network import network
from resolvers.rules.rows import is_concerned
from resolvers.snapshot.columns import MissingError
from resolvers.snapshot.model import (
    Actors,
    Dated,
    Engagements,
    Offer,
    Survey,
    criterion_mask,
    role_mask,
    roles_of,
)
from resolvers.snapshot.records import EngagementRecord, OfferRecord, SurveyRecord
from tests.resolvers.rules.small import CARRYING, NEW, action, actor, country, engagement, snapshot_of, territories_of

DAY = date(2026, 6, 15)


# --- bits ------------------------------------------------------------------------------------------------------------


@given(st.lists(st.sampled_from(Role)))
def test_bits_of_roles_give_the_roles_back_in_the_order_of_the_vocabulary(roles: list[Role]) -> None:
    assert roles_of(role_mask(roles)) == [role for role in Role if role in roles]


def test_no_roles_are_the_carrying_ones_and_an_empty_list_is_none() -> None:
    assert roles_of(role_mask(None)) == ["LEAD", "STEERING", "PARTNER", "TRAINER", "COORDINATOR"]
    assert role_mask([]) == 0


def test_every_criterion_has_a_bit_of_its_own() -> None:
    bits = [criterion_mask([criterion]) for criterion in Criterion]
    assert criterion_mask(Criterion) == sum(bits) == 2 ** len(bits) - 1
    assert criterion_mask(["AGE", "AGE"]) == criterion_mask(["AGE"])


# --- engagements -----------------------------------------------------------------------------------------------------


def engagements_of(*records: EngagementRecord) -> Engagements:
    return snapshot_of(territories=country(), engagements=records).engagements


def test_what_never_counts_is_left_out() -> None:
    found = engagements_of(action(1, NEW, days=(None, "2030-01-01")), action(2, NEW))
    assert found.ids == ["action:2"]


def test_days_are_ordinals_and_open_ends_never_end() -> None:
    found = engagements_of(
        action(1, NEW, days=("2025-01-01", "2025-12-31"), confirmed="2025-06-01"),
        action(2, NEW, days=("2025-01-01", None)),
    )
    assert list(found.ends) == [date(2025, 12, 31).toordinal(), NEVER_ENDS]
    assert list(found.confirmed) == [date(2025, 6, 1).toordinal(), 0]
    assert list(found.starts) == [date(2025, 1, 1).toordinal()] * 2


def test_axes_targets_and_actors_are_places_in_order() -> None:
    roles = {"institution:b": ["LEAD"], "institution:a": ["FUNDER", "TRAINER"]}
    snapshot = snapshot_of(
        territories=country(), engagements=[engagement("action:1", (5, 1), ["qpv:1", "commune:1"], roles)]
    )
    found, ground_ids = snapshot.engagements, snapshot.territories.ids
    assert found.axes == [(0, 4)]
    assert [ground_ids[t] for t in found.targets[0]] == ["commune:1", "qpv:1"]
    named = [(snapshot.actors.ids[a], roles_of(mask)) for a, mask in found.actors[0]]
    assert named == [("institution:a", ["TRAINER", "FUNDER"]), ("institution:b", ["LEAD"])]
    assert found.counted(0, role_mask(["FUNDER", "LEAD"])) == [(0, role_mask(["FUNDER"])), (1, role_mask(["LEAD"]))]
    assert found.counted(0, role_mask(["SUPPORT"])) == []


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


def test_equal_tuples_are_kept_once() -> None:
    people = Actors.of_records([actor("institution:a")])
    records = [action(n, "country:FR", axes=(1, 4)) for n in (1, 2)]
    found = Engagements.of_records(records, territories_of({"country:FR": []}), people, {})
    assert found.axes[0] is found.axes[1]
    assert found.actors[0] is found.actors[1]


def test_a_target_or_actor_that_was_not_read_is_missing() -> None:
    ground_alone, people = territories_of({"country:FR": []}), Actors.of_records([actor("institution:a")])
    for record in (action(1, "commune:404"), action(1, "country:FR", "institution:404")):
        with pytest.raises(MissingError, match="404"):
            Engagements.of_records([record], ground_alone, people, {})


def test_renumbered_engagements_follow_their_actors_to_other_places() -> None:
    before, after = (Actors.of_records([actor(f"institution:{c}") for c in some]) for some in ("bcd", "abd"))
    records = [action(1, "country:FR", "institution:b", "institution:c", "institution:d")]
    found = Engagements.of_records(records, territories_of({"country:FR": []}), before, {})
    moved = found.renumbered(before, after)
    assert [after.ids[a] for a, _ in moved.actors[0]] == ["institution:b", "institution:d"]
    assert [before.ids[a] for a, _ in found.actors[0]] == ["institution:b", "institution:c", "institution:d"]


# --- actors ----------------------------------------------------------------------------------------------------------


def test_names_are_those_the_caller_may_see() -> None:
    records = [
        actor("trainer:1", name="zoe")._replace(public_name_key="formateur rice"),
        actor("trainer:2", name="ada")._replace(public_name_key=None),
    ]
    people = Actors.of_records(records)
    assert people.names_for(Caller.OFFICER) == ["zoe", "ada"]
    assert people.names_for(Caller.ANONYMOUS) == ["formateur rice", ""]


def test_what_is_dated_about_a_trainer_comes_by_id() -> None:
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
def test_what_is_dated_holds_on_both_ends(*, day: str, holds: bool) -> None:
    dated = Dated.of_row(["institution:a", "2026-01-01", "2026-01-02"])
    assert dated.holds(date.fromisoformat(day).toordinal()) is holds


def test_an_institution_stands_for_itself() -> None:
    people = Actors.of_records(
        [actor("institution:a"), actor("trainer:1", "institution:a", employed=("2026-01-01", None))]
    )
    assert [people.unit(i, DAY.toordinal()) for i in (0, 1)] == [0, 0]
    assert people.unit(1, date(2025, 12, 31).toordinal()) == 1


def test_the_least_employer_of_the_day_stands_for_a_trainer_and_no_other_affiliation_does() -> None:
    rows: list[list[str | None]] = [
        ["institution:c", "EMPLOYED", None, None],
        ["institution:b", "EMPLOYED", None, "2026-06-15"],
        ["institution:a", "NETWORK", None, None],
    ]
    trainer = actor("trainer:1")._replace(affiliations=rows)
    people = Actors.of_records([*(actor(f"institution:{c}") for c in "abc"), trainer])
    units = [people.ids[people.unit(3, DAY.toordinal() + later)] for later in (0, 1)]
    assert units == ["institution:b", "institution:c"]


# --- the rest --------------------------------------------------------------------------------------------------------


def test_an_offer_and_a_survey_are_read_as_sets() -> None:
    offer = Offer.of_record(OfferRecord("offer:1", "", "", "DEDICATED", ["KNOWLEDGE"], ["HOUSING"], []))
    assert (offer.kind, offer.axes, offer.themes, offer.audiences) == (
        OfferKind.DEDICATED, frozenset({"KNOWLEDGE"}), frozenset({"HOUSING"}), frozenset(),
    )  # fmt: skip
    ground_alone = territories_of({"commune:1": [], "commune:2": []})
    record = SurveyRecord("survey:1", "2026-01-01", ["ACTION_PROGRAMME", "KNOWLEDGE"], ["commune:2"])
    survey = Survey.of_record(record, ground_alone)
    assert survey == Survey(date(2026, 1, 1).toordinal(), frozenset({0, 4}), (1,))


def test_memory_forgets_everything() -> None:
    snapshot = snapshot_of(territories=country(), engagements=[action(1, NEW)])
    row = snapshot.territories.index[NEW]
    matrix(snapshot, DAY, CARRYING)
    ground(snapshot, row)
    network(snapshot, DAY, CARRYING, range(5))
    is_concerned(snapshot, row, DAY)
    memory = vars(snapshot.memory)
    assert [name for name, kept in memory.items() if not kept] == []
    snapshot.memory.clear()
    assert [name for name, kept in memory.items() if kept] == []
