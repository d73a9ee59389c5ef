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
    """The free space on the database's disk below which no write begins."""
    lingering_seconds: float = 0.0
    """The time, from its start, for which an abandoned statement may run in the database; 0 if the database ends it."""
    searches_at_once: int | None = None
    """The number of long searches that the memory allows at once; None if only the connections limit it."""

    @property
    def address(self) -> str:
        """The address as messages show it: without a user and password that somebody wrote into it."""
        *scheme, place = self.uri.split("://", 1)
        return "://".join([*scheme, place.rpartition("@")[2]])
