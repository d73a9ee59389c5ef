"""Derived properties of rows: labels, keys, confirmations, and the values that visitors see."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from changes.derived import LABEL_LENGTH, axis_rows, derived, keys_of
from changes.rows import GraphRows, Value
from graph.domain.counting import Durations
from graph.model import SHAPE
from graph.rights import TWIN
from graph.text import fold

DAY = date(2026, 1, 31)


def properties_of(rows: GraphRows, identifier: str) -> dict[str, Value]:
    return next(properties for _, found, properties in derived(rows, Durations()) if found == identifier)


def of_one(kind: str, /, **properties: Any) -> dict[str, Value]:
    rows = GraphRows()
    rows.node(kind, "x", **properties)
    return properties_of(rows, "x")


@pytest.mark.parametrize(
    ("kind", "facts", "label"),
    [
        ("CityContract", {"generation": "2024-2030", "name": "Nantes"}, "Contrat de ville 2024-2030 – Nantes"),
        ("Grant", {"year": 2026}, "Subvention 2026"),
        ("Grant", {"year": 2026, "programme": "147"}, "Subvention 2026 – programme 147"),
        ("Import", {"importedOn": DAY, "fileName": "a.xlsx"}, "Import du 31/01/2026 – a.xlsx"),
        ("Survey", {"surveyedOn": DAY}, "Relevé du 31/01/2026"),
        ("Source", {"title": "Bilan"}, "Bilan"),
        ("Orientation", {"text": "Former"}, "Former"),
        ("PlanAxis", {"value": "COMMUNICATION", "number": 3}, "Axe 3 : communiquer"),
    ],
)
def test_a_label_says_what_a_node_is(kind: str, facts: dict[str, Any], label: str) -> None:
    properties = of_one(kind, **facts)
    assert properties["label"] == label
    assert properties["labelKey"] == fold(label)


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_the_label_of_an_orientation_is_not_longer_than_a_line(text: str) -> None:
    label = str(of_one("Orientation", text=text)["label"])
    assert len(label) <= LABEL_LENGTH
    assert label == text if len(text) <= LABEL_LENGTH else (label[-1] == "…" and text.startswith(label[:-1]))


def test_a_commune_is_labelled_with_its_departement() -> None:
    rows = GraphRows()
    for identifier, kind, name in (("commune:44109", "COMMUNE", "Nantes"), ("epci:1", "EPCI", "Nantes Métropole")):
        rows.node("AdministrativeTerritory", identifier, kind=kind, name=name, code="1", fictional=False)
    rows.edge("PART_OF", "commune:44109", "epci:1")
    rows.edge("PART_OF", "commune:44109", "departement:44")
    assert properties_of(rows, "commune:44109")["label"] == "Nantes (44)"
    assert properties_of(rows, "epci:1")["label"] == "Nantes Métropole"


@pytest.mark.parametrize(
    ("kinds", "departements", "words"),
    [
        (("REGION", "DEPARTEMENT"), ("", ""), ("région", "département")),
        (("EPCI", "EPCI"), ("70", "74"), ("70", "74")),
        (("EPCI", "EPCI"), ("92", "92"), ("A", "B")),
        (("EPCI", "EPCI"), ("92", ""), ("A", "B")),
    ],
)
def test_territories_with_one_name_are_distinguished_by_the_simplest_word(
    kinds: tuple[str, str], departements: tuple[str, str], words: tuple[str, str]
) -> None:
    rows = GraphRows()
    for code, kind, departement in zip("AB", kinds, departements, strict=True):
        rows.node("AdministrativeTerritory", code, kind=kind, name="Quatre Rivières", code=code, fictional=False)
        if departement:
            rows.edge("ATTACHED_TO", code, f"departement:{departement}")
    labels = [properties_of(rows, code)["label"] for code in "AB"]
    assert labels == [f"Quatre Rivières ({word})" for word in words]


def test_every_text_has_a_folded_key_and_a_missing_one_has_none() -> None:
    stored = SHAPE.kinds["Source"].properties
    found = keys_of(stored, {"title": "Évaluation", "url": None})
    assert found == {
        "labelKey": None,
        "titleKey": "evaluation",
        "urlKey": None,
        "publisherKey": None,
        "licenceKey": None,
    }


def test_an_engagement_counts_and_is_confirmed_by_its_latest_source() -> None:
    rows = GraphRows()
    for identifier in ("action:1", "action:2"):
        rows.node("Action", identifier, title="A", status="ACTIVE", startsOn=DAY, fictional=True)
    for source, day in (("source:1", date(2026, 3, 1)), ("source:2", date(2026, 2, 1)), ("source:3", None)):
        rows.edge("STATED_BY", "action:1", source, confirmedOn=day)
    rows.edge("STATED_BY", "action:2", "source:3")
    first, second = properties_of(rows, "action:1"), properties_of(rows, "action:2")
    assert (first["countsFrom"], first["countsUntil"], first["confirmedOn"]) == (DAY, None, date(2026, 3, 1))
    assert second["confirmedOn"] is None


def test_an_engagement_that_never_counts_has_no_days() -> None:
    properties = of_one("Action", title="A", status="PLANNED", startsOn=DAY, fictional=True)
    assert (properties["countsFrom"], properties["countsUntil"]) == (None, None)


@pytest.mark.parametrize(
    ("count", "public", "few"), [(None, None, False), (0, 0, False), (1, None, True), (4, None, True), (5, 5, False)]
)
def test_a_small_number_of_people_is_not_public(count: int | None, public: int | None, few: bool) -> None:  # noqa: FBT001
    session = of_one("TrainingSession", title="S", status="DONE", startsOn=DAY, trainedCount=count, fictional=True)
    assert (session["publicTrainedCount"], session["trainedCountWithheld"]) == (public, few)


# --- twins -----------------------------------------------------------------------------------------------------------


def trainer(
    *, listed: bool, employments: tuple[tuple[str, date | None], ...] = (), kind: str = "EMPLOYED"
) -> dict[str, Value]:
    rows = GraphRows()
    rows.node("Trainer", "trainer:1", name="Abel Noé", contact="abel@exemple.fr", publicListing=listed, fictional=True)
    for identifier, until in employments:
        name = f"Structure {identifier[-1].upper()}"
        rows.node("Institution", identifier, name=name, kind="ASSOCIATION", fictional=True)
        rows.edge("AFFILIATED_WITH", "trainer:1", identifier, kind=kind, endsOn=until)
    return properties_of(rows, "trainer:1")


def test_a_listed_trainer_has_the_same_values_in_public() -> None:
    properties = trainer(listed=True)
    for name in ("name", "nameKey", "label", "labelKey", "contact", "contactKey"):
        assert properties[f"public{name[0].upper()}{name[1:]}"] == properties[name]
    assert properties["publicName"] == "Abel Noé"


def test_public_values_of_a_twin_reveal_nothing_about_the_person() -> None:
    properties = trainer(listed=False)
    public = {
        name: value for name, value in properties.items() if name.startswith("public") and name != "publicListing"
    }
    assert public == {
        "publicName": TWIN,
        "publicNameKey": fold(TWIN),
        "publicLabel": TWIN,
        "publicLabelKey": fold(TWIN),
        "publicContact": None,
        "publicContactKey": None,
        "publicAvailability": None,
        "publicAvailabilityKey": None,
    }
    assert properties["name"] == "Abel Noé"


@pytest.mark.parametrize(
    ("employments", "label"),
    [
        ((("institution:b", None),), f"{TWIN} (Structure B)"),
        ((("institution:b", None), ("institution:a", None)), f"{TWIN} (Structure A)"),
        ((("institution:b", None), ("institution:a", DAY)), f"{TWIN} (Structure B)"),
        ((("institution:b", DAY), ("institution:a", DAY)), f"{TWIN} (Structure A)"),
    ],
)
def test_the_label_of_a_twin_names_the_employer(employments: tuple[tuple[str, date | None], ...], label: str) -> None:
    assert trainer(listed=False, employments=employments)["publicLabel"] == label


def test_membership_of_a_network_is_not_employment() -> None:
    employments = (("institution:b", None),)
    assert trainer(listed=False, employments=employments, kind="NETWORK")["publicLabel"] == TWIN


def test_an_institution_has_the_same_values_in_public() -> None:
    properties = of_one("Institution", name="Mairie", kind="COMMUNE", fictional=True)
    assert (properties["publicName"], properties["publicLabelKey"]) == ("Mairie", "mairie demonstration")


def test_the_five_axes_are_nodes_in_their_order() -> None:
    assert [node.id for node in axis_rows()] == [f"axis:{number}" for number in range(1, 6)]
