"""Reads a dissolved intercommunality as its former area: its communes in the last list that contains it.

It is read as the present EPCI, which is larger, only where it is the seat of an institution, and only if a single EPCI
has all its communes.
"""

from collections.abc import Iterable
from functools import cache, partial

from exchange.cells.text import split_list
from exchange.faults import Fault, Quoted
from exchange.findings import Findings
from exchange.incoming.workbook.column_kinds import Replacement, replace_items, territory_columns
from exchange.incoming.workbook.lines import Line
from exchange.lookup.former_names import FormerName
from exchange.lookup.gazetteer import Gazetteer
from exchange.sheets import BASED_IN, SHEETS, Sheet
from seed.references.read import read_dissolved_epcis


def replace_dissolved(lines: Iterable[Line], gazetteer: Gazetteer, findings: Findings) -> None:
    """Replace each dissolved EPCI with the present territories, if a column accepts them, and report it."""
    replacement = cache(partial(_replacement, gazetteer))  # many cells have the same text
    columns = {sheet.name: _columns(sheet) for sheet in SHEETS}
    for line in lines:
        for name in columns[line.sheet.name]:
            items = split_list(line.text(name))
            found = {item: one for item in items if (one := replacement(item, is_seat=name == BASED_IN.name))}
            replace_items([line], name, found, findings, distinct=True)


def _columns(sheet: Sheet) -> list[str]:
    """Return the columns that accept several territories, and the seat's column; none on a sheet of relationships."""
    relations = {} if sheet.relation_name else territory_columns(sheet)
    return [name for name, relation in relations.items() if name == BASED_IN.name or not relation.single]


def _replacement(gazetteer: Gazetteer, text: str, *, is_seat: bool) -> Replacement | None:
    """Return the texts that replace a text, with a warning; None for a text that stays as it is.

    A current name is kept, but with a warning if intercommunalities elsewhere, since dissolved, had the same name.
    """
    if former := gazetteer.dissolved(text):
        return _seat(gazetteer, former) if is_seat else _former_area(gazetteer, former)
    choices = tuple(gazetteer.dissolved_elsewhere(text))
    if not choices:
        return None
    return [text], Fault.NAMESAKE_OF_DISSOLVED.of(name=gazetteer.named(text)[0].label, choices=choices)


def _former_area(gazetteer: Gazetteer, former: FormerName) -> Replacement | None:
    dissolved = read_dissolved_epcis().get(former.code)
    ids = [f"commune:{code}" for code in sorted(dissolved.communes)] if dissolved else []
    if dissolved is None or not all(identifier in gazetteer.by_id for identifier in ids):
        return None
    today = tuple(Quoted(gazetteer.by_id[i].label) for i in former.today)
    known = {"name": former.name, "communes": len(ids), "year": dissolved.year, "today": today}
    return ids, Fault.COMMUNES_OF_DISSOLVED.of(**known)


def _seat(gazetteer: Gazetteer, former: FormerName) -> Replacement | None:
    if len(former.today) != 1:
        return None
    today = gazetteer.by_id[former.today[0]].label
    return former.today, Fault.SEAT_OF_DISSOLVED.of(name=former.name, today=today)
