"""The command in French: its help, and what it says when it is misspelt.

Typer writes both in English. Its few titles are settings of its own; a mistake of usage is worded again here.
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
"""Typer's sentences about a misspelt command, with groups for the text and the nearest one, and their French."""


def set_titles() -> None:
    """Give the help its French titles."""
    rich_utils.COMMANDS_PANEL_TITLE = "Verbes"
    rich_utils.REQUIRED_LONG_STRING = "[obligatoire]"
    rich_utils.DEFAULT_STRING = "[par défaut : {}]"


def with_french_help(command: Any, context: Any) -> Any:
    """Return a command whose help, and that of the commands under it, is described in French."""
    if command is not None:
        command.get_help_option(context).help = HELP
        for below in getattr(command, "commands", {}).values():
            with_french_help(below, context)
    return command


def run(app: Callable[..., Any]) -> None:
    """Run a command to its exit code; a misspelt one ends with a French sentence."""
    try:
        sys.exit(app(standalone_mode=False) or 0)
    except TyperException as mistake:
        if not mistake.format_message().strip():  # a group without a verb, which has shown its help
            sys.exit(USAGE_ERROR)
        try:
            fail(f"{sentence(mistake)} ; {_way_out(mistake)}", USAGE_ERROR)
        except typer.Exit as end:
            sys.exit(end.exit_code)
    except typer.Abort:
        console.print("Abandonné.")
        sys.exit(1)


def sentence(mistake: TyperException) -> str:
    """Return what is wrong with a command, as an officer reads it."""
    message = mistake.format_message()
    for pattern, french in SENTENCES:
        if match := re.fullmatch(pattern, message, re.DOTALL):
            written, near = match.groups()
            hint = f" ; le plus proche : {near.replace(chr(39), '')}" if near else ""
            return f"{french.format(written)}{_expected(mistake)}{hint}"
    return f"cette commande ne se comprend pas ({message})"


def _expected(mistake: TyperException) -> str:
    """Return what a value has to be, where it was refused by its type."""
    errors: list[dict[str, Any]] = getattr(mistake.__cause__, "errors", list)()
    if not errors:
        return ""
    error = errors[0]
    is_day = "does not match the formats" in error["msg"]
    expected = "un jour est attendu, comme 2026-11-25 ou 25/11/2026" if is_day else in_french(error)
    return f" (reçu : {error['input']}) : {expected}"


def _way_out(mistake: TyperException) -> str:
    context = getattr(mistake, "ctx", None)
    return f"« {context.command_path if context else 'cinqaxes'} --help » dit comment l’écrire"
