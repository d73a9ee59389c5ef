"""The numbers of people withheld from visitors (section 5, « Trainers and twins », and rule 34).

Rule: 1 to 4 are withheld; if a total or a second table of the same people would reveal a single such number, or several
that are all 1 or all 4, the next smallest number of its table is withheld too, or else all its numbers above 0 and the
totals. The numbers without a year and those of each year would reveal each other: if one is small, those without a year
are withheld.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from changes.rows import EdgeRow, NodeRow
from graph.vocabulary import HeadCountKind

Numbers = Mapping[str, int]
"""Known numbers, by the id of the node that gives each."""
People = tuple[str, str, object]
"""The identity of a group of people: engagement, kind and year, None if unknown."""
Rule = Callable[[Numbers, Iterable[Numbers]], set[str]]
SMALL = range(1, 5)
EVALUATION = ("respondentCount", "satisfiedPercent", "appliedPercent")
TABLES = ("audience", "theme", "criterion", "outcome")


def withheld(totals: Numbers, tables: Iterable[Numbers]) -> set[str]:
    """Return the numbers that are withheld, among numbers of the same people: totals, and tables of their parts."""
    known = [table for table in tables if table]
    every = {name: number for numbers in (totals, *known) for name, number in numbers.items()}
    names = {name for name, number in every.items() if number in SMALL}
    if not names.isdisjoint(totals):
        names |= totals.keys()
    if not totals and len(known) < 2:
        return names
    for table in known:
        if not _follows_from_sum([number for number in table.values() if number in SMALL]):
            continue
        larger = sorted(number for number in table.values() if number > SMALL[-1])
        if not larger:
            return {name for table in known for name, number in table.items() if number > 0} | {*totals}
        names |= {name for name, number in table.items() if number == larger[0]}
    return names


def _follows_from_sum(small: list[int]) -> bool:
    """Return whether the small numbers of a table follow from their sum."""
    return len(small) == 1 or (len(small) > 1 and set(small) in ({SMALL[0]}, {SMALL[-1]}))


def is_evaluation_withheld(session: NodeRow) -> bool:
    """Return whether an evaluation is withheld from visitors: it is not known that five people answered it."""
    stated = [session.properties.get(name) for name in EVALUATION]
    answers = stated[0] if isinstance(stated[0], int) else 0
    return stated != [None, None, None] and answers <= SMALL[-1]


def withheld_in(nodes: Mapping[str, NodeRow], edges: Iterable[EdgeRow]) -> set[str]:
    """Return the sessions and head counts whose number is withheld from visitors."""
    reached_by = {edge.start: edge.end for edge in edges if edge.type == "COUNTED_IN"}
    totals: dict[People, dict[str, int]] = defaultdict(dict)
    tables: dict[People, dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for node in nodes.values():
        number = node.properties.get("trainedCount" if node.kind == "TrainingSession" else "count")
        if not isinstance(number, int):
            continue
        if node.kind == "TrainingSession":
            totals[node.id, HeadCountKind.TRAINED, None][node.id] = number
        elif node.kind == "HeadCount":
            people = _people(node, nodes.get(reached_by.get(node.id, "")))
            table = next((name for name in TABLES if node.properties.get(name)), None)
            (tables[people][table] if table else totals[people])[node.id] = number
    every = {*totals, *tables}
    ids = {one for people in every for one in withheld(totals[people], tables[people].values())}
    return ids | _without_year(totals, tables)


def _without_year(totals: Mapping[People, Numbers], tables: Mapping[People, Mapping[str, Numbers]]) -> set[str]:
    """Return the counts without a year of engagements and kinds with counts by year as well, if any of all is small."""
    every: dict[tuple[str, str], dict[object, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for engagement, kind, year in {*totals, *tables}:
        people = engagement, kind, year
        for numbers in (totals.get(people, {}), *tables.get(people, {}).values()):
            every[engagement, kind][year] |= numbers
    return {
        name
        for of_years in every.values()
        if len([year for year, numbers in of_years.items() if numbers]) > 1
        and any(number in SMALL for numbers in of_years.values() for number in numbers.values())
        for name, number in of_years.get(None, {}).items()
        if number > 0
    }


def _people(head_count: NodeRow, engagement: NodeRow | None) -> People:
    if engagement is None:  # reached unknown people
        return head_count.id, "", None
    return engagement.id, str(head_count.properties["kind"]), head_count.properties.get("year")
