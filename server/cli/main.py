"""The `cinqaxes` command.

Each command prints what it did, exits with 0 only if it did it, and reports an error in one sentence.
"""

from collections.abc import Mapping
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from server.cli.french import run, set_titles, with_french_help

MODULES = {
    "serve": "serve",
    "load": "graph",
    "check": "graph",
    "touch": "graph",
    "schema": "schema",
    "query": "query",
    "settings": "settings",
    "upgrade": "upgrade",
    "backup": "backup",
    "restore": "backup",
    "forget": "forget",
    "compact": "forget",
    "import": "incoming",
    "imports": "imports",
    "undo": "imports",
    "export": "outgoing",
    "workbook": "outgoing",
    "mapping": "lists",
}
"""The module of each command, in the order of the help; a module is loaded once its command is named."""


class Verbs(TyperGroup):
    """The commands, each loaded when it is used."""

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return the command with this name, with help in French, or None."""
        command = _verbs(MODULES[cmd_name])[cmd_name] if cmd_name in MODULES else None
        return with_french_help(command, ctx)

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - the signature of TyperGroup
        """Return the names of all commands."""
        return [*MODULES]


def _verbs(module: str) -> Mapping[str, Any]:
    """Return the commands of a module, by name."""
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


def _show_version(asked: bool) -> None:  # noqa: FBT001 - typer passes it by position
    if asked:
        from importlib.metadata import version  # noqa: PLC0415 - no command needs it

        typer.echo(f"cinqaxes {version('cinqaxes')}")
        raise typer.Exit


@app.callback()
def verbs(
    *,
    _version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Affiche la version et s’arrête.")
    ] = False,
) -> None:
    """Accept the options that come before the name of the command."""


def main() -> None:
    """Run the command."""
    set_titles()
    command = typer.main.get_command(app)
    run(with_french_help(command, typer.Context(command)))


if __name__ == "__main__":
    main()
