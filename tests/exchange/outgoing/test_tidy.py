"""The exports for programs equal the API's answers, row by row."""

import csv
import io
import json
from itertools import product

import pytest

from exchange.outgoing.network import ExportFilters
from exchange.outgoing.tidy import ENGAGEMENT_COLUMNS
from graph.vocabulary import Axis
from tests.api_session import TODAY, ApiSession
from tests.exchange.outgoing.exports import exported

DAY = str(TODAY)
WITHIN = {"id": "region:52"}
Row = dict[str, str]
BEFORE = {
    "tidy.csv": """engagementId engagementKind title startsOn endsOn countsFrom countsUntil status asOf inEffect axis
        actorId actorKind institutionKind actor role territoryId territoryKind territory confirmedOn sourceIds criteria
        themes audiences planId offerId projectId trainedCount trainedCountWithheld hours siren siret territoryCode
        departementCode regionCode cancelledOn""",
    "matrix.csv": """territoryId territoryKind code territory asOf axis status actorCount engagementCount onlyPast
        nextEnd fragile assumed contradicted lapsedOn renewalPending surveyedOn expectedOn contractsCovered
        contractsPartial contractsInherited contractsGap contractsToConfirm contractsUnknown inhabitantsCovered
        inhabitantsPartial inhabitantsInherited inhabitantsGap inhabitantsToConfirm inhabitantsUnknown
        inhabitantsWithoutPopulation""",
    "matrix.wide.csv": """territoryId territoryKind code territory asOf axis1Status axis2Status axis3Status axis4Status
        axis5Status axis1ActorCount axis2ActorCount axis3ActorCount axis4ActorCount axis5ActorCount""",
}
"""The columns, in their order, since the first version of these exports."""


async def rows_of(session: ApiSession, name: str, filters: ExportFilters) -> list[Row]:
    text = (await exported(session, name, filters)).decode()
    assert not text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text)))


async def test_tidy_csv_has_a_row_for_each_actor_axis_role_and_territory(national: ApiSession) -> None:
    answer = await national.data("""query { engagements(first: 500) { edges { node { id axes
        actors(first: 40) { edges { roles node { id } } } territories(first: 40) { edges { node { id } } } } } } }""")
    expected = set()
    for node in (edge["node"] for edge in answer["engagements"]["edges"]):
        places = [edge["node"]["id"] for edge in node["territories"]["edges"]]
        for edge in node["actors"]["edges"] or [{"node": {"id": ""}, "roles": [""]}]:
            roles = edge["roles"] or [""]
            expected |= set(product([node["id"]], node["axes"], [edge["node"]["id"]], roles, places))
    rows = await rows_of(national, "tidy.csv", ExportFilters(as_of=DAY))
    keys = [tuple(row[n] for n in ("engagementId", "axis", "actorId", "role", "territoryId")) for row in rows]
    assert len(keys) == len(set(keys))
    assert set(keys) == expected
    assert {row["inEffect"] for row in rows} == {"true", "false"}
    assert {row["asOf"] for row in rows} == {DAY}


async def test_the_matrix_in_both_forms_has_the_cells_of_the_api(national: ApiSession) -> None:
    answer = await national.data(
        """query($day: Date!) { coverage(rows: {kind: CITY_CONTRACT, within: {id: "region:52"}}, asOf: $day) {
             edges { node { territory { id } cells {
               axis status actorCount onlyPast nextEnd survey { surveyedOn } } } } } }""",
        {"day": DAY},
    )
    expected = {
        (edge["node"]["territory"]["id"], cell["axis"]): (
            cell["status"],
            str(cell["actorCount"]),
            cell["survey"],
            str(cell["onlyPast"]).lower(),
            cell["nextEnd"] or "",
        )
        for edge in answer["coverage"]["edges"]
        for cell in edge["node"]["cells"]
    }
    filters = ExportFilters(within=WITHIN, as_of=DAY)
    tidy = {(row["territoryId"], row["axis"]): row for row in await rows_of(national, "matrix.csv", filters)}
    assert len(expected) == 55
    assert {
        key: (
            row["status"],
            row["actorCount"],
            {"surveyedOn": row["surveyedOn"]} if row["surveyedOn"] else None,
            row["onlyPast"],
            row["nextEnd"],
        )
        for key, row in tidy.items()
    } == expected
    wide = await rows_of(national, "matrix.wide.csv", filters)
    assert len(wide) == 11
    for row in wide:
        for number, axis in enumerate(dict.fromkeys(axis for _, axis in expected), start=1):
            status, count, *_ = expected[row["territoryId"], axis]
            assert (row[f"axis{number}Status"], row[f"axis{number}ActorCount"]) == (status, count)


