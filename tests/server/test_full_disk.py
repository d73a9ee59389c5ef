"""With too little space on the disk nothing is written and reading continues; writing resumes when there is space."""

from pathlib import Path

import pytest

from tests.engines import EMBEDDED, ENGINE, copy_small
from tests.exchange.workbooks import write
from tests.service_process import command

pytestmark = pytest.mark.skipif(ENGINE != EMBEDDED, reason="only the disk of the embedded database is checked")
ALL = str(2**40)
"""More than any disk holds, in mebibytes."""


def test_a_write_is_refused_before_it_begins_if_the_disk_is_full(tmp_path: Path) -> None:
    copy_small(tmp_path / "data")
    lines = {"Institutions": [{"Nom": "Association fictive du Pont", "Type": "association"}]}
    write(tmp_path / "pont.xlsx", lines)
    refused = command(tmp_path, "import", "pont.xlsx", disk_reserve_megabytes=ALL)
    assert refused.returncode == 1
    assert "cette écriture n’a pas commencé ; libérez de la place" in refused.stderr
    assert command(tmp_path, "imports", disk_reserve_megabytes=ALL).stdout.strip() == ""
    done = command(tmp_path, "import", "pont.xlsx")
    assert done.returncode == 0, done.stderr
    assert "Appliqué" in done.stderr
