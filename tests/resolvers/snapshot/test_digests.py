"""Digests of records: equal records have equal digests, and removed records are detected."""

from hypothesis import given
from hypothesis import strategies as st

from resolvers.snapshot.digests import Digests
from resolvers.snapshot.records import ActorRecord

NAMES = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(["x", "y", ""]), max_size=6)


def records_of(names: dict[str, str]) -> list[ActorRecord]:
    """Return institutions of these names, in the order of their ids."""
    return [
        ActorRecord(i, False, True, names[i], names[i], None, None, [], [["t", None, names[i]]], [], ["seat"], None)  # noqa: FBT003
        for i in sorted(names)
    ]


@given(NAMES, NAMES, st.sets(st.sampled_from("abcdefg")))
def test_added_removed_and_changed_records_are_found(held: dict[str, str], now: dict[str, str], ids: set[str]) -> None:
    read = {identifier: name for identifier, name in now.items() if identifier in ids}
    expected = {i for i in ids if held.get(i) != read.get(i)}
    assert Digests.of(records_of(held)).changed(records_of(read), ids) == expected


def test_a_value_of_a_kind_that_no_record_has_is_compared_too() -> None:
    """Another tool may write anything into a property."""
    (record,) = records_of({"a": "x"})
    odd = record._replace(kind=object())  # type: ignore[arg-type]
    assert Digests.of([record]).changed([odd], ["a"]) == {"a"}
