"""Where a database is and how to be let in."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Access:
    """What a driver needs to reach a database."""

    uri: str
    user: str
    password: str = field(repr=False)
    database: str
