"""Reads an intercommunality that is gone as the ground it had: the communes of today of the last list that has it.

An EPCI of today into which it went is larger, so that it is written only where one territory says where a body is.
"""

from collections.abc import Iterable, Sequence

from exchange.cells.text import LIST_SEPARATOR, split_list
from exchange.findings import Findings
from exchange.incoming.workbook.column_kinds import ground_columns
from exchange.incoming.workbook.lines import Line
from exchange.lookup.former_names import FormerName
from exchange.lookup.gazetteer import Gazetteer
from exchange.sheets import BASED_IN, Sheet
from graph.shape import Relation
from judgement.problems import Gravity
from seed.references.read import read_dissolved_epcis


def replace_dissolved(lines: Iterable[Line], gazetteer: Gazetteer, findings: Findings) -> None:
    """Write the territories of today in place of each EPCI that is gone, where a column takes them, and say so."""
    grounds = _Grounds(gazetteer)
    columns: dict[str, Sequence[str]] = {}
    for line in lines:
        if line.sheet.name not in columns:
            columns[line.sheet.name] = _columns(line.sheet)
        for name in columns[line.sheet.name]:
            written = split_list(line.text(name))
            read = [grounds.read(item, is_seat=name == BASED_IN.name) for item in written]
            for item, (_, message) in zip(written, read, strict=True):
                if message:
                    findings.warn(line.place(name), item, message, Gravity.TO_KNOW)
            items = [item for of_item, _ in read for item in of_item]
            if items != written:
                line.cells[name] = LIST_SEPARATOR.join(dict.fromkeys(items))


def _columns(sheet: Sheet) -> list[str]:
    """Return the columns that take several territories, and that of the seat; none where a line is a relationship."""
    names = [] if sheet.relation_name else ground_columns(sheet)
    members = {name: sheet.member(name) for name in names}
    return [
        name
        for name, member in members.items()
        if name == BASED_IN.name or (isinstance(member, Relation) and not member.single)
    ]


class _Grounds:
    """What is read in place of each text, once for all cells that have it."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._read: dict[tuple[str, bool], tuple[Sequence[str], str]] = {}

    def read(self, text: str, *, is_seat: bool) -> tuple[Sequence[str], str]:
        """Return what is read in place of a text, and what is said of it: itself and « » if it names nothing gone."""
        if (text, is_seat) not in self._read:
            former = self._gazetteer.dissolved(text)
            self._read[text, is_seat] = (
                ((self._seat if is_seat else self._ground)(former) or ((text,), ""))
                if former
                else ((text,), self._namesakes(text))
            )
        return self._read[text, is_seat]

    def _ground(self, former: FormerName) -> tuple[Sequence[str], str] | None:
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

    def _namesakes(self, text: str) -> str:
        """Return that intercommunalities that are gone had the name of one that is elsewhere; « » without any."""
        gone = self._gazetteer.dissolved_elsewhere(text)
        if not gone:
            return ""
        label = self._gazetteer.named(text)[0].label
        return f"est lu comme « {label} » ; s’il s’agit d’un EPCI disparu du même nom, écrivez {' ou '.join(gone)}"
