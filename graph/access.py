"""The address of a database and the credentials for it."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Access:
    """The address, the credentials and the name of a database.

    `http_port` is the port of the embedded database's HTTP interface; 0 for a Neo4j.
    """

    uri: str
    user: str
    password: str = field(repr=False)
    database: str
    http_port: int = 0
    folder: str = ""
    """The folder of the embedded database; empty for a Neo4j."""
    reserve_bytes: int = 0
    """The room that must be left on its disk for a write to begin."""
    lingering_seconds: float = 0.0
    """Time, from its start, that the database goes on with a statement that was given up; 0 where it ends it."""
    searches_at_once: int | None = None
    """The long searches that its memory bears at once; None: as its connections allow."""
