"""The directory and the engagements read from a graph, with the rights of a viewer."""

from datetime import date

from exchange.lookup.loader import read_engagements_that_start, read_lookup
from graph.rights import VISITOR
from judgement.likeness import EngagementIdentity
from tests.api_session import ApiSession
from tests.exchange.said import refused
from tests.graphs import sound

ENGAGEMENT = EngagementIdentity("action:1", "Action", "Écoute", date(2026, 1, 1), frozenset({"region:52"}))


async def test_engagements_are_read_by_folded_title_or_id(scratch: ApiSession) -> None:
    await scratch.replace(sound())
    assert (await read_lookup(scratch.client, ["ecoute"])).engagements_by_title == {"ecoute": [ENGAGEMENT]}
    assert (await read_lookup(scratch.client, [], ["action:1"])).engagements_by_title == {"ecoute": [ENGAGEMENT]}
    lookup = await read_lookup(scratch.client, ["autre"])
    assert lookup.engagements_by_title == {}
    assert "action:1" not in lookup.directory.entries


async def test_engagements_are_read_by_first_day(scratch: ApiSession) -> None:
    await scratch.replace(sound())
    assert await read_engagements_that_start(scratch.client, [date(2026, 1, 1), date(2025, 1, 1)]) == [ENGAGEMENT]
    assert await read_engagements_that_start(scratch.client, [date(2025, 1, 1)]) == []


async def test_a_trainer_who_is_not_listed_has_no_name_for_a_visitor(scratch: ApiSession) -> None:
    await scratch.replace(sound())
    officer = (await read_lookup(scratch.client, [])).directory
    assert officer.find("Abel", "Trainer") == "trainer:1"
    anonymous = (await read_lookup(scratch.client, [], viewer=VISITOR)).directory
    assert anonymous.find("trainer:1", "Trainer") == "trainer:1"
    with refused():
        anonymous.find("Abel", "Trainer")


async def test_territories_institutions_and_sources_are_read(scratch: ApiSession) -> None:
    await scratch.replace(sound())
    lookup = await read_lookup(scratch.client, [])
    assert lookup.directory.find("Pays de la Loire", "Territory") == "region:52"
    assert lookup.directory.find("mairie (démonstration)", "Actor") == "institution:1"
    assert lookup.directory.find("Bilan", "Source") == "source:1"
    assert lookup.institution_names.equal("Ville (démonstration)") == ["institution:1"]
