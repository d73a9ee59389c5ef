"""Statements about imports: fixed texts with their parameters, and the nodes they leave unchanged."""

import re

import pytest

from graph.model import SHAPE
from graph.shape import Scalar
from graph.statement.core.writer import Statement
from graph.statement.maintain.history import (
    add_import,
    import_mark,
    mark_undone,
    records_of,
    records_of_editions,
    texts_with,
    update_record,
)

PROPERTIES = {"fileName": "a.xlsx", "created": 2}
WRITES = [
    *add_import("import:1", PROPERTIES, ["first", "second"]),
    *mark_undone("import:1", "2026-11-25"),
    import_mark("Actor", "import:1", ["trainer:1"]),
    update_record("import:1", 0, "packed"),
]


def test_an_import_is_added_before_its_records_which_are_numbered_in_order() -> None:
    create, *records = add_import("import:1", PROPERTIES, ["first", "second"])
    assert create.parameters == {"id": "import:1", "properties": PROPERTIES}
    assert [record.parameters for record in records] == [
        {"id": "import:1", "part": 0, "packed": "first"},
        {"id": "import:1", "part": 1, "packed": "second"},
    ]
    assert create.text.startswith("CREATE (i:Import {id: $id})")
    assert all(record.text.startswith("CREATE (r:ImportRecord {import: $id") for record in records)


@pytest.mark.parametrize("statement", WRITES, ids=lambda statement: statement.text.splitlines()[0])
def test_nothing_of_an_import_is_in_the_snapshot(statement: Statement) -> None:
    assert statement.changed == ()


def test_an_undo_notes_the_day_and_deletes_marks_and_records() -> None:
    day, marks, records = (statement.text for statement in mark_undone("import:1", "2026-11-25"))
    assert "SET i.undoneOn = $day" in day
    assert "IMPORTED_BY" in marks
    assert "DELETE r" in marks
    assert "MATCH (r:ImportRecord {import: $id})" in records
    assert "DELETE r" in records


def test_records_are_read_in_the_order_of_their_parts() -> None:
    assert "ORDER BY r.part" in records_of("import:1").text
    assert "ORDER BY r.import, r.part" in records_of_editions("a.xlsx", "").text
    assert "i.undoneOn IS NULL" in records_of_editions("a.xlsx", "").text


def test_a_name_is_looked_for_in_every_text_of_the_model() -> None:
    statement = texts_with("abel")
    keys = {p.key for kind in SHAPE.kinds.values() for p in kind.properties if p.type is Scalar.TEXT}
    assert set(re.findall(r"n\.(\w+) (?:WHERE x )?CONTAINS \$name", statement.text)) == keys
    assert statement.parameters == {"name": "abel"}
