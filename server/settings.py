"""Settings, from the environment or from the file `cinqaxes.env`, each named CINQAXES_….

Every setting is documented here; an unknown name or a wrong value is an error that names it.
"""

import os
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from enum import Enum, StrEnum
from pathlib import Path
from typing import Any

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from graph.access import Access
from graph.domain.counting import Durations
from graph.rights import View, Viewer

PREFIX = "CINQAXES_"
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
ANY_ADDRESS = ("0.0.0.0", "::")  # noqa: S104 - not an address that a client can use
ORIGINS = r"^\s*(?:https?://[a-z0-9.-]+(?::\d{1,5})?\s*(?:,\s*|$))*$"
FOR_TESTS = f"{PREFIX}TEST_"
FRENCH = {
    "int_parsing": "un nombre entier est attendu",
    "int_parsing_size": "un nombre entier plus court est attendu",
    "int_from_float": "un nombre entier est attendu",
    "finite_number": "un nombre fini est attendu",
    "float_parsing": "un nombre est attendu",
    "bool_parsing": "true ou false est attendu",
    "enum": "{expected} est attendu",
    "string_pattern_mismatch": "des adresses comme https://site ou http://site:port, entre virgules, sont attendues",
    "greater_than": "un nombre de plus de {gt} est attendu",
    "greater_than_equal": "un nombre d’au moins {ge} est attendu",
    "less_than_equal": "un nombre d’au plus {le} est attendu",
}
"""For each type of pydantic error, the expected value in French."""
RENAMED = {
    f"{PREFIX}CALLER": f"{PREFIX}CALLER s’appelle désormais {PREFIX}DEFAULT_VIEW "
    "(visitor au lieu de anonymous, everything au lieu de officer)"
}
"""For each former name of a setting, a sentence in French that gives its present name."""


class LogFormat(StrEnum):
    """The format of the log."""

    HUMAN = "human"
    JSON = "json"


class WrongSettingsError(Exception):
    """Settings are unknown or wrong; the message names each of them."""


