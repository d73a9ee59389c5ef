"""Between a claim and a fact of the graph their days decide, for any two days, known or unknown."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from changes.attribution import (
    Attribution,
    Verdict,
    is_restated,
    latest,
    renewed,
    verdict,
    with_attributions,
    without_attributions,
)
from changes.changeset import Change, Changes

DAYS = st.none() | st.dates(date(2026, 1, 1), date(2026, 1, 3))
ATTRIBUTIONS = st.builds(Attribution, DAYS, st.just("source:a b"), st.sampled_from(["", "abc", "def"]))
FILES = {"abc": "liste.xlsx", "def": "liste-bis.xlsx"} | {str(n): f"v{n * 4}.xlsx" for n in range(5)}
KNOWN = st.none() | ATTRIBUTIONS


@given(ATTRIBUTIONS)
def test_an_attribution_is_read_as_it_was_written(one: Attribution) -> None:
    assert Attribution.read(one.write()) == one
    assert Attribution.read(None) is None


@given(ATTRIBUTIONS, KNOWN, st.booleans())
def test_the_later_day_wins_and_nothing_older_replaces_anything(
    claimed: Attribution,
    known: Attribution | None,
    was_imported: bool,  # noqa: FBT001 - drawn
) -> None:
    outcome = verdict(claimed, known, was_imported=was_imported, files={})
    if known is None:
        assert outcome is Verdict.ACCEPTED
    elif claimed.day and known.day and claimed.day != known.day:
        assert outcome is (Verdict.ACCEPTED if claimed.day > known.day else Verdict.OLDER)
    elif was_imported and known.file not in {"", claimed.file}:
        assert outcome is Verdict.CORRECTED
    else:
        assert outcome is (Verdict.UNDATED if known.day and not claimed.day else Verdict.ACCEPTED)


@given(ATTRIBUTIONS, KNOWN, st.booleans())
def test_no_fact_ever_is_attributed_to_an_earlier_day_than_before(
    claimed: Attribution,
    known: Attribution | None,
    differs: bool,  # noqa: FBT001 - drawn
) -> None:
    if differs and verdict(claimed, known, was_imported=False, files=FILES).keeps_graph:
        return
    given_now = renewed(claimed, known, differs=differs, files=FILES) or known
    assert not (known and known.day) or (given_now and given_now.day and given_now.day >= known.day)
    assert not differs or (given_now and given_now.file == claimed.file)


@given(st.permutations([Attribution(date(2026, 1, n), f"source:{n}", f"{n}") for n in range(1, 5)]), st.data())
def test_files_of_different_days_give_the_same_result_in_any_order(
    order: list[Attribution], data: st.DataObject
) -> None:
    values = {one: data.draw(st.sampled_from("ab")) for one in sorted(order)}
    value, known = "", None
    for one in order:
        differs = values[one] != value
        if not differs or not verdict(one, known, was_imported=False, files=FILES).keeps_graph:
            known = renewed(one, known, differs=differs, files=FILES) or known
            value = values[one]
    newest = max(order)
    assert (value, known) == (values[newest], newest)


@given(st.permutations([Attribution(date(2026, 1, 1), "source:a", f"{n}") for n in range(1, 5)]), st.data())
def test_files_of_one_day_give_the_same_result_in_any_order_and_each_replacement_is_reported(
    order: list[Attribution], data: st.DataObject
) -> None:
    """From « v4.xlsx » to « v16.xlsx », the greatest number wins, not the last name by letters."""
    values = {one: data.draw(st.sampled_from("ab")) for one in sorted(order)}
    value, known = "", None
    for one in order:
        differs = values[one] != value
        outcome = verdict(one, known, was_imported=False, files=FILES)
        assert known is None or outcome in {Verdict.LATER_NAME, Verdict.EARLIER_NAME}
        if not differs or not outcome.keeps_graph:
            known = renewed(one, known, differs=differs, files=FILES) or known
            value = values[one]
    last = max(order)
    assert (value, known) == (values[last], last)
    assert verdict(last, last._replace(file="gone"), was_imported=False, files=FILES) is Verdict.ACCEPTED


def test_attributions_are_added_to_changes_but_are_not_changes() -> None:
    facts = {"title": "Forum", "titleAttribution": "2026-01-02 abc source:1", "endsOnAttribution": "- - source:2"}
    assert without_attributions(facts) == {"title": "Forum"}
    assert latest(facts) == Attribution(date(2026, 1, 2), "source:1", "abc")
    renewal = Change({"titleAttribution": None}, {"titleAttribution": "2026-01-02 abc source:1"})
    attributions = Changes({("Action", "action:1"): renewal}, {("OFFERS", "a", "b"): renewal})
    alone = with_attributions(Changes(), attributions)
    assert alone == attributions
    assert is_restated(renewal)
    changes = Changes({("Action", "action:1"): Change(None, {"title": "Forum"})})
    joined = with_attributions(changes, attributions).nodes["Action", "action:1"]
    assert joined == Change(None, {"title": "Forum", "titleAttribution": "2026-01-02 abc source:1"})
    assert not is_restated(joined)
    assert Changes.read(attributions.write()).nodes == attributions.nodes
