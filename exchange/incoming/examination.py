"""The examination of a file: facts about the whole file, its lines, and the results."""

from dataclasses import dataclass, field
from datetime import date

from exchange.files.book import Book
from exchange.findings import Findings
from exchange.incoming.lists.mapped import map_lines
from exchange.incoming.lists.mapping import ListMapping
from exchange.incoming.set_aside import SetAside
from exchange.incoming.workbook.lines import FileLines, read_lines
from exchange.incoming.workbook.long_texts import refuse_long_texts
from exchange.incoming.workbook.social_numbers import report_social_numbers
from exchange.incoming.workbook.statements import Claim
from exchange.incoming.workbook.traits import warn_of_traits
from judgement.comparison import Comparison


@dataclass(frozen=True)
class FileFacts:
    """Facts given once for a whole file: the service responsible for it, its source and the day of that source."""

    service: str = ""
    source: str = ""
    day: date | None = None


NO_FILE_FACTS = FileFacts()


@dataclass(repr=False)  # asyncio.run asks for the repr of its result, which took seconds
class Examination:
    """The lines of a file, their claims, and the changes they make to one version of the graph.

    `unmentioned_ids` are nodes of an earlier state (an export or an import) that the file no longer mentions. The
    comparison and the findings leave out the rows in `set_aside`.
    """

    book: Book
    lines: FileLines
    comparison: Comparison[Claim]
    graph_version: int
    unmentioned_ids: list[str] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    set_aside: SetAside = field(default_factory=SetAside)

    @property
    def has_changes(self) -> bool:
        """True if importing the file would record something: changes, later days of known facts, deletions."""
        vanished = self.lines.series and self.unmentioned_ids and not self.is_all_set_aside
        return bool(self.comparison.changes or self.comparison.attributions or self.comparison.absent or vanished)

    @property
    def is_all_set_aside(self) -> bool:
        """True if every line of the file is set aside, so that nothing is left to import."""
        return bool(self.set_aside.count) and not self.lines.lines

    @property
    def findings(self) -> Findings:
        """The errors and warnings."""
        return self.book.findings


def file_lines(
    book: Book,
    stated: FileFacts = NO_FILE_FACTS,
    mapping: ListMapping | None = None,
    *,
    may_be_empty: bool = False,
) -> FileLines:
    """Return the lines of a file; facts `stated` for the whole file take priority over those on its first sheet.

    With a mapping, the file is a list in a form other than our workbook. A file without lines is an error, unless it
    `may_be_empty` because its lines were taken out.
    """
    if mapping:
        lines = map_lines(book, mapping, stated.day, may_be_empty=may_be_empty)
    else:
        lines = read_lines(book, may_be_empty=may_be_empty)
    warn_of_traits(book, lines)
    report_social_numbers(book, lines)
    lines.service = stated.service or lines.service
    lines.source = stated.source or lines.source
    lines.day = stated.day or lines.day
    refuse_long_texts(lines, book.findings)
    return lines
