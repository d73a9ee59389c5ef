"""The mobilised actors: filters, evidence and the first day, with pauses bridged.

The cases of one rule share a file.
"""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

import pytest

from graph.calendar import day_text
from graph.vocabulary import Reach
from resolvers.rules.mobilised import Mobilisation, axes_of, key_of, mobilised
from resolvers.rules.question import question_of
from resolvers.rules.territory_reach import NEAR
from resolvers.snapshot.model import Snapshot, roles_of
from resolvers.snapshot.records import Days, EngagementRecord
from tests.resolvers.rules.small import (
    LED,
    NEW,
    OLD,
    PARIS,
    PARIS_CONTRACT,
    action,
    country,
    diagnostic,
    engagement,
    planned,
    snapshot_of,
    with_corners,
)

DAY = date(2026, 6, 15)
LONG_AGO = "2024-06-14"


def network(*engagements: EngagementRecord) -> Snapshot:
    return snapshot_of(territories=country(), engagements=engagements)


def found(
    snapshot: Snapshot,
    row: str = NEW,
    axes: Sequence[int] = range(5),
    reach: Collection[str] = NEAR,
    **arguments: Any,
) -> list[Mobilisation]:
    place = snapshot.territories.index[row]
    confirmed = arguments.pop("confirmed", True)
    return mobilised(snapshot, DAY, place, axes, reach, question_of(arguments), confirmed)


def names(snapshot: Snapshot, mobilisations: Sequence[Mobilisation]) -> str:
    """Return the last letters of the actors' ids, in the order of the answer."""
    return "".join(snapshot.actors.ids[m.actor][-1] for m in mobilisations)


def evidence(snapshot: Snapshot, mobilisation: Mobilisation) -> list[tuple[str, Reach, bool]]:
    ids = snapshot.engagements.ids
    return [(ids[x.engagement], x.reach, x.via_succession) for x in mobilisation.evidence]


# --- who -------------------------------------------------------------------------------------------------------------


def test_actors_come_by_id_each_once_with_evidence_by_id() -> None:
    snapshot = network(
        action(3, NEW, "institution:b"),
        action(2, "qpv:1", "institution:a", "institution:b"),
        action(1, OLD, "institution:b"),
    )
    first, second = found(snapshot)
    assert names(snapshot, [first, second]) == "ab"
    assert evidence(snapshot, first) == [("action:2", Reach.PARTIAL, False)]
    assert evidence(snapshot, second) == [
        ("action:1", Reach.PARTIAL, True),
        ("action:2", Reach.PARTIAL, False),
        ("action:3", Reach.DIRECT, False),
    ]


def test_only_engagements_in_effect_on_the_day_are_evidence() -> None:
    snapshot = network(
        action(1, NEW, "institution:a", days=("2020-01-01", "2026-06-14")),
        action(2, NEW, "institution:b", days=("2026-06-16", None)),
        action(3, NEW, "institution:c", days=("2026-06-15", "2026-06-15")),
        action(4, NEW, "institution:a", days=("2026-01-01", None)),
        action(5, NEW, "institution:d", days=(None, None)),
    )
    assert names(snapshot, found(snapshot)) == "ac"
    assert evidence(snapshot, found(snapshot)[0]) == [("action:4", Reach.DIRECT, False)]


REACHING = {"a": NEW, "b": "commune:1", "c": OLD, "d": "epci:1", "e": "region:52", "f": "commune:2"}


@pytest.mark.parametrize(
    ("reach", "actors"),
    [
        (NEAR, "abcd"),
        ([Reach.DIRECT], "a"),
        ([Reach.PARTIAL], "bc"),
        ([Reach.INHERITED], "d"),
        ([Reach.WIDER], "e"),
        (["WIDER", "DIRECT"], "ae"),
        (list(Reach), "abcde"),
        ([], ""),
    ],
)
def test_the_reach_of_the_question_is_a_filter(reach: Collection[str], actors: str) -> None:
    records = [action(n, target, f"institution:{c}") for n, (c, target) in enumerate(REACHING.items())]
    snapshot = network(*records)
    assert names(snapshot, found(snapshot, reach=reach)) == actors


def test_an_engagement_that_reaches_more_directly_is_no_evidence_of_a_lesser_reach() -> None:
    record = engagement("action:1", targets=[NEW, "qpv:1", "region:52"], actors={"institution:a": ["LEAD"]})
    snapshot = network(record)
    assert names(snapshot, found(snapshot, reach=[Reach.PARTIAL, Reach.INHERITED, Reach.WIDER])) == ""
    assert names(snapshot, found(snapshot, reach=[Reach.DIRECT])) == "a"


