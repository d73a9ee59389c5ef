"""The file as a source: its id, title and day, and what it says of itself as a whole."""

from collections.abc import Iterable
from datetime import date

from changes.changeset import Change, Changes, Facts
from changes.imports import ID_DIGITS, imports
from exchange.cells.days import NoDayError, read_span
from exchange.files.book import Book
from exchange.findings import Place
from exchange.incoming.judgement.editions import NAMING, WORKBOOK, Edition, confirmations
from exchange.incoming.judgement.review import Origin
from exchange.incoming.workbook.lines import FileLines
from exchange.incoming.workbook.statements import Claim
from exchange.lookup.directory import Directory
from exchange.sheets import DAY, FINGERPRINT, READ_ME, SERVICE
from graph.client import Client
from graph.vocabulary import SourceKind


def origin_of(book: Book, lines: FileLines, today: date) -> Origin:
    """Return the file as a source, with an id by its content; its day is the last of its date, else today."""
    stated: date | None = None
    try:
        stated = read_span(lines.day).last if lines.day else None
    except NoDayError as error:
        book.findings.error(Place(READ_ME, "", DAY), str(lines.day), str(error))
    day = stated or today
    facts: Facts = {
        "title": lines.source or _title(book.name, lines.service),
        "kind": SourceKind.OFFICER_NOTE.value,
        "retrievedOn": day,
    }
    if lines.service:
        facts["publisher"] = lines.service
    unsigned = _is_unsigned(lines, stated)
    if unsigned:
        _report_unsigned(book, lines)
    return Origin(f"{WORKBOOK}{book.digest[:ID_DIGITS]}", facts, day, stated, today, unsigned)


def _title(file_name: str, service: str | None) -> str:
    return f"Classeur « {file_name} »" + (f", {service}" if service else "")


def _is_unsigned(lines: FileLines, day: date | None) -> bool:
    """Return whether neither the file nor any of its lines says who states it or of which day it is."""
    if day or lines.service or lines.source or lines.exported_on:
        return False
    return bool(lines.lines) and not any(line.text(name) for line in lines.lines for name in (*NAMING, FINGERPRINT))


def _report_unsigned(book: Book, lines: FileLines) -> None:
    """Report once, for the whole file and before all else, that it says neither who states it nor of which day."""
    where = (
        "dans la correspondance (« service » et « date »)"
        if any(line.mapped for line in lines.lines)
        else (f"sur la feuille « {READ_ME} » (« {SERVICE} » et « {DAY} »)")
    )
    message = (
        "aucun service, aucune source et aucun jour dans tout le fichier : rien de ce qu’il dit ne sera confirmé, et "
        f"ce qui doit l’être ne comptera pas ; donnez-les {where}, ou par « --service » et « --confirmed »"
    )
    book.findings.warn_first(Place(book.name), "", message)


def add_origin(changes: Changes, origin: Origin, directory: Directory) -> None:
    """Add the file as a source if a line without a source got it."""
    is_used = any(
        origin.source in key or (c.after or {}).get("sourceId") == origin.source for key, c in changes.edges.items()
    )
    if is_used and origin.source not in directory.entries:
        changes.nodes["Source", origin.source] = Change(None, origin.facts)


async def edition_of(client: Client, book: Book, lines: FileLines, origin: Origin, claims: Iterable[Claim]) -> Edition:
    """Return the file by its days, and whether it has entered before.

    A file that gives no day is of the latest that the sources of its lines give.
    """
    every = await imports(client)
    entered = any(entry.file_hash == book.digest and not entry.undone_on for entry in every)
    days = [day for day in (origin.confirmed_on, lines.exported_on) if day]
    days = days or [day for claim in claims for day in confirmations(claim) if day <= origin.today]
    titles = {f"{WORKBOOK}{entry.file_hash[:ID_DIGITS]}": _title(entry.file_name, entry.service) for entry in every}
    return Edition(
        book.digest[:ID_DIGITS],
        origin.source,
        max(days, default=None),
        origin.confirmed_on,
        frozenset(lines.exported_ids),
        entered,
        {**titles, origin.source: str(origin.facts["title"])},
        {entry.file_hash[:ID_DIGITS]: entry.file_name for entry in every} | {book.digest[:ID_DIGITS]: book.name},
    )
