"""Reads a dissolved intercommunality as its former area: its communes in the last list that contains it.

It is read as the present EPCI, which is larger, only where it is the seat of an institution, and only if a single EPCI
has all its communes.
"""

from collections.abc import Iterable, Sequence

from exchange.cells.text import LIST_SEPARATOR, split_list
from exchange.faults import Fault, Quoted
from exchange.findings import Findings
from exchange.incoming.workbook.column_kinds import territory_columns
from exchange.incoming.workbook.lines import Line
from exchange.lookup.former_names import FormerName
from exchange.lookup.gazetteer import Gazetteer
from exchange.sheets import BASED_IN, Sheet
from graph.shape import Relation
from judgement.problems import Problem
from seed.references.read import read_dissolved_epcis


def replace_dissolved(lines: Iterable[Line], gazetteer: Gazetteer, findings: Findings) -> None:
    """Replace each dissolved EPCI with the present territories, if a column accepts them, and report it."""
    replacements = _Replacements(gazetteer)
    columns: dict[str, Sequence[str]] = {}
    for line in lines:
        if line.sheet.name not in columns:
            columns[line.sheet.name] = _columns(line.sheet)
        for name in columns[line.sheet.name]:
            written = split_list(line.text(name))
            read = [replacements.read(item, is_seat=name == BASED_IN.name) for item in written]
            for item, (_, problem) in zip(written, read, strict=True):
                if problem:
                    findings.report(line.place(name), item, problem)
            items = [item for of_item, _ in read for item in of_item]
            if items != written:
                line.cells[name] = LIST_SEPARATOR.join(dict.fromkeys(items))


def _columns(sheet: Sheet) -> list[str]:
    """Return the columns that accept several territories, and that of the seat; none on a sheet of relationships."""
    names = [] if sheet.relation_name else territory_columns(sheet)
    members = {name: sheet.member(name) for name in names}
    return [
        name
        for name, member in members.items()
        if name == BASED_IN.name or (isinstance(member, Relation) and not member.single)
    ]


Replacement = tuple[Sequence[str], Problem | None]
"""The texts that replace a text, and the warning about it."""


class _Replacements:
    """The replacements of texts, cached, since many cells have the same text."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._read: dict[tuple[str, bool], Replacement] = {}

    def read(self, text: str, *, is_seat: bool) -> Replacement:
        """Return the texts that replace a text, and a warning; the text itself if it names nothing dissolved."""
        if (text, is_seat) not in self._read:
            former = self._gazetteer.dissolved(text)
            self._read[text, is_seat] = (
                ((self._seat if is_seat else self._former_area)(former) or ((text,), None))
                if former
                else ((text,), self._namesake_warning(text))
            )
        return self._read[text, is_seat]

    def _former_area(self, former: FormerName) -> Replacement | None:
        dissolved = read_dissolved_epcis().get(former.code)
        ids = [f"commune:{code}" for code in sorted(dissolved.communes)] if dissolved else []
        if dissolved is None or not all(identifier in self._gazetteer.by_id for identifier in ids):
            return None
        today = tuple(Quoted(self._gazetteer.by_id[i].label) for i in former.today)
        known = {"name": former.name, "communes": len(ids), "year": dissolved.year, "today": today}
        return ids, Fault.COMMUNES_OF_DISSOLVED.of(**known)

    def _seat(self, former: FormerName) -> Replacement | None:
        if len(former.today) != 1:
            return None
        today = self._gazetteer.by_id[former.today[0]].label
        return former.today, Fault.SEAT_OF_DISSOLVED.of(name=former.name, today=today)

    def _namesake_warning(self, text: str) -> Problem | None:
        """Return a warning if dissolved intercommunalities elsewhere had this name; None if there are none."""
        choices = tuple(self._gazetteer.dissolved_elsewhere(text))
        if not choices:
            return None
        return Fault.NAMESAKE_OF_DISSOLVED.of(name=self._gazetteer.named(text)[0].label, choices=choices)
