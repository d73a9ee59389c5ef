"""The effect of an import or an upgrade, in French for officers."""

from collections import Counter
from collections.abc import Iterator, Sequence

from changes.naming import shortened_list
from graph.french import count, figures
from usecases.effect import AreaChange, CellChange, Effect

MOST_LINES = 40
MOST_COMMUNES = 10
"""The maximum numbers of cells, and of communes of one contract, that are listed; the rest are counted."""


def effect_lines(effect: Effect) -> Iterator[str]:
    """Yield the lines for the contracts whose communes change, and for the cells whose status changes."""
    if effect.areas:
        moved = count(len(effect.areas), "contrat de ville change", "contrats de ville changent")
        yield f"\nTerrain : {moved} de communes"
        yield from (f"  {area_line(change)}" for change in effect.areas[:MOST_LINES])
        yield from _and_more(effect.areas)
    changes = effect.cells
    if not changes:
        yield "\nLa matrice des contrats ne change pas."
        return
    yield f"\nCe que la matrice des contrats y gagne et y perd : {count(len(changes), 'case')}"
    for (before, after), cells in Counter((change.before, change.after) for change in changes).most_common():
        yield f"  {before.label_fr} → {after.label_fr} : {figures(cells)}"
    yield from (f"    {cell_line(change)}" for change in changes[:MOST_LINES])
    yield from _and_more(changes)


def cell_line(change: CellChange) -> str:
    """Return the change of a cell as a line."""
    statuses = f"{change.before.label_fr} → {change.after.label_fr}"
    return f"{change.label} ({change.contract}), axe {change.axis.number} : {statuses}"


def area_line(change: AreaChange) -> str:
    """Return the change in the communes of a contract as a line."""
    verbs = (("s’étend à", change.gained), ("ne couvre plus", change.lost))
    lists = [f"{verb} {shortened_list(c, MOST_COMMUNES, _other_communes)}" for verb, c in verbs if c]
    return f"{change.label} ({change.contract}) {' ; '.join(lists)}"


def _and_more(changes: Sequence[object]) -> Iterator[str]:
    if len(changes) > MOST_LINES:
        yield f"    … et {figures(len(changes) - MOST_LINES)} de plus"


def _other_communes(number: int) -> str:
    return f"et {count(number, 'autre commune', 'autres communes')}"
