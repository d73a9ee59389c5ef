"""Every format hides the persons who did not agree to be listed."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from exchange.outgoing.formats import FORMATS
from exchange.outgoing.network import ExportFilters
from seed import demo
from tests.api_session import TODAY, ApiSession
from tests.exchange.outgoing.exports import exported


@pytest.mark.parametrize("name", FORMATS)
async def test_no_export_contains_a_persons_name_without_consent(
    national: ApiSession, tmp_path: Path, name: str
) -> None:
    content = await exported(national, name, ExportFilters(as_of=str(TODAY)))
    if name.endswith("xlsx"):
        (tmp_path / "a.xlsx").write_bytes(content)
        book: Any = load_workbook(tmp_path / "a.xlsx")
        text = "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
    else:
        text = content.decode()
    hidden = [node for node in demo.rows().nodes if node.kind == "Trainer" and not node.properties["publicListing"]]
    assert len(hidden) > 5
    for node in hidden:
        assert str(node.properties["name"]) not in text
        assert str(node.properties.get("contact")) not in text
