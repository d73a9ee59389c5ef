"""Imported establishments are linked to their body, whichever of the two comes first."""

from pathlib import Path

import pytest

from changes.imports import Import
from tests.api_session import ApiSession
from tests.content import digest
from tests.exchange.workbooks import Line, apply_lines, examine_file, take_back, warnings, write
from tests.graphs import small

SIREN, SIRET = "732829320", "73282932000074"
BODY: Line = {"Nom": "Centre national fictif", "Type": "association", "SIREN": SIREN}
PLACE: Line = {"Nom": "Délégation fictive du centre", "Type": "association", "SIRET": SIRET}
LINKS = f"""{{
  body: node(id: "institution:{SIREN}") {{ ... on Institution {{ establishments {{ edges {{ node {{ id }} }} }} }} }}
  place: node(id: "institution:{SIRET}") {{ ... on Institution {{ establishmentOf {{ name }} }} }}
}}"""


@pytest.mark.parametrize("files", [[[BODY, PLACE]], [[PLACE, BODY]], [[BODY], [PLACE]], [[PLACE], [BODY]]])
async def test_an_establishment_is_linked_to_its_body(
    scratch: ApiSession, tmp_path: Path, files: list[list[Line]]
) -> None:
    await scratch.replace(small())
    before, imports = await digest(scratch.client), list[Import]()
    for number, lines in enumerate(files):
        imports.append(await apply_lines(scratch, tmp_path / f"{number}.xlsx", {"Institutions": lines}))
    assert await scratch.data(LINKS) == {
        "body": {"establishments": {"edges": [{"node": {"id": f"institution:{SIRET}"}}]}},
        "place": {"establishmentOf": {"name": "Centre national fictif"}},
    }
    for made in reversed(imports):
        await take_back(scratch, made)
    assert await digest(scratch.client) == before


async def test_the_report_says_that_it_is_linked(scratch: ApiSession, tmp_path: Path) -> None:
    await scratch.replace(small())
    examination = await examine_file(scratch, write(tmp_path / "a.xlsx", {"Institutions": [BODY, PLACE]}))
    assert any(f"de « Centre national fictif » (institution:{SIREN})" in one for one in warnings(examination))
