"""Treats the imported file as a source, with an id, a title, a day and facts about itself."""

from collections.abc import Iterable, Iterator
from datetime import date

from changes.changeset import Change, Changes, Facts
from changes.current import current_of
from changes.imports import ID_DIGITS, imports
from changes.rows import EdgeKey
from exchange.cells.days import read_span
from exchange.cells.text import text_of
from exchange.faults import CellError
from exchange.files.book import Book
from exchange.findings import Place
from exchange.incoming.workbook.lines import FileLines
from exchange.incoming.workbook.statements import Claim
from exchange.lookup.directory import Directory
from exchange.sheets import DAY, FINGERPRINT, READ_ME, SERVICE, SOURCE
from graph.client import Client
from graph.rights import Viewer
from graph.statement.maintain.facts import STATED_BY, uses_of
from graph.vocabulary import SourceKind
from judgement.editions import SOURCE_FIELDS, WORKBOOK, Edition, confirmations
from judgement.problems import ProblemCode
from judgement.spans import FIRST_YEAR, LAST_YEAR, is_plausible
from judgement.statements import DefaultSource


def source_of_file(book: Book, lines: FileLines, today: date) -> DefaultSource:
    """Return the file as a source, with an id from its content.

    Its day is that of the date that the file gives (the last day of an inexact date), or else today.
    """
    stated: date | None = None
    place = Place(READ_ME, "", DAY)
    try:
        stated = read_span(lines.day).last if lines.day else None
    except CellError as error:
        book.findings.report(place, str(lines.day), error.problem)
    if stated and not is_plausible(stated):
        problem = ProblemCode.SOURCE_OUT_OF_YEARS.at("retrievedOn", first=FIRST_YEAR, last=LAST_YEAR)
        book.findings.report(place, text_of(lines.day), problem)
    elif stated and stated > today:
        book.findings.report(
            place, text_of(lines.day), ProblemCode.SOURCE_TO_COME.at("retrievedOn", day=stated), first=True
        )
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
        is_list = any(line.mapped for line in lines.lines)
        code = ProblemCode.SOURCE_UNSAID_IN_LIST if is_list else ProblemCode.SOURCE_UNSAID
        book.findings.report(
            Place(book.name), "", code.at("sources", sheet=READ_ME, service=SERVICE, day=DAY), first=True
        )
    return DefaultSource(f"{WORKBOOK}{book.digest[:ID_DIGITS]}", facts, day, stated, today, unsigned)


def _title(file_name: str, service: str | None) -> str:
    return f"Classeur « {file_name} »" + (f", {service}" if service else "")


def _is_unsigned(lines: FileLines, day: date | None) -> bool:
    """Return whether neither the file nor any of its lines gives a source or a day."""
    if day or lines.service or lines.source or lines.exported_on:
        return False
    return bool(lines.lines) and not any(
        line.text(name) for line in lines.lines for name in (*SOURCE_FIELDS, FINGERPRINT)
    )


async def keep_files(
    client: Client, viewer: Viewer, changes: Changes, default: DefaultSource, directory: Directory
) -> None:
    """Add the file as a source if a fact refers to it; delete imported files to which no fact refers any more.

    So a fact that another file replaces leaves no trace, and the order in which the two files were imported does not
    matter. Nothing is deleted for viewers who do not see everything, since they do not see all the facts that refer to
    a file.
    """
    edges = changes.edges
    stated = {one for key, change in edges.items() if change.after is not None for one in _named(key, change.after)}
    if default.id in stated and default.id not in directory.entries:
        changes.nodes["Source", default.id] = Change(None, default.facts)
    dropped = {key: set(_named(key, change.before)) for key, change in edges.items() if change.before is not None}
    unused = {one for sources in dropped.values() for one in sources if one.startswith(WORKBOOK)} - stated
    for statement in uses_of(unused) if unused and viewer.sees_everything else ():
        for through, start, end, source in await client.read(statement) or ():
            unused -= set() if source in dropped.get((through, start, end), ()) else {source}
    if unused and viewer.sees_everything:
        facts = (await current_of(client, {"Source": unused})).facts
        for source in facts:
            changes.nodes.setdefault(("Source", source), Change(facts[source], None))


def _named(key: EdgeKey, facts: Facts) -> Iterator[str]:
    """Yield the sources that a relationship with these facts names, as its end or in its properties."""
    if key[0] == STATED_BY:
        yield key[2]
    if SOURCE.name in facts:
        yield str(facts[SOURCE.name])


def title_of(directory: Directory, edition: Edition, source: str) -> str:
    """Return the title of a source, which may be a file."""
    entry = directory.entries.get(source)
    return entry.name if entry else edition.titles.get(source, source)


async def edition_of(
    client: Client, book: Book, lines: FileLines, default: DefaultSource, claims: Iterable[Claim]
) -> Edition:
    """Return the file with its days, and whether it was imported before.

    A file without a day gets the latest day of the sources of its lines.
    """
    every = await imports(client)
    was_imported = any(entry.file_hash == book.digest and not entry.undone_on for entry in every)
    days = [day for day in (default.confirmed_on, lines.exported_on) if day]
    days = days or [day for claim in claims for day in confirmations(claim) if day <= default.today]
    titles = {f"{WORKBOOK}{entry.file_hash[:ID_DIGITS]}": _title(entry.file_name, entry.service) for entry in every}
    return Edition(
        book.digest[:ID_DIGITS],
        default.id,
        max(days, default=None),
        default.confirmed_on,
        frozenset(lines.exported_ids),
        was_imported,
        {**titles, default.id: str(default.facts["title"])},
        {entry.file_hash[:ID_DIGITS]: entry.file_name for entry in every} | {book.digest[:ID_DIGITS]: book.name},
    )
