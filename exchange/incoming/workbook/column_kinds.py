"""Reads a name shared by several territories like the rest of its column: « Vaucluse » among départements."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from exchange.cells.text import LIST_SEPARATOR, split_list
from exchange.findings import Findings
from exchange.incoming.workbook.lines import Line
from exchange.lookup.gazetteer import Gazetteer
from exchange.sheets import Sheet
from graph.shape import Relation
from graph.vocabulary import TerritoryKind

FEWEST_OTHERS = 2
"""The fewest other names of one kind that determine the kind of a column."""


def decide_kinds(lines: Iterable[Line], gazetteer: Gazetteer, findings: Findings) -> None:
    """Replace each name that only its column makes unambiguous, and report it at its cell."""
    columns: defaultdict[tuple[str, str], list[Line]] = defaultdict(list)
    names: dict[str, Sequence[str]] = {}
    for line in lines:
        for name in names.setdefault(line.sheet.name, _ground_columns(line.sheet)):
            if name in line.cells:
                columns[line.grid, name].append(line)
    for (_, name), of_column in columns.items():
        decided = _decided({item for line in of_column for item in split_list(line.text(name))}, gazetteer)
        for line in of_column if decided else ():
            items = split_list(line.text(name))
            for item in items:
                if item in decided:
                    entry = gazetteer.by_id[decided[item]]
                    kind = TerritoryKind(entry.kind).label_fr
                    message = f"est lu comme « {entry.name} » ({entry.code}), {kind} comme les autres de la colonne"
                    findings.warn(line.place(name), item, message)
            if not decided.keys().isdisjoint(items):
                line.cells[name] = LIST_SEPARATOR.join(
                    gazetteer.shortest_name(decided[item]) if item in decided else item for item in items
                )


def _ground_columns(sheet: Sheet) -> Sequence[str]:
    """Return the columns of a sheet that accept any territory."""
    members = ((column, sheet.model_member(column)) for column in sheet.columns if column.territory is None)
    return [c.name for c, member in members if isinstance(member, Relation) and member.target == "Territory"]


def _decided(items: Iterable[str], gazetteer: Gazetteer) -> dict[str, str]:
    """Return the ids of ambiguous names for which one territory has the kind of all the other names."""
    matches_by_item = {item: gazetteer.named(item) for item in items}
    certain = [matches[0].kind for matches in matches_by_item.values() if len(matches) == 1]
    if len(certain) < FEWEST_OTHERS or len(set(certain)) > 1:
        return {}
    of_kind = {
        i: [t.id for t in matches if t.kind == certain[0]] for i, matches in matches_by_item.items() if len(matches) > 1
    }
    return {item: ids[0] for item, ids in of_kind.items() if len(ids) == 1}
