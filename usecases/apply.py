"""Applies an examination: a file without errors becomes an import."""

from datetime import date

from changes.attribution import with_attributions
from changes.changeset import NotPossibleError
from changes.imports import Import, ImportedFile, new_import
from changes.writing import write
from exchange.incoming.examination import Examination
from graph.client import Client, Progress
from graph.domain.counting import Durations
from graph.french import count
from seed.public import SERIES
from usecases.public_data import refuse_public_data


async def apply_examination(
    client: Client, examination: Examination, durations: Durations, today: date, progress: Progress = lambda *_: None
) -> Import | None:
    """Apply the changes of an examination, all or none; return the import, None if there are no changes.

    Raises:
        NotPossibleError: the file has errors, the graph changed since the examination, or the list is public data and
            the graph holds the demonstration.
    """
    if examination.findings.errors:
        message = f"{count(len(examination.findings.errors), 'erreur')} à corriger avant d’appliquer"
        raise NotPossibleError(message)
    if not examination.has_changes:
        return None
    if examination.lines.series in SERIES:
        await refuse_public_data(client)
    comparison = examination.comparison
    file = ImportedFile(
        examination.book.name,
        examination.book.digest,
        examination.lines.service or None,
        frozenset(claim.id for claim, _ in comparison.statements_by_edge.values()),
        frozenset(comparison.ended_ids),
        examination.lines.series or None,
        frozenset(claim.id for claim in examination.claims) if examination.lines.series else frozenset(),
        comparison.deleted_by,
        comparison.absent,
    )
    changes = with_attributions(comparison.changes, comparison.attributions)
    origin, entry = await new_import(client, changes, file, durations, today)
    await write(client, changes, origin, examination.graph_version, durations, progress)
    return entry
