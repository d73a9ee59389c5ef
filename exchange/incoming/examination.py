"""What a file says and what it would change: read whole, held against the graph, nothing written.

Rule: every problem is found at once; what is said of the file rests on one version of the graph.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from changes.changeset import Change, Changes, Facts, unpacked
from changes.current import Current, current_of, version_of
from changes.imports import ID_DIGITS
from changes.naming import quoted
from exchange.cells.days import NoDayError, read_span
from exchange.cells.text import parts
from exchange.files.book import Book
from exchange.findings import Findings, Place
from exchange.incoming.comparison import Comparing, Comparison, Origin
from exchange.incoming.identity import Identifying, Identities
from exchange.incoming.lines import Lines, lines_of
from exchange.incoming.mapped import mapped_lines
from exchange.incoming.mapping import ListMapping
from exchange.incoming.statements import Stated, Stating
from exchange.lookup.directory import id_in
from exchange.lookup.loader import OTHER_NAMES, Known, known_to
from exchange.sheets import DATE, DELETION, READ_ME, SHEETS
from graph.client import Client, Progress
from graph.model import SHAPE
from graph.rights import Caller
from graph.shape import Relation
from graph.statement.maintain.facts import joins_of
from graph.statement.maintain.history import records_named
from graph.text import fold
from graph.vocabulary import SourceKind


@dataclass
class Examination:
    """What a file says and what it would change."""

    book: Book
    lines: Lines
    comparison: Comparison
    version: int
    unmentioned: list[str] = field(default_factory=list)
    stated: list[Stated] = field(default_factory=list)

    @property
    def findings(self) -> Findings:
        """The errors and warnings."""
        return self.book.findings


async def examine(
    client: Client,
    book: Book,
    today: date,
    service: str = "",
    progress: Progress = lambda *_: None,
    mapping: ListMapping | None = None,
    caller: Caller = Caller.OFFICER,
) -> Examination:
    """Read everything that a file says, hold it against the graph as a caller sees it, and change nothing.

    With a mapping, the file is another list than our workbook. What is applied is examined as an officer.
    """
    version = await version_of(client)
    lines = mapped_lines(book, mapping) if mapping else lines_of(book)
    lines.service = service or lines.service
    texts = _engagements_quoted(lines)
    known = await known_to(client, {fold(text) for text in texts}, {id_in(text) for text in texts}, caller)
    identities = _identified(lines, known, book.findings)
    stated = []
    for one in _stated(lines, identities, known, book.findings):
        stated.append(one)
        progress(len(stated), len(lines.lines))
    current = await current_of(client, _wanted(stated), caller)
    origin = _origin(book, lines, today)
    comparing = Comparing(current, origin, book.findings)
    for one in stated:
        (comparing.edge if one.line.sheet.joining else comparing.node)(one)
    _add_origin(comparing.comparison.changes, origin, known)
    _hold_updates(stated, current, book.findings)
    await _hold_deletions(client, stated, comparing.comparison.changes, book.findings, caller)
    mentioned = {one.id for one in stated}
    before = lines.exported or (await _brought_before(client, book.name) if caller is Caller.OFFICER else [])
    unmentioned = [identifier for identifier in before if identifier not in mentioned]
    return Examination(book, lines, comparing.comparison, version, unmentioned, stated)


async def _brought_before(client: Client, file_name: str) -> list[str]:
    """Return what standing imports of a file of this name brought; the files themselves, as sources, left out."""
    created = []
    for packed_changes in await client.read(records_named(file_name)) or ():
        created += [i for kind, i in Changes.read(unpacked(packed_changes)).created if kind != "Source"]
    return created


def _engagements_quoted(lines: Lines) -> set[str]:
    """Return the texts of cells that may name engagements, by title or id."""
    texts: set[str] = set()
    for sheet in SHEETS:
        names = ["title"] if sheet.kind.base == "Engagement" and not sheet.joining else []
        for column in sheet.columns:
            what = sheet.stated(column)
            if isinstance(what, Relation) and SHAPE.kinds[what.target].base == "Engagement":
                names.append(column.name)
        for line in lines.of(sheet) if names else ():
            texts.update(part for name in names for part in (line.text(name), *parts(line.text(name))))
    return texts - {""}


def _identified(lines: Lines, known: Known, findings: Findings) -> Identities:
    identifying = Identifying(known, findings)
    for line in lines.lines:
        if not line.sheet.joining:
            identifying.add(line)
    return identifying.identities


def _stated(lines: Lines, identities: Identities, known: Known, findings: Findings) -> Iterator[Stated]:
    stating = Stating(known.directory, findings)
    for line, identifier in identities.found:
        stated = stating.node(line, identifier)
        if id(line) in identities.by_name:
            stated.facts.pop("name", None)
        names = identities.confirmed.get(identifier)
        if names:
            entry = known.directory.entries[identifier]
            stated.facts["otherNames"] = OTHER_NAMES.join(dict.fromkeys([*entry.others, *names]))
        yield stated
    for line in lines.lines:
        if line.sheet.joining and (edge := stating.edge(line)) is not None:
            yield edge


def _wanted(stated: Sequence[Stated]) -> dict[str, set[str]]:
    wanted: defaultdict[str, set[str]] = defaultdict(set)
    for one in stated:
        wanted[one.kind].add(one.id)
    return wanted


def _origin(book: Book, lines: Lines, today: date) -> Origin:
    day = today
    try:
        day = (read_span(lines.date).last if lines.date else None) or today
    except NoDayError as error:
        book.findings.error(Place(READ_ME, "", DATE), str(lines.date), str(error))
    facts: Facts = {
        "title": f"Classeur « {book.name} »" + (f", {lines.service}" if lines.service else ""),
        "kind": SourceKind.OFFICER_NOTE.value,
        "retrievedOn": day,
    }
    if lines.service:
        facts["publisher"] = lines.service
    return Origin(f"source:classeur-{book.digest[:ID_DIGITS]}", facts, day)


def _add_origin(changes: Changes, origin: Origin, known: Known) -> None:
    """Add the file as a source where a line without one got it."""
    used = any(
        origin.source in key or (c.after or {}).get("sourceId") == origin.source for key, c in changes.edges.items()
    )
    if used and origin.source not in known.directory.entries:
        changes.nodes["Source", origin.source] = Change(None, origin.facts)


def _hold_updates(stated: Sequence[Stated], current: Current, findings: Findings) -> None:
    """Refuse diagnostics that bring each other up to date in a circle."""
    older: dict[str, set[str]] = {
        one: {end for _, _, end in edges.get("updates", {})} for one, edges in current.edges.items()
    }
    lines = {one.id: one.line for one in stated if "updates" in one.edges}
    older.update({one.id: {end for _, _, end in one.edges["updates"]} for one in stated if "updates" in one.edges})
    for identifier, line in lines.items():
        seen: set[str] = set()
        ahead = set(older.get(identifier, ()))
        while ahead:
            seen |= ahead
            ahead = {end for one in ahead for end in older.get(one, ())} - seen
        if identifier in seen:
            message = "revient à ce diagnostic lui-même ; un diagnostic ne met à jour que de plus anciens"
            findings.error(line.place("updates"), line.text("updates"), message)


async def _hold_deletions(
    client: Client, stated: Sequence[Stated], changes: Changes, findings: Findings, caller: Caller
) -> None:
    """Refuse to delete what something else rests on, and name it."""
    lines = {one.id: one.line for one in stated if one.deletes and not one.line.sheet.joining}
    gone = {identifier for _, identifier in changes.deleted}
    for kind, identifier in changes.deleted:
        joins = await client.read(joins_of(SHAPE.kinds[kind].base, [identifier], caller)) or ()
        resting = [
            label
            for one in joins
            for through, start, end, label in one
            if (through, start, end) not in changes.edges
            and through != "IMPORTED_BY"
            and not {start, end} - {identifier} <= gone
        ]
        if resting:
            message = f"ne peut pas être supprimé, il sert encore à {quoted(resting)}"
            findings.error(lines[identifier].place(DELETION), identifier, message)
