"""Applying what was examined: a file without errors becomes an import."""

from datetime import date

from changes.changeset import NotPossibleError
from changes.counting import Durations
from changes.imports import Import, ImportedFile, apply
from exchange.incoming.examination import Examination
from graph.client import Client, Progress


async def apply_examined(
    client: Client, examined: Examination, durations: Durations, today: date, progress: Progress = lambda *_: None
) -> Import | None:
    """Apply what was examined, all of it or nothing; None when there is nothing to change.

    Raises:
        NotPossibleError: it has errors, or the graph moved while it was being written.
    """
    if examined.findings.errors:
        message = f"{len(examined.findings.errors)} erreur(s) à corriger avant d'appliquer"
        raise NotPossibleError(message)
    comparison = examined.comparison
    file = ImportedFile(
        examined.book.name,
        examined.book.digest,
        examined.lines.service or None,
        frozenset(stated.id for stated, _ in comparison.owners.values()),
        frozenset(comparison.ended),
    )
    return await apply(client, comparison.changes, file, examined.version, durations, today, progress)