class Settings(BaseSettings):
    """The settings; `cinqaxes settings` lists them."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file="cinqaxes.env", extra="forbid")

    host: str = Field("127.0.0.1", description="adresse d’écoute")
    hosts: str = Field(
        "", description="noms sous lesquels le service est appelé, séparés par des virgules ; vide : cette machine"
    )
    origins: str = Field(
        "",
        pattern=ORIGINS,
        description="sites dont les pages peuvent interroger l’API (CORS), séparés par des virgules ; vide : aucun",
    )
    port: int = Field(8000, ge=0, le=65_535, description="port d’écoute ; 0 : un port libre")
    data: Path = Field(Path("data"), description="dossier de la base embarquée")
    neo4j_uri: str = Field("", description="adresse de Neo4j (bolt://, neo4j://, +s) ; vide : base embarquée")
    neo4j_user: str = Field("neo4j", description="utilisateur de Neo4j")
    neo4j_password: SecretStr = Field(SecretStr(""), description="mot de passe de Neo4j")
    neo4j_database: str = Field("neo4j", description="nom de la base Neo4j")
    default_view: View = Field(
        View.VISITOR,
        description="ce que voit un client anonyme : visitor, ou everything (tout) sur une instance privée",
    )
    introspection: bool = Field(default=True, description="le schéma peut être lu par les clients")
    documents: str = Field(
        "",
        description="documents de confiance, outre ceux de la console : un manifeste JSON, ou un dossier de manifestes",
    )
    trusted_only: bool = Field(default=False, description="seuls les documents de confiance ont une réponse")
    agents: bool = Field(
        default=False,
        description="des agents conversationnels (MCP) peuvent interroger le service à /mcp ; il faut l’extra agents",
    )
    federation: bool = Field(
        default=False,
        description="une passerelle (Apollo Federation 2) peut composer ce graphe avec ceux d’autres services",
    )
    console: bool = Field(default=True, description="la console est servie aux navigateurs")
    contact: str = Field("", description="comment joindre le service, sur les pages que la loi demande")
    log_clients: bool = Field(default=False, description="le journal donne l’adresse des clients")
    log_format: LogFormat = Field(LogFormat.HUMAN, description="journal lisible (human) ou en JSON (json)")
    timeout_seconds: float = Field(
        10.0, gt=0, le=600, description="durée au-delà de laquelle une question est arrêtée, en s"
    )
    workers: int = Field(1, ge=1, le=64, description="processus qui répondent ; plusieurs demandent un Neo4j")
    pool_size: int = Field(64, ge=1, le=1_000, description="connexions à la base au plus")
    heap_megabytes: int = Field(512, ge=256, le=32_768, description="mémoire de la base embarquée, en Mio")
    quick_java: bool = Field(
        default=False,
        description="la base embarquée compile vite plutôt que bien : moins de processeur, des réponses plus lentes",
    )
    hung_seconds: float = Field(
        60.0, ge=5, description="durée de silence au bout de laquelle la base embarquée est arrêtée et relancée, en s"
    )
    disk_reserve_megabytes: int = Field(
        256,
        ge=0,
        description="place à laisser sur le disque de la base embarquée, en Mio ; en dessous, rien ne s’écrit",
    )
    max_body_bytes: int = Field(262_144, ge=1_024, description="taille d’une requête au plus, en octets")
    max_file_bytes: int = Field(
        20_971_520, ge=1_024, le=104_857_600, description="taille d’un classeur à vérifier au plus, en octets"
    )
    max_answer_bytes: int = Field(16_777_216, ge=65_536, description="taille d’une réponse au plus, en octets")
    max_unread_bytes: int = Field(
        134_217_728, ge=65_536, description="réponses que les clients n’ont pas encore lues, au plus, en octets"
    )
    max_depth: int = Field(20, ge=1, description="niveaux de champs au plus")
    max_tokens: int = Field(20_000, ge=100, description="mots d’un document au plus")
    max_fields: int = Field(2_000, ge=10, description="champs d’un document au plus, fragments déployés")
    max_roots: int = Field(50, ge=1, description="champs racines au plus")
    max_filter_depth: int = Field(30, ge=2, description="niveaux d’un filtre au plus")
    max_cost: int = Field(500_000, ge=100, description="valeurs qu’une question peut demander au plus")
    session_months: int = Field(
        12, ge=0, le=1_200, description="mois pendant lesquels une session de formation compte encore"
    )
    diagnostic_months: int = Field(60, ge=0, le=1_200, description="mois pendant lesquels un diagnostic compte encore")
    confirmation_months: int = Field(24, ge=1, le=1_200, description="mois pendant lesquels une confirmation vaut")
    act_months: int = Field(84, ge=1, le=1_200, description="mois pendant lesquels un acte signé suffit")
    survey_months: int = Field(12, ge=1, le=1_200, description="mois pendant lesquels un relevé est cité")
    renewal_months: int = Field(6, ge=0, le=1_200, description="mois pendant lesquels un renouvellement est attendu")
    pause_months: int = Field(6, ge=0, le=1_200, description="mois d’interruption où « mobilisé depuis » continue")

    @property
    def durations(self) -> Durations:
        """The durations of the counting rules."""
        return Durations(
            self.session_months,
            self.diagnostic_months,
            self.confirmation_months,
            self.act_months,
            self.survey_months,
            self.renewal_months,
            self.pause_months,
        )

    @property
    def viewer(self) -> Viewer:
        """The viewer of requests that do not identify themselves."""
        return Viewer(self.default_view)

    @property
    def known_hosts(self) -> list[str]:
        """The host names under which clients may call the service."""
        return _listed(self.hosts) or list(
            dict.fromkeys((*LOOPBACK, *([self.host] if self.host not in ANY_ADDRESS else [])))
        )

    @property
    def known_origins(self) -> list[str]:
        """The origins whose pages may call the service (CORS)."""
        return _listed(self.origins)

    @property
    def embedded(self) -> bool:
        """True if the embedded database is used."""
        return not self.neo4j_uri


def _listed(text: str) -> list[str]:
    """Return the comma-separated parts of a text."""
    return [part.strip() for part in text.split(",") if part.strip()]


def read_settings() -> Settings:
    """Read the settings.

    Raises:
        WrongSettingsError: settings are unknown or wrong; the message names each.
    """
    known = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    unknown = sorted(
        name
        for name in os.environ
        if name.startswith(PREFIX) and name.upper() not in known and not name.startswith(FOR_TESTS)
    )
    if unknown:
        raise WrongSettingsError(" ; ".join(_unknown(name.upper()) for name in unknown))
    try:
        return Settings()
    except ValidationError as error:
        problems = [f"{_problem(_name(e['loc']), e)} (reçu : {e['input']})" for e in error.errors()]
        message = "réglage refusé : " + " ; ".join(problems)
        raise WrongSettingsError(message) from None


def in_french(error: Mapping[str, Any]) -> str:
    """Return the expected value in French, from a pydantic error."""
    return FRENCH.get(error["type"], str(error["msg"])).format(**error.get("ctx", {})).replace("' or '", "' ou '")


def _problem(name: str, error: Mapping[str, Any]) -> str:
    return _unknown(name) if error["type"] == "extra_forbidden" else f"{name} : {in_french(error)}"


def _unknown(name: str) -> str:
    """Return what is wrong with the name of a setting, with its present name or the nearest one."""
    if name in RENAMED:
        return RENAMED[name]
    near = get_close_matches(name, [f"{PREFIX}{known.upper()}" for known in Settings.model_fields], 1, 0.8)
    return f"{name} : réglage inconnu ; " + (
        f"le plus proche : {near[0]}" if near else "ôtez-le, « cinqaxes settings » donnera la liste"
    )


def _name(place: tuple[int | str, ...]) -> str:
    name = str(place[0]) if place else "?"
    return name.upper() if name.upper().startswith(PREFIX) else f"{PREFIX}{name.upper()}"


def described(settings: Settings) -> Iterator[tuple[str, str, str]]:
    """Yield the name, value and meaning of every setting; a password is hidden."""
    for name, field in Settings.model_fields.items():
        value = getattr(settings, name)
        shown = value.value if isinstance(value, Enum) else str(value).lower() if isinstance(value, bool) else value
        yield f"{PREFIX}{name.upper()}", str(shown), field.description or ""


def access_of(settings: Settings) -> Access:
    """Return the access to the Neo4j named in the settings."""
    password = settings.neo4j_password.get_secret_value()
    return Access(settings.neo4j_uri, settings.neo4j_user, password, settings.neo4j_database)