def test_an_actor_is_mobilised_by_any_reach_but_wider_unless_others_are_asked() -> None:
    records = [action(n, target, f"institution:{c}") for n, (c, target) in enumerate(REACHING.items())]
    snapshot = network(*records)
    assert names(snapshot, mobilised(snapshot, DAY, snapshot.territories.index[NEW], range(5))) == "abcd"


def test_the_same_ground_and_the_territory_of_the_lead_reach_directly() -> None:
    targets = {"a": "epci:2", "b": "commune:4", "c": "departement:75", "d": PARIS}
    records = [action(n, target, f"institution:{c}") for n, (c, target) in enumerate(targets.items())]
    snapshot = snapshot_of(territories=with_corners(), engagements=records)
    assert names(snapshot, found(snapshot, LED, reach=[Reach.DIRECT])) == "ab"
    assert names(snapshot, found(snapshot, PARIS_CONTRACT, reach=[Reach.DIRECT])) == "cd"
    assert names(snapshot, found(snapshot, "qpv:75", reach=[Reach.INHERITED])) == "cd"


def test_every_engagement_mobilises_its_actors_in_the_country() -> None:
    records = [action(n, target, f"institution:{c}") for n, (c, target) in enumerate(REACHING.items())]
    snapshot = network(*records)
    assert names(snapshot, found(snapshot, "country:FR")) == "abcdef"


def test_carrying_roles_count_unless_roles_are_given() -> None:
    roles = {
        "institution:a": ["FUNDER", "PARTNER"],
        "institution:b": ["FUNDER"],
        "institution:c": ["COORDINATOR", "TRAINER"],
    }
    snapshot = network(engagement("action:1", targets=[NEW], actors=roles))
    first, second = found(snapshot)
    assert [roles_of(m.evidence[0].roles) for m in (first, second)] == [["PARTNER"], ["TRAINER", "COORDINATOR"]]
    assert names(snapshot, [first, second]) == "ac"
    funders = found(snapshot, roles=["FUNDER"])
    assert names(snapshot, funders) == "ab"
    assert [roles_of(m.evidence[0].roles) for m in funders] == [["FUNDER"], ["FUNDER"]]
    assert found(snapshot, roles=[]) == []


def test_a_diagnostic_mobilises_its_commissioner_and_an_uncarried_one_mobilises_nobody() -> None:
    snapshot = network(
        diagnostic(1, NEW, None, a="COMMISSIONER", b="FUNDER"),
        diagnostic(2, NEW, "2026-01-01", c="FUNDER"),
        engagement("action:1", (1,), [NEW], {"institution:d": ["COMMISSIONER"]}),
    )
    assert names(snapshot, found(snapshot)) == "a"
    assert names(snapshot, found(snapshot, roles=["COMMISSIONER"])) == "ad"


@pytest.mark.parametrize(
    ("name", "one", "other", "third"),
    [
        ("criteria", "SEX", "AGE", "ORIGIN"),
        ("themes", "HOUSING", "HEALTH", "JUSTICE"),
        ("audiences", "STAFF", "MANAGER", "BOARD_MEMBER"),
    ],
)
def test_a_filter_leaves_out_engagements_that_state_none_of_its_words(
    name: str, one: str, other: str, third: str
) -> None:
    states: dict[str, dict[str, Any]] = {"a": {name: [one, other]}, "b": {name: [third]}, "c": {}}
    snapshot = network(
        *(
            engagement(f"action:{c}", targets=[NEW], actors={f"institution:{c}": ["LEAD"]}, **words)
            for c, words in states.items()
        )
    )

    def letters(*words: str) -> str:
        asked: dict[str, Any] = {name: words}
        return names(snapshot, found(snapshot, **asked))

    assert (letters(other, third), letters(one), letters()) == ("ab", "a", "")
    assert names(snapshot, found(snapshot)) == "abc"


def test_actors_are_filtered_by_the_axes_of_the_question_and_shown_with_no_others() -> None:
    snapshot = network(
        action(1, NEW, axes=(1, 4, 5)), action(2, NEW, axes=(2,)), action(3, NEW, "institution:b", axes=(3,))
    )
    assert [m.axes for m in found(snapshot)] == [(0, 1, 3, 4), (2,)]
    assert [(m.axes, len(m.evidence)) for m in found(snapshot, axes=[4, 1])] == [((1, 4), 2)]
    assert found(snapshot, axes=[]) == []


