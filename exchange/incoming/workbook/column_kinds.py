"""Reads ambiguous cells like the rest of their column.

A name may be shared by several territories: « Vaucluse » is a département and a commune. A former code of a commune may
also be a postal code.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from exchange.cells.text import LIST_SEPARATOR, split_list
from exchange.faults import Fault
from exchange.findings import Findings
from exchange.incoming.workbook.lines import Line
from exchange.lookup.gazetteer import Gazetteer
from exchange.sheets import SHEETS, Sheet
from graph.shape import Relation
from graph.vocabulary import TerritoryKind
from judgement.problems import Problem

Replacement = tuple[Sequence[str], Problem]
"""The texts that replace an item of a cell, and the warning about it."""
FEWEST_OTHERS = 2
"""The least number of unambiguous names or codes that determine the kind of a column."""
CODE = re.compile(r"\d{5}")
"""A text that may be the code of a commune and a postal code."""


def decide_kinds(lines: Iterable[Line], gazetteer: Gazetteer, findings: Findings) -> None:
    """Replace each ambiguous name with the territory of the same kind as the rest of its column, and warn of it."""
    for name, of_column in _columns(lines):
        items = {item for line in of_column for item in split_list(line.text(name))}
        replaced: dict[str, Replacement] = {}
        for item, identifier in _decided(items, gazetteer).items():
            entry = gazetteer.by_id[identifier]
            problem = Fault.KIND_OF_COLUMN.of(name=entry.name, code=entry.code, kind=TerritoryKind(entry.kind))
            replaced[item] = [gazetteer.shortest_name(identifier)], problem
        replace_items(of_column, name, replaced, findings)


def decide_codes(lines: Iterable[Line], gazetteer: Gazetteer, findings: Findings) -> None:
    """Replace each former code that is also a postal code with the present commune, in a column of official codes.

    The code is kept, and later refused, if the column has too few official codes, or a code that is only postal.
    """
    for name, of_column in _columns(lines, frozenset({None, TerritoryKind.COMMUNE})):
        items = {item for line in of_column for item in split_list(line.text(name)) if CODE.fullmatch(item)}
        today = {item: found for item in items if (found := gazetteer.former_not_postal(item))}
        if today and _are_official(items - today.keys(), gazetteer):
            replaced = {
                item: ([i], Fault.FORMER_CODE_OF_COLUMN.of(name=gazetteer.by_id[i].label)) for item, i in today.items()
            }
            replace_items(of_column, name, replaced, findings)


def replace_items(
    lines: Iterable[Line],
    name: str,
    replaced: Mapping[str, Replacement],
    findings: Findings,
    *,
    distinct: bool = False,
) -> None:
    """Replace items in the cells of a column, each with its warning; `distinct`: write each item of a cell once."""
    for line in lines if replaced else ():
        written = split_list(line.text(name))
        for item in written:
            if item in replaced:
                findings.report(line.place(name), item, replaced[item][1])
        items = [text for item in written for text in (replaced[item][0] if item in replaced else [item])]
        if items != written:
            line.cells[name] = LIST_SEPARATOR.join(dict.fromkeys(items) if distinct else items)


def _are_official(codes: Iterable[str], gazetteer: Gazetteer) -> bool:
    """Return whether enough of these codes are official and not postal, and none is only a postal code."""
    official = 0
    for code in codes:
        if not gazetteer.postal_communes(code):
            official += any(territory.kind == TerritoryKind.COMMUNE for territory in gazetteer.named(code))
        elif not gazetteer.names(code) and not gazetteer.label_today(code):
            return False
    return official >= FEWEST_OTHERS


def _columns(
    lines: Iterable[Line], kinds: frozenset[TerritoryKind | None] = frozenset({None})
) -> list[tuple[str, Sequence[Line]]]:
    """Return the name and the lines of each column that accepts territories of these kinds, by default of any kind."""
    names = {sheet.name: territory_columns(sheet, kinds) for sheet in SHEETS}
    columns: defaultdict[tuple[str, str], list[Line]] = defaultdict(list)
    for line in lines:
        for name in names[line.sheet.name]:
            if name in line.cells:
                columns[line.grid, name].append(line)
    return [(name, of_column) for (_, name), of_column in columns.items()]


def territory_columns(
    sheet: Sheet, kinds: frozenset[TerritoryKind | None] = frozenset({None})
) -> Mapping[str, Relation]:
    """Return the relations of a sheet's columns that accept territories of these kinds, by default of any kind."""
    members = ((column, sheet.model_member(column)) for column in sheet.columns if column.territory in kinds)
    return {c.name: member for c, member in members if isinstance(member, Relation) and member.target == "Territory"}


def _decided(items: Iterable[str], gazetteer: Gazetteer) -> dict[str, str]:
    """Return an id for each ambiguous name, if the other names share one kind and only one match has it."""
    matches_by_item = {item: gazetteer.named(item) for item in items}
    certain = [matches[0].kind for matches in matches_by_item.values() if len(matches) == 1]
    if len(certain) < FEWEST_OTHERS or len(set(certain)) > 1:
        return {}
    of_kind = {
        i: [t.id for t in matches if t.kind == certain[0]] for i, matches in matches_by_item.items() if len(matches) > 1
    }
    return {item: ids[0] for item, ids in of_kind.items() if len(ids) == 1}
