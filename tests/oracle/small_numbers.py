"""Which numbers of people a visitor does not read (section 5, « Trainers and twins », and rule 34).

Rule: 1 to 4 are withheld; where a total or a second table of the same people would tell a number that stands alone, or
several that are all 1 or all 4, so is the next smallest of its table, or else all that is above 0 and the totals. The
rule is silent where sources state several totals: they are withheld together, as whoever reads takes them for one.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from changes.rows import EdgeRow, NodeRow
from graph.vocabulary import HeadCountKind

Numbers = Mapping[str, int]
"""Known numbers, by what gives them."""
People = tuple[str, str, object]
"""What says whose numbers are of the same people: engagement, kind and, but for a session, year."""
Rule = Callable[[Numbers, Iterable[Numbers]], set[str]]
SMALL = range(1, 5)
TABLES = ("audience", "theme", "criterion", "outcome")


def withheld(totals: Numbers, tables: Iterable[Numbers]) -> set[str]:
    """Return what is withheld of the numbers of the same people: how many in all, and tables of their parts."""
    known = [table for table in tables if table]
    every = {name: number for numbers in (totals, *known) for name, number in numbers.items()}
    found = {name for name, number in every.items() if number in SMALL}
    if not found.isdisjoint(totals):
        found |= totals.keys()
    if not totals and len(known) < 2:
        return found
    for table in known:
        if not _stands_alone([number for number in table.values() if number in SMALL]):
            continue
        larger = sorted(number for number in table.values() if number > SMALL[-1])
        if not larger:
            return {name for table in known for name, number in table.items() if number > 0} | {*totals}
        found |= {name for name, number in table.items() if number == larger[0]}
    return found


def _stands_alone(small: list[int]) -> bool:
    """Tell whether the small numbers of a table follow from their sum."""
    return len(small) == 1 or (len(small) > 1 and set(small) in ({SMALL[0]}, {SMALL[-1]}))


def withheld_in(nodes: Mapping[str, NodeRow], edges: Iterable[EdgeRow]) -> set[str]:
    """Return the sessions and head counts whose number a visitor does not read."""
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
    return {one for people in every for one in withheld(totals[people], tables[people].values())}


def _people(head_count: NodeRow, engagement: NodeRow | None) -> People:
    if engagement is None:  # it reached nobody knows whom
        return head_count.id, "", None
    of_session = engagement.kind == "TrainingSession"
    return engagement.id, str(head_count.properties["kind"]), None if of_session else head_count.properties.get("year")
