"""Lists from 2015 to 2017: former codes of communes and dissolved groupings are read as present territories.

The expected territories are read again from the packaged files, never from the code under test.
"""

from functools import cache
from pathlib import Path

import pytest

from exchange.files.reader import open_book
from exchange.findings import Findings
from exchange.incoming.lists.mapping import parse_mapping
from exchange.incoming.workbook.column_kinds import decide_codes
from exchange.incoming.workbook.former_groupings import replace_dissolved
from exchange.incoming.workbook.lines import Line
from exchange.lookup.gazetteer import Gazetteer
from exchange.lookup.loader import read_lookup
from exchange.outgoing.workbook import write_workbook
from exchange.sheets import BY_KIND
from graph.domain.counting import Durations
from graph.rights import EVERYTHING
from tests.api_session import TODAY, ApiSession
from tests.exchange.said import refused
from tests.exchange.workbooks import errors, examine_file, warnings, write
from tests.graphs import two_departements
from tests.seed.reference_files import dissolved, grounds, lines, official
from usecases.apply import apply_examination
from usecases.examine import examine

ACTION = {
    "Début": "01/03/2016",
    "Fin": "31/12/2016",
    "État": "réalisée",
    "Axes": "3",
    "Acteurs": "Maison des essais (porteur)",
}
MAISON = {"Nom": "Maison des essais", "Type": "association", "Implantation": "Nantes (44)"}
DERVAL = "244400495"
"""The SIREN of the CC du Secteur de Derval, which merged into the CC Châteaubriant-Derval in 2017."""


async def targets_of(session: ApiSession, path: Path, text: str) -> tuple[set[str], list[str]]:
    """Return the territories of an action with a text in its cell, and the warnings of the file."""
    sheets = {"Institutions": [MAISON], "Actions": [ACTION | {"Intitulé": "Atelier", "Territoires": text}]}
    examination = await examine_file(session, write(path / "a.xlsx", sheets))
    assert errors(examination) == []
    ends = {end for through, _, end in examination.comparison.changes.edges if through == "TARGETS"}
    return ends, warnings(examination)


async def gazetteer_of(session: ApiSession) -> Gazetteer:
    return (await read_lookup(session.client, ())).directory.gazetteer


def communes(siren: str) -> set[str]:
    return {f"commune:{code}" for code in dissolved()[siren]}


@pytest.mark.parametrize(
    "text",
    [
        DERVAL,
        "244 400 495",
        f"{DERVAL} – CC du Secteur de Derval",
        "CC du Secteur de Derval",
        "CC du secteur de Derval (44)",
        "Communauté de communes du Secteur de Derval (Loire-Atlantique)",
    ],
)
async def test_a_dissolved_grouping_is_read_as_its_communes(national: ApiSession, tmp_path: Path, text: str) -> None:
    ends, messages = await targets_of(national, tmp_path, text)
    assert ends == communes(DERVAL)
    assert len(ends) == 7
    (warning,) = [one for one in messages if "EPCI disparu" in one]
    assert "« CC du Secteur de Derval » ; lu comme les communes qu’il avait (7, liste de 2016)" in warning
    assert "aujourd’hui dans « CC Châteaubriant-Derval »" in warning


async def test_other_territories_in_the_cell_of_a_dissolved_grouping_are_read_too(
    national: ApiSession, tmp_path: Path
) -> None:
    ends, _ = await targets_of(national, tmp_path, f"Nantes (44) ; {DERVAL} ; 49069 ; 49126")
    assert ends == {"commune:44109", "commune:49126"} | communes(DERVAL)


@pytest.mark.parametrize(
    ("text", "identifier"), [("249300088", "ept:200057867"), ("CC des Trois Pays", "epci:200072478")]
)
async def test_a_dissolved_grouping_with_the_area_of_a_present_one_is_read_as_that_one(
    national: ApiSession, tmp_path: Path, text: str, identifier: str
) -> None:
    ends, messages = await targets_of(national, tmp_path, text)
    assert ends == {identifier}
    assert any("est un ancien nom ou code, aujourd’hui" in warning for warning in messages)


async def test_a_seat_in_a_dissolved_grouping_is_read_as_the_present_one(national: ApiSession, tmp_path: Path) -> None:
    seats = {"Maison A": DERVAL, "Maison B": "93059", "Maison C": "49069"}
    bodies = [{"Nom": name, "Type": "association", "Implantation": seat} for name, seat in seats.items()]
    examination = await examine_file(national, write(tmp_path / "a.xlsx", {"Institutions": bodies}))
    assert errors(examination) == []
    based = {end for through, _, end in examination.comparison.changes.edges if through == "BASED_IN"}
    assert based == {"epci:200072726", "commune:93066", "commune:49126"}
    assert any("lu comme « CC Châteaubriant-Derval », où sont toutes ses communes" in w for w in warnings(examination))