async def test_wide_territories_have_shares_and_no_status(national: ApiSession) -> None:
    filters = ExportFilters(within=WITHIN, as_of=DAY, axes=("VICTIM_SUPPORT",))
    text = (await exported(national, "matrix.csv", filters, "DEPARTEMENT")).decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    counts = [name for name in rows[0] if name.startswith("contracts")]
    assert len(rows) == 5
    assert {(row["axis"], row["status"]) for row in rows} == {("VICTIM_SUPPORT", "")}
    assert sum(int(row[name]) for row in rows for name in counts) == 11


async def test_a_row_of_a_wide_territory_gives_each_share_in_a_column_of_its_own(national: ApiSession) -> None:
    """The wide form has the figures of the long one, axis by axis, and contracts have no columns for inhabitants."""
    filters = ExportFilters(within=WITHIN, as_of=DAY)
    texts = [(await exported(national, f"matrix{form}.csv", filters, "DEPARTEMENT")).decode() for form in ("", ".wide")]
    long, wide = (list(csv.DictReader(io.StringIO(text))) for text in texts)
    by_place = {row["territoryId"]: row for row in wide}
    names = [name for name in long[0] if name.startswith(("contracts", "inhabitants", "qpv", "share"))]
    assert len(names) == 13 + 6 + 18
    assert any(int(row["inhabitantsInherited"]) for row in long)
    for row in long:
        number = list(Axis).index(Axis(row["axis"])) + 1
        there = by_place[row["territoryId"]]
        for name in names:
            assert there[f"axis{number}{name[0].upper()}{name[1:]}"] == row[name]
    (contract, *_) = await rows_of(national, "matrix.wide.csv", filters)
    assert not [name for name in contract if "Inhabitants" in name]


async def test_shares_of_inhabitants_by_axis_and_departement_equal_the_api(national: ApiSession) -> None:
    """As in the API and the formatted matrix: each share separately, among those with a known population."""
    answer = await national.data(
        """query($day: Date!) { coverage(rows: {kind: DEPARTEMENT, within: {id: "region:52"}}, asOf: $day) {
             nodes { territory { name } cells { axis spread { inhabitants {
               covered partial inherited gap toConfirm unknown } } } } } }""",
        {"day": DAY},
    )
    expected = {
        (row["territory"]["name"], cell["axis"]): [
            count / sum(cell["spread"]["inhabitants"].values()) for count in cell["spread"]["inhabitants"].values()
        ]
        for row in answer["coverage"]["nodes"]
        for cell in row["cells"]
    }
    filters = ExportFilters(within=WITHIN, as_of=DAY)
    text = (await exported(national, "matrix.csv", filters, "DEPARTEMENT")).decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    parts = [
        f"shareInhabitants{status}" for status in ("Covered", "Partial", "Inherited", "Gap", "ToConfirm", "Unknown")
    ]
    assert {(r["departement"], r["axis"]): [float(r[part]) for part in parts] for r in rows} == expected
    assert len({tuple(shares) for shares in expected.values()}) > 5


def test_a_column_of_engagements_stays_where_it_was() -> None:
    assert list(ENGAGEMENT_COLUMNS) == BEFORE["tidy.csv"].split()


@pytest.mark.parametrize("form", ["matrix.csv", "matrix.wide.csv"])
async def test_a_column_stays_where_it_was_and_areas_come_last(national: ApiSession, form: str) -> None:
    filters = ExportFilters(within=WITHIN, as_of=DAY)
    (contract, *_) = await rows_of(national, form, filters)
    areas = ["departementCode", "departement", "regionCode", "region"]
    before = BEFORE[form].split()
    assert list(contract)[: len(before) + 4] == [*before, *areas]
    assert [contract[name] for name in areas] == ["44", "Loire-Atlantique", "52", "Pays de la Loire"]
    text = (await exported(national, form, filters, "REGION")).decode()
    region = next(csv.DictReader(io.StringIO(text)))
    assert [region[name] for name in areas] == ["", "", "52", "Pays de la Loire"]


async def test_geojson_keeps_the_contracts_that_have_no_point(national: ApiSession) -> None:
    answer = await national.data(
        """query($day: Date!) { coverage(rows: {kind: CITY_CONTRACT}, asOf: $day, first: 1000) {
             edges { node { territory { id ... on CityContract { longitude } } } } } }""",
        {"day": DAY},
    )
    points = {e["node"]["territory"]["id"]: e["node"]["territory"]["longitude"] for e in answer["coverage"]["edges"]}
    collection = json.loads(await exported(national, "geojson", ExportFilters(as_of=DAY)))
    pointless = {f["properties"]["id"] for f in collection["features"] if f["geometry"] is None}
    assert {f["properties"]["id"] for f in collection["features"]} == set(points)
    assert pointless == {identifier for identifier, longitude in points.items() if longitude is None}
    assert collection["withoutPoint"] == len(pointless) > 0
