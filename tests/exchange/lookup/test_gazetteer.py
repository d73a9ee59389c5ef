"""Territories by code, name, prefix, département and former name."""

import re

import pytest

from exchange.faults import Fault
from exchange.lookup.former_names import FormerName
from exchange.lookup.gazetteer import Gazetteer
from judgement.entries import GazetteerEntry
from tests.exchange.said import refused


@pytest.fixture
def gazetteer() -> Gazetteer:
    return Gazetteer(
        [
            GazetteerEntry("departement:44", "DEPARTEMENT", "44", "Loire-Atlantique", "Loire-Atlantique"),
            GazetteerEntry("commune:44109", "COMMUNE", "44109", "Nantes", "Nantes (44)"),
            GazetteerEntry("commune:01053", "COMMUNE", "01053", "Bourg-en-Bresse", "Bourg-en-Bresse (01)"),
            GazetteerEntry("commune:93066", "COMMUNE", "93066", "Saint-Denis", "Saint-Denis (93)"),
            GazetteerEntry("commune:97411", "COMMUNE", "97411", "Saint-Denis", "Saint-Denis (974)"),
            GazetteerEntry("epci:244400404", "EPCI", "244400404", "Nantes Métropole", "Nantes Métropole"),
            GazetteerEntry("epci:1", "EPCI", "1", "Communauté de communes du Pays", "CC du Pays"),
            GazetteerEntry(
                "epci:244400644", "EPCI", "244400644", "CA de l'Estuaire (CARENE)", "CA de l'Estuaire (CARENE)"
            ),
            GazetteerEntry("contract:2024:Y", "CITY_CONTRACT", "CN04401I", "CA de l'Estuaire (CARENE)", "Contrat Y"),
            GazetteerEntry("contract:2024:X", "CITY_CONTRACT", "X", "Nantes", "Contrat de ville 2024-2030 – Nantes"),
        ],
        [
            FormerName("44999", "Vieille-Nantes", ("44",), ("commune:44109",)),
            FormerName("44998", "", ("93",), ("commune:93066",)),
            FormerName(
                "200000000",
                "CC disparue",
                ("44",),
                ("epci:1",),
                is_extinct=True,
                what=Fault.LEAD_OF_CONTRACT.of(generation="2024–2030"),
            ),
            FormerName(
                "200000001", "CC double", ("44",), ("epci:1",), is_extinct=True, what=Fault.DISSOLVED_GROUPING.of()
            ),
            FormerName(
                "200000002", "CC double", ("93",), ("epci:1",), is_extinct=True, what=Fault.DISSOLVED_GROUPING.of()
            ),
            FormerName("44997", "Ville double", ("44",), ("commune:44109",)),
            FormerName("93997", "Ville double", ("93",), ("commune:93066",)),
            FormerName("93996", "Ville inconnue", ("93",), ("commune:93000",)),
        ],
        {"44000": ["commune:44109"], "44998": ["commune:44109"]},
    )


@pytest.mark.parametrize(
    ("text", "identifier"),
    {
        "commune:44109": "commune:44109",
        "44109": "commune:44109",
        "nantes": "commune:44109",
        "Nantes (44)": "commune:44109",
        "dpt 44": "departement:44",
        "Ville de Nantes": "commune:44109",
        "Saint-Denis (974)": "commune:97411",
        "Pays": "epci:1",
        "contrat de ville Nantes": "contract:2024:X",
        "x": "contract:2024:X",
        "Vieille Nantes (44)": "commune:44109",
        "44999": "commune:44109",
        "44109 Nantes": "commune:44109",
        "44109 – Nantes (44)": "commune:44109",
        "Nantes (44109)": "commune:44109",
        "244400404 : Nantes Métropole": "epci:244400404",
        "244 400 404": "epci:244400404",
        "CARENE": "epci:244400644",
        "contrat de ville de la CARENE": "contract:2024:Y",
        "contrat de ville Estuaire": "contract:2024:Y",
        "CN04401I – CA de l'Estuaire (CARENE)": "contract:2024:Y",
        "département de la Loire-Atlantique": "departement:44",
        "Nantes (Loire-Atlantique)": "commune:44109",
        "St-Denis (974)": "commune:97411",
        "St. Denis (93)": "commune:93066",
        "Ville double (93)": "commune:93066",
        "44999 – Vieille-Nantes": "commune:44109",
        "Communauté de communes du Pays": "epci:1",
        "Communauté d’agglomération de l'Estuaire (CARENE)": "epci:244400644",
    }.items(),
)
def test_a_territory_is_found(gazetteer: Gazetteer, text: str, identifier: str) -> None:
    assert gazetteer.find(text) == identifier


