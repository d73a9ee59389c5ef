"""Findings in English: no French but the words of the file."""

import re
from pathlib import Path

import pytest

from exchange.sentences import ENGLISH
from tests.exchange.test_file_faults import CHANGES, read, workbook


@pytest.mark.parametrize("name", CHANGES)
def test_an_english_finding_has_no_french_except_quotes_from_the_file(tmp_path: Path, name: str) -> None:
    book, _ = read(workbook(tmp_path / "a.xlsx", CHANGES[name][0]), ENGLISH)
    for finding in book.findings.entries:
        own = re.sub("“[^”]*”", "x", f"{finding.place.address_in(ENGLISH)} {finding.message}")
        assert not re.search("[à-ÿ’«»]| [;:?!]| et ", own)
