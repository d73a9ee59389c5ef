"""Which writes change a territory of the snapshot, without a database."""

import re

from graph.catalogue import CATALOGUE
from graph.model import SHAPE
from graph.statement.core.writer import Statement
from graph.statement.maintain.version import ANYTHING, CHANGED_IDS_LIMIT, changed_ends, version_bump


def test_the_relationships_read_with_territories_are_those_that_change_them() -> None:
    read = set(re.findall(r":([A-Z_]+)\]", CATALOGUE["snapshot_territories"].text))
    assert {name for name, one in SHAPE.relationships.items() if one.territorial} == read


def test_a_target_changes_the_engagement_and_not_the_territory() -> None:
    assert changed_ends("TARGETS", [["action:1", "region:52"]]) == ["action:1"]
    assert changed_ends("PART_OF", [["commune:1", "region:52"]]) == ["commune:1", "region:52"]


def test_a_small_write_records_its_ids() -> None:
    values = version_bump([Statement("", {}, ["action:1"]), Statement("", {}, ["action:2"])]).parameters
    assert values == {"references": 0, "ids": ["action:1", "action:2"], "all": False}


def test_a_changed_territory_changes_the_version_of_the_references() -> None:
    assert version_bump([Statement("", {}, ["region:52"])]).parameters["references"] == 1


def test_a_large_or_unknown_write_records_no_ids() -> None:
    many = Statement("", {}, [f"action:{n}" for n in range(CHANGED_IDS_LIMIT + 1)])
    assert version_bump([many]).parameters == {"references": 0, "ids": [], "all": True}
    assert version_bump([ANYTHING]).parameters == {"references": 1, "ids": [], "all": True}
