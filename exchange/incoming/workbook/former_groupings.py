"""Reads a dissolved intercommunality as its former area: its communes in the last list that contains it.

The present EPCI that absorbed its communes is larger: it is read instead only as the seat of an institution, and only
if a single one has all of them.
"""

from collections.abc import Iterable, Sequence

from exchange.cells.text import LIST_SEPARATOR, split_list
from exchange.findings import Findings
from exchange.incoming.workbook.column_kinds import territory_columns
from exchange.incoming.workbook.lines import Line
from exchange.lookup.former_names import FormerName
from exchange.lookup.gazetteer import Gazetteer
from exchange.sheets import BASED_IN, Sheet
from graph.shape import Relation
from judgement.problems import Gravity
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
            for item, (_, message) in zip(written, read, strict=True):
                if message:
                    findings.warn(line.place(name), item, message, Gravity.TO_KNOW)
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


class _Replacements:
    """The replacements of texts, cached, since many cells have the same text."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._read: dict[tuple[str, bool], tuple[Sequence[str], str]] = {}

    def read(self, text: str, *, is_seat: bool) -> tuple[Sequence[str], str]:
        """Return the texts that replace a text, and a warning; the text itself if it names nothing dissolved."""
        if (text, is_seat) not in self._read:
            former = self._gazetteer.dissolved(text)
            self._read[text, is_seat] = (
                ((self._seat if is_seat else self._former_area)(former) or ((text,), ""))
                if former
                else ((text,), self._namesake_warning(text))
            )
        return self._read[text, is_seat]

    def _former_area(self, former: FormerName) -> tuple[Sequence[str], str] | None:
        dissolved = read_dissolved_epcis().get(former.code)
        ids = [f"commune:{code}" for code in sorted(dissolved.communes)] if dissolved else []
        if dissolved is None or not all(identifier in self._gazetteer.by_id for identifier in ids):
            return None
        labels = " et ".join(f"« {self._gazetteer.by_id[i].label} »" for i in former.today)
        message = (
            f"désigne un EPCI disparu, « {former.name} » ; lu comme les communes qu’il avait ({len(ids)}, liste de "
            f"{dissolved.year}), aujourd’hui dans {labels} : écrivez ce nom si tout son territoire est concerné"
        )
        return ids, message

    def _seat(self, former: FormerName) -> tuple[Sequence[str], str] | None:
        if len(former.today) != 1:
            return None
        label = self._gazetteer.by_id[former.today[0]].label
        message = f"désigne un EPCI disparu, « {former.name} » ; lu comme « {label} », où sont toutes ses communes"
        return former.today, message

    def _namesake_warning(self, text: str) -> str:
        """Return a warning if dissolved intercommunalities elsewhere had this name; empty if there are none."""
        texts = self._gazetteer.dissolved_elsewhere(text)
        if not texts:
            return ""
        label = self._gazetteer.named(text)[0].label
        return f"est lu comme « {label} » ; s’il s’agit d’un EPCI disparu du même nom, écrivez {' ou '.join(texts)}"