# --- confirmed -------------------------------------------------------------------------------------------------------


def confirmations() -> Snapshot:
    """Return actors: a with confirmed evidence, b with evidence no longer confirmed, c with both, d with none."""
    return network(
        action(1, NEW, "institution:a", "institution:c"),
        action(2, "epci:1", "institution:b", "institution:c", confirmed=LONG_AGO),
        action(3, NEW, "institution:d", days=("2020-01-01", "2026-06-14")),
        planned(4, NEW, "2026-06-01", "institution:d"),
    )


@pytest.mark.parametrize(
    ("confirmed", "expected"),
    [
        (True, {"a": ["action:1"], "c": ["action:1"]}),
        (False, {"b": ["action:2"], "c": ["action:2"]}),
        (None, {"a": ["action:1"], "b": ["action:2"], "c": ["action:1", "action:2"]}),
    ],
)
def test_confirmed_selects_confirmed_evidence_or_unconfirmed_evidence_or_both(
    confirmed: object, expected: dict[str, list[str]]
) -> None:
    snapshot = confirmations()
    mobilisations = found(snapshot, confirmed=confirmed)
    shown = {names(snapshot, [m]): [identifier for identifier, _, _ in evidence(snapshot, m)] for m in mobilisations}
    assert shown == expected


def test_engagements_no_longer_confirmed_still_count_in_since() -> None:
    snapshot = network(action(1, NEW, days=("2019-01-01", None), confirmed=LONG_AGO), action(2, NEW, axes=(4,)))
    for confirmed in (True, False, None):
        (mobilisation,) = found(snapshot, confirmed=confirmed)
        assert day_text(mobilisation.since) == "2019-01-01"
        assert mobilisation.since_by_axis == {3: mobilisation.since}


def test_the_axes_are_those_of_the_evidence_that_counts() -> None:
    snapshot = network(action(1, NEW, axes=(1, 4)), action(2, NEW, axes=(2, 4), confirmed=None))
    by_choice = [found(snapshot, confirmed=confirmed)[0].axes for confirmed in (True, False, None)]
    assert by_choice == [(0, 3), (1, 3), (0, 1, 3)]


# --- successions -----------------------------------------------------------------------------------------------------


def test_a_succession_brings_evidence_only_while_the_contract_is_in_force() -> None:
    snapshot = network(action(1, NEW, days=("2020-01-01", None)), action(2, OLD, "institution:b"))
    old = snapshot.territories.index[OLD]
    for day, expected in ((date(2023, 12, 31), "a"), (date(2024, 1, 1), "")):
        assert names(snapshot, mobilised(snapshot, day, old, range(5))) == expected
    ((identifier, reach, via),) = evidence(snapshot, mobilised(snapshot, date(2023, 12, 31), old, range(5))[0])
    assert (identifier, reach, via) == ("action:1", Reach.PARTIAL, True)


def test_a_contract_out_of_force_inherits_engagements_on_the_territories_that_contain_it() -> None:
    roles = {"institution:a": ["LEAD"]}
    snapshot = network(engagement("action:1", targets=[NEW, "epci:1"], actors=roles, days=("2020-01-01", None)))
    old = snapshot.territories.index[OLD]
    shown = [
        [evidence(snapshot, m) for m in mobilised(snapshot, day, old, range(5))] for day in (date(2023, 12, 31), DAY)
    ]
    assert shown == [[[("action:1", Reach.PARTIAL, True)]], [[("action:1", Reach.INHERITED, False)]]]


# --- the axes of an actor --------------------------------------------------------------------------------------------


def test_the_axes_of_an_actor_are_those_of_confirmed_engagements_in_effect_anywhere() -> None:
    snapshot = network(
        action(1, NEW, axes=(4,)),
        action(2, "commune:9", axes=(2,)),
        action(3, NEW, axes=(3,), confirmed=LONG_AGO),
        action(4, NEW, axes=(5,), days=("2020-01-01", "2026-06-14")),
        planned(5, NEW, "2026-06-01", axes=(3,)),
        engagement("action:6", (3,), [NEW], {"institution:a": ["FUNDER"], "institution:b": ["LEAD"]}),
        diagnostic(1, NEW, None, a="COMMISSIONER"),
    )
    shown = {i: axes_of(snapshot, DAY, place) for i, place in snapshot.actors.index.items()}
    assert shown == {"institution:a": [0, 1, 3], "institution:b": [2]}
    day_before = axes_of(snapshot, date(2026, 6, 14), snapshot.actors.index["institution:a"])
    assert day_before == [0, 1, 2, 3, 4]
    assert axes_of(snapshot, DAY, None) == []


