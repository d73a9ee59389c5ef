"""The `cinqaxes` command.

Each verb says what it does, ends with 0 only when it did it, and tells a person what is wrong in one sentence.
"""

import asyncio
import json
import sys
import urllib.error
import urllib.request
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from changes.audit import problems, remarks
from changes.load import NotOursError, state
from graph.access import Access
from graph.client import Client
from graph.statement.maintain.version import ANYTHING
from schema.query import printed_schema
from schema.vocabularies import printed_words
from server.cli.database import DEMO, REFERENCES, fill, source_remarks
from server.cli.session import USAGE_ERROR, address_of, console, fail, read_settings_or_fail, with_database
from server.settings import described

PRINTED = Path(__file__).parents[2] / "schema"


class Verbs(TyperGroup):
    """The verbs. Those that serve, and those that exchange files, are loaded once one of them is named."""

    @cached_property
    def serving(self) -> Mapping[str, Any]:
        """The verb that serves."""
        from server.cli.serve import app as serving  # noqa: PLC0415 - the HTTP application

        command = typer.main.get_command(serving)
        return {command.name or "": command}

    @cached_property
    def upgrading(self) -> Mapping[str, Any]:
        """The verb that brings a graph up."""
        from server.cli.upgrade import app as upgrading  # noqa: PLC0415 - the rules and the snapshot

        command = typer.main.get_command(upgrading)
        return {command.name or "": command}

    @cached_property
    def exchanging(self) -> Mapping[str, Any]:
        """The verbs that exchange files, by name."""
        from server.cli.exchange import app as exchanging  # noqa: PLC0415 - 18 MiB of readers and writers of files

        return typer.main.get_group(exchanging).commands

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return the verb of a name."""
        if found := super().get_command(ctx, cmd_name):
            return found
        if cmd_name == "serve":
            return self.serving.get(cmd_name)
        return (self.upgrading if cmd_name == "upgrade" else self.exchanging).get(cmd_name)

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names of all verbs."""
        return [*self.serving, *super().list_commands(ctx), *self.upgrading, *self.exchanging]


app = typer.Typer(
    name="cinqaxes",
    cls=Verbs,
    help="Cinq Axes : qui est mobilisé, sur quel axe, où, depuis quand, et qui le dit.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.command()
def load(
    references_only: Annotated[  # noqa: FBT002 - a command-line flag
        bool, typer.Option("--references-only", help="Sans le réseau de démonstration.")
    ] = False,
) -> None:
    """Charge les territoires officiels et le réseau de démonstration ; une seconde fois ne change rien."""
    settings = read_settings_or_fail()
    names = [REFERENCES] if references_only else [REFERENCES, DEMO]
    changed = with_database(settings, lambda access: asyncio.run(fill(access, settings, console, names)))
    console.print(f"Chargé : {', '.join(changed)}." if changed else "Rien à changer : tout est déjà en place.")


@app.command()
def check() -> None:
    """Vérifie qu'un graphe chargé suit le modèle, et dit ce qui ne va pas ; code 1 s'il y a des erreurs."""
    settings = read_settings_or_fail()

    async def look(access: Access) -> tuple[list[str], list[str], list[str]]:
        async with Client(access, timeout_seconds=60.0) as client:
            graph = await state(client)
            if graph is None or not graph.loaded:
                message = "le graphe est vide ou n'est pas entièrement chargé : lancez « cinqaxes load »"
                raise NotOursError(message)
            return graph.names, await remarks(client), await problems(client)

    loaded, remarked, found = with_database(settings, lambda access: asyncio.run(look(access)))
    for remark in (*source_remarks(loaded), *remarked):
        typer.echo(f"remarque : {remark}")
    for problem in found:
        typer.echo(f"problème : {problem}")
    if found:
        fail(f"{len(found)} problème(s).")
    console.print("Le graphe suit le modèle.")


@app.command()
def touch() -> None:
    """Signale qu'un autre outil a modifié le graphe : le service relira ce qu'il garde en mémoire."""
    settings = read_settings_or_fail()

    async def bump(access: Access) -> None:
        async with Client(access) as client:
            if await state(client) is None:
                message = "le graphe est vide : lancez « cinqaxes load »"
                raise NotOursError(message)
            await client.write([ANYTHING])

    with_database(settings, lambda access: asyncio.run(bump(access)))
    console.print("Version du graphe avancée.")


@app.command()
def schema(
    check_file: Annotated[  # noqa: FBT002 - a command-line flag
        bool, typer.Option("--check", help="Compare avec les fichiers de schema/ ; code 1 s'ils diffèrent.")
    ] = False,
    write: Annotated[bool, typer.Option("--write", help="Réécrit schema/schema.graphql et schema/words.json.")] = False,  # noqa: FBT002
) -> None:
    """Imprime le schéma GraphQL."""
    printed = {"schema.graphql": printed_schema(), "words.json": printed_words()}
    if write:
        for name, text in printed.items():
            (PRINTED / name).write_text(text, "utf-8")
    elif check_file:
        for name, text in printed.items():
            if (PRINTED / name).read_text("utf-8") != text:
                fail(f"schema/{name} n'est plus à jour ; lancez « cinqaxes schema --write »")
    else:
        typer.echo(printed["schema.graphql"], nl=False)


@app.command()
def query(
    question: Annotated[str, typer.Argument(help="La question GraphQL, ou @fichier, ou - pour l'entrée standard.")],
    variables: Annotated[str, typer.Option(help="Variables, en JSON.")] = "{}",
) -> None:
    """Pose une question au service qui tourne, et imprime la réponse en JSON ; code 1 si elle porte des erreurs."""
    settings = read_settings_or_fail()
    try:
        values = json.loads(variables)
    except json.JSONDecodeError as error:
        fail(f"--variables n'est pas du JSON : {error}", USAGE_ERROR)
    body = json.dumps({"query": _text(question), "variables": values}).encode()
    address = address_of(settings.host, settings.port)
    headers = {"content-type": "application/json", "accept": "application/graphql-response+json"}
    request = urllib.request.Request(address, body, headers)  # noqa: S310 - an http address, made above
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with direct.open(request, timeout=settings.timeout_seconds + 5) as response:
            answer = json.load(response)
    except urllib.error.HTTPError as error:
        answer = _errors_of(error, address)
    except (OSError, ValueError):
        fail(f"le service ne répond pas sur {address} ; lancez « make run »")
    typer.echo(json.dumps(answer, ensure_ascii=False, indent=2))
    if answer.get("errors"):
        raise typer.Exit(1)


def _errors_of(refused: urllib.error.HTTPError, address: str) -> dict[str, object]:
    try:
        answer: dict[str, object] = json.load(refused)
    except ValueError:
        fail(f"ce qui répond sur {address} n'est pas Cinq Axes (statut {refused.code})")
    return answer


def _text(question: str) -> str:
    if question == "-":
        return sys.stdin.read()
    if question.startswith("@"):
        try:
            return Path(question[1:]).read_text("utf-8")
        except OSError as error:
            fail(f"impossible de lire {question[1:]} : {error.strerror}", USAGE_ERROR)
        except UnicodeDecodeError:
            fail(f"{question[1:]} n'est pas un texte en UTF-8", USAGE_ERROR)
    return question


@app.command(name="settings")
def list_settings() -> None:
    """Liste les réglages, leur valeur et leur sens, comme on les écrit dans le fichier cinqaxes.env."""
    for name, value, meaning in described(read_settings_or_fail()):
        typer.echo(f"{f'{name}={value}':<42} # {meaning}")


def main() -> None:
    """Run the command."""
    app()


if __name__ == "__main__":
    main()
