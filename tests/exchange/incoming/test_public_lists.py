"""The shipped public lists: their import, compared with the files read in plain Python."""

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from exchange.cells.personal import EMAIL
from exchange.files.reader import open_book
from exchange.incoming.examination import Examination
from exchange.incoming.lists.mapping import read_mapping
from graph.french import figures
from graph.text import fold
from seed.public import DATA, PUBLIC_LISTS, SERIES, PublicList
from tests.api_session import TODAY, ApiSession
from usecases.examine_in_part import examine_in_part

GRANTS, DIRECTORY, FRANCE_SERVICES = PUBLIC_LISTS
SURE = {"service", "commune", "source"}
"""The reasons that make the département of a row certain."""
REGIONS = {
    "occitanie": "76",
    "normandie": "28",
    "grand est": "44",
    "grd est": "44",
    "hauts de france": "32",
    "ile de france": "11",
    "idf": "11",
    "bourgogne franche comte": "27",
    "bfc": "27",
    "nouvelle aquitaine": "75",
    "nouvaq": "75",
    "auvergne rhone alpes": "84",
    "aura": "84",
    "provence alpes cote d azur": "93",
    "paca": "93",
    "corse": "94",
    "centre val de loire": "24",
    "bretagne": "53",
}
"""The codes of régions by their names in the titles of services."""
REGIONAL = re.compile(r"\b(?:drjscs|drdjscs|drdcs|drcs|sgar) (.+) 147$")
DEPARTEMENTS = {"l orne 147": "61", "loiret 147": "45", "bas rhin 147": "67", "pref sedan 147": "08"}
"""The codes of départements, by the last words of the names of services without a département in the file."""
Row = dict[str, str]


