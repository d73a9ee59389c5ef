"""The messages of the command about a Neo4j that does not answer yet."""

from io import StringIO

from rich.console import Console

from server.cli.database import prepare
from server.settings import Settings, access_of


def test_a_service_that_starts_before_its_database_gives_the_address() -> None:
    settings = Settings(neo4j_uri="bolt://127.0.0.1:1")
    said = StringIO()
    prepare(access_of(settings), settings, Console(file=said, width=200))
    assert said.getvalue() == (
        "La base ne répond pas encore sur bolt://127.0.0.1:1 ; le service démarre et réessaie.\n"
    )