@pytest.mark.parametrize(
    ("text", "sentence"),
    {
        "St Denis": "plusieurs territoires ; écrivez « Saint-Denis \\(93\\) » ou « Saint-Denis \\(974\\) »",
        "Saint-Denis": "plusieurs territoires ; écrivez « Saint-Denis \\(93\\) » ou « Saint-Denis \\(974\\) »",
        "1053": "écrivez 01053 \\(Bourg-en-Bresse\\)",
        "Nante (44)": "le plus proche : « Nantes \\(44\\) »",
        "CC disparue": "n’existe plus \\(porteur d’un contrat de ville 2024–2030\\) ; .* dans « CC du Pays »",
        "CC double": "plusieurs territoires ; écrivez « CC double \\(44\\) » ou « CC double \\(93\\) »",
        "Ville double": "plusieurs territoires ; écrivez « Nantes \\(44\\) » ou « Saint-Denis \\(93\\) »",
        "Ville inconnue": "ne désigne aucun territoire connu",
        "zzz": "attendu : un code",
        "44109 Rezé": "donne le code de « Nantes \\(44\\) » et un nom qui n’est pas le sien",
        "44000 Nantes": "est un code postal",
        "44998": "est un code postal.* écrivez 44109 \\(Nantes\\), ou 93066 \\(Saint-Denis\\) si c’est son ancien code",
        "Bourg (01)": "le plus proche : « Bourg-en-Bresse \\(01\\) »",
    }.items(),
)
def test_a_text_that_names_no_single_territory_is_refused(gazetteer: Gazetteer, text: str, sentence: str) -> None:
    with refused(sentence):
        gazetteer.find(text)


def test_a_kind_decides_between_a_commune_and_the_contract_of_its_name(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("Nantes", frozenset({"CITY_CONTRACT"})) == "contract:2024:X"
    with refused():
        gazetteer.find("44109", frozenset({"CITY_CONTRACT"}))


def test_a_former_name_gives_the_label_of_today(gazetteer: Gazetteer) -> None:
    assert gazetteer.label_today("Vieille-Nantes") == "Nantes (44)"
    assert gazetteer.label_today("Nantes") is None


def test_other_words_for_a_territory_are_reported_by_its_label(gazetteer: Gazetteer) -> None:
    assert gazetteer.label_read("44109 Nantes", "commune:44109") == "Nantes (44)"
    assert gazetteer.label_read("44 109", "commune:44109") == "Nantes (44)"
    assert gazetteer.label_read("Nantes (44)", "commune:44109") is None


def test_the_shortest_name_finds_its_territory_again(gazetteer: Gazetteer) -> None:
    names = {identifier: gazetteer.shortest_name(identifier) for identifier in gazetteer.by_id}
    assert names["commune:44109"] == "Nantes (44)"
    assert {identifier: gazetteer.find(name) for identifier, name in names.items()} == {i: i for i in names}


def test_a_label_with_a_separator_is_written_with_its_id() -> None:
    gazetteer = Gazetteer([GazetteerEntry("qpv:1", "QPV", "a;b", "Quartier ; nord", "Quartier ; nord")])
    assert gazetteer.shortest_name("qpv:1") == "Quartier , nord [qpv:1]"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("44108", " ; à un signe près : 44109 (Nantes)"),
        ("44190", " ; à un signe près : 44109 (Nantes)"),
        ("244400405", " ; à un signe près : 244400404 (Nantes Métropole)"),
        ("35000", ""),
    ],
)
def test_a_known_code_is_proposed_for_one_with_a_wrong_digit(gazetteer: Gazetteer, code: str, expected: str) -> None:
    with refused(f"^n’est le code d’aucun territoire{re.escape(expected)}$"):
        gazetteer.find(code)
