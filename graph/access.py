"""The address of a database and the credentials for it."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Access:
    """The address, the credentials and the name of a database, as a driver takes them."""

    uri: str
    user: str
    password: str = field(repr=False)
    database: str