@pytest.mark.parametrize(
    ("sheet", "cells", "sentence"),
    [
        (
            "Institutions",
            {"Nom": "Maison", "Type": "association", "Implantation": "CC de la Région de Machecoul"},
            "aujourd’hui dans « CC Sud Retz Atlantique » et « CA Pornic Agglo Pays de Retz »",
        ),
        (
            "Indicateurs",
            {"Intitulé": "Plaintes", "Valeur": "3", "Année": "2016", "Territoire": DERVAL},
            "aujourd’hui dans « CC Châteaubriant-Derval » : écrivez celui qui convient",
        ),
        ("Actions", ACTION | {"Territoires": "200077055"}, "écrivez celui qui convient"),
        (
            "Actions",
            ACTION | {"Territoires": "CC du Pays Belmontais"},
            "plusieurs territoires ; écrivez « CC du Pays Belmontais (12) » ou « CC du Pays Belmontais (72) »",
        ),
        (
            "Actions",
            ACTION | {"Territoires": "CC du Sud Nivernais (58)"},
            "écrivez 200059517 (CC du Sud Nivernais) ou 245804596 (CC du Sud Nivernais)",
        ),
    ],
)
async def test_a_former_grouping_without_a_single_replacement_is_refused(
    national: ApiSession, tmp_path: Path, sheet: str, cells: dict[str, str], sentence: str
) -> None:
    """A grouping split since, as a seat; a merged one, for an indicator; one without known communes; a shared name."""
    found = errors(await examine_file(national, write(tmp_path / "a.xlsx", {sheet: [{"Intitulé": "Atelier"} | cells]})))
    assert any(sentence in error for error in found), found


async def test_a_current_name_means_the_present_grouping_and_dissolved_namesakes_are_reported(
    national: ApiSession, tmp_path: Path
) -> None:
    ends, messages = await targets_of(national, tmp_path, "CC des Trois Rivières")
    assert ends == {"epci:240200600"}
    expected = (
        "écrivez « CC des Trois Rivières (14) » ou « CC des Trois Rivières (28) » ou « CC des Trois Rivières (76) »"
    )
    assert any(expected in warning for warning in messages), messages
    ends, messages = await targets_of(national, tmp_path, "CC des Trois Rivières (76)")
    assert ends == communes("247600679")
    ends, messages = await targets_of(national, tmp_path, "CC des Trois Rivières (02)")
    assert ends == {"epci:240200600"}
    assert not [warning for warning in messages if "disparu" in warning]


async def test_a_dissolved_namesake_in_a_present_grouping_is_not_reported(national: ApiSession, tmp_path: Path) -> None:
    """The dissolved 200023026 lies within the present 200069441, which has the same name."""
    ends, messages = await targets_of(national, tmp_path, "CC du Pays de Bitche")
    assert ends == {"epci:200069441"}
    assert not [warning for warning in messages if "disparu" in warning]


async def test_every_dissolved_grouping_is_read_as_its_former_area(national: ApiSession) -> None:
    """All 1,343 are read by SIREN, among territories and as a seat; four of them have the area of a present one."""
    gazetteer = await gazetteer_of(national)
    in_groupings = {i: ground for i, ground in grounds().items() if i.startswith(("epci:", "ept:"))}
    known, same = in_use(), 0
    for siren, ground in dissolved().items():
        assert ground
        assert ground <= known, siren
        equal = [identifier for identifier, other in in_groupings.items() if other == ground]
        if equal:
            same += 1
            assert [gazetteer.find(siren)] == equal
            continue
        read = read_cell(gazetteer, "Action", "territories", siren)
        assert read == {f"commune:{code}" for code in ground}, siren
        within = {i for i, other in in_groupings.items() if ground <= other and i != "epci:200054781"}
        seat = read_cell(gazetteer, "Institution", "basedIn", siren)
        assert seat == (within or {siren}), siren
    assert (len(dissolved()), same) == (1343, 4)


def read_cell(gazetteer: Gazetteer, kind: str, column: str, text: str) -> set[str]:
    """Return the territories read from a cell with a text."""
    line = Line(BY_KIND[kind], 2, {column: text}, {column: "A"}, "Feuille", [2])
    replace_dissolved([line], gazetteer, Findings())
    return set(line.text(column).split(" ; "))


async def test_every_name_of_a_dissolved_grouping_means_it_or_the_present_one_of_that_name(
    national: ApiSession,
) -> None:
    """Names are given with their département; a name of two groupings is refused with a text for each of them."""
    gazetteer = await gazetteer_of(national)
    rows = [line for line in lines("anciens_epci") if line["siren"] in dissolved() and not line["meme_sol"]]
    ambiguous, borne = [], []
    for line in rows:
        text = f"{line['nom']} ({line['departement']})"
        former = gazetteer.dissolved(text)
        if former is not None:
            assert former.code == line["siren"], line
        elif gazetteer.names(text):
            assert grounds()[gazetteer.find(text)] & dissolved()[line["siren"]], line
            borne.append(text)
        else:
            with refused(line["siren"]):
                gazetteer.find(text)
            ambiguous.append(text)
    assert (len(rows), len(borne), len(ambiguous)) == (1354, 42, 9)


