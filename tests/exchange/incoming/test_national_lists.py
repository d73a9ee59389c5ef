"""National lists: a number identifies a line, and only few similar names are shown to the officer."""

from pathlib import Path

from stdnum import luhn

from exchange.files.reader import open_book
from exchange.incoming.lists.mapping import SHIPPED_MAPPINGS, parse_mapping
from seed.public import DATA
from tests.api_session import TODAY, ApiSession
from tests.exchange.workbooks import Line, apply_lines, errors, examine_file, warnings, write
from tests.graphs import small
from usecases.examine import examine

IDS = 'Identifiant = "institution:annuaire-{id_source}"'
MOST_ASKED = 25
"""The greatest number of lines that need a decision, of 2,719: names of one town and type that differ by one word."""


def siret(number: int) -> str:
    """Return a valid SIRET of an invented body."""
    siren = f"{90_000_000 + number}"
    nic = f"{siren}{luhn.calc_check_digit(siren)}0001"
    return f"{nic}{luhn.calc_check_digit(nic)}"


def namesakes(count: int) -> list[Line]:
    return [
        {"Nom": "Conseil d'essai de l'accès au droit", "Type": "justice", "SIRET": siret(n), "Implantation": "44109"}
        for n in range(count)
    ]


async def test_few_lines_of_a_directory_without_ids_need_a_decision(national: ApiSession) -> None:
    text = (SHIPPED_MAPPINGS / "annuaire_2019.toml").read_text("utf-8")
    assert IDS in text
    book = open_book(DATA / "institutions_2019.csv")
    examination = await examine(national.client, book, TODAY, mapping=parse_mapping(text.replace(IDS, "")))
    asked = [error for error in errors(examination) if "pourrait être" in error]
    assert 0 < len(asked) <= MOST_ASKED, asked


async def test_no_line_of_the_directory_with_ids_is_refused(national: ApiSession) -> None:
    mapping = parse_mapping((SHIPPED_MAPPINGS / "annuaire_2019.toml").read_text("utf-8"))
    examination = await examine(national.client, open_book(DATA / "institutions_2019.csv"), TODAY, mapping=mapping)
    assert errors(examination) == []
    assert not any("pourrait être" in warning for warning in warnings(examination))


async def test_namesakes_with_different_numbers_are_created_once(scratch: ApiSession, tmp_path: Path) -> None:
    await scratch.replace(small())
    first = await examine_file(scratch, write(tmp_path / "a.xlsx", {"Institutions": namesakes(30)}))
    assert errors(first) == []
    assert {identifier for _, identifier in first.comparison.changes.created} == {
        f"institution:{siret(n)}" for n in range(30)
    }
    await apply_lines(scratch, tmp_path / "b.xlsx", {"Institutions": namesakes(30)})
    again = await examine_file(scratch, write(tmp_path / "c.xlsx", {"Institutions": namesakes(31)[::-1]}))
    assert errors(again) == []
    assert [identifier for _, identifier in again.comparison.changes.created] == [f"institution:{siret(30)}"]


async def test_a_decision_is_kept_and_not_asked_for_again(scratch: ApiSession, tmp_path: Path) -> None:
    await scratch.replace(small())
    line: dict[str, str] = {
        "Intitulé": "Recueil de récits d'ouvriers",
        "Début": "01/02/2016",
        "Fin": "30/06/2017",
        "État": "réalisé",
        "Axes": "1 ; 3",
        "Territoires": "49099",
        "Acteurs": "institution:demo-memoires-partagees (porteur)",
        "Sources": "source:demo-cholet-2015-2023 (12/08/2017)",
    }
    known = "action:demo-collecte-recits-ouvriers"
    (asked,) = errors(await examine_file(scratch, write(tmp_path / "a.xlsx", {"Actions": [line]})))
    assert f"s’intitule « Collecte de récits ouvriers » ({known})" in asked
    same = await examine_file(scratch, write(tmp_path / "b.xlsx", {"Actions": [line | {"Rapprochement": known}]}))
    assert errors(same) == []
    assert not same.comparison.changes.created
    assert same.comparison.changes.nodes["Action", known].after == {"title": "Recueil de récits d'ouvriers"}
    await apply_lines(scratch, tmp_path / "c.xlsx", {"Actions": [line | {"Rapprochement": "nouveau"}]})
    for decision in ("", "nouveau"):
        again = await examine_file(
            scratch, write(tmp_path / "d.xlsx", {"Actions": [line | {"Rapprochement": decision}]})
        )
        assert errors(again) == []
        assert not again.comparison.changes
