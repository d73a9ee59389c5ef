"""The `cinqaxes` command.

Each verb says what it does, ends with 0 only when it did it, and tells a person what is wrong in one sentence.
"""

import asyncio
import json
import sys
import urllib.error
import urllib.request
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer
from typer.core import TyperGroup

from changes.audit import NO_INVENTORY, losses, problems, remarks
from changes.inventory import take_inventory
from changes.load import NotOursError, state
from graph.access import Access
from graph.client import Client
from graph.system_errors import reason_of
from schema.clients import printed_module
from schema.federation import printed_subgraph
from schema.query import printed_schema
from schema.vocabularies import printed_words
from server.cli.database import DEMO, REFERENCES, fill, source_remarks
from server.cli.french import HELP, run, set_titles, with_french_help
from server.cli.session import USAGE_ERROR, address_of, console, fail, read_settings_or_fail, with_database
from server.settings import described

PRINTED = Path(__file__).parents[2]


MODULES = {
    "serve": "serve",
    "upgrade": "upgrade",
    "backup": "backup",
    "restore": "backup",
    "forget": "forget",
    "compact": "forget",
}
"""The modules of some verbs, loaded once one of them is named; the other verbs exchange files."""
EXCHANGE = "exchange"
LOST = (
    "Le graphe n'est plus tel qu'il a été écrit. Si aucun autre outil n'y a écrit, la base est abîmée : restaurez une "
    "sauvegarde dans une base vide (« cinqaxes restore »). Si un autre outil y a écrit, « cinqaxes touch » l'accepte."
)


class Verbs(TyperGroup):
    """The verbs: those of this module, and those that bring much code with them, loaded when they are named."""

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return the verb of a name, with a French help."""
        command = super().get_command(ctx, cmd_name) or _verbs(MODULES.get(cmd_name, EXCHANGE)).get(cmd_name)
        return with_french_help(command, ctx)

    def get_help_option(self, ctx: Any) -> Any:
        """Return the option that shows the help."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = HELP
        return option

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names of all verbs."""
        return ["serve", *super().list_commands(ctx), *[name for name in MODULES if name != "serve"], *_verbs(EXCHANGE)]


def _verbs(module: str) -> Mapping[str, Any]:
    """Return the verbs of a module, by name."""
    command = typer.main.get_command(import_module(f"server.cli.{module}").app)
    return command.commands if isinstance(command, TyperGroup) else {command.name or "": command}


app = typer.Typer(
    name="cinqaxes",
    cls=Verbs,
    subcommand_metavar="VERBE [ARGUMENTS]…",
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


class Checked(NamedTuple):
    """The findings of `check`: the loads that the graph holds, remarks, faults and losses."""

    loaded: list[str]
    remarks: list[str]
    problems: list[str]
    losses: list[str]


@app.command()
def check() -> None:
    """Vérifie qu'un graphe chargé suit le modèle et n'a rien perdu ; code 1 s'il y a des erreurs."""
    settings = read_settings_or_fail()

    async def look(access: Access) -> Checked:
        async with Client(access, timeout_seconds=60.0) as client:
            graph = await state(client)
            if graph is None or not graph.loaded or graph.loading:
                message = "le graphe est vide ou n'est pas entièrement chargé : lancez « cinqaxes load »"
                raise NotOursError(message)
            lost = await losses(client)
            if lost:  # a damaged graph is held against nothing else
                return Checked(graph.names, [], [], lost)
            unkept = [NO_INVENTORY] if lost is None else []
            return Checked(graph.names, [*unkept, *await remarks(client)], await problems(client), [])

    found = with_database(settings, lambda access: asyncio.run(look(access)))
    for remark in (*source_remarks(found.loaded), *found.remarks):
        typer.echo(f"remarque : {remark}")
    for problem in (*found.losses, *found.problems):
        typer.echo(f"problème : {problem}")
    if found.losses:
        fail(LOST)
    if found.problems:
        fail(f"{len(found.problems)} problème(s).")
    console.print("Le graphe suit le modèle.")


@app.command()
def touch() -> None:
    """Accepte ce qu'un autre outil a écrit dans le graphe : l'inventaire en est refait, et le service le relira."""
    settings = read_settings_or_fail()

    async def bump(access: Access) -> None:
        async with Client(access, timeout_seconds=60.0) as client:
            if await state(client) is None:
                message = "le graphe est vide : lancez « cinqaxes load »"
                raise NotOursError(message)
            await take_inventory(client)

    with_database(settings, lambda access: asyncio.run(bump(access)))
    console.print("Version du graphe avancée, inventaire refait.")


@app.command()
def schema(
    check_file: Annotated[  # noqa: FBT002 - a command-line flag
        bool, typer.Option("--check", help="Compare avec les fichiers qui en sont écrits ; code 1 s'ils diffèrent.")
    ] = False,
    write: Annotated[  # noqa: FBT002 - a command-line flag
        bool, typer.Option("--write", help="Réécrit les fichiers de schema/ et de clients/js.")
    ] = False,
) -> None:
    """Imprime le schéma GraphQL."""
    printed = {
        "schema/schema.graphql": printed_schema(),
        "schema/subgraph.graphql": printed_subgraph(),
        "schema/words.json": printed_words(),
        "clients/js/schema.js": printed_module(),
    }
    if write:
        for name, text in printed.items():
            (PRINTED / name).write_text(text, "utf-8")
    elif check_file:
        for name, text in printed.items():
            if (PRINTED / name).read_text("utf-8") != text:
                fail(f"{name} n'est plus à jour ; lancez « cinqaxes schema --write »")
    else:
        typer.echo(printed_schema(), nl=False)


@app.command()
def query(
    question: Annotated[
        str, typer.Argument(metavar="QUESTION", help="La question GraphQL, ou @fichier, ou - pour l'entrée standard.")
    ],
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
            fail(f"impossible de lire {question[1:]} : {reason_of(error)}", USAGE_ERROR)
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
    set_titles()
    run(app)


if __name__ == "__main__":
    main()
