"""The parameters of an export: those accepted, and those refused by name."""

import re

import orjson
import pytest

from exchange.outgoing.formats import FORMATS
from exchange.outgoing.network import ExportFilters
from graph.bounds import Limits
from graph.errors import ClientError
from graph.rights import VISITOR
from resolvers.errors import UNNAMED
from resolvers.service import Service
from schema.query import graphql_schema
from server.clock import today
from server.exports import filters_of
from tests.api_session import ApiSession
from tests.exchange.outgoing.exports import exported
from tests.resolvers.unanswering import HandmadeStore, Unanswering
from usecases.export import Exporter

DAY = "2026-11-25"


@pytest.mark.parametrize(
    ("parameters", "sentence"),
    [
        ({"axes": "9"}, "axes"),
        ({"within": "44"}, "departement:44"),
        ({"themes": "sport de nuit"}, "themes.*HOUSING"),
        ({"asOf": "demain"}, "AAAA-MM-JJ"),
        ({"asOf": "20261125"}, "AAAA-MM-JJ"),
        ({"asOf": "2026-W48-3"}, "AAAA-MM-JJ"),
        ({"rows": "VILLE"}, "CITY_CONTRACT"),
        ({"where": "[1]"}, "objet"),
        ({"where": "{"}, "JSON"),
        ({"inEffect": "oui"}, "ni true ni false"),
        ({"zone": "x"}, "ce paramètre n’existe pas"),
    ],
)
def test_a_wrong_parameter_is_named(parameters: dict[str, str], sentence: str) -> None:
    with pytest.raises(Exception, match=sentence):
        filters_of(parameters)


def test_words_are_read_in_both_languages() -> None:
    filters = filters_of({"themes": "logement,HEALTH", "criteria": "origine"})
    assert filters.words == {"criteria": ("ORIGIN",), "themes": ("HOUSING", "HEALTH")}


def test_days_and_axes_are_read() -> None:
    filters = filters_of({"axes": "1,4", "asOf": DAY, "within": "departement:44", "inEffect": "true"})
    expected = ExportFilters(
        as_of=DAY, within={"id": "departement:44"}, axes=("KNOWLEDGE", "VICTIM_SUPPORT"), in_effect=True
    )
    assert filters == expected
    assert filters.rows == "CITY_CONTRACT"


@pytest.mark.parametrize("given", [{}, {"asOf": ""}, {"asOf": "today"}])
def test_today_is_the_same_day_on_all_pages(given: dict[str, str]) -> None:
    days = {str(today())}
    filters = filters_of({**given, "inEffect": "true"})
    assert filters.as_of in days | {str(today())}
    assert filters.engagement_where == {"AND": [{"inEffectOn": filters.as_of}]}


def test_a_wrong_value_is_shortened_in_the_message() -> None:
    for name in ("axes", "within", "asOf", "rows", "inEffect", "themes", "x" * 10_000):
        with pytest.raises(ClientError) as refused:
            filters_of({name: "y" * 10_000})
        assert len(refused.value.message) < 600


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"within": "departement:99"}, "within : « departement:99 » n’est l’identifiant d’aucun territoire"),
        ({"where": '{"titre": {"eq": "x"}}'}, "le champ « titre » n’existe pas dans ce filtre de « engagements »"),
        ({"where": '{"titre": {"eq": "x"}}'}, "le plus proche : « title »"),
        ({"where": '{"title": {"eq": 1}}'}, "where : ce n’est pas un filtre de « engagements » ; l’API dit : "),
    ],
)
async def test_an_error_of_the_api_is_reported_in_french(
    national: ApiSession, given: dict[str, str], words: str
) -> None:
    filters = filters_of(given)
    with pytest.raises(ClientError) as refused:
        await exported(national, "csv", filters)
    assert words in str(refused.value)


@pytest.mark.parametrize(
    "where", [{"titl": {"eq": "x"}}, {"title": {"eqq": "x"}}, {"statu": {"eq": "ACTIVE"}}, {"status": {"eq": "ACTIV"}}]
)
async def test_an_error_of_the_api_suggests_no_names_without_introspection(where: dict[str, object]) -> None:
    client = Unanswering()
    filters = filters_of({"where": orjson.dumps(where).decode()})
    messages = []
    for introspection in (True, False):
        service = Service(graphql_schema(), Limits(), introspection=introspection)
        source = Exporter(service, client, HandmadeStore(client)).source(VISITOR, today())
        with pytest.raises(ClientError) as refused:
            await anext(FORMATS["jsonl"].stream(source, filters))
        messages.append(str(refused.value))
    assert re.search(r"le plus proche|Did you mean", messages[0]), messages
    assert messages[1] == f"where : ce n’est pas un filtre de « engagements » ; l’API dit : {UNNAMED}"