def rows_of(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def is_loaded(row: Row) -> bool:
    has_name = any(letter.isalpha() for letter in row["beneficiaire"])
    return row["categorie_motcle"] == "lcd" and has_name and row["appariement_ambigu"] == "0" and bool(row["siren"])


def territories_of(row: Row) -> frozenset[str]:
    """Return the territories that a row gives: a certain département, and that of the paying service."""
    territories = {f"departement:{row['departement']}"} if row["departement_base"] in SURE else set[str]()
    service = fold(row["service_attribuant"])
    if (regional := REGIONAL.search(service)) and regional[1] in REGIONS:
        territories.add(f"region:{REGIONS[regional[1]]}")
    territories |= {f"departement:{code}" for end, code in DEPARTEMENTS.items() if service.endswith(end)}
    return frozenset(territories)


async def examined(session: ApiSession, one: PublicList) -> Examination:
    return await examine_in_part(session.client, open_book(one.file), TODAY, mapping=read_mapping(one.mapping))


def ends(examination: Examination, through: str) -> Iterator[tuple[str, str]]:
    return ((start, end) for name, start, end in examination.comparison.changes.edges if name == through)


async def test_grants_state_exactly_the_facts_of_their_rows(national: ApiSession) -> None:
    examination = await examined(national, GRANTS)
    changes = examination.comparison.changes
    assert examination.findings.errors == []
    assert examination.set_aside.count == 0
    facts = {node: change.after or {} for (kind, node), change in changes.nodes.items() if kind == "Grant"}
    recipients = {grant: body for body, grant in ends(examination, "RECEIVED")}
    territories = defaultdict[str, set[str]](set)
    for grant, territory in ends(examination, "GRANTED_IN"):
        territories[grant].add(territory)

    def said(grant: str) -> tuple[object, ...]:
        node = facts[grant]
        siren = recipients[grant].removeprefix("institution:")
        return (
            node["year"],
            node["grantedEuros"],
            node["purpose"],
            node["payingService"],
            siren,
            frozenset(territories[grant]),
        )

    rows = [row for row in rows_of(GRANTS.file) if is_loaded(row)]
    expected = Counter(
        (
            int(row["annee"]),
            float(row["montant_eur"]),
            " ".join(row["objet"].split()),
            row["service_attribuant"],
            row["siren"],
            territories_of(row),
        )
        for row in rows
    )
    assert Counter(map(said, facts)) == expected
    assert not dict(ends(examination, "FUNDS"))
    assert {end for _, end in ends(examination, "STATED_BY")} == {"source:anct-subventions-politique-de-la-ville"}


async def test_rows_of_grants_that_are_left_out_are_counted_by_reason(national: ApiSession) -> None:
    examination = await examined(national, GRANTS)
    rows = rows_of(GRANTS.file)
    of_subject = [row for row in rows if row["categorie_motcle"] == "lcd"]
    named = [row for row in of_subject if any(map(str.isalpha, row["beneficiaire"]))]
    ambiguous = [row for row in named if row["appariement_ambigu"] != "0"]
    without_number = [row for row in named if row["appariement_ambigu"] == "0" and not row["siren"]]
    counts = (len(rows) - len(of_subject), len(of_subject) - len(named), len(ambiguous), len(without_number))
    assert counts == (4255, 426, 1, 29)
    columns = ("categorie_motcle", "beneficiaire", "appariement_ambigu", "siren")
    by_column = ", ".join(f"{figures(many)} (« {name} »)" for many, name in zip(counts, columns, strict=True))
    messages = [finding.message for finding in examination.findings.warnings]
    assert messages.count(f"lignes laissées par « si » : {by_column}") == 1


async def test_no_kind_is_invented_and_no_known_name_is_replaced(national: ApiSession) -> None:
    changes = (await examined(national, GRANTS)).comparison.changes
    nature = {row["siren"]: row["nature"] for row in rows_of(GRANTS.file) if is_loaded(row) and row["siren"]}
    kinds = {"": "NOT_STATED", "commune": "COMMUNE", "epci": "EPCI"}
    for (kind, node), change in changes.nodes.items():
        if kind == "Institution":
            assert change.before is None, node
            assert change.after
            siren = str(change.after.get("siren", ""))
            assert change.after["kind"] == kinds[nature.get(siren, "")], node


async def test_bodies_have_their_public_address_with_its_source_and_day(national: ApiSession) -> None:
    for one, source, day in (
        (DIRECTORY, "source:dila-annuaire-de-l-administration", "2019-10-22"),
        (FRANCE_SERVICES, "source:anct-france-services", "2024-08-01"),
    ):
        examination = await examined(national, one)
        assert examination.findings.errors == []
        assert examination.set_aside.count == 0
        changes = examination.comparison.changes
        bodies = {node for kind, node in changes.created if kind == "Institution"}
        assert len(bodies) == len(rows_of(one.file))
        stated = {key[1]: change.after for key, change in changes.edges.items() if key[0] == "CONTACT_STATED_BY"}
        assert set(stated) == bodies
        assert {str((facts or {})["confirmedOn"]) for facts in stated.values()} == {day}
        assert {end for _, end in ends(examination, "CONTACT_STATED_BY")} == {source}
        assert not any(EMAIL.search(str(change.after)) for change in changes.nodes.values())


async def test_postal_codes_of_the_directory_have_their_zero(national: ApiSession) -> None:
    changes = (await examined(national, DIRECTORY)).comparison.changes
    moulins = changes.nodes["Institution", "institution:annuaire-adil-03190-01"].after
    assert moulins
    assert moulins["address"] == "4 rue de Refembre, 03000, Moulins"


@pytest.mark.parametrize("one", PUBLIC_LISTS, ids=lambda one: one.mapping)
def test_each_list_has_its_mapping_and_its_attribution(one: PublicList) -> None:
    assert read_mapping(one.mapping).series == one.series
    assert one.series in SERIES
    text = (DATA / "ATTRIBUTION.md").read_text("utf-8")
    assert f"`{one.file.name}`" in text
    assert f"{len(rows_of(one.file)):,}".replace(",", " ") in text
    assert f'série" = "{one.series}"' in (
        Path(__file__).parents[3] / "exchange/incoming/mappings" / f"{one.mapping}.toml"
    ).read_text("utf-8")