# --- since when ------------------------------------------------------------------------------------------------------


def since(*days: Days, axes: Sequence[int] = range(5)) -> str:
    snapshot = network(*(action(n, NEW, days=interval) for n, interval in enumerate(days)))
    (mobilisation,) = found(snapshot, axes=axes)
    return day_text(mobilisation.since)


CURRENT = ("2026-06-01", None)


@pytest.mark.parametrize(
    ("last", "latest"),
    [
        ("2025-12-31", "2026-07-01"),
        ("2025-06-30", "2026-01-01"),
        ("2025-02-28", "2025-09-01"),
        ("2025-08-30", "2026-02-28"),
    ],
)
def test_a_pause_of_six_months_is_bridged_and_a_day_more_is_not(last: str, latest: str) -> None:
    day = date.fromisoformat(latest)
    first = ("2020-01-01", last)
    for start, expected in ((day, "2020-01-01"), (date.fromordinal(day.toordinal() + 1), None)):
        snapshot = network(action(1, NEW, days=first), action(2, NEW, days=(start.isoformat(), None)))
        row = snapshot.territories.index[NEW]
        (mobilisation,) = mobilised(snapshot, date(2026, 12, 1), row, [3], NEAR, question_of({}))
        assert day_text(mobilisation.since) == (expected or start.isoformat())


def test_a_run_goes_back_over_several_pauses() -> None:
    chain = ("2020-01-01", "2020-12-31"), ("2021-06-01", "2022-01-31"), ("2022-08-01", "2026-02-01")
    assert since(*chain, CURRENT) == "2020-01-01"
    assert since(*chain[:1], *chain[2:], CURRENT) == "2022-08-01"


def test_a_long_interval_bridges_those_that_began_within_it() -> None:
    assert since(("2015-01-01", "2026-01-31"), ("2016-01-01", "2016-02-01"), CURRENT) == "2015-01-01"


def test_intervals_that_begin_after_the_day_change_nothing() -> None:
    assert since(CURRENT, ("2026-06-16", None)) == "2026-06-01"
    assert since(("2019-01-01", "2019-12-31"), CURRENT) == "2026-06-01"
    assert since(("2019-01-01", None), CURRENT) == "2019-01-01"


def test_since_takes_the_axes_together_and_since_by_axis_one_by_one() -> None:
    snapshot = network(
        action(1, NEW, axes=(1,), days=("2020-01-01", "2026-03-31")),
        action(2, NEW, axes=(4,), days=("2026-04-01", None)),
        action(3, NEW, axes=(1, 4), days=("2026-06-01", None)),
    )
    (both,) = found(snapshot)
    assert day_text(both.since) == "2020-01-01"
    assert {axis: day_text(day) for axis, day in both.since_by_axis.items()} == {0: "2020-01-01", 3: "2026-04-01"}
    (support,) = found(snapshot, axes=[3])
    assert (day_text(support.since), support.since_by_axis) == ("2026-04-01", {3: support.since})


def test_since_considers_only_engagements_that_pass_the_same_filters() -> None:
    snapshot = network(
        action(1, "epci:1", days=("2018-01-01", None)),
        engagement("action:2", targets=[NEW], actors={"institution:a": ["FUNDER"]}, days=("2019-01-01", None)),
        action(3, NEW, days=("2024-01-01", None)),
        action(4, NEW, "institution:b", days=("2017-01-01", None)),
    )
    near = [Reach.DIRECT, Reach.PARTIAL]
    assert day_text(found(snapshot, reach=near)[0].since) == "2024-01-01"
    assert day_text(found(snapshot)[0].since) == "2018-01-01"
    assert day_text(found(snapshot, reach=near, roles=["LEAD", "FUNDER"])[0].since) == "2019-01-01"


def test_a_mobilisation_is_ordered_by_name_since_or_number_of_engagements() -> None:
    snapshot = network(action(1, NEW, "institution:a"), action(2, "qpv:1", "institution:a", days=CURRENT))
    (mobilisation,) = found(snapshot)
    assert key_of(mobilisation, "name", ["a folded name"]) == "a folded name"
    assert key_of(mobilisation, "since", []) == date(2025, 1, 1).toordinal()
    assert key_of(mobilisation, "engagementCount", []) == 2
