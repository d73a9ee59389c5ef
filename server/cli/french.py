"""The command in French: its help, and its messages about wrong usage.

Typer writes both in English. The titles of Typer's help can be set; its messages about wrong usage are reworded here.
"""

import re
import sys
from collections.abc import Callable
from typing import Any

import typer
from typer import rich_utils
from typer.exceptions import TyperException

from server.cli.session import USAGE_ERROR, console, fail
from server.settings import in_french

HELP = "Affiche cette aide."
SENTENCES = (
    (r"No such command '(.*?)'\.?(?: Did you mean (.*)\?)?", "« {} » n’est pas un verbe"),
    (r"No such option: (\S+)(?: \(Possible options: (.*)\))?", "« {} » n’est pas une option de ce verbe"),
    (r"Option '(.*)' requires an argument\.()", "l’option {} demande une valeur"),
    (r"Option '(.*)' does not take a value\.()", "l’option {} ne prend pas de valeur"),
    (r"Got unexpected extra argument\(s\) \((.*)\)()", "« {} » est de trop"),
    (r"Missing argument '(.*)'\.()", "il manque l’argument « {} »"),
    (r"Missing command\.()()", "il manque un verbe"),
    (r"Invalid value for '(.*?)': .*()", "la valeur de {} ne convient pas"),
)
"""Patterns of Typer's messages about wrong usage (groups: the text, the nearest match), each with a French sentence."""


def set_titles() -> None:
    """Set the French titles of the help."""
    rich_utils.COMMANDS_PANEL_TITLE = "Verbes"
    rich_utils.REQUIRED_LONG_STRING = "[obligatoire]"
    rich_utils.DEFAULT_STRING = "[par défaut : {}]"


def with_french_help(command: Any, context: Any) -> Any:
    """Return the command, with French descriptions of the help options of the command and its subcommands."""
    if command is not None:
        command.get_help_option(context).help = HELP
        for subcommand in getattr(command, "commands", {}).values():
            with_french_help(subcommand, context)
    return command


def run(app: Callable[..., Any]) -> None:
    """Run the command and exit with its code; wrong usage ends with a sentence in French."""
    try:
        sys.exit(app(standalone_mode=False) or 0)
    except TyperException as mistake:
        if not mistake.format_message().strip():  # a group without a subcommand has already printed its help
            sys.exit(USAGE_ERROR)
        try:
            fail(f"{sentence(mistake)} ; {_help_hint(mistake)}", USAGE_ERROR)
        except typer.Exit as end:
            sys.exit(end.exit_code)
    except typer.Abort:
        console.print("Abandonné.")
        sys.exit(1)


def sentence(mistake: TyperException) -> str:
    """Return a usage error as a sentence in French."""
    message = mistake.format_message()
    for pattern, french in SENTENCES:
        if match := re.fullmatch(pattern, message, re.DOTALL):
            written, near = match.groups()
            hint = f" ; le plus proche : {near.replace(chr(39), '')}" if near else ""
            return f"{french.format(written)}{_expected(mistake)}{hint}"
    return f"cette commande ne se comprend pas ({message})"


def _expected(mistake: TyperException) -> str:
    """Return what a value has to be, if it was refused for its type."""
    errors: list[dict[str, Any]] = getattr(mistake.__cause__, "errors", list)()
    if not errors:
        return ""
    error = errors[0]
    is_day = "does not match the formats" in error["msg"]
    expected = "un jour est attendu, comme 2026-11-25 ou 25/11/2026" if is_day else in_french(error)
    return f" (reçu : {error['input']}) : {expected}"


def _help_hint(mistake: TyperException) -> str:
    context = getattr(mistake, "ctx", None)
    return f"« {context.command_path if context else 'cinqaxes'} --help » dit comment l’écrire"