async def test_old_codes_of_communes_are_read_by_a_mapping(national: ApiSession, tmp_path: Path) -> None:
    """The codes are as in the list of France services of 2024; one is also the postal code of other communes."""
    today = {"01300": "01204", "49069": "49126", "93059": "93066", "44109": "44109", "53130": "53130"}
    path = tmp_path / "lieux.csv"
    path.write_text("nom,insee\n" + "".join(f"Maison de {code},{code}\n" for code in today), encoding="utf-8")
    columns = 'Identifiant = "institution:lieu-{insee}"\nNom = "{nom}"\nImplantation = "{insee}"\nType = "autre"'
    mapping = parse_mapping(f'[[table]]\nvers = "Institutions"\n[table.colonnes]\n{columns}\n')
    examination = await examine(national.client, open_book(path), TODAY, mapping=mapping)
    assert errors(examination) == []
    seats = {start: end for through, start, end in examination.comparison.changes.edges if through == "BASED_IN"}
    assert seats == {f"institution:lieu-{code}": f"commune:{seat}" for code, seat in today.items()}
    messages = warnings(examination)
    assert any("est lu comme l’ancien code de « Le Poizat-Lalleyriat (01) », la colonne donnant" in w for w in messages)


async def test_every_old_code_of_a_commune_is_read_in_a_column_of_official_codes(national: ApiSession) -> None:
    gazetteer = await gazetteer_of(national)
    rows = [line for line in lines("anciennes_communes") if line["commune"] and line["code"] not in in_use()]
    today = {line["code"]: f"commune:{line['commune']}" for line in rows}
    findings = Findings()
    read = read_column(gazetteer, [*today, "44109", "53130"], findings)
    assert {code: gazetteer.find(text) for code, text in zip(today, read, strict=False)} == today
    assert (len(today), len(findings.warnings)) == (4240, 404)


@pytest.mark.parametrize(
    "others", [["44109"], ["44109", "53130", "44000"], ["Nantes (44)", "Laval (53)"], ["44000", "53000"]]
)
async def test_a_column_of_few_codes_or_with_postal_codes_decides_nothing(
    national: ApiSession, others: list[str]
) -> None:
    """« 01300 » is the former code of Le Poizat, and the postal code of Belley."""
    findings = Findings()
    assert read_column(await gazetteer_of(national), ["01300", *others], findings) == ["01300", *others]
    assert not findings.entries


def read_column(gazetteer: Gazetteer, texts: list[str], findings: Findings) -> list[str]:
    """Return the territories read from the cells of a column with these texts."""
    sheet = BY_KIND["Institution"]
    column = [Line(sheet, n, {"basedIn": text}, {"basedIn": "A"}, sheet.name, [n]) for n, text in enumerate(texts)]
    decide_codes(column, gazetteer, findings)
    return [line.text("basedIn") for line in column]


@cache
def in_use() -> set[str]:
    """Return the codes of the communes of today."""
    return {line["code"] for line in lines("communes")}


async def test_importing_a_list_of_2016_again_or_its_export_changes_nothing(
    scratch: ApiSession, tmp_path: Path
) -> None:
    await scratch.replace(two_departements())
    texts = {
        "Atelier A": DERVAL,
        "Atelier B": "CC de Pornic ; CC du Castelbriantais (44)",
        "Atelier C": "44060 ; 53130",
    }
    actions = [ACTION | {"Intitulé": title, "Territoires": text} for title, text in texts.items()]
    body = MAISON | {"Implantation": DERVAL}
    path = write(tmp_path / "liste.xlsx", {"Institutions": [body], "Actions": actions})
    examination = await examine_file(scratch, path)
    assert errors(examination) == []
    assert await apply_examination(scratch.client, examination, Durations(), TODAY)
    assert not (await examine_file(scratch, path)).comparison.changes
    exported = tmp_path / "export.xlsx"
    await write_workbook(scratch.client, exported, EVERYTHING)
    again = await examine_file(scratch, exported)
    assert errors(again) == []
    assert not again.comparison.changes
    assert not [warning for warning in warnings(again) if "disparu" in warning]


def test_the_packaged_files_agree_with_the_present_lists() -> None:
    """No dissolved EPCI is a present one; the file names those that have its communes, the one with the most first."""
    holding = {code: i for i, ground in grounds().items() if i.startswith("epci:") for code in ground}
    holding |= {code: i for i, ground in grounds().items() if i.startswith("ept:") for code in ground}
    assert not dissolved().keys() & {identifier.partition(":")[2] for identifier in official()}
    for line in lines("anciens_epci"):
        ground = dissolved().get(line["siren"], frozenset())
        counted = [holding[code].partition(":")[2] for code in sorted(ground)]
        expected = sorted(set(counted), key=lambda siren: (-counted.count(siren), siren))
        assert not ground or line["epci"].split() == expected, line
        assert bool(line["meme_sol"]) == (ground in grounds().values()), line
