"""The exports for programs say, row by row, what the API answers."""

import csv
import io
import json
from itertools import product

from exchange.outgoing.network import ExportFilters
from tests.asking import TODAY, Asker
from tests.exchange.outgoing.exports import exported

DAY = str(TODAY)
WITHIN = {"id": "region:52"}
Row = dict[str, str]


async def rows_of(asker: Asker, name: str, filters: ExportFilters) -> list[Row]:
    text = (await exported(asker, name, filters)).decode()
    assert not text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text)))


async def test_tidy_csv_has_a_row_for_each_actor_axis_role_and_territory(national: Asker) -> None:
    answer = await national.data("""query { engagements(first: 500) { edges { node { id axes
        actors(first: 40) { edges { roles node { id } } } territories(first: 40) { edges { node { id } } } } } } }""")
    expected = set()
    for node in (edge["node"] for edge in answer["engagements"]["edges"]):
        places = [edge["node"]["id"] for edge in node["territories"]["edges"]]
        for edge in node["actors"]["edges"] or [{"node": {"id": ""}, "roles": [""]}]:
            roles = edge["roles"] or [""]
            expected |= set(product([node["id"]], node["axes"], [edge["node"]["id"]], roles, places))
    rows = await rows_of(national, "tidy.csv", ExportFilters(as_of=DAY))
    found = [tuple(row[n] for n in ("engagementId", "axis", "actorId", "role", "territoryId")) for row in rows]
    assert len(found) == len(set(found))
    assert set(found) == expected
    assert {row["inEffect"] for row in rows} == {"true", "false"}
    assert {row["asOf"] for row in rows} == {DAY}


async def test_the_matrix_in_both_forms_has_the_cells_of_the_api(national: Asker) -> None:
    answer = await national.data(
        """query($day: Date!) { coverage(rows: {kind: CITY_CONTRACT, within: {id: "region:52"}}, asOf: $day) {
             edges { node { territory { id } cells { axis status actorCount survey { surveyedOn } } } } } }""",
        {"day": DAY},
    )
    expected = {
        (edge["node"]["territory"]["id"], cell["axis"]): (cell["status"], str(cell["actorCount"]), cell["survey"])
        for edge in answer["coverage"]["edges"]
        for cell in edge["node"]["cells"]
    }
    filters = ExportFilters(within=WITHIN, as_of=DAY)
    tidy = {(row["territoryId"], row["axis"]): row for row in await rows_of(national, "matrix.csv", filters)}
    assert len(expected) == 55
    assert {
        key: (row["status"], row["actorCount"], {"surveyedOn": row["surveyedOn"]} if row["surveyedOn"] else None)
        for key, row in tidy.items()
    } == expected
    wide = await rows_of(national, "matrix.wide.csv", filters)
    assert len(wide) == 11
    for row in wide:
        for number, axis in enumerate(dict.fromkeys(axis for _, axis in expected), start=1):
            status, count, _ = expected[row["territoryId"], axis]
            assert (row[f"axis{number}Status"], row[f"axis{number}ActorCount"]) == (status, count)


async def test_wide_territories_have_shares_and_no_status(national: Asker) -> None:
    filters = ExportFilters(within=WITHIN, as_of=DAY, axes=("VICTIM_SUPPORT",))
    text = (await exported(national, "matrix.csv", filters, "DEPARTEMENT")).decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    counts = [name for name in rows[0] if name.startswith("contracts")]
    assert len(rows) == 5
    assert {(row["axis"], row["status"]) for row in rows} == {("VICTIM_SUPPORT", "")}
    assert sum(int(row[name]) for row in rows for name in counts) == 11


async def test_geojson_keeps_the_contracts_that_have_no_point(national: Asker) -> None:
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
